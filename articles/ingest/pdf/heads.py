"""Head lines → heads of stories: kicker, headline and deck, across or down."""

from __future__ import annotations

import re
from dataclasses import dataclass

from articles.geometry import Box, hull
from articles.ingest.pdf.columns import Fragment, is_byline
from articles.ingest.pdf.lines import Line
from articles.ingest.pdf.measure import Measure
from articles.ingest.pdf.surface import overlap, shared
from articles.ingest.text.flow import DASHES
from articles.ingest.text.joining import ends_sentence, tidy_head
from articles.wording.bylines import parse_byline
from articles.wording.datelines import opens_with_dateline
from articles.wording.jumps import find_continuation, find_jump

CLOSE = 1.1
"""Lines of one head are at most this many times their size apart;"""
CLOSE_ALIKE = 1.4
"""those of one size may be set wider apart."""
CLAUSES = 0.8
"""Two clauses of one printed line are at most this many times their size apart."""
SAME_SIZE = 0.86
"""A line of at least this share of the largest line's size is part of the headline."""
LABEL = 3
"""A word of at most so many characters over a headline names its column (栏目),"""
LABEL_OVER = 4
"""or of so many where a kicker stands between them."""
GUTTER = 4.5
"""The widest gutter, in em of the text."""
MOST_SATELLITES = 3
"""A kicker, a deck or a byline has at most so many lines."""

# A column's name (栏目): in brackets or between points on a line of its own, or in brackets in the headline.
_COLUMN_LINE = re.compile(r"^(?:[【\[［「〔]([^】\]］」〕]{2,12})[】\]］」〕]|[·•・]([^·•・]{2,8})[·•・])$")
_COLUMN_IN_HEAD = re.compile(
    r"^[【\[［]([^】\]］]{2,12})[】\]］]\s*"
    r"|\s*[（(](?!(?:[上中下]|之?[一二三四五六七八九十]+|组图|附图|图文|视频|节选|摘要|连载|续完|完|全文|外.首)[）)])"
    r"([\u4e00-\u9fff·]{2,8})[）)]$"
)


@dataclass(slots=True, eq=False)
class Head:
    """The heads of one story: their lines in reading order."""

    lines: list[Line]
    down: bool = False

    @property
    def box(self) -> Box:
        """The hull of its lines."""
        return hull(line.box for line in self.lines)

    @property
    def size(self) -> float:
        """The size of its largest line."""
        return max(line.size for line in self.lines)

    @property
    def text(self) -> str:
        """Its lines in one."""
        return " ".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class HeadText:
    """What a head says, part by part; bylines as printed."""

    column: str = ""
    kicker: str = ""
    headline: str = ""
    deck: str = ""
    bylines: tuple[str, ...] = ()


def group_heads(lines: list[Line], rules: list[Box], walls: list[Box]) -> list[Head]:
    """Heads from lines of head size; `rules` and `walls` (pictures, text) part them."""
    heads = [Head([line], line.down) for line in sorted(lines, key=lambda line: (line.y0, line.x0))]
    merged = True
    while merged:
        merged = False
        for at, one in enumerate(heads):
            for other in heads[at + 1 :]:
                if _one_head(one, other, rules, walls):
                    one.lines += other.lines
                    heads.remove(other)
                    merged = True
                    break
            if merged:
                break
    for head in heads:
        order(head)
    return heads


def order(head: Head) -> None:
    """Put its lines into reading order."""
    if head.down:
        head.lines.sort(key=lambda line: (-round(line.x0), line.y0) if line.down else (-10_000, line.y0))
    else:
        # Pieces of one printed line, parted by a wide gap, stand at one height.
        rows: list[list[Line]] = []
        for line in sorted(head.lines, key=lambda line: (line.y0 + line.y1) / 2):
            if rows and overlap(rows[-1][0].box, line.box, 1) > 0.6:
                rows[-1].append(line)
            else:
                rows.append([line])
        head.lines = [line for row in rows for line in sorted(row, key=lambda line: line.x0)]


