"""Dates and ranges of dates as people type them: 2025, 2025-05, 2025年5月24日, 2024..2025. Pure."""

from __future__ import annotations

import calendar
import datetime
import re
import unicodedata
from dataclasses import dataclass

from articles.search.query import Dates

# 2025-05-24 with any stroke or point, 2025年5月24日, 20250524; year alone, or year and month.
_DAY = re.compile(
    r"(?P<y>\d{4})(?:年|(?:[-/.年](?P<m>\d{1,2})(?:月|[-/.月](?P<d>\d{1,2})[日号]?)?)|(?P<m2>\d\d)(?P<d2>\d\d)?)?"
)
_RANGE = re.compile(r"\.{2,}|。+|~|至|到|—+|(?<=^\d{4})-(?=\d{4}$)")


@dataclass(frozen=True, slots=True)
class ReadDates:
    """A range; ``swapped`` where its end was typed first."""

    dates: Dates
    swapped: bool = False


def parse_dates(text: str) -> ReadDates | None:
    """The days that ``text`` names; None where it names none, or one that no calendar has."""
    plain = "".join(unicodedata.normalize("NFKC", text).replace("−", "-").replace("–", "-").split())
    sides = _RANGE.split(plain, maxsplit=1)
    if len(sides) == 1:
        days = _days(sides[0])
        return ReadDates(Dates(*days)) if days else None
    before, after = (_days(side) if side else None for side in sides)
    if (sides[0] and not before) or (sides[1] and not after) or not (before or after):
        return None
    if before and after and after[0] < before[0]:
        return ReadDates(Dates(after[0], before[1]), swapped=True)
    return ReadDates(Dates(before[0] if before else None, after[1] if after else None))


def between(first: Dates | None, last: Dates | None) -> Dates | None:
    """From the first day of one to the last day of the other, whichever of the two is the earlier.

    None where both are, or where the days that they begin and end with are open.
    """
    days = first.first if first else None, last.last if last else None
    if first and last and days[0] and days[1] and days[1] < days[0]:
        days = last.first, first.last
    return Dates(*days) if any(days) else None


def _days(text: str) -> tuple[datetime.date, datetime.date] | None:
    """The first and the last day of a year, month or day."""
    found = _DAY.fullmatch(text)
    if not found:
        return None
    year, month = int(found["y"]), int(found["m"] or found["m2"] or 0)
    day = int(found["d"] or found["d2"] or 0)
    try:
        if day:
            date = datetime.date(year, month, day)
            return date, date
        first = datetime.date(year, month or 1, 1)
        last_month = month or 12
        return first, datetime.date(year, last_month, calendar.monthrange(year, last_month)[1])
    except ValueError:
        return None
