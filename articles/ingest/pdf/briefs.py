"""Briefs (简讯): short items one under the other, each with a head hardly larger than its text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from articles.ingest.pdf.fragments import Fragment, is_indented
from articles.ingest.pdf.heads import Head
from articles.ingest.pdf.lines import Line
from articles.ingest.pdf.measure import Measure
from articles.ingest.pdf.sides import continues, is_subhead
from articles.ingest.text.briefs import LEAST, LEAST_UNLABELLED, read_as_news
from articles.ingest.text.bullets import opener
from articles.ingest.text.flow import ends_text
from articles.ingest.text.joining import ends_sentence
from articles.wording.furniture import is_brief_label

MOST_LINES = 14
"""A brief has at most so many lines of text."""


def is_label(line: Line) -> bool:
    """Whether a line is the label over a column of briefs."""
    return is_brief_label(line.text)


def is_list(fragments: Sequence[Fragment], sizes: Measure) -> bool:
    """Whether fragments hold briefs: they begin with a head, and each of several heads has one paragraph."""
    if not fragments or continues(fragments[0]) or not is_subhead(fragments[0], 0, sizes):
        return False
    items = _items(fragments, sizes)
    return len(items) >= 2 and all(_is_brief(parts, sizes) for _head, parts in items)


def split_marked(
    fragments: Sequence[Fragment], sizes: Measure, labelled: bool
) -> tuple[list[Fragment], list[list[Fragment]]]:
    """The text before a list in which a mark (△ ▲ ●) or a head in brackets opens each brief, and the briefs.

    The list goes on to the end; where there is none, all is text. ``labelled`` says that the page prints a
    label over such a list.
    """
    openers = [opener(line.text) for fragment in fragments for line in fragment.lines]
    mark = next((one for one in openers if one and openers.count(one) >= LEAST), "")
    before: list[Fragment] = []
    items: list[list[Fragment]] = []
    for fragment in fragments:
        starts = [at for at, line in enumerate(fragment.lines) if mark and opener(line.text, mark) == mark]
        for start, end in pairwise([0, *(at for at in starts if at), len(fragment.lines)]):
            if start in starts:
                items.append([])
            (items[-1] if items else before).append(_cut(fragment, start, end))
    texts = ["".join(line.text for part in item for line in part.lines) for item in items]
    least = LEAST if labelled else LEAST_UNLABELLED
    listed = bool(before) and not ends_sentence(before[-1].lines[-1].text)
    if listed or len(items) < least or not all(_is_brief(one, sizes) for one in items):
        return list(fragments), []
    return (before, items) if labelled or read_as_news(texts) else (list(fragments), [])


def _is_brief(parts: list[Fragment], sizes: Measure) -> bool:
    lines = [line for part in parts for line in part.lines]
    if not 0 < len(lines) <= MOST_LINES or not (
        ends_text(lines[-1].text) or lines[-1].text.endswith(("）", ")"))
    ):
        return False
    first = parts[0].lines[0]
    later = [
        line
        for part in parts
        for line in part.lines
        if line is not first and is_indented(part, line, sizes) and not line.text.startswith(("（", "("))
    ]
    return not later


def split(fragments: Sequence[Fragment], sizes: Measure) -> list[tuple[Head, list[Fragment]]]:
    """The briefs of a list: each with its head and its text."""
    return [(Head(lines), parts) for lines, parts in _items(fragments, sizes) if parts]


def _items(fragments: Sequence[Fragment], sizes: Measure) -> list[tuple[list[Line], list[Fragment]]]:
    items: list[tuple[list[Line], list[Fragment]]] = []
    for fragment in fragments:
        start = 0
        for at, line in enumerate(fragment.lines):
            if not is_subhead(fragment, at, sizes):
                continue
            if at > start and items:
                items[-1][1].append(_cut(fragment, start, at))
            if items and not items[-1][1]:
                items[-1][0].append(line)
            else:
                items.append(([line], []))
            start = at + 1
        if start < len(fragment.lines) and items:
            items[-1][1].append(_cut(fragment, start, len(fragment.lines)))
    return items


def _cut(fragment: Fragment, start: int, end: int) -> Fragment:
    return Fragment(fragment.lines[start:end], fragment.indents, fragment.down, fragment.left, fragment.right)
