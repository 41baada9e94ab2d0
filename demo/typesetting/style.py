"""The look of a paper: its sheet, its grid, its faces and its habits."""

from __future__ import annotations

import random
from dataclasses import dataclass

from demo.typesetting import fonts
from demo.typesetting.fonts import Face

SHEETS = {
    "broadsheet": (390.0, 540.0),
    "berliner": (315.0, 470.0),
    "tabloid": (285.0, 400.0),
    "a3": (297.0, 420.0),
}
COLUMNS = {"broadsheet": (5, 6, 7, 8), "berliner": (4, 5, 6), "tabloid": (3, 4, 5), "a3": (4, 5, 6)}

SERIF_HEADS = (fonts.SONG_BOLD, fonts.SONG_BLACK)
SANS_HEADS = (fonts.HEI_BOLD, fonts.HEI_BLACK, fonts.HEI_MEDIUM)


@dataclass(slots=True)
class Style:
    """One paper's habits; sizes in mm, tracking in em. A page takes its variety from these lists."""

    sheet: str = "broadsheet"
    columns: int = 6
    margin_x: float = 16.0
    margin_top: float = 14.0
    margin_bottom: float = 14.0
    gutter: float = 5.2
    gutter_rule: float = 0.0
    body: Face = fonts.SONG
    size: float = 3.1
    leading: float = 4.6
    bold: Face = fonts.HEI_BOLD
    kai: Face = fonts.KAI
    heads: tuple[Face, ...] = (fonts.SONG_BLACK, fonts.HEI_BOLD)
    kicker_face: Face = fonts.KAI
    deck_face: Face = fonts.KAI
    kicker_look: str = "plain"  # plain, rule, reverse
    head_align: str = "center"  # center, left
    spaced: str = "tracking"  # how headlines are letter-spaced: tracking, spaces, never
    subhead_look: str = "center"  # center, left, mark, box, rule
    byline_look: str = "kai"  # kai, bold, right, under (centred with the heads)
    tail_look: str = "glued"  # glued, right
    jump_look: str = "line"  # line (of its own, right), end (right on the last line where it fits), glued
    jump_face: Face = fonts.HEI_BOLD
    lead_face: Face = fonts.HEI_BOLD
    caption_face: Face = fonts.KAI
    caption_size: float = 2.7
    caption_at: tuple[str, ...] = ("under", "under", "side", "over")
    credit_own_line: bool = False
    block_rule: float = 0.15  # between blocks that lie over each other; 0 for none
    block_rule_style: str = "solid"
    colour: str = "#b5121b"
    tint: str = "#efeee6"
    folio: str = "top"  # top, bottom, outer
    nameplate: str = "left"  # left, centre, upright, boxed
    name_face: Face = fonts.KAI_BOLD
    order: str = "drawn"  # drawn, bodies, shuffled: in which order a PDF tool meets the type
    upright_heads: float = 0.15  # how often a headline stands upright
    twice: bool = False  # headlines struck twice for weight, as old setters' PDFs do
    close_marks: bool = True  # 。” in one and a half squares
    edge: float = 0.0  # taken at the right by a folio at the outer edge

    @property
    def page(self) -> tuple[float, float]:
        return SHEETS[self.sheet]

    @property
    def measure(self) -> float:
        """The width of one column."""
        across = self.page[0] - 2 * self.margin_x - self.edge
        return (across - (self.columns - 1) * self.gutter) / self.columns

    def column_x(self, column: int) -> float:
        return self.margin_x + column * (self.measure + self.gutter)

    def span(self, columns: int) -> float:
        """The width of so many columns with the gutters between them."""
        return columns * self.measure + (columns - 1) * self.gutter


