"""Lines that sign a story and ran over their column's edge: bylines, datelines in brackets."""

from __future__ import annotations

import re
from dataclasses import replace

from articles.ingest.text.joining import ends_sentence
from articles.ingest.text.lines import Line, columns
from articles.wording.bylines import MARKS, has_title, parse_byline
from articles.wording.datelines import split_closing
from articles.wording.names import is_name

LONGEST_REST = 24
"""Columns of the names that a byline has on its next line, at most."""
FULL = 6
"""Columns by which a byline that ran over is narrower than the text below it: less than a name has."""
TAIL_LINES = 4
"""Lines of the longest dateline in brackets."""
_NAMES = re.compile(r"^[\u4e00-\u9fff]{1,3}(?:[ \u3000、]+[\u4e00-\u9fff]{1,3})*$")
_OPEN_TAIL = re.compile(r"^[（(](?:据)?[\u4e00-\u9fff]{2,8}[^（()）。]{0,40}$")


def whole_signings(lines: list[Line]) -> list[Line]:
    """The lines, each byline and each dateline in brackets on one; others are left as they are."""
    out: list[Line] = []
    at = 0
    while at < len(lines):
        end, text = _whole_tail(lines, at) or _whole_byline(lines, at) or (at + 1, "")
        out.append(replace(lines[at], text=text, width=columns(text)) if text else lines[at])
        at = end
    return out


def _whole_tail(lines: list[Line], at: int) -> tuple[int, str] | None:
    """Where a dateline in brackets ends that opens here, and its text; None where none does."""
    if not _OPEN_TAIL.match(lines[at].text):
        return None
    spaced = tight = lines[at].text
    for end in range(at + 1, min(len(lines), at + TAIL_LINES)):
        line = lines[end]
        if line.gap or re.search(r"[（(。]", line.text):
            return None
        spaced, tight = f"{spaced} {line.text}", tight + line.text
        if line.text.endswith(("）", ")")):
            found = (one for one in (spaced, tight) if split_closing(one)[1] and not split_closing(one)[0])
            text = next(found, "")
            return (end + 1, text) if text else None
    return None


def _whole_byline(lines: list[Line], at: int) -> tuple[int, str] | None:
    """Where a byline ends that goes on in the line below, and its text; None where none does."""
    line = lines[at]
    if at + 2 >= len(lines) or not has_title(line.text.lstrip(MARKS)) or ends_sentence(line.text):
        return None
    rest, below = lines[at + 1], lines[at + 2]
    if rest.gap or rest.spaced or not _NAMES.match(rest.text) or rest.width > LONGEST_REST:
        return None
    signed = parse_byline(line.text)
    if not signed or line.width + FULL < below.width or line.width > below.width + FULL:
        return None
    first = re.split(r"[ \u3000、]", rest.text)[0]
    torn = is_name(signed[-1].name + first) and (len(first) == 1 or not is_name(first))
    text = f"{line.text}{'' if torn else ' '}{rest.text}"
    whole = parse_byline(text)
    grown = len(whole) > len(signed) or (torn and len(whole) >= len(signed))
    return (at + 2, text) if grown and all(is_name(one.name) for one in whole) else None
