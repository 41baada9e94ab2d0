"""Drop caps: a large first character that the lines beside it make room for."""

from __future__ import annotations

from articles.geometry import hull
from articles.ingest.pdf.lines import Line
from articles.ingest.pdf.measure import Measure

LARGE = 1.7
"""A drop cap is at least so many times as large as the text,"""
LETTERS = 2
"""and of at most so many letters (a quotation mark and one)."""
BESIDE = 1.6
"""The lines beside it begin at most so many em from it."""
ONE_LEFT = 0.6
"""Those lines begin within so many em of each other, but for the indent that the first has not."""


def join_initials(lines: list[Line], sizes: Measure) -> list[Line]:
    """`lines` with each drop cap put in front of the line that it begins."""
    caps = [line for line in lines if _may_be_cap(line, sizes)]
    joined: set[int] = set()
    for cap in caps:
        beside = sorted(
            (
                line
                for line in lines
                if line is not cap
                and not line.down
                and sizes.is_text_size(line)
                and 0 <= line.x0 - cap.x1 + 0.3 * sizes.em <= (BESIDE + 0.3) * sizes.em
                and cap.y0 - 0.6 * sizes.pitch <= line.y0
                and (line.y0 + line.y1) / 2 <= cap.y1 + 0.2 * sizes.em
            ),
            key=lambda line: line.y0,
        )
        if len(beside) < 2 or abs(beside[0].x0 - beside[1].x0) > ONE_LEFT * sizes.em:
            continue
        first = beside[0]
        first.text = cap.text + first.text
        first.boxes = cap.boxes + first.boxes
        first.box = hull([first.box, (cap.x0, first.y0, cap.x1, first.y1)])
        first.order = min(first.order, cap.order)
        first.initial = True
        for line in beside:
            line.left = cap.x0
        joined.add(id(cap))
    return [line for line in lines if id(line) not in joined]


def _may_be_cap(line: Line, sizes: Measure) -> bool:
    return not line.down and len(line.text) <= LETTERS and line.size >= LARGE * sizes.em
