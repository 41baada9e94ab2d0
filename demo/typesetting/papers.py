"""Papers of many looks: whole issues by lot, pages set full, jumps from page to page, and their truth."""

from __future__ import annotations

import dataclasses
import hashlib
import math
import random
from dataclasses import dataclass, field
from typing import Any

from demo.typesetting import furniture
from demo.typesetting.flow import items_of
from demo.typesetting.frame import (
    Frame,
    Hole,
    Setting,
    column_rules,
    cut,
    place_heads,
    place_picture,
    place_setting_picture,
    place_text,
    trim,
)
from demo.typesetting.furniture import Folio, Masthead
from demo.typesetting.grid import Carver, Leaf
from demo.typesetting.heads import HeadLook, break_cost
from demo.typesetting.sheet import Sheet
from demo.typesetting.story import Jump, Page, Story
from demo.typesetting.style import Style, seeded
from demo.typesetting.writer import COPY, Newsroom

NAMES = (
    "青川日报",
    "东湾晚报",
    "北屏时报",
    "云岭早报",
    "望海都市报",
    "江口商报",
    "松原新报",
    "南浦周刊",
    "海天日报",
    "石桥新闻",
)
PINYIN = (
    "QINGCHUAN RIBAO",
    "DONGWAN WANBAO",
    "BEIPING SHIBAO",
    "YUNLING ZAOBAO",
    "WANGHAI DUSHIBAO",
    "JIANGKOU SHANGBAO",
    "SONGYUAN XINBAO",
    "NANPU ZHOUKAN",
    "HAITIAN RIBAO",
    "SHIQIAO XINWEN",
)
SECTIONS = ("要闻", "民生", "综合", "文体", "经济", "城事", "县域", "副刊")
CHINESE = "〇一二三四五六七八九"


def page_label(form: str, page: int) -> str:
    """A page as jump lines print it."""
    return {
        "chinese": f"第{CHINESE[page]}版",
        "digit": f"第{page}版",
        "letter": f"A{page}版",
        "zero": f"A0{page}版",
        "two": f"0{page}版",
    }[form]


def page_number(form: str, page: int) -> str:
    """A page as its folio prints it."""
    return {
        "chinese": str(page),
        "digit": str(page),
        "letter": f"A{page}",
        "zero": f"A0{page}",
        "two": f"0{page}",
    }[form]


@dataclass(slots=True)
class Joined:
    """A story over two pages: its front and its tail as printed."""

    front: Story
    tail: Story
    from_page: int
    to_page: int


@dataclass(slots=True)
class Issue:
    """An issue in the making."""

    seed: str
    rng: random.Random
    style: Style
    room: Newsroom
    label: str
    brackets: str
    date: str
    pages: dict[int, tuple[Sheet, Page]] = field(default_factory=dict)
    waiting: dict[int, list[tuple[Story, int, Story]]] = field(
        default_factory=dict
    )  # target: (tail, from, front)
    joined: list[Joined] = field(default_factory=list)

    def jump(self, page: int) -> str:
        words = f"下转{page_label(self.label, page)}"
        return self.brackets.format(words) if "▶" not in self.brackets else "▶" + words

    def continuation(self, page: int) -> str:
        words = f"上接{page_label(self.label, page)}"
        return self.brackets.format(words) if "▶" not in self.brackets else "◀" + words


def new_issue(seed: str, sheet: str | None = None) -> Issue:
    """An empty issue of a paper drawn by lot from ``seed``."""
    rng = random.Random(f"newspaper {seed}")
    style = seeded(rng, sheet)
    month, day = rng.randint(1, 12), rng.randint(1, 28)
    at = rng.randrange(len(NAMES))
    room = Newsroom(rng, NAMES[at], f"{month}月{day}日")
    label = rng.choice(["chinese", "chinese", "chinese", "digit", "letter", "zero", "two"])
    brackets = rng.choice(["（{}）", "（{}）", "（{}）", "({})", "{}", "▶"])
    return Issue(seed, rng, style, room, label, brackets, f"2026年{month}月{day}日")


