"""The pages of the demo newspaper: where everything stands, page by page."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from demo.set_pages import INDENT, manuscripts, read_manuscript
from demo.typesetting import fonts, furniture
from demo.typesetting.board import Board
from demo.typesetting.fonts import HEI_BLACK, HEI_BOLD, KAI, SONG_BLACK, SONG_BOLD
from demo.typesetting.press import Press
from demo.typesetting.sheet import Sheet, union
from demo.typesetting.story import LeftOut, Page
from demo.typesetting.style import SHEETS, Style

SHEETS["linjiang"] = (280.0, 400.0)

STYLE = Style(
    sheet="linjiang",
    columns=5,
    margin_x=12.0,
    margin_top=11.0,
    margin_bottom=11.0,
    gutter=4.6,
    size=3.168,  # nine points
    leading=4.7,
    heads=(SONG_BLACK, HEI_BOLD),
    caption_size=2.75,
    jump_look="line",
    tail_look="glued",
    subhead_look="center",
    colour="#a8201a",
    tint="#f2eee4",
)

Table = dict[str, Any]


def nameplate(board: Board) -> None:
    """临江日报 over the page: the name, the day, and the weather in the ear."""
    sheet, style = board.sheet, board.style
    name, pinyin, date, lunar, whole, codes, post, phone = board.left_lines("nameplate-1")
    sheet.group = "nameplate"
    x0, x1, y = style.margin_x, style.page[0] - style.margin_x, style.margin_top
    red = style.colour
    rects = [sheet.line(x0 - 1, y - 4.5, name, fonts.KAI_BOLD, 29.5, 34, 0.06, red)]
    rects.append(sheet.line(x0 + 1, y + 28.2, pinyin, SONG_BOLD, 3.1, tracking=1.35, colour=red))
    x = x0 + 133
    sheet.rule(x - 4, y + 1, x - 4, y + 31, 0.2, red)
    for text, face, size, step in (
        (date, HEI_BOLD, 4.1, 6.6),
        (lunar, fonts.HEI, 3.0, 5.0),
        (whole, fonts.HEI, 3.0, 5.4),
        (codes, fonts.HEI, 2.55, 4.2),
        (post, fonts.HEI, 2.55, 4.2),
        (phone, fonts.HEI, 2.55, 4.2),
    ):
        rects.append(sheet.line(x, y + 1.2, text, face, size))
        y += step
    board.left("nameplate-1", LeftOut("furniture", "", [union(rects)]))
    bottom = style.margin_top + 34.2
    sheet.rule(x0, bottom, x1, bottom, 0.9, red)
    sheet.rule(x0, bottom + 1.0, x1, bottom + 1.0, 0.2, red)
    if any(item["key"] == "weather-1" for item in board.manuscript["left_out"]):
        board.weather("weather-1", (x1 - 42, style.margin_top + 1, x1, style.margin_top + 31))
    else:
        board.teasers("teaser-1", (x1 - 56, style.margin_top, x1, style.margin_top + 31.5))
    board.top = bottom + 3.4


def begin(manuscript: Table, table: Table) -> Board:
    """An empty page with its nameplate or folio."""
    style = STYLE
    first = table["sequence"] == 1
    page = Page(None, "") if first else Page(table["number"], table["section"])
    board = Board(manuscript, table, style, Sheet(*style.page), page)
    if first:
        nameplate(board)
        bottom = style.page[1] - style.margin_bottom - 5
        line = board.left_lines("imprint-1")[0]
        board.left("imprint-1", furniture.imprint(board.sheet, style, line, bottom))
        board.rows = int((bottom - 1.5 - board.top) / style.leading)
        return board
    key = f"folio-{table['sequence']}"
    words = furniture.Folio(*board.left_lines(key))
    board.top, bottom, _, item = furniture.folio(board.sheet, style, words)
    board.left(key, item)
    board.rows = int((bottom - board.top) / style.leading)
    return board


COLUMN = {"body": KAI, "size": 3.25, "leading": 5.1}
ESSAY = {"body": KAI, "size": 3.52, "leading": 5.64}


def first_14(b: Board) -> None:
    """春汛前夜 over the full width, 午饭 with its photo, two stories beside, the bridge at the foot."""
    b.story(
        "flood", 0, 5, 0, 29, 23, photo=("dyke", 1, 3, None, 17), heads_rows=12, spaced="tracking",
        deck_scale=0.27, byline_under=True,
    )  # fmt: skip
    b.across(0, 5, 29, 0.3)
    b.story(
        "canteen", 0, 3, 30, 26, 11.5, HEI_BOLD, photo=("canteen", 1, 2, None, 14), heads_rows=6,
        kicker_look="reverse",
    )  # fmt: skip
    b.upright(3, 30, 41)
    b.story("bus", 3, 2, 30, 15, 8.2)
    b.across(3, 2, 45)
    b.story("harbour", 3, 2, 46, 15, 8.6, HEI_BOLD)
    b.across(3, 2, 61)
    b.story("reservoirs", 3, 2, 62, 9, 6.2, SONG_BOLD, headline=["我省小型水库“体检”基本完成"], heads_rows=3)
    b.across(0, 3, 56)
    rect = b.rect(0, 2, 57, 14)
    top = b.label("label-1", rect)
    b.photo("bridge", (rect[0], top, rect[2], rect[3]))
    b.teasers("teaser-1", b.rect(2, 1, 57, 14))


def second_14(b: Board) -> None:
    """老街 under its photo with the column beside, 脐橙 flowing around the harbour, notices at the right."""
    b.story(
        "doors", 0, 4, 0, 43, 14, photo=("roofs", 0, 4, 0, 23), heads_row=23, heads_rows=9, byline_under=True,
        kicker_look="rule", spaced="tracking",
    )  # fmt: skip
    b.story(
        "comment",
        4,
        1,
        0,
        43,
        7,
        HEI_BOLD,
        box="tint",
        type_=COLUMN,
        column_look="reverse",
        byline_under=True,
    )
    b.across(0, 5, 43, 0.3)
    b.story("oranges", 0, 3, 44, 24, 10.5, HEI_BOLD, photo=("harbour", 1, 2, None, 12), heads_rows=6)
    b.across(0, 3, 68)
    b.story("football", 0, 3, 69, 9, 7.6, SONG_BLACK, heads_rows=3)
    b.upright(3, 44, 34)
    b.story("clinic", 3, 2, 44, 14, 9, SONG_BLACK)
    b.notice("notice-2", b.rect(3, 2, 59, 9))
    b.advert("advert-2", b.rect(3, 2, 69, 9), "stripe")


def third_14(b: Board) -> None:
    """联网秤 with the market; the three tails of page one beside it and under it."""
    b.story("scales", 0, 3, 0, 37, 12.5, HEI_BLACK, photo=("market", 0, 3, None, 22), heads_rows=8)
    b.upright(3, 0, 37)
    b.story("canteen", 3, 2, 0, 17, 8.4, SONG_BLACK)
    b.across(3, 2, 17)
    b.story("bus", 3, 2, 18, 9, 8)
    b.across(3, 2, 27)
    b.story("libraries", 3, 2, 28, 9, 6.6, HEI_BOLD, heads_rows=3)
    b.across(0, 5, 37, 0.3)
    b.story("flood", 0, 5, 38, 13, 12, SONG_BLACK, heads_rows=5, spaced="tracking")
    b.across(0, 5, 51)
    b.story("tea", 0, 3, 52, 12, 9, HEI_BOLD)
    b.notice("notice-3", b.rect(3, 2, 52, 12))
    b.advert("advert-3", b.rect(0, 5, 66, 12), "frame")


def fourth_14(b: Board) -> None:
    """The night reading room and football above, the essay with its upright headline below."""
    b.story("nightreading", 0, 3, 0, 36, 12, SONG_BLACK, photo=("library", 0, 3, None, 24), heads_rows=7)
    b.upright(3, 0, 36)
    b.story("football", 3, 2, 0, 18, 8, HEI_BOLD)
    b.across(3, 2, 18)
    b.story("dialect", 3, 2, 19, 17, 8.6, SONG_BLACK)
    b.across(0, 5, 36, 0.6)
    b.story(
        "essay", 0, 5, 38, 30, 25, SONG_BLACK, divided=4, type_=ESSAY, heads_at="upright-left",
        photo=("lamp", 2, 2, 0, 15),
    )  # fmt: skip
    b.advert("advert-4", b.rect(0, 5, 69, 9), "stripe")


def first_15(b: Board) -> None:
    """水来了 over the full width, the first bus with its photo, complaints beside, terraces at the foot."""
    b.story("water", 0, 5, 0, 19, 21, HEI_BLACK, heads_rows=12, deck_scale=0.27, byline_under=True)
    b.across(0, 5, 19, 0.3)
    b.story("firstbus", 0, 3, 20, 33, 11, SONG_BLACK, photo=("bus", 0, 3, None, 19), heads_rows=7)
    b.upright(3, 20, 51)
    b.story("complaints", 3, 2, 20, 20, 9, HEI_BOLD)
    b.story("seeds", 3, 2, 41, 13, 8, SONG_BOLD, box="tint")
    b.advert("advert-1", b.rect(3, 2, 55, 16), "frame")
    b.across(0, 3, 53)
    rect = b.rect(0, 3, 54, 17)
    top = b.label("label-1", rect)
    b.photo("terraces", (rect[0], top, rect[2], rect[3]))


def second_15(b: Board) -> None:
    """The six benches with their photo, the tail of the flood beside, the umbrella mender below."""
    b.story(
        "stools",
        0,
        3,
        0,
        40,
        13,
        SONG_BLACK,
        photo=("well", 0, 3, None, 23),
        heads_rows=8,
        kicker_look="rule",
    )
    b.upright(3, 0, 40)
    b.story("water", 3, 2, 0, 21, 8.6, HEI_BOLD)
    b.story("nurse", 3, 2, 22, 18, 9, SONG_BLACK, box="line")
    b.across(0, 5, 40, 0.3)
    b.story("umbrella", 0, 3, 41, 24, 10.5, KAI, photo=("umbrella", 1, 2, None, 15), heads_rows=6)
    b.notice("notice-2", b.rect(3, 2, 41, 13))
    b.weather("weather-2", b.rect(3, 2, 55, 10))
    b.advert("advert-2", b.rect(0, 5, 67, 11), "colour")


def third_15(b: Board) -> None:
    """The clock with its photo, three short stories beside, the correction in a heavy box, advertisement."""
    b.story("clock", 0, 3, 0, 47, 12.5, SONG_BLACK, photo=("clock", 0, 3, None, 28), heads_rows=11)
    b.upright(3, 0, 47)
    b.story("beans", 3, 2, 0, 19, 9.5, HEI_BOLD)
    b.across(3, 2, 19)
    b.story("river", 3, 2, 20, 15, 8, SONG_BLACK)
    b.across(3, 2, 35)
    b.story("kelp", 3, 2, 36, 11, 7.2, SONG_BOLD, heads_rows=4)
    b.across(0, 5, 47, 0.3)
    b.story("afterschool", 0, 3, 48, 13, 9.5, HEI_BOLD)
    b.story("correction", 3, 2, 48, 13, 7, HEI_BOLD, box="heavy")
    b.advert("advert-3", b.rect(0, 5, 63, 15), "stripe")


def fourth_15(b: Board) -> None:
    """The match over four columns, the benches' tail at its side, the museum and the essay below."""
    b.story("opening", 0, 4, 0, 31, 14, HEI_BLACK, photo=("football", 1, 3, None, 20), heads_rows=8)
    b.upright(4, 0, 31)
    b.story("stools", 4, 1, 0, 31, 6.4, SONG_BLACK)
    b.across(0, 5, 31, 0.3)
    b.story("museum", 0, 3, 32, 24, 9.5, SONG_BLACK, photo=("museum", 1, 2, None, 17), heads_rows=6)
    b.upright(3, 32, 24)
    b.story("bookstall", 3, 2, 32, 24, 9, KAI, type_=ESSAY, column_look="reverse", byline_under=True)
    b.across(0, 5, 56)
    b.story("fish", 0, 3, 57, 11, 8, SONG_BOLD, box="tint")
    b.advert("advert-4", b.rect(3, 2, 57, 11), "reverse")
    b.advert("advert-5", b.rect(0, 5, 69, 9), "stripe")


