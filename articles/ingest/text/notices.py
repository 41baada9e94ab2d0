"""Notices (公告, 启事): a head and the paragraphs below it, to the body and the day that sign them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from articles.ingest.text.apart import ADVERT_MARK, STORY_MARKS, Apart
from articles.ingest.text.facts import REACH
from articles.ingest.text.flow import Kind, flow
from articles.ingest.text.joining import ends_sentence
from articles.ingest.text.lines import Line
from articles.ingest.text.marks import Mark
from articles.wording import furniture

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


def take_notices(lines: list[Line], marks: list[Mark], apart: Apart) -> None:
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
        if marks[at] in STORY_MARKS:
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
    if piece.mark in STORY_MARKS:
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
