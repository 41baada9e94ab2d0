"""One page of a PDF as plain values: characters with boxes, ruled lines, boxes and pictures. No Django.

`extraction` makes a sheet of a page, `ocr` of its picture; it crosses a process border as bytes (`to_bytes`,
`from_bytes`), since a PDF is not to be trusted. All measures are in points from the top left corner of what
the page shows.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from typing import Literal

from articles.geometry import Box

MOST_BYTES = 64 * 1024 * 1024
FORMAT = "sheet/1"
ShapeKind = Literal["rule", "frame", "fill", "picture"]


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
