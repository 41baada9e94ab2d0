"""Small print in boxes: weather, teasers, notices, advertisements."""

from __future__ import annotations

from demo.typesetting import fonts
from demo.typesetting.fonts import width
from demo.typesetting.furniture import centred, left_out
from demo.typesetting.lines import break_lines, tokens_of
from demo.typesetting.sheet import Rect, Sheet, spans
from demo.typesetting.story import LeftOut
from demo.typesetting.style import Style


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
    return left_out(kind, [title, *texts], covered)


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
    return left_out("teaser", [title, *entries], covered)


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
    return left_out("furniture", days, covered)


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
    return left_out(kind, [title, *paragraphs, *signed], covered)


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
    return left_out("advert", [*texts, *([mark] if mark else [])], covered)
