"""One story as somebody pastes it, out of a word processor or a PDF → its heads, bylines, text and captions.

`reading.read_page` asks where a story ends and another begins; here that is known, so that no line may go to
another story: what stands before the first paragraph is head or byline, short lines behind it are subheads.
"""

from __future__ import annotations

from dataclasses import dataclass

from articles.ingest.decoding import check_text
from articles.ingest.text.flow import Kind, flow
from articles.ingest.text.joining import ends_sentence, ends_softly, join_lines, tidy_head
from articles.ingest.text.lines import Line, split_lines
from articles.ingest.text.marks import (
    NARROWEST,
    Mark,
    ends_with_credit,
    is_bare_name_line,
    is_titled_byline,
    mark_of,
    marks_of,
    opens_caption,
)
from articles.ingest.text.mending import mend
from articles.ingest.text.stacks import DECK_LENGTH, Heads, sort_heads
from articles.ingest.text.stories import ORNAMENTS, SUBHEAD_WIDTH, paragraphs_of, read_ends
from articles.ingest.text.told import Story
from articles.records import ArticleDraft, Block, LeftOut, PageDraft, PhotoDraft
from articles.wording.bylines import parse_byline
from articles.wording.credits import parse_credits, split_credit
from articles.wording.datelines import split_closing
from articles.wording.jumps import find_continuation, find_jump
from articles.wording.values import Signature

WHOLE_SHARE = 0.6
"""The share of long lines that end a sentence, from which on a line is a whole paragraph."""
LONGEST_HEAD = 100
"""Columns of the longest head, and of the longest that ends as a sentence does (？ ！)."""
LONGEST_SENTENCE_HEAD = 60
_MARKED = {
    Mark.JUMP: Kind.JUMP,
    Mark.CONTINUATION: Kind.CONTINUATION,
    Mark.BYLINE: Kind.BYLINE,
    Mark.CREDIT: Kind.CREDIT,
    Mark.DATELINE: Kind.PROSE,
}


@dataclass(slots=True)
class _Unit:
    """A paragraph, a head or a marked line; ``kind`` None for furniture."""

    text: str
    line: Line
    kind: Kind | None


def read_story(text: str) -> PageDraft:
    """Read the text of one story: a draft of one article, the captions in it, and what is neither.

    No word is lost. Raises ``decoding.UnreadableTextError`` where the text is empty, binary or too long.
    """
    check_text(text)
    lines = mend(split_lines(text))
    whole = _is_whole(lines)
    units = _whole_units(lines) if whole else _joined_units(lines)
    if not any(unit.kind is Kind.PROSE for unit in units):
        _without_prose(units)
    told, heads, photos = _tell(units)
    read_ends(told)
    two = len(heads) == 2 and heads[1].width >= DECK_LENGTH * heads[0].width
    sorted_heads = sort_heads(heads, whole=whole or two) if heads else Heads()
    article = ArticleDraft(
        column=sorted_heads.column,
        kicker=sorted_heads.kicker,
        headline=sorted_heads.headline,
        deck=sorted_heads.deck,
        bylines=tuple(told.bylines),
        dateline=told.dateline,
        body=tuple(told.blocks),
        jump=told.jump,
        continued_from=told.continued_from,
    )
    left_out = tuple(LeftOut("furniture", unit.text) for unit in units if unit.kind is None)
    return PageDraft(articles=(article,), photos=tuple(photos), left_out=left_out)


def _is_whole(lines: list[Line]) -> bool:
    """Whether a line is a paragraph, as a word processor has it, and no printed line of a column."""
    long = [line for line in lines if line.width > SUBHEAD_WIDTH] or [
        line for line in lines if line.width >= NARROWEST
    ]
    ends = sum(_ends_paragraph(line.text) for line in long)
    return not long or ends >= WHOLE_SHARE * len(long)


def _ends_paragraph(text: str) -> bool:
    return ends_sentence(text) or ends_softly(text) or ends_with_credit(text) or is_titled_byline(text)


