"""The verbs that make a jump and take it away: a part is split onto another page, or joined with its tail."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from articles import access
from articles.desk.layout.state import layer_of, mark_of
from articles.desk.workflow import Refused
from articles.geometry import Polygon
from articles.ingest.brought import is_typed
from articles.ingest.zone_text import lines_in
from articles.models import Article, ArticlePart, Issue, Join, Page
from articles.wording import cutting
from articles.wording.jumps import label_key

_FOUND_BY = (24, 16, 10, 6)
"""So many characters of a zone are looked for in the story's text, the longest first."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a tail begins: at a character of a block of the body, at words of it, or with a zone; from 0."""

    block: int | None = None
    offset: int = 0
    words: str = ""
    zone: int | None = None


def text_mark(part: ArticlePart) -> str:
    """A mark of a part's text and zones and of its place in the story, as the user of a verb saw them."""
    return mark_of(
        part.body, part.zones, part.order, part.page_id, [other.pk for other in part.article.parts.all()]
    )


@transaction.atomic
def make_jump(part: ArticlePart, cut: Cut, to: Page, user: User, seen: str) -> ArticlePart:
    """Split a part: what stands behind the cut becomes the next part of the story, last on the page ``to``.

    Where the cut is a zone, it and those behind it go along and lie on the other page where they lay here.
    Jump lines need nothing: they derive from the parts. Raises Refused.
    """
    part = _opened(part, user, seen)
    there = part.article.issue.pages.select_related("issue").filter(pk=to.pk).first()  # as it is by now
    if there is None or there.pk == part.page_id:
        raise Refused(_("Choose another page of this issue. Nothing was changed."))
    to = there
    _refuse_page(to, user)
    block, offset = _place(part, cut)
    try:
        halves = cutting.cut(part.body, block, offset, part.article.issue.newspaper.is_chinese)
    except cutting.CannotCut as error:
        raise Refused(
            _("Nothing would be left on one of the pages: put the cut inside the text. Nothing was changed.")
        ) from error
    moved = part.zones[cut.zone :] if cut.zone is not None else []
    story, parts = part.article, list(part.article.parts.all())
    last = to.parts.aggregate(last=Max("position"))["last"] or 0
    tail = ArticlePart.objects.create(
        article=story,
        order=parts[-1].order + 1,
        page=to,
        position=last + 1,
        body=halves.tail,
        joins_as=halves.joins_as,
        zones=moved,
        former_zones=moved,
    )
    part.body, part.zones = halves.front, part.zones[: len(part.zones) - len(moved)]
    if label_key(part.printed_jump_page) == to.key and is_typed(part):
        part.printed_jump = part.printed_jump_page = ""  # it said what is done now
    part.save(update_fields=["body", "zones", "printed_jump", "printed_jump_page"])
    at = next(n for n, other in enumerate(parts) if other.pk == part.pk)
    story.reorder_parts([*parts[: at + 1], tail, *parts[at + 1 :]])
    _hand_on_joins(part, tail)
    return tail


@transaction.atomic
def join_again(tail: ArticlePart, user: User, seen: str) -> ArticlePart:
    """Put a part back into the one before it, which has its text and the zones that it left there again.

    Raises Refused; a tail that came as a story of its own is taken back where it was joined.
    """
    tail = _opened(tail, user, seen)
    front = tail.previous
    if front is None:
        raise Refused(_("No part stands before this one. Nothing was changed."))
    _refuse_page(front.page, user)
    if Join.objects.filter(tail_part=tail, state=Join.State.JOINED).exists():
        raise Refused(
            _("This continuation was joined as a story of its own: take the join back in the list of jumps.")
        )
    story = tail.article
    if not tail.repeats:
        chinese = story.issue.newspaper.is_chinese
        front.body = cutting.mend(front.body, tail.body, tail.joins_as, chinese)
    front.zones = [*front.zones, *tail.former_zones]
    if tail.printed_jump and not front.printed_jump:
        front.printed_jump, front.printed_jump_page = tail.printed_jump, tail.printed_jump_page
    _hand_on_joins(tail, front)
    left = [part for part in story.parts.all() if part.pk != tail.pk]
    tail.delete()
    front.save(update_fields=["body", "zones", "printed_jump", "printed_jump_page"])
    story.reorder_parts(left)
    return front


def _opened(part: ArticlePart, user: User, seen: str) -> ArticlePart:
    """The part, its story under a lock, if the user may change both and they are as they were seen."""
    # The issue and all of its pages first, as whoever saves a layout holds these before anything on them.
    Issue.objects.select_for_update(no_key=True).filter(pk=part.article.issue_id).first()
    pages = Page.objects.select_for_update(of=("self",), no_key=True).filter(issue__pages__parts=part.pk)
    list(pages.order_by("pk"))
    story = Article.objects.select_for_update(of=("self",), no_key=True).filter(parts=part.pk).first()
    fresh = (
        ArticlePart.objects.select_related("article__issue__newspaper", "page__issue")
        .filter(pk=part.pk)
        .first()
    )
    if story is None or fresh is None:
        raise Refused(_("This part is not there any more. Nothing was changed."))
    if not access.may(user, "change", story):
        raise Refused(
            _("You cannot change “%(article)s” now; if it is signed off, send it back first.")
            % {"article": story}
        )
    if story.has_been_public:
        raise Refused(_("“%(article)s” is published: its parts stay where they are.") % {"article": story})
    _refuse_page(fresh.page, user)
    if text_mark(fresh) != seen:
        raise Refused(
            _("Somebody else changed “%(article)s” meanwhile; here is how it is now. Nothing was changed.")
            % {"article": story}
        )
    return fresh


def _refuse_page(page: Page, user: User) -> None:
    if not access.may(user, "change", page):
        raise Refused(
            _("You cannot change page %(page)s now; if it is signed off, send it back first.")
            % {"page": page.label}
        )


def _place(part: ArticlePart, cut: Cut) -> tuple[int, int]:
    """Block and character where the tail begins. Raises Refused."""
    if cut.block is not None:
        return cut.block, cut.offset
    if cut.words:
        found = cutting.find(part.body, cut.words)
        if found is None:
            raise Refused(
                _("“%(words)s” is not in the text, or more than once: give more of it. Nothing was changed.")
                % {"words": cut.words}
            )
        return found
    if cut.zone is None:
        raise Refused(_("Say where the continuation begins. Nothing was changed."))
    if not 0 < cut.zone < len(part.zones):
        raise Refused(_("Nothing would be left on this page: choose a later zone. Nothing was changed."))
    found = _start_of(part, part.zones[cut.zone])
    if found is None:
        raise Refused(
            _("The story's text does not hold the beginning of this zone: put the cut into the text instead.")
        )
    return found


def _start_of(part: ArticlePart, zone: Polygon) -> tuple[int, int] | None:
    """Where in the body the text begins that is printed in a zone."""
    layer = layer_of(part.page)
    if layer is None:
        return None
    printed = "".join("".join(line.text.split()) for line in lines_in(layer, [zone]))
    for length in _FOUND_BY:
        if len(printed) >= length and (found := cutting.find(part.body, printed[:length])):
            return found
    return None


def _hand_on_joins(part: ArticlePart, to: ArticlePart) -> None:
    """What goes on after a part goes on after the other one."""
    going_on = Join.objects.filter(front_part=part).exclude(state=Join.State.UNDONE).exclude(tail_part=to)
    to.joins_out.filter(tail_part__in=list(going_on.values_list("tail_part", flat=True))).delete()
    going_on.update(front_part=to)
