"""Body type: a story's printed paragraphs, broken and run through the column boxes of its frame."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from demo.typesetting.fonts import Face
from demo.typesetting.lines import Broken, Span, break_lines, tokens_of
from demo.typesetting.sheet import Rect, Sheet, spans, union
from demo.typesetting.story import Story
from demo.typesetting.style import Style

SUBHEAD_ROWS = {"center": 2, "left": 1, "mark": 1, "box": 2, "rule": 2}


@dataclass(frozen=True, slots=True)
class Box:
    """A free piece of a column: its left edge and top in mm, and how many rows of type it takes."""

    x: float
    y: float
    rows: int


@dataclass(slots=True)
class Item:
    """What is set as one piece: a line of type, or a subhead with its white."""

    lines: list[Broken]
    rows: int = 1
    kind: str = "paragraph"  # paragraph, subhead, byline, continuation, jump, tail
    align: str = "justify"
    block: int = -1  # index into the story's body


@dataclass(slots=True)
class Flowed:
    """Where the items went; ``over`` is the index of the first that found no room."""

    placed: list[tuple[int, int, Item]] = field(default_factory=list)  # (box, row, item)
    over: int | None = None
    spare: int = 0  # free rows after the last item


def _paragraph_spans(story: Story, style: Style, at: int, text: str, last: bool) -> list[Span]:
    found: list[Span] = []
    if at == 0:
        if story.continued and not story.continued.own_line:
            found += spans((story.continued.printed + (" " if story.latin else ""), style.jump_face))
        found += spans((story.lead(), style.lead_face))
    found += spans((text, style.body))
    if last and story.tail and style.tail_look == "glued":
        found += spans((story.tail, style.kai))
    if last and story.jump and not story.jump.own_line:
        found += spans((" " + story.jump.printed, style.jump_face))
    return found


def _short(text: str, face: Face, measure: float, latin: bool = False) -> list[Broken]:
    return break_lines(tokens_of([Span(text, face)], latin), measure)


def _subhead(text: str, style: Style, measure: float, block: int, latin: bool) -> Item:
    face, look = style.bold, style.subhead_look
    lines = [
        line
        for part in text.split("\n")
        for line in _short(text=part, face=face, measure=measure - 1, latin=latin)
    ]
    if look == "mark":
        lines = _short("▲" + text, face, measure, latin)
    align = "left" if look in ("left", "mark") else "center"
    return Item(lines, len(lines) + (SUBHEAD_ROWS[look] - 1), "subhead", align, block)


def items_of(story: Story, style: Style, measure: float, byline_in_heads: bool = False) -> list[Item]:
    """A story's share of a page as items for columns of ``measure`` em."""
    items: list[Item] = []
    if story.byline_at == "head" and story.byline and not byline_in_heads:
        face = style.bold if style.byline_look == "bold" else style.kai
        align = "right" if style.byline_look == "right" else "left"
        items += [Item([line], kind="byline", align=align) for line in _short(story.byline, face, measure)]
    if story.continued and story.continued.own_line:
        lines = _short(story.continued.printed, style.jump_face, measure, story.latin)
        items += [Item([line], kind="continuation", align="left") for line in lines]
    final = max(at for at, (kind, _) in enumerate(story.body) if kind == "paragraph")
    for at, (kind, text) in enumerate(story.body):
        if kind == "subhead":
            items.append(_subhead(text, style, measure, at, story.latin))
            continue
        flush = at == 0 and story.runs_on
        indent = 0.0 if flush else (1.0 if story.latin else 2.0)
        tokens = tokens_of(_paragraph_spans(story, style, at, text, at == final), story.latin)
        lines = break_lines(tokens, measure, indent, style.close_marks)
        if at == final and story.cut_short:
            lines[-1].last = lines[-1].natural < (measure - lines[-1].indent) * 0.8
        items += [Item([line], block=at) for line in lines]
    if story.tail and style.tail_look == "right":
        items += [Item([line], kind="tail", align="right") for line in _short(story.tail, style.kai, measure)]
    if story.jump and story.jump.own_line:
        line = _short(story.jump.printed, style.jump_face, measure, story.latin)[0]
        end = items[-1].lines[-1]
        free = measure - end.indent - end.natural
        if (
            style.jump_look == "end"
            and end.last
            and free >= line.natural + 1
            and items[-1].kind == "paragraph"
        ):
            items.append(Item([line], 0, "jump", "right"))
        else:
            items.append(Item([line], kind="jump", align="right"))
    return items


def flow(items: list[Item], boxes: list[Box]) -> Flowed:
    """Run items through boxes in order; a subhead is not left at a column's foot."""
    out = Flowed()
    box, row = 0, 0
    for at, item in enumerate(items):
        need = item.rows
        if item.kind == "subhead":
            need += min(2, len(items) - at - 1)
        while box < len(boxes) and row + (need if row else item.rows) > boxes[box].rows:
            box, row = box + 1, 0
        if box == len(boxes):
            out.over = at
            return out
        if item.rows == 0:  # shares the row of the line before it
            out.placed.append((box, row - 1, item))
            continue
        if item.kind == "subhead" and row == 0:
            item.rows = max(len(item.lines), item.rows)
        out.placed.append((box, row, item))
        row += item.rows
    out.spare = boxes[box].rows - row + sum(later.rows for later in boxes[box + 1 :])
    return out


def draw_flow(
    sheet: Sheet, style: Style, boxes: list[Box], flowed: Flowed, measure: float, latin: bool = False
) -> list[Rect]:
    """Draw what flowed, in columns of ``measure`` mm. Returns what each box covers, in reading order."""
    covered: dict[int, list[Rect]] = {}
    for at, row, item in flowed.placed:
        box = boxes[at]
        top = box.y + row * style.leading
        if item.kind == "subhead":
            covered.setdefault(at, []).extend(_draw_subhead(sheet, style, box.x, top, item, measure))
            continue
        for line in item.lines:
            rect = sheet.set(box.x, top, line, measure, style.size, style.leading, item.align, latin=latin)
            covered.setdefault(at, []).append(rect)
    return [union(covered[at]) for at in sorted(covered)]


def _draw_subhead(sheet: Sheet, style: Style, x: float, top: float, item: Item, measure: float) -> list[Rect]:
    white = (item.rows - len(item.lines)) * style.leading
    y = top + white / 2
    rects = []
    for number, line in enumerate(item.lines):
        rects.append(
            sheet.set(x, y + number * style.leading, line, measure, style.size, style.leading, item.align)
        )
    around = union(rects)
    if style.subhead_look == "box":
        sheet.box(
            (around[0] - 1, y + 0.2, around[2] + 1, y + len(item.lines) * style.leading - 0.2), border=0.12
        )
    elif style.subhead_look == "rule":
        sheet.rule(x, top + white * 0.3, x + measure, top + white * 0.3, 0.1)
    return rects


SENTENCE = re.compile(r"[^。！？]*[。！？]+[”’」』）]*|[^。！？]+$")
LATIN_SENTENCE = re.compile(r".*?[.!?]+[\"”’“]*(?:\s+|$)|.+$")


def sentences(text: str, latin: bool = False) -> list[str]:
    """A paragraph's sentences; none ends inside a quotation."""
    out: list[str] = []
    pattern = LATIN_SENTENCE if latin else SENTENCE
    for piece in pattern.findall(text):
        if out and out[-1].count("“") > out[-1].count("”"):
            out[-1] += piece
        else:
            out.append(piece)
    return out
