"""The jump graph of an issue: pairing open jumps with open continuations, joining, and taking it back.

Joining moves the tail's parts behind the front's last part; the tail's article stays as an empty row that
keeps its number (which redirects), byline and photos, so that undoing gives all of it back. Lines that were
printed stay as evidence; one that somebody typed goes, since it derives from the parts from then on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from articles.ingest.brought import is_typed
from articles.models import Article, ArticlePart, Issue, Join
from articles.wording import html
from articles.wording.jumps import label_key
from articles.wording.pairing import Pairing, Side, joins_as, pair, repeated

BACKGROUND_TEXTS = 40


class CannotJoin(Exception):
    """The two parts cannot become one story; the message says why, in the user's language."""


@dataclass(frozen=True, slots=True)
class MatchReport:
    """What one run over an issue's open lines did."""

    joined: tuple[Join, ...] = ()
    proposed: tuple[Join, ...] = ()


Allowed = Callable[[Article, Article], bool]
"""Whether two stories, the front's and the tail's, may be joined without being asked."""


@transaction.atomic
def match_issue(issue: Issue, allowed: Allowed = lambda _front, _tail: True) -> MatchReport:
    """Join what is sure and ``allowed``, propose what is likely; repeating it changes nothing.

    Pairs that an editor took back are never made again. Earlier proposals are made anew, since a page
    that came since may have made them sure, or wrong.
    """
    Issue.objects.select_for_update(no_key=True).get(pk=issue.pk)
    issue.joins.proposed().delete()
    chinese = issue.newspaper.is_chinese
    joined: list[Join] = []

    articles = _articles(issue)
    tails = [a.parts.all()[0] for a in articles if a.parts.all()[0].printed_continuation]
    # A digital edition's front may carry the whole text and no jump line: any story may be the front.
    whole = [a.parts.all()[len(a.parts.all()) - 1] for a in articles]
    for found in repeated(
        [_side(part, chinese, front=True) for part in whole], [_side(t, chinese) for t in tails]
    ):
        front, tail = whole[found.front], tails[found.tail]
        pairs = front.article_id != tail.article_id and not _undone(issue, front, tail)
        if pairs and allowed(front.article, tail.article):
            joined.append(join(front, tail, confidence=found.confidence, repeats=True))

    articles = _articles(issue)
    fronts = [part for a in articles if (part := list(a.parts.all())[-1]).printed_jump]
    tails = [part for a in articles if (part := a.parts.all()[0]).printed_continuation]
    own = {(i, j) for i, f in enumerate(fronts) for j, t in enumerate(tails) if f.article_id == t.article_id}
    undone = {(i, j) for i, f in enumerate(fronts) for j, t in enumerate(tails) if _undone(issue, f, t)}
    pairings = pair(
        [_side(part, chinese, front=True) for part in fronts],
        [_side(part, chinese) for part in tails],
        background=_background(issue, articles, {part.article_id for part in (*fronts, *tails)}),
        forbidden=frozenset(own | undone),
        sure=settings.JUMP_JOIN_CONFIDENCE,
    )
    proposed: list[Join] = []
    for found in pairings:
        join_or_none = _decide(issue, fronts[found.front], tails[found.tail], found, allowed)
        if join_or_none is not None:
            (joined if join_or_none.state == Join.State.JOINED else proposed).append(join_or_none)
    return MatchReport(tuple(joined), tuple(proposed))


def _decide(
    issue: Issue, front: ArticlePart, tail: ArticlePart, found: Pairing, allowed: Allowed
) -> Join | None:
    front.refresh_from_db()  # an earlier pair of this run may have moved it into another article
    tail.refresh_from_db()
    if front.article_id == tail.article_id:
        return None  # the two ends of one story: joining them would make a ring
    # Text that was not reviewed does not slip by itself into a story that was, nor into a public one.
    same_stage = front.article.stage == tail.article.stage
    sure = found.confidence >= settings.JUMP_JOIN_CONFIDENCE
    if sure and same_stage and allowed(front.article, tail.article):
        return join(front, tail, confidence=found.confidence)
    if found.confidence >= settings.JUMP_PROPOSE_CONFIDENCE:
        return Join.objects.create(
            issue=issue,
            front_part=front,
            tail_part=tail,
            tail_article=tail.article,
            state=Join.State.PROPOSED,
            confidence=found.confidence,
        )
    return None


