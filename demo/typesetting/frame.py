"""One story in its frame: heads, picture and columns around them."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from demo.typesetting.flow import Box, Flowed, draw_flow, flow, items_of
from demo.typesetting.heads import HeadLook, draw_upright, plan_heads, upright_breadth
from demo.typesetting.lines import break_lines, tokens_of
from demo.typesetting.press import cropped
from demo.typesetting.sheet import Rect, Sheet, spans, union
from demo.typesetting.story import Picture, Story
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