def _one_head(one: Head, other: Head, rules: list[Box], walls: list[Box]) -> bool:
    if one.down != other.down:
        return False
    a, b = one.box, other.box
    size = max(min(one.size, other.size), 0.6 * max(one.size, other.size))
    if one.down:
        gap = max(a[0], b[0]) - min(a[2], b[2])
        return gap <= CLOSE * size and overlap(a, b, 1) > 0.5 and not _parted(a, b, 0, [], walls)
    gap = max(a[1], b[1]) - min(a[3], b[3])
    alike = abs(one.lines[-1].size - other.lines[0].size) < 0.05 * size
    if gap <= (CLOSE_ALIKE if alike else CLOSE) * size and overlap(a, b, 0) > 0.4:
        return not _parted(a, b, 1, rules, walls)
    # Two clauses of one line, set wide apart.
    apart = max(a[0], b[0]) - min(a[2], b[2])
    level = overlap(a, b, 1) > 0.8 and abs(one.size - other.size) < 0.05 * size
    return (
        level
        and len(one.lines) == len(other.lines) == 1
        and 0 <= apart <= CLAUSES * size
        and one.lines[0].font == other.lines[0].font
        and not _parted(a, b, 0, [], walls)
    )


def _parted(a: Box, b: Box, axis: int, rules: list[Box], walls: list[Box]) -> bool:
    """Whether a rule or a wall lies between two boxes along an axis."""
    low, high = min(a[axis + 2], b[axis + 2]), max(a[axis], b[axis])
    across = 1 - axis
    span = min(a[across + 2] - a[across], b[across + 2] - b[across])
    return any(
        low - 1 <= (box[axis] + box[axis + 2]) / 2 <= high + 1
        and min(shared(box, a, across), shared(box, b, across)) > 0.4 * span
        for box in (*rules, *walls)
    )


def add_satellites(
    heads: list[Head], fragments: list[Fragment], rules: list[Box], walls: list[Box], sizes: Measure
) -> list[Fragment]:
    """Give kickers, decks and bylines to the heads that they stand by; the other fragments come back."""
    changed = True
    while changed:
        changed = False
        for fragment in sorted(fragments, key=lambda fragment: -fragment.box[1]):
            if len(fragment.lines) > MOST_SATELLITES:
                continue
            near = [
                head for head in heads if _is_satellite(head, heads, fragment, fragments, rules, walls, sizes)
            ]
            if near:
                head = min(near, key=lambda head: _distance(head.box, fragment.box))
                head.lines += fragment.lines
                order(head)
                fragments = [other for other in fragments if other is not fragment]
                changed = True
                break
    for head in heads:
        fragments = _take_leading(head, heads, fragments, rules, sizes)
        _take_trailing(head, fragments, rules, sizes)
    return fragments


def _distance(a: Box, b: Box) -> float:
    return max(a[1], b[1]) - min(a[3], b[3])


