"""In which measure each line is set, and where paragraphs and heads are: the cheapest reading of the page.

A column of text has a measure (a width in display columns). Its lines fill it, but for the first of a
paragraph, which lost its indent, and the last, which may end anywhere once the sentence has come to its end.
A head fills nothing and ends no sentence. None of this decides a line by itself; the dynamic programme below
weighs all of it for all lines at once. Costs are in one arbitrary unit: about one for what print does now and
then, seven for what it never does but where the reader errs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from articles.ingest.text.joining import ends_sentence, ends_softly, is_latin
from articles.ingest.text.lines import Line, columns

LEAST_MEASURE, WIDEST_MEASURE = 10, 160
"""Columns that a column of text or a caption may be wide."""
LONG = 72
"""A line as wide as this may be a paragraph that was never wrapped."""
REACH = 9
"""Lines on either side among whose widths a line's measure is looked for."""
ALIKE = 2
"""Columns by which widths of full lines differ: digits and hanging marks."""
MOST_OVER = 6
"""Columns by which a line may exceed its measure at most."""
INDENT = 4
"""Columns of a paragraph's indent: two Chinese characters."""

_MID_SENTENCE = 7.0
_SOFT_END = 2.5
_BRACKET_END = 4.5
_ROOM, _ROOM_BESIDE_DIGITS = 1.2, 0.6  # what it costs that a line which goes on had room for the next word,
_NOT_FULL = 0.8  # each column of room more,
_NEVER_FULL = 6.0  # at most
_LOOSE = 0.1  # and each column where it had none, so that the narrowest measure that fits is taken
_OVER = 0.8  # each column over the measure
_NEW_COLUMN = (4.5, 3.0, 2.0, 1.0)
"""What starting a column costs with none, one, two or more other lines of its width near."""
_OTHER_MEASURE = 4.0
"""What it costs that a sentence goes on in another measure: text around a picture, the next column."""
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
_HEAD = 1.0
_HEAD_IN_TEXT = 2.0
"""A head that no blank line parts from the text beside it, on a page with blank lines."""
_HEAD_FULL_STOP = 6.0
_HEAD_ENDS = 0.5
_HEAD_COMMA = 0.6
_HEAD_POINTS = 4.0
_HEAD_OPEN = 1.0
_CLAUSE_SPACE = 1.0
"""What a space between two clauses, with no stop in either, counts for a head and against text."""
_HEAD_CLOSING_FIRST = 8.0
_HEAD_WIDE = ((44, 1.0), (56, 2.0), (LONG, 5.0))
_SPACED_HEAD = -2.5
_DASHED_HEAD = -3.0
_SPACED_PROSE = 1.0
ONE_LETTER = 2
"""Columns of a Chinese character: more than that is a word that no line end may part, or a mark behind it."""
_ALONE = ((30, 4.0), (60, 3.0), (LONG, 2.0))
_ALONE_LONG = 0.6
_NEVER = 1e6

_NEVER_FIRST = "，。、；：！？”’）》」』】…％%,.;:!?)"
_CLOSING = "”’）》」』】)"
_NEVER_LAST = "“‘（《「『【"
_WORD = re.compile(r"[A-Za-z0-9À-ÿ.%+\-—…/]+")
_DASH_START = ("——", "—", "－－", "--")
_INNER_STOP = re.compile(r"[。！？][^”’」』）】》！？…]")
_NARROW = re.compile(r"[A-Za-z0-9]")
_IN_PICTURE = re.compile(r"[（(][左右前后中]+[一二三四五排]?[）)]")
"""Who is who in a picture: captions say it, heads do not."""
_CLAUSES = re.compile(r"[\u4e00-\u9fff”》][ \u3000]+[\u4e00-\u9fff“《][^，。；：]*$")
"""Clauses that a space parts, as heads print them."""
_SPEAKER = re.compile(r"^(?:记者|问|答|主持人|[\u4e00-\u9fff]{2,4})[：:][^：:]{4,}")
"""Who speaks in an interview, at the start of a paragraph;"""
SPEAKS = 18
"""such a line that is unfinished fills its column, so many columns at least: 工业：挑起大梁 is a subhead."""
_UNCLOSED = re.compile(r"“[^”]*$|《[^》]*$|（[^）]*$")


