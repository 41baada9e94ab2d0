"""Characters → runs: those that stand one beside, or below, the other.

The order in which a file draws its characters is a strong hint, since a line is drawn at one go; where it is
not, pieces that stand on one baseline without a gap are put together.
"""

from __future__ import annotations

import statistics
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
WRITTEN_BREAK = 1.7
"""A gap wider than this parts a line where a space is written in it, which stretches as all its gaps do."""
EVEN = 0.5
"""Letters stand apart where the usual gap is at least this share of the gap in question."""
SPACED = 0.22
"""The usual gap, in em, from which on a line is letter-spaced."""
LEAST_DOWN = 3
"""So many characters one below the other are a vertical line."""
ALIKE = 1.45
"""Sizes that differ by more than this factor do not stand in one line."""


@dataclass(slots=True, eq=False)
class Run:
    """Characters in the order drawn, in one line across or ``down``; ``order`` is that of its first."""

    glyphs: list[Glyph]
    spaces: set[int]
    """Indexes of the glyphs before which the file itself wrote a space."""
    down: bool
    order: int


def set_runs(glyphs: Iterable[Glyph]) -> list[Run]:
    """Characters drawn one after another that stand one beside or below the other."""
    runs: list[Run] = []
    run: Run | None = None
    space = False
    for order, glyph in enumerate(glyphs):
        if glyph.text.isspace():
            space = True
            continue
        if run is None or not _goes_on(run, glyph):
            run = Run([], set(), False, order)
            runs.append(run)
        elif space:
            run.spaces.add(len(run.glyphs))
        run.glyphs.append(glyph)
        if len(run.glyphs) == 2:
            run.down = not _beside(run.glyphs[0], glyph)
        space = False
    out: list[Run] = []
    for run in runs:
        if run.down and len(run.glyphs) < LEAST_DOWN and not any(g.turn in (90, 270) for g in run.glyphs):
            out += [Run([g], set(), False, run.order + n) for n, g in enumerate(run.glyphs)]
        else:
            out.append(run)
    return out


def _goes_on(run: Run, glyph: Glyph) -> bool:
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


def gaps_of(glyphs: list[Glyph]) -> list[float]:
    """The white between neighbours, in points."""
    return [right.box[0] - left.box[2] for left, right in pairwise(glyphs)]


def pieces_of(run: Run) -> list[Run]:
    """A run cut where a gap is too wide for it: two columns, or two entries of a folio."""
    if run.down or len(run.glyphs) < 2:
        return [run]
    gaps = gaps_of(run.glyphs)
    usual = statistics.median(gaps)
    out = [Run([run.glyphs[0]], set(), False, run.order)]
    for at, gap in enumerate(gaps, start=1):
        size = max(run.glyphs[at - 1].size, run.glyphs[at].size)
        if (
            gap > (WRITTEN_BREAK if at in run.spaces else BREAK) * size
            and usual < EVEN * gap
            and not (gap <= BIG_BREAK * size and usual > SPACED * size)
        ):
            out.append(Run([], set(), False, run.order + at))
        elif at in run.spaces:
            out[-1].spaces.add(len(out[-1].glyphs))
        out[-1].glyphs.append(run.glyphs[at])
    return out


def merged(runs: list[Run], walls: list[Box]) -> list[Run]:
    """Runs that touch on one baseline become one, as do lone letters that stand evenly apart."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: run.glyphs[0].base):
        row = rows[-1] if rows else []
        if row and run.glyphs[0].base - row[0].glyphs[0].base <= 0.2 * min(
            run.glyphs[0].size, row[0].glyphs[0].size
        ):
            row.append(run)
        else:
            rows.append([run])
    out: list[Run] = []
    for row in rows:
        row.sort(key=lambda run: run.glyphs[0].box[0])
        open_: list[Run] = []
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


def _one_line(left: Run, right: Run, walls: list[Box]) -> bool:
    last, first = left.glyphs[-1], right.glyphs[0]
    if last.turn != first.turn or not _alike(last.size, first.size):
        return False
    size = max(last.size, first.size)
    gap = first.box[0] - last.box[2]
    lone = (
        len(right.glyphs) == 1 and all(is_han(g.text[0]) for g in (last, first)) and last.size == first.size
    )
    apart = gaps_of(left.glyphs)
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
