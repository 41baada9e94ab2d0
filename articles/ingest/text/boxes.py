"""What is set apart before stories are read: furniture, notices, advertisements, boxes, teasers.

Each takes whole lines; nothing is dropped, all of it goes to ``left_out`` in print order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from articles.ingest.text.joining import ends_sentence
from articles.ingest.text.lines import Line
from articles.ingest.text.marks import Mark
from articles.records import LeftOut, LeftOutKind
from articles.wording import furniture

_SHORT_LINE = 44
_MIN_ADVERT_CUES = 2
_STORY_MARKS = {Mark.DATELINE, Mark.BYLINE, Mark.CONTINUATION, Mark.JUMP, Mark.CREDIT}


@dataclass(slots=True)
class Apart:
    """Lines set apart: `taken` maps a line's index to its kind; `number` and `section` are the folio's."""

    taken: dict[int, LeftOutKind] = field(default_factory=dict)
    group: dict[int, int] = field(default_factory=dict)
    number: str | None = None
    section: str = ""

    def take(self, lines: list[Line], kind: LeftOutKind) -> None:
        """Set `lines` apart as one piece of `kind`."""
        for line in lines:
            if line.index not in self.taken:
                self.taken[line.index] = kind
                self.group[line.index] = lines[0].index

    def pieces(self, lines: list[Line]) -> list[tuple[int, LeftOut]]:
        """The pieces with the index of their first line, lines kept as printed."""
        texts: dict[tuple[int, LeftOutKind], list[str]] = {}
        for line in lines:
            if line.index in self.taken:
                texts.setdefault((self.group[line.index], self.taken[line.index]), []).append(line.text)
        return [(first, LeftOut(kind, "\n".join(parts))) for (first, kind), parts in texts.items()]


def set_apart(lines: list[Line], marks: list[Mark]) -> Apart:
    """Find everything on the page that is no story and no photo."""
    apart = Apart()
    _take_notices(lines, marks, apart)
    _take_boxes(lines, marks, apart)
    _take_adverts(lines, marks, apart)
    _take_teasers(lines, marks, apart)
    for line, mark in zip(lines, marks, strict=True):
        if mark is Mark.FURNITURE or mark is Mark.LABEL:
            apart.take([line], "furniture")
    _take_folio(lines, marks, apart)
    return apart


def _free(line: Line, apart: Apart) -> bool:
    return line.index not in apart.taken


def _take_notices(lines: list[Line], marks: list[Mark], apart: Apart) -> None:
    at = 0
    while at < len(lines):
        column = furniture.compact(lines[at].text) in {
            "公告专栏",
            "公告栏",
            "分类广告",
            "分类信息",
            "公告",
            "启事",
        }
        if not (column or furniture.is_notice_head(lines[at].text)):
            at += 1
            continue
        end = _notice_end(lines, marks, at)
        text = "".join(line.text for line in lines[at:end])
        if end - at > 1 or furniture.sounds_like_notice(text) or furniture.is_contact_line(text):
            if (
                column
                or furniture.sounds_like_notice(text)
                or furniture.is_contact_line(text)
                or "：" not in text[:6]
            ):
                apart.take(lines[at:end], "notice")
        at = max(end, at + 1)


def _notice_end(lines: list[Line], marks: list[Mark], start: int) -> int:
    """Where the notices that begin at `start` end: at 广告, at a story, or after a finished paragraph."""
    at = start + 1
    while at < len(lines):
        line, mark = lines[at], marks[at]
        if furniture.compact(line.text) == "广告":
            return at + 1
        if (
            mark in _STORY_MARKS
            or mark in (Mark.FURNITURE, Mark.LABEL)
            or line.spaced
            or furniture.is_box_head(line.text)
        ):
            # A notice quotes numbers and addresses that look like furniture while its sentence runs on.
            if mark is not Mark.FURNITURE or ends_sentence(lines[at - 1].text) or line.gap:
                return at
        before = "".join(one.text for one in lines[max(start, at - 6) : at])
        if not furniture.is_notice_head(line.text) and ends_sentence(lines[at - 1].text):
            finished = line.gap or lines[at - 1].width < 0.8 * max(one.width for one in lines[start:at])
            if finished and not furniture.sounds_like_notice(_ahead(lines, at)):
                following = any(furniture.is_notice_head(one.text) for one in lines[at : at + 3])
                if not following and (line.gap or furniture.sounds_like_notice(before)):
                    return at
        at += 1
    return at


def _ahead(lines: list[Line], at: int) -> str:
    """The text from line `at` to the end of its paragraph, at most a few lines."""
    parts: list[str] = []
    for line in lines[at : at + 6]:
        if parts and line.gap:
            break
        parts.append(line.text)
    return "".join(parts)


def _take_boxes(lines: list[Line], marks: list[Mark], apart: Apart) -> None:
    """Weather, telephone lists and other boxes of key and value, with the head above them."""
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and _free(lines[end], apart) and _is_box_row(lines[end], marks[end]):
            end += 1
        rows = end - at
        headed = at > 0 and _free(lines[at - 1], apart) and furniture.is_box_head(lines[at - 1].text)
        contact = sum(furniture.is_contact_line(line.text) for line in lines[at:end])
        weather = sum(furniture.is_weather_line(line.text) for line in lines[at:end])
        if rows and (headed or (rows >= 2 and (contact >= 2 or weather >= 2))):
            apart.take(lines[at - headed : end], "notice" if contact else "furniture")
        at = max(end, at + 1)


def _is_box_row(line: Line, mark: Mark) -> bool:
    if mark in _STORY_MARKS or mark is Mark.LABEL or ends_sentence(line.text):
        return False
    if furniture.is_key_value(line.text):
        short = line.width <= 60
        digits = sum(character.isdigit() for character in line.text)
        return short and (
            furniture.is_contact_line(line.text) or furniture.is_weather_line(line.text) or digits >= 3
        )
    return furniture.is_weather_line(line.text) and line.width <= 60 and bool(re.search(r"\d", line.text))


def _take_adverts(lines: list[Line], marks: list[Mark], apart: Apart) -> None:
    at = 0
    while at < len(lines):
        end = at
        cues = 0
        while end < len(lines) and _free(lines[end], apart) and _may_be_advert(lines[end], marks[end]):
            if end > at and lines[end].gap and not _is_cue(lines[end]):
                break
            end += 1
        labelled = end < len(lines) and furniture.compact(lines[end].text) == "广告"
        block = lines[at:end]
        cued = [number for number, line in enumerate(block) if _is_cue(line)]
        cues = len(cued)
        if cues >= _MIN_ADVERT_CUES or (labelled and block):
            first = max(0, (cued[0] if cued else len(block)) - 1)
            if not cued:
                first = max(0, len(block) - 4)
            while first > 0 and not block[first].gap and len(block) - first < 3 and not cued:
                first -= 1
            apart.take([*block[first:], *(lines[end : end + 1] if labelled else [])], "advert")
        at = max(end, at + 1)


def _is_cue(line: Line) -> bool:
    return furniture.is_advert_line(line.text) or furniture.is_contact_line(line.text)


def _may_be_advert(line: Line, mark: Mark) -> bool:
    if mark in _STORY_MARKS or mark is Mark.LABEL:
        return False
    if mark is Mark.FURNITURE and not _is_cue(line):
        return False
    if furniture.is_staff_line(line.text):
        return False
    return not re.search(r"[。！？；，,]$", line.text) and (line.width <= _SHORT_LINE or _is_cue(line))


def _take_teasers(lines: list[Line], marks: list[Mark], apart: Apart) -> None:
    for at, (line, mark) in enumerate(zip(lines, marks, strict=True)):
        if mark is Mark.TEASER and _free(line, apart):
            block = [line]
            alone = len(furniture.compact(line.text)) <= 10
            above = lines[at - 1] if at else None
            if alone and above is not None and not line.gap and marks[at - 1] is Mark.NONE:
                if not ends_sentence(above.text) and above.width <= 60:
                    block.insert(0, above)
            apart.take(block, "teaser")
        elif mark is Mark.LABEL and "导读" in furniture.compact(line.text):
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


def _take_folio(lines: list[Line], marks: list[Mark], apart: Apart) -> None:
    """Page number and section name: short lines near other furniture, or words of a folio line."""
    for at, line in enumerate(lines):
        near = [marks[other] for other in range(max(0, at - 3), min(len(lines), at + 4)) if other != at]
        beside = Mark.FURNITURE in near
        edge = at <= 1 or at >= len(lines) - 2
        if _free(line, apart) and (beside or edge):
            if furniture.is_short_folio(line.text) or furniture.is_section(line.text):
                apart.take([line], "furniture")
        if apart.taken.get(line.index) == "furniture":
            number, section = furniture.folio_of(line.text)
            alone = furniture.is_short_folio(line.text)
            if number and (apart.number is None or alone):
                apart.number = number
            apart.section = apart.section or section
