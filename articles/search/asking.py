"""What is asked of the archive and what it answers. Pure; views and engines share these."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum

from articles.search.query import Near, Node
from articles.search.record import Ref


class Order(StrEnum):
    """The orders of hits."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"
    UPDATED = "updated"  # what was published or corrected last comes first, whenever it was printed


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a search beside its words. None: not narrowed by this."""

    newspaper: int | None = None  # primary keys, as for person and column
    first: datetime.date | None = None
    last: datetime.date | None = None
    same_day: datetime.date | None = None  # this month and day, in any year
    page: str | None = None  # the key of a page number: 3, A2
    section: str | None = None  # the whole section name, as facets give it
    person: int | None = None
    column: int | None = None
    agency: str | None = None
    photo: bool | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """One request. Of ``after``, ``before`` and ``offset`` at most one is given.

    ``after`` and ``before`` are sort keys of the last hit of the page before, or of the first hit of the page
    behind, in the order asked for; they are for all orders but that by relevance, and as fast on the
    thousandth page as on the first.
    """

    tree: Node
    filters: Filters = Filters()
    order: Order = Order.RELEVANCE
    drafts: bool = False  # editors alone: what is not public as well
    within: frozenset[int] | None = None  # primary keys of newspapers beyond which nothing is asked
    limit: int = 20
    offset: int = 0
    after: int | None = None
    before: int | None = None
    facets: bool = True
    one_newspaper: bool = False  # there is but one: how many hits each has need not be counted


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found. ``key`` is its sort key in the order asked for: in that by updates an update key.

    ``score`` is 0 in all orders but that by relevance.
    """

    ref: Ref
    date: datetime.date
    key: int
    score: float = 0.0


@dataclass(slots=True)  # not frozen: hundreds are made for an answer, and that costs three times as much
class Bucket:
    """One value of a facet, and how many hits have it."""

    value: int | str
    count: int


@dataclass(frozen=True, slots=True)
class Facets:
    """Counts over all hits, the most frequent value first; pages and dates in their own order.

    ``years`` is the histogram: it counts without the filter of dates, so that other years stay in sight.
    ``months`` (yyyymm) are counted where the filter lies in one year, ``days`` (yyyymmdd) where in one month,
    ``years_within``, with the filter, where it goes over several years.
    """

    newspapers: tuple[Bucket, ...] = ()
    years: tuple[Bucket, ...] = ()
    years_within: tuple[Bucket, ...] = ()
    months: tuple[Bucket, ...] = ()
    days: tuple[Bucket, ...] = ()
    pages: tuple[Bucket, ...] = ()
    sections: tuple[Bucket, ...] = ()
    people: tuple[Bucket, ...] = ()
    columns: tuple[Bucket, ...] = ()
    agencies: tuple[Bucket, ...] = ()
    with_photo: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found: one page of hits, the exact total, and facets if asked for.

    ``has_previous`` and ``has_more``: whether hits stand before the first and after the last of these.
    ``loosened``: words that stand in too many texts to be looked for near each other, and so were looked for
    anywhere in a text.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    has_previous: bool = False
    has_more: bool = False
    facets: Facets | None = None
    loosened: tuple[Near, ...] = ()
