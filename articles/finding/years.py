"""The hits of a search over the years, as a chart of links that narrow it to some of them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.finding.address import Address, TypedRange, edges
from articles.finding.naming import year_name
from articles.search.asking import Bucket

BARS = 60
"""At most so many bars; a longer time is drawn in steps of 5 or 10 years and so on."""
LABELS = 6
"""At most about so many years are named below."""
_BAR, _HIGH = 10, 60  # units of the drawing


@dataclass(frozen=True, slots=True)
class Bar:
    """The hits of some years. Sizes are in units of the drawing; without hits there is no ``url``."""

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
    """The first and the last year that has hits."""
    labels: list[tuple[str, str, str]]
    """Years below the bars: at how many percent of the width, with which side there, and the year."""
    most: str
    """How many hits the highest bar has."""
    range: TypedRange
    """From when to when the search is narrowed, as somebody types it; or what was typed instead of a date."""
    kept: list[tuple[str, str]]
    """What else the search asks for: parameters of its address."""

    @property
    def view_box(self) -> str:
        return f"0 0 {_BAR * len(self.bars)} {_HIGH}"

    width = _BAR - 1
    high = _HIGH


def chart_of(address: Address, years: Iterable[Bucket], typed: TypedRange | None = None) -> Chart | None:
    """The years of all hits, those that the dates leave out as well; None for a single year."""
    counts = {int(one.value): one.count for one in years}
    if len(counts) < 2:
        return None
    first, last = min(counts), max(counts)
    step = next(n for n in (1, 5, 10, 50, 100, 10_000) if last // n - first // n < BARS)
    begins = range(first // step * step, last + 1, step)
    heights = [sum(counts.get(year, 0) for year in range(begin, begin + step)) for begin in begins]
    bars = [
        _bar(address, place, begin, begin + step - 1, count, max(heights))
        for place, (begin, count) in enumerate(zip(begins, heights, strict=True))
    ]
    return Chart(
        bars,
        str(first),
        str(last),
        _labels(begins),
        number_format(max(heights), force_grouping=True),
        typed or TypedRange(*(edges(address.dates) if address.dates else ("", "")), False, False),
        list(address.changed(date="").parameters()),
    )


def _labels(begins: range) -> list[tuple[str, str, str]]:
    """Round years under the bars that they begin."""
    years = begins[-1] + begins.step - begins[0]
    apart = next(
        n for n in (1, 2, 5, 10, 20, 50, 100, 500, 10_000) if n >= begins.step and years / n <= LABELS
    )
    found = []
    for year in (year for year in begins if year % apart == 0):
        # A bar of one year has its name below its middle, one of more years where it begins.
        place = (year - begins[0] + (0.5 if begins.step == 1 else 0)) / years * 100
        anchor = "start" if place < 4 else "end" if place > 96 else "middle"
        found.append((f"{place:.2f}%", anchor, str(year)))
    return found


def _bar(address: Address, place: int, begin: int, end: int, count: int, most: int) -> Bar:
    own = f"{begin:04}" if begin == end else f"{begin:04}..{end:04}"
    # What is there is seen, however little it is.
    height = round(max(2.0, count / most * _HIGH), 1) if count else 0.0
    hits = ngettext("%(n)s hit", "%(n)s hits", count) % {"n": number_format(count, force_grouping=True)}
    name = year_name(begin) if begin == end else f"{begin}–{end}"
    date = "" if own == address.date else own
    return Bar(
        _("%(years)s: %(hits)s") % {"years": name, "hits": hits},
        f"?{address.changed(date=date).text}" if count else "",
        place * _BAR,
        _HIGH - height,
        height,
        address.dates is not None and _meet(address.dates.first, address.dates.last, begin, end),
    )


def _meet(first: datetime.date | None, last: datetime.date | None, begin: int, end: int) -> bool:
    return (first is None or first.year <= end) and (last is None or last.year >= begin)
