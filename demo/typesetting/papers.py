"""Papers of many looks: pages carved by lot and set full, four to an issue."""

from __future__ import annotations

import dataclasses
import math

from demo.typesetting import furniture
from demo.typesetting.fill import set_briefs, set_photo, set_small, set_story
from demo.typesetting.furniture import Folio, Masthead
from demo.typesetting.grid import Carver, Leaf
from demo.typesetting.issue import NAMES, PINYIN, SECTIONS, Issue, new_issue, page_number
from demo.typesetting.sheet import Sheet
from demo.typesetting.story import Page


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
