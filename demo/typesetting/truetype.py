"""Faces as TrueType subsets for Chromium.

Chromium embeds OpenType faces with CFF outlines, such as Noto's, as hundreds of nameless Type 3 fonts, which
no newspaper's own PDF holds. As TrueType they go in as there: one named font a face, cut to what is used.
"""

from __future__ import annotations

import base64
import io
import logging
from functools import cache

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from demo.typesetting.fonts import Face, font_file

logging.getLogger("fontTools").setLevel(logging.ERROR)  # tables of old fonts that are dropped anyway

MOST_ERROR = 0.6  # thousandths of an em by which a converted outline may stray


def _subset(font: TTFont, alphabet: frozenset[str]) -> None:
    options = Options()
    options.layout_features = ["vert", "vrt2"]
    options.hinting = False
    options.name_IDs = [1, 2, 3, 4, 6]
    options.notdef_outline = True
    options.drop_tables += ["VORG", "BASE", "DSIG"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[ord(char) for char in alphabet])
    subsetter.subset(font)


def _outlines_to_truetype(font: TTFont) -> None:
    """Replace CFF outlines with quadratic ones, glyph by glyph."""
    order = font.getGlyphOrder()
    drawn = font.getGlyphSet()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(None)
        drawn[name].draw(Cu2QuPen(pen, MOST_ERROR, reverse_direction=True))
        glyphs[name] = pen.glyph()
    widths = font["hmtx"].metrics
    del font["CFF "]
    font.sfntVersion = "\x00\x01\x00\x00"
    builder = FontBuilder(font=font)
    builder.isTTF = True
    builder.setupGlyf(glyphs)
    font["hmtx"].metrics = {name: (widths[name][0], getattr(glyphs[name], "xMin", 0)) for name in order}
    builder.setupMaxp()
    builder.setupPost(keepGlyphNames=False)


@cache
def data_uri(face: Face, alphabet: frozenset[str]) -> str:
    """The face with the characters of ``alphabet`` alone, as a data URI for ``@font-face``."""
    file, index = font_file(face)
    number = index if file.endswith((".ttc", ".otc")) else -1
    font = TTFont(file, fontNumber=number, recalcTimestamp=False)
    _subset(font, alphabet)
    if "CFF " in font:
        _outlines_to_truetype(font)
    out = io.BytesIO()
    font.save(out)
    return "data:font/ttf;base64," + base64.b64encode(out.getvalue()).decode()
