"""Pieces of text columns: their lines, their edges, and which lines are indented or short."""

from __future__ import annotations

import statistics
from collections import Counter
from dataclasses import dataclass

from articles.geometry import Box, hull
from articles.ingest.pdf.lines import Line
from articles.ingest.pdf.measure import Measure

STANDS_OUT = 1.6
"""How far, in em, a line may stand out of its column: one mark may hang."""
AGREE = 0.7
"""Edges that differ by less, in em, are one."""
INDENT = (0.8, 3.2)
"""The indent of a paragraph's first line, in em: two characters in Chinese, one em elsewhere."""
SHORT = 1.6
"""A line that ends this many em before its column does is a paragraph's last."""


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


def measure_edges(fragments: list[Fragment], sizes: Measure) -> None:
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
