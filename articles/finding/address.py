"""The address of a search: what stands behind ``/search/?``, read and written. One search, one address."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from urllib.parse import urlencode

from articles.search.asking import Filters, Order
from articles.search.dates import between, parse_dates
from articles.search.pages import page_key, read_pages
from articles.search.parsing import MAX_CHARACTERS, Query, parse
from articles.search.query import And, Dates, Or, all_of, sought, to_text

A_PAGE = 20
DEEPEST = 10_000
"""Hits by relevance are shown up to this one; the orders by date go on to the last."""
NARROWING = ("newspaper", "date", "day", "page", "section", "person", "column", "agency", "photo")
END = "end"
_LARGEST = 2**63 - 1
_LONGEST = 200  # characters of a name in the address
_EDGES = {"first", "last"}
_ORDERS = {str(order) for order in Order}


@dataclass(frozen=True)
class Address:
    """A search as its address says it; each field is a parameter, empty where it is not there.

    ``newspaper`` is a slug; ``date`` a day, month, year or range as the language writes it; ``day`` a month
    and day of any year (03-14); ``person`` and ``column`` are primary keys; ``photo`` is "1". ``start``
    counts hits by relevance; ``after`` and ``before`` are sort keys, which stay good whatever is published;
    before `END` stand the last hits.
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

    def ordered(self, order: Order) -> Address:
        """The same search in another order; the one that it has by itself is not written."""
        return self.changed(sort="" if order == self._own_order else str(order))

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
        return Order(self.sort) if self.sort else self._own_order

    @property
    def _own_order(self) -> Order:
        return Order.RELEVANCE if next(sought(self.query.tree), None) else Order.NEWEST

    @property
    def before_key(self) -> int | None:
        """The sort key before which hits are asked for; None where none is."""
        if self.before != END:
            return int(self.before) if self.before else None
        return _LARGEST if self.order == Order.OLDEST else 0

    @property
    def dates(self) -> Dates | None:
        """The days of ``date``."""
        found = parse_dates(self.date) if self.date else None
        return found.dates if found else None

    @cached_property
    def lifted(self) -> Address:
        """The same search with the days that its words ask for as what narrows it: ``date:2024`` → ``date``.

        So other years stay in sight, and links narrow it further. Itself where the words ask for no days, or
        where they ask for them in a way that ``date`` cannot say.
        """
        tree = self.query.tree
        wanted = tree.children if isinstance(tree, And) else (tree,)
        days = [one for one in wanted if isinstance(one, Dates)]
        if not days:
            return self
        days += [self.dates] if self.dates else []
        first = max((one.first for one in days if one.first), default=None)
        last = min((one.last for one in days if one.last), default=None)
        rest = all_of([one for one in wanted if not isinstance(one, Dates)])
        words = to_text(rest)
        if (first and last and last < first) or parse(words).tree != rest:
            return self
        return replace(self, q=words, date=written(Dates(first, last)))

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
class TypedRange:
    """What a form sent as the ends of a range of days, one of which at least is no date."""

    first: str
    last: str
    is_first_wrong: bool
    is_last_wrong: bool


@dataclass(frozen=True, slots=True)
class ReadAddress:
    """An address, and the parameters that say nothing that can be looked for: they are left out.

    ``range`` is one that a form sent and that cannot be read: the search is not narrowed by it.
    """

    address: Address
    unread: tuple[str, ...] = ()
    range: TypedRange | None = None


def read_address(parameters: Mapping[str, str]) -> ReadAddress:
    """Read what stands behind a question mark. Never raises.

    ``first`` and ``last``, which a form may send, are read as a range of ``date``.
    """
    values: dict[str, str] = {}
    unread: list[str] = []
    ranged = None
    for field in fields(Address):
        raw = _raw(parameters, field.name)
        if not raw:
            continue
        value = _READ[field.name](raw)
        if value:
            values[field.name] = value
        else:
            unread.append(field.name)
    if len(_raw(parameters, "q")) > MAX_CHARACTERS:
        unread.append("q")
    if _EDGES & parameters.keys():
        typed = [_raw(parameters, name)[:_LONGEST] for name in ("first", "last")]
        sides = [parse_dates(side) if side else None for side in typed]
        wrong = [bool(side) and read is None for side, read in zip(typed, sides, strict=True)]
        ranged = TypedRange(typed[0], typed[1], *wrong) if any(wrong) else None
        dates = None if ranged else between(*(side.dates if side else None for side in sides))
        values["date"] = written(dates) if dates else ""
    if values.get("start") == "0":
        del values["start"]
    address = Address(**values)
    address = address if not address.sort else replace(address, sort=address.ordered(address.order).sort)
    if address.order == Order.RELEVANCE:
        address = replace(address, after="", before="")
    elif address.after or address.before:
        address = replace(address, start="", before="" if address.after else address.before)
    return ReadAddress(address, tuple(unread), ranged)


def asks_for_range(parameters: Mapping[str, str], read: ReadAddress) -> bool:
    """Whether a form sent a range, whose search has an address of its own to be led to."""
    return bool(_EDGES & parameters.keys()) and not read.unread and read.range is None


def _raw(parameters: Mapping[str, str], name: str) -> str:
    return parameters.get(name, "").replace("\0", "").strip()


def written(dates: Dates) -> str:
    """Days as the parameter ``date`` says them."""
    return to_text(dates).removeprefix("date:")


def edges(dates: Dates) -> tuple[str, str]:
    """The first and the last day as somebody types them: as years or months where those make the range."""
    first, last = dates.first, dates.last
    begins, ends = first.isoformat() if first else "", last.isoformat() if last else ""
    if begins[4:] in ("", "-01-01") and ends[4:] in ("", "-12-31"):
        return begins[:4], ends[:4]
    if begins[7:] in ("", "-01") and (last is None or (last + datetime.timedelta(days=1)).day == 1):
        return begins[:7], ends[:7]
    return begins, ends


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
    return written(found.dates) if found else ""


def _page(raw: str) -> str:
    """The key of one page; a range is none."""
    pages, _notes = read_pages(raw[:20])
    return "" if isinstance(pages, Or) else page_key(raw[:20])


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
    "q": lambda raw: raw[:MAX_CHARACTERS].strip(),
    "newspaper": _name,
    "date": _date,
    "day": _day,
    "page": _page,
    "section": _name,
    "person": _number,
    "column": _number,
    "agency": _name,
    "photo": lambda raw: "1" if raw == "1" else "",
    "sort": lambda raw: raw if raw in _ORDERS else "",
    "start": _start,
    "after": _number,
    "before": lambda raw: raw if raw == END else _number(raw),
}
