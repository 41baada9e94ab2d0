"""Work over the years: counts, bars to draw, rows under their years, and how a name was printed when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Count, Max, Min, QuerySet
from django.utils import translation

from articles.models import Newspaper
from articles.models.person import SignatureLine
from articles.wording.signing import NAMES, position

HEIGHT = 96
"""Of the tallest bar, in CSS pixels; across, a timeline is as wide as its place, in per cent."""

_FEWEST_PLACES = 12  # so that the bar of a single year is not as wide as the page
_MOST_LABELS = 7  # what fits on the narrowest screen
_STEPS = (1, 2, 5, 10, 20, 50, 100)


@dataclass(frozen=True, slots=True)
class Bar:
    """A year: its counts, and where its bar stands. ``x``, ``width``, ``middle`` in per cent, else pixels."""

    year: int
    articles: int
    photos: int
    x: str
    width: str
    middle: str
    place_x: str
    place_width: str
    y: int
    height: int
    labelled: bool

    @property
    def total(self) -> int:
        """Articles and photos."""
        return self.articles + self.photos


def counts_by_year(rows: QuerySet, date: str) -> dict[int, int]:
    """How many of ``rows`` fall into each year of the date field; one query."""
    year = f"{date}__year"
    counted = rows.order_by().values_list(year).annotate(n=Count("pk", distinct=True))
    return dict(counted.values_list(year, "n"))


def bars(articles: Mapping[int, int], photos: Mapping[int, int]) -> list[Bar]:
    """One bar a year from the first to the last, empty ones as well; the tallest is `HEIGHT` high."""
    years = sorted({*articles, *photos})
    if not years:
        return []
    span = range(years[0], years[-1] + 1)
    tallest = max(articles.get(year, 0) + photos.get(year, 0) for year in years)
    place = 100 / max(_FEWEST_PLACES, len(span))
    step = next((step for step in _STEPS if len(span) <= step * _MOST_LABELS), _STEPS[-1])
    out = []
    for at, year in enumerate(span):
        total = articles.get(year, 0) + photos.get(year, 0)
        height = max(2, round(total / tallest * HEIGHT)) if total else 0
        out.append(
            Bar(
                year=year,
                articles=articles.get(year, 0),
                photos=photos.get(year, 0),
                x=f"{(at + 0.14) * place:.2f}%",
                width=f"{0.72 * place:.2f}%",
                middle=f"{(at + 0.5) * place:.2f}%",
                place_x=f"{at * place:.2f}%",
                place_width=f"{place:.2f}%",
                y=HEIGHT - height,
                height=height,
                labelled=year % step == 0,
            )
        )
    return out


@dataclass(frozen=True, slots=True)
class YearOfWork:
    """Rows of one year that stand on one page of a list, and how many there are in all."""

    year: int
    count: int
    rows: list[Any]


def under_years(rows: Iterable[Any], counts: Mapping[int, int]) -> list[YearOfWork]:
    """Rows in the order of their dates, under their years."""
    grouped = groupby(rows, key=lambda row: _date_of(row).year)
    return [YearOfWork(year, counts.get(year, 0), list(some)) for year, some in grouped]


def _date_of(row: Any) -> Any:
    return row.issue.date if hasattr(row, "issue") else row.page.issue.date


@dataclass(frozen=True, slots=True)
class Printed:
    """How somebody was printed: with what words, from when to when (years), how often."""

    position: str
    first: int
    last: int
    count: int


def printed_as(newspaper: Newspaper, *kinds: tuple[QuerySet, str]) -> tuple[list[Printed], list[str]]:
    """The positions, the last used first, and the names as printed; one query a kind of line.

    Each kind is lines with the way from a line to its date. The words are the newspaper's own.
    """
    rows: dict[str, tuple[Any, Any, int]] = {}
    names: dict[str, int] = {}
    for lines, date in kinds:
        counted = lines.order_by().values_list("name", "role", "affiliation", "title")
        for name, *words, first, last, count in counted.annotate(Min(date), Max(date), Count("pk")):
            names[name] = names.get(name, 0) + count
            printed = _position(newspaper, *words)
            before = rows.get(printed)
            if before is not None:
                first, last, count = min(first, before[0]), max(last, before[1]), count + before[2]
            rows[printed] = (first, last, count)
    in_turn = sorted(rows.items(), key=lambda row: (row[1][1], row[1][2]), reverse=True)
    positions = [Printed(words, first.year, last.year, count) for words, (first, last, count) in in_turn]
    return positions, sorted(names, key=lambda name: (-names[name], name))


def _position(newspaper: Newspaper, role: str, affiliation: str, title: str) -> str:
    with translation.override("zh-hans" if newspaper.is_chinese else "en"):
        label = str(SignatureLine.Role(role).label)
    if not newspaper.is_chinese:
        return ", ".join(filter(None, [title.strip(NAMES) or label, affiliation]))
    words = position(role, affiliation, title)
    return label if words.startswith(NAMES) and not title else words or label
