"""What waits for a user: what they may review, sign off or publish, and their own drafts that came back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from articles import access
from articles.access import AnyUser
from articles.models import Article, Handling, Issue, Page, Stage, Verb, without_own
from articles.models.stage import REVIEWS
from articles.wording.pages import page_name

_LOOKED_AT, _MOST = 200, 40  # of each kind; rows of the list


@dataclass(frozen=True, slots=True)
class Waiting:
    """One row: the thing, what it waits for, and who handed it on, when and with what note.

    ``along`` is how many other rows are left out, since they are in this thing and go along with it.
    """

    thing: Any
    verb: Verb
    address: str
    who: str
    when: Any
    note: str
    along: int = 0

    @property
    def title(self) -> str:
        """What it is called beside the name of its issue."""
        if isinstance(self.thing, Page):
            name = page_name(self.thing.label, self.thing.issue.newspaper.language)
            return f"{name} {self.thing.section_name}".strip()
        return str(self.thing)


def waiting_for(user: AnyUser, issue: Issue | None = None) -> list[Waiting]:
    """The rows of the first page's list, what was handed on first above; a fixed number of queries.

    With an issue all rows of that issue. Without, the first of all; where an issue or page waits,
    what in it waits for the same verb is left out, since it goes along.
    """
    rows: list[Waiting] = []
    for model in (Issue, Page, Article):
        for verbs in (REVIEWS, (Verb.SIGN_OFF,), (Verb.PUBLISH,)):
            rows += _for_verbs(user, model, verbs, issue)
    rows = _gathered(rows)[:_MOST] if issue is None else rows
    return sorted(rows, key=lambda row: (row.when is None, row.when))


def _gathered(rows: list[Waiting]) -> list[Waiting]:
    """Without the rows that another one takes along."""
    whole: dict[tuple[type, int, Verb], list[Waiting]] = {}
    standing: list[Waiting] = []
    for row in rows:  # issues come first, then pages
        taken = next((whole[key] for key in _held_by(row) if key in whole), None)
        if taken is not None:
            taken.append(row)
            continue
        standing.append(row)
        if not isinstance(row.thing, Article):
            whole[type(row.thing), row.thing.pk, row.verb] = []
    return [
        replace(row, along=len(whole.get((type(row.thing), row.thing.pk, row.verb), ()))) for row in standing
    ]


def _held_by(row: Waiting) -> Iterator[tuple[type, int, Verb]]:
    """What would take a row along: its issue, and of an article that stands on one page that page."""
    thing = row.thing
    if isinstance(thing, Issue):
        return
    yield Issue, thing.issue_id, row.verb
    if isinstance(thing, Article) and len(pages := {part.page_id for part in thing.parts.all()}) == 1:
        yield Page, pages.pop(), row.verb


def _for_verbs(
    user: AnyUser, model: Any, verbs: tuple[Verb, ...], issue: Issue | None = None
) -> list[Waiting]:
    stages = [stage for verb in verbs if access.may(user, verb, model) for stage in Stage.before(verb)]
    if not stages or (verbs == (Verb.PUBLISH,) and model is not Issue):
        return []
    things = model.objects.filter(stage__in=stages, publish_at=None)
    if Verb.PUBLISH not in verbs and user.pk is not None:
        things = without_own(model.objects.filter(stage__in=stages), verbs[0], user.pk)
    return _rows(user, things, issue)


def came_back(user: AnyUser, issue: Issue | None = None) -> list[Waiting]:
    """The user's own drafts that somebody sent back, with the note that says why."""
    mine = Article.objects.filter(written_by_id=user.pk, stage=Stage.DRAFT).standing()
    back = Handling.objects.filter(article=OuterRef("pk"), undone=False).order_by("-pk")
    mine = mine.annotate(_last=Subquery(back.values("verb")[:1])).filter(_last=Verb.SEND_BACK)
    return _rows(user, mine, issue)


def _rows(user: AnyUser, things: QuerySet, issue: Issue | None = None) -> list[Waiting]:
    noun = str(things.model._meta.model_name)
    last = Handling.objects.filter(noun=noun, undone=False, **{noun: OuterRef("pk")}).order_by("-pk")
    things = access.within_reach(user, things)
    if issue is not None:
        things = things.filter(**{"pk" if things.model is Issue else "issue": issue.pk})
    if things.model is Article:
        things = things.filter(merged_into=None).prefetch_related("parts")
    things = things.select_related("newspaper" if things.model is Issue else "issue__newspaper")
    things = things.annotate(
        last_who=Subquery(last.values("user_name")[:1]),
        last_at=Subquery(last.values("at")[:1]),
        last_note=Subquery(last.values("note")[:1]),
    ).order_by("last_at", "pk")
    return [
        Waiting(
            thing=thing,
            verb=Stage(thing.stage).next_verb or Verb.SUBMIT,
            address=f"admin:articles_{noun}_change",
            who=thing.last_who or "",
            when=thing.last_at,
            note=thing.last_note or "",
        )
        for thing in (things if issue is not None else things[:_LOOKED_AT])
    ]
