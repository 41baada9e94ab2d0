"""Headlines: kicker, headline, deck, column name and the byline under them, planned first and then drawn."""

from __future__ import annotations

from dataclasses import dataclass, field

from demo.typesetting.fonts import Face, width
from demo.typesetting.lines import NEVER_FIRST, NEVER_LAST
from demo.typesetting.sheet import Rect, Sheet
from demo.typesetting.story import Story
from demo.typesetting.style import Style


@dataclass(slots=True)
class HeadLook:
    """How one story's heads look; sizes in mm."""

    face: Face
    most: float  # the headline is set as large as its room allows, at most this
    least: float = 3.4
    align: str = "center"
    kicker_look: str = "plain"
    spaced: str = ""  # "", tracking, spaces
    colour: str = ""
    column_look: str = "line"  # line, reverse, boxed, upright
    byline_under: bool = False
    struck_twice: bool = False
    deck_scale: float = 0.5
    air: float = 1.0  # white over and under, a factor


@dataclass(slots=True)
class HeadLine:
    """One planned line: its type and the white over it."""

    text: str
    face: Face
    size: float
    height: float
    before: float = 0.0
    tracking: float = 0.0
    colour: str = ""
    look: str = "plain"
    is_headline: bool = False

    @property
    def breadth(self) -> float:
        return width(self.text, self.face, self.tracking) * self.size


@dataclass(slots=True)
class Heads:
    """The planned heads of a story: what is to be drawn in ``width`` mm, and how high it is."""

    width: float
    align: str
    lines: list[HeadLine] = field(default_factory=list)
    twice: bool = False

    @property
    def height(self) -> float:
        return sum(line.before + line.height for line in self.lines)

    def draw(self, sheet: Sheet, style: Style, x: float, y: float) -> Rect | None:
        """Draw from (x, y) downwards. Returns what is covered, None where there are no heads."""
        covered: Rect | None = None
        for line in self.lines:
            y += line.before
            left = x if self.align == "left" else x + (self.width - line.breadth) / 2
            if line.look in ("reverse", "tag"):
                pad = line.size * 0.45
                left = x + pad if self.align == "left" else left
                ground = "#000" if line.look == "reverse" else style.colour
                sheet.box((left - pad, y, left + line.breadth + pad, y + line.height), fill=ground)
            elif line.look == "boxed":
                pad = line.size * 0.45
                left = x + pad if self.align == "left" else left
                sheet.box((left - pad, y, left + line.breadth + pad, y + line.height), border=0.18)
            elif line.look == "rule":
                sheet.rule(left, y + line.height, left + line.breadth, y + line.height, 0.15)
            rect = sheet.line(
                left, y, line.text, line.face, line.size, line.height, line.tracking, line.colour
            )
            if self.twice and line.is_headline:
                sheet.line(
                    left + 0.12, y, line.text, line.face, line.size, line.height, line.tracking, line.colour
                )
            covered = rect if covered is None else _join(covered, rect)
            y += line.height
        return covered


def _join(a: Rect, b: Rect) -> Rect:
    return (min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3]))


def headline_words(line: str, spaced: str) -> str:
    """A headline line as it is printed: 文 明 花 开 where it is spaced with blanks."""
    return " ".join(line) if spaced == "spaces" and line.isalpha() else line


def break_cost(text: str, at: int, wanted: float) -> float:
    """How ill a headline breaks before its character ``at``: off the middle, in a word, in a quotation."""
    before, after = text[at - 1], text[at]
    cost = abs(at - wanted) * 1.0
    if (
        after in NEVER_FIRST
        or before in NEVER_LAST
        or (before.isalnum() and before.isascii() and after.isascii())
    ):
        return cost + 100
    if text[:at].count("“") > text[:at].count("”"):
        cost += 4
    if before in "，！？的了”" or after == "“":
        cost -= 2
    return cost + (1.5 if before.isascii() else 0)


def small_lines(text: str, face: Face, size: float, room: float) -> list[tuple[str, float]]:
    """A kicker or deck as one line, or as two where one would be set too small: (words, size in mm)."""
    whole = room / width(text, face)
    if whole >= size * 0.8 or len(text) < 8:
        return [(text, min(size, whole))]
    at = min(range(3, len(text) - 2), key=lambda at: break_cost(text, at, len(text) / 2 + 1))
    parts = (text[:at], text[at:])
    fitted = min(size, *(room / width(part, face) for part in parts))
    return [(part, fitted) for part in parts]