class Role(Enum):
    """What a line is in its column."""

    FIRST = "first"
    NEXT = "next"
    ALONE = "alone"
    HEAD = "head"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Hint:
    """What wording says of a line before its measure is known.

    ``mark`` lines are no text (byline, jump); ``starts`` is a line that must begin a paragraph, ``ends`` one
    that ends its text by its wording (a tail's dateline, a photo credit), ``alone`` one that is a paragraph
    by itself, ``after_cut`` one that may go on in the middle of a sentence, ``cut`` one before a jump line,
    ``caption`` one that may start a photo's caption, ``name`` one that is a name and nothing else,
    ``credit`` one that a photo credit ends.
    """

    mark: bool = False
    starts: bool = False
    ends: bool = False
    alone: bool = False
    after_cut: bool = False
    cut: bool = False
    caption: bool = False
    name: bool = False
    credit: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A line's role, and its measure where it is text in a column (0 elsewhere)."""

    role: Role
    measure: int = 0


State = tuple[Role, int]
Costs = dict[State, float]
_TEXT = (Role.FIRST, Role.NEXT, Role.ALONE)
_HEAD_STATE, _ALONE_STATE, _MARK_STATE = (Role.HEAD, 0), (Role.ALONE, 0), (Role.MARK, 0)


def place(lines: Sequence[Line], texts: Sequence[str], hints: Sequence[Hint]) -> list[Placed]:
    """The role of each line. ``texts`` are the lines with their justifying spaces taken out."""
    return _Page(lines, texts, hints).read()