def seeded(rng: random.Random, sheet: str | None = None) -> Style:
    """A paper's look, drawn by lot."""
    sheet = sheet or rng.choice(["broadsheet", "broadsheet", "berliner", "tabloid", "a3"])
    columns = rng.choice(COLUMNS[sheet])
    style = Style(sheet=sheet, columns=columns)
    style.margin_x = rng.uniform(11, 18) if sheet == "broadsheet" else rng.uniform(9, 15)
    style.margin_top, style.margin_bottom = rng.uniform(10, 16), rng.uniform(11, 17)
    style.gutter = rng.choice([3.6, 4.4, 5.2, 6.0, 7.0])
    style.gutter_rule = rng.choice([0.0, 0.0, 0.08, 0.12])
    small = style.measure < 42
    style.size = rng.choice([2.75, 2.85, 2.95]) if small else rng.choice([2.95, 3.1, 3.25, 3.4])
    style.leading = round(style.size * rng.uniform(1.38, 1.62), 3)
    style.body = rng.choice(
        [
            fonts.SONG,
            fonts.SONG,
            fonts.SONG,
            fonts.SONG_MEDIUM,
            fonts.OLD_SONG,
            fonts.HEI_LIGHT,
            fonts.FANG_SONG,
        ]
    )
    style.kai = rng.choice([fonts.KAI, fonts.KAI, fonts.OLD_KAI])
    style.bold = rng.choice([fonts.HEI_BOLD, fonts.HEI_MEDIUM, fonts.SONG_BLACK, fonts.ZEN_HEI])
    style.heads = rng.choice(
        [
            (fonts.SONG_BLACK, fonts.HEI_BOLD),
            (fonts.SONG_BOLD,),
            (fonts.HEI_BLACK, fonts.HEI_BOLD),
            (fonts.HEI_BOLD, fonts.SONG_BLACK, fonts.KAI_BOLD),
            (fonts.SONG_BLACK, fonts.SONG_BOLD, fonts.HEI_MEDIUM),
            (fonts.SONG_BOLD, fonts.HEI_BLACK, fonts.SMILEY),
        ]
    )
    style.kicker_face = rng.choice([fonts.KAI, fonts.HEI, fonts.HEI_MEDIUM, fonts.SONG_MEDIUM, style.kai])
    style.deck_face = rng.choice([fonts.KAI, fonts.HEI, fonts.SONG, style.kai])
    style.kicker_look = rng.choice(["plain", "plain", "rule", "reverse"])
    style.head_align = rng.choice(["center", "center", "left"])
    style.spaced = rng.choice(["tracking", "spaces", "never"])
    style.subhead_look = rng.choice(["center", "left", "mark", "box", "rule"])
    style.byline_look = rng.choice(["kai", "bold", "right", "under"])
    style.tail_look = rng.choice(["glued", "right"])
    style.jump_look = rng.choice(["line", "end", "glued"])
    style.jump_face = rng.choice([style.bold, fonts.KAI, fonts.SONG_BLACK])
    style.lead_face = rng.choice([style.bold, style.bold, fonts.HEI_MEDIUM, style.body])
    style.caption_face = rng.choice([fonts.KAI, fonts.HEI, fonts.HEI_LIGHT, style.kai])
    style.caption_size = round(style.size * rng.uniform(0.84, 0.96), 3)
    style.caption_at = rng.choice(
        [("under",), ("under", "side"), ("under", "over"), ("under", "side", "over")]
    )
    style.credit_own_line = rng.random() < 0.3
    style.block_rule = rng.choice([0.0, 0.1, 0.18, 0.35])
    style.block_rule_style = rng.choice(["solid", "solid", "dotted", "double"])
    style.colour = rng.choice(["#b5121b", "#8c1515", "#123b7a", "#0b5345", "#000000", "#a04000"])
    style.tint = rng.choice(["#efeee6", "#e9f0f6", "#f3e9e4", "#eeeeee", "#fbf4dc"])
    style.folio = rng.choice(["top", "top", "bottom", "outer"])
    style.nameplate = rng.choice(["left", "centre", "upright", "boxed"])
    style.name_face = rng.choice([fonts.KAI_BOLD, fonts.SONG_BLACK, fonts.HEI_BLACK, fonts.OLD_KAI])
    style.order = rng.choice(["drawn", "bodies", "shuffled"])
    style.upright_heads = rng.choice([0.0, 0.12, 0.25])
    style.twice = rng.random() < 0.12
    style.close_marks = rng.random() < 0.25
    return style
