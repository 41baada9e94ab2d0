"""The facets of a search as links that narrow it or take back what narrows it, and its years as a chart."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.finding.naming import Name, Names, Narrowing, chosen, day_name, facet_label, year_name
from articles.finding.search import Search
from articles.search.asking import Bucket

SHOWN = 8
"""So many values of a facet stand open; the rest is folded."""
BARS = 60
"""At most so many bars; a longer time is drawn in steps of 5 or 10 years and so on."""
_BAR, _HIGH = 10, 60  # units of the drawing


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet. Its link narrows the search; where it does so already, the link takes it back."""

    label: str
    count: str
    url: str
    is_on: bool = False
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """A list of choices."""

    name: str
    label: str
    choices: list[Choice]

    @property
    def open(self) -> list[Choice]:
        """Those that are always seen."""
        return self.choices[:SHOWN]

    @property
    def folded(self) -> list[Choice]:
        """The rest, where one more than a single line is saved by folding it."""
        return self.choices[SHOWN:]


@dataclass(frozen=True, slots=True)
class Bar:
    """The hits of some years. Sizes are in units of the drawing."""

    label: str
    url: str
    x: int
    y: float
    height: float
    is_on: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """The years as bars, the oldest first."""

    bars: list[Bar]
    first: str
    last: str

    @property
    def view_box(self) -> str:
        return f"0 0 {_BAR * len(self.bars)} {_HIGH}"

    width = _BAR - 1
    high = _HIGH


