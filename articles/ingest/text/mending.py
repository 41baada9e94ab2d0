"""Printed lines made whole where the page's break must not be read: quotes, names, datelines, jump lines."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from articles.ingest.text.joining import ends_sentence
from articles.ingest.text.lines import Line, columns
from articles.ingest.text.marks import is_bare_name_line
from articles.ingest.text.signed import whole_signings
from articles.wording.bylines import MARKS, has_title, parse_byline
from articles.wording.datelines import split_closing
from articles.wording.english import STATION
from articles.wording.jumps import find_jump

CLOSING_MARKS = "”’」』）》】〉，。、；：！？"
"""Marks that no line starts with: a PDF tool broke the line where they were squeezed."""
_OPENING_MARKS = "“‘「『《〈（"
_ITEM = re.compile(r"^（[一二三四五六七八九十\d]{1,3}）")
SQUEEZED = 4
"""Columns by which a line whose marks were squeezed differs from the full lines of its column."""
SHORT_END, INDENT = 10, 4
"""Columns of a paragraph's last words that look like a torn line's start, and of an indent."""
NEAR = 8
"""Lines on either side among which a full line's width is looked for,"""
LEAST_ALIKE = 3
"""and how many of them must be of that width."""
LEAST_FULL = 16
"""Columns of the narrowest full line."""
REST_OF_BYLINE = 24
"""The most characters of a byline's rest on the next line."""

_AGENCY_PHOTOGRAPHER = re.compile(r"^[（(][^（()）]{2,16}摄[）)]$")
"""Who took the picture, as print names them behind 新华社发."""
_JUMP_AT_EDGE = re.compile(r"[（(【\[▶►]$|(?:下转?|转)第?[A-Z一二三四五六七八九十\d]{0,3}$")
_REST_OF_JUMP = 8
"""The most characters of a broken jump line's rest."""
_OPEN_TAIL = re.compile(r"[（(][^（()）]{4,60}$")
_OPEN_SIGNATURE = re.compile(r"(?:^|(?<=[。！？”…]))[（(][^（()）]{1,30}$")
_CLOSES_SIGNATURE = re.compile(r"^[^（()）。，]{1,20}[）)]$")
_TITLE_LAST = re.compile(r"(?:记者|通讯员|实习生)$")


def mend(lines: list[Line]) -> list[Line]:
    """The lines, counted anew, joined where print or the tool broke what must be read as one."""
    out: list[Line] = []
    for line in whole_signings(_unsqueezed(lines)):
        last = out[-1] if out else None
        if (
            last is not None
            and not line.gap
            and (printed := _broken_jump(last, line) or _broken_signature(last, line))
        ):
            rest = last.text[: len(last.text) + len(line.text) - len(printed)].rstrip()
            out[-1:] = [_with_text(last, rest)] if rest else []
            out.append(_with_text(line, printed))
        elif last is not None and (joined := _joined(last, line)):
            out[-1] = _with_text(last, joined)
        else:
            out.append(line)
    return [replace(line, index=index) for index, line in enumerate(out)]


def _with_text(line: Line, text: str) -> Line:
    return replace(line, text=text, width=columns(text))


def _unsqueezed(lines: list[Line]) -> list[Line]:
    """Lines torn at a squeezed mark (…不走回头路。 / ”他说) as the one that was printed.

    A closing mark never starts a line; before an opening one the two parts must fill the column together.
    """
    out: list[Line] = []
    widths = [line.width for line in lines]
    for at, line in enumerate(lines):
        last = out[-1] if out else None
        if last is None or line.gap or line.spaced != last.spaced:
            out.append(line)
        elif line.text[0] in CLOSING_MARKS or (
            line.text[0] in _OPENING_MARKS and not _ITEM.match(line.text) and _fills(last, line, widths, at)
        ):
            out[-1] = _with_text(last, last.text + line.text)
        else:
            out.append(line)
    return out


def _fills(last: Line, line: Line, widths: list[int], at: int) -> bool:
    """Whether two parts of a line together are as wide as the full lines near by, and the first is not."""
    near = Counter(width for width in widths[max(0, at - NEAR) : at + NEAR + 1] if width >= LEAST_FULL)
    full, seen = max(near.items(), key=lambda one: (one[1], one[0]), default=(0, 0))
    if seen < LEAST_ALIKE or last.text[-1] not in CLOSING_MARKS or last.width >= full - SQUEEZED:
        return False
    if ends_sentence(last.text) and last.width <= SHORT_END and line.width <= full - INDENT + 1:
        return False  # a paragraph's last words, and the first line of the next, which lost its indent
    return abs(last.width + line.width - full) <= SQUEEZED


def _joined(last: Line, line: Line) -> str:
    """Two lines as one text where they belong together; else nothing."""
    spaced, tight = f"{last.text} {line.text}", last.text + line.text
    if not line.gap and last.text.endswith("发") and _AGENCY_PHOTOGRAPHER.match(line.text):
        return spaced
    if _OPEN_TAIL.match(last.text) and re.match(r"^[^（(]{1,30}[）)]$", line.text):
        return next((text for text in (spaced, tight) if split_closing(text)[1] is not None), "")
    if STATION.match(line.text) and has_title(last.text) and parse_byline(spaced):
        return spaced
    if line.gap:
        return ""
    if _open_title(last, line):
        return spaced
    if (
        len(line.text) <= REST_OF_BYLINE
        and has_title(last.text.lstrip(MARKS))
        and not parse_byline(last.text)
    ):
        return tight if parse_byline(tight) else ""
    return ""


def _broken_jump(last: Line, line: Line) -> str:
    """The whole of a jump line that goes on behind its column's edge, （下转第 and 三版）; else nothing."""
    if len(line.text) > _REST_OF_JUMP or not _JUMP_AT_EDGE.search(last.text) or find_jump(last.text):
        return ""
    found = find_jump(last.text + line.text)
    return found.printed if found is not None and len(found.printed) > len(line.text) else ""


def _broken_signature(last: Line, line: Line) -> str:
    """The whole of the brackets that name who wrote it, from （实习 and 生 邵小满）; else nothing."""
    opened = _OPEN_SIGNATURE.search(last.text)
    if opened is None or not _CLOSES_SIGNATURE.match(line.text):
        return ""
    whole = opened.group() + line.text
    return whole if has_title(whole) and parse_byline(whole) else ""


def _open_title(last: Line, line: Line) -> bool:
    return bool(
        _TITLE_LAST.search(last.text)
        and len(last.text) <= 40
        and not re.search(r"[，。；：！？（(]", last.text)
        and is_bare_name_line(line)
    )
