"""What each printed line is on its page: running prose in a measured column, a head, or a marked line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from articles.ingest.text.bullets import openers_of
from articles.ingest.text.clauses import clauses_of, is_chapter
from articles.ingest.text.facts import LONG, Hint
from articles.ingest.text.joining import ends_sentence, tidy
from articles.ingest.text.lines import Line, columns
from articles.ingest.text.marks import (
    Mark,
    ends_with_credit,
    is_author_note,
    is_bare_name_line,
    is_cross_reference,
    is_salutation,
    opens_caption,
)
from articles.ingest.text.measures import place
from articles.ingest.text.roles import Placed, Role
from articles.wording import furniture
from articles.wording.bylines import parse_byline
from articles.wording.datelines import split_closing
from articles.wording.jumps import find_continuation, find_jump

DASHES = ("——", "—", "－－", "--")
"""How a deck begins."""
NOTICE_WIDTH = 22
"""Columns from which a line that a notice's head opens is its text."""
LEAST_VERSES, VERSE_WIDTH = 6, 24
"""A poem has at least so many lines, none of more columns."""
CAPTION_LINES = 4
"""Lines that a caption takes at most, its credit's line among them, where nothing else shows it."""
REST_OF_CREDIT = 6
"""Characters of a line that may be the rest of a credit."""
APART = 6
"""Columns by which a sentence set apart is wider than the column before it."""

TAIL_NAMES = re.compile(r"\s*[■□◇◎○口]?\s*[（(](?P<names>[^（）()。，]{2,30})[）)]$")
"""Writers in brackets at the end of a story."""


class Kind(Enum):
    """The kinds of line from which stories are built."""

    PROSE = "prose"
    HEAD = "head"
    BYLINE = "byline"
    JUMP = "jump"
    CONTINUATION = "continuation"
    CREDIT = "credit"


@dataclass(slots=True)
class Item:
    """A line with its kind; ``opens`` where its wording starts a story, ``measure`` of its column (0: none).

    ``paragraph`` says that a new paragraph starts here, ``ends_with_credit`` that a photo credit ends it;
    ``opener`` is the mark that opens an item of a list, ``brief`` the number of the brief that it is part of.
    """

    line: Line
    kind: Kind
    opens: bool = False
    paragraph: bool = True
    width: int = 0
    measure: int = 0
    ends_with_credit: bool = False
    opener: str = ""
    brief: int = 0


_MARKED = {
    Mark.JUMP: Kind.JUMP,
    Mark.CONTINUATION: Kind.CONTINUATION,
    Mark.BYLINE: Kind.BYLINE,
    Mark.CREDIT: Kind.CREDIT,
}


def flow(lines: list[Line], marks: list[Mark]) -> list[Item]:
    """The items of the lines that are neither set apart nor a photo's, in print order."""
    texts = [tidy(line.text) for line in lines]
    openers = openers_of(lines, marks)
    clauses = clauses_of(lines)
    hints = [_hint(lines, marks, at, openers[at], at in clauses) for at in range(len(lines))]
    items = []
    for at, (line, mark, placed) in enumerate(zip(lines, marks, place(lines, texts, hints), strict=True)):
        item = Item(line, _kind(mark, placed), width=columns(texts[at]), measure=placed.measure)
        item.ends_with_credit = _ends_in_credit(lines, marks, at)
        item.paragraph = placed.role is not Role.NEXT
        item.opener = openers[at]
        item.opens = (
            item.kind is Kind.CONTINUATION or hints[at].starts or (hints[at].after_cut and _glued(line))
        )
        items.append(item)
    _find_verse(items)
    for at in range(1, len(items)):
        if items[at].kind is Kind.PROSE and not hints[at].alone and _stands_apart(items, at):
            items[at].opens = True
    return items


def _find_verse(items: list[Item]) -> None:
    """A poem's lines below its writer's name: many short lines without a stop, each its own paragraph."""
    for at, item in enumerate(items):
        named = item.kind is Kind.BYLINE or (item.kind is Kind.HEAD and is_bare_name_line(item.line))
        if not named:
            continue
        end = at + 1
        while end < len(items) and _is_verse(items[end]):
            end += 1
        titled = at > 0 and items[at - 1].kind is Kind.HEAD
        if not titled:
            end -= 1  # the title stands behind the poem
        if end - at > LEAST_VERSES:
            for verse in items[at + 1 : end]:
                verse.kind, verse.paragraph = Kind.PROSE, True


