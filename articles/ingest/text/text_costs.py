"""What single facts cost where a line is read as text in a column.

Costs are in one arbitrary unit: about one for what print does now and then, seven for what it never does but
where the reader errs.
"""

from __future__ import annotations

import re

from articles.ingest.text.facts import LONG, MOST_OVER, NEVER_FIRST, Facts
from articles.ingest.text.roles import TEXT, Role, State

ALIKE = 2
"""Columns by which widths of full lines differ: digits and hanging marks."""
INDENT = 4
"""Columns of a paragraph's indent: two Chinese characters."""
_ROOM, _ROOM_BESIDE_DIGITS = 1.2, 0.6  # what it costs that a line which goes on had room for the next word,
_NOT_FULL = 0.8  # each column of room more,
_NEVER_FULL = 6.0  # at most
_LOOSE = 0.1  # and each column where it had none, so that the narrowest measure that fits is taken
_OVER = 0.8  # each column over the measure
_NEW_COLUMN = (4.5, 3.0, 2.0, 1.0)
"""What starting a column costs with none, one, two or more other lines of its width near."""
_CAPTION_COLUMN = 1.5
"""The same for a caption, which has a column of its own and no indent."""
_NO_INDENT = 1.2
_INDENTED_NEXT = 3.0
_SENTENCE_AT_EDGE = 0.4
"""What it costs that a sentence and a line end together and the paragraph goes on."""
_ENDED = 4.0
"""What it costs that a paragraph goes on where wording says that the text has ended: a credit, a tail."""
_TORN = 1.2
"""A blank line inside a paragraph, on pages that part paragraphs by blank lines;"""
_TORN_AT_SENTENCE = 2.6
"""where a sentence ends above it as well."""
_NO_GAP = 0.7
"""A paragraph without a blank line above on such a page."""
_LONE_WORD, _FEW = 3.0, 8
"""A paragraph of a line of so few columns is rather the end of one."""
_CRY = 2.2
"""A paragraph of one line that ends in ？ or ！ is rather a kicker or a subhead."""
CLAUSE_SPACE = 1.0
"""What a space between two clauses, with no stop in either, counts for a head and against text."""
CLOSING_FIRST = 8.0
_SPACED_PROSE = 1.0
_ALONE = ((30, 4.0), (60, 3.0), (LONG, 2.0))
_ALONE_LONG = 0.6
NEVER = 1e6
_NARROW = re.compile(r"[A-Za-z0-9]")
SPEAKER = re.compile(r"^(?:记者|问|答|主持人|[\u4e00-\u9fff]{2,4})[：:][^：:]{4,}")
"""Who speaks in an interview, at the start of a paragraph;"""


def torn(page: Facts, at: int) -> float:
    """What speaks against a paragraph that goes on, whatever its measure."""
    cost = _ENDED if page.hints[at - 1].ends else 0.0
    sentence = page.ending[at - 1] == 0.0
    if page.lines[at].gap and page.gapped:
        cost += _TORN_AT_SENTENCE if sentence else _TORN
    elif sentence:
        cost += _SENTENCE_AT_EDGE
    if page.indented and page.lines[at].indent >= 2 and not page.lines[at - 1].indent:
        cost += _INDENTED_NEXT
    return cost


def leave(page: Facts, at: int, state: State) -> float:
    """What it costs that the text of a role ends on a line."""
    role, _measure = state
    if role not in TEXT:
        return 0.0
    if role is Role.NEXT:
        return page.ending[at]
    short = page.widths[at] <= _FEW and not page.hints[at].alone
    cry = page.texts[at][-1] in "？！" and not SPEAKER.match(page.texts[at])
    return page.ending[at] + (_LONE_WORD if short else 0.0) + (_CRY if cry else 0.0)


def over(page: Facts, at: int, measure: int) -> float:
    """What it costs that a line is wider than its measure; NEVER where it cannot be."""
    more = page.widths[at] - measure
    if page.clauses[at] and more <= ALIKE:
        return CLAUSE_SPACE
    if more <= ALIKE:
        return 0.0
    return (more - ALIKE) * _OVER if more <= MOST_OVER else NEVER


def short(page: Facts, at: int, measure: int, role: Role) -> float:
    """What it costs that a line which goes on leaves room for the next line's first word."""
    if page.lines[at].spaced:
        return _SPACED_PROSE  # letters spread to fill the measure
    width = page.printed[at]
    if role is Role.FIRST and _is_indented(page, at, measure) and not page.hints[at].pictured:
        width += INDENT
    room = measure - width - page.starts_with[at + 1]
    if room < 0:
        return max(0, measure - width) * _LOOSE
    # Latin letters and digits are of any width: by a column or two they do not count.
    base = _ROOM_BESIDE_DIGITS if _NARROW.search(page.texts[at]) else _ROOM
    return min(_NEVER_FULL, base + room * _NOT_FULL)


def start(page: Facts, at: int, measure: int, fresh: bool) -> float:
    """What speaks against a paragraph's first line; ``fresh`` where its column starts with it."""
    line, hint = page.lines[at], page.hints[at]
    cost = 0.0
    if page.texts[at][:1] in NEVER_FIRST and not hint.after_cut:
        cost += CLOSING_FIRST
    if hint.after_cut or hint.starts or hint.item or (hint.caption and fresh):
        return cost
    if page.indented and line.indent >= 2:
        return cost
    if hint.pictured or not _is_indented(page, at, measure):
        cost += _NO_INDENT  # a caption is one paragraph, set without an indent
    if page.gapped and not line.gap:
        cost += _NO_GAP
    return cost


def _is_indented(page: Facts, at: int, measure: int) -> bool:
    """Whether a first line leaves the room of an indent that was lost; a mark may hang over its edge."""
    hangs = page.texts[at][-1:] in NEVER_FIRST
    return page.widths[at] <= measure - INDENT + 1 + hangs


def new_column(page: Facts, at: int, measure: int) -> float:
    """What it costs to start a column of a measure, by how many lines near by have its width."""
    near = page.near[at]
    alike = sum(near[width] for width in range(measure - ALIKE, measure + ALIKE + 1))
    alike -= abs(page.widths[at] - measure) <= ALIKE
    cost = _NEW_COLUMN[min(alike, len(_NEW_COLUMN) - 1)]
    return min(cost, _CAPTION_COLUMN) if page.hints[at].caption else cost


def alone(page: Facts, at: int) -> float:
    """A sentence that is a paragraph by itself, in no column: a caption, text that was never wrapped."""
    if page.hints[at].alone:
        return 0.0
    width = page.widths[at]
    if page.unwrapped or width >= LONG:
        return _ALONE_LONG
    return next(cost for wide, cost in _ALONE if width < wide)