# -- one story in its room


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


# -- the other rooms


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
        page.left_out.append(furniture.advert(sheet, style, rect, room.advert(), look))
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
            page.left_out.append(furniture.notice(sheet, style, piece, *room.notice()))
    elif kind == "teaser":
        lines = [f"{''.join(room.story(10).headline)}　{page_label('digit', n)[1:]}" for n in (2, 3, 4)]
        look = rng.choice(["plain", "tint", "reverse", "band"])
        page.left_out.append(
            furniture.small_box(
                sheet, style, rect, "teaser", rng.choice(["导读", "今日导读", "导 读"]), lines, look
            )
        )
    elif kind == "weather":
        lines = [room.fill(line) for line in COPY["weather"]]
        look = rng.choice(["plain", "tint", "reverse", "band"])
        page.left_out.append(
            furniture.small_box(
                sheet, style, rect, "furniture", rng.choice(["今日天气", "天气预报", "天气"]), lines, look
            )
        )
    else:
        lines = [
            f"{name}：{room.fill('{phone}')}"
            for name in ("供水抢修", "供电抢修", "燃气服务", "公交热线", "新闻热线", "法律援助")
        ]
        page.left_out.append(
            furniture.small_box(
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


# -- pages


def begin_page(issue: Issue, number: int) -> tuple[float, int, list[Leaf]]:
    """Nameplate or folio. Returns the top in mm, how many rows are free, and rooms already taken."""
    style, rng, room = issue.style, issue.rng, issue.room
    sheet = Sheet(*style.page)
    section = "" if number == 1 else rng.choice(SECTIONS)
    page = Page(page_number(issue.label, number) if number > 1 else None, section)
    issue.pages[number] = (sheet, page)
    weekday = "星期" + rng.choice("一二三四五六日")
    if number > 1:
        staff = f"本版责编：{room.person()}　版式：{room.person()}　校对：{room.person()}"
        words = Folio(str(page.number), section, f"{issue.date}　{weekday}", staff, room.paper)
        top, bottom, edge, item = furniture.folio(sheet, dataclasses.replace(style, edge=0.0), words)
        style.edge = edge
        page.left_out.append(item)
    else:
        style.edge = 0.0
        whole = room.fill("第{n}期")
        head = Masthead(
            name=room.paper,
            pinyin=PINYIN[NAMES.index(room.paper)],
            date=issue.date,
            weekday=weekday,
            lunar=rng.choice(["农历丙午年三月初八", "农历丙午年四月十二", "农历丙午年正月廿六"]),
            whole=whole,
            pages="今日4版",
            codes=room.fill("国内统一连续出版物号：CN 98-00{n2}"),
            publisher=f"{room.paper}社出版　零售价：{rng.choice(['1.00', '1.50', '2.00'])}元",
            phone=room.fill("新闻热线：{phone}"),
        )
        top, items = furniture.nameplate(sheet, style, head)
        page.left_out += items
        bottom = style.page[1] - style.margin_bottom
        line = f"本版责编：{room.person()}　　版式：{room.person()}　　校对：{room.person()}"
        page.left_out.append(furniture.imprint(sheet, style, line, bottom - 5))
        bottom -= 7
        if style.nameplate == "upright":
            strip = math.ceil((top - style.margin_top) / style.leading)
            taken = max(
                1,
                math.ceil(
                    (24 * style.page[0] / 390 * 1.5 + 4 - style.measure) / (style.measure + style.gutter)
                )
                + 1,
            )
            return (
                style.margin_top,
                int((bottom - style.margin_top) / style.leading),
                [Leaf(0, taken, 0, strip, "taken")],
            )
    return top, int((bottom - top) / style.leading), []


def rooms(issue: Issue, number: int, rows: int, taken: list[Leaf], shape: float) -> list[Leaf]:
    """Carve the page."""
    rng, style = issue.rng, issue.style
    carver = Carver(rng, shape, rng.choice([1, 1, 2]))
    total = rows * style.columns
    target = (
        total * rng.uniform(0.085, 0.16) if style.sheet == "broadsheet" else total * rng.uniform(0.11, 0.22)
    )
    columns, first, top = style.columns, 0, 0
    if taken:
        strip = taken[0]
        first, top = strip.columns, strip.rows + carver.gap
        carver.carve(Leaf(first, columns - first, 0, strip.rows), target * 1.4)
        carver.carve(Leaf(0, columns, top, rows - top), target)
    elif number == 1 or rng.random() < 0.5:
        lead_rows = round(rows * rng.uniform(0.3, 0.45))
        lead_columns = rng.choice([columns, columns, max(2, round(columns * 0.67))])
        carver.leaves.append(Leaf(0, lead_columns, 0, lead_rows))
        if lead_columns < columns:
            carver.carve(Leaf(lead_columns, columns - lead_columns, 0, lead_rows), target)
        carver.carve(Leaf(0, columns, lead_rows + carver.gap, rows - lead_rows - carver.gap), target)
    else:
        carver.carve(Leaf(0, columns, 0, rows), target)
    max(carver.leaves, key=lambda leaf: leaf.area - leaf.row * 2).lead = True
    return carver.leaves


def assign(issue: Issue, number: int, leaves: list[Leaf], rows: int) -> None:
    """Which room holds what."""
    rng = issue.rng
    count = {"photo": 0, "advert": 0, "notice": 0, "briefs": 0, "small": 0}
    for leaf in sorted(leaves, key=lambda leaf: (leaf.row, leaf.column)):
        if leaf.lead:
            continue
        foot = leaf.row + leaf.rows == rows
        if leaf.columns >= 2 and 13 <= leaf.rows <= 36 and count["photo"] < 1 and rng.random() < 0.18:
            leaf.kind = "photo"
        elif foot and leaf.columns >= 2 and leaf.rows <= 30 and count["advert"] < 2 and rng.random() < 0.3:
            leaf.kind = "advert"
        elif leaf.columns <= 2 and leaf.rows <= 26 and count["notice"] < 1 and rng.random() < 0.25:
            leaf.kind = "notice"
        elif leaf.columns == 1 and leaf.rows >= 30 and count["briefs"] < 1 and rng.random() < 0.4:
            leaf.kind = "briefs"
        elif leaf.columns == 1 and leaf.rows <= 20 and count["small"] < 2 and rng.random() < 0.7:
            leaf.kind = rng.choice(["teaser", "weather"] if number == 1 else ["weather", "phones"])
        if leaf.kind != "story":
            key = leaf.kind if leaf.kind in count else "small"
            count[key] += 1


def draw_rules(issue: Issue, sheet: Sheet, leaves: list[Leaf], top: float) -> None:
    """Rules between rooms: across over each, upright between two that touch."""
    style, rng = issue.style, issue.rng
    upright = rng.random() < 0.35
    for leaf in leaves:
        x, y = style.column_x(leaf.column), top + leaf.row * style.leading
        if leaf.row > 0 and style.block_rule and leaf.kind in ("story", "briefs", "photo"):
            above = y - style.leading * 0.5
            sheet.dotted(x, above, x + style.span(leaf.columns), style.block_rule, style.block_rule_style)
        if upright and any(leaf.touches(other) for other in leaves):
            middle = x - style.gutter / 2
            sheet.rule(middle, y + 1, middle, y + leaf.rows * style.leading - 1, 0.12)


def set_page(issue: Issue, number: int) -> None:
    """Set one page full."""
    top, rows, taken = begin_page(issue, number)
    leaves = rooms(issue, number, rows, taken, issue.style.measure / issue.style.leading)
    assign(issue, number, leaves, rows)
    sheet, page = issue.pages[number]
    draw_rules(issue, sheet, leaves, top)
    waiting = issue.waiting.pop(number, [])
    stories = [leaf for leaf in leaves if leaf.kind == "story"]
    receiving = [leaf for leaf in stories if not leaf.lead and leaf.rows >= 15] or stories
    issue.rng.shuffle(receiving)
    if len(receiving) < len(waiting):
        raise ValueError("more tails than rooms")
    tails = {id(leaf): item for leaf, item in zip(receiving, waiting, strict=False)}
    for leaf in sorted(leaves, key=lambda leaf: (not leaf.lead, leaf.row, leaf.column)):
        if leaf.kind == "photo":
            set_photo(issue, number, leaf, top)
        elif leaf.kind == "briefs":
            set_briefs(issue, number, leaf, top)
        elif leaf.kind != "story":
            set_small(issue, number, leaf, top, leaf.kind)
        elif not set_story(issue, number, leaf, top, tails.get(id(leaf))):
            raise ValueError(f"no story fits a room of {leaf.columns} columns and {leaf.rows} rows")
    first = page.stories[0]
    page.stories[1:] = sorted(
        page.stories[1:], key=lambda story: (round(story.zones[0][1] / 12), story.zones[0][0])
    )
    assert page.stories[0] is first


def print_order(issue: Issue, sheet: Sheet) -> list[str] | None:
    """In which order a PDF tool meets the type: as drawn, bodies before heads, or pieces by lot."""
    groups = list(dict.fromkeys(group for group, _ in sheet.over))
    if issue.style.order == "drawn":
        return None
    if issue.style.order == "bodies":
        return sorted(groups, key=lambda group: group.endswith(".heads"))
    issue.rng.shuffle(groups)
    return groups


def make_issue(seed: str, sheet: str | None = None) -> Issue:
    """A whole issue of four pages; where one cannot be set, the next lot is drawn."""
    for attempt in range(12):
        issue = new_issue(f"{seed}.{attempt}", sheet)
        try:
            for number in issue.rng.choice([(1, 2, 3, 4), (1, 4, 2, 3), (1, 3, 4, 2)]):
                set_page(issue, number)
        except ValueError:
            continue
        for sheet_, page in issue.pages.values():
            page.finish(sheet_.width, sheet_.height)
        return issue
    raise RuntimeError(f"no issue could be set from the seed {seed}")


def joined_body(pair: Joined) -> list[dict[str, str]]:
    """The whole story's body, glued where a paragraph was cut."""
    front = [{"kind": kind, "text": text} for kind, text in pair.front.body]
    tail = [{"kind": kind, "text": text} for kind, text in pair.tail.body]
    if pair.tail.runs_on:
        front[-1] = {**front[-1], "text": front[-1]["text"] + tail.pop(0)["text"]}
    return front + tail


def issue_truth(issue: Issue, cases: dict[int, str]) -> dict[str, Any]:
    """The jumps of an issue as a jump scorer wants them."""
    jumps = []
    for pair in sorted(issue.joined, key=lambda pair: (pair.from_page, pair.to_page)):
        body = joined_body(pair)
        text = "\n".join(block["text"] for block in body)
        assert pair.front.jump is not None
        assert pair.tail.continued is not None
        jumps.append(
            {
                "headline": " ".join(pair.front.headline),
                "headline_of_tail": " ".join(pair.tail.headline),
                "from_page": page_number(issue.label, pair.from_page),
                "to_page": page_number(issue.label, pair.to_page),
                "from_case": cases[pair.from_page],
                "to_case": cases[pair.to_page],
                "printed_jump": pair.front.jump.printed,
                "printed_continuation": pair.tail.continued.printed,
                "cut": "mid-sentence" if pair.front.cut_short else "sentence",
                "joined_text_sha1": hashlib.sha1("".join(text.split()).encode()).hexdigest(),
                "joined_body": body,
                "joined_text": text,
            }
        )
    return {
        "paper": issue.room.paper,
        "date": issue.date,
        "pages": {cases[number]: page_number(issue.label, number) for number in sorted(issue.pages)},
        "sha1_of": "joined_text without white space, UTF-8",
        "jumps": jumps,
    }
