"""Dates and ranges of dates as people type them: 2025, 2025-05, 2025年5月24日, 2024..2025. Pure."""

from __future__ import annotations

import calendar
import datetime
import re
import unicodedata
from dataclasses import dataclass

from articles.search.query import Dates
from articles.wording.numerals import NUMERAL_CLASS, from_chinese

# 2025-05-24 with any stroke or point, 2025年5月24日, 20250524; year alone, or year and month.
_DAY = re.compile(
    r"(?P<y>\d{4})(?:年|(?:[-/.年](?P<m>\d{1,2})(?:月|[-/.月](?P<d>\d{1,2})[日号]?)?)|(?P<m2>\d\d)(?P<d2>\d\d)?)?"
)
_RANGE = re.compile(r"\.{2,}|。+|~|至|到|—+|(?<=^\d{4})-(?=(?:\d{4})?$)")
_NUMERALS = re.compile(rf"[{NUMERAL_CLASS}]+")
_NO_YEAR = re.compile(r"(\d{1,2})(?:月|[-/.])(\d{1,2})[日号]?")
_MONTHS = (
    "jan(?:uary)? feb(?:ruary)? mar(?:ch)? apr(?:il)? may june? july? aug(?:ust)? sept?(?:ember)? "
    "oct(?:ober)? nov(?:ember)? dec(?:ember)?"
).split()
_MONTH, _NTH = rf"({'|'.join(_MONTHS)})\.?", r"(\d{1,2})(?:st|nd|rd|th)?"
_IN_ENGLISH = (  # day, month, year; the day is empty where none is named
    (re.compile(rf"{_NTH}\s+{_MONTH},?\s+(\d{{4}})(?![\w-])", re.I), (1, 2, 3)),
    (re.compile(rf"{_MONTH}(?:\s+{_NTH})?,?\s+(\d{{4}})(?![\w-])", re.I), (2, 1, 3)),
)
_YEARS_OF_PRINT = range(1600, 2200)


@dataclass(frozen=True, slots=True)
class ReadDates:
    """A range; ``swapped`` where its end was typed first."""

    dates: Dates
    swapped: bool = False


def parse_dates(text: str) -> ReadDates | None:
    """The days that ``text`` names; None where it names none, or one that no calendar has."""
    plain = _plain(text)
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


def day_of_year(text: str) -> str:
    """The day that ``text`` names without a year, as an address has it: 3月14日 is ``03-14``; else empty."""
    found = _NO_YEAR.fullmatch(_plain(text))
    if not found:
        return ""
    month, day = int(found[1]), int(found[2])
    # A leap year, since 29 February is a day of some.
    return f"{month:02}-{day:02}" if _days(f"2024-{month}-{day}") else ""


def nearest(text: str) -> Dates | None:
    """The month, else the year, in which a day would be that no calendar has: 2026-02-30 is in 2026-02."""
    found = _DAY.fullmatch(_plain(text))
    if not found:
        return None
    year, month = found["y"], found["m"] or found["m2"] or ""
    days = (month and _days(f"{year}-{month}")) or _days(year)
    return Dates(*days) if days else None


def english_days(text: str, at: int) -> tuple[Dates, int] | None:
    """The day or month that stands there in English, and where it ends: March 14, 2026; 14 March 2026."""
    for written, order in _IN_ENGLISH:
        if found := written.match(text, at):
            day, name, year = (found[group] for group in order)
            month = next(n for n, one in enumerate(_MONTHS, 1) if re.fullmatch(one, name, re.I))
            days = _days(f"{year}-{month}-{day}" if day else f"{year}-{month}")
            return (Dates(*days), found.end()) if days else None
    return None


def may_be_of_print(dates: Dates) -> bool:
    """Whether newspapers were printed then, so that a number may well mean a year."""
    return all(day is None or day.year in _YEARS_OF_PRINT for day in (dates.first, dates.last))


def _plain(text: str) -> str:
    """With figures, plain strokes and no blanks: 二〇二六年三月 is 2026年3月."""
    plain = "".join(unicodedata.normalize("NFKC", text).replace("−", "-").replace("–", "-").split())
    return _NUMERALS.sub(lambda found: str(from_chinese(found[0]) or found[0]), plain)


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
