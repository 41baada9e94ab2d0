"""The measures of a page's running text, by which all else is judged."""

from __future__ import annotations

import statistics
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from articles.ingest.pdf.lines import Line

TEXT_LENGTH = 5
"""Shorter lines tell nothing about running text."""
HEAD = 1.28
"""From this many times the size of running text on, a line is a head."""

PARTED = 1.15
"""A step wider than this many usual ones parts two paragraphs,"""
SPACED_PARAGRAPHS = 0.08
"""where at least this share of all steps is so wide: elsewhere it parts stories or stands over subheads."""
SAME = 0.04
"""Sizes that differ by less than this share are one."""


@dataclass(frozen=True, slots=True)
class Measure:
    """``em`` is the size of the running text, ``pitch`` the usual step from line to line and ``gap`` that
    from paragraph to paragraph, in points; ``fonts`` are the fonts in which running text is set."""

    em: float
    pitch: float
    gap: float
    fonts: frozenset[int]

    def is_text_size(self, line: Line) -> bool:
        """Whether the line is as large as running text, or nearly."""
        return 0.8 * self.em <= line.size < HEAD * self.em

    def is_head_size(self, line: Line) -> bool:
        """Whether its size alone makes the line a head."""
        return line.size >= HEAD * self.em


def _same(size: float, other: float) -> bool:
    return abs(size - other) <= SAME * other


def measure(lines: list[Line]) -> Measure:
    """The measure of a page with these lines."""
    sizes: Counter[float] = Counter()
    for line in lines:
        if len(line.text) >= TEXT_LENGTH:
            sizes[round(line.size, 1)] += len(line.text)
    if not sizes:
        return Measure(
            statistics.median(line.size for line in lines) if lines else 10.0, 14.0, 14.0, frozenset()
        )
    # Of sizes that are nearly one, the one that sets most: captions may be a touch smaller or larger.
    cluster = max(sizes, key=lambda size: sum(n for other, n in sizes.items() if _same(other, size)))
    em = max((size for size in sizes if _same(size, cluster)), key=sizes.__getitem__)
    text = [line for line in lines if _same(line.size, em) and not line.down]
    text = text or [line for line in lines if _same(line.size, em)]
    steps = [
        lower.y0 - upper.y0
        for upper, lower in pairwise(text)
        if abs(upper.x0 - lower.x0) < 3 * em and 0.8 * em < lower.y0 - upper.y0 < 2.5 * em
    ]
    fonts: Counter[int] = Counter()
    for line in text:
        fonts[line.font] += len(line.text)
    whole = sum(fonts.values())
    running = frozenset(font for font, count in fonts.items() if count >= 0.2 * whole)
    pitch = statistics.median(steps) if steps else 1.4 * em
    wide = [step for step in steps if step > PARTED * pitch]
    gap = statistics.median(wide) if len(wide) > SPACED_PARAGRAPHS * len(steps) else pitch
    return Measure(em, pitch, gap, running)
