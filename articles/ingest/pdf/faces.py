"""Which fonts of a page are one face, for files whose fonts have no names.

A program that writes outlines as Type 3 fonts cuts one face into many fonts of few characters each, without a
name that PDFium would tell. Fonts that set neighbouring characters are one face, unless both hold the same
character: one face needs no two fonts for it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from articles.imaging.sheet import Glyph

NEIGHBOURS = 1.0
"""Characters closer than this, in em, stand side by side."""


def one_font_a_face(glyphs: Sequence[Glyph], fonts: Sequence[str]) -> list[Glyph]:
    """`glyphs` with the number of their face in place of that of their font."""
    nameless = {number for number, name in enumerate(fonts) if not name}
    if len(nameless) < 2:
        return list(glyphs)
    letters: dict[int, set[str]] = defaultdict(set)
    together: Counter[tuple[int, int]] = Counter()
    for glyph in glyphs:
        letters[glyph.font].add(glyph.text)
    for left, right in pairwise(glyphs):
        if left.font != right.font and {left.font, right.font} <= nameless and _neighbours(left, right):
            together[min(left.font, right.font), max(left.font, right.font)] += 1
    face = {number: number for number in range(len(fonts))}
    members = {number: [number] for number in nameless}
    for (one, other), _count in together.most_common():
        a, b = face[one], face[other]
        if a == b or letters[a] & letters[b]:
            continue
        for number in members.pop(b):
            face[number] = a
            members[a].append(number)
        letters[a] |= letters[b]
    return [replace(g, font=face[g.font]) if face[g.font] != g.font else g for g in glyphs]


def _neighbours(left: Glyph, right: Glyph) -> bool:
    same = left.size == right.size and abs(left.base - right.base) < 0.1 * left.size
    return same and abs(right.box[0] - left.box[2]) < NEIGHBOURS * left.size
