"""Characters → printed lines, across and down, with letter-spacing closed."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from articles.geometry import Box
from articles.imaging.sheet import Glyph
from articles.ingest.pdf.runs import SPACED, Run, gaps_of, merged, pieces_of, set_runs
from articles.ingest.text.lines import is_han

HAN_SPACE = 0.15
LATIN_SPACE = 0.16
"""Gaps, in em over the usual one, that are a space between two Chinese or two other characters."""


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


def set_lines(glyphs: Iterable[Glyph], walls: list[Box]) -> list[Line]:
    """The lines of `glyphs`, in the order drawn. `walls` are upright rules, which no line crosses."""
    runs = [piece for run in set_runs(glyphs) for piece in pieces_of(run)]
    across = merged([run for run in runs if not run.down], walls)
    down = [run for run in runs if run.down]
    lines = [line for run in (*across, *down) if (line := _line(run)) is not None]
    return sorted(lines, key=lambda line: line.order)


def _line(run: Run) -> Line | None:
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


def _text(run: Run, size: float) -> tuple[str, list[Box], bool]:
    """The text of a run, spaces put in where gaps say so; whether it was letter-spaced."""
    glyphs = run.glyphs
    down = [lower.box[1] - upper.box[3] for upper, lower in pairwise(glyphs)]
    gaps = down if run.down else gaps_of(glyphs)
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
