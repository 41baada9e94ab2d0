"""What the index holds of an article or of a photo that stands alone, and its numbers. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple

from articles.search.query import FIELDS

_PK_BITS = 37
_PK_MASK = (1 << _PK_BITS) - 1
_LAST_MINUTE = (1 << 63 - _PK_BITS) - 1  # of those that an update key can hold: in the year 2097

# The place of a thing on its day, as a sort key holds it, from the highest bit on: newspaper, page, kind,
# primary key. Newspapers and pages beyond the last that it can hold stand with that one.
_PLACE_BITS = 41
_PLACE_MASK = (1 << _PLACE_BITS) - 1
_LAST_NEWSPAPER = (1 << 4) - 1
_LAST_PAGE = (1 << 7) - 1
_OF_PAGE_BITS = 30
_MOST_PK = (1 << _OF_PAGE_BITS - 1) - 1


class Kind(IntEnum):
    """What a hit is."""

    ARTICLE = 0
    PHOTO = 1  # photo news (图片新闻): a photo that belongs to no article


class Ref(NamedTuple):
    """One thing that can be found."""

    kind: Kind
    pk: int

    @property
    def number(self) -> int:
        """Kind and primary key as one integer."""
        return self.pk << 1 | self.kind

    @classmethod
    def of(cls, number: int) -> Ref:
        """The ref with this number."""
        return cls(Kind(number & 1), number >> 1)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a thing was printed: by it the things of one day are ordered, whether old or new come first.

    ``newspaper`` is its primary key; ``page`` the position in the issue, 0 where it is on none.
    """

    date: datetime.date
    newspaper: int
    page: int
    ref: Ref

    def _number(self) -> int:
        """Of its day: newspapers one after the other, each from its front page on; on a page its articles as
        they were made, then the photos that stand alone.
        """
        if self.ref.pk > _MOST_PK:
            raise ValueError(f"A sort key cannot hold the primary key {self.ref.pk}.")
        newspaper, page = min(self.newspaper, _LAST_NEWSPAPER), min(self.page or _LAST_PAGE, _LAST_PAGE)
        on_page = self.ref.kind << _OF_PAGE_BITS - 1 | self.ref.pk
        return (newspaper << 7 | page) << _OF_PAGE_BITS | on_page

    @property
    def newest_key(self) -> int:
        """The unique integer by which the newest come first, from the largest on."""
        return self.date.toordinal() << _PLACE_BITS | (_PLACE_MASK - self._number())

    @property
    def oldest_key(self) -> int:
        """The unique integer by which the oldest come first, from the smallest on."""
        return self.date.toordinal() << _PLACE_BITS | self._number()


def read_newest_key(key: int) -> tuple[datetime.date, Ref]:
    """The day and the thing that a `Place.newest_key` stands for."""
    return _read_key(key >> _PLACE_BITS, _PLACE_MASK - (key & _PLACE_MASK))


def read_oldest_key(key: int) -> tuple[datetime.date, Ref]:
    """The same of a `Place.oldest_key`."""
    return _read_key(key >> _PLACE_BITS, key & _PLACE_MASK)


def _read_key(day: int, place: int) -> tuple[datetime.date, Ref]:
    kind = Kind(place >> _OF_PAGE_BITS - 1 & 1)
    return datetime.date.fromordinal(day), Ref(kind, place & _MOST_PK)


def update_key(moment: datetime.datetime, ref: Ref) -> int:
    """A key for an aware moment, in minutes since 1970: larger is later.

    Of what came in one minute, the larger is what was made first.
    """
    minute = min(max(0, int(moment.timestamp()) // 60), _LAST_MINUTE)
    return minute << _PK_BITS | (_PK_MASK - ref.number)


def read_update_key(key: int) -> tuple[datetime.datetime, Ref]:
    """The minute (UTC) and the thing that an update key stands for."""
    moment = datetime.datetime.fromtimestamp((key >> _PK_BITS) * 60, datetime.UTC)
    return moment, Ref.of(_PK_MASK - (key & _PK_MASK))


@dataclass(frozen=True, slots=True)
class Record:
    """One document of the index.

    ``text`` holds the pieces of all that is printed with it, in print order: a phrase is found inside a
    piece, never across two. ``named`` holds the pieces of the fields that a query may name. ``updated_at`` is
    the moment since when it is there to be found as it now stands; None where that is not known.

    A story of which readers see but a part has two records with one ref: that part, public and ``is_half``,
    and the whole, which is not public. No search finds both.
    """

    ref: Ref
    date: datetime.date
    public: bool
    newspaper: int
    text: tuple[str, ...]
    named: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pages: tuple[str, ...] = ()  # keys of page numbers: 三 and 03 are 3
    sections: tuple[str, ...] = ()
    people: tuple[int, ...] = ()
    column: int | None = None
    agency: str = ""
    has_photo: bool = False
    updated_at: datetime.datetime | None = None
    page: int = 0  # the position of the page on which it begins; 0 where it is on none
    is_half: bool = False

    def __post_init__(self) -> None:
        assert set(self.named) <= set(FIELDS)

    @property
    def place(self) -> Place:
        """By what it is ordered among others."""
        return Place(self.date, self.newspaper, self.page, self.ref)

    @property
    def update_key(self) -> int:
        """Its key in the order of `updated_at`; by the day of print where that is not known."""
        printed = datetime.datetime.combine(self.date, datetime.time(), datetime.UTC)
        return update_key(self.updated_at or printed, self.ref)
