"""What each printed line is on its page: running prose in a measured column, a head, or a marked line."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import Enum

from articles.ingest.text.joining import ends_sentence, is_latin, tidy
from articles.ingest.text.lines import Line, columns
from articles.ingest.text.marks import Mark, is_cross_reference
from articles.wording.bylines import parse_byline
from articles.wording.datelines import split_closing
from articles.wording.jumps import find_continuation, find_jump

WINDOW = 7
"""Lines looked at on either side to find the measure of a column."""
LEAST_ALIKE = 3
SLACK = 3
"""Columns by which a full line may fall short of its measure: a mark pushed to the next line, digits."""
INDENT = 4
"""Columns by which a paragraph's first line is shorter where its indent was lost (two characters)."""
LONG = 72
"""A line this wide is a paragraph that was never wrapped."""

MOST_SENTENCE_LINES = 14
ENOUGH_FULL_LINES = 3
DASHES = ("——", "—", "－－", "--")
"""How a deck begins."""

_FULL_STOP_INSIDE = re.compile(r"。[^”’」』）】]")
_UNCLOSED = re.compile(r"“[^”]*$|《[^》]*$|（[^）]*$")
TAIL_NAMES = re.compile(r"\s*[■□◇◎○口]?\s*[（(](?P<names>[^（）()。，]{2,30})[）)]$")
"""Writers in brackets at the end of a story."""

_INSIDE = re.compile(r"[，、；：。！？,;]")


class Kind(Enum):
    """The kinds of line from which stories are built."""

    PROSE = "prose"
    HEAD = "head"
    BYLINE = "byline"
    JUMP = "jump"
    CONTINUATION = "continuation"


@dataclass(slots=True)
class Item:
    """A line with its kind; ``opens`` where its wording starts a story, ``full`` where it fills its measure.

    ``paragraph`` says that a new paragraph starts here.
    """

    line: Line
    kind: Kind
    opens: bool = False
    full: bool = False
    paragraph: bool = True
    width: int = 0


def flow(lines: list[Line], marks: list[Mark]) -> list[Item]:
    """The items of the lines that are neither set apart nor a photo's, in print order."""
    widths = [columns(tidy(line.text)) for line in lines]
    items = []
    for at, (line, mark) in enumerate(zip(lines, marks, strict=True)):
        item = Item(line, _kind(line, mark), width=widths[at])
        item.opens = item.kind is Kind.CONTINUATION or (
            mark is Mark.DATELINE and not _is_tail_dateline(line.text)
        )
        if item.kind is Kind.HEAD and find_continuation(line.text):
            item.kind, item.opens = Kind.PROSE, True
        least = SLACK + 4 if _INSIDE.search(line.text) else SLACK + 3
        item.full = any(measure - least <= widths[at] <= measure + 5 for measure in _measures(widths, at, 2))
        items.append(item)
    _find_prose(items, widths)
    _find_paragraphs(items, widths)
    return items


def _is_tail_dateline(text: str) -> bool:
    """A dateline in brackets that is all its line prints closes a story."""
    return text.startswith(("（", "(")) and split_closing(text)[1] is not None


def ends_text(text: str) -> bool:
    """Whether nothing of the sentence is left for the next line: a full stop, or what closes a story."""
    if ends_sentence(text) or find_jump(text) is not None or is_cross_reference(text):
        return True
    if split_closing(text)[1] is not None:
        return True
    names = TAIL_NAMES.search(text)
    if not names or not (ends_sentence(text[: names.start()]) or not text[: names.start()]):
        return False  # （街坊） behind a headline is a column, no writer
    return bool(parse_byline(names["names"], role="reporter"))


def _kind(line: Line, mark: Mark) -> Kind:
    match mark:
        case Mark.JUMP:
            return Kind.JUMP
        case Mark.CONTINUATION:
            return Kind.CONTINUATION
        case Mark.BYLINE:
            return Kind.BYLINE
        case Mark.DATELINE:
            return Kind.PROSE
    return Kind.PROSE if is_cross_reference(line.text) or _is_tail_dateline(line.text) else Kind.HEAD


def _measures(widths: list[int], at: int, spread: int = 1) -> set[int]:
    """The measures of the columns that a line may stand in: those of the lines before, after and around."""
    found = set()
    for start, end in (
        (at - WINDOW, at + 1),
        (at, at + WINDOW + 1),
        (at - WINDOW, at + WINDOW + 1),
        (at - 2, at + 3),
    ):
        if measure := _mode(widths[max(0, start) : end], spread):
            found.add(measure)
    return found


