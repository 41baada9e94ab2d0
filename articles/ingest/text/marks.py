"""What one printed line is by its wording alone: jump, continuation, byline, dateline, furniture …"""

from __future__ import annotations

import re
from enum import Enum
from itertools import pairwise

from articles.ingest.text.joining import ends_sentence
from articles.ingest.text.lines import Line
from articles.wording import furniture
from articles.wording.bylines import MARKS, has_title, parse_byline
from articles.wording.credits import parse_credits, split_credit
from articles.wording.datelines import opens_with_dateline
from articles.wording.english import may_end_in_credit
from articles.wording.jumps import find_continuation, find_jump
from articles.wording.values import Signature


class Mark(Enum):
    """The kinds of line that wording decides."""

    NONE = "none"
    JUMP = "jump"
    CONTINUATION = "continuation"
    BYLINE = "byline"
    DATELINE = "dateline"
    CREDIT = "credit"
    FURNITURE = "furniture"
    LABEL = "label"
    TEASER = "teaser"


_CROSS_REFERENCE = re.compile(r"^[（(【\[][^（()）]{2,40}[见在刊][^（()）]{0,8}版[^（()）]{0,4}[）)】\]]$")
# Page number, section, date and the page's editors in one line, as a PDF tool prints a folio.
_FOLIO_LINE = re.compile(
    r"^\D{0,12}\d{0,3}\D{0,16}\d{4}年\d{1,2}月\d{1,2}日.{0,12}(?:责任编辑|责编|编辑|版式|校对|美编)"
    r"|^.{0,60}(?:责任编辑|本版责编|责编)[：:].{1,20}(?:版式|校对|美编|电话)[：:]"
)
_AUTHOR_NOTE = re.compile(
    r"^[（(](?:本文)?(?:第一)?(?:作者|笔者|执笔人|译者)(?:系|为|单位|是|现为|分别|均|简介|[：:])[^（）()]{2,80}[）)]$"
)
_SALUTATION = re.compile(r"^(?:编辑|各位|尊敬的|敬爱的|亲爱的)[\u4e00-\u9fff]{0,8}[：:]$")
_BOTH_WORKS = re.compile(
    r"(?:文[/／]图|图[/／]文|文图|图文)$|^(?:■|□|◎|●|◆)?\s*(?:文|撰文|文字)\s*[/／：:|｜].+[图摄影片]\s*[/／：:|｜]"
)
_PICTURED = re.compile(r"(?:摄|摄影|供图|[/／]图)\s*[）)]?$")
_CREDIT_CUE = re.compile(r"(?:摄|摄影|供图|提供|图|发|绘|制图|报道|供稿|片|[/／：:（(].{1,16})\s*[）)]?$")
_CAPTION_START = re.compile(r"^(?:这是|图为|图[①-⑳一二三四\d]|[上下左右]图|▲|▼|△)")
_OPEN_BRACKET = re.compile(r"[（(][^（()）]{0,60}$")
_CLOSES_FIRST = re.compile(r"^[（(][^（()）]{0,60}(?:[）)]|$)")
_BYLINE_LIMIT = 64
_BARE_NAME_LIMIT = 14
_KEY_AND_VALUE = re.compile(r"[：:]")
LONGEST_CAPTION = 5
"""More lines than a caption takes."""
NARROWEST, SAME_COLUMN = 16, 4
"""Columns of the narrowest column, and by how much its full lines differ."""


def is_cross_reference(text: str) -> bool:
    """A bracketed pointer to another page that belongs to its story: （相关报道见第四版）."""
    return bool(_CROSS_REFERENCE.match("".join(text.split())))


def is_author_note(text: str) -> bool:
    """Who the writer is, in brackets below his text: （作者系某大学教授）."""
    return bool(_AUTHOR_NOTE.match("".join(text.split())))


def is_salutation(text: str) -> bool:
    """With whom a letter begins: 编辑同志：."""
    return bool(_SALUTATION.match(text))


def is_whole_jump(text: str) -> bool:
    """Is the jump line all that `text` prints?"""
    found = find_jump(text)
    return found is not None and len(text.strip()) - len(found.printed) <= 1


def is_whole_continuation(text: str) -> bool:
    """Is the continuation line all that `text` prints?"""
    found = find_continuation(text)
    return found is not None and len(text.strip()) - len(found.printed) <= 1


def is_bare_name_line(line: Line) -> bool:
    """A line of names without any title: perhaps a byline, perhaps words."""
    text = line.text.strip(MARKS + " ")
    if text.startswith(("【", "[")):
        return False
    if line.spaced or len(text) > _BARE_NAME_LIMIT:
        return False
    names = parse_byline(text)
    # Without a title, names that run together are words more often than not: 文明花开.
    return bool(names) and not _run_together(text, names)


