"""What frames a page: nameplate, folio, imprint, labels."""

from __future__ import annotations

from dataclasses import dataclass

from demo.typesetting import fonts
from demo.typesetting.fonts import Face, width
from demo.typesetting.sheet import Rect, Sheet, union
from demo.typesetting.story import LeftOut
from demo.typesetting.style import Style


@dataclass(frozen=True, slots=True)
class Masthead:
    """The words of a nameplate."""

    name: str
    pinyin: str
    date: str
    weekday: str
    lunar: str
    whole: str
    pages: str
    codes: str
    publisher: str
    phone: str
    weather: tuple[str, ...] = ()


def centred(
    sheet: Sheet, x0: float, x1: float, y: float, text: str, face: Face, size: float, **more: float | str
) -> Rect:
    """A line in the middle between x0 and x1, shrunk where it is too long."""
    tracking = float(more.get("tracking", 0.0))
    size = min(size, (x1 - x0) / (width(text, face, tracking) or 1))
    left = (x0 + x1 - width(text, face, tracking) * size) / 2
    return sheet.line(left, y, text, face, size, tracking=tracking, colour=str(more.get("colour", "")))


def left_out(kind: str, texts: list[str], rects: list[Rect]) -> LeftOut:
    return LeftOut(kind, "\n".join(texts), [union(rects)])


def _lines(
    sheet: Sheet, x: float, y: float, texts: list[tuple[str, Face, float]], room: float, align: str = "left"
) -> list[Rect]:
    out = []
    for text, face, size in texts:
        size = min(size, room / (width(text, face) or 1))
        left = x + ((room - width(text, face) * size) / 2 if align == "center" else 0.0)
        out.append(sheet.line(left, y, text, face, size, size * 1.5))
        y += size * 1.5
    return out


def nameplate(sheet: Sheet, style: Style, head: Masthead) -> tuple[float, list[LeftOut]]:
    """The head of page one, in the paper's own manner. Returns where the page begins under it, in mm."""
    sheet.group = "nameplate"
    x0, x1 = style.margin_x, style.page[0] - style.margin_x
    y, scale = style.margin_top, style.page[0] / 390
    small = max(2.5, 3.3 * scale)
    info = [
        (f"{head.date}　{head.weekday}", fonts.HEI_BOLD, small * 1.15),
        (head.lunar, fonts.HEI, small),
        (f"{head.whole}　{head.pages}", fonts.HEI, small),
        (head.codes, fonts.HEI, small * 0.86),
        (head.publisher, fonts.HEI, small * 0.86),
        (head.phone, fonts.HEI, small * 0.86),
    ]
    info = [item for item in info if item[0].strip()]
    texts, rects = [head.name, head.pinyin], []
    look = style.nameplate
    size = 40 * scale if look != "upright" else 24 * scale
    if look == "left":
        rects.append(
            sheet.line(x0, y - size * 0.1, head.name, style.name_face, size, size * 1.1, 0.12, style.colour)
        )
        rects.append(
            sheet.line(x0 + 1, y + size * 1.05, head.pinyin, fonts.SONG_BOLD, small * 1.2, tracking=1.0)
        )
        left = x0 + width(head.name, style.name_face, 0.12) * size + 14 * scale
        rects += _lines(sheet, left, y + 2 * scale, info, x1 - left)
        depth = size * 1.05 + small * 2
        sheet.rule(x0, y + depth + 1.2, x1, y + depth + 1.2, 0.9, style.colour)
        sheet.rule(x0, y + depth + 2.2, x1, y + depth + 2.2, 0.2, style.colour)
    elif look == "centre":
        size *= 0.95
        rects.append(
            centred(
                sheet,
                x0,
                x1,
                y - size * 0.06,
                head.name,
                style.name_face,
                size,
                tracking=0.15,
                colour=style.colour,
            )
        )
        rects.append(
            centred(sheet, x0, x1, y + size * 1.14, head.pinyin, fonts.SONG_BOLD, small, tracking=1.2)
        )
        ear = (x1 - x0 - width(head.name, style.name_face, 0.15) * size) / 2 - 6
        half = (len(info) + 1) // 2
        rects += _lines(sheet, x0, y + 4 * scale, info[:half], ear, "center")
        rects += _lines(sheet, x1 - ear, y + 4 * scale, info[half:], ear, "center")
        depth = size * 1.14 + small * 1.6
        sheet.dotted(x0, y + depth + 1.0, x1, 0.9, "double", style.colour)
    elif look == "boxed":
        room = (x1 - x0) * 0.52
        size = min(size * 0.9, room / (len(head.name) * 1.08))
        sheet.box((x0, y, x0 + room + 6, y + size * 1.5), fill=style.colour)
        rects.append(
            centred(
                sheet,
                x0 + 3,
                x0 + room + 3,
                y - size * 0.02,
                head.name,
                style.name_face,
                size,
                tracking=0.06,
                colour="#fff",
            )
        )
        rects.append(
            centred(
                sheet,
                x0 + 3,
                x0 + room + 3,
                y + size * 1.27,
                head.pinyin,
                fonts.HEI_BOLD,
                small * 0.8,
                tracking=0.8,
                colour="#fff",
            )
        )
        rects += _lines(sheet, x0 + room + 14 * scale, y, info, x1 - x0 - room - 14 * scale)
        depth = size * 1.5
        sheet.rule(x0, y + depth + 1.5, x1, y + depth + 1.5, 0.3)
    else:  # upright: a strip at the left edge, as high as a fifth of the page; the caller keeps it free
        band = size * 1.5
        rects.append(sheet.upright(x0, y, head.name, style.name_face, size, band, 0.1, style.colour))
        length = len(head.name) * 1.1 * size
        rects += _lines(sheet, x0, y + length + 3, info, band)
        depth = length + 3 + len(info) * small * 1.6
        sheet.rule(x0 + band + 2, y, x0 + band + 2, y + depth, 0.3, style.colour)
        return y + depth + 3, [left_out("furniture", [head.name, *(text for text, _, _ in info)], rects)]
    texts += [text for text, _, _ in info]
    return y + depth + 5, [left_out("furniture", texts, rects)]


