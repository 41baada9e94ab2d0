"""Lines → pieces of text columns (`Fragment`): what stands in one column without anything between."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from articles.geometry import Box, hull
from articles.ingest.pdf.lines import Line
from articles.ingest.pdf.measure import Measure
from articles.ingest.pdf.surface import overlap, shared
from articles.ingest.text.flow import ends_text
from articles.ingest.text.joining import ends_sentence
from articles.wording.bylines import has_title, parse_byline
from articles.wording.datelines import opens_with_dateline, split_closing
from articles.wording.jumps import find_continuation, find_jump

ONE_ROW = 0.35
"""Lines that begin at heights that differ by less, in em, stand in one row."""
STEP = 1.6
"""A step wider than this many usual ones ends a fragment,"""
FREE_STEP = 1.25
"""A full line of another style with steps wider than this over and under it is a subhead, too."""
OPENING_STEP = 1.25
"""or this many before a dateline or a byline,"""
SUBHEAD_STEP = 2.9
"""or this many before and after a line of another style: a subhead has white around it."""
STANDS_OUT = 1.6
"""How far, in em, a line may stand out of its column: one mark may hang."""
AGREE = 0.7
"""Edges that differ by less, in em, are one."""
INDENT = (0.8, 3.2)
"""The indent of a paragraph's first line, in em: two characters in Chinese, one em elsewhere."""
SHORT = 1.6
"""A line that ends this many em before its column does is a paragraph's last."""
SIZES_DIFFER = 0.06
MARKED_LENGTH = 16
"""A line that begins with a mark (▲■◆) and is at most this long is a subhead."""
# Names, a dateline or a reference at a story's end; a number in brackets may well begin a subhead.
_IN_BRACKETS = re.compile(r"^[（(](?![一二三四五六七八九十\d]+[）)])|[）)]$")
_MARKED = re.compile(r"^[▲■◆●★▼◎□◇○△▽♦▪]\s*\S")


class Side(Enum):
    """How a fragment begins or ends: with a whole paragraph, inside one, or unknown."""

    WHOLE = "whole"
    INSIDE = "inside"
    UNKNOWN = "unknown"


@dataclass(slots=True, eq=False)
class Fragment:
    """Lines of one column, top to bottom (of vertical text: right to left)."""

    lines: list[Line]
    indents: bool = True
    down: bool = False
    left: float = 0.0
    right: float = 0.0
    measured: bool = False
    """Whether others of its column told where its edges are."""
    _hull: tuple[int, Box] | None = None

    @property
    def box(self) -> Box:
        """The hull of its lines."""
        # Asked for again and again while lines are only added or taken away: their number tells a change.
        if self._hull is None or self._hull[0] != len(self.lines):
            self._hull = len(self.lines), hull(line.box for line in self.lines)
        return self._hull[1]

    @property
    def text(self) -> str:
        """Its lines run together."""
        return "".join(line.text for line in self.lines)

    @property
    def size(self) -> float:
        """The size of most of its lines."""
        return statistics.median(line.size for line in self.lines)


def stack(lines: list[Line], rules: list[Box], walls: list[Box], sizes: Measure) -> list[Fragment]:
    """The fragments of lines that are no heads; `rules` and `walls` (pictures) part them."""
    across = [line for line in lines if not line.down]
    open_: list[Fragment] = []
    for line in _by_rows(across):
        near = [fragment for fragment in open_ if _takes(fragment, line, rules, walls, sizes)]
        if near:
            best = min(
                near,
                key=lambda fragment: (line.y0 - fragment.lines[-1].y0, abs(line.x0 - fragment.lines[0].x0)),
            )
            best.lines.append(line)
        else:
            open_.append(Fragment([line]))
    fragments = _freed_tops([part for fragment in open_ for part in _split_sizes(fragment)], sizes)
    fragments += _upright([line for line in lines if line.down], sizes)
    _measure_edges(fragments, sizes)
    return fragments


