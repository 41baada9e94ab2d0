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
_LAST_MINUTE = (1 << 63 - _PK_BITS) - 1  # of those that a sort key can hold: in the year 2097


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


def sort_key(date: datetime.date, ref: Ref) -> int:
    """The unique integer by which hits are ordered: larger is newer; of one day, what came first is larger.

    So "newest first" begins a day with what was imported first, which is its front page.
    """
    return date.toordinal() << _PK_BITS | (_PK_MASK - ref.number)


def read_sort_key(key: int) -> tuple[datetime.date, Ref]:
    """The day and the thing that a sort key stands for."""
    return datetime.date.fromordinal(key >> _PK_BITS), Ref.of(_PK_MASK - (key & _PK_MASK))


def update_key(moment: datetime.datetime, ref: Ref) -> int:
    """The same for an aware moment, in minutes since 1970: larger is later; of one minute as `sort_key`."""
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

    def __post_init__(self) -> None:
        assert set(self.named) <= set(FIELDS)

    @property
    def key(self) -> int:
        """Its sort key."""
        return sort_key(self.date, self.ref)

    @property
    def update_key(self) -> int:
        """Its sort key by `updated_at`; by the day of print where that is not known."""
        printed = datetime.datetime.combine(self.date, datetime.time(), datetime.UTC)
        return update_key(self.updated_at or printed, self.ref)
