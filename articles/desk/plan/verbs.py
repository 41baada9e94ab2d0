"""The verbs of the plan: arrange, insert, remove, name, and put back what was last done.

Each takes the order of pages as its user saw it (`seen`, their ids). Where the plan is another by now it is
refused: somebody was faster. Each is atomic, under a lock of the issue and its pages, and returns the
`Change` that `put_back` undoes. Published addresses do not depend on positions (`Page.address_number`), and
jump lines are derived from the parts: both are right after any of these.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from articles.desk.plan.emptying import move_content
from articles.desk.workflow import Refused
from articles.models import Autosave, Issue, Page, Stage
from articles.wording.numbering import counted

MOST_PAGES = 400
"""No issue has more; a slip of the finger makes no thousand pages."""


class Place(NamedTuple):
    """One page of a plan as it stands."""

    page: int
    sequence: int
    number: str
    section_name: str


Plan = list[Place]


@dataclass(frozen=True, slots=True)
class Change:
    """A plan before and after a verb; ``pages`` are the ids of those that it was about."""

    before: Plan
    after: Plan
    pages: tuple[int, ...] = ()

    @property
    def is_one(self) -> bool:
        """Whether anything changed."""
        return self.before != self.after


@transaction.atomic
def arrange(issue: Issue, order: Sequence[int], *, seen: Sequence[int], follow: bool) -> Change:
    """Put the pages in an order.

    The positions that are there are given out anew, so that a place for a page that has not come stays free.
    With ``follow`` the printed numbers are counted by position; else each page takes its own along.
    """
    pages = _opened(issue, seen)
    before = plan_of(pages)
    known = {page.pk: page for page in pages}
    if sorted(order) != sorted(known):
        raise Refused(_("This order names other pages than the issue has. Nothing was changed."))
    moved = [known[pk] for pk in order]
    labels = _counted(issue, pages, follow)
    _store(issue, moved, [page.sequence for page in pages], labels)
    return Change(
        before, plan_of(moved), tuple(place.page for place in before if place not in plan_of(moved))
    )


@transaction.atomic
def insert(
    issue: Issue,
    before_page: int | None,
    *,
    seen: Sequence[int],
    follow: bool,
    count: int = 1,
    number: str = "",
    section_name: str = "",
) -> Change:
    """Put ``count`` empty pages in before a page, or at the end; those behind move on as far as they must.

    With ``follow`` all printed numbers are counted; else the first new page bears ``number``.
    """
    pages = _opened(issue, seen)
    before = plan_of(pages)
    at = next(
        (i for i, page in enumerate(pages) if page.pk == before_page), None if before_page else len(pages)
    )
    if at is None:
        raise Refused(_("The page that it should stand before is not there any more."))
    if not 1 <= count <= MOST_PAGES - len(pages):
        raise Refused(_("So many pages cannot be added."))
    first = pages[at - 1].sequence + 1 if at else 1
    new = [
        Page(issue=issue, sequence=first + i, number="" if follow or i else number, section_name=section_name)
        for i in range(count)
    ]
    rows = [*pages[:at], *new, *pages[at:]]
    sequences = [page.sequence for page in rows]
    for i in range(at + count, len(rows)):  # a free place behind takes up the shift
        sequences[i] = max(sequences[i], sequences[i - 1] + 1)
    labels = _counted(issue, rows, follow)
    _store(issue, rows, sequences, labels)
    return Change(before, plan_of(rows), tuple(page.pk for page in new))


@transaction.atomic
def remove(
    issue: Issue, page_id: int, *, seen: Sequence[int], follow: bool, onto: int | None = None
) -> Change:
    """Take a page out that was never public; those behind it close up.

    Where something stands on it, all of it goes to the page ``onto`` first; the page's picture and what it
    was read from go with the page. Raises Refused where no such page is named. What somebody is typing for
    the page goes there too, or to the page beside it.
    """
    pages = _opened(issue, seen)
    before = plan_of(pages)
    page = _among(pages, page_id)
    if page.has_been_public or page.stage == Stage.SIGNED_OFF:
        raise Refused(_("“%(page)s” is signed off or public; it stays.") % {"page": page})
    if not page.is_empty:
        if onto is None or onto == page.pk:
            raise Refused(_("“%(page)s” is not empty. Say where goes what stands on it.") % {"page": page})
        move_content(page, _among(pages, onto))
    rest = [other for other in pages if other is not page]
    if rest:  # what somebody is typing for this page waits on another one
        beside = rest[min(pages.index(page), len(rest) - 1)]
        to = next((other for other in rest if other.pk == onto), beside)
        Autosave.objects.filter(page=page).update(page=to)
    sequences = [other.sequence - (other.sequence > page.sequence) for other in rest]
    labels = _counted(issue, rest, follow)
    page.delete()
    _store(issue, rest, sequences, labels)
    return Change(before, plan_of(rest), (page_id,))


@transaction.atomic
def name(
    issue: Issue, page_id: int, *, seen: Sequence[int], number: str, section_name: str, was: tuple[str, str]
) -> Change:
    """Give a page its printed number and section name; ``was`` is what its user saw."""
    pages = _opened(issue, seen)
    before = plan_of(pages)
    page = _among(pages, page_id)
    if (page.number, page.section_name) != was:
        raise Refused(_("Somebody was faster: this page is “%(page)s” now.") % {"page": _title(page)})
    page.section_name = section_name
    labels = [number if other is page else other.number for other in pages]
    _store(issue, pages, [other.sequence for other in pages], labels, named=page)
    return Change(before, plan_of(pages), (page_id,))


@transaction.atomic
def put_back(issue: Issue, change: Change) -> Change:
    """Undo: the plan as it stood before ``change``, if it is still as it was after it. Raises Refused.

    A page that was taken out empty is made anew; one that was put in goes if it is still empty.
    """
    pages = _opened(issue, [place.page for place in change.after])
    if plan_of(pages) != change.after:
        raise Refused(_("Somebody has changed the plan since; it cannot be undone any more."))
    known = {page.pk: page for page in pages}
    former = [
        known.pop(place.page) if place.page in known else Page(issue=issue, sequence=0)
        for place in change.before
    ]
    for page in known.values():
        if page.has_been_public or page.stage == Stage.SIGNED_OFF or not page.is_empty:
            raise Refused(_("“%(page)s” is not empty any more; it stays.") % {"page": page})
        page.delete()
    for page, place in zip(former, change.before, strict=True):
        if page.section_name != place.section_name:
            _refuse_locked(page)
        page.section_name = place.section_name
    labels = [place.number for place in change.before]
    _store(issue, former, [place.sequence for place in change.before], labels, undoing=True)
    return Change(change.after, plan_of(former))


def plan_of(pages: Sequence[Page]) -> Plan:
    """The places of pages that are in order."""
    return [Place(page.pk, page.sequence, page.number, page.section_name) for page in pages]


def _opened(issue: Issue, seen: Sequence[int]) -> list[Page]:
    """The issue's pages in order, all under a lock. Raises Refused where they stand otherwise than seen."""
    row = Issue.objects.select_for_update(no_key=True).filter(pk=issue.pk).first()
    if row is None:
        raise Refused(_("“%(thing)s” is not there any more.") % {"thing": issue})
    if row.stage == Stage.SIGNED_OFF:
        raise Refused(_("This issue is signed off. Send it back first."))
    rows = issue.pages.select_for_update(of=("self",), no_key=True).select_related("issue__newspaper")
    pages = sorted(rows.order_by("pk"), key=lambda page: page.sequence)  # locked as others lock them: by id
    if [page.pk for page in pages] != list(seen):
        raise Refused(_("Somebody was faster: the pages stand in another order by now. Nothing was changed."))
    return pages


