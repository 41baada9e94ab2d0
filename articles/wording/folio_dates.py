"""The day that a page's furniture prints: 2026年3月14日 星期六, 二〇二六年三月十四日, 2026.3.14, Saturday, March 14, 2026.

Pure Python. It reads lines that are known to be furniture; in a story's text a date says nothing of the page.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

from articles.wording.furniture import clean
from articles.wording.numerals import from_chinese

_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_CHINESE = re.compile(
    r"(\d{4}|[〇○零一二三四五六七八九]{4})\s*年\s*(\d{1,2}|[一二三四五六七八九十]{1,2})\s*月\s*"
    r"(\d{1,2}|[一二三四五六七八九十廿]{1,3})\s*日?(?!\d)"
)
_FIGURES = re.compile(r"(?<!\d)(20\d\d)\s*([./-])\s*(\d{1,2})\s*\2\s*(\d{1,2})(?![\d./-])")
_MONTHS = {
    name: month
    for month, names in enumerate(
        "jan janv|feb fév|mar mär mars|apr avr|may mai|jun juin|jul juil|aug août|sep sept|oct okt|nov|dec dez déc".split(
            "|"
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = rf"({'|'.join(sorted(_MONTHS, key=len, reverse=True))})[a-zà-ÿ]*\.?"
_LATIN = (
    re.compile(rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b", re.I),
    re.compile(rf"\b(?P<day>\d{{1,2}})\.?(?:er)?\s+{_MONTH},?\s+(?P<year>\d{{4}})\b", re.I),
)
_FOUNDED = re.compile(r"创刊|复刊|founded|gegründet|fondé", re.I)
"""A day beside one of these is another one than the paper's."""


def dates_in(lines: Iterable[str]) -> set[datetime.date]:
    """All days that lines of furniture print."""
    found = set()
    for line in lines:
        plain = clean(line)
        if _FOUNDED.search(plain):
            continue
        for one in _CHINESE.finditer(plain):
            month, day = (_number(one[at]) for at in (2, 3))
            found.add(_date(int(one[1].translate(_DIGITS)), month, day))
        found |= {_date(int(one[1]), int(one[3]), int(one[4])) for one in _FIGURES.finditer(plain)}
        for pattern in _LATIN:
            for one in pattern.finditer(plain):
                found.add(
                    _date(int(one["year"]), _MONTHS[one[_month_group(pattern)].lower()], int(one["day"]))
                )
    return found - {None}  # type: ignore[return-value]


def _month_group(pattern: re.Pattern[str]) -> int:
    named = set(pattern.groupindex.values())
    return next(at for at in range(1, pattern.groups + 1) if at not in named)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else from_chinese(text.replace("廿", "二十")) or 0


def _date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
