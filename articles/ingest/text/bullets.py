"""Lines that a mark opens (△ ▲ ● ■), or a head in brackets before its text (【…】…): lists and briefs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from articles.ingest.text.lines import Line
from articles.ingest.text.marks import Mark

BULLETS = "△▲▽▼●○◎■□◆◇▪▫★☆♦▶►▷※•"
IN_BRACKETS = "【"
LEAST_ITEMS = 2
"""Lines that the same mark opens: one alone is an ornament, or points to a picture."""
_BRACKETED_HEAD = re.compile(r"^【[^】]{3,30}(?:】\S|$)")
_FULL_LINE = re.compile(r"^【[^】]{6,30}】$")
_POINTS = re.compile(r"^[△▲▽▼]\s*(?:[上下左右]?图|[图这]|$)")
"""A mark that points from a caption to its picture."""


def openers_of(lines: Sequence[Line], marks: Sequence[Mark]) -> list[str]:
    """For each line the mark that opens an item there, ``""`` where none does."""
    found = [opener(line.text) if mark is Mark.NONE else "" for line, mark in zip(lines, marks, strict=True)]
    if IN_BRACKETS in found:
        found = [
            opener(line.text, one or IN_BRACKETS) if mark is Mark.NONE else ""
            for line, mark, one in zip(lines, marks, found, strict=True)
        ]
    seen = Counter(found)
    return [one if seen[one] >= LEAST_ITEMS else "" for one in found]


def opener(text: str, listed: str = "") -> str:
    """The mark that opens an item in a line, or ``""``; ``listed`` is the one that opens others near by."""
    if listed == IN_BRACKETS and _FULL_LINE.match(text):
        return IN_BRACKETS  # where heads in brackets open texts, one that fills its line is no column's name
    if text.startswith(tuple(BULLETS)) and not _POINTS.match(text):
        return text[0]
    return IN_BRACKETS if _BRACKETED_HEAD.match(text) else ""
