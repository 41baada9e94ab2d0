"""Papers in English and German: narrow columns of stories one under the other, a jump to an inner page."""

from __future__ import annotations

import random
from dataclasses import dataclass

from demo.typesetting.copyfit import cut
from demo.typesetting.flow import items_of
from demo.typesetting.fonts import Face, width
from demo.typesetting.frame import Frame, Setting, place_heads, place_text
from demo.typesetting.furniture import centred
from demo.typesetting.heads import HeadLook
from demo.typesetting.issue import Issue, Joined, new_issue
from demo.typesetting.lines import Span, break_lines, tokens_of
from demo.typesetting.sheet import Sheet, union
from demo.typesetting.story import Dateline, Jump, LeftOut, Name, Page, Story
from demo.typesetting.style import SHEETS, Style
from demo.typesetting.writer import FOREIGN

SHEETS["gazette"] = (178.0, 262.0)

SERIF, SERIF_BOLD = Face("DejaVu Serif"), Face("DejaVu Serif", 700)
SANS, SANS_BOLD = Face("DejaVu Sans"), Face("DejaVu Sans", 700)

FORMS = {
    "english": [
        ("Continued on Page {}", "Continued from Page {}", ["One", "Two", "Three", "Four"]),
        ("(Continued on page {})", "(Continued from page {})", ["1", "2", "3", "4"]),
    ],
    "german": [
        ("(Fortsetzung auf Seite {})", "(Fortsetzung von Seite {})", ["1", "2", "3", "4"]),
        ("Fortsetzung auf Seite {}", "Fortsetzung von Seite {}", ["1", "2", "3", "4"]),
    ],
}
DATES = {"english": "Wednesday, March 4, 1931", "german": "Mittwoch, 4. März 1931"}
PRICES = {"english": "Price Twopence", "german": "Preis 15 Pfennig"}


def stories(rng: random.Random, language: str) -> list[Story]:
    """The stories of a language in an order drawn by lot."""
    out = []
    for at, item in enumerate(FOREIGN[language]["stories"]):
        story = Story(
            f"f{at}", item["headline"][0].split("|"), [("paragraph", text) for text in item["body"]]
        )
        story.latin = True
        story.deck = item.get("deck", "")
        if item["byline"]:
            story.byline, story.byline_at = item["byline"], "head"
            story.bylines = [Name(name) for name in item["names"]]
        if "dateline" in item:
            story.dateline = Dateline(item["dateline"], "", item["place"], item["date"])
        out.append(story)
    rng.shuffle(out)
    return out


def look_of(rng: random.Random, style: Style, story: Story) -> HeadLook:
    """A look for the heads; a headline too wide for a column is broken between two words."""
    face, most = rng.choice([SERIF_BOLD, SANS_BOLD, SERIF_BOLD]), rng.uniform(4.4, 5.6)
    words = " ".join(story.headline)
    if any(width(line, face) * most * 0.8 > style.measure for line in story.headline):
        lines = break_lines(tokens_of([Span(words, face)], latin=True), style.measure / most)
        story.headline = [line.text for line in lines]
    return HeadLook(face, most, 3.0, style.head_align, deck_scale=0.62)


@dataclass(slots=True)
class Column:
    """A column being filled: its place and its next free row."""

    x: float
    top: float
    rows: int
    row: int = 0

    def frame(self, style: Style, rows: int) -> Frame:
        y = self.top + self.row * style.leading
        return Frame(self.x, y, style.measure, rows, 1, style.gutter, style.leading)


def rows_of(style: Style, story: Story, setting: Setting, column: Column) -> int:
    """How many rows a story wants in a column, and notes its heads' share in ``setting``."""
    frame = column.frame(style, 200)
    if story.headline:
        place_heads(Sheet(*style.page), style, story, frame, setting)
        setting.heads_rows = frame.holes[0].rows
    items = items_of(story, style, frame.measure / style.size)
    return setting.heads_rows + sum(item.rows for item in items)


def put(issue: Issue, number: int, story: Story, setting: Setting, column: Column, rows: int) -> None:
    sheet, page = issue.pages[number]
    frame = column.frame(issue.style, rows)
    place_heads(sheet, issue.style, story, frame, setting)
    place_text(sheet, issue.style, story, frame, setting)
    page.stories.append(story)
    column.row += rows
    if column.row < column.rows - 2:
        y = column.top + (column.row + 0.5) * issue.style.leading
        middle = column.x + issue.style.measure / 2
        sheet.rule(middle - 9, y, middle + 9, y, 0.15)
    column.row += 1


