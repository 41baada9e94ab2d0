"""Pages and ranges of pages as people type them: 3, A3, 第三版, 1..3, 第一版至第三版. Pure."""

from __future__ import annotations

import re

from articles.search.analysis import trimmed
from articles.search.notes import Note
from articles.search.query import Node, Page, any_of
from articles.wording.jumps import label_key

MAX_PAGES = 60
"""Of one range."""
NUMBERED = re.compile(r"([A-Z]*)(\d{1,4})")
"""A page's number that may be one end of a range: letters and figures."""

_FROM_TO = re.compile(r"\.{2,}|．{2,}|。{2,}|[…~—–－−-]+|至|到")


def read_pages(text: str) -> tuple[Node | None, list[Note]]:
    """The pages that ``text`` names, None where it names none; and what was not read as typed."""
    number, former = text, None
    while number != former:  # 第三版, （3） and 03 may take more than one turn
        number, former = trimmed(label_key(number)), number
    if not number:
        return None, []
    notes: list[Note] = []
    return _range(text, notes) or _range(number, notes) or Page(number), notes


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
        notes.append(Note("cut", f"{letter}{most + 1}..{'' if end is None else f'{letter}{end}'}"))
        end = most
    return any_of([Page(f"{letter}{number}") for number in range(begin, end + 1)])