@dataclass(frozen=True, slots=True)
class Folio:
    """The words of an inner page's folio."""

    number: str
    section: str
    date: str
    staff: str
    paper: str


def folio(sheet: Sheet, style: Style, words: Folio) -> tuple[float, float, float, LeftOut]:
    """The folio in the paper's manner. Returns the free top and bottom and the edge it takes, in mm."""
    sheet.group = "folio"
    x0, x1, high = style.margin_x, style.page[0] - style.margin_x, style.page[1]
    top, bottom = style.margin_top, high - style.margin_bottom
    texts = [words.number, words.section, words.date, words.staff, words.paper]
    rects: list[Rect] = []
    size = 2.9 if style.page[0] > 300 else 2.5
    if style.folio == "outer":
        x = x1 - size * 1.4
        rects.append(sheet.line(x - 1.5, top, words.number, fonts.HEI_BLACK, size * 2.4, colour=style.colour))
        y = top + size * 4
        for text, face, own in (
            (words.section, fonts.HEI_BOLD, size * 1.5),
            (words.paper, fonts.KAI, size * 1.4),
        ):
            rects.append(sheet.upright(x - 1, y, text, face, own, own * 1.3, 0.2))
            y = rects[-1][3] + 6
        rects.append(sheet.upright(x - 1, y, words.date, fonts.HEI, size, size * 1.3))
        rects.append(sheet.upright(x - 1, rects[-1][3] + 8, words.staff, fonts.HEI, size, size * 1.3))
        sheet.rule(x - 3.4, top, x - 3.4, bottom, 0.2, style.colour)
        return top, bottom, size * 1.4 + 6, left_out("furniture", texts, rects)
    y = top if style.folio == "top" else bottom - 6
    rects.append(sheet.line(x0, y - 1.5, words.number, fonts.HEI_BLACK, size * 2.3, colour=style.colour))
    rects.append(
        sheet.line(rects[-1][2] + 6, y + 0.4, words.section, fonts.HEI_BOLD, size * 1.5, tracking=0.15)
    )
    rects.append(sheet.line(rects[-1][2] + 8, y + 1.1, words.date, fonts.HEI, size))
    name = width(words.paper, fonts.KAI, 0.1) * size * 1.7
    left = rects[-1][2] + 6
    rects.append(centred(sheet, left, x1 - name - 6, y + 1.1, words.staff, fonts.HEI, size))
    rects.append(sheet.line(x1 - name, y, words.paper, fonts.KAI, size * 1.7, tracking=0.1))
    if style.folio == "top":
        sheet.rule(x0, y + 7, x1, y + 7, 0.5)
        return top + 10, bottom, 0.0, left_out("furniture", texts, rects)
    sheet.rule(x0, y - 2, x1, y - 2, 0.5)
    return top, y - 4, 0.0, left_out("furniture", texts, rects)


def imprint(sheet: Sheet, style: Style, text: str, y: float) -> LeftOut:
    """The line of those who made the page, at its foot."""
    sheet.group = "imprint"
    x0, x1 = style.margin_x, style.page[0] - style.margin_x
    sheet.rule(x0, y, x1, y, 0.25)
    return left_out("furniture", [text], [centred(sheet, x0, x1, y + 1.2, text, fonts.HEI, 2.6)])


def label(sheet: Sheet, style: Style, text: str, x: float, y: float, x1: float) -> tuple[float, LeftOut]:
    """A label such as 图片新闻 over a rule. Returns its depth in mm."""
    sheet.group = f"label.{text}.{round(x)}.{round(y)}"
    size = style.size * 1.2
    pad = size * 0.5
    breadth = width(text, fonts.HEI_BOLD, 0.25) * size
    sheet.box((x, y, x + breadth + 2 * pad, y + size * 1.5), fill=style.colour)
    rect = sheet.line(x + pad, y, text, fonts.HEI_BOLD, size, size * 1.5, 0.25, "#fff")
    sheet.rule(x, y + size * 1.5, x1, y + size * 1.5, 0.3, style.colour)
    return size * 1.5 + 0.8, left_out("furniture", [text], [rect])