def _whole_units(lines: list[Line]) -> list[_Unit]:
    units: list[_Unit] = []
    for line in lines:
        begun = any(unit.kind is Kind.PROSE for unit in units)
        headed = any(unit.kind is Kind.HEAD for unit in units)
        mark = mark_of(line)
        kind: Kind | None = _MARKED.get(mark) or (None if mark is Mark.FURNITURE else Kind.PROSE)
        if kind is Kind.PROSE and mark is not Mark.DATELINE and _is_head(line, begun):
            named = headed and not begun and is_bare_name_line(line)
            kind = Kind.BYLINE if named else Kind.HEAD
        units.append(_Unit(line.text, line, kind))
    return units


def _is_head(line: Line, begun: bool) -> bool:
    """Whether a line is a head: before the text any that is no sentence, inside of it a short one."""
    text = line.text
    if "。" in text or ends_with_credit(text) or split_closing(text)[1] is not None:
        return False
    if begun:
        return line.width <= SUBHEAD_WIDTH and not (ends_sentence(text) or ends_softly(text))
    if ends_sentence(text):
        return text[-1] in "？！" and line.width <= LONGEST_SENTENCE_HEAD
    return line.width <= LONGEST_HEAD


def _joined_units(lines: list[Line]) -> list[_Unit]:
    """Printed lines as paragraphs, by the reader of pages."""
    marks = marks_of(lines)
    furniture = [
        _Unit(line.text, line, None) for line, m in zip(lines, marks, strict=True) if m is Mark.FURNITURE
    ]
    kept = [at for at, mark in enumerate(marks) if mark is not Mark.FURNITURE]
    items = flow([lines[at] for at in kept], [marks[at] for at in kept])
    units: list[_Unit] = []
    at = 0
    while at < len(items):
        end = at + 1
        while end < len(items) and items[end].kind is Kind.PROSE is items[at].kind:
            end += 1
        if items[at].kind is Kind.PROSE:
            for paragraph in paragraphs_of(items[at:end]):
                text = join_lines(item.line.text for item in paragraph)
                units.append(_Unit(text, paragraph[0].line, Kind.PROSE))
        else:
            units.append(_Unit(items[at].line.text, items[at].line, items[at].kind))
        at = end
    return sorted([*units, *furniture], key=lambda unit: unit.line.index)


def _without_prose(units: list[_Unit]) -> None:
    """Verses, or heads alone: where there are more lines than heads may be, the first is the headline."""
    heads = [unit for unit in units if unit.kind is Kind.HEAD]
    if len(heads) > 3:
        for unit in heads[1:]:
            unit.kind = Kind.PROSE


def _tell(units: list[_Unit]) -> tuple[Story, list[Line], list[PhotoDraft]]:
    story, heads, photos = Story(), [], []
    for at, unit in enumerate(units):
        match unit.kind:
            case Kind.JUMP:
                story.jump = find_jump(unit.text)
            case Kind.CONTINUATION:
                story.continued_from = find_continuation(unit.text)
            case Kind.BYLINE:
                _sign(story, parse_byline(unit.text))
            case Kind.CREDIT:
                photos.append(PhotoDraft(_caption_above(story), parse_credits(unit.text)))
            case Kind.HEAD if not story.blocks:
                heads.append(unit.line)
            case Kind.HEAD:
                inside = at + 1 < len(units) and units[at + 1].kind is Kind.PROSE
                text = tidy_head(unit.text.lstrip(ORNAMENTS)) if inside else unit.text
                story.blocks.append(Block("subhead" if inside else "paragraph", text))
            case Kind.PROSE:
                _read_prose(story, unit.text, photos)
    return story, heads, photos


def _sign(story: Story, names: tuple[Signature, ...]) -> None:
    story.bylines += [name for name in names if name not in story.bylines]


def _caption_above(story: Story) -> str:
    """The paragraph above a credit's line, where it is a caption by its words."""
    if story.blocks and opens_caption(story.blocks[-1].text):
        return story.blocks.pop().text
    return ""


def _read_prose(story: Story, text: str, photos: list[PhotoDraft]) -> None:
    if not story.blocks and story.continued_from is None and (found := find_continuation(text)):
        story.continued_from = found
        text = text.replace(found.printed, "", 1).strip()
    if (jump := find_jump(text)) is not None:
        story.jump = jump
        text = text[: text.rfind(jump.printed)].strip()
    caption, credits = split_credit(text)
    if credits and ends_with_credit(text) and story.blocks:
        photos.append(PhotoDraft(caption, credits))
    elif text:
        story.blocks.append(Block("paragraph", text))
