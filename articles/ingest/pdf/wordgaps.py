"""Words of one justified line that stand as far apart as two columns do.

A narrow column in a language of long words is set with wide gaps. What tells them from a gutter is the line
above or below: inside a column it runs over the gap, between two columns it does not.
"""

from __future__ import annotations

from articles.geometry import Box
from articles.ingest.pdf.lines import Line
from articles.ingest.text.lines import is_han

WIDEST = 10.0
"""The widest gap between two words, in em."""
STEP = 2.0
"""A line's neighbours stand at most so many em above or below."""
SAME = 0.04
SLACK = 0.3
"""What ends or begins this near to a gap, in em, ends or begins at it."""


def close_gaps(lines: list[Line], walls: list[Box]) -> list[Line]:
    """`lines` with the pieces of each such line joined. `walls` are upright rules, which no line crosses."""
    lines = list(lines)
    loose = _loose_pairs(lines, walls)
    closed = True
    while closed:  # a line made whole runs over the gaps of its neighbours
        closed = False
        for left, right in loose:
            if left in lines and right in lines and _is_inside(left, right, lines):
                _join(left, right)
                lines.remove(right)
                loose = [(left if one is right else one, other) for one, other in loose if other is not right]
                closed = True
                break
    return lines


def _loose_pairs(lines: list[Line], walls: list[Box]) -> list[tuple[Line, Line]]:
    """Neighbours on one baseline that may be words of one line."""
    worded = [line for line in lines if not line.down and not any(map(is_han, line.text))]
    rows = sorted(worded, key=lambda line: (line.y0, line.x0))
    pairs = []
    for left in rows:
        following = [
            line
            for line in rows
            if _alike(left, line)
            and abs(line.y0 - left.y0) < 0.2 * left.size
            and 0 < line.x0 - left.x1 <= WIDEST * left.size
        ]
        if not following:
            continue
        right = min(following, key=lambda line: line.x0)
        if not any(
            left.x1 <= (wall[0] + wall[2]) / 2 <= right.x0 and wall[1] < left.y1 and wall[3] > left.y0
            for wall in walls
        ):
            pairs.append((left, right))
    return pairs


def _alike(one: Line, other: Line) -> bool:
    return one.font == other.font and abs(one.size - other.size) <= SAME * one.size


def _is_inside(left: Line, right: Line, lines: list[Line]) -> bool:
    """Whether a line above or below runs over the gap, and none begins or ends at it."""
    slack = SLACK * left.size
    near = [
        line
        for line in lines
        if not line.down and _alike(left, line) and slack < abs(line.y0 - left.y0) <= STEP * left.size
    ]
    over = any(line.x0 < left.x1 - slack and line.x1 > right.x0 + slack for line in near)
    parted = any(abs(line.x1 - left.x1) < slack for line in near) and any(
        abs(line.x0 - right.x0) < slack for line in near
    )
    return over and not parted


def _join(left: Line, right: Line) -> None:
    last = left.boxes[-1]
    left.text += f" {right.text}"
    left.boxes += [(last[2], last[1], right.boxes[0][0], last[3]), *right.boxes]
    left.box = (left.x0, min(left.y0, right.y0), right.x1, max(left.y1, right.y1))
