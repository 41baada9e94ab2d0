"""All that is no article: nameplate, folio, imprint, weather, teasers, notices, advertisements, labels."""

from __future__ import annotations

from dataclasses import dataclass

from demo.typesetting import fonts
from demo.typesetting.fonts import Face, width
from demo.typesetting.lines import break_lines, tokens_of
from demo.typesetting.sheet import Rect, Sheet, spans, union
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


def _left(kind: str, texts: list[str], rects: list[Rect]) -> LeftOut:
    return LeftOut(kind, "\n".join(texts), [union(rects)])


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
        return y + depth + 3, [_left("furniture", [head.name, *(text for text, _, _ in info)], rects)]
    texts += [text for text, _, _ in info]
    return y + depth + 5, [_left("furniture", texts, rects)]


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
        return top, bottom, size * 1.4 + 6, _left("furniture", texts, rects)
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
        return top + 10, bottom, 0.0, _left("furniture", texts, rects)
    sheet.rule(x0, y - 2, x1, y - 2, 0.5)
    return top, y - 4, 0.0, _left("furniture", texts, rects)


def imprint(sheet: Sheet, style: Style, text: str, y: float) -> LeftOut:
    """The line of those who made the page, at its foot."""
    sheet.group = "imprint"
    x0, x1 = style.margin_x, style.page[0] - style.margin_x
    sheet.rule(x0, y, x1, y, 0.25)
    return _left("furniture", [text], [centred(sheet, x0, x1, y + 1.2, text, fonts.HEI, 2.6)])


def label(sheet: Sheet, style: Style, text: str, x: float, y: float, x1: float) -> tuple[float, LeftOut]:
    """A label such as 图片新闻 over a rule. Returns its depth in mm."""
    sheet.group = f"label.{text}.{round(x)}.{round(y)}"
    size = style.size * 1.2
    pad = size * 0.5
    breadth = width(text, fonts.HEI_BOLD, 0.25) * size
    sheet.box((x, y, x + breadth + 2 * pad, y + size * 1.5), fill=style.colour)
    rect = sheet.line(x + pad, y, text, fonts.HEI_BOLD, size, size * 1.5, 0.25, "#fff")
    sheet.rule(x, y + size * 1.5, x1, y + size * 1.5, 0.3, style.colour)
    return size * 1.5 + 0.8, _left("furniture", [text], [rect])


def small_box(
    sheet: Sheet, style: Style, rect: Rect, kind: str, title: str, texts: list[str], look: str = "plain"
) -> LeftOut:
    """A box of small print: weather, 导读, telephone numbers; ``look`` is plain, tint, reverse or band."""
    sheet.group = f"box.{title}.{round(rect[0])}.{round(rect[1])}"
    x0, y0, x1, y1 = rect
    pad, size = 2.2, style.size * 0.96
    sheet.box(rect, fill=style.tint if look == "tint" else "", border=0.2)
    title_size = size * 1.45
    y = y0 + 1.6
    if look == "band":
        sheet.box((x0, y0, x1, y0 + title_size * 1.6), fill=style.colour)
        covered = [
            centred(
                sheet,
                x0,
                x1,
                y0 + title_size * 0.2,
                title,
                fonts.HEI_BOLD,
                title_size,
                tracking=0.4,
                colour="#fff",
            )
        ]
        y = y0 + title_size * 1.6 + 1.2
    elif look == "reverse":
        breadth = width(title, fonts.HEI_BOLD, 0.2) * title_size
        sheet.box((x0 + pad, y, x0 + pad + breadth + 2, y + title_size * 1.4), fill="#000")
        covered = [
            sheet.line(x0 + pad + 1, y, title, fonts.HEI_BOLD, title_size, title_size * 1.4, 0.2, "#fff")
        ]
        y += title_size * 1.4 + 1.2
    else:
        covered = [centred(sheet, x0, x1, y, title, fonts.HEI_BOLD, title_size, tracking=0.3)]
        y += title_size * 1.5
    measure = (x1 - x0 - 2 * pad) / size
    lines = [line for text in texts for line in break_lines(tokens_of(spans((text, fonts.HEI))), measure)]
    height = min(size * 2.0, (y1 - y - 1.5) / max(1, len(lines)))
    for line in lines:
        if y + height > y1 + 0.3:
            break
        line.last = True
        covered.append(sheet.set(x0 + pad, y, line, measure * size, size, height))
        y += height
    return _left(kind, [title, *texts], covered)


def teasers(sheet: Sheet, style: Style, rect: Rect, title: str, entries: list[str]) -> LeftOut:
    """导读 in large type: a headline and the page on which to find it, parted by dotted rules."""
    sheet.group = f"box.{title}"
    x0, y0, x1, y1 = rect
    band, size = 8.4, 3.9
    sheet.box(rect, border=0.25, colour=style.colour)
    sheet.box((x0, y0, x1, y0 + band), fill=style.colour)
    covered = [centred(sheet, x0, x1, y0 + 1.1, title, fonts.HEI_BOLD, 5.0, tracking=0.6, colour="#fff")]
    step = (y1 - y0 - band - 2) / len(entries)
    for at, entry in enumerate(entries):
        words, _, page = entry.rpartition("　")
        room = (x1 - x0 - 6) / size
        lines = break_lines(tokens_of(spans((words, fonts.SONG_BOLD))), room)
        end = width(page, fonts.HEI_BOLD) * 3.1
        depth = len(lines) * size * 1.35 + (0 if lines[-1].natural * size + end + 4 < x1 - x0 - 6 else 4.6)
        y = y0 + band + 1 + at * step + (step - depth) / 2
        for line in lines:
            line.last = True
            covered.append(sheet.set(x0 + 3, y, line, room * size, size, size * 1.35))
            y += size * 1.35
        top = y - size * 1.35 if depth < len(lines) * size * 1.35 + 1 else y
        covered.append(
            sheet.line(x1 - 3 - end, top + 0.6, page, fonts.HEI_BOLD, 3.1, 4.4, colour=style.colour)
        )
        if at:
            sheet.dotted(x0 + 3, y0 + band + 1 + at * step, x1 - 3, 0.25, "dotted", style.colour)
    return _left("teaser", [title, *entries], covered)


