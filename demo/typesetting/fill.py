"""Fills the rooms of a page by lot: stories with their settings, sidebars, briefs, photos, small boxes."""

from __future__ import annotations

import math

from demo.typesetting import boxes, furniture
from demo.typesetting.copyfit import cut, trim
from demo.typesetting.flow import items_of
from demo.typesetting.frame import (
    Frame,
    Hole,
    Setting,
    column_rules,
    place_heads,
    place_picture,
    place_setting_picture,
    place_text,
)
from demo.typesetting.grid import Leaf
from demo.typesetting.heads import HeadLook, break_cost
from demo.typesetting.issue import Issue, Joined, page_label, page_number
from demo.typesetting.story import Jump, Story
from demo.typesetting.style import Style
from demo.typesetting.writer import COPY


def head_size(style: Style, leaf: Leaf, lead: bool) -> float:
    """The largest headline that a room of that size may carry, in mm."""
    base = 3.0 + math.sqrt(leaf.area * style.measure * style.leading) * 0.055
    return min(
        base * (1.55 if lead else 1.0), style.span(leaf.columns) * (0.085 if leaf.columns > 1 else 0.2), 24.0
    )


def fold_headline(story: Story, room: float, most: float) -> None:
    """Break the headline over as many lines as keep it large."""
    whole = "".join(story.headline)
    if len(story.headline) > 1 and len(whole) * most * 1.05 <= room:
        story.headline = [whole]
        return
    if all(len(line) * most * 0.74 <= room for line in story.headline):
        return
    count = min(3, math.ceil(len(whole) * most * 0.8 / room))
    if count <= len(story.headline):
        return
    lines = []
    while count > 1:
        at = min(range(2, len(whole) - 1), key=lambda at: break_cost(whole, at, len(whole) / count))
        lines.append(whole[:at])
        whole, count = whole[at:], count - 1
    story.headline = [*lines, whole]


def head_look(issue: Issue, leaf: Leaf, lead: bool, boxed: bool) -> HeadLook:
    rng, style = issue.rng, issue.style
    look = HeadLook(
        face=style.heads[0] if lead else rng.choice(style.heads), most=head_size(style, leaf, lead)
    )
    look.align = "center" if boxed else style.head_align
    look.kicker_look = style.kicker_look if rng.random() < 0.7 else rng.choice(["plain", "rule", "reverse"])
    if style.spaced != "never" and rng.random() < 0.4:
        look.spaced = style.spaced
    look.column_look = rng.choice(["line", "reverse", "boxed"])
    look.byline_under = style.byline_look == "under"
    look.struck_twice = style.twice
    look.deck_scale = rng.uniform(0.4, 0.58)
    look.air = rng.uniform(0.7, 1.5)
    if rng.random() < 0.08:
        look.colour = style.colour
    return look


