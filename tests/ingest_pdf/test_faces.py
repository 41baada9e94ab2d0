"""Fonts without names: which of them are one face."""

from __future__ import annotations

from articles.imaging.sheet import Glyph
from articles.ingest.pdf.faces import one_font_a_face


def row(text, fonts, y=100.0):
    return [
        Glyph(letter, (at * 10.0, y - 9, at * 10.0 + 10, y + 1), y, 10.0, font)
        for at, (letter, font) in enumerate(zip(text, fonts, strict=True))
    ]


def test_fonts_side_by_side_are_one_face():
    glyphs = one_font_a_face(row("云港日报", [0, 1, 2, 1]), ["", "", ""])
    assert len({glyph.font for glyph in glyphs}) == 1


def test_two_fonts_that_hold_one_character_are_two_faces():
    glyphs = row("云港云港", [0, 1, 0, 1]) + row("云报", [2, 3], 120.0) + row("港云", [1, 2], 140.0)
    faces = {
        (g.text, old.font): g.font for g, old in zip(one_font_a_face(glyphs, [""] * 4), glyphs, strict=True)
    }
    assert faces["云", 0] == faces["港", 1]
    assert faces["云", 2] == faces["报", 3]
    assert faces["云", 0] != faces["云", 2]


def test_named_fonts_stay_as_they_are():
    glyphs = row("云港", [0, 1])
    assert one_font_a_face(glyphs, ["Song", "Hei"]) == glyphs
