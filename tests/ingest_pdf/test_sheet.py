"""What `extract_sheet` takes out of a PDF, and its way over a process border."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from articles.imaging.extraction import extract_sheet
from articles.imaging.sheet import Sheet, SheetError, from_bytes, to_bytes
from articles.ingest.pdf.characters import seen_once
from tests.ingest_pdf.typesetting import Proof


def test_characters_rules_boxes_and_pictures_have_their_places(tmp_path):
    proof = Proof(tmp_path / "page.pdf")
    proof.line(50, 100, "云港", 20)
    proof.rule(40, 200, 400, 200)
    proof.box(40, 300, 240, 420)
    proof.box(300, 300, 500, 420, tint=0.9)
    proof.picture(40, 500, 240, 650)
    sheet = extract_sheet(proof.save(), 0)
    assert (sheet.width, sheet.height) == (600, 800)
    assert "".join(glyph.text for glyph in sheet.glyphs) == "云港"
    first = sheet.glyphs[0]
    assert first.size == pytest.approx(20, abs=0.1)
    assert first.box[0] == pytest.approx(50, abs=0.5)
    assert first.base == pytest.approx(100 + 0.88 * 20, abs=0.5)
    kinds = {shape.kind: shape.box for shape in sheet.shapes}
    assert set(kinds) == {"rule", "frame", "fill", "picture"}
    assert kinds["picture"] == pytest.approx((40, 500, 240, 650), abs=1)
    assert kinds["rule"][1] == pytest.approx(200, abs=1)


def test_bytes_bring_the_sheet_back(tmp_path):
    proof = Proof(tmp_path / "page.pdf")
    proof.line(50, 100, "第一行，有字。")
    proof.rule(40, 200, 400, 200)
    sheet = extract_sheet(proof.save(), 0)
    again = from_bytes(to_bytes(sheet))
    assert [glyph.text for glyph in again.glyphs] == [glyph.text for glyph in sheet.glyphs]
    assert again.fonts == sheet.fonts
    for one, other in zip(again.glyphs, sheet.glyphs, strict=True):
        assert one.box == pytest.approx(other.box, abs=0.01)


@pytest.mark.parametrize("content", [b"", b"\x00" * 20, to_bytes(Sheet(1, 1))[:-4]])
def test_other_bytes_are_refused(content):
    with pytest.raises(SheetError):
        from_bytes(content)


def test_a_file_that_is_no_pdf_is_refused(tmp_path):
    (tmp_path / "page.pdf").write_bytes(b"%PDF-1.7 and no more")
    with pytest.raises(SheetError):
        extract_sheet(tmp_path / "page.pdf", 0)


def test_a_page_that_is_not_there_is_refused(tmp_path):
    proof = Proof(tmp_path / "page.pdf")
    proof.line(50, 100, "字")
    with pytest.raises(SheetError, match="no page"):
        extract_sheet(proof.save(), 1)


def test_what_stands_outside_the_crop_box_is_not_seen(tmp_path):
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(400, 400), cropBox=(100, 100, 300, 300))
    canvas.drawString(120, 280, "inside")
    canvas.drawString(120, 350, "outside")
    canvas.save()
    (tmp_path / "page.pdf").write_bytes(buffer.getvalue())
    sheet = extract_sheet(tmp_path / "page.pdf", 0)
    assert (sheet.width, sheet.height) == (200, 200)
    assert "".join(glyph.text for glyph in sheet.glyphs) == "inside"
    assert sheet.glyphs[0].box[0] == pytest.approx(20, abs=1)
    assert sheet.glyphs[0].base == pytest.approx(20, abs=1)


def test_a_turned_page_is_read_upright(tmp_path):
    canvas = Canvas(str(tmp_path / "lying.pdf"), pagesize=(400, 300))
    canvas.rotate(90)
    canvas.drawString(40, -20, "upright")
    canvas.save()
    with pypdfium2.PdfDocument(tmp_path / "lying.pdf") as document:
        document[0].set_rotation(90)
        document.save(tmp_path / "page.pdf")
    sheet = extract_sheet(tmp_path / "page.pdf", 0)
    assert (sheet.width, sheet.height) == (300, 400)
    assert {glyph.turn for glyph in sheet.glyphs} == {0}
    xs = [glyph.box[0] for glyph in sheet.glyphs]
    assert xs == sorted(xs)


def test_characters_drawn_twice_count_once(tmp_path):
    proof = Proof(tmp_path / "page.pdf")
    for shift in (0, 0.4, 0.8):
        proof.line(50 + shift, 100, "粗体标题", 24)
    proof.line(50, 200, "人人人 1111 illi")
    sheet = extract_sheet(proof.save(), 0)
    text = "".join(glyph.text for glyph in seen_once(sheet.glyphs)).replace(" ", "")
    assert text == "粗体标题人人人1111illi"


def test_invisible_text_over_a_scan_is_read(tmp_path):
    proof = Proof(tmp_path / "page.pdf")
    proof.picture(0, 0, 600, 800)
    text = proof.canvas.beginText(50, 600)
    text.setFont("STSong-Light", 12)
    text.setTextRenderMode(3)
    text.textOut("看不见的字")
    proof.canvas.drawText(text)
    sheet = extract_sheet(proof.save(), 0)
    assert "".join(glyph.text for glyph in sheet.glyphs) == "看不见的字"