def choose_setting(issue: Issue, story: Story, frame: Frame, leaf: Leaf, lead: bool, boxed: bool) -> Setting:
    rng, style = issue.rng, issue.style
    setting = Setting(head_look(issue, leaf, lead, boxed))
    k, rows = frame.columns, frame.rows
    fold_headline(story, frame.span(k), setting.look.most)
    roll = rng.random()
    longest = max((len(line) for line in story.headline), default=0)
    picture_rows = 0
    if story.headline and roll < style.upright_heads and k >= 2 and longest <= 13 and rows >= 14:
        setting.heads_at = rng.choice(["upright-left", "upright-right"])
        setting.look.most = min(setting.look.most, rows * style.leading / longest * 0.9)
        setting.look.kicker_look = "plain"
        if rows > 40:
            setting.heads_rows = round(rows * rng.uniform(0.5, 0.8))
    elif story.headline and roll > 0.86 and k >= 3 and rows <= 30:
        setting.heads_at = "beside"
        setting.heads_columns = max(1, k // 3)
        setting.look.align = "left"
        fold_headline(story, frame.span(setting.heads_columns), min(setting.look.most, 8.5))
    elif story.headline and roll > 0.7 and k >= 4:
        setting.heads_columns = rng.randint(math.ceil(k * 0.55), k - 1)
        fold_headline(story, frame.span(setting.heads_columns), setting.look.most)
    wants_picture = rng.random() < (0.8 if lead else 0.42) and leaf.area >= 60
    if wants_picture and setting.heads_at in ("top", "none"):
        setting.caption_at = rng.choice(style.caption_at)
        columns = k if k == 1 else rng.choice([c for c in (1, 2, 2, 3, k - 1, k) if 1 <= c <= min(k, 4)])
        span = frame.span(columns)
        picture_rows = round(span * rng.uniform(0.56, 0.78) / style.leading) + 2
        if columns < k or k == 1 or rows > 2.2 * picture_rows:
            if picture_rows <= rows - 13:
                setting.picture = issue.room.picture(story.key)
                setting.picture_columns, setting.picture_rows = columns, picture_rows
                setting.picture_column = rng.choice([0, k - columns, (k - columns) // 2])
                place = rng.random()
                if place < 0.2:
                    setting.picture_row = rows - picture_rows
                elif place < 0.35 and columns == k and not setting.heads_columns:
                    setting.picture_row, setting.heads_row = 0, picture_rows
    return setting


def frame_of(style: Style, leaf: Leaf, top: float, boxed: bool) -> Frame:
    x = style.column_x(leaf.column)
    y = top + leaf.row * style.leading
    if not boxed:
        return Frame(x, y, style.span(leaf.columns), leaf.rows, leaf.columns, style.gutter, style.leading)
    inset = min(3.2, style.gutter * 0.6)
    return Frame(
        x,
        y + style.leading * 0.5,
        style.span(leaf.columns),
        leaf.rows - 1,
        leaf.columns,
        style.gutter,
        style.leading,
        inset,
    )


def set_story(
    issue: Issue, number: int, leaf: Leaf, top: float, waiting: tuple[Story, int, Story] | None
) -> bool:
    """Set a story, or the tail that waits, and send its rest on where it jumps. False where nothing fits."""
    rng, style = issue.rng, issue.style
    sheet, page = issue.pages[number]
    boxed = not leaf.lead and rng.random() < 0.2 and leaf.rows >= 16 and waiting is None
    frame = frame_of(style, leaf, top, boxed)
    capacity = int(leaf.area * frame.measure / style.size)
    front: Story | None = None
    from_page = 0
    if waiting:
        story, from_page, front = waiting
        if rng.random() < 0.3:
            story.headline = []
        printed = issue.continuation(from_page)
        own = rng.random() < 0.6
        story.continued = Jump(printed, page_number(issue.label, from_page), own)
    else:
        story = issue.room.story(int(capacity * 1.05) + 40)
    setting = choose_setting(issue, story, frame, leaf, leaf.lead, boxed)
    if not story.headline:
        setting.heads_at = "none"
    place_heads(sheet, style, story, frame, setting)
    place_setting_picture(sheet, style, frame, setting)
    side = choose_sidebar(issue, number, frame, leaf, boxed)
    targets = [n for n in (2, 3, 4, 1) if n != number and n not in issue.pages]
    sent = False
    if waiting is None and targets and leaf.area >= 45 and rng.random() < (0.55 if number == 1 else 0.3):
        target = rng.choice(targets)
        if sum(len(items) for items in issue.waiting.values()) < 4 and len(issue.waiting.get(target, [])) < 3:
            jump = Jump(issue.jump(target), page_number(issue.label, target), style.jump_look != "glued")
            tail = cut(style, story, frame, setting, jump, rng.choice(["sentence", "word", "word"]))
            if tail is not None:
                issue.waiting.setdefault(target, []).append((tail, number, story))
                sent = True
    if not sent and not trim(style, story, frame, setting):
        return False
    place_text(sheet, style, story, frame, setting)
    page.stories.append(story)
    if setting.picture:
        page.pictures.append(setting.picture)
    if front is not None:
        issue.joined.append(Joined(front, story, from_page, number))
    if boxed:
        tinted = rng.random() < 0.5
        x0, y0, x1, y1 = frame.bounds
        box = (x0, y0 - style.leading * 0.45, x1, y1 + style.leading * 0.45)
        sheet.box(
            box, fill=style.tint if tinted else "", border=0.0 if tinted else rng.choice([0.15, 0.3, 0.7])
        )
    if style.gutter_rule:
        column_rules(sheet, style, frame)
    if side:
        set_sidebar(issue, number, *side)
    return True


Side = tuple[Story, Frame, Setting, str]


def choose_sidebar(issue: Issue, number: int, frame: Frame, leaf: Leaf, boxed: bool) -> Side | None:
    """A boxed story inside a large one, which flows around it."""
    rng, style = issue.rng, issue.style
    if boxed or leaf.area < 150 or frame.columns < 4 or rng.random() > 0.4:
        return None
    columns = rng.choice([1, 2])
    rows = rng.randint(15, 22) if columns == 2 else rng.randint(20, 28)
    first = frame.columns - columns if rng.random() < 0.7 else 1
    row = frame.rows - rows
    hole = Hole(first, columns, row, rows)
    for other in frame.holes:
        if (
            other.column < first + columns
            and first < other.column + other.columns
            and other.row + other.rows > row - 8
        ):
            return None
    frame.holes.append(hole)
    x0, y0, x1, _ = frame.rect(hole)
    inner = Frame(x0, y0 + style.leading, x1 - x0, rows - 1, columns, style.gutter, style.leading, 2.4)
    inner.rows -= 1
    story = issue.room.story(int(columns * rows * frame.measure / style.size) + 60)
    story.kicker = ""
    setting = Setting(head_look(issue, Leaf(0, columns, 0, rows), False, True))
    setting.look.most = min(setting.look.most, 7.0)
    fold_headline(story, inner.span(columns), setting.look.most)
    return story, inner, setting, rng.choice(["tint", "line"])


def set_sidebar(issue: Issue, number: int, story: Story, frame: Frame, setting: Setting, look: str) -> None:
    style = issue.style
    sheet, page = issue.pages[number]
    place_heads(sheet, style, story, frame, setting)
    if not trim(style, story, frame, setting):
        for drawn in (sheet.over, sheet.plain):
            drawn[:] = [item for item in drawn if not item[0].startswith(story.key + ".")]
        return
    place_text(sheet, style, story, frame, setting)
    page.stories.append(story)
    x0, y0, x1, y1 = frame.bounds
    box = (x0, y0 - style.leading * 0.4, x1, y1 + style.leading * 0.4)
    sheet.box(box, fill=style.tint if look == "tint" else "", border=0.25 if look == "line" else 0.0)


def set_briefs(issue: Issue, number: int, leaf: Leaf, top: float) -> bool:
    """A column of briefs under one head."""
    rng, style = issue.rng, issue.style
    sheet, page = issue.pages[number]
    x, y = style.column_x(leaf.column), top + leaf.row * style.leading
    width = style.span(leaf.columns)
    depth, item = furniture.label(
        sheet, style, rng.choice(["简讯", "市井短波", "一句话新闻", "快读"]), x, y, x + width
    )
    page.left_out.append(item)
    row = math.ceil(depth / style.leading) + 1
    while True:
        story = issue.room.brief()
        look = HeadLook(style.bold, style.size * 1.28, style.size, "left", "plain", air=0.15)
        fold_headline(story, width, style.size * 1.2)
        frame = Frame(x, y + row * style.leading, width, 2, 1, style.gutter, style.leading)
        setting = Setting(look, heads_rows=math.ceil(len(story.headline) * 1.28))
        body_rows = len(items_of(story, style, frame.measure / style.size))
        frame.rows = setting.heads_rows + body_rows
        if row + frame.rows > leaf.rows:
            break
        place_heads(sheet, style, story, frame, setting)
        place_text(sheet, style, story, frame, setting)
        page.stories.append(story)
        row += frame.rows + 1
    spare = leaf.rows - row
    if spare >= 7:
        rest = Leaf(leaf.column, leaf.columns, leaf.row + row, spare)
        set_small(issue, number, rest, top, "advert")
    return True


def set_small(issue: Issue, number: int, leaf: Leaf, top: float, kind: str) -> None:
    """An advertisement, a notice, the weather, 导读, or telephone numbers."""
    rng, style, room = issue.rng, issue.style, issue.room
    sheet, page = issue.pages[number]
    x, y = style.column_x(leaf.column), top + leaf.row * style.leading
    rect = (x, y + 0.6, x + style.span(leaf.columns), y + leaf.rows * style.leading - 0.6)
    if kind == "advert":
        look = rng.choice(["frame", "reverse", "colour", "stripe", "letter"])
        page.left_out.append(boxes.advert(sheet, style, rect, room.advert(), look))
    elif kind == "notice":
        count = max(1, leaf.rows // 15)
        step = (rect[3] - rect[1]) / count
        for at in range(count):
            piece = (
                rect[0],
                rect[1] + at * step,
                rect[2],
                rect[1] + (at + 1) * step - (0.0 if at + 1 == count else 1.5),
            )
            page.left_out.append(boxes.notice(sheet, style, piece, *room.notice()))
    elif kind == "teaser":
        lines = [f"{''.join(room.story(10).headline)}　{page_label('digit', n)[1:]}" for n in (2, 3, 4)]
        look = rng.choice(["plain", "tint", "reverse", "band"])
        page.left_out.append(
            boxes.small_box(
                sheet, style, rect, "teaser", rng.choice(["导读", "今日导读", "导 读"]), lines, look
            )
        )
    elif kind == "weather":
        lines = [room.fill(line) for line in COPY["weather"]]
        look = rng.choice(["plain", "tint", "reverse", "band"])
        page.left_out.append(
            boxes.small_box(
                sheet, style, rect, "furniture", rng.choice(["今日天气", "天气预报", "天气"]), lines, look
            )
        )
    else:
        lines = [
            f"{name}：{room.fill('{phone}')}"
            for name in ("供水抢修", "供电抢修", "燃气服务", "公交热线", "新闻热线", "法律援助")
        ]
        page.left_out.append(
            boxes.small_box(
                sheet, style, rect, "furniture", "便民电话", lines, rng.choice(["plain", "tint", "band"])
            )
        )


def set_photo(issue: Issue, number: int, leaf: Leaf, top: float) -> None:
    """A photo that stands alone, under its label."""
    rng, style = issue.rng, issue.style
    sheet, page = issue.pages[number]
    x, y = style.column_x(leaf.column), top + leaf.row * style.leading
    x1 = x + style.span(leaf.columns)
    if rng.random() < 0.75:
        depth, item = furniture.label(
            sheet, style, rng.choice(["图片新闻", "光影", "瞬间", "图说"]), x, y + 0.5, x1
        )
        page.left_out.append(item)
        y += depth + 1.2
    picture = issue.room.picture(None)
    place_picture(
        sheet,
        style,
        picture,
        (x, y, x1, top + (leaf.row + leaf.rows) * style.leading),
        rng.choice(style.caption_at),
    )
    page.pictures.append(picture)
