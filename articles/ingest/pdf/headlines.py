"""What a head says: its column, kicker, headline and deck, and its bylines."""

from __future__ import annotations

import re
from dataclasses import dataclass

from articles.ingest.pdf.heads import Head
from articles.ingest.pdf.lines import Line
from articles.ingest.pdf.sides import is_byline
from articles.ingest.text.flow import DASHES
from articles.ingest.text.joining import tidy_head
from articles.wording.bylines import parse_byline
from articles.wording.column_names import column_of

SAME_SIZE = 0.86
"""A line of at least this share of the largest line's size is part of the headline."""
LABEL = 3
"""A word of at most so many characters over a headline names its column (栏目),"""
LABEL_OVER = 4
"""or of so many where a kicker stands between them."""
# A column's name (栏目) in brackets in the headline.
_COLUMN_IN_HEAD = re.compile(
    r"^[【\[［]([^】\]］]{2,12})[】\]］]\s*"
    r"|\s*[（(](?!(?:[上中下]|之?[一二三四五六七八九十]+|组图|附图|图文|视频|节选|摘要|连载|续完|完|全文|外.首)[）)])"
    r"([\u4e00-\u9fff·]{2,8})[）)]$"
)


@dataclass(frozen=True, slots=True)
class HeadText:
    """What a head says, part by part; bylines as printed."""

    column: str = ""
    kicker: str = ""
    headline: str = ""
    deck: str = ""
    bylines: tuple[str, ...] = ()


def read_head(head: Head) -> HeadText:
    """Kicker, headline and deck of a head by size, place and wording."""
    largest = head.size
    column, lines, bylines = "", list[Line](), list[str]()
    for run in _runs(head, largest):
        text = "".join(line.text for line in run).strip()
        smaller = run[0].size < SAME_SIZE * largest
        if smaller and (named := column_of(text, plain=not lines)):
            column = named
        elif smaller and _is_signed(text, bool(lines)):
            spaced = " ".join(line.text for line in run)
            bylines.append(max((text, spaced), key=lambda words: len(parse_byline(words))))
        else:
            lines += run
    at = [
        n
        for n, line in enumerate(lines)
        if line.size >= SAME_SIZE * largest and not line.text.startswith(DASHES)
    ]
    if not at:
        return HeadText(column, "", _words(lines), "", tuple(bylines))
    first, last = at[0], at[-1]
    over = lines[:first]
    if over and not column and len(over[0].text) <= (LABEL if len(over) == 1 else LABEL_OVER):
        column, over = over[0].text, over[1:]
    headline = _words(lines[first : last + 1])
    if found := _COLUMN_IN_HEAD.search(headline):
        column = column or found[1] or found[2]
        headline = (headline[: found.start()] + headline[found.end() :]).strip()
    return HeadText(column, _words(over), headline, _words(lines[last + 1 :]), tuple(bylines))


def _words(lines: list[Line]) -> str:
    return tidy_head(" ".join(line.text for line in lines))


def _runs(head: Head, largest: float) -> list[list[Line]]:
    """Lines of a head, those of one small style that follow each other together: a byline may take two."""
    runs: list[list[Line]] = []
    for line in head.lines:
        last = runs[-1][-1] if runs else None
        small = line.size < SAME_SIZE * largest
        alike = last is not None and last.font == line.font and abs(last.size - line.size) < 0.3
        if small and alike and last is not None and _is_signed(last.text + line.text, True):
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def _is_signed(text: str, after: bool) -> bool:
    return is_byline(text) or (after and len(text) <= 16 and bool(parse_byline(text)))
