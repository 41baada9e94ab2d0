"""Characters → printed lines, across and down, with letter-spacing closed.

The order in which a file draws its characters is a strong hint, since a line is drawn at one go; where it is
not, pieces that stand on one baseline without a gap are put together.
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from articles.geometry import Box
from articles.imaging.sheet import Glyph
from articles.ingest.text.lines import is_han

TOUCHING = 0.6
"""Pieces on one baseline closer than this (in em) are one line; a gutter between columns is wider."""
SPREAD = 3.5
"""The widest gap, in em, inside a letter-spaced line."""
BREAK = 1.25
"""A gap wider than this (in em) parts a line, unless its letters all stand apart,"""
BIG_BREAK = 2.2
"""or it is of a headline's size: there a gap parts two clauses."""
EVEN = 0.5
"""Letters stand apart where the usual gap is at least this share of the gap in question."""
SPACED = 0.22
"""The usual gap, in em, from which on a line is letter-spaced."""
HAN_SPACE = 0.15
LATIN_SPACE = 0.16
"""Gaps, in em over the usual one, that are a space between two Chinese or two other characters."""
LEAST_DOWN = 3
"""So many characters one below the other are a vertical line."""
ALIKE = 1.45
"""Sizes that differ by more than this factor do not stand in one line."""


@dataclass(slots=True, eq=False)
class Line:
    """One printed line.

    ``text`` as read, with a box for each of its characters in ``boxes`` (points); ``size`` and ``font`` are
    those of most of its characters; ``down`` says that it runs from top to bottom; ``spaced`` that its
    letters stood apart. ``left`` is where its measure begins: beside a drop cap not where it starts itself.
    """

    text: str
    boxes: list[Box]
    box: Box
    size: float
    font: int
    order: int
    down: bool = False
    spaced: bool = False
    left: float = 0.0
    initial: bool = False
    """Whether a drop cap was put in front of it."""

    @property
    def x0(self) -> float:
        return self.box[0]

    @property
    def y0(self) -> float:
        return self.box[1]

    @property
    def x1(self) -> float:
        return self.box[2]

    @property
    def y1(self) -> float:
        return self.box[3]

    @property
    def width(self) -> float:
        return self.box[2] - self.box[0]

    @property
    def height(self) -> float:
        return self.box[3] - self.box[1]

    @property
    def middle(self) -> float:
        return (self.box[0] + self.box[2]) / 2


@dataclass(slots=True, eq=False)
class _Run:
    glyphs: list[Glyph]
    spaces: set[int]
    """Indexes of the glyphs before which the file itself wrote a space."""
    down: bool
    order: int


def set_lines(glyphs: Iterable[Glyph], walls: list[Box]) -> list[Line]:
    """The lines of `glyphs`, in the order drawn. `walls` are upright rules, which no line crosses."""
    runs = [piece for run in _runs(glyphs) for piece in _pieces(run)]
    across = _merged([run for run in runs if not run.down], walls)
    down = [run for run in runs if run.down]
    lines = [line for run in (*across, *down) if (line := _line(run)) is not None]
    return sorted(lines, key=lambda line: line.order)


def _runs(glyphs: Iterable[Glyph]) -> list[_Run]:
    """Characters drawn one after another that stand one beside or below the other."""
    runs: list[_Run] = []
    run: _Run | None = None
    space = False
    for order, glyph in enumerate(glyphs):
        if glyph.text.isspace():
            space = True
            continue
        if run is None or not _goes_on(run, glyph):
            run = _Run([], set(), False, order)
            runs.append(run)
        elif space:
            run.spaces.add(len(run.glyphs))
        run.glyphs.append(glyph)
        if len(run.glyphs) == 2:
            run.down = not _beside(run.glyphs[0], glyph)
        space = False
    out: list[_Run] = []
    for run in runs:
        if run.down and len(run.glyphs) < LEAST_DOWN and not any(g.turn in (90, 270) for g in run.glyphs):
            out += [_Run([g], set(), False, run.order + n) for n, g in enumerate(run.glyphs)]
        else:
            out.append(run)
    return out


def _goes_on(run: _Run, glyph: Glyph) -> bool:
    last = run.glyphs[-1]
    if len(run.glyphs) == 1:
        return _beside(last, glyph) or _below(last, glyph)
    if run.down:
        # Two digits may stand side by side in one place of a vertical line.
        first = run.glyphs[0]
        paired = (
            _overlap(last.box, glyph.box, 1) > 0.5 and abs(_centre(first) - _centre(glyph)) < 0.6 * first.size
        )
        return _below(last, glyph) or paired
    return _beside(last, glyph)


def _centre(glyph: Glyph) -> float:
    return (glyph.box[0] + glyph.box[2]) / 2


def _overlap(one: Box, other: Box, axis: int) -> float:
    """How much of the shorter of two boxes lies beside the longer one, 0 to 1."""
    length = min(one[axis + 2] - one[axis], other[axis + 2] - other[axis])
    shared = min(one[axis + 2], other[axis + 2]) - max(one[axis], other[axis])
    return max(0.0, shared) / length if length > 0 else 0.0


def _alike(one: float, other: float) -> bool:
    return max(one, other) <= ALIKE * min(one, other)


def _beside(left: Glyph, right: Glyph) -> bool:
    if left.turn != right.turn or _overlap(left.box, right.box, 1) < 0.5:
        return False
    size = max(left.size, right.size)
    gap = right.box[0] - left.box[2]
    near = -0.6 * size <= gap <= TOUCHING * size and right.box[0] > left.box[0] - 0.1 * size
    if not _alike(left.size, right.size):
        return near and gap <= 0.3 * size and right.size < left.size * 2 and left.size < right.size * 2
    return near or (0 <= gap <= SPREAD * size)


