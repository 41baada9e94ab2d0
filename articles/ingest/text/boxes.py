"""What is set apart before stories are read: furniture, notices, advertisements, boxes, teasers.

Each takes whole lines; nothing is dropped, all of it goes to ``left_out`` in print order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from articles.ingest.text.flow import Kind, flow
from articles.ingest.text.joining import ends_sentence
from articles.ingest.text.lines import Line
from articles.ingest.text.marks import Mark
from articles.ingest.text.measures import REACH
from articles.records import LeftOut, LeftOutKind
from articles.wording import furniture
from articles.wording.imprint import is_staff_line

_SHORT_LINE = 44
_MIN_ADVERT_CUES = 2
_ADVERT_NAME_LINES = 3
"""Lines above an advertisement's first cue that are its name, where no blank line parts them."""
ADVERT_MARK = "广告"
_NOTICE_REACH = 60
"""Lines below the last head of a notice among which its end is looked for."""
_SIGNED = 32
"""Columns of the line in which a body signs its notice,"""
_NOTICE_LINES = 16
"""Lines that a signed notice takes at most,"""
_SIGNING_DAY = re.compile(
    r"^(?:(?:\d{4}|[〇○零一二三四五六七八九]{4})年)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:\d{1,2}|[一二三四五六七八九十]{1,3})日$"
)
"""and the day below its body's name, with which it ends."""
_BODY_NAME = re.compile(
    r"(?:局|馆|校|[大中小]学|部|集团|公司|委员会|中心|院|社|处|办公室|会|政府|银行|厂|所|队|站)[。]?$"
)
"""and how its name ends."""
_REST_OF_ROW = 4
"""Columns of what may be the rest of a weather row: a lone ℃."""
_EDGE_LINES = 6
"""Lines of a folio or a nameplate at a page's edge."""
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
    _take_edges(lines, marks, apart)
    _take_teasers(lines, marks, apart)
    for line, mark in zip(lines, marks, strict=True):
        if mark is Mark.FURNITURE or mark is Mark.LABEL:
            apart.take([line], "furniture")
    _take_folio(lines, marks, apart)
    return apart


def _free(line: Line, apart: Apart) -> bool:
    return line.index not in apart.taken


def _take_notices(lines: list[Line], marks: list[Mark], apart: Apart) -> None:
    """Notices: paragraphs that a notice's head opens, and columns of them (公告专栏) up to the word 广告."""
    heads = [at for at, line in enumerate(lines) if _is_notice_line(line)]
    if not heads:
        return
    for at in heads:
        if (end := _signed_end(lines, marks, at)) is not None:
            apart.take(lines[at:end], "notice")
    # Measures are looked for among the lines near by alone: the rest of the page need not be read.
    start, end = max(0, heads[0] - REACH), heads[-1] + _NOTICE_REACH
    pieces = _pieces(lines[start:end], marks[start:end])
    at = 0
    while at < len(pieces):
        end = at + 1
        if _opens_notice(pieces[at]):
            while end < len(pieces) and _goes_on(pieces, at, end):
                end += 1
            closed = end < len(pieces) and furniture.compact(pieces[end].text) == ADVERT_MARK
            end += closed
            text = "".join(piece.text for piece in pieces[at:end])
            named = furniture.is_notice_column(pieces[at].text)
            sure = named or closed or furniture.sounds_like_notice(text) or furniture.is_contact_line(text)
            if sure or (end - at > 1 or len(pieces[at].lines) > 1):
                apart.take([line for piece in pieces[at:end] for line in piece.lines], "notice")
        at = end


def _signed_end(lines: list[Line], marks: list[Mark], start: int) -> int | None:
    """Where a notice ends that a body signs and dates, the line after it; None where none does."""
    for at in range(start + 1, min(len(lines), start + _NOTICE_LINES)):
        line = lines[at]
        if marks[at] in _STORY_MARKS:
            return None
        if (line.gap and at > start + 1) or (at > start + 1 and _is_notice_line(line)):
            return None
        if at > start + 1 and _SIGNING_DAY.match(furniture.compact(line.text)):
            signed = _BODY_NAME.search(lines[at - 1].text) and lines[at - 1].width <= _SIGNED
            return at + 1 if signed else None
    return None


@dataclass(frozen=True, slots=True)
class _Piece:
    """A paragraph, or a line that is none, with its mark."""

    lines: list[Line]
    mark: Mark
    prose: bool

    @property
    def text(self) -> str:
        return "".join(line.text for line in self.lines)