def weather(sheet: Sheet, style: Style, rect: Rect, days: list[str]) -> LeftOut:
    """The weather: a day and what it brings, the days beside each other where the box is wide."""
    sheet.group = "weather"
    sheet.box(rect, border=0.25, colour=style.colour)
    x0, y0, x1, y1 = rect
    wide = x1 - x0 > 70
    size = 3.5 if wide else 2.9
    across = (x1 - x0) / (len(days) if wide else 1)
    down = (y1 - y0) / (1 if wide else len(days))
    covered = []
    for at, line in enumerate(days):
        day, _, rest = line.partition("：")
        sky, *numbers = rest.split("　")
        left = x0 + (at * across if wide else 0) + 4
        top = y0 + (0 if wide else at * down) + (down - size * 3.4) / 2
        covered.append(sheet.line(left, top, day + "：", fonts.HEI_BOLD, size, size * 1.7))
        covered.append(sheet.line(covered[-1][2], top, sky, fonts.HEI, size, size * 1.7))
        covered.append(sheet.line(left, top + size * 1.75, "　".join(numbers), fonts.HEI, size, size * 1.7))
        if at and wide:
            sheet.rule(left - 4, y0 + 2, left - 4, y1 - 2, 0.2, style.colour)
    return _left("furniture", days, covered)


def notice(
    sheet: Sheet,
    style: Style,
    rect: Rect,
    title: str,
    paragraphs: list[str],
    signed: list[str],
    kind: str = "notice",
) -> LeftOut:
    """A 公告: title, text, signature and date at the right."""
    sheet.group = f"notice.{round(rect[0])}.{round(rect[1])}"
    x0, y0, x1, y1 = rect
    sheet.box(rect, border=0.3)
    sheet.box((x0 + 0.8, y0 + 0.8, x1 - 0.8, y1 - 0.8), border=0.1)
    pad, size = 3.4, style.size
    lines = [
        line
        for text in paragraphs
        for line in break_lines(tokens_of(spans((text, style.body))), (x1 - x0 - 2 * pad) / size, 2.0)
    ]
    title_size = size * 1.9
    free = y1 - y0 - 2 * pad - title_size * 1.6
    height = min(size * 1.75, free / (len(lines) + len(signed)))
    white = free - height * (len(lines) + len(signed))
    y = y0 + pad + min(white * 0.3, 6)
    covered = [centred(sheet, x0, x1, y, title, fonts.SONG_BLACK, title_size, tracking=0.5)]
    y += title_size * 1.6 + min(white * 0.2, 4)
    for line in lines:
        covered.append(sheet.set(x0 + pad, y, line, x1 - x0 - 2 * pad, size, height))
        y += height
    y += min(white * 0.2, 4)
    for text in signed:
        left = x1 - pad - width(text, style.kai) * size
        covered.append(sheet.line(left, y, text, style.kai, size, height))
        y += height
    return _left(kind, [title, *paragraphs, *signed], covered)


def advert(
    sheet: Sheet, style: Style, rect: Rect, texts: list[str], look: str, mark: str = "广告"
) -> LeftOut:
    """An advertisement; ``look`` is frame, reverse, colour, stripe or letter."""
    sheet.group = f"advert.{round(rect[0])}.{round(rect[1])}"
    x0, y0, x1, y1 = rect
    high = y1 - y0
    ink = ""
    if look == "reverse":
        sheet.box(rect, fill="#111")
        ink = "#fff"
    elif look == "colour":
        sheet.box(rect, fill=style.colour)
        ink = "#fff"
    elif look == "stripe":
        sheet.box(rect, fill=style.tint, border=0.3)
        sheet.box((x0, y0, x0 + min(8.0, (x1 - x0) * 0.08), y1), fill=style.colour)
    elif look == "letter":
        sheet.box(rect, border=0.5, style="dashed")
    else:
        sheet.box(rect, border=0.7, colour=style.colour)
        sheet.box((x0 + 1.2, y0 + 1.2, x1 - 1.2, y1 - 1.2), border=0.15, colour=style.colour)
    pad = 4.0 + (6.0 if look == "stripe" else 0.0)
    main, *rest = texts
    face = fonts.SONG_BLACK if look in ("frame", "letter") else fonts.HEI_BLACK
    small = min(style.size * 1.25, high * 0.1)
    size = min(high * 0.34, (x1 - x0 - 2 * pad) / (width(main, face) or 1), 22)
    block = size * 1.25 + sum(small * 1.7 for _ in rest)
    y = y0 + (high - block) / 2 - high * 0.03
    covered = [centred(sheet, x0 + pad, x1 - 4, y, main, face, size, colour=ink)]
    y += size * 1.3
    for text in rest:
        covered.append(centred(sheet, x0 + pad, x1 - 4, y, text, fonts.HEI, small, colour=ink))
        y += small * 1.7
    if mark:
        covered.append(sheet.line(x1 - 2.2 * 2 - 2.6, y1 - 5, mark, fonts.HEI, 2.2, colour=ink))
    return _left("advert", [*texts, *([mark] if mark else [])], covered)
