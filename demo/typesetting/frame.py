"""One story in its frame: heads, picture and columns around them."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from demo.typesetting.flow import Box, Flowed, draw_flow, flow, items_of, sentences
from demo.typesetting.heads import HeadLook, draw_upright, plan_heads, upright_breadth
from demo.typesetting.lines import break_lines, tokens_of
from demo.typesetting.press import cropped
from demo.typesetting.sheet import Rect, Sheet, spans, union
from demo.typesetting.story import Dateline, Jump, Name, Picture, Story
from demo.typesetting.style import Style


@dataclass(slots=True)
class Hole:
    """Columns and rows of a frame that type flows around."""

    column: int
    columns: int
    row: int
    rows: int


@dataclass(slots=True)
class Frame:
    """The room of one story: left, top, width in mm, so many rows and columns.

    ``inset`` is the white between a box's border and its type. The columns divide what is left of the width.
    """

    x: float
    y: float
    width: float
    rows: int
    columns: int
    gutter: float
    leading: float
    inset: float = 0.0
    holes: list[Hole] = field(default_factory=list)

    @property
    def measure(self) -> float:
        return (self.width - 2 * self.inset - (self.columns - 1) * self.gutter) / self.columns

    def column_x(self, column: int) -> float:
        return self.x + self.inset + column * (self.measure + self.gutter)

    def span(self, columns: int) -> float:
        return columns * self.measure + (columns - 1) * self.gutter

    def row_y(self, row: int) -> float:
        return self.y + row * self.leading

    def rect(self, hole: Hole) -> Rect:
        x = self.column_x(hole.column)
        return (x, self.row_y(hole.row), x + self.span(hole.columns), self.row_y(hole.row + hole.rows))

    @property
    def bounds(self) -> Rect:
        return (self.x, self.y, self.x + self.width, self.y + self.rows * self.leading)

    def boxes(self) -> list[Box]:
        """The free pieces of the columns, in reading order."""
        out = []
        for column in range(self.columns):
            taken = sorted(
                (hole.row, hole.row + hole.rows)
                for hole in self.holes
                if hole.column <= column < hole.column + hole.columns
            )
            row = 0
            for begin, end in [*taken, (self.rows, self.rows)]:
                if begin - row >= 2:
                    out.append(Box(self.column_x(column), self.row_y(row), begin - row))
                row = max(row, end)
        return out


@dataclass(slots=True)
class Setting:
    """How a story is set in its frame."""

    look: HeadLook
    heads_at: str = "top"  # top, beside (a column wide, left), upright-left, upright-right, none
    heads_columns: int = 0  # top: how many columns the heads span, 0 for all
    heads_row: int = 0
    heads_rows: int = 0  # 0: as many as the heads want
    picture: Picture | None = None
    picture_column: int = 0
    picture_columns: int = 0
    picture_rows: int = 0
    picture_row: int | None = None  # None: under the heads
    caption_at: str = "under"
    balance: bool = False  # even column feet: the white goes under the heads


def place_heads(sheet: Sheet, style: Style, story: Story, frame: Frame, setting: Setting) -> None:
    """Draw the heads and make their hole."""
    look = setting.look
    if not story.headline and not story.column_printed:
        return
    sheet.group = f"{story.key}.heads"
    if setting.heads_at.startswith("upright") and story.headline:
        breadth = upright_breadth(story, look.most)
        columns = max(1, math.ceil((breadth + frame.gutter) / (frame.measure + frame.gutter) - 0.35))
        columns = min(columns, frame.columns - 1) if frame.columns > 1 else 1
        rows = setting.heads_rows or frame.rows
        first = 0 if setting.heads_at == "upright-left" else frame.columns - columns
        hole = Hole(first, columns, 0, min(rows, frame.rows))
        x0, y0, x1, y1 = frame.rect(hole)
        tag: list[Rect] = []
        if story.column_printed and story.column_at == "line":
            only = Story(story.key, [], [], column_printed=story.column_printed)
            heads = plan_heads(only, style, x1 - x0, look)
            covered = heads.draw(sheet, style, x0, y0 + 1)
            tag = [covered] if covered else []
            y0 += heads.height + frame.leading
        story.heads_zone = [
            union([*tag, draw_upright(story, style, look, sheet, (x0, y0 + 0.5, x1, y1 - 0.5))])
        ]
        frame.holes.append(hole)
        return
    columns = setting.heads_columns or frame.columns
    if setting.heads_at == "beside":
        columns = max(1, columns if columns < frame.columns else frame.columns // 3)
    heads = plan_heads(story, style, frame.span(columns), look)
    white = frame.leading * 0.55 * look.air
    rows = setting.heads_rows or math.ceil((heads.height + 2 * white) / frame.leading - 0.15)
    if setting.heads_at == "beside":
        rows = frame.rows if setting.heads_rows == 0 else rows
    hole = Hole(0, columns, setting.heads_row, rows)
    x0, y0, x1, y1 = frame.rect(hole)
    top = y0 + (y1 - y0 - heads.height) * (0.42 if setting.heads_at != "beside" else 0.3)
    covered = heads.draw(sheet, style, x0, top)
    if covered:
        story.heads_zone = [covered]
    frame.holes.append(hole)


def place_picture(
    sheet: Sheet, style: Style, picture: Picture, rect: Rect, caption_at: str = "under"
) -> None:
    """A photo with its caption in ``rect``."""
    sheet.group = f"photo.{picture.file.stem}.{round(rect[0])}.{round(rect[1])}"
    x0, y0, x1, y1 = rect
    size = style.caption_size
    height = size * 1.42
    room = x1 - x0
    if caption_at == "side" and room < 70:
        caption_at = "under"
    measure = (room * 0.24 if caption_at == "side" else room) / size
    if caption_at == "over":
        measure -= 2
    separate = style.credit_own_line or caption_at == "side"
    words = picture.caption + ("" if separate or not picture.credit else "　" + picture.credit)
    face = style.caption_face
    lines = break_lines(tokens_of(spans((words, face))), measure)
    credit = (
        break_lines(tokens_of(spans((picture.credit, face))), measure) if separate and picture.credit else []
    )
    depth = (len(lines) + len(credit)) * height
    inner = (x0, y0, x1, y1)
    if caption_at == "side":
        photo = (x0, y0, x0 + room * 0.73, y1)
        left, top = x0 + room * 0.76, y1 - depth
    elif caption_at == "over":
        photo = inner
        left, top = x0 + size, y1 - depth - size * 0.4
        sheet.picture(photo, cropped(picture.file, room, y1 - y0))
        sheet.box((x0, top - size * 0.4, x1, y1), fill="rgba(0,0,0,.55)")
    else:
        photo = (x0, y0, x1, y1 - depth - size * 0.45)
        left, top = x0, photo[3] + size * 0.45
    if caption_at != "over":
        sheet.picture(photo, cropped(picture.file, photo[2] - photo[0], photo[3] - photo[1]))
    align = "center" if caption_at == "under" and len(lines) == 1 and not credit else "justify"
    rects = [photo]
    colour = "#fff" if caption_at == "over" else ""
    for line in lines:
        rects.append(sheet.set(left, top, line, measure * size, size, height, align, colour))
        top += height
    for line in credit:
        rects.append(sheet.set(left, top, line, measure * size, size, height, "right", colour))
        top += height
    picture.zones = [union(rects)]


def place_setting_picture(sheet: Sheet, style: Style, frame: Frame, setting: Setting) -> None:
    picture = setting.picture
    if picture is None:
        return
    row = setting.picture_row
    if row is None:
        row = max(
            (
                hole.row + hole.rows
                for hole in frame.holes
                if hole.column < setting.picture_column + setting.picture_columns
                and setting.picture_column < hole.column + hole.columns
            ),
            default=0,
        )
    rows = min(setting.picture_rows, frame.rows - row)
    hole = Hole(setting.picture_column, setting.picture_columns, row, rows)
    x0, y0, x1, y1 = frame.rect(hole)
    above = 0.35 * frame.leading if row and row > 0 else 0.3
    below = 0.25 * frame.leading if row + rows < frame.rows else 0.3
    place_picture(sheet, style, picture, (x0, y0 + above, x1, y1 - below), setting.caption_at)
    frame.holes.append(hole)


def column_rules(sheet: Sheet, style: Style, frame: Frame) -> None:
    """Hairlines in the gutters between columns of type."""
    boxes = frame.boxes()
    for left in boxes:
        for right in boxes:
            if abs(right.x - left.x - frame.measure - frame.gutter) < 0.1:
                y0 = max(left.y, right.y)
                y1 = min(left.y + left.rows * style.leading, right.y + right.rows * style.leading)
                if y1 - y0 > style.leading * 2:
                    x = right.x - frame.gutter / 2
                    sheet.rule(x, y0 + 0.5, x, y1 - 0.5, style.gutter_rule)


def in_heads(style: Style, setting: Setting, story: Story) -> bool:
    return setting.look.byline_under and bool(story.headline) and not setting.heads_at.startswith("upright")


def place_text(sheet: Sheet, style: Style, story: Story, frame: Frame, setting: Setting) -> Flowed:
    """Run the text through what heads and picture left free. What finds no room is told by ``over``."""
    sheet.group = f"{story.key}.body"
    boxes = frame.boxes()
    items = items_of(story, style, frame.measure / style.size, in_heads(style, setting, story))
    flowed = flow(items, boxes)
    story.column_zones = draw_flow(sheet, style, boxes, flowed, frame.measure, story.latin)
    return flowed


def fits(style: Style, story: Story, frame: Frame, setting: Setting) -> Flowed:
    """How the text would flow."""
    items = items_of(story, style, frame.measure / style.size, in_heads(style, setting, story))
    return flow(items, frame.boxes())


def trim(style: Style, story: Story, frame: Frame, setting: Setting) -> bool:
    """Shorten a story by whole sentences until it fits its frame. False where not even the first fits."""
    whole = [
        (kind, piece, at)
        for at, (kind, text) in enumerate(story.body)
        for piece in ([text] if kind == "subhead" else sentences(text, story.latin))
    ]

    def body(count: int) -> list[tuple[str, str]]:
        out: list[tuple[str, str]] = []
        before = -1
        for kind, piece, at in whole[:count]:
            if at == before:
                out[-1] = (kind, out[-1][1] + piece)
            else:
                out.append((kind, piece))
            before = at
        while out and out[-1][0] == "subhead":
            out.pop()
        return [(kind, text.rstrip()) for kind, text in out]

    low, high = 0, len(whole)
    while low < high:
        middle = (low + high + 1) // 2
        story.body = body(middle)
        if story.body and fits(style, story, frame, setting).over is None:
            low = middle
        else:
            high = middle - 1
    story.body = body(low)
    return bool(story.body)


def cut(style: Style, story: Story, frame: Frame, setting: Setting, jump: Jump, at: str) -> Story | None:
    """Cut a story where its frame is full and print the jump line. Returns the rest, None where all fits.

    ``at`` is ``sentence`` (between two sentences) or ``word`` (wherever the last line ends).
    """
    whole, end = list(story.body), _take_end(story)
    rest = _cut(style, story, frame, setting, jump, at)
    if rest is None:
        story.body, story.jump, story.cut_short = whole, None, False
        _give_end(story, end)
    else:
        _give_end(rest, end)
    return rest


End = tuple[str, str, list[Name], Dateline | None]


def _take_end(story: Story) -> End:
    """What stands at a story's very end goes with its last part: the signature, a dateline in brackets."""
    end: End = (story.tail, "", [], None)
    story.tail = ""
    if story.byline_at == "tail":
        end = (end[0], story.byline, story.bylines, None)
        story.byline, story.bylines = "", []
    if story.dateline and story.dateline_at == "tail":
        end = (*end[:3], story.dateline)
        story.dateline = None
    return end


