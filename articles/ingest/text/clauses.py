"""Printed documents (条例, 办法, 通知): their chapters and clauses, by the numbers that open lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.ingest.text.lines import Line

LEAST_CLAUSES, LEAST_ITEMS = 3, 2
"""Lines on a page that a clause's number opens, and in a document an item's, before any of them counts."""
_NUMBER = "[一二三四五六七八九十百零〇\\d]{1,4}"
_CHAPTER = re.compile(
    rf"^第{_NUMBER}[章节编](?:[ \u3000]+|(?=[\u4e00-\u9fff]))[\u4e00-\u9fff \u3000、]{{1,20}}$"
)
_CLAUSE = re.compile(rf"^第{_NUMBER}条(?![、，的和至第款]|规定)")
_ITEM = re.compile(r"^[（(][一二三四五六七八九十]{1,3}[）)](?=\S)")


def is_chapter(text: str) -> bool:
    """Whether a line is the head of a chapter: 第一章　总则."""
    return bool(_CHAPTER.match(text))


def clauses_of(lines: Sequence[Line]) -> set[int]:
    """The places of the lines with which a clause, an item or a chapter of a document begins."""
    clauses = {at for at, line in enumerate(lines) if _CLAUSE.match(line.text)}
    if len(clauses) < LEAST_CLAUSES:
        return set()
    items = {at for at, line in enumerate(lines) if _ITEM.match(line.text)}
    chapters = {at for at, line in enumerate(lines) if is_chapter(line.text)}
    return clauses | chapters | (items if len(items) >= LEAST_ITEMS else set())
