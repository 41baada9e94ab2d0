"""One page of a PDF as plain values: characters with boxes, ruled lines, boxes and pictures. No Django.

`extract_sheet` opens the file with PDFium; it judges nothing that a later step could judge better. What it
returns crosses a process border as bytes (`to_bytes`, `from_bytes`), since a PDF is not to be trusted.
All measures are in points from the top left corner of what the page shows (crop box, page upright).
"""

from __future__ import annotations

import ctypes
import json
import math
import unicodedata
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pypdfium2
import pypdfium2.raw as pdfium

from articles.geometry import Box

MOST_GLYPHS = 200_000
"""A page of more characters than this is no newspaper page; the rest is not read."""
MOST_SHAPES = 20_000
MOST_DEPTH = 6
"""How deep forms inside forms are followed; PDF files can nest them without an end."""
RULE_THICKNESS = 6.0
"""A shape thinner than this, in points, is a ruled line,"""
RULE_ASPECT = 6.0
"""if it is at least so many times longer than thick."""
LEAST_BOX = 8.0
"""Boxes and pictures with a side shorter than this are bullets and ornaments."""
LOOSE = 0.03
"""A box that begins further than this (in em) from where its character does is one of ink."""
DESCENT = 0.12
"""How far a Chinese character reaches under its baseline, in em."""
MOST_SUBPATHS = 64
WHITE = 250
MOST_BYTES = 64 * 1024 * 1024
FORMAT = "sheet/1"

ShapeKind = Literal["rule", "frame", "fill", "picture"]
_Matrix = tuple[float, float, float, float, float, float]
_UPRIGHT: _Matrix = (1, 0, 0, 1, 0, 0)
_HYPHEN = "\x02"
"""What PDFium gives for a hyphen at a line's end."""


class SheetError(ValueError):
    """A file or bytes that hold no such page; the message says why."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One printed character.

    ``box`` is as wide as its advance and as high as its font's line; ``base`` is where it stands (the y of
    its baseline); ``size`` is that of its em; ``font`` an index into the sheet's fonts; ``turn`` the angle by
    which it is turned, in degrees clockwise.
    """

    text: str
    box: Box
    base: float
    size: float
    font: int
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Shape:
    """A ruled line, a frame, a filled box or a picture."""

    kind: ShapeKind
    box: Box


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one page prints. ``fonts`` are their names, "" for each that has none (Type 3)."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...] = ()
    shapes: tuple[Shape, ...] = ()
    fonts: tuple[str, ...] = ()
    source: Literal["pdf", "ocr"] = "pdf"


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
        view = _View.of(page)
        fonts: list[str] = []
        glyphs = tuple(_glyphs(page, view, fonts))
        shapes = tuple(_shapes(page, view))
        return Sheet(view.width, view.height, glyphs, shapes, tuple(fonts))
    finally:
        document.close()


@dataclass(frozen=True, slots=True)
class _View:
    """From a page's own coordinates to points from the top left of what it shows."""

    width: float
    height: float
    left: float
    bottom: float
    turned: int

    @classmethod
    def of(cls, page: Any) -> _View:
        left, bottom, _right, _top = page.get_cropbox()
        media = page.get_mediabox()
        left, bottom = max(left, media[0]), max(bottom, media[1])
        width, height = page.get_size()
        if not (math.isfinite(width) and math.isfinite(height)) or width <= 0 or height <= 0:
            raise SheetError("page without size")
        return cls(width, height, left, bottom, page.get_rotation() % 360)

    def point(self, x: float, y: float) -> tuple[float, float]:
        x, y = x - self.left, y - self.bottom
        match self.turned:
            case 90:
                return y, x
            case 180:
                return self.width - x, y
            case 270:
                return self.width - y, self.height - x
        return x, self.height - y

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        (a, b), (c, d) = self.point(x0, y0), self.point(x1, y1)
        return min(a, c), min(b, d), max(a, c), max(b, d)

    def shows(self, box: Box) -> bool:
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        return 0 <= x <= self.width and 0 <= y <= self.height


def _glyphs(page: Any, view: _View, fonts: list[str]) -> Iterator[Glyph]:
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


def _shapes(page: Any, view: _View) -> Iterator[Shape]:
    budget = [MOST_SHAPES]
    count = pdfium.FPDFPage_CountObjects(page.raw)
    yield from _walk(count, lambda at: pdfium.FPDFPage_GetObject(page.raw, at), _UPRIGHT, view, 0, budget)


def _walk(
    count: int, get: Callable[[int], Any], outer: _Matrix, view: _View, depth: int, budget: list[int]
) -> Iterator[Shape]:
    for at in range(count):
        if budget[0] <= 0:
            return
        item = get(at)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        budget[0] -= 1
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            if depth < MOST_DEPTH:
                inner = _times(_matrix(item), outer)
                yield from _walk(
                    pdfium.FPDFFormObj_CountObjects(item),
                    lambda n, form=item: pdfium.FPDFFormObj_GetObject(form, n),  # type: ignore[misc]
                    inner, view, depth + 1, budget,
                )  # fmt: skip
        elif kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
            box = _clipped(_bounds(item, outer, view), view)
            if min(box[2] - box[0], box[3] - box[1]) >= LEAST_BOX:
                yield Shape("picture", box)
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            yield from _path(item, outer, view)


