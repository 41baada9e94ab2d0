"""Head lines → heads of stories: kicker, headline and deck, across or down."""

from __future__ import annotations

from dataclasses import dataclass

from articles.geometry import Box, hull
from articles.ingest.pdf.lines import Line
from articles.ingest.pdf.surface import overlap, shared

CLOSE = 1.1
"""Lines of one head are at most this many times their size apart;"""
CLOSE_ALIKE = 1.4
"""those of one size may be set wider apart."""
CLAUSES = 0.8
"""Two clauses of one printed line are at most this many times their size apart."""


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
        return gap <= CLOSE * size and overlap(a, b, 1) > 0.35 and not parted(a, b, 0, [], walls)
    gap = max(a[1], b[1]) - min(a[3], b[3])
    alike = abs(one.lines[-1].size - other.lines[0].size) < 0.05 * size
    if gap <= (CLOSE_ALIKE if alike else CLOSE) * size and overlap(a, b, 0) > 0.4:
        return not parted(a, b, 1, rules, walls)
    # Two clauses of one line, set wide apart.
    apart = max(a[0], b[0]) - min(a[2], b[2])
    level = overlap(a, b, 1) > 0.8 and abs(one.size - other.size) < 0.05 * size
    return (
        level
        and len(one.lines) == len(other.lines) == 1
        and 0 <= apart <= CLAUSES * size
        and one.lines[0].font == other.lines[0].font
        and not parted(a, b, 0, [], walls)
    )


def parted(a: Box, b: Box, axis: int, rules: list[Box], walls: list[Box]) -> bool:
    """Whether a rule or a wall lies between two boxes along an axis."""
    low, high = min(a[axis + 2], b[axis + 2]), max(a[axis], b[axis])
    across = 1 - axis
    span = min(a[across + 2] - a[across], b[across + 2] - b[across])
    return any(
        low - 1 <= (box[axis] + box[axis + 2]) / 2 <= high + 1
        and min(shared(box, a, across), shared(box, b, across)) > 0.4 * span
        for box in (*rules, *walls)
    )
