"""The address of a search: what stands behind ``/search/?``, read and written. One search, one address."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from urllib.parse import urlencode

from articles.search.asking import Filters, Order
from articles.search.dates import parse_dates
from articles.search.parsing import Query, parse
from articles.search.query import Dates, sought, to_text
from articles.wording.jumps import label_key

A_PAGE = 20
DEEPEST = 10_000
"""Hits by relevance are shown up to this one; the orders by date go on to the last."""
NARROWING = ("newspaper", "date", "day", "page", "section", "person", "column", "agency", "photo")
_LARGEST = 2**63 - 1
_LONGEST = 200  # characters of a name in the address
_ORDERS = {str(order) for order in Order}


@dataclass(frozen=True)
class Address:
    """A search as its address says it; each field is a parameter, empty where it is not there.

    ``newspaper`` is a slug; ``date`` a day, month, year or range as the language writes it; ``day`` a month
    and day of any year (03-14); ``person`` and ``column`` are primary keys; ``photo`` is "1". ``start``
    counts hits by relevance; ``after`` and ``before`` are sort keys, which stay good whatever is published.
    """

    q: str = ""
    newspaper: str = ""
    date: str = ""
    day: str = ""
    page: str = ""
    section: str = ""
    person: str = ""
    column: str = ""
    agency: str = ""
    photo: str = ""
    sort: str = ""
    start: str = ""
    after: str = ""
    before: str = ""

    def changed(self, **values: str) -> Address:
        """The same search with other values, from its first hit on."""
        return replace(self, **{"start": "", "after": "", "before": "", **values})

    def parameters(self) -> Iterator[tuple[str, str]]:
        """What stands in the address, always in one order."""
        for field in fields(self):
            if value := getattr(self, field.name):
                yield field.name, value

    @cached_property
    def text(self) -> str:
        """The address behind the question mark."""
        return urlencode(list(self.parameters()))

    @cached_property
    def query(self) -> Query:
        """What was typed, as it was read."""
        return parse(self.q)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for."""
        return not self.q.strip() and not self.narrowed_by

    @property
    def narrowed_by(self) -> list[str]:
        """The parameters that narrow the search beside its words."""
        return [name for name in NARROWING if getattr(self, name)]

    @property
    def order(self) -> Order:
        """The order asked for; without one by relevance, and by date where no words are sought."""
        if self.sort:
            return Order(self.sort)
        return Order.RELEVANCE if next(sought(self.query.tree), None) else Order.NEWEST

    @property
    def dates(self) -> Dates | None:
        """The days of ``date``."""
        found = parse_dates(self.date) if self.date else None
        return found.dates if found else None

    def filters(self, newspapers: Mapping[str, int]) -> Filters:
        """What narrows the search; ``newspapers`` gives primary keys by slug."""
        dates = self.dates
        return Filters(
            newspaper=newspapers.get(self.newspaper, 0) if self.newspaper else None,
            first=dates.first if dates else None,
            last=dates.last if dates else None,
            same_day=_month_day(self.day),
            page=self.page or None,
            section=self.section or None,
            person=int(self.person) if self.person else None,
            column=int(self.column) if self.column else None,
            agency=self.agency or None,
            photo=True if self.photo else None,
        )


@dataclass(frozen=True, slots=True)
class ReadAddress:
    """An address, and the parameters that say nothing that can be looked for: they are left out."""

    address: Address
    unread: tuple[str, ...] = ()


def read_address(parameters: Mapping[str, str]) -> ReadAddress:
    """Read what stands behind a question mark. Never raises."""
    values: dict[str, str] = {}
    unread: list[str] = []
    for field in fields(Address):
        raw = parameters.get(field.name, "").replace("\0", "").strip()
        if not raw:
            continue
        value = raw if field.name == "q" else _READ[field.name](raw)
        if value:
            values[field.name] = value
        else:
            unread.append(field.name)
    if values.get("start") == "0":
        del values["start"]
    address = Address(**values)
    if address.order == Order.RELEVANCE:
        address = replace(address, after="", before="")
    elif address.after or address.before:
        address = replace(address, start="", before="" if address.after else address.before)
    return ReadAddress(address, tuple(unread))


def _name(raw: str) -> str:
    return raw if len(raw) <= _LONGEST else ""


def _number(raw: str) -> str:
    return str(int(raw)) if re.fullmatch(r"[0-9]{1,19}", raw) and int(raw) <= _LARGEST else ""


def _start(raw: str) -> str:
    number = _number(raw)
    if not number or int(number) >= DEEPEST:
        return ""
    return str(int(number) // A_PAGE * A_PAGE)


def _date(raw: str) -> str:
    found = parse_dates(raw[:_LONGEST])
    return to_text(found.dates).removeprefix("date:") if found else ""


def _day(raw: str) -> str:
    return raw if _month_day(raw) else ""


def _month_day(raw: str) -> datetime.date | None:
    if not re.fullmatch(r"[0-9]{2}-[0-9]{2}", raw):
        return None
    try:
        return datetime.date.fromisoformat(f"2000-{raw}")  # a leap year
    except ValueError:
        return None


_READ = {
    "newspaper": _name,
    "date": _date,
    "day": _day,
    "page": lambda raw: label_key(raw[:20]),
    "section": _name,
    "person": _number,
    "column": _number,
    "agency": _name,
    "photo": lambda raw: "1" if raw == "1" else "",
    "sort": lambda raw: raw if raw in _ORDERS else "",
    "start": _start,
    "after": _number,
    "before": _number,
}