class _Page:
    def __init__(self, lines: Sequence[Line], texts: Sequence[str], hints: Sequence[Hint]) -> None:
        self.lines, self.texts, self.hints = lines, texts, hints
        self.widths = [columns(text) for text in texts]
        # Spaces around digits may be as printed or put there by the tool: a line is as wide as either says.
        self.printed = [max(line.width, width) for line, width in zip(lines, self.widths, strict=True)]
        self.starts_with = [_first_word(text) for text in texts]
        self.near = [
            Counter(self.widths[max(0, at - REACH) : at + REACH + 1]) for at in range(len(self.widths))
        ]
        self.gapped = sum(bool(line.gap) for line in lines[1:]) > 0.04 * len(lines)
        self.indented = sum(line.indent >= 2 for line in lines) > 0.04 * len(lines)
        self.unwrapped = sum(width >= LONG for width in self.widths) * 3 > len(lines)
        self.clauses = [self._has_clauses(at) for at in range(len(lines))]
        self.ending = [self._ending(at) for at in range(len(lines))]

    def read(self) -> list[Placed]:
        before: Costs = {_MARK_STATE: 0.0}
        trail: list[dict[State, State]] = []
        for at in range(len(self.lines)):
            now, came = self._step(at, before)
            trail.append(came)
            before = now
        if not trail:
            return []
        last = len(self.lines) - 1
        state = min(before, key=lambda one: before[one] + self._leave(last, one))
        placed = []
        for came in reversed(trail):
            placed.append(Placed(*state))
            state = came[state]
        return placed[::-1]

    def _step(self, at: int, before: Costs) -> tuple[Costs, dict[State, State]]:
        """The cheapest way to each role of line ``at``, and from which role of the line above it comes."""
        hint = self.hints[at]
        left = {state: cost + (self._leave(at - 1, state) if at else 0.0) for state, cost in before.items()}
        if hint.mark:
            origin = min(left, key=left.__getitem__)
            return {_MARK_STATE: left[origin]}, {_MARK_STATE: origin}
        to_text, to_head = left, left
        if self.gapped and not self.lines[at].gap and not hint.name and not (at and self.hints[at - 1].name):
            to_text = {one: cost + _HEAD_IN_TEXT * (one[0] is Role.HEAD) for one, cost in left.items()}
            to_head = {one: cost + _HEAD_IN_TEXT * (one[0] in _TEXT) for one, cost in left.items()}
        now: Costs = {}
        came: dict[State, State] = {}
        if not hint.starts and not hint.alone:
            origin = min(to_head, key=to_head.__getitem__)
            now[_HEAD_STATE], came[_HEAD_STATE] = to_head[origin] + self._head(at), origin
        origin = min(to_text, key=to_text.__getitem__)
        now[_ALONE_STATE], came[_ALONE_STATE] = to_text[origin] + self._alone(at), origin
        if hint.alone:
            return now, came
        going = [] if not at or hint.starts else self._going(at, before)
        torn = self._torn(at) if going else 0.0
        for measure in sorted(self._measures(at)):
            fits = self._over(at, measure)
            if fits >= _NEVER:
                continue
            first = (Role.FIRST, measure)
            cost, came[first] = self._begin(at, measure, to_text, origin)
            now[first] = cost + fits
            if (on := self._go_on(at, measure, going)) is not None:
                following = (Role.NEXT, measure)
                now[following], came[following] = on[0] + torn + fits, on[1]
        return now, came

    def _begin(self, at: int, measure: int, left: Costs, origin: State) -> tuple[float, State]:
        """A paragraph that starts here: in a column of its own, or in the same as the line above."""
        best = left[origin] + self._new_column(at, measure) + self._start(at, measure, fresh=True)
        source = origin
        if at and self.hints[at - 1].credit:
            return best, source  # the next column is none of the caption's
        again = self._start(at, measure, fresh=False)
        for state in ((Role.FIRST, measure), (Role.NEXT, measure)):
            if state in left and left[state] + again < best:
                best, source = left[state] + again, state
        return best, source

    def _going(self, at: int, before: Costs) -> list[tuple[float, State]]:
        """The text roles of the line above, cheapest first, with what it costs each to go on."""
        found = [
            (cost + self._short(at - 1, state[1], state[0]), state)
            for state, cost in before.items()
            if state[0] in (Role.FIRST, Role.NEXT)
        ]
        return sorted(found, key=lambda one: one[0])

    def _go_on(self, at: int, measure: int, going: list[tuple[float, State]]) -> tuple[float, State] | None:
        """The paragraph of the line above goes on, in its measure or, inside a sentence, in another."""
        sentence = self.ending[at - 1] == 0.0
        best: tuple[float, State] | None = None
        for cost, state in going:
            if best is not None and cost >= best[0]:
                break
            if state[1] == measure:
                best = (cost, state)
            elif not sentence and abs(state[1] - measure) > ALIKE:
                other = cost + _OTHER_MEASURE
                best = (other, state) if best is None or other < best[0] else best
        return best

    # What single facts cost

    def _torn(self, at: int) -> float:
        """What speaks against a paragraph that goes on, whatever its measure."""
        cost = _ENDED if self.hints[at - 1].ends else 0.0
        sentence = self.ending[at - 1] == 0.0
        if self.lines[at].gap and self.gapped:
            cost += _TORN_AT_SENTENCE if sentence else _TORN
        elif sentence:
            cost += _SENTENCE_AT_EDGE
        if self.indented and self.lines[at].indent >= 2 and not self.lines[at - 1].indent:
            cost += _INDENTED_NEXT
        return cost

    def _has_clauses(self, at: int) -> bool:
        hint = self.hints[at]
        named = hint.mark or hint.starts or hint.ends or hint.alone
        text = self.lines[at].text
        return not named and not self.lines[at].spaced and bool(_CLAUSES.search(text)) and "（" not in text

    def _ending(self, at: int) -> float:
        """What it costs that the text comes to its end on a line."""
        if self.hints[at].ends or self.hints[at].cut or ends_sentence(self.texts[at]):
            return 0.0
        if self.texts[at][-1] in _CLOSING:
            return _BRACKET_END
        return _SOFT_END if ends_softly(self.texts[at]) else _MID_SENTENCE

    def _leave(self, at: int, state: State) -> float:
        role, _measure = state
        if role not in _TEXT:
            return 0.0
        if role is Role.NEXT:
            return self.ending[at]
        short = self.widths[at] <= _FEW and not self.hints[at].alone
        cry = self.texts[at][-1] in "？！" and not _SPEAKER.match(self.texts[at])
        return self.ending[at] + (_LONE_WORD if short else 0.0) + (_CRY if cry else 0.0)

    def _measures(self, at: int) -> set[int]:
        """The measures that a line may be set in: widths near by, indents added to its own."""
        near = range(max(0, at - REACH), min(len(self.lines), at + REACH + 1))
        found = {width for one in near for width in (self.widths[one], self.printed[one])}
        return {
            one
            for one in found
            if LEAST_MEASURE <= one <= WIDEST_MEASURE and one + MOST_OVER >= self.widths[at]
        }

    def _over(self, at: int, measure: int) -> float:
        over = self.widths[at] - measure
        if self.clauses[at] and over <= ALIKE:
            return _CLAUSE_SPACE
        if over <= ALIKE:
            return 0.0
        return (over - ALIKE) * _OVER if over <= MOST_OVER else _NEVER

    def _short(self, at: int, measure: int, role: Role) -> float:
        """What it costs that a line which goes on leaves room for the next line's first word."""
        if self.lines[at].spaced:
            return _SPACED_PROSE  # letters spread to fill the measure
        width = self.printed[at]
        if role is Role.FIRST and self._is_indented(at, measure) and not self.hints[at].caption:
            width += INDENT
        room = measure - width - self.starts_with[at + 1]
        if room < 0:
            return max(0, measure - width) * _LOOSE
        # Latin letters and digits are of any width: by a column or two they do not count.
        base = _ROOM_BESIDE_DIGITS if _NARROW.search(self.texts[at]) else _ROOM
        return min(_NEVER_FULL, base + room * _NOT_FULL)

    def _start(self, at: int, measure: int, fresh: bool) -> float:
        """What speaks against a paragraph's first line; ``fresh`` where its column starts with it."""
        line, hint = self.lines[at], self.hints[at]
        cost = 0.0
        if self.texts[at][:1] in _NEVER_FIRST and not hint.after_cut:
            cost += _HEAD_CLOSING_FIRST
        if hint.after_cut or hint.starts or (hint.caption and fresh):
            return cost
        if self.indented and line.indent >= 2:
            return cost
        if hint.caption or not self._is_indented(at, measure):
            cost += _NO_INDENT  # a caption is one paragraph, set without an indent
        if self.gapped and not line.gap:
            cost += _NO_GAP
        return cost

    def _is_indented(self, at: int, measure: int) -> bool:
        """Whether a first line leaves the room of an indent that was lost; a mark may hang over its edge."""
        hangs = self.texts[at][-1:] in _NEVER_FIRST
        return self.widths[at] <= measure - INDENT + 1 + hangs

    def _new_column(self, at: int, measure: int) -> float:
        near = self.near[at]
        alike = sum(near[width] for width in range(measure - ALIKE, measure + ALIKE + 1))
        alike -= abs(self.widths[at] - measure) <= ALIKE
        cost = _NEW_COLUMN[min(alike, len(_NEW_COLUMN) - 1)]
        return min(cost, _CAPTION_COLUMN) if self.hints[at].caption else cost

    def _head(self, at: int) -> float:
        line, text = self.lines[at], self.texts[at]
        cost = _HEAD - (_CLAUSE_SPACE if self.clauses[at] else 0.0)
        if _SPEAKER.match(text) and (ends_sentence(text) or self.widths[at] >= SPEAKS):
            cost += _HEAD_FULL_STOP
        if _IN_PICTURE.search(text):
            cost += _HEAD_POINTS
        if text.startswith(_DASH_START):
            cost += _DASHED_HEAD
        elif line.spaced and not self._is_spread(at):
            cost += _SPACED_HEAD
        if text[0] in _NEVER_FIRST:
            cost += _HEAD_CLOSING_FIRST
        if _INNER_STOP.search(text):
            cost += _HEAD_FULL_STOP
        latin_stop = text.endswith(".") and is_latin(text) and not text.isupper()
        if text.endswith("。") or latin_stop or self.hints[at].ends:
            cost += _HEAD_FULL_STOP
        elif ends_sentence(text):
            cost += _HEAD_ENDS
        if _UNCLOSED.search(text) or text[-1] in "，、；":
            cost += _HEAD_OPEN
        cost += _HEAD_COMMA * max(0, len(re.findall("[，、；]", text)) - 1)
        cost += next((extra for wide, extra in reversed(_HEAD_WIDE) if self.widths[at] >= wide), 0.0)
        return cost

    def _is_spread(self, at: int) -> bool:
        """Whether a line's letters stand apart to fill its measure: the next line's word had no room."""
        if at + 1 == len(self.lines) or self.starts_with[at + 1] <= ONE_LETTER:
            return False
        width, wanted = self.widths[at], self.starts_with[at + 1]
        return any(self.near[at][one] >= 2 for one in range(width, width + wanted + INDENT))

    def _alone(self, at: int) -> float:
        """A sentence that is a paragraph by itself, in no column: a caption, text that was never wrapped."""
        if self.hints[at].alone:
            return 0.0
        width = self.widths[at]
        if self.unwrapped or width >= LONG:
            return _ALONE_LONG
        return next(cost for wide, cost in _ALONE if width < wide)


def _first_word(text: str) -> int:
    """Columns of what cannot be parted at the start of a line: a word, a bracket with what it opens."""
    end = 0
    while end < len(text) and text[end] in _NEVER_LAST:
        end += 1
    word = _WORD.match(text, end)
    end = word.end() if word else min(len(text), end + 1)
    while end < len(text) and text[end] in _NEVER_FIRST:
        end += 1
    return columns(text[:end])
