"""Headlines of two stories side by side that seem one: beside large type a gutter is narrow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

from articles.geometry import Box, hull
from articles.ingest.pdf.fragments import Fragment
from articles.ingest.pdf.lines import Line
from articles.ingest.pdf.measure import Measure

UNDER = 8.0
"""The columns under a head begin at most so many lines below it."""
ALIGNED = 0.8
"""A head is set to its column's left edge or middle to within so many em of the text."""
WIDEST = 6.0
"""The widest gutter, in em."""
LEAST_GAP = 0.7
"""Between two heads there is at least this share of the gutter between their columns."""


def part_heads(
    heads: Sequence[Line], fragments: Sequence[Fragment], sizes: Measure
) -> tuple[list[Line], list[Box]]:
    """`heads` with each line cut that stands over the gutter of two columns and is set to both of them, and
    the white between the parts."""
    out: list[Line] = []
    gaps: list[Box] = []
    for line in heads:
        cut = None if line.down else _cut(line, fragments, sizes)
        if cut is None:
            out.append(line)
        else:
            left, right = _part(line, 0, cut), _part(line, cut, len(line.text))
            out += [left, right]
            gaps.append((left.x1, line.y0, right.x0, line.y1))
    return out, gaps


def _cut(line: Line, fragments: Sequence[Fragment], sizes: Measure) -> int | None:
    columns = sorted(
        (
            fragment.box
            for fragment in fragments
            if not fragment.down and -sizes.em <= fragment.box[1] - line.y1 <= UNDER * sizes.pitch
        ),
        key=lambda box: box[0],
    )
    # A deck under one of the heads stands between its column's neighbours: not only they make a pair.
    for left, right in product(columns, columns):
        gutter = right[0] - left[2]
        if not 0 < gutter <= WIDEST * sizes.em:
            continue
        middle = (left[2] + right[0]) / 2
        for at in range(1, len(line.text)):
            start = _last_letter(line, at)
            before, after = line.boxes[start], line.boxes[at]
            if line.text[at].isspace() or not before[2] <= middle <= after[0]:
                continue
            gap = after[0] - before[2]
            first = hull(line.boxes[: start + 1])
            second = hull(line.boxes[at:])
            if gap >= LEAST_GAP * gutter and _is_set(first, left, sizes) and _is_set(second, right, sizes):
                return at
    return None


def _last_letter(line: Line, at: int) -> int:
    at -= 1
    while at > 0 and line.text[at].isspace():
        at -= 1
    return at


def _is_set(head: Box, column: Box, sizes: Measure) -> bool:
    within = column[0] - sizes.em <= head[0] and head[2] <= column[2] + sizes.em
    middle = abs(head[0] + head[2] - column[0] - column[2]) / 2
    return within and min(abs(head[0] - column[0]), middle) <= ALIGNED * sizes.em


def _part(line: Line, start: int, end: int) -> Line:
    text = line.text[start:end].rstrip()
    boxes = line.boxes[start : start + len(text)]
    return replace(line, text=text, boxes=boxes, box=hull(boxes), left=boxes[0][0])
