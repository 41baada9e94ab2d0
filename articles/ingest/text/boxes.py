"""What is set apart before stories are read: furniture, notices, advertisements, boxes, teasers.

Each takes whole lines; nothing is dropped, all of it goes to ``left_out`` in print order.
"""

from __future__ import annotations

import re

from articles.ingest.text.apart import ADVERT_MARK, STORY_MARKS, Apart
from articles.ingest.text.edges import SHORT_LINE, take_edges, take_folio
from articles.ingest.text.joining import ends_sentence
from articles.ingest.text.lines import Line
from articles.ingest.text.marks import Mark
from articles.ingest.text.notices import take_notices
from articles.ingest.text.tables import take_tables
from articles.records import LeftOutKind
from articles.wording import furniture
from articles.wording.imprint import is_staff_line

_MIN_ADVERT_CUES = 2
_ADVERT_NAME_LINES = 3
"""Lines above an advertisement's first cue that are its name, where no blank line parts them."""
_REST_OF_ROW = 4
"""Columns of what may be the rest of a weather row: a lone ℃."""


def set_apart(lines: list[Line], marks: list[Mark]) -> Apart:
    """Find everything on the page that is no story and no photo."""
    apart = Apart()
    take_notices(lines, marks, apart)
    _take_boxes(lines, marks, apart)
    _take_adverts(lines, marks, apart)
    take_edges(lines, marks, apart)
    take_tables(lines, marks, apart)
    _take_teasers(lines, marks, apart)
    for line, mark in zip(lines, marks, strict=True):
        if mark is Mark.FURNITURE or mark is Mark.LABEL:
            apart.take([line], "furniture")
    take_folio(lines, marks, apart)
    return apart


def _take_boxes(lines: list[Line], marks: list[Mark], apart: Apart) -> None:
    """Weather, telephone lists and other boxes of key and value, with the head above them."""
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and apart.is_free(lines[end]) and _is_box_row(lines[end], marks[end]):
            end += 1
        rows = end - at
        headed = at > 0 and apart.is_free(lines[at - 1]) and furniture.is_box_head(lines[at - 1].text)
        contact = sum(furniture.is_contact_line(line.text) for line in lines[at:end])
        weather = sum(furniture.is_weather_line(line.text) for line in lines[at:end])
        advert = not headed and end < len(lines) and furniture.compact(lines[end].text) == ADVERT_MARK
        if rows and not advert and (headed or (rows >= 2 and (contact >= 2 or weather >= 2))):
            start = at - headed if headed or not contact else _advert_above(lines, marks, apart, at)
            kind: LeftOutKind = "advert" if start < at - headed else "notice" if contact else "furniture"
            apart.take(lines[start:end], kind)
        at = max(end, at + 1)


def _advert_above(lines: list[Line], marks: list[Mark], apart: Apart, at: int) -> int:
    """Where an advertisement begins whose address stands on line ``at``: its praise, its name over that."""
    start = at
    while start and apart.is_free(lines[start - 1]) and furniture.is_advert_line(lines[start - 1].text):
        start -= 1
    named = start and apart.is_free(lines[start - 1]) and _may_be_advert(lines[start - 1], marks[start - 1])
    return start - 1 if named and start < at and not lines[start].gap else start


def _is_box_row(line: Line, mark: Mark) -> bool:
    if mark in STORY_MARKS or mark is Mark.LABEL or ends_sentence(line.text):
        return False
    if furniture.is_key_value(line.text):
        short = line.width <= 60
        digits = sum(character.isdigit() for character in line.text)
        return short and (
            furniture.is_contact_line(line.text) or furniture.is_weather_line(line.text) or digits >= 3
        )
    return (
        furniture.is_weather_line(line.text)
        and line.width <= 60
        and (line.width <= _REST_OF_ROW or bool(re.search(r"\d", line.text)))
    )


def _take_adverts(lines: list[Line], marks: list[Mark], apart: Apart) -> None:
    gapped = any(line.gap for line in lines[1:])
    at = 0
    while at < len(lines):
        end = at
        cues = 0
        while end < len(lines) and apart.is_free(lines[end]) and _may_be_advert(lines[end], marks[end]):
            if end > at and lines[end].gap and not _is_cue(lines[end]):
                break
            end += 1
        labelled = end < len(lines) and furniture.compact(lines[end].text) == ADVERT_MARK
        block = lines[at:end]
        cued = [number for number, line in enumerate(block) if _is_cue(line)]
        # An order line (订购热线：…) is praise and address in one.
        cues = sum(
            1 + (furniture.is_advert_line(line.text) and furniture.is_contact_line(line.text))
            for line in block
            if _is_cue(line)
        )
        if cues >= _MIN_ADVERT_CUES or (labelled and block):
            first = cued[0] if cued else len(block) - 1
            least = first - (_ADVERT_NAME_LINES if gapped or not cued else 1)
            while first > max(0, least) and not block[first].gap:
                first -= 1
            apart.take([*block[first:], *(lines[end : end + 1] if labelled else [])], "advert")
        at = max(end, at + 1)


def _is_cue(line: Line) -> bool:
    return furniture.is_advert_line(line.text) or furniture.is_contact_line(line.text)


def _may_be_advert(line: Line, mark: Mark) -> bool:
    if mark in STORY_MARKS or mark is Mark.LABEL:
        return False
    if mark is Mark.FURNITURE and not _is_cue(line):
        return False
    if is_staff_line(line.text):
        return False
    return not re.search(r"[。！？；，,]$", line.text) and (line.width <= SHORT_LINE or _is_cue(line))


def _take_teasers(lines: list[Line], marks: list[Mark], apart: Apart) -> None:
    for at, (line, mark) in enumerate(zip(lines, marks, strict=True)):
        if mark is Mark.TEASER and apart.is_free(line):
            block = [line]
            alone = len(furniture.compact(line.text)) <= 10
            above = lines[at - 1] if at else None
            if alone and above is not None and not line.gap and marks[at - 1] is Mark.NONE:
                if not ends_sentence(above.text) and above.width <= 60:
                    block.insert(0, above)
            apart.take(block, "teaser")
        elif (
            "导读" in furniture.compact(line.text) if mark is Mark.LABEL else _heads_teasers(line, marks, at)
        ):
            end = at + 1
            while (
                end < len(lines)
                and marks[end] in (Mark.NONE, Mark.TEASER)
                and not ends_sentence(lines[end].text)
            ):
                if not any(marks[near] is Mark.TEASER for near in range(end, min(end + 3, len(lines)))):
                    break
                end += 1
            apart.take(lines[at:end], "teaser")


def _heads_teasers(line: Line, marks: list[Mark], at: int) -> bool:
    """Whether a line is the head of a teaser box that no list of labels knows: 今日看点."""
    return furniture.is_box_head(line.text) and Mark.TEASER in marks[at + 1 : at + 3]