class Facets:
    """Facets, chart and what narrows a search; names are asked for once."""

    def __init__(self, search: Search) -> None:
        self.address = search.address
        self.newspapers = search.newspapers
        self.found = search.answer.facets
        assert self.found is not None
        people = {int(one.value) for one in self.found.people} | chosen(self.address.person)
        columns = {int(one.value) for one in self.found.columns} | chosen(self.address.column)
        self._names = Names(self.newspapers.values(), search.user, people, columns)

    def lists(self) -> list[Facet]:
        """Each facet that has anything to choose."""
        found = self.found
        assert found is not None
        facets = [
            self._facet("newspaper", found.newspapers, self._slug),
            self._dates(),
            self._facet("page", found.pages),
            self._facet("section", found.sections),
            self._facet("person", found.people),
            self._facet("column", found.columns),
            self._facet("agency", found.agencies),
            self._facet("photo", [Bucket(1, found.with_photo)] if found.with_photo else []),
        ]
        if len(self.newspapers) < 2:
            facets = facets[1:]
        return [facet for facet in facets if facet.choices]

    def _facet(self, name: str, buckets: Iterable[Bucket], value: Callable[[int | str], str] = str) -> Facet:
        chosen = getattr(self.address, name)
        choices = []
        for bucket in buckets:
            own = value(bucket.value)
            label = self._names.of(name, own) if own else None
            if label is None:
                continue
            is_on = own == chosen
            choices.append(self._choice(label, bucket.count, is_on, **{name: "" if is_on else own}))
        choices.sort(key=lambda choice: not choice.is_on)
        return Facet(name, facet_label(name), choices)

    def _choice(self, label: Name, count: int, is_on: bool, **values: str) -> Choice:
        return Choice(
            label.text,
            number_format(count, force_grouping=True),
            f"?{self.address.changed(**values).text}",
            is_on,
            label.lang,
        )

    def _slug(self, value: int | str) -> str:
        newspaper = self.newspapers.get(int(value))
        return newspaper.slug if newspaper else ""

    def _dates(self) -> Facet:
        """Years; the months of the year that was chosen, the days of the month."""
        found, chosen = self.found, self.address.date
        assert found is not None
        choices: list[Choice] = []
        levels = [(found.days, _day), (found.months, _month)]
        buckets, name = next(((some, name) for some, name in levels if some), (found.years, _year))
        dates = self.address.dates
        if name is _year and dates and not _is_years(dates.first, dates.last):
            buckets = ()  # a range from one month to another: the chart shows its years
        if chosen and name is not _year:
            for wider, label in _wider(chosen):
                choices.append(self._choice(Name(label), 0, True, date=wider))
        for bucket in buckets:
            own, label = name(int(bucket.value))
            is_on = own == chosen
            if not is_on or not choices:
                choices.append(self._choice(Name(label), bucket.count, is_on, date="" if is_on else own))
        if name is _year:
            choices = choices[::-1]  # the newest first
        return Facet("date", facet_label("date"), choices)

    def chart(self) -> Chart | None:
        """The years of all hits, those that the dates leave out as well; None for a single year."""
        found = self.found
        assert found is not None
        counts = {int(one.value): one.count for one in found.years}
        if len(counts) < 2:
            return None
        first, last = min(counts), max(counts)
        step = next(n for n in (1, 5, 10, 50, 100, 10_000) if last // n - first // n < BARS)
        begins = range(first // step * step, last + 1, step)
        heights = [sum(counts.get(year, 0) for year in range(begin, begin + step)) for begin in begins]
        most = max(heights)
        dates = self.address.dates
        bars = []
        for place, (begin, count) in enumerate(zip(begins, heights, strict=True)):
            end = begin + step - 1
            own = f"{begin:04}" if step == 1 else f"{begin:04}..{end:04}"
            # What is there is seen, however little it is.
            height = round(max(2.0, count / most * _HIGH), 1) if count else 0.0
            is_on = dates is not None and _meet(dates.first, dates.last, begin, end)
            hits = ngettext("%(n)s hit", "%(n)s hits", count) % {
                "n": number_format(count, force_grouping=True)
            }
            name = _year(begin)[1] if step == 1 else f"{begin}–{end}"
            url = f"?{self.address.changed(date='' if own == self.address.date else own).text}"
            bars.append(
                Bar(
                    _("%(years)s: %(hits)s") % {"years": name, "hits": hits},
                    url,
                    place * _BAR,
                    _HIGH - height,
                    height,
                    is_on,
                )
            )
        return Chart(bars, str(begins[0]), str(min(last, begins[-1] + step - 1)))

    def narrowed(self) -> list[Narrowing]:
        """What narrows the search, each with a way back."""
        return self._names.narrowings(self.address)

    def same_day(self) -> Narrowing | None:
        """The same day in other years, where the search is narrowed to one day."""
        dates = self.address.dates
        if dates is None or dates.first is None or dates.first != dates.last:
            return None
        day = dates.first.strftime("%m-%d")
        address = self.address.changed(date="", day=day)
        return Narrowing(facet_label("day"), Name(day_name(address)), f"?{address.text}")


def _year(value: int) -> tuple[str, str]:
    return f"{value:04}", year_name(value)


def _month(value: int) -> tuple[str, str]:
    year, month = divmod(value, 100)
    return f"{year:04}-{month:02}", date_format(datetime.date(year, month, 1), "YEAR_MONTH_FORMAT")


def _day(value: int) -> tuple[str, str]:
    date = datetime.date(value // 10_000, value // 100 % 100, value % 100)
    return date.isoformat(), date_format(date, "DATE_FORMAT")


def _wider(date: str) -> list[tuple[str, str]]:
    """The ways back from a month or day: each level that was chosen, with the address of the one above."""
    ways = []
    parts = date.split("-")
    if ".." in date:
        return []
    ways.append(("", _year(int(parts[0]))[1]))
    if len(parts) > 1:
        ways.append((parts[0], _month(int(parts[0]) * 100 + int(parts[1]))[1]))
    if len(parts) > 2:
        ways.append((f"{parts[0]}-{parts[1]}", _day(int("".join(parts)))[1]))
    return ways


def _is_years(first: datetime.date | None, last: datetime.date | None) -> bool:
    begins = first is None or (first.month, first.day) == (1, 1)
    return begins and (last is None or (last.month, last.day) == (12, 31))


def _meet(first: datetime.date | None, last: datetime.date | None, begin: int, end: int) -> bool:
    return (first is None or first.year <= end) and (last is None or last.year >= begin)