def _by_rows(lines: list[Line]) -> list[Line]:
    """Lines from top to bottom, those of one row from left to right: faces differ in how high they reach."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.y0):
        if rows and line.y0 - rows[-1][0].y0 < ONE_ROW * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda line: line.x0)]


def _takes(fragment: Fragment, line: Line, rules: list[Box], walls: list[Box], sizes: Measure) -> bool:
    last = fragment.lines[-1]
    em = max(last.size, line.size)
    step = line.y0 - last.y0
    if step < ONE_ROW * em:
        # Two pieces of one printed line, parted by a wide gap: what closes a story stands at its end.
        closing = line.text.startswith(("（", "(")) or find_jump(line.text) is not None
        return closing and last.x1 <= line.x0 and line.x1 <= fragment.box[2] + STANDS_OUT * em
    box = fragment.box
    # A line alone, or under paragraphs of one line, may be short at its end, or indented, and tells no edge.
    whole = all(ends_text(one.text) or is_byline(one.text) for one in fragment.lines[:-1])
    edged = not whole and sum(abs(one.x0 - box[0]) <= AGREE * em for one in fragment.lines) >= 2
    # Right after a paragraph's last word a line with an indent stands under nothing, and so does the short
    # end of a paragraph under its indent.
    outdent = INDENT[1] * em if not edged and line.x1 > box[0] else 0.0
    one_left = -outdent <= line.x0 - box[0] <= INDENT[1] * em
    if not one_left and overlap(line.box, last.box, 0) < 0.5 and overlap(line.box, fragment.box, 0) < 0.8:
        return False
    alike = abs(line.size - last.size) <= 0.1 * em and line.font == last.font
    usual = max(sizes.gap * em / sizes.em * 0.95, 1.1 * em)
    if step > (STEP if alike else SUBHEAD_STEP) * usual:
        return False
    if step > OPENING_STEP * usual and opens_story(Fragment([line])):
        return False
    ends = sum(abs(one.x1 - box[2]) <= AGREE * em for one in fragment.lines)
    if ends >= 2 and line.x1 > box[2] + STANDS_OUT * em:
        return False
    if line.x0 < box[0] - (STANDS_OUT if edged else INDENT[1]) * em and ends >= 2:
        return False
    if len(fragment.lines) == 1 and line.x0 < box[0] - 4 * em and line.x1 > box[2] + 4 * em and not alike:
        return False
    between = (min(line.x0, last.x0), last.y1 - 0.3 * em, max(line.x1, last.x1), line.y0 + 0.3 * em)
    return not any(
        shared(rule, line.box, 0) > 0.4 * line.width
        and between[1] <= (rule[1] + rule[3]) / 2 <= between[3]
        and not _decorates(rule, fragment, line, sizes)
        for rule in rules
    ) and not any(
        shared(wall, between, 1) > 0.5 * em and shared(wall, line.box, 0) > 2 * em for wall in walls
    )


def _decorates(rule: Box, fragment: Fragment, line: Line, sizes: Measure) -> bool:
    """Whether a rule inside one column dresses a subhead under or over it, and parts no stories."""
    box = fragment.box
    narrow = box[0] - 1.5 * sizes.em <= rule[0] and rule[2] <= box[2] + 1.5 * sizes.em
    return narrow and not opens_story(Fragment([line])) and not continues(Fragment([line]))


def parting_rules(rules: list[Box], fragments: list[Fragment], sizes: Measure) -> list[Box]:
    """The rules that part something: all but those which dress a subhead of a column."""
    return [rule for rule in rules if not any(_dresses(rule, fragment, sizes) for fragment in fragments)]


def _dresses(rule: Box, fragment: Fragment, sizes: Measure) -> bool:
    box = fragment.box
    if rule[0] < box[0] - 1.5 * sizes.em or rule[2] > box[2] + 1.5 * sizes.em:
        return False
    return any(
        -0.5 * sizes.em <= min(abs(line.y0 - rule[3]), abs(rule[1] - line.y1)) <= sizes.pitch
        and is_subhead(fragment, at, sizes)
        for at, line in enumerate(fragment.lines)
    )


def _split_sizes(fragment: Fragment) -> list[Fragment]:
    """A fragment cut where three or more lines in a row are of another size."""
    parts: list[list[Line]] = []
    for line in fragment.lines:
        if parts and abs(line.size - parts[-1][-1].size) <= SIZES_DIFFER * line.size:
            parts[-1].append(line)
        else:
            parts.append([line])
    out: list[list[Line]] = []
    main = 0.0
    """The size of the last part that was no mere subhead."""
    for part in parts:
        large = len(part) >= 3
        if out and not (large and main and abs(part[0].size - main) > SIZES_DIFFER * main):
            out[-1] = out[-1] + part
        else:
            out.append(part)
        main = part[0].size if large else main
    return [Fragment(part) for part in out]


def _freed_tops(fragments: list[Fragment], sizes: Measure) -> list[Fragment]:
    """A byline or deck set over the middle of several columns is no part of the middle one: it stands higher
    than the tops of its neighbours."""
    out: list[Fragment] = []
    for fragment in fragments:
        cut = 0
        for at in (1, 2):
            if at >= len(fragment.lines):
                break
            upper, lower = fragment.lines[at - 1], fragment.lines[at]
            edge = min(line.x0 for line in fragment.lines[at:])
            if (
                len(fragment.lines) > at + 1
                and upper.x1 > max(line.x1 for line in fragment.lines[at:]) + STANDS_OUT * sizes.em
            ):
                cut = at
                continue
            # A subhead at the left is the column's own; a byline in the middle may begin there by chance.
            aligned = abs(upper.x0 - edge) < 0.5 * sizes.em and not is_byline(upper.text)
            wide = lower.y0 - upper.y0 > 1.3 * sizes.pitch and not aligned
            level = [
                other
                for other in fragments
                if other is not fragment
                and abs(other.lines[0].y0 - lower.y0) <= 0.5 * sizes.pitch
                and len(other.lines) > 1
                and max(other.box[0] - fragment.box[2], fragment.box[0] - other.box[2]) <= 4 * sizes.em
            ]
            higher = any(
                abs(other.lines[0].y0 - fragment.lines[0].y0) <= sizes.pitch
                for other in fragments
                if other is not fragment and overlap(other.box, fragment.box, 1) > 0.3
            )
            if wide and level and not higher:
                cut = at
                break
        if cut:
            out.append(Fragment(fragment.lines[:cut]))
        out.append(Fragment(fragment.lines[cut:]))
    return out


def _upright(lines: list[Line], sizes: Measure) -> list[Fragment]:
    """Fragments of vertical text: lines side by side, read from right to left."""
    open_: list[Fragment] = []
    for line in sorted(lines, key=lambda line: (-line.x0, line.y0)):
        for fragment in open_:
            last = fragment.lines[-1]
            if (
                last.x0 - line.x0 <= STEP * max(sizes.pitch, 1.2 * line.size)
                and overlap(last.box, line.box, 1) > 0.5
            ):
                fragment.lines.append(line)
                break
        else:
            open_.append(Fragment([line], down=True))
    return open_


def _measure_edges(fragments: list[Fragment], sizes: Measure) -> None:
    """Left and right edge of each fragment, and whether its paragraphs begin with an indent."""
    for fragment in fragments:
        lows = sorted((line.left if not fragment.down else line.y0) for line in fragment.lines)
        highs = sorted((line.x1 if not fragment.down else line.y1) for line in fragment.lines)
        fragment.left, fragment.right = lows[0], highs[-1]
        usual = Counter(round(high / (AGREE * sizes.em)) for high in highs).most_common(1)[0]
        if usual[1] >= 2:
            # A mark that hangs over the edge does not widen the column.
            fragment.right = statistics.median(
                high for high in highs if round(high / (AGREE * sizes.em)) == usual[0]
            )
    long = [fragment for fragment in fragments if len(fragment.lines) > 2 and not fragment.down]
    for fragment in fragments:
        if len(fragment.lines) <= 2 and not fragment.down:
            _borrow_edges(fragment, long, sizes)
    indented = sum(is_indented(fragment, line, sizes) for fragment in fragments for line in fragment.lines)
    whole = sum(len(fragment.lines) for fragment in fragments)
    habit = indented > 0.04 * whole
    for fragment in fragments:
        fragment.indents = habit


def _borrow_edges(fragment: Fragment, long: list[Fragment], sizes: Measure) -> None:
    """One or two lines may be indented, or short, throughout: others of their column tell its edges."""
    em = sizes.em
    column = [
        other
        for other in long
        if other.left - 0.3 * em <= fragment.left <= other.left + INDENT[1] * em
        and fragment.right <= other.right + STANDS_OUT * em
    ]
    if column:
        fragment.measured = True
        nearest = min(
            column,
            key=lambda other: (abs(other.left - fragment.left) > 0.3 * em, abs(other.right - fragment.right)),
        )
        fragment.left = min(fragment.left, nearest.left)
        fragment.right = max(fragment.right, nearest.right)


def is_indented(fragment: Fragment, line: Line, sizes: Measure) -> bool:
    """Whether the line begins where a paragraph's first line does, or with a drop cap."""
    shift = (line.y0 if fragment.down else line.left) - fragment.left
    return line.initial or INDENT[0] * sizes.em <= shift <= INDENT[1] * sizes.em


