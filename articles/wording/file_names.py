"""What the name of a page's file tells: ``20260314-A01.pdf``, ``2026-03-14_02.pdf``, ``第三版.pdf``, ``01.tif``.

Pure: it reads a name and opens nothing.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from articles.wording.jumps import label_key

_DATE = re.compile(r"(?<!\d)((?:1[6-9]|2[0-9])\d\d)([-_.年]?)(\d{2})[-_.月]?(\d{2})日?(?!\d)")
_LABEL = re.compile(r"第(.{1,4}?)版")
_NUMBER = re.compile(r"([A-Za-z]*)(?<!\d)(0*\d{1,3})(?!\d)")
_PAGE = "PV"  # page, version: no section has their letter


@dataclass(frozen=True, slots=True)
class PageName:
    """``number`` is the page's printed number ("" where the name tells none), ``section`` its letter."""

    date: datetime.date | None = None
    section: str = ""
    number: str = ""
    position: int = 0

    @property
    def sort_key(self) -> tuple[str, int]:
        """By section letter, then by number."""
        return self.section, self.position


def read_name(stem: str) -> PageName:
    """Read a file's name without its ending."""
    date = read_date(stem)
    rest = _DATE.sub(" ", stem) if date else stem
    if labelled := _LABEL.search(rest):
        key = label_key(labelled[1])
        if found := _NUMBER.fullmatch(key):
            return _named(date, found[1], found[2], labelled[1])
    for found in reversed(list(_NUMBER.finditer(rest))):
        if int(found[2]):
            letter = found[1].upper()  # a section's letter; a longer word, or the p of page, is none
            return _named(date, letter if len(letter) == 1 and letter not in _PAGE else "", found[2])
    return PageName(date)


def read_date(name: str) -> datetime.date | None:
    """The first date in a name that the calendar knows."""
    for found in _DATE.finditer(name):
        try:
            return datetime.date(int(found[1]), int(found[3]), int(found[4]))
        except ValueError:
            continue
    return None


def _named(date: datetime.date | None, letter: str, digits: str, printed: str = "") -> PageName:
    letter = letter.upper()
    return PageName(
        date, letter, printed or (f"{letter}{digits}" if letter else str(int(digits))), int(digits)
    )