def _is_satellite(
    head: Head,
    heads: list[Head],
    fragment: Fragment,
    fragments: list[Fragment],
    rules: list[Box],
    walls: list[Box],
    sizes: Measure,
) -> bool:
    if head.down or fragment.down:
        return head.down and fragment.down and _stands_by(head, fragment, fragments)
    box, own = head.box, fragment.box
    gap = _distance(box, own)
    above = own[1] < box[1]
    reach = 0.75 * head.size if not above else max(1.3 * fragment.size, 0.55 * head.size)
    if not -0.5 * fragment.size <= gap <= max(reach, 1.6 * fragment.size):
        return False
    if shared(box, own, 0) < 0.6 * min(own[2] - own[0], box[2] - box[0]) or _parted(
        box, own, 1, rules, walls
    ):
        return False
    if own[2] - own[0] > 1.35 * (box[2] - box[0]) + 4 * sizes.em:
        return False
    foreign = all(line.font not in sizes.fonts or line.size > 1.08 * sizes.em for line in fragment.lines)
    middle = (own[0] + own[2]) / 2
    centred = abs(middle - (box[0] + box[2]) / 2) < 1.2 * sizes.em
    byline = is_byline(fragment.text) or (bool(parse_byline(fragment.text)) and len(fragment.text) < 16)
    column = next(
        (
            other
            for other in fragments
            if other is not fragment
            and len(other.lines) >= 3
            and 0 <= other.box[1] - own[3] <= 2.5 * sizes.pitch
            and shared(other.box, own, 0) > 0
        ),
        None,
    )
    if byline:
        if column is not None and own[2] <= column.right + sizes.em:
            # At the left of the first column it belongs to the text, in its middle to the head.
            at_left = abs(column.left - own[0]) < 3 * sizes.em
            if at_left and abs(middle - (column.left + column.right) / 2) > sizes.em:
                return False
        return not above and (centred or abs(own[0] - box[0]) < 1.5 * sizes.em)
    if find_continuation(fragment.text) or find_jump(fragment.text):
        return False
    if not above and any(
        len(other.lines) > 1
        and box[3] - 0.5 * sizes.em <= other.box[1] <= own[1] + 0.5 * sizes.pitch
        and max(other.box[0] - box[2], box[0] - other.box[2]) < GUTTER * sizes.em
        and other.box[1] - box[3] < 3 * sizes.pitch
        and not any(
            one is not head
            and shared(one.box, other.box, 0) > 0
            and 0 <= other.box[1] - one.box[3] <= 5 * sizes.pitch
            for one in heads
        )
        for other in fragments
        if other is not fragment
    ):
        return False  # a subhead at the top of one of the head's columns
    if ends_sentence(fragment.text) and not fragment.text.endswith(("？", "！", "?", "!")):
        return False
    signed = column is not None and is_byline(column.lines[0].text)
    at_left = abs(own[0] - box[0]) < 1.5 * sizes.em
    return foreign or (signed and (centred or at_left)) or (centred and fragment.text.startswith(DASHES))


def _stands_by(head: Head, fragment: Fragment, fragments: list[Fragment]) -> bool:
    """Whether a vertical line is the kicker or the deck of the vertical headline beside it."""
    if any(other.down and len(other.lines) > MOST_SATELLITES for other in fragments):
        return False  # text runs down on this page
    a, b = head.box, fragment.box
    apart = max(a[0], b[0]) - min(a[2], b[2])
    return apart <= CLOSE * head.size and overlap(a, b, 1) > 0.8


def _take_leading(
    head: Head, heads: list[Head], fragments: list[Fragment], rules: list[Box], sizes: Measure
) -> list[Fragment]:
    """Foreign lines at the top of the only column under a head are its deck."""
    if head.down:
        return fragments
    box = head.box
    under = [
        fragment
        for fragment in fragments
        if not fragment.down
        and -0.5 * sizes.em <= fragment.box[1] - box[3] <= 2.5 * sizes.pitch
        and shared(fragment.box, box, 0) > 0.3 * min(box[2] - box[0], fragment.box[2] - fragment.box[0])
    ]
    if len(under) != 1 or _parted(box, under[0].box, 1, rules, []):
        return fragments
    fragment = under[0]
    if any(
        other is not fragment
        and len(other.lines) > 2
        and abs(other.box[1] - fragment.box[1]) <= 1.2 * sizes.pitch
        and 0 <= max(other.box[0] - fragment.box[2], fragment.box[0] - other.box[2]) <= 4.5 * sizes.em
        and not any(
            one is not head
            and shared(one.box, other.box, 0) > 0
            and 0 <= other.box[1] - one.box[3] <= 5 * sizes.pitch
            for one in heads
        )
        for other in fragments
    ):
        return fragments  # columns in a row under one head: what stands out is a subhead
    count = _deck_over_byline(fragment, sizes)
    for line in fragment.lines[count : MOST_SATELLITES + 1]:
        foreign = line.font not in sizes.fonts or line.size > 1.08 * sizes.em
        if (
            not foreign
            or opens_with_dateline(line.text)
            or find_continuation(line.text)
            or parse_byline(line.text)
            or ends_sentence(line.text)
        ):
            break
        count += 1
    if 0 < count <= MOST_SATELLITES and count < len(fragment.lines):
        head.lines += fragment.lines[:count]
        fragment.lines = fragment.lines[count:]
        order(head)
    return fragments