@transaction.atomic
def join(
    front: ArticlePart,
    tail: ArticlePart,
    *,
    confidence: float | None = None,
    user: User | None = None,
    repeats: bool = False,
) -> Join:
    """Make the story that ends with ``front`` go on with ``tail``.

    ``confidence`` is None where an editor says so.

    Raises CannotJoin where ``front`` is not the last part of its story, ``tail`` not the first of its, the
    two are one story already, or they belong to different issues.
    """
    story = Article.objects.select_for_update(no_key=True).get(pk=front.article_id)
    other = Article.objects.select_for_update(no_key=True).get(pk=tail.article_id)
    issue = story.issue
    if story.issue_id != other.issue_id:
        raise CannotJoin(_("The two parts belong to different issues."))
    if story.pk == other.pk:
        raise CannotJoin(_("The two parts belong to one article already."))
    if story.parts.filter(order__gt=front.order).exists():
        raise CannotJoin(_("The story already goes on after this part."))
    if other.parts.filter(order__lt=tail.order).exists():
        raise CannotJoin(_("The continuation already has a part before it."))
    stood: dict[str, Any] = {"front": front.page.key, "tail": tail.page.key}
    before, moved = front.order, list(other.parts.order_by("order"))
    _drop_typed(front, "jump", stood)
    _drop_typed(moved[0], "continuation", stood)  # now, while it is told by its own article what brought it
    tail_text = html.plain_text(moved[0].body)
    how = joins_as(story.joined_text(), tail_text, issue.newspaper.is_chinese)
    for order, part in enumerate(moved, start=before + 1):
        part.article, part.order = story, order
        if part.pk == tail.pk:
            part.joins_as, part.repeats = how, repeats
        part.save(update_fields=["article", "order", "joins_as", "repeats"])
    # All tails point at the story itself, so that one step leads from any of them to the whole.
    Article.objects.filter(Q(pk=other.pk) | Q(merged_into=other)).update(merged_into=story)
    issue.joins.proposed().filter(front_part=front).exclude(tail_part=tail).delete()
    issue.joins.proposed().filter(tail_part=tail).exclude(front_part=front).delete()
    record, _made = Join.objects.update_or_create(
        front_part=front,
        tail_part=tail,
        defaults={
            "issue": issue,
            "tail_article": other,
            "state": Join.State.JOINED,
            "confidence": confidence,
            "decided_by": user,
            "stood": stood,
        },
    )
    return record


def _drop_typed(part: ArticlePart, side: str, stood: dict[str, Any]) -> None:
    """Take a line away that was typed and not printed: from now on it derives from the other half's page."""
    line, page = f"printed_{side}", f"printed_{side}_page"
    if getattr(part, line) and is_typed(part):
        stood[side] = [getattr(part, line), getattr(part, page)]
        setattr(part, line, "")
        setattr(part, page, "")
        part.save(update_fields=[line, page])


def _give_back(part: ArticlePart, side: str, stood: dict[str, Any]) -> None:
    """The line that a join had made needless."""
    line, page = f"printed_{side}", f"printed_{side}_page"
    if side in stood and not getattr(part, line):
        setattr(part, line, stood[side][0])
        setattr(part, page, stood[side][1])
        part.save(update_fields=[line, page])


@transaction.atomic
def undo(record: Join, user: User | None = None) -> Join:
    """Take a join back: the tail and all after it become the tail's own article again, with its number.

    A proposal is turned down by the same verb. The pair is not joined or proposed again by itself.
    """
    record = (
        Join.objects.select_for_update(no_key=True)
        .select_related("tail_part", "tail_article")
        .get(pk=record.pk)
    )
    if record.state == Join.State.UNDONE:
        return record
    if record.state == Join.State.JOINED:
        story, tail = record.tail_part.article, record.tail_article
        moved = list(story.parts.filter(order__gte=record.tail_part.order).order_by("order"))
        for order, part in enumerate(moved, start=1):
            part.article, part.order = tail, order
            if order == 1:
                part.joins_as, part.repeats = ArticlePart.JoinsAs.PARAGRAPH, False
            part.save(update_fields=["article", "order", "joins_as", "repeats"])
        later = Join.objects.filter(state=Join.State.JOINED, tail_part__in=moved).exclude(pk=record.pk)
        Article.objects.filter(pk__in=later.values("tail_article")).update(merged_into=tail)
        Article.objects.filter(pk=tail.pk).update(merged_into=None)
        _give_back(ArticlePart.objects.get(pk=record.front_part_id), "jump", record.stood)
        _give_back(ArticlePart.objects.get(pk=record.tail_part_id), "continuation", record.stood)
    record.state, record.decided_by = Join.State.UNDONE, user
    record.save(update_fields=["state", "decided_by", "decided_at"])
    return record


def _articles(issue: Issue) -> list[Article]:
    """The issue's stories that have text, with their parts in order."""
    stories = issue.articles.standing().with_story().order_by("number")
    return [article for article in stories if article.parts.all()]


def _background(issue: Issue, articles: list[Article], in_question: set[int]) -> list[str]:
    """Other texts of the paper, by which a rare word is told from a common one."""
    texts = [article.joined_text() for article in articles if article.pk not in in_question]
    if len(texts) < BACKGROUND_TEXTS:
        others = ArticlePart.objects.filter(page__issue__newspaper=issue.newspaper).exclude(page__issue=issue)
        bodies = others.order_by("-pk").values_list("body", flat=True)[: BACKGROUND_TEXTS - len(texts)]
        texts += [html.plain_text(body) for body in bodies]
    return texts


def _undone(issue: Issue, front: ArticlePart, tail: ArticlePart) -> bool:
    return issue.joins.filter(front_part=front, tail_part=tail, state=Join.State.UNDONE).exists()


def _side(part: ArticlePart, chinese: bool, *, front: bool = False) -> Side:
    article, page = part.article, part.page
    named = part.printed_jump_page if front else part.printed_continuation_page
    return Side(
        heading=(part.heading or article.headline) if not front else article.headline,
        text=article.joined_text(),
        names=label_key(named) if named else "",
        own=page.key,
        place=page.sequence,
        section=page.section_name,
    )
