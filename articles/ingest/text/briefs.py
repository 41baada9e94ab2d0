"""Briefs (简讯): short items in a row, each a story of one paragraph with a mark or a head."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from articles.ingest.text.bullets import BULLETS, IN_BRACKETS
from articles.ingest.text.flow import TAIL_NAMES, Item, Kind, ends_text
from articles.ingest.text.joining import is_latin, join_lines, tidy_head
from articles.ingest.text.told import Story
from articles.records import Block
from articles.wording.datelines import split_opening

LEAST, LEAST_UNLABELLED = 2, 3
"""Items in a row below a label, and where none stands over them."""
MOST_CHARACTERS, MOST_LETTERS = 260, 600
"""The longest brief, in Chinese and in languages that write letters."""
HEAD_LINES = 2
SHORT_HEAD = 0.65
"""The share of its column's measure that a head fills at most which was taken for text."""
OPEN_AS_NEWS = 0.5
"""The share of items without a label that open or end as news do; those of a list inside a story do not."""
_LEAD = re.compile(
    r"^.{0,14}?(?:\d{1,2}月\d{1,2}日|\d{1,2}日|近日|日前|昨日|昨天|今天|今日|前天|本月|本周|上周|近期|目前|截至)"
)
_HEADED = re.compile(r"^【(?P<head>[^】]+)】\s*(?P<text>.+)$", re.S)


def find_briefs(items: list[Item], labels: Iterable[int]) -> None:
    """Number the briefs among items; ``labels`` are the indexes of the lines that say 简讯."""
    number = 0
    for label in labels:
        start = next((at for at, item in enumerate(items) if item.line.index > label), len(items))
        _free_heads(items, start)
        spans = _row(items, start)
        if len(spans) >= LEAST:
            number = _count(items, spans, number)
    at = 0
    while at < len(items):
        spans = [] if items[at].brief or not items[at].opener else _row(items, at)
        if len(spans) >= LEAST_UNLABELLED and _are_news(items, spans):
            number = _count(items, spans, number)
            at = spans[-1][1]
        else:
            at += 1


def _free_heads(items: list[Item], at: int) -> None:
    """Heads below a label that were taken for the first line of their text: far too short for its measure."""
    if at == len(items) or items[at].kind is not Kind.HEAD or items[at].opener:
        return
    for item, after in pairwise(items[at:]):
        first = (
            item.kind is Kind.PROSE and item.paragraph and after.kind is Kind.PROSE and not after.paragraph
        )
        if item.kind not in (Kind.PROSE, Kind.HEAD):
            return
        if first and item.width <= SHORT_HEAD * item.measure and not ends_text(item.line.text):
            if not after.line.text[0].islower():
                item.kind, after.paragraph = Kind.HEAD, True


def _count(items: list[Item], spans: list[tuple[int, int]], number: int) -> int:
    for start, end in spans:
        number += 1
        for item in items[start:end]:
            item.brief = number
    return number


def _row(items: list[Item], at: int) -> list[tuple[int, int]]:
    """The items made alike in a row from ``at`` on: each its first line, and the one after its last."""
    mark = _mark(items, at)
    spans = []
    while (end := _end(items, at, mark)) is not None:
        spans.append((at, end))
        at = end
    return spans


def _mark(items: list[Item], at: int) -> str:
    """What opens the item that starts here: its first line, or the first of the text below its head."""
    while at < len(items) and items[at].kind is Kind.HEAD and not items[at].opener:
        at += 1
    return items[at].opener if at < len(items) else ""


def _end(items: list[Item], start: int, mark: str) -> int | None:
    """Where the item ends that starts here; None where none of this make does."""
    at = start
    while at < len(items) and items[at].kind is Kind.HEAD and at - start < HEAD_LINES:
        if at > start and items[at].opener:
            return None
        at += 1
    if at == len(items) or items[at].kind is not Kind.PROSE or items[at].brief:
        return None
    if (items[start].opener or items[at].opener) != mark or (not mark and at == start):
        return None
    end = at + 1
    while end < len(items) and items[end].kind is Kind.PROSE and not items[end].paragraph:
        end += 1
    text = join_lines(item.line.text for item in items[at:end])
    if len(text) > (MOST_LETTERS if is_latin(text) else MOST_CHARACTERS):
        return None
    if end < len(items) and items[end].kind is Kind.PROSE and TAIL_NAMES.fullmatch(items[end].line.text):
        end += 1  # who wrote it, on a line below
    if not mark and is_latin(text):
        # Ragged lines of English end anywhere, so that a second paragraph may be none.
        while end < len(items) and items[end].kind is Kind.PROSE and not items[end].line.gap:
            end += 1
    more = end < len(items) and items[end].kind is Kind.PROSE and not items[end].opener
    # Below a mere head a second paragraph says that this is a story as any other.
    return None if more and not mark else end


def _are_news(items: list[Item], spans: list[tuple[int, int]]) -> bool:
    """Whether items without a label are briefs, not the points of a list or the parts of one story."""
    if any(items[start].kind is Kind.HEAD for start, _end in spans):
        return False
    return read_as_news([join_lines(item.line.text for item in items[start:end]) for start, end in spans])


def read_as_news(texts: list[str]) -> bool:
    """Whether paragraphs that one mark opens are told as news are, or headed in brackets."""
    if all(text.startswith(IN_BRACKETS) for text in texts):
        return True
    news = sum(
        bool(_LEAD.match(text) or TAIL_NAMES.search(text) or split_opening(text.lstrip(BULLETS + " ")))
        for text in texts
    )
    return news >= OPEN_AS_NEWS * len(texts)


def read_brief(items: list[Item]) -> Story:
    """The story that a brief's lines tell."""
    prose = [item for item in items if item.kind is Kind.PROSE]
    head, text = split_head(join_lines(item.line.text for item in prose))
    headline = " ".join(item.line.text.lstrip(BULLETS + " ") for item in items if item.kind is Kind.HEAD)
    return Story(
        blocks=[Block("paragraph", text)],
        places=[(items[0].line.index, items[-1].line.index, max(item.measure for item in prose))],
        closed=True,
        brief=True,
        headline=tidy_head(headline or head),
    )


def split_head(text: str) -> tuple[str, str]:
    """The head in brackets with which a brief begins (or ``""``), and its text without the mark."""
    text = text.lstrip(BULLETS + " ")
    headed = _HEADED.match(text)
    return (headed["head"], headed["text"]) if headed else ("", text)