def is_short(fragment: Fragment, line: Line, sizes: Measure) -> bool:
    """Whether the line leaves room at its end."""
    return (line.y1 if fragment.down else line.x1) < fragment.right - SHORT * sizes.em


def join_tops(fragments: list[Fragment], sizes: Measure) -> list[Fragment]:
    """A byline or a subhead that no head has taken begins the column under it, however narrow it is."""
    out = list(fragments)
    for top in fragments:
        if top.down or len(top.lines) > 2:
            continue
        signed = is_byline(top.text)
        styled = all(line.font not in sizes.fonts or line.size > 1.08 * sizes.em for line in top.lines)
        if not signed and (not styled or ends_sentence(top.text)):
            continue
        box = top.box
        under = [
            other
            for other in out
            if other is not top
            and len(other.lines) > 1
            and -0.5 * sizes.em <= other.box[1] - box[3] <= sizes.pitch
            and other.left - sizes.em <= box[0]
            and box[2] <= other.right + sizes.em
            and (signed or abs(box[0] + box[2] - other.left - other.right) <= 2 * sizes.em)
        ]
        if len(under) == 1:
            under[0].lines[:0] = top.lines
            out.remove(top)
    return out


def opens_story(fragment: Fragment) -> bool:
    """Whether its wording begins a story: a dateline, a byline or a continuation line."""
    first = fragment.lines[0].text
    text = "".join(line.text for line in fragment.lines[:2])
    return (
        opens_with_dateline(text)
        or find_continuation(text) is not None
        or is_byline(first)
        or bool(re.match(r"^[■□◆◇●▲]", first) and is_byline(text))
    )


