"""Photos: captions found by the credit that ends them, or by what only a caption says."""

from __future__ import annotations

import re
from dataclasses import dataclass

from articles.ingest.text.flow import Item, Kind
from articles.ingest.text.joining import join_lines, tidy
from articles.ingest.text.lines import Line
from articles.ingest.text.marks import opens_caption
from articles.ingest.text.text_costs import ALIKE, INDENT
from articles.ingest.text.words import grams_of, plain_share
from articles.wording.credits import split_credit
from articles.wording.values import Signature

MOST_CHARACTERS = 240
POINTED_CAPTION = 40
"""Characters of a sentence among a story's paragraphs that tells who is who in a picture."""
LONE_CAPTION = 90
"""Characters of a sentence that may be a caption without a credit."""
LEAST_REST = 10
"""Characters of a caption below a headline that was set to its width."""
HEADLINE_REACH, REPEATED = 60, 0.6
"""Lines of text near a headline, and the share of its words that they repeat."""
NEAR = 3
"""Lines above among which the paragraph of its column is looked for, a subhead between."""
BARE_CAPTION = 14
"""Columns from which a line without a full stop above a credit is its caption."""

_MARKS = re.compile("[，。；：、]")
_STOP = re.compile(r"[。！？]")
_POINTED = re.compile(r"[（(][左右前后中]+[一二三四五排]?[）)]|[（(]资料(?:图|照)片?[）)]")
"""Who is who in a picture: 张三（右一）."""


@dataclass(slots=True)
class Shot:
    """A photo as printed: the lines that it takes, caption and credits. ``at`` is where it stands."""

    lines: list[Line]
    caption: str
    credits: tuple[Signature, ...] = ()
    at: int = 0


def find_shots(items: list[Item]) -> list[Shot]:
    """The paragraphs that a credit ends, behind them or on a line below, in print order."""
    shots: list[Shot] = []
    free = 0
    for at, item in enumerate(items):
        credit = item.kind is Kind.CREDIT
        ends = item.kind is Kind.PROSE and (at + 1 == len(items) or items[at + 1].paragraph)
        if not credit and not (ends and item.ends_with_credit):
            credited = at + 1 < len(items) and items[at + 1].kind is Kind.CREDIT
            if (
                ends
                and not credited
                and not item.brief
                and (told := _told_by_its_words(items, max(free, _caption_start(items, at)), at))
            ):
                shots.append(told)
                free = at + 1
            continue
        start = max(free, _caption_start(items, at))
        # Spaces stay as printed until the credit is read, since they part its names.
        printed = join_lines(one.line.text for one in items[start : at + 1])
        caption, credits = split_credit(printed)
        if not credits or len(caption) > MOST_CHARACTERS:
            continue
        if start < at and _is_headline(items, start, at, caption):
            items[start].kind = Kind.HEAD
            caption = caption[len(items[start].line.text) :]
            start += 1
        block = [one.line for one in items[start : at + 1]]
        shots.append(Shot(block, tidy(caption), credits, block[0].index))
        free = at + 1
    return shots


def _is_headline(items: list[Item], start: int, at: int, caption: str) -> bool:
    """Whether the first line over a caption is a headline set to its width: the page repeats its words."""
    first = items[start].line.text
    if _MARKS.search(first) or len(caption) - len(first) < LEAST_REST or not caption.startswith(first):
        return False
    near = items[max(0, start - HEADLINE_REACH) : start] + items[at + 1 : at + 1 + HEADLINE_REACH]
    text = join_lines(item.line.text for item in near if item.kind is Kind.PROSE)
    return plain_share(grams_of(first), grams_of(text)) >= REPEATED


def _told_by_its_words(items: list[Item], start: int, at: int) -> Shot | None:
    """A sentence that starts as only captions do, without a credit."""
    text = tidy(join_lines(one.line.text for one in items[start : at + 1]))
    pointed = bool(_POINTED.search(text)) and len(text) <= POINTED_CAPTION
    if not (opens_caption(text) or pointed) or not is_one_sentence(text):
        return None
    if not pointed and _is_indented(items, start, at):
        return None
    block = [one.line for one in items[start : at + 1]]
    return Shot(block, text, at=block[0].index)


def _is_indented(items: list[Item], start: int, at: int) -> bool:
    """Whether what starts as captions do (这是) is a paragraph of the column above, its indent lost."""
    first = items[start]
    if start == 0 or start == at or not first.line.text.startswith("这是"):
        return False
    above = next(
        (one for one in reversed(items[max(0, start - NEAR) : start]) if one.kind is Kind.PROSE), None
    )
    same = above is not None and abs(above.measure - first.measure) <= ALIKE
    return same and first.width <= first.measure - INDENT + 1


def _caption_start(items: list[Item], at: int) -> int:
    """The first line of the caption whose credit ends on line ``at``."""
    start = at
    if items[at].kind is Kind.CREDIT:
        if at == 0:
            return at
        above = items[at - 1]
        if above.kind is Kind.HEAD and not above.line.spaced and not items[at].line.gap:
            return at - 1 if above.width >= BARE_CAPTION else at
        if above.kind is not Kind.PROSE:
            return at
        start = at - 1
    while start > 0 and not items[start].paragraph:
        start -= 1
    return start


def is_one_sentence(text: str) -> bool:
    """Whether a text is one sentence, no longer than a caption."""
    return len(text) <= LONE_CAPTION and len(_STOP.findall(text)) == 1 and bool(_STOP.search(text[-2:]))


def is_caption(text: str) -> bool:
    """Whether a lone sentence without a credit reads as a caption."""
    return len(text) <= LONE_CAPTION and (opens_caption(text) or bool(_POINTED.search(text)))
