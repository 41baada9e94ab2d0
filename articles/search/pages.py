"""Pages and ranges of pages as people type them: 3, A3, 第三版, 1..3, 第一版至第三版. Pure."""

from __future__ import annotations

import re

from articles.search.analysis import trimmed
from articles.search.notes import Note
from articles.search.query import Node, Or, Page, any_of, to_text
from articles.wording.jumps import label_key

MAX_PAGES = 60
"""Of one range."""
NUMBERED = re.compile(r"([A-Z]*)(\d{1,4})")
"""A page's number that may be one end of a range: letters and figures."""

_FROM_TO = re.compile(r"\.{2,}|．{2,}|。{2,}|[…~—–－−-]+|至|到")


_LIST = re.compile(r"\s*[、,，;；/&+和及与]\s*|\s+")
_BLANK_RANGE = re.compile(rf"\s*({_FROM_TO.pattern})\s*")
_NO_LABEL = re.compile(r"[A-Z]{3,}|[0-9]{5,}")


def page_key(label: str) -> str:
    """The key by which the index has a page, however it is printed or typed: 三, 03 and （3） are ``3``."""
    number, former = label, None
    while number != former:  # what is taken off may uncover more
        number, former = trimmed(label_key(number)), number
    return number


def read_pages(text: str) -> tuple[Node | None, list[Note]]:
    """The pages that ``text`` names, None where it names none; and what was not read as typed.

    Several may be named, parted by commas or blanks: 1、3, 1-2 4.
    """
    # As typed first, since points may be an open range; then without the marks around it.
    ways = (
        [one for one in _LIST.split(_BLANK_RANGE.sub(r"\1", some.strip())) if one]
        for some in (text, trimmed(text))
    )
    listed = next((way for way in ways if len(way) > 1 and all(map(_is_numbered, way))), None)
    if listed is None:  # a blank may be one in a number: 第 3 版
        return _read_one(text)
    read = [_read_one(one) for one in listed]
    pages = [
        one
        for found, _notes in read
        if found
        for one in (found.children if isinstance(found, Or) else [found])
    ]
    notes = [note for _found, some in read for note in some]
    if len(pages) > MAX_PAGES:
        notes.append(Note("cut", " ".join(to_text(page) for page in pages[MAX_PAGES:])))
    return any_of(pages[:MAX_PAGES]), notes


def _is_numbered(text: str) -> bool:
    """Whether it is a number or a range of numbers: 3, A3, 第三版, 1..3."""
    pages, notes = _read_one(text)
    is_range = isinstance(pages, Or)
    return not notes and (is_range or (isinstance(pages, Page) and bool(NUMBERED.fullmatch(pages.number))))


def _read_one(text: str) -> tuple[Node | None, list[Note]]:
    number = page_key(text)
    if not number:
        return None, []
    notes: list[Note] = []
    if pages := _range(text, notes) or _range(number, notes):
        return pages, notes
    # 1-x would be a page 1X, since strokes in a number do not count.
    parted = sum(bool(trimmed(side)) for side in _FROM_TO.split(text)) > 1
    if not notes and (parted or not number.isalnum() or _NO_LABEL.fullmatch(number)):
        notes.append(Note("bad_page", text))
    return Page(number), notes


def _range(text: str, notes: list[Note]) -> Node | None:
    """1..3, A1-A3, 第一版至第三版; without an end as many as one range may have."""
    sides = [label_key(trimmed(side)) for side in _FROM_TO.split(text)]
    if len(sides) != 2 or not any(sides):
        return None
    found = [NUMBERED.fullmatch(side) for side in sides]
    if not all(one or not side for one, side in zip(found, sides, strict=True)):
        return None
    first, last = found
    letters = {one[1] for one in found if one} - ({""} if first else set())
    if len(letters) > 1 or (first and not first[1] and letters):
        notes.append(Note("bad_page", text))
        return None
    letter = letters.pop() if letters else ""
    begin, end = (int(first[2]) if first else 1), (int(last[2]) if last else None)
    if end is not None and end < begin:
        begin, end = end, begin
    most = begin + MAX_PAGES - 1
    if end is None or end > most:
        end = most
        notes.append(Note("pages_cut", f"{letter}{begin}..{letter}{end}"))
    return any_of([Page(f"{letter}{number}") for number in range(begin, end + 1)])