def continues(fragment: Fragment) -> bool:
    """Whether it begins with a continuation line (上接第一版)."""
    return find_continuation("".join(line.text for line in fragment.lines[:2])) is not None


def closes_story(fragment: Fragment) -> bool:
    """Whether its wording ends a story: a jump line, or a dateline in brackets."""
    text = "".join(line.text for line in fragment.lines[-3:])
    return find_jump(text) is not None or split_closing(text)[1] is not None


def is_byline(text: str) -> bool:
    """Whether a line is nothing but a byline with its title."""
    if ends_sentence(text) or find_jump(text) is not None or find_continuation(text) is not None:
        return False
    return has_title(text) and bool(parse_byline(text))


def start_of(fragment: Fragment, sizes: Measure) -> Side:
    """How it begins."""
    first = fragment.lines[0]
    if opens_story(fragment) or is_subhead(fragment, 0, sizes):
        return Side.WHOLE
    if first.text[:1].islower():
        return Side.INSIDE
    if not fragment.indents:
        return Side.UNKNOWN
    if is_indented(fragment, first, sizes):
        return Side.WHOLE
    if len(fragment.lines) == 1 and fragment.left == first.left and not fragment.measured:
        return Side.UNKNOWN
    return Side.INSIDE


def end_of(fragment: Fragment, sizes: Measure) -> Side:
    """How it ends."""
    last = fragment.lines[-1]
    if len(fragment.lines) == 1 and find_continuation(last.text) is not None:
        return Side.UNKNOWN
    if closes_story(fragment):
        return Side.WHOLE
    if ends_text(last.text):
        return Side.WHOLE if is_short(fragment, last, sizes) else Side.UNKNOWN
    if last.text.endswith(("：", ":")):
        return Side.UNKNOWN
    return Side.INSIDE


def is_subhead(fragment: Fragment, at: int, sizes: Measure) -> bool:
    """Whether line `at` is of another style than its fragment's text, and short: a subhead or part of one."""
    line = fragment.lines[at]
    if fragment.down:
        return False
    if (
        _MARKED.match(line.text)
        and len(line.text) <= MARKED_LENGTH
        and not re.search(r"[，。；：]", line.text)
    ):
        return not is_byline(line.text) and find_jump(line.text) is None
    main = Counter(one.font for one in fragment.lines if one is not line).most_common(1)
    styled = (
        (bool(main) and line.font != main[0][0] and len(fragment.lines) > 2)
        or line.font not in sizes.fonts
        or line.size > 1.08 * fragment.size
    )
    if not styled or (ends_sentence(line.text) and not line.text.endswith(("？", "！", "?", "!", "…"))):
        return False
    if (
        _IN_BRACKETS.search(line.text)
        or find_jump(line.text)
        or find_continuation(line.text)
        or opens_with_dateline(line.text)
        or is_byline(line.text)
    ):
        return False
    measure = fragment.right - fragment.left
    return (
        line.width <= 0.92 * measure
        or line.size > 1.12 * fragment.size
        or len(fragment.lines) == 1
        or _stands_free(fragment, at, sizes)
    )


def _stands_free(fragment: Fragment, at: int, sizes: Measure) -> bool:
    """Whether there is white over and under a line."""
    tops = [line.y0 for line in fragment.lines[max(0, at - 1) : at + 2]]
    return all(lower - upper > FREE_STEP * sizes.pitch for upper, lower in pairwise(tops))