def plan_heads(story: Story, style: Style, room: float, look: HeadLook) -> Heads:
    """Plan a story's heads for ``room`` mm; the headline is fitted to it."""
    heads = Heads(room, look.align, twice=look.struck_twice)
    if story.column_printed and story.column_at == "line":
        size = max(style.size * 1.12, 3.3)
        kind = {"reverse": "tag", "boxed": "boxed"}.get(look.column_look, "plain")
        colour = "#fff" if kind == "tag" else style.colour if kind == "plain" else ""
        heads.lines.append(
            HeadLine(story.column_printed, style.bold, size, size * 1.45, 0.0, 0.08, colour, kind)
        )
    if not story.headline:
        return heads
    printed = [headline_words(line, look.spaced) for line in story.headline]
    if story.column_printed and story.column_at == "headline":
        printed[-1] += story.column_printed
    usable = room * (0.98 if look.align == "left" else 0.96)
    tracking = 0.0
    widest = max(width(line, look.face) for line in printed)
    size = min(look.most, usable / widest)
    if look.spaced == "tracking":
        longest = max(len(line) for line in printed)
        tracking = min(0.45, max(0.0, (usable / size - widest) / max(1, longest - 1) * 0.6))
    size = max(size, look.least)
    small = max(style.size * 1.08, min(size * look.deck_scale, 7.5))
    if story.kicker:
        kind = look.kicker_look
        gap = 0.0 if not heads.lines else size * 0.12
        colour = "#fff" if kind == "reverse" else ""
        for text, own in small_lines(story.kicker, style.kicker_face, small, usable - small * 0.9):
            heads.lines.append(
                HeadLine(text, style.kicker_face, own, own * 1.4, gap, colour=colour, look=kind)
            )
            gap = 0.0
    for at, text in enumerate(printed):
        before = size * (0.16 if at == 0 and heads.lines else 0.0) + (0.0 if at == 0 else size * 0.06)
        heads.lines.append(
            HeadLine(text, look.face, size, size * 1.16, before, tracking, look.colour, is_headline=True)
        )
    if story.deck:
        gap = size * 0.1
        for text, own in small_lines(story.deck, style.deck_face, small, usable):
            heads.lines.append(HeadLine(text, style.deck_face, own, own * 1.35, gap))
            gap = 0.0
    if look.byline_under and story.byline_at == "head" and story.byline:
        heads.lines.append(
            HeadLine(
                story.byline, style.kai, style.size, style.leading, max(style.leading * 0.3, size * 0.12)
            )
        )
    return heads


def draw_upright(
    story: Story, style: Style, look: HeadLook, sheet: Sheet, frame: Rect, from_right: bool = True
) -> Rect:
    """Set the heads upright in ``frame``: lines from right to left, kicker first. Returns what they cover."""
    x0, y0, x1, y1 = frame
    length = y1 - y0
    room = x1 - x0
    count = len(story.headline)
    has_small = bool(story.kicker) + bool(story.deck)
    longest = max(len(line) for line in story.headline)
    size = min(look.most, length / longest * 0.98, room / (count * 1.2 + has_small * 0.62))
    small = min(size * 0.52, 5.2)
    tracking = 0.0
    if look.spaced:
        tracking = min(0.35, (length * 0.95 / size - longest) / max(1, longest - 1))
    columns: list[tuple[str, Face, float, float, float]] = []
    if story.kicker:
        fitted = min(small, length / len(story.kicker))
        columns.append((story.kicker, style.kicker_face, fitted, fitted * 1.3, 0.0))
    columns += [(line, look.face, size, size * 1.2, max(0.0, tracking)) for line in story.headline]
    if story.deck:
        fitted = min(small, length / len(story.deck))
        columns.append((story.deck, style.deck_face, fitted, fitted * 1.3, 0.0))
    total = sum(breadth for *_, breadth, _ in columns)
    x = x1 - max(0.0, (room - total) / 2)
    covered: list[Rect] = []
    for text, face, own_size, breadth, own_tracking in columns:
        x -= breadth
        own_length = (len(text) + own_tracking * (len(text) - 1)) * own_size
        top = (
            y0 + (length - own_length) / 2 if face == look.face else y0 + min(size * 0.4, length - own_length)
        )
        covered.append(sheet.upright(x, top, text, face, own_size, breadth, own_tracking, look.colour))
    return (
        min(r[0] for r in covered),
        min(r[1] for r in covered),
        max(r[2] for r in covered),
        max(r[3] for r in covered),
    )


def upright_breadth(story: Story, size: float) -> float:
    """How wide a strip upright heads of that headline size want, in mm."""
    return size * (len(story.headline) * 1.2 + 0.62 * (bool(story.kicker) + bool(story.deck)) + 0.3)