def _is_verse(item: Item) -> bool:
    text = item.line.text
    return (
        item.kind is Kind.HEAD
        and item.width <= VERSE_WIDTH
        and not item.line.spaced
        and not text.startswith(DASHES)
        and not is_bare_name_line(item.line)
        and not text.startswith(("【", "["))
    )


def _kind(mark: Mark, placed: Placed) -> Kind:
    if placed.role is Role.MARK:
        return _MARKED[mark]
    return Kind.HEAD if placed.role is Role.HEAD else Kind.PROSE


def _glued(line: Line) -> bool:
    return find_continuation(line.text) is not None


def _hint(lines: list[Line], marks: list[Mark], at: int, opener: str, clause: bool) -> Hint:
    line, mark = lines[at], marks[at]
    if mark in _MARKED:
        return Hint(mark=True)
    tail = _is_tail_dateline(line.text)
    below = range(at, min(len(lines), at + CAPTION_LINES))
    credited = any(_ends_in_credit(lines, marks, near) for near in below)
    return Hint(
        starts=(mark is Mark.DATELINE and not tail) or _glued(line) or _is_notice(line),
        ends=_ends_without_stop(lines, at) and not _signs_opening(lines, marks, at),
        caption=not opener and (opens_caption(line.text) or credited),
        pictured=not opener and credited,
        item=bool(opener) or clause,
        clause=clause,
        alone=is_cross_reference(line.text)
        or is_author_note(line.text)
        or is_salutation(line.text)
        or tail
        or (clause and is_chapter(line.text)),
        after_cut=_glued(line) or (at > 0 and marks[at - 1] is Mark.CONTINUATION),
        name=is_bare_name_line(line),
        credit=_credit_ends(lines, at),
        cut=at + 1 < len(lines) and marks[at + 1] in (Mark.JUMP, Mark.CREDIT),
    )


def _is_notice(line: Line) -> bool:
    """A notice with its text behind its head, as 遗失声明 　某某公司 …"""
    return furniture.is_notice_head(line.text) and line.width >= NOTICE_WIDTH


def _ends_without_stop(lines: list[Line], at: int) -> bool:
    text = lines[at].text
    return not ends_sentence(text) and (ends_text(text) or _credit_ends(lines, at))


def _signs_opening(lines: list[Line], marks: list[Mark], at: int) -> bool:
    """Whether a line names in brackets who sent the story that the dateline above opens."""
    opened = at > 0 and marks[at - 1] is Mark.DATELINE and not ends_sentence(lines[at - 1].text)
    return opened and lines[at].text.startswith(("（", "("))


def _ends_in_credit(lines: list[Line], marks: list[Mark], at: int) -> bool:
    return marks[at] is Mark.CREDIT or _credit_ends(lines, at)


def _credit_ends(lines: list[Line], at: int) -> bool:
    """Whether a photo credit ends on a line; a short line may be the rest of one that began above."""
    text = lines[at].text
    if at and len(text) <= REST_OF_CREDIT and not lines[at].gap:
        text = f"{lines[at - 1].text}{text}"
    return ends_with_credit(text)


def _is_tail_dateline(text: str) -> bool:
    """A dateline in brackets that is all its line prints closes a story."""
    return text.startswith(("（", "(")) and split_closing(text)[1] is not None


def ends_text(text: str) -> bool:
    """Whether nothing of the sentence is left for the next line: a full stop, or what closes a story."""
    if ends_sentence(text) or find_jump(text) is not None or is_cross_reference(text) or is_author_note(text):
        return True
    if split_closing(text)[1] is not None:
        return True
    names = TAIL_NAMES.search(text)
    if not names or not (ends_sentence(text[: names.start()]) or not text[: names.start()]):
        return False  # （街坊） behind a headline is a column, no writer
    return bool(parse_byline(names["names"], role="reporter"))


def _stands_apart(items: list[Item], at: int) -> bool:
    """A whole sentence wider than the column before it is no part of that column: a caption."""
    item, before = items[at], items[at - 1]
    if before.kind is not Kind.PROSE or not ends_text(before.line.text) or not ends_text(item.line.text):
        return False
    return 0 < before.measure < LONG and item.measure == 0 and item.width > before.measure + APART