def _pieces(lines: list[Line], marks: list[Mark]) -> list[_Piece]:
    pieces: list[_Piece] = []
    for item, mark in zip(flow(lines, marks), marks, strict=True):
        prose = item.kind is Kind.PROSE
        if prose and not item.paragraph and pieces:
            pieces[-1].lines.append(item.line)
        else:
            pieces.append(_Piece([item.line], mark, prose))
    return pieces


def _opens_notice(piece: _Piece) -> bool:
    return _is_notice_line(piece.lines[0])


def _is_notice_line(line: Line) -> bool:
    return furniture.is_notice_column(line.text) or furniture.is_notice_head(line.text)


def _goes_on(pieces: list[_Piece], start: int, at: int) -> bool:
    """Whether the notices that begin with piece `start` go on with piece `at`."""
    before, piece = pieces[at - 1], pieces[at]
    line = piece.lines[0]
    if furniture.compact(piece.text) == ADVERT_MARK or furniture.is_box_head(piece.text):
        return False
    if _opens_notice(piece):
        return True
    unfinished = not ends_sentence(before.text) and not line.gap
    if piece.mark in (Mark.FURNITURE, Mark.LABEL):
        # A notice quotes numbers and addresses that look like furniture while its sentence runs on.
        return (
            piece.mark is Mark.FURNITURE
            and unfinished
            and (before.prose or furniture.is_date_line(piece.text))
        )
    if piece.mark in _STORY_MARKS:
        return False
    headed = len(before.lines) == 1 and _opens_notice(before) and not ends_sentence(before.text)
    if headed:
        return piece.prose or not line.spaced
    if unfinished and before.prose:
        return True
    signed = (
        not piece.prose and not line.gap and line.width <= _SIGNED and bool(_BODY_NAME.search(piece.text))
    )
    return signed or furniture.sounds_like_notice(piece.text) or furniture.is_contact_line(piece.text)


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
        advert = not headed and end < len(lines) and furniture.compact(lines[end].text) == ADVERT_MARK
        if rows and not advert and (headed or (rows >= 2 and (contact >= 2 or weather >= 2))):
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
        while end < len(lines) and _free(lines[end], apart) and _may_be_advert(lines[end], marks[end]):
            if end > at and lines[end].gap and not _is_cue(lines[end]):
                break
            end += 1
        labelled = end < len(lines) and furniture.compact(lines[end].text) == ADVERT_MARK
        block = lines[at:end]
        cued = [number for number, line in enumerate(block) if _is_cue(line)]
        cues = len(cued)
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
    if mark in _STORY_MARKS or mark is Mark.LABEL:
        return False
    if mark is Mark.FURNITURE and not _is_cue(line):
        return False
    if is_staff_line(line.text):
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


def _take_edges(lines: list[Line], marks: list[Mark], apart: Apart) -> None:
    """Nameplate and folio in words that no list knows: short lines beside furniture at the page's edges."""
    for step, edge in ((1, 0), (-1, len(lines) - 1)):
        block: list[Line] = []
        at = edge
        while 0 <= at < len(lines) and len(block) < _EDGE_LINES and _may_be_folio(lines[at], marks[at]):
            block.append(lines[at])
            at += step
            if 0 <= at < len(lines) and lines[max(at, at - step)].gap:
                break
        known = [number for number, line in enumerate(block) if _is_folio(line, marks[line.index])]
        if known:
            gapped = 0 <= at < len(lines) and lines[max(at, at - step)].gap
            # Where no blank line ends the block, a head may stand right behind its last known line.
            apart.take(
                [one for one in block[: len(block) if gapped else known[-1] + 1] if _free(one, apart)],
                "furniture",
            )


def _may_be_folio(line: Line, mark: Mark) -> bool:
    if mark is Mark.FURNITURE or furniture.is_short_folio(line.text):
        return True
    return mark in (Mark.NONE, Mark.LABEL) and line.width <= _SHORT_LINE and not ends_sentence(line.text)


def _is_folio(line: Line, mark: Mark) -> bool:
    """Whether a line shows that a page's edge is furniture; a label (简讯) may stand over stories."""
    return (
        mark is Mark.FURNITURE or furniture.is_short_folio(line.text) or furniture.is_latin_folio(line.text)
    )


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