def _give_end(story: Story, end: End) -> None:
    story.tail = end[0]
    if end[1]:
        story.byline_at, story.byline, story.bylines = "tail", end[1], end[2]
    if end[3]:
        story.dateline_at, story.dateline = "tail", end[3]


def _printed_before(story: Story) -> str:
    """What is printed in the first paragraph before its own words."""
    glued = story.continued.printed if story.continued and not story.continued.own_line else ""
    return glued + story.lead()


def _cut(style: Style, story: Story, frame: Frame, setting: Setting, jump: Jump, at: str) -> Story | None:
    whole = list(story.body)
    story.jump = jump
    if at == "word" and jump.own_line:
        flowed = fits(style, story, frame, setting)
        if flowed.over is None:
            return None
        items = items_of(story, style, frame.measure / style.size, in_heads(style, setting, story))
        kept = [item for item in items[: flowed.over - 1] if item.block >= 0]
        # the last row is the jump line's
        block = kept[-1].block
        if kept[-1].kind == "subhead":
            return _cut(style, story, frame, setting, jump, "sentence")
        count = sum(
            len("".join(line.text.split())) for item in kept if item.block == block for line in item.lines
        )
        if block == 0:
            count -= len("".join(_printed_before(story).split()))
        text = whole[block][1]
        position, seen = 0, 0
        while seen < count:
            seen += not text[position].isspace()
            position += 1
        front, rest = text[:position].rstrip(), text[position:].lstrip()
        if not front or len(rest) < 4:
            return _cut(style, story, frame, setting, jump, "sentence")
        story.body = [*whole[:block], ("paragraph", front)]
        story.cut_short = True
        tail_body = [("paragraph", rest), *whole[block + 1 :]]
        runs_on = True
    else:
        if not trim(style, story, frame, setting):
            return None
        kept_blocks = len(story.body)
        last_kept = story.body[-1][1]
        block = next(
            i for i, (_, text) in enumerate(whole) if i >= kept_blocks - 1 and text.startswith(last_kept)
        )
        rest = whole[block][1][len(last_kept) :].lstrip()
        runs_on = bool(rest)
        tail_body = ([("paragraph", rest)] if rest else []) + whole[block + 1 :]
        story.cut_short = False
    if not any(kind == "paragraph" for kind, _ in tail_body):
        return None
    return Story(
        key=story.key + ".tail",
        headline=list(story.headline),
        body=tail_body,
        runs_on=runs_on,
        latin=story.latin,
    )