def _deck_over_byline(fragment: Fragment, sizes: Measure) -> int:
    """How many lines at the top of a column stand in its middle, a byline under them: a deck in the text's
    own style."""
    middle = (fragment.left + fragment.right) / 2
    for at, line in enumerate(fragment.lines[: MOST_SATELLITES + 1]):
        if is_byline(line.text):
            return at
        if abs(line.middle - middle) > 0.5 * sizes.em or ends_sentence(line.text):
            break
    return 0


def _take_trailing(head: Head, fragments: list[Fragment], rules: list[Box], sizes: Measure) -> None:
    """Foreign lines at the foot of a column that stand nearer to the head below are its kicker."""
    if head.down:
        return
    for fragment in fragments:
        if fragment.down:
            continue
        count = 0
        while count < min(MOST_SATELLITES, len(fragment.lines) - 1) and _may_be_kicker(
            fragment.lines[-1 - count], head, sizes
        ):
            count += 1
        if not count:
            continue
        first, last, before = fragment.lines[-count], fragment.lines[-1], fragment.lines[-1 - count]
        gap = head.box[1] - last.y1
        reach = min(1.6 * max(last.size, 0.5 * head.size), max(first.y0 - before.y1, 0.0))
        if -0.5 * sizes.em <= gap <= reach and not _parted(last.box, head.box, 1, rules, []):
            head.lines += fragment.lines[-count:]
            del fragment.lines[-count:]
            order(head)
            return


def _may_be_kicker(line: Line, head: Head, sizes: Measure) -> bool:
    foreign = line.font not in sizes.fonts or line.size > 1.08 * sizes.em
    over = shared(line.box, head.box, 0) > 0.6 * min(line.width, head.box[2] - head.box[0])
    said = ends_sentence(line.text) or is_byline(line.text) or find_jump(line.text) is not None
    return foreign and over and not said


def read_head(head: Head) -> HeadText:
    """Kicker, headline and deck of a head by size, place and wording."""
    largest = head.size
    column, lines, bylines = "", list[Line](), list[str]()
    for run in _runs(head, largest):
        text = "".join(line.text for line in run).strip()
        smaller = run[0].size < SAME_SIZE * largest
        named = _COLUMN_LINE.match(text)
        if smaller and named:
            column = named[1] or named[2]
        elif smaller and _is_signed(text, bool(lines)):
            spaced = " ".join(line.text for line in run)
            bylines.append(max((text, spaced), key=lambda words: len(parse_byline(words))))
        else:
            lines += run
    at = [
        n
        for n, line in enumerate(lines)
        if line.size >= SAME_SIZE * largest and not line.text.startswith(DASHES)
    ]
    if not at:
        return HeadText(column, "", _words(lines), "", tuple(bylines))
    first, last = at[0], at[-1]
    over = lines[:first]
    if over and not column and len(over[0].text) <= (LABEL if len(over) == 1 else LABEL_OVER):
        column, over = over[0].text, over[1:]
    headline = _words(lines[first : last + 1])
    if found := _COLUMN_IN_HEAD.search(headline):
        column = column or found[1] or found[2]
        headline = (headline[: found.start()] + headline[found.end() :]).strip()
    return HeadText(column, _words(over), headline, _words(lines[last + 1 :]), tuple(bylines))


def _words(lines: list[Line]) -> str:
    return tidy_head(" ".join(line.text for line in lines))


def _runs(head: Head, largest: float) -> list[list[Line]]:
    """Lines of a head, those of one small style that follow each other together: a byline may take two."""
    runs: list[list[Line]] = []
    for line in head.lines:
        last = runs[-1][-1] if runs else None
        small = line.size < SAME_SIZE * largest
        alike = last is not None and last.font == line.font and abs(last.size - line.size) < 0.3
        if small and alike and last is not None and _is_signed(last.text + line.text, True):
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def _is_signed(text: str, after: bool) -> bool:
    return is_byline(text) or (after and len(text) <= 16 and bool(parse_byline(text)))
