"""The characters that are really there: each once, whatever print did to make it bold or give it a shadow."""

from __future__ import annotations

from collections.abc import Iterable

from articles.imaging.sheet import Glyph

SAME_PLACE = 0.15
"""Two equal characters closer than this share of their size are one, drawn twice. No two letters stand so
close: even a narrow l is wider."""
CELL = 4.0
"""The grid, in points, by which neighbours are looked up; wider than SAME_PLACE of most sizes."""


def seen_once(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """`glyphs` in their order, without those drawn again over their like."""
    kept: list[Glyph] = []
    places: dict[tuple[str, int, int], list[Glyph]] = {}
    for glyph in glyphs:
        x, y = glyph.box[0], glyph.base
        cell_x, cell_y = int(x / CELL), int(y / CELL)
        reach = 1 + int(SAME_PLACE * glyph.size / CELL)
        near = (
            other
            for dx in range(-reach, reach + 1)
            for dy in range(-reach, reach + 1)
            for other in places.get((glyph.text, cell_x + dx, cell_y + dy), ())
        )
        limit = SAME_PLACE * glyph.size
        if not glyph.text.isspace() and any(
            abs(other.box[0] - x) <= limit and abs(other.base - y) <= limit for other in near
        ):
            continue
        places.setdefault((glyph.text, cell_x, cell_y), []).append(glyph)
        kept.append(glyph)
    return kept
