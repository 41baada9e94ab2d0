"""Text recognition: hOCR read as a sheet, and Tesseract itself where it is installed."""

from __future__ import annotations

import subprocess

import pytest

from articles.imaging import ocr
from articles.imaging.sheet import SheetError, draw_sheet, extract_sheet
from articles.ingest.pdf import read_sheet
from tests.ingest_pdf.typesetting import Proof

HOCR = """<html><body><div class='ocr_page' title='bbox 0 0 1200 1600'>
<div class='ocr_separator' title='bbox 80 190 1100 194'></div>
<span class='ocr_line' title='bbox 100 100 180 140'>
<span class='ocrx_cinfo' title='x_bboxes 100 100 140 140; x_conf 99'>云</span>
<span class='ocrx_cinfo' title='x_bboxes 142 102 180 138; x_conf 98'>港</span></span></div></body></html>"""


def test_hocr_becomes_a_sheet():
    sheet = ocr.read_hocr(HOCR, 600, 800)
    assert [glyph.text for glyph in sheet.glyphs] == ["云", "港"]
    assert sheet.glyphs[0].box[0] == pytest.approx(50)
    assert sheet.glyphs[0].size == pytest.approx(20, abs=1)
    assert [shape.kind for shape in sheet.shapes] == ["rule"]
    assert sheet.source == "ocr"


def test_hocr_without_a_page_is_refused():
    with pytest.raises(SheetError):
        ocr.read_hocr("<html></html>", 600, 800)


def test_without_tesseract_it_says_so(monkeypatch, tmp_path):
    monkeypatch.setattr(ocr.shutil, "which", lambda _name: None)
    with pytest.raises(SheetError, match="not installed"):
        ocr.recognise(tmp_path / "page.png", 600, 800)


def _has_chinese() -> bool:
    if not ocr.is_installed():
        return False
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False).stdout
    return "chi_sim" in listed


@pytest.mark.skipif(not _has_chinese(), reason="Tesseract with chi_sim is not installed")
def test_tesseract_reads_a_picture_of_latin_type(tmp_path):
    proof = Proof(tmp_path / "page.pdf", 400, 200)
    proof.line(40, 60, "HARBOUR 2026", 30, "Helvetica")
    path = proof.save()
    draw_sheet(path, 0, tmp_path / "page.png")
    printed = extract_sheet(path, 0)
    sheet = ocr.recognise(tmp_path / "page.png", printed.width, printed.height)
    assert "2026" in "".join(glyph.text for glyph in sheet.glyphs)
    draft, layer = read_sheet(sheet)
    assert layer.source == "ocr"
    assert draft.left_out
