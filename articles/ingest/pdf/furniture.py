"""The page's own lines: nameplate, folio and imprint, by where they stand and what they say."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from articles.geometry import Box, hull
from articles.ingest.pdf.lines import Line
from articles.ingest.pdf.measure import Measure
from articles.ingest.pdf.surface import Surface, overlap, width
from articles.ingest.text.joining import ends_sentence
from articles.wording import furniture

FOLIO_BAND = 0.09
"""A folio stands in this share of the page's height at its top,"""
NAMEPLATE_BAND = 0.3
"""a nameplate in this one,"""
FOOT_BAND = 0.07
"""an imprint in this one at its foot."""
FULL = 0.8
"""A rule at least this share of the printed width long parts the page's own lines from its stories."""
HEADLINE = 2.0
"""Vertical type of so many times the text's size is a headline, at a page's edge, too."""
LONG = 8
"""A line of at least so many characters is one of running text."""
MOST_TEXT = 3
"""More lines of running text than this above a rule are no nameplate."""


@dataclass(slots=True)
class Own:
    """The page's own lines, with the folio and the section that they print."""

    lines: list[Line] = field(default_factory=list)
    number: str | None = None
    section: str = ""


def find_own(lines: list[Line], surface: Surface, page: Box, sizes: Measure) -> Own:
    """Sort out the lines of nameplate, folio and imprint."""
    printed = hull([line.box for line in lines]) if lines else page
    full = [rule for rule in surface.across if width(rule) >= FULL * width(printed)]
    page_height = page[3] - page[1]
    worded = [line for line in lines if _is_own(line, sizes)]
    own: list[Line] = []
    head = _head_limit(lines, worded, full, page_height, sizes)
    own += [line for line in lines if line.y1 <= head]
    foot = min(
        (rule[1] for rule in full if rule[1] >= page[3] - FOOT_BAND * page_height),
        default=page[3],
    )
    own += [line for line in lines if line.y0 >= foot - 1]
    for line in worded:
        band = line.y1 <= NAMEPLATE_BAND * page_height or line.y0 >= page[3] - FOOT_BAND * page_height
        if band and line not in own:
            own.append(line)
    below = [line for line in worded if line not in own]
    for line in sorted(below, key=lambda line: line.y0):
        if any(_goes_on(other, line) for other in own):
            own.append(line)
    own += [line for line in _at_edge(lines, sizes) if line not in own]
    own += _nameplate(lines, own, page_height, sizes)
    result = Own([line for line in lines if line in own])
    _read_folio(result, page_height)
    return result


def _goes_on(upper: Line, line: Line) -> bool:
    """Whether a line stands right under another of a nameplate's column of small print."""
    aligned = abs(upper.x0 - line.x0) < line.size or abs(upper.middle - line.middle) < line.size
    return aligned and 0 <= line.y0 - upper.y0 <= 2.5 * max(line.size, upper.size)


def _at_edge(lines: list[Line], sizes: Measure) -> list[Line]:
    """A folio at the outer edge: vertical lines beside all text, and what stands over or under them."""
    text = [line for line in lines if not line.down and len(line.text) >= LONG and sizes.is_text_size(line)]
    if not text:
        return []
    left, right = min(line.x0 for line in text), max(line.x1 for line in text)
    edge = [line for line in lines if line.x0 >= right - 1 or line.x1 <= left + 1]
    heads = [line for line in edge if line.down and line.size >= HEADLINE * sizes.em]
    edge = [line for line in edge if not any(_stands_by(line, head) for head in heads)]
    down = [line for line in edge if line.down]
    return [line for line in edge if any(overlap(line.box, other.box, 0) > 0.3 for other in down)]


def _stands_by(line: Line, head: Line) -> bool:
    """Whether a line is a vertical headline or what stands beside it."""
    apart = max(line.x0, head.x0) - min(line.x1, head.x1)
    return apart <= head.size and overlap(line.box, head.box, 1) > 0.3


def _is_own(line: Line, sizes: Measure) -> bool:
    text = line.text
    return furniture.is_furniture(text) or furniture.is_date_line(text)


def _head_limit(
    lines: list[Line], worded: list[Line], full: list[Box], page_height: float, sizes: Measure
) -> float:
    """The height above which all lines are the page's own: the lowest rule that closes nameplate or folio."""
    limit = 0.0
    for rule in sorted(full, key=lambda rule: rule[1]):
        if rule[1] > NAMEPLATE_BAND * page_height:
            break
        # What stands between two rules shows itself whose it is: a story below a folio is a story.
        above = [line for line in lines if limit - 1 <= line.y0 and line.y1 <= rule[3] + 1]
        text = [
            line
            for line in above
            if line not in worded and len(line.text) > 8 and (ends_sentence(line.text) or "，" in line.text)
        ]
        own = [line for line in above if line in worded]
        folio = rule[1] <= FOLIO_BAND * page_height and any(
            furniture.is_short_folio(line.text) for line in above
        )
        if len(text) <= MOST_TEXT and (own or folio):
            limit = rule[3] + 1
    return limit


def _nameplate(lines: list[Line], own: list[Line], page_height: float, sizes: Measure) -> list[Line]:
    """Lines of a nameplate that no rule closes: beside or between lines that only a nameplate has."""
    top = [line for line in own if line.y1 <= NAMEPLATE_BAND * page_height]
    more: list[Line] = []
    if len(top) >= 2:
        around = hull(line.box for line in top)
        more = [
            line
            for line in lines
            if line not in own
            and around[1] - 2 <= line.y0
            and line.y1 <= around[3] + 2
            and around[0] - 2 <= line.x0
            and line.x1 <= around[2] + 2
            and not ends_sentence(line.text)
            and len(line.text) <= 24
        ]
    folio = [
        line
        for line in lines
        if line not in own
        and line.y1 <= FOLIO_BAND * page_height
        and (furniture.is_short_folio(line.text) or furniture.is_section(line.text))
        and (not top or any(overlap(line.box, other.box, 1) > 0.3 for other in top if not other.down))
    ]
    return more + folio


def _read_folio(own: Own, page_height: float) -> None:
    """Page number and section from the folio's lines."""
    top = [line for line in own.lines if line.y1 <= FOLIO_BAND * page_height or line.down]
    foot = [line for line in own.lines if line.y0 >= (1 - FOOT_BAND) * page_height]
    alone = {furniture.folio_of(line.text)[0] for line in top if furniture.is_short_folio(line.text)}
    if len(alone) > 1:  # a list of what other pages hold, beside the nameplate
        top = [line for line in top if not furniture.is_short_folio(line.text)]
    for line in [*top, *foot]:
        text = line.text.strip()
        number, section = furniture.folio_of(text)
        if number and (own.number is None or furniture.is_short_folio(text)):
            own.number = number
        own.section = own.section or section
    if own.number is not None and not own.section:
        own.section = next((line.text for line in top if _may_be_section(line.text)), "")


def _may_be_section(text: str) -> bool:
    is_name = bool(re.fullmatch(r"[\u4e00-\u9fff·•]{2,8}", text))
    return is_name and not furniture.is_furniture(text) and not furniture.is_box_head(text)
