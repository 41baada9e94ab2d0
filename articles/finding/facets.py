"""The facets of a search as links that narrow it or take back what narrows it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.formats import number_format

from articles.finding.address import written
from articles.finding.naming import (
    Name,
    Names,
    Narrowing,
    chosen,
    day_name,
    facet_label,
    last_of_month,
    range_name,
)
from articles.finding.search import Search
from articles.search.asking import Bucket
from articles.search.query import Dates

SHOWN = 8
"""So many values of a facet stand open; the rest is folded."""


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


class Facets:
    """Facets and what narrows a search; names are asked for once."""

    def __init__(self, search: Search) -> None:
        self.address = search.address.lifted
        self.newspapers = search.newspapers
        assert search.answer.facets is not None
        self.found = search.answer.facets
        people = {int(one.value) for one in self.found.people} | chosen(self.address.person)
        columns = {int(one.value) for one in self.found.columns} | chosen(self.address.column)
        self._names = Names(self.newspapers.values(), search.user, people, columns)

    def lists(self) -> list[Facet]:
        """Each facet that has anything to choose."""
        found = self.found
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
            if chosen and not is_on:
                continue  # its count is of what has both, and its link would lead to more
            choices.append(self._choice(label, bucket.count, is_on, **{name: "" if is_on else own}))
        return Facet(name, facet_label(name), choices)

    def _choice(self, label: Name, count: int | None, is_on: bool, **values: str) -> Choice:
        return Choice(
            label.text,
            "" if count is None else number_format(count, force_grouping=True),
            f"?{self.address.changed(**values).text}",
            is_on,
            label.lang,
        )

    def _slug(self, value: int | str) -> str:
        newspaper = self.newspapers.get(int(value))
        return newspaper.slug if newspaper else ""

    def _dates(self) -> Facet:
        """What is chosen already, then what lies in it: years, the months of a year, the days of a month."""
        found, dates = self.found, self.address.dates
        choices = [self._choice(Name(name), None, True, date=wider) for name, wider in _ways_back(dates)]
        buckets, digits = next(
            (some, digits)
            for some, digits in (
                (found.days, 8),
                (found.months, 6),
                (found.years_within if dates else found.years, 4),
            )
            if some or digits == 4
        )
        inside: list[Choice] = []
        for bucket in buckets:
            span = _days_of(int(bucket.value), digits)
            own = _common(span, dates) if dates else span
            if own != dates:  # what is chosen stands above
                inside.append(self._choice(Name(range_name(span)), bucket.count, False, date=written(own)))
        if digits == 4:
            inside.reverse()  # the newest year first
        return Facet("date", facet_label("date"), choices + inside)

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
        return Narrowing("day", facet_label("day"), Name(day_name(address)), f"?{address.text}")


def _days_of(value: int, digits: int) -> Dates:
    """The days of a bucket: a year (yyyy), a month (yyyymm) or a day (yyyymmdd)."""
    if digits == 4:
        return Dates(datetime.date(value, 1, 1), datetime.date(value, 12, 31))
    if digits == 6:
        first = datetime.date(value // 100, value % 100, 1)
        return Dates(first, last_of_month(first))
    day = datetime.date(value // 10_000, value // 100 % 100, value % 100)
    return Dates(day, day)


def _common(span: Dates, dates: Dates) -> Dates:
    """The days of a bucket that the search is narrowed to: what is counted in it."""
    firsts, lasts = filter(None, (span.first, dates.first)), filter(None, (span.last, dates.last))
    return Dates(max(firsts), min(lasts))


def _ways_back(dates: Dates | None) -> list[tuple[str, str]]:
    """What is chosen of year, month and day, or the range, each with the dates that are left without it."""
    if dates is None:
        return []
    day = dates.first
    if day is not None and dates.last is not None:
        levels = [_days_of(day.year, 4), _days_of(day.year * 100 + day.month, 6), Dates(day, day)]
        if dates in levels:
            levels = levels[: levels.index(dates) + 1]
            wider = ["", *map(written, levels)]
            return [(range_name(level), back) for level, back in zip(levels, wider, strict=False)]
    return [(range_name(dates), "")]