def _mode(widths: list[int], spread: int) -> int:
    """The width that most of the lines have, 0 where fewer than three agree."""
    counts = Counter(width for width in widths if 12 <= width < LONG)
    best = max(
        ((sum(counts[other] for other in range(w - spread, w + spread + 1)), w) for w in counts),
        default=(0, 0),
    )
    return best[1] if best[0] >= LEAST_ALIKE else 0


def _find_prose(items: list[Item], widths: list[int]) -> None:
    """Turn heads into prose where column, punctuation or what stands before says that they are text."""
    widest = 0
    for at, item in enumerate(items):
        before = items[at - 1] if at else None
        if before is None or before.kind is not Kind.PROSE or item.opens:
            widest = 0
        if item.kind is Kind.HEAD and not (item.line.spaced and not item.full):
            item.kind = _judge(items, at, widest)
            if item.kind is Kind.PROSE and before is not None and _stands_apart(items, widths, at):
                item.opens = True
        if item.kind is Kind.PROSE:
            widest = max(widest, item.width)


def _judge(items: list[Item], at: int, widest: int) -> Kind:
    item, before = items[at], items[at - 1] if at else None
    text = item.line.text
    in_text = before is not None and before.kind is Kind.PROSE
    if in_text and before is not None and not ends_text(before.line.text):
        # A sentence that fills its line goes on, whatever the next line looks like.
        if before.full or before.opens or before.width >= widest - SLACK * 2:
            return Kind.PROSE
    if (item.width >= LONG and _INSIDE.search(text)) or (item.width >= 16 and _FULL_STOP_INSIDE.search(text)):
        return Kind.PROSE
    if item.full and not text.startswith(DASHES) and _comes_to_an_end(items, at):
        return Kind.PROSE
    if _UNCLOSED.search(text) and _comes_to_an_end(items, at, least=1):
        return Kind.PROSE
    if ends_text(text) and (item.width >= 16 or in_text):
        return Kind.PROSE
    return Kind.HEAD


def _comes_to_an_end(items: list[Item], at: int, least: int = 0) -> bool:
    """Whether the lines from here on fill their column until a sentence ends, as a paragraph's do."""
    for count, item in enumerate(items[at + least : at + MOST_SENTENCE_LINES]):
        if item.kind is Kind.JUMP:
            return True
        if item.kind not in (Kind.HEAD, Kind.PROSE) or item.opens or item.line.text.startswith(DASHES):
            return False
        if ends_text(item.line.text):
            return True
        if not item.full:
            return count >= ENOUGH_FULL_LINES
    return True


def _stands_apart(items: list[Item], widths: list[int], at: int) -> bool:
    """A whole sentence wider than the column before it is no part of that column: a caption."""
    item, before = items[at], items[at - 1]
    if before.kind is not Kind.PROSE or not ends_text(before.line.text) or not ends_text(item.line.text):
        return False
    measure = max(_measures(widths, at - 1), default=0)
    return not item.full and 0 < measure < LONG and item.width > measure + SLACK * 2


def _is_reference(item: Item) -> bool:
    return is_cross_reference(item.line.text)


def _find_paragraphs(items: list[Item], widths: list[int]) -> None:
    for at in range(1, len(items)):
        item, before = items[at], items[at - 1]
        if item.kind is Kind.PROSE and before.kind is Kind.PROSE and not item.opens:
            item.paragraph = _starts_paragraph(items, widths, at)


def _starts_paragraph(items: list[Item], widths: list[int], at: int) -> bool:
    item, before = items[at], items[at - 1]
    if is_cross_reference(item.line.text) or _is_reference(before):
        return True
    if not ends_text(before.line.text):
        # A paragraph may end with a colon or a bracket, but then its last line is short.
        return before.width >= LONG and item.width >= LONG and bool(item.line.gap)
    measure = max(
        _measures(widths, at) | _measures(widths, at - 1), default=0, key=lambda m: -abs(m - before.width)
    )
    if not measure and not item.line.gap:
        # Too few lines for a measure: the widest of those around stands for it.
        measure = max((w for w in widths[max(0, at - 4) : at + 4] if w < LONG), default=0)
    if not measure or before.width >= LONG or is_latin(item.line.text):
        return True
    if before.width < measure - SLACK - 1:
        return True
    if item.line.indent >= 2 and item.line.indent > before.line.indent:
        return True
    own = max(_measures(widths, at), default=measure, key=lambda m: -abs(m - item.width - INDENT / 2))
    if item.line.gap and item.width <= own - SLACK:
        return True
    return own - INDENT - 1 <= item.width <= own - INDENT + 1 and _goes_on(items, at)


def _goes_on(items: list[Item], at: int) -> bool:
    """Whether a line that looks like a paragraph's first is followed by more of it."""
    return not ends_sentence(items[at].line.text) or at + 1 == len(items) or bool(items[at].line.gap)