PAGES: dict[tuple[str, int], Callable[[Board], None]] = {
    ("2026-03-14", 1): first_14,
    ("2026-03-14", 2): second_14,
    ("2026-03-14", 3): third_14,
    ("2026-03-14", 4): fourth_14,
    ("2026-03-15", 1): first_15,
    ("2026-03-15", 2): second_15,
    ("2026-03-15", 3): third_15,
    ("2026-03-15", 4): fourth_15,
}


def set_page(manuscript: Table, table: Table) -> Board:
    """Set one page of the demo; its stories and zones are then as ``page-draft/1`` wants them."""
    board = begin(manuscript, table)
    PAGES[str(manuscript["date"]), table["sequence"]](board)
    board.page.finish(board.sheet.width, board.sheet.height)
    return board


def write(running: Press, issues: Path, truths: Path) -> None:
    """Set all pages: ``issues``/<date>/p1.pdf … and their truths, ``truths``/<date>/p1.json …."""
    for manuscript in map(read_manuscript, manuscripts()):
        alphabet = frozenset(json.dumps(manuscript, ensure_ascii=False, default=str)) | {INDENT[0]}
        for table in manuscript["pages"]:
            board = set_page(manuscript, table)
            name = f"{manuscript['date']}/p{table['sequence']}"
            pdf, truth = issues / f"{name}.pdf", truths / f"{name}.json"
            truth.parent.mkdir(parents=True, exist_ok=True)
            pdf.write_bytes(running.pdf(board.sheet, alphabet=alphabet))
            words = json.dumps(board.page.truth(), ensure_ascii=False, indent=1)
            truth.write_text(words + "\n", encoding="utf-8")