def _among(pages: Sequence[Page], pk: int) -> Page:
    page = next((page for page in pages if page.pk == pk), None)
    if page is None:
        raise Refused(_("This page is not there any more."))
    return page


def _counted(issue: Issue, pages: Sequence[Page], follow: bool) -> list[str] | None:
    """The printed numbers by position; None where each page keeps its own, as readers know them."""
    return counted([page.number for page in pages]) if follow and not issue.has_been_public else None


def _store(
    issue: Issue,
    pages: Sequence[Page],
    sequences: Sequence[int],
    labels: Sequence[str] | None,
    *,
    named: Page | None = None,
    undoing: bool = False,
) -> None:
    """Give the pages their positions and numbers, and keep the new ones.

    What readers have seen keeps its printed number, unless it is ``named`` by hand or that is undone. What is
    signed off changes in nothing. Raises Refused.
    """
    changed: list[Page] = []
    new: list[Page] = []
    for i, page in enumerate(pages):
        number = page.number if labels is None else labels[i]
        if page.has_been_public and page is not named and not undoing:
            number = page.number
        if page.pk is None:
            new.append(page)
        elif (page.sequence, page.number) != (sequences[i], number) or page is named:
            _refuse_locked(page)
            changed.append(page)
        page.sequence, page.number = sequences[i], number
    if undoing:
        changed = [page for page in pages if page.pk is not None]
    issue.pages.store_plan(changed)
    for page in new:
        page.save()
    if issue.pages.filter(address_number__isnull=False).exists():
        issue.pages.fix_addresses()  # a position may be the address of another, which readers know


def _refuse_locked(page: Page) -> None:
    if page.stage == Stage.SIGNED_OFF:
        raise Refused(
            _("“%(page)s” is signed off and would change its place, number or name. Send it back first.")
            % {"page": page}
        )


def _title(page: Page) -> str:
    return f"{page.label} {page.section_name}".strip()