def begin(issue: Issue, number: int, language: str) -> list[Column]:
    """Nameplate or running head; returns the empty columns."""
    style, words = issue.style, FOREIGN[language]
    sheet = Sheet(*style.page)
    x0, x1, y = style.margin_x, style.page[0] - style.margin_x, style.margin_top
    if number == 1:
        page = Page(None, "")
        sheet.group = "nameplate"
        line = f"{DATES[language]}    {PRICES[language]}"
        rects = [centred(sheet, x0, x1, y, words["name"], SERIF_BOLD, 15.0)]
        rects.append(centred(sheet, x0, x1, y + 20, line, SERIF, 3.2))
        sheet.rule(x0, y + 19.4, x1, y + 19.4, 0.5)
        sheet.rule(x0, y + 25, x1, y + 25, 0.2)
        page.left_out.append(LeftOut("furniture", f"{words['name']}\n{line}", [union(rects)]))
        top = y + 28
    else:
        page = Page(str(number), words["section"])
        sheet.group = "folio"
        texts = [str(number), words["section"], words["name"]]
        rects = [
            sheet.line(x0, y, texts[0], SERIF_BOLD, 4.2),
            sheet.line(x0 + 12, y, texts[1], SERIF, 4.0),
            sheet.line(x1 - 52, y, texts[2], SERIF, 4.0),
        ]
        sheet.rule(x0, y + 6, x1, y + 6, 0.3)
        page.left_out.append(LeftOut("furniture", "\n".join(texts), [union(rects)]))
        top = y + 9
    issue.pages[number] = (sheet, page)
    rows = int((style.page[1] - style.margin_bottom - top) / style.leading)
    columns = [Column(style.column_x(at), top, rows) for at in range(style.columns)]
    for column in columns[1:]:
        x = column.x - style.gutter / 2
        sheet.rule(x, top, x, top + rows * style.leading, 0.1)
    return columns


def fill(
    issue: Issue,
    number: int,
    column: Column,
    waiting: list[Story],
    tails: list[tuple[Story, Story]],
    jump: tuple[str, str, list[str]],
) -> None:
    """Fill a column with the tails that come here, then with stories; on page one one too long jumps."""
    style, rng = issue.style, issue.rng
    out, back, labels = jump
    while tails and number == 3:
        story, front = tails[0]
        story.continued = Jump(back.format(labels[0]), "1")
        setting = Setting(look_of(rng, style, story))
        wanted = rows_of(style, story, setting, column)
        if wanted > column.rows - column.row:
            return
        put(issue, number, story, setting, column, wanted)
        issue.joined.append(Joined(front, story, 1, 3))
        tails.pop(0)
    while waiting:
        story = waiting[0]
        setting = Setting(look_of(rng, style, story))
        wanted, free = rows_of(style, story, setting, column), column.rows - column.row
        if wanted <= free:
            put(issue, number, waiting.pop(0), setting, column, wanted)
            continue
        if number == 1 and free >= 16 and not tails:
            frame = column.frame(style, free)
            place_heads(Sheet(*style.page), style, story, frame, setting)
            line = Jump(out.format(labels[2]), "3")
            rest = cut(style, story, frame, setting, line, rng.choice(["sentence", "word"]))
            if rest is not None:
                put(issue, number, waiting.pop(0), setting, column, free)
                tails.append((rest, story))
        return


def make_foreign(seed: str, language: str) -> Issue:
    """Pages 1 and 3 of a paper in ``language``; what does not fit page one jumps to page three."""
    issue = new_issue(f"foreign {seed}", "tabloid")
    rng, style = issue.rng, issue.style
    style.sheet = "gazette"
    style.columns, style.gutter, style.margin_x = rng.choice([2, 2, 3]), 5.0, 11.0
    style.body = rng.choice([SERIF, SERIF, SANS])
    style.size = 2.5 if style.columns == 3 else 2.8
    style.leading = style.size * 1.42
    style.bold, style.kai, style.lead_face = SERIF_BOLD, SERIF_BOLD, style.body
    style.kicker_face = style.deck_face = SERIF
    style.jump_face, style.edge, style.byline_look = SERIF_BOLD, 0.0, rng.choice(["bold", "right"])
    out, back, labels = rng.choice(FORMS[language])
    waiting, tails = stories(rng, language), list[tuple[Story, Story]]()
    for number in (1, 3):
        for column in begin(issue, number, language):
            fill(issue, number, column, waiting, tails, jump=(out, back, labels))
    if tails:
        raise ValueError("page three has no room for the tail")
    for sheet, page in issue.pages.values():
        page.finish(sheet.width, sheet.height)
    return issue
