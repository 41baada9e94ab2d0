"""A search asked and answered: what the public page and the desk show of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.formats import number_format

from articles import access
from articles.access import AnyUser
from articles.finding.address import A_PAGE, DEEPEST, END, Address, ReadAddress, TypedRange
from articles.finding.rows import Row, rows_of
from articles.finding.settling import settled
from articles.finding.sought import Sought, sought_of
from articles.models import Newspaper
from articles.models.newspaper import NewspaperQuerySet
from articles.search.asking import Answer, Ask, Hit, Order
from articles.search.results import current, search

_AT_ONCE = 500


@dataclass(frozen=True)
class Search:
    """One page of a search's hits. ``newspapers`` are all that are searched, by primary key.

    ``address`` is what was asked after all, which links go on from; ``user`` an editor, None for the public.
    """

    address: Address
    unread: tuple[str, ...]
    newspapers: dict[int, Newspaper]
    answer: Answer
    drafts: bool
    user: AnyUser | None = None
    range: TypedRange | None = None
    """What was typed as a range and cannot be read."""

    @cached_property
    def sought(self) -> Sought | None:
        """Its words, where it has any."""
        return sought_of(self.address.q)

    @cached_property
    def rows(self) -> list[Row]:
        """Its hits as they are shown."""
        return rows_of(self.answer.hits, self.sought, self.drafts)

    @property
    def total(self) -> int:
        """How many hits there are in all; where this page has all of them, those that are still there."""
        whole = not (self.answer.has_previous or self.answer.has_more)
        return len(self.rows) if whole else self.answer.total

    @property
    def shown_total(self) -> str:
        """The same as it is written."""
        return number_format(self.total, force_grouping=True)

    @property
    def unnarrowed(self) -> Address:
        """The same words in the whole archive."""
        return Address(q=self.address.lifted.q, sort=self.address.sort)

    @property
    def is_beginning(self) -> bool:
        """Whether what lies before a hit is the first page, which has an address without a place."""
        return bool(self.address.before) and not self.answer.has_previous

    @property
    def first(self) -> int:
        """The number of the first hit shown; 0 where there is none."""
        return self.answer.preceding + 1 if self.rows else 0

    @property
    def last(self) -> int:
        """The number of the last hit shown."""
        return self.first + len(self.answer.hits) - 1 if self.first else 0

    @property
    def previous(self) -> Address | None:
        """The page of hits before."""
        if not self.answer.has_previous:
            return None
        if self.address.order == Order.RELEVANCE:
            start = int(self.address.start or 0) - A_PAGE
            return self.address.changed(start=str(start) if start > 0 else "")
        hits = self.answer.hits
        return self.address.changed(before=str(hits[0].key)) if hits else self.address.changed()

    @property
    def next(self) -> Address | None:
        """The page of hits behind."""
        if not self.answer.has_more or not self.answer.hits:
            return None
        if self.address.order == Order.RELEVANCE:
            start = int(self.address.start or 0) + A_PAGE
            return self.address.changed(start=str(start)) if start < DEEPEST else None
        return self.address.changed(after=str(self.answer.hits[-1].key))

    @property
    def beginning(self) -> Address | None:
        """The first page of hits, where that is not this one or the one before."""
        return self.address.changed() if self.answer.preceding > A_PAGE else None

    @property
    def end(self) -> Address | None:
        """The last page of hits that can be come to, where that is not this one or the next."""
        behind = self.answer.total - self.answer.preceding - len(self.answer.hits)
        if behind <= A_PAGE:
            return None
        if self.address.order != Order.RELEVANCE:
            return self.address.changed(before=END)
        start = (min(self.answer.total, DEEPEST) - 1) // A_PAGE * A_PAGE
        return self.address.changed(start=str(start)) if start > int(self.address.start or 0) else None

    @property
    def ends_early(self) -> bool:
        """Whether there are more hits by relevance than are shown: by date all can be reached."""
        return self.answer.has_more and self.next is None


def run(read: ReadAddress, *, drafts: bool = False, user: AnyUser | None = None) -> Search:
    """Ask the index, with a user only for what they may reach. Raises NotReady where there is none to ask."""
    newspapers = {one.pk: one for one in searched_by(user)}
    read = settled(read, newspapers.values())
    ask = ask_of(read.address, newspapers, drafts)
    if user is not None:
        ask = replace(ask, within=access.tied_to(user))
    answer = search(ask)
    return Search(read.address, read.unread, newspapers, answer, drafts, user, read.range)


def searched_by(user: AnyUser | None) -> NewspaperQuerySet:
    """The newspapers that the public, or an editor, searches."""
    rows = Newspaper.objects.order_by("pk")
    return rows if user is None else access.within_reach(user, rows)


def ask_of(address: Address, newspapers: dict[int, Newspaper], drafts: bool) -> Ask:
    """What an address asks the index for."""
    address = address.lifted
    return Ask(
        tree=address.query.tree,
        filters=address.filters({one.slug: pk for pk, one in newspapers.items()}),
        order=address.order,
        drafts=drafts,
        limit=A_PAGE,
        offset=int(address.start or 0),
        after=int(address.after) if address.after else None,
        before=address.before_key,
        one_newspaper=len(newspapers) < 2,
    )


def all_hits(
    address: Address, most: int, order: Order | None = None, after: int | None = None
) -> Iterator[list[Hit]]:
    """The hits of a public search, some at a time, at most so many. Raises NotReady.

    They begin with the first, whatever place the address names, or behind ``after``, a key in this order.

    All of them come from one state of the index, whatever is published while they are taken.
    """
    newspapers = {one.pk: one for one in searched_by(None)}
    address = settled(ReadAddress(address), newspapers.values()).address
    if address.is_empty:
        yield []
        return
    ask = ask_of(address.changed(), newspapers, drafts=False)
    ask = replace(ask, facets=False, limit=min(_AT_ONCE, most), order=order or ask.order, after=after)
    state = current()
    given = 0
    while True:
        answer = state.search(ask)
        hits = list(answer.hits[: most - given])
        yield hits
        given += len(hits)
        if not hits or not answer.has_more or given >= most:
            return
        by_rank = ask.order == Order.RELEVANCE
        ask = replace(ask, offset=given) if by_rank else replace(ask, after=hits[-1].key)
