"""Text recognition: hOCR read as a sheet, and Tesseract itself where it is installed."""

from __future__ import annotations

import io
import os
import subprocess

import pytest
from django.core.management import call_command

from articles.imaging import ocr, untrusted
from articles.imaging.limits import Limits
from articles.imaging.sheet import SheetError, from_bytes
from articles.ingest.pdf import read_sheet
from articles.interchange import text_layer
from articles.models import Page, PageImage
from tests import files
from tests.house import make_newspaper
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


def _hocr(*lines):
    spans = "".join(
        "<span class='ocr_line' title='bbox 0 0 1 1'>"
        + "".join(
            f"<span class='ocrx_cinfo' title='x_bboxes {x0} {y0} {x1} {y1}'>{letter}</span>"
            for letter, x0, y0, x1, y1 in line
        )
        + "</span>"
        for line in lines
    )
    rule = "<div class='ocr_separator' title='bbox 300 90 302 400'></div>"
    return f"<div class='ocr_page' title='bbox 0 0 1200 1600'>{rule}{spans}</div>"


def test_characters_stand_evenly_whatever_boxes_tesseract_tells():
    line = [
        ("云", 100, 100, 140, 140),
        ("港", 100, 102, 220, 138),
        ("渡", 190, 101, 222, 139),
        ("轮", 222, 100, 260, 140),
    ]
    sheet = ocr.read_hocr(_hocr(line), 1200, 1600)
    assert [glyph.box[0] for glyph in sheet.glyphs] == pytest.approx([100, 140, 180, 220])
    assert [glyph.size for glyph in sheet.glyphs] == pytest.approx([40] * 4)


def test_a_line_that_crosses_a_rule_is_two():
    left = [(letter, 180 + 40 * at, 100, 220 + 40 * at, 140) for at, letter in enumerate("云港渡")]
    right = [(letter, 310 + 40 * at, 100, 350 + 40 * at, 140) for at, letter in enumerate("桃岭花")]
    sheet = ocr.read_hocr(_hocr([*left, ("”", 298, 100, 304, 140), *right]), 1200, 1600)
    assert "".join(glyph.text for glyph in sheet.glyphs) == "云港渡桃岭花"
    assert sheet.glyphs[2].box[2] == pytest.approx(300)
    assert sheet.glyphs[3].box[0] == pytest.approx(310)


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
def test_tesseract_reads_the_picture_of_a_page_beside_this_process(tmp_path):
    proof = Proof(tmp_path / "page.pdf", 400, 200)
    proof.line(40, 60, "HARBOUR 2026", 30, "Helvetica")
    with untrusted.scratch() as folder:
        made = untrusted.make_page(proof.save(), 1, folder, Limits())
        sheet = from_bytes(untrusted.recognise(made, Limits(), ocr.LANGUAGES))
    assert "2026" in "".join(glyph.text for glyph in sheet.glyphs)
    assert (sheet.width, sheet.height) == pytest.approx((400, 200), abs=1)
    draft, layer = read_sheet(sheet)
    assert layer.source == "ocr"
    assert draft.left_out


def hocr(head: str, *lines: str) -> str:
    """What Tesseract would say of a head over lines of text, on a page of 700 x 900 pixels."""
    spans, top = [], 60
    for line, size in ((head, 50), *((line, 22) for line in lines)):
        boxes = "".join(
            f"<span class='ocrx_cinfo' title='x_bboxes {60 + size * at} {top} {58 + size * (at + 1)} {top + size}'>"
            f"{letter}</span>"
            for at, letter in enumerate(line)
        )
        spans.append(f"<span class='ocr_line' title='bbox 60 {top} 640 {top + size}'>{boxes}</span>")
        top += size * 3 // 2
    return f"<html><body><div class='ocr_page' title='bbox 0 0 700 900'>{''.join(spans)}</div></body></html>"


@pytest.fixture
def tesseract(tmp_path, monkeypatch):
    """A program of that name that answers with the hOCR it is given, or breaks down."""
    program = tmp_path / "bin" / "tesseract"
    program.parent.mkdir()
    monkeypatch.setenv("PATH", f"{program.parent}:{os.defpath}")

    def answers(text: str | None) -> None:
        (tmp_path / "hocr").write_text(text or "", encoding="utf-8")
        program.write_text(f"#!/bin/sh\n{f'cat {tmp_path}/hocr' if text else 'exit 1'}\n")
        program.chmod(0o755)

    return answers


_BODY = "本报讯昨天下午四点，渡口新桥在薄雾里合龙，两岸的人站在堤上看了很久。" * 6 + "渡船照常开到月底。"
PRINTED = ("渡口新桥合龙", *(_BODY[at : at + 26] for at in range(0, len(_BODY), 26)))


@pytest.fixture
def scanned(tmp_path, db):
    """A folder with one scan; another newspaper's issue stays out of it."""
    make_newspaper()
    folder = tmp_path / "2026-03-14"
    folder.mkdir()
    (folder / "01.jpg").write_bytes(files.scan())
    return folder


def imported(folder, *options) -> str:
    out = io.StringIO()
    call_command("import_issue", folder, *options, stdout=out)
    return out.getvalue()


def test_a_scan_is_recognised_where_that_is_asked_for(scanned, tesseract):
    tesseract(hocr(*PRINTED))
    assert "识别" in imported(scanned, "--ocr")
    page = Page.objects.get()
    layer = text_layer.from_bytes(page.text_layer.content)
    assert layer.source == "ocr"
    assert "".join(line.text for line in layer.lines) == "".join(PRINTED)
    assert "渡船照常开到月底" in str(page.parts.values_list("body", flat=True))
    assert page.image.width == 700


def test_without_being_asked_it_stays_a_picture_and_may_be_recognised_later(scanned, tesseract, settings):
    tesseract(hocr(*PRINTED))
    assert "读不出文字" in imported(scanned)
    assert not Page.objects.get().parts.exists()
    settings.OCR = True
    imported(scanned)
    assert Page.objects.get().parts.exists()
    assert "没有改动" in imported(scanned)
    assert PageImage.objects.count() == 1


def test_where_recognising_fails_the_page_is_kept_as_a_picture_and_says_why(scanned, tesseract):
    tesseract(None)
    assert "未能识别" in imported(scanned, "--ocr")
    page = Page.objects.get()
    assert page.image.height == 900
    assert not page.parts.exists()


def test_a_published_page_is_not_recognised_behind_its_readers_backs(scanned, tesseract):
    tesseract(hocr(*PRINTED))
    imported(scanned, "--publish")
    imported(scanned, "--ocr")
    assert not Page.objects.get().parts.exists()


def test_what_takes_too_long_is_ended(scanned, tesseract, tmp_path, settings):
    tesseract(None)
    (tmp_path / "bin" / "tesseract").write_text("#!/bin/sh\nsleep 60\n")
    settings.OCR_SECONDS = 2
    assert "2" in imported(scanned, "--ocr")
    assert Page.objects.get().image.height == 900


def test_draft_page_recognises_a_scan(scanned, tesseract):
    tesseract(hocr(*PRINTED))
    out = io.StringIO()
    call_command("draft_page", scanned / "01.jpg", "--ocr", "--json", stdout=out)
    assert "渡船照常开到月底" in out.getvalue()
