"""One page of a PDF → its sheet, by PDFium. No Django.

It judges nothing that a later step could judge better. All measures are in points from the top left corner of
what the page shows (crop box, page upright).
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from articles.imaging.shapes import shapes_of
from articles.imaging.sheet import Glyph, Sheet, SheetError
from articles.imaging.views import View

MOST_GLYPHS = 200_000
"""A page of more characters than this is no newspaper page; the rest is not read."""
LOOSE = 0.03
"""A box that begins further than this (in em) from where its character does is one of ink."""
DESCENT = 0.12
"""How far a Chinese character reaches under its baseline, in em."""
_HYPHEN = "\x02"
"""What PDFium gives for a hyphen at a line's end."""


def extract_sheet(path: Path, sheet: int) -> Sheet:
    """Page number `sheet`, from 0, of the PDF at `path`. Raises SheetError where there is none."""
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise SheetError(str(error)) from error
    try:
        if not 0 <= sheet < len(document):
            raise SheetError(f"no page {sheet}")
        try:
            page = document[sheet]
        except pypdfium2.PdfiumError as error:
            raise SheetError(str(error)) from error
        view = View.of(page)
        fonts: list[str] = []
        glyphs = tuple(_glyphs(page, view, fonts))
        shapes = tuple(shapes_of(page, view))
        return Sheet(view.width, view.height, glyphs, shapes, tuple(fonts))
    finally:
        document.close()


def _glyphs(page: Any, view: View, fonts: list[str]) -> Iterator[Glyph]:
    text_page = page.get_textpage()
    raw = text_page.raw
    rect, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    seen_fonts: dict[tuple[bytes, int], int] = {}
    name = ctypes.create_string_buffer(256)
    flags = ctypes.c_int()
    high = 0
    for at in range(min(text_page.count_chars(), MOST_GLYPHS)):
        if pdfium.FPDFText_IsGenerated(raw, at):
            continue
        code = pdfium.FPDFText_GetUnicode(raw, at)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0
        high = 0
        text = _printed(code)
        if not text:
            continue
        pdfium.FPDFText_GetLooseCharBox(raw, at, rect)
        pdfium.FPDFText_GetMatrix(raw, at, matrix)
        pdfium.FPDFText_GetCharOrigin(raw, at, x, y)
        scale = math.hypot(matrix.c, matrix.d) or math.hypot(matrix.a, matrix.b)
        size = pdfium.FPDFText_GetFontSize(raw, at) * scale
        box = view.box(rect.left, rect.bottom, rect.right, rect.top)
        if not (math.isfinite(size) and all(map(math.isfinite, box))) or size <= 0 or not view.shows(box):
            continue
        if abs(rect.left - x.value) > LOOSE * size and unicodedata.east_asian_width(text[0]) in "WF":
            # PDFium knows no advance for this font and gives the ink instead; a wide character fills its em.
            box = view.box(x.value, y.value - DESCENT * size, x.value + size, y.value + (1 - DESCENT) * size)
        turn = (round(math.degrees(pdfium.FPDFText_GetCharAngle(raw, at))) + view.turned) % 360
        base = view.point(x.value, y.value)[1]
        length = pdfium.FPDFText_GetFontInfo(raw, at, name, 256, flags)
        printed = name.raw[: max(0, min(length, 256) - 1)]
        key = (printed, 0 if printed else _font_of(raw, at))
        font = seen_fonts.get(key)
        if font is None:
            label = printed.decode("utf-8", "replace")
            label = label.partition("+")[2] or label  # ABCDEF+ marks a subset
            if label and label in fonts:
                font = seen_fonts[key] = fonts.index(label)
            else:
                font = seen_fonts[key] = len(fonts)
                fonts.append(label)
        yield Glyph(text, box, base, size, font, turn)


def _font_of(raw: Any, at: int) -> int:
    """What tells a nameless font (Type 3) from others."""
    font = pdfium.FPDFTextObj_GetFont(pdfium.FPDFText_GetTextObject(raw, at))
    return ctypes.cast(font, ctypes.c_void_p).value or 0


def _printed(code: int) -> str:
    """The character for a code point: hyphens made plain, compatibility ideographs and ligatures folded."""
    if code in (0, 0xFFFE, 0xFFFF):
        return ""
    text = chr(code)
    if text in (_HYPHEN, "\u00ad"):
        return "-"
    if "\u2e80" <= text <= "\u2fdf" or "\uf900" <= text <= "\ufaff" or "\ufb00" <= text <= "\ufb06":
        return unicodedata.normalize("NFKC", text)  # radicals and ligatures stand for common characters
    return "" if unicodedata.category(text) in ("Cc", "Cf") else text
