"""A page of the demo in the making: stories, photos and the rest put on its grid by hand."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from demo.set_pages import find
from demo.typesetting import boxes, fonts, furniture
from demo.typesetting.frame import (
    Frame,
    Setting,
    place_heads,
    place_picture,
    place_setting_picture,
    place_text,
)
from demo.typesetting.heads import HeadLook
from demo.typesetting.manuscript import left_out_of, picture_of, story_of
from demo.typesetting.sheet import Rect, Sheet
from demo.typesetting.story import Page, Story
from demo.typesetting.style import Style

Table = dict[str, Any]

PLACING = ("heads_at", "heads_columns", "heads_row", "heads_rows")


class DoesNotFit(Exception):
    """A story is longer than its room."""


@dataclass(slots=True)
class Board:
    """One page: its sheet, its grid from ``top`` (mm) on, and what has been set."""

    manuscript: Table
    table: Table  # the page's own table of the manuscript
    style: Style
    sheet: Sheet
    page: Page
    top: float = 0.0
    rows: int = 0
    spare: dict[str, int] = field(default_factory=dict)  # free rows at the end of each story

    def rect(self, column: float, columns: float, row: float, rows: float) -> Rect:
        """A piece of the grid in mm."""
        style = self.style
        x = style.margin_x + column * (style.measure + style.gutter)
        y = self.top + row * style.leading
        width = columns * style.measure + (columns - 1) * style.gutter
        return (x, y, x + width, y + rows * style.leading)

    def story(
        self,
        key: str,
        column: float,
        columns: float,
        row: int,
        rows: int,
        most: float,
        face: fonts.Face = fonts.SONG_BLACK,
        divided: int = 0,
        box: str = "",
        headline: list[str] | None = None,
        photo: tuple[str, int, int, int | None, int] | None = None,
        caption_at: str = "under",
        type_: dict[str, Any] | None = None,
        **heads: Any,
    ) -> None:
        """Set an article's share of this page in a room of the grid.

        ``divided``: into how many columns, where not as the grid. ``box``: ``tint``, ``line`` or ``heavy``.
        ``photo``: key, first column, columns, first row (None: under the heads), rows. ``type_`` changes the
        style for this story alone; what else is given goes to its heads.
        """
        style = dataclasses.replace(self.style, **(type_ or {}))
        story = story_of(self.manuscript, key, self.table)
        if headline:
            story.headline = headline
        placing = {name: heads.pop(name) for name in PLACING if name in heads}
        setting = Setting(HeadLook(face, most, **heads), caption_at=caption_at, **placing)
        if photo:
            name, setting.picture_column, setting.picture_columns, setting.picture_row, rows_ = photo
            setting.picture, setting.picture_rows = picture_of(self.manuscript, name), rows_
            self.page.pictures.append(setting.picture)

        def room() -> Frame:
            x0, y0, x1, _ = self.rect(column, columns, row, rows)
            deep = int(rows * self.style.leading / style.leading + 1e-6)
            frame = Frame(x0, y0, x1 - x0, deep, divided or round(columns), style.gutter, style.leading)
            if box:
                frame.inset, frame.y, frame.rows = 3.0, frame.y + frame.leading * 0.5, frame.rows - 1
            return frame

        if box:
            self._box(self.rect(column, columns, row, rows), box)
        self._open_out(style, story, room, setting)
        frame = room()
        place_heads(self.sheet, style, story, frame, setting)
        place_setting_picture(self.sheet, style, frame, setting)
        flowed = place_text(self.sheet, style, story, frame, setting)
        if flowed.over is not None:
            raise DoesNotFit(f"{self.manuscript['date']} page {self.table['number']}: {key}")
        self.spare[key] = flowed.spare
        self.page.stories.append(story)

    def _open_out(self, style: Style, story: Story, room: Callable[[], Frame], setting: Setting) -> None:
        """Give spare rows to the photo and to the white around the heads, for even columns' feet."""
        scratch = Sheet(self.sheet.width, self.sheet.height)

        def fits(change: Setting) -> bool:
            frame = room()
            place_heads(scratch, style, story, frame, change)
            if change.picture:
                place_setting_picture(scratch, style, frame, change)
            return place_text(scratch, style, story, frame, change).over is None

        if setting.heads_at == "top" and story.headline and not setting.heads_rows:
            frame = room()
            place_heads(scratch, style, story, frame, setting)
            setting.heads_rows = frame.holes[0].rows
        for name, most in (("picture_rows", 3), ("heads_rows", 3)):
            if not getattr(setting, name):
                continue
            for _ in range(most):
                change = dataclasses.replace(setting, **{name: getattr(setting, name) + 1})
                if name == "picture_rows" and setting.heads_row:
                    change.heads_row += 1
                if not fits(change):
                    break
                setting.picture_rows, setting.heads_rows = change.picture_rows, change.heads_rows
                setting.heads_row = change.heads_row

    def _box(self, rect: Rect, look: str) -> None:
        if look == "tint":
            self.sheet.box(rect, fill=self.style.tint)
        else:
            self.sheet.box(rect, border=0.2 if look == "line" else 0.55)

    def photo(self, key: str, rect: Rect, caption_at: str = "under") -> None:
        """A photo that stands alone."""
        picture = picture_of(self.manuscript, key)
        place_picture(self.sheet, self.style, picture, rect, caption_at)
        self.page.pictures.append(picture)

    def label(self, key: str, rect: Rect) -> float:
        """A label over ``rect``; returns where the room under it begins."""
        text = find(self.manuscript["left_out"], key)["text"].strip()
        depth, item = furniture.label(self.sheet, self.style, text, rect[0], rect[1], rect[2])
        self.page.left_out.append(item)
        return rect[1] + depth + 1.0

    def left_lines(self, key: str) -> list[str]:
        return str(find(self.manuscript["left_out"], key)["text"]).strip().splitlines()

    def left(self, key: str, set_: furniture.LeftOut) -> None:
        """Note left-out print with the manuscript's own lines."""
        item = left_out_of(self.manuscript, key)
        item.zones = set_.zones
        self.page.left_out.append(item)

    def notice(self, key: str, rect: Rect) -> None:
        title, *lines = self.left_lines(key)
        text, signed = "".join(lines[:-2]), lines[-2:]
        self.left(key, boxes.notice(self.sheet, self.style, rect, title, [text], signed))

    def advert(self, key: str, rect: Rect, look: str) -> None:
        *lines, mark = self.left_lines(key)
        parts = [part for line in lines[:1] for part in line.split("　")] + lines[1:]
        self.left(key, boxes.advert(self.sheet, self.style, rect, parts, look, mark))

    def teasers(self, key: str, rect: Rect) -> None:
        title, *entries = self.left_lines(key)
        self.left(key, boxes.teasers(self.sheet, self.style, rect, title, entries))

    def weather(self, key: str, rect: Rect) -> None:
        self.left(key, boxes.weather(self.sheet, self.style, rect, self.left_lines(key)))

    def across(self, column: float, columns: float, row: float, weight: float = 0.15) -> None:
        """A level rule in the middle of an empty row."""
        x0, y0, x1, _ = self.rect(column, columns, row, 1)
        y = y0 + self.style.leading * 0.5
        self.sheet.rule(x0, y, x1, y, weight)

    def upright(self, column: int, row: float, rows: float, weight: float = 0.12) -> None:
        """An upright rule in the gutter before a column."""
        x0, y0, _, y1 = self.rect(column, 1, row, rows)
        x = x0 - self.style.gutter / 2
        self.sheet.rule(x, y0 + 1, x, y1 - 1, weight)