def _run_together(text: str, names: tuple[Signature, ...]) -> bool:
    return any(one.name + other.name in text for one, other in pairwise(names))


def is_titled_byline(text: str) -> bool:
    """A line that is a byline beyond doubt: a title or a mark, names, and nothing else."""
    if len(text) > _BYLINE_LIMIT or ends_sentence(text) or text.startswith(("（", "(")):
        return False
    return has_title(text) and bool(parse_byline(text))


def ends_with_credit(text: str) -> bool:
    """Whether a line of text ends with a photo credit."""
    cued = _CREDIT_CUE.search(text) or may_end_in_credit(text)
    return bool(cued) and bool(split_credit(text)[1])


def opens_caption(text: str) -> bool:
    """Whether a line starts as only a caption does: 图为, 这是."""
    return bool(_CAPTION_START.match(text))


def marks_of(lines: list[Line]) -> list[Mark]:
    """The marks of lines in print order; what stands inside brackets that a line above opened is text."""
    marks: list[Mark] = []
    waits = ""  # what stands in the open bracket so far
    for at, line in enumerate(lines):
        inside = waits and _CLOSES_FIRST.match(waits + line.text)
        mark = Mark.NONE if inside else mark_of(line)
        if mark in (Mark.FURNITURE, Mark.TEASER, Mark.CREDIT, Mark.LABEL) and _runs_on(lines, marks, at):
            mark = Mark.NONE
        if mark is Mark.CREDIT and _signs_both(lines, marks, at):
            mark = Mark.BYLINE
        marks.append(mark)
        if inside or marks[-1] in (Mark.NONE, Mark.DATELINE):
            opened = _OPEN_BRACKET.search(waits + line.text)
            waits = opened.group() if opened else ""
        else:
            waits = ""
    return marks


def _runs_on(lines: list[Line], marks: list[Mark], at: int) -> bool:
    """Whether a line fills the column of a sentence that began above it, whatever its own words look like."""
    if at == 0 or lines[at].gap or lines[at].width < NARROWEST:
        return False
    line, above = lines[at], lines[at - 1]
    if marks[at - 1] not in (Mark.NONE, Mark.DATELINE) or ends_sentence(above.text):
        return False
    around = (*lines[max(0, at - 3) : at], *lines[at + 1 : at + 2])
    alike = sum(abs(other.width - line.width) <= SAME_COLUMN for other in around)
    return (
        alike >= 2 and abs(above.width - line.width) <= SAME_COLUMN and not _KEY_AND_VALUE.search(line.text)
    )


def _signs_both(lines: list[Line], marks: list[Mark], at: int) -> bool:
    """Whether a line between a head and its text says who wrote and who took the pictures (文/图)."""
    if not _BOTH_WORKS.search(lines[at].text) or at + 1 == len(lines) or not parse_byline(lines[at].text):
        return False
    above = lines[at - 1].text if at else ""
    headed = not at or (marks[at - 1] is Mark.NONE and not ends_sentence(above) and above[-1] not in "，、；")
    apart = headed or bool(lines[at].gap) or _is_long(lines, at)
    return apart and lines[at + 1].width >= NARROWEST


def _is_long(lines: list[Line], at: int) -> bool:
    """Whether more lines stand over a line, without a blank one, than a caption has."""
    above = lines[max(0, at - LONGEST_CAPTION) : at]
    return len(above) == LONGEST_CAPTION and not any(line.gap for line in above[1:])


def mark_of(line: Line) -> Mark:
    """The mark of `line`; NONE where its wording proves nothing."""
    text = line.text
    if is_whole_jump(text):
        return Mark.JUMP
    if is_whole_continuation(text):
        return Mark.CONTINUATION
    if _FOLIO_LINE.match("".join(text.split())):
        return Mark.FURNITURE
    if furniture.is_label(text) or furniture.is_brief_label(text):
        return Mark.LABEL
    if furniture.is_furniture(text):
        return Mark.FURNITURE
    if opens_with_dateline(text):
        return Mark.DATELINE
    if _PICTURED.search(text) and parse_credits(text):
        return Mark.CREDIT
    if is_titled_byline(text):
        return Mark.BYLINE
    if parse_credits(text):
        return Mark.CREDIT
    if (
        furniture.is_teaser(text)
        and find_jump(text) is None
        and not is_cross_reference(text)
        and not ends_sentence(text.rstrip("）)]】"))
    ):
        return Mark.TEASER
    return Mark.NONE