def _below(upper: Glyph, lower: Glyph) -> bool:
    size = max(upper.size, lower.size)
    step = (lower.box[1] + lower.box[3] - upper.box[1] - upper.box[3]) / 2
    turned = {upper.turn, lower.turn} & {90, 270}
    least = 0.2 if turned else 0.7
    return (
        abs(_centre(upper) - _centre(lower)) <= 0.35 * size
        and least * size <= step <= SPREAD * size
        and _alike(upper.size, lower.size)
    )


def _gaps(glyphs: list[Glyph]) -> list[float]:
    return [right.box[0] - left.box[2] for left, right in pairwise(glyphs)]


def _pieces(run: _Run) -> list[_Run]:
    """A run cut where a gap is too wide for it: two columns, or two entries of a folio."""
    if run.down or len(run.glyphs) < 2:
        return [run]
    gaps = _gaps(run.glyphs)
    usual = statistics.median(gaps)
    out = [_Run([run.glyphs[0]], set(), False, run.order)]
    for at, gap in enumerate(gaps, start=1):
        size = max(run.glyphs[at - 1].size, run.glyphs[at].size)
        if (
            gap > BREAK * size
            and usual < EVEN * gap
            and not (gap <= BIG_BREAK * size and usual > SPACED * size)
        ):
            out.append(_Run([], set(), False, run.order + at))
        elif at in run.spaces:
            out[-1].spaces.add(len(out[-1].glyphs))
        out[-1].glyphs.append(run.glyphs[at])
    return out


def _merged(runs: list[_Run], walls: list[Box]) -> list[_Run]:
    """Runs that touch on one baseline become one, as do lone letters that stand evenly apart."""
    rows: list[list[_Run]] = []
    for run in sorted(runs, key=lambda run: run.glyphs[0].base):
        row = rows[-1] if rows else []
        if row and run.glyphs[0].base - row[0].glyphs[0].base <= 0.2 * min(
            run.glyphs[0].size, row[0].glyphs[0].size
        ):
            row.append(run)
        else:
            rows.append([run])
    out: list[_Run] = []
    for row in rows:
        row.sort(key=lambda run: run.glyphs[0].box[0])
        open_: list[_Run] = []
        for run in row:
            for left in reversed(open_[-3:]):
                if _one_line(left, run, walls):
                    left.spaces |= {len(left.glyphs) + at for at in run.spaces}
                    left.glyphs += run.glyphs
                    left.order = min(left.order, run.order)
                    break
            else:
                open_.append(run)
        out += open_
    return out


def _one_line(left: _Run, right: _Run, walls: list[Box]) -> bool:
    last, first = left.glyphs[-1], right.glyphs[0]
    if last.turn != first.turn or not _alike(last.size, first.size):
        return False
    size = max(last.size, first.size)
    gap = first.box[0] - last.box[2]
    lone = (
        len(right.glyphs) == 1 and all(is_han(g.text[0]) for g in (last, first)) and last.size == first.size
    )
    apart = _gaps(left.glyphs)
    even = (
        lone
        and SPACED * size < gap <= SPREAD * size
        and ((not apart and len(left.glyphs) == 1) or (bool(apart) and abs(apart[-1] - gap) < 0.2 * size))
    )
    if not (-0.5 * size <= gap <= TOUCHING * size or even):
        return False
    return not any(
        last.box[2] - 1 <= (wall[0] + wall[2]) / 2 <= first.box[0] + 1 and _overlap(wall, first.box, 1) > 0.5
        for wall in walls
    )


def _line(run: _Run) -> Line | None:
    glyphs = run.glyphs
    size = statistics.median(glyph.size for glyph in glyphs)
    box = (
        min(g.box[0] for g in glyphs),
        min(g.box[1] for g in glyphs),
        max(g.box[2] for g in glyphs),
        max(g.box[3] for g in glyphs),
    )
    text, boxes, spaced = _text(run, size)
    if not text.strip():
        return None
    font = Counter(g.font for g in glyphs).most_common(1)[0][0]
    return Line(text, boxes, box, size, font, run.order, run.down, spaced, box[0])


def _text(run: _Run, size: float) -> tuple[str, list[Box], bool]:
    """The text of a run, spaces put in where gaps say so; whether it was letter-spaced."""
    glyphs = run.glyphs
    down = [lower.box[1] - upper.box[3] for upper, lower in pairwise(glyphs)]
    gaps = down if run.down else _gaps(glyphs)
    han = sum(is_han(g.text[0]) for g in glyphs)
    usual = statistics.median(gaps) if len(gaps) > 2 else 0.0
    if len(gaps) == 1 and han == 2:
        usual = max(0.0, gaps[0])
    spaced = han >= 2 and usual >= SPACED * size
    text, boxes = [], []
    for at, glyph in enumerate(glyphs):
        if at and _is_space(glyphs[at - 1], glyph, gaps[at - 1], usual, at in run.spaces, spaced, size):
            last = glyphs[at - 1].box
            text.append(" ")
            boxes.append((last[2], last[1], max(last[2], glyph.box[0]), last[3]))
        # A glyph may stand for several letters (ﬁ); they share its box.
        text.append(glyph.text)
        boxes += [glyph.box] * len(glyph.text)
    return "".join(text), boxes, spaced


def _is_space(
    left: Glyph, right: Glyph, gap: float, usual: float, written: bool, spaced: bool, size: float
) -> bool:
    wide = is_han(left.text[-1]) or is_han(right.text[0]) or not (left.text.isascii() or right.text.isascii())
    over = (gap - usual) / size
    if spaced:
        return over > max(0.6, 0.5 * usual / size)
    if wide:
        return over > HAN_SPACE or (written and over > 0.1)
    return written or over > LATIN_SPACE