def _path(item: Any, outer: _Matrix, view: _View) -> Iterator[Shape]:
    fill_mode, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(item, fill_mode, stroke) or not (fill_mode.value or stroke.value):
        return
    box = _clipped(_bounds(item, outer, view), view)
    if _is_rule(box):
        yield Shape("rule", box)
        return
    parts = _subpaths(item, _times(_matrix(item), outer), view)
    if len(parts) > 2:
        # Several lines drawn in one go: a table, a grid of column rules.
        yield from (Shape("rule", part) for part in parts if _is_rule(part))
        if all(_is_rule(part) for part in parts):
            return
    if min(box[2] - box[0], box[3] - box[1]) < LEAST_BOX:
        return
    ring = len(parts) == 2 and all(abs(a - b) <= RULE_THICKNESS for a, b in zip(*parts, strict=True))
    if ring or (stroke.value and not fill_mode.value):
        yield Shape("frame", box)
    elif not _is_white(item):
        yield Shape("fill", box)
    elif stroke.value:
        yield Shape("frame", box)


def _is_rule(box: Box) -> bool:
    width, height = box[2] - box[0], box[3] - box[1]
    thin, long = min(width, height), max(width, height)
    return thin <= RULE_THICKNESS and long >= max(RULE_ASPECT * thin, LEAST_BOX)


def _is_white(item: Any) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(item, red, green, blue, alpha):
        return False
    return alpha.value == 0 or min(red.value, green.value, blue.value) >= WHITE


def _subpaths(item: Any, matrix: _Matrix, view: _View) -> list[Box]:
    """The boxes of a path's parts; [] where it has too many to be ruled lines."""
    x, y = ctypes.c_float(), ctypes.c_float()
    parts: list[list[tuple[float, float]]] = []
    count = pdfium.FPDFPath_CountSegments(item)
    if count > MOST_SUBPATHS * 5:
        return []
    for at in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(item, at)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO or not parts:
            parts.append([])
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        a, b, c, d, e, f = matrix
        parts[-1].append(view.point(a * x.value + c * y.value + e, b * x.value + d * y.value + f))
    boxes = []
    for part in parts:
        if len(part) > 1:
            xs, ys = zip(*part, strict=True)
            boxes.append(_clipped((min(xs), min(ys), max(xs), max(ys)), view))
    return boxes


def _bounds(item: Any, outer: _Matrix, view: _View) -> Box:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    a, b, c, d, e, f = outer
    corners = [
        (a * x + c * y + e, b * x + d * y + f)
        for x in (left.value, right.value)
        for y in (bottom.value, top.value)
    ]
    xs, ys = zip(*corners, strict=True)
    return view.box(min(xs), min(ys), max(xs), max(ys))


def _clipped(box: Box, view: _View) -> Box:
    if not all(map(math.isfinite, box)):
        return (0.0, 0.0, 0.0, 0.0)
    x0, x1 = (min(max(x, 0.0), view.width) for x in (box[0], box[2]))
    y0, y1 = (min(max(y, 0.0), view.height) for y in (box[1], box[3]))
    return x0, y0, x1, y1


def _matrix(item: Any) -> _Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, found):
        return _UPRIGHT
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(inner: _Matrix, outer: _Matrix) -> _Matrix:
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


_CENTS = 100


def to_bytes(sheet: Sheet) -> bytes:
    """`sheet` as zlib over JSON, measures to a hundredth of a point."""
    data = {
        "format": FORMAT,
        "size": [sheet.width, sheet.height],
        "source": sheet.source,
        "fonts": sheet.fonts,
        "text": [glyph.text for glyph in sheet.glyphs],
        "glyphs": [
            [*(round(n * _CENTS) for n in (*glyph.box, glyph.base, glyph.size)), glyph.font, glyph.turn]
            for glyph in sheet.glyphs
        ],
        "shapes": [[shape.kind, *(round(n * _CENTS) for n in shape.box)] for shape in sheet.shapes],
    }
    return zlib.compress(
        json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"), 1
    )


def from_bytes(content: bytes) -> Sheet:
    """The sheet that `to_bytes` wrote; raises SheetError."""
    try:
        unpacker = zlib.decompressobj()
        raw = unpacker.decompress(content, MOST_BYTES)
        if unpacker.unconsumed_tail or not unpacker.eof:
            raise SheetError("too large, or cut off")
        data = json.loads(raw)
        if data["format"] != FORMAT:
            raise SheetError(f"format: {data['format']!r} is not {FORMAT!r}")
        fonts = tuple(map(str, data["fonts"]))
        glyphs = tuple(
            _read_glyph(text, row, len(fonts)) for text, row in zip(data["text"], data["glyphs"], strict=True)
        )
        shapes = tuple(Shape(_read_kind(kind), _read_box(row)) for kind, *row in data["shapes"])
        width, height = map(float, data["size"])
        return Sheet(width, height, glyphs, shapes, fonts, "ocr" if data["source"] == "ocr" else "pdf")
    except (zlib.error, ValueError, KeyError, TypeError, RecursionError) as error:
        raise SheetError(str(error)) from error


def _read_glyph(text: str, row: list[int], fonts: int) -> Glyph:
    x0, y0, x1, y1, base, size, font, turn = map(int, row)
    if not 0 <= font < fonts:
        raise SheetError(f"no font {font}")
    return Glyph(str(text), _read_box([x0, y0, x1, y1]), base / _CENTS, size / _CENTS, font, turn)


def _read_kind(kind: object) -> ShapeKind:
    match kind:
        case "rule" | "frame" | "fill" | "picture":
            return kind
    raise SheetError(f"{kind!r} is no shape")


def _read_box(row: list[int]) -> Box:
    x0, y0, x1, y1 = map(int, row)
    return x0 / _CENTS, y0 / _CENTS, x1 / _CENTS, y1 / _CENTS
