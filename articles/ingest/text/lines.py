"""Page text -> printed lines with their measure: letter-spacing closed, vertical heads laid down."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from articles.wording.bylines import MARKS, has_title, parse_byline
from articles.wording.datelines import opens_with_dateline
from articles.wording.jumps import find_continuation, find_jump

_INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad\x00-\x08\x0e-\x1f\x7f]")
_BREAKS = re.compile("\r\n|[\n\r\f\v\u0085\u2028\u2029]")
_WIDE_GAP = re.compile(r"[ \u00a0]{3,}|\u3000{2,}|\t+")
_SPACED_SHARE = 0.85
_VERTICAL_RUN = 3
LEAST_DECK = 6
"""Characters of the shortest deck that may stand behind its headline in one line, dashes with them."""


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line.

    ``text`` has its letter-spacing closed and no outer white space; ``width`` is in display columns (a
    Chinese character is two); ``gap`` counts the blank lines above; ``indent`` is the white space printed
    before the text, in columns; ``spaced`` says that the letters stood apart or one below the other.
    """

    index: int
    text: str
    width: int
    gap: int
    indent: int
    spaced: bool = False
    printed_width: int = 0


def columns(text: str) -> int:
    """Width of `text` in display columns: two for wide characters, one for the rest."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def is_han(character: str) -> bool:
    """Is `character` a Chinese character (or 〇)?"""
    return "\u4e00" <= character <= "\u9fff" or character == "〇" or "\u3400" <= character <= "\u4dbf"


def _is_unit(token: str) -> bool:
    return len(token) == 1 or (token.isascii() and len(token) <= 8)


def close_letter_spacing(text: str) -> str | None:
    """`文 明 花 开` as 文明花开, wide gaps kept as one space; None where `text` is not letter-spaced."""
    groups = [group.split() for group in _WIDE_GAP.split(text.strip())]
    tokens = [token for group in groups for token in group]
    han = sum(len(token) == 1 and is_han(token) for token in tokens)
    capitals = sum(len(token) == 1 and token.isascii() and token.isupper() for token in tokens)
    if han < 2 and capitals < 4:
        return None
    units = sum(_is_unit(token) for token in tokens)
    if units < _SPACED_SHARE * len(tokens) or (han < 2 and capitals < units):
        return None
    if all(len(group) == 1 for group in groups):
        return "".join(tokens)
    return " ".join("".join(group) for group in groups)


def split_lines(text: str) -> list[Line]:
    """The printed lines of a page's text, blank lines counted as gaps."""
    lines: list[Line] = []
    gap = 0
    for raw in _BREAKS.split(text):
        printed = _INVISIBLE.sub("", raw).expandtabs(4).rstrip()
        if not printed.strip():
            gap += 1
            continue
        for piece in _unglue(printed):
            lines.append(_line(len(lines), piece, gap))
            gap = 0
    return [replace(line, index=index) for index, line in enumerate(_lay_down(lines))]


def _line(index: int, printed: str, gap: int) -> Line:
    stripped = printed.strip()
    closed = close_letter_spacing(stripped)
    text = closed if closed is not None else stripped.replace("\u00a0", " ")
    return Line(
        index=index,
        text=text,
        width=columns(text),
        gap=gap,
        indent=columns(printed[: len(printed) - len(printed.lstrip())]),
        spaced=closed is not None,
        printed_width=columns(stripped),
    )


def _unglue(printed: str) -> Iterator[str]:
    """Parts of one line that stood apart: a head with the next story's first line or a deck behind it."""
    for match in re.finditer(r"(?<=\S)[ \u3000\u00a0]+(?=\S)", printed):
        left, right = printed[: match.start()], printed[match.end() :]
        if len(left.strip()) < 2:
            continue
        ends_jump = find_jump(left) is not None
        starts_story = opens_with_dateline(right) and bool(re.match(r".{0,40}?[日（(]", right))
        starts_tail = right[0] in "（(【[" and find_continuation(right) is not None
        starts_deck = (
            right.startswith("——") and len(right) >= LEAST_DECK and not re.search("[，。；]", printed)
        )
        if ends_jump or starts_story or starts_tail or starts_deck or _is_marked_byline(right):
            yield left
            yield from _unglue(right)
            return
    yield printed


def _is_marked_byline(text: str) -> bool:
    return text[0] in MARKS and text[0] not in "口•·" and has_title(text) and bool(parse_byline(text))


def _lay_down(lines: list[Line]) -> Iterator[Line]:
    """Runs of one-character lines (a vertical headline) become one line."""
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and len(lines[end].text) == 1:
            end += 1
        run = lines[at:end]
        if len(run) >= _VERTICAL_RUN and any(is_han(line.text) for line in run):
            text = "".join(line.text for line in run)
            yield replace(run[0], text=text, width=columns(text), spaced=True)
            at = end
        else:
            yield lines[at]
            at += 1
