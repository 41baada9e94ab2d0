"""What tells a story's style apart from the page's: the label of its column, and a face of its own."""

from __future__ import annotations

import pytest

from articles.imaging.extraction import extract_sheet
from articles.ingest.pdf import read_sheet
from tests.ingest_pdf.stories import HARBOUR, LIBRARY, ORCHARD
from tests.ingest_pdf.typesetting import BOLD, Proof


@pytest.fixture
def proof(tmp_path):
    """A page whose other story is set in the face that all the rest of a paper is set in."""
    proof = Proof(tmp_path / "page.pdf")
    proof.centred(40, 380, 60, "云港电动渡轮开进早高峰", 24)
    proof.columns([(40, 100, 230), (216, 100, 230)], 162, HARBOUR)
    proof.rule(40, 400, 560, 400)
    return proof


def drafts(proof):
    draft, _layer = read_sheet(extract_sheet(proof.save(), 0))
    return {one.headline: one for one in draft.articles}, draft


def test_a_label_far_over_a_head_set_downwards(proof):
    proof.line(70, 420, "【江岸笔记】", 10, BOLD)
    proof.upright(80, 475, "旧书楼", 40)
    proof.columns([(180, 420, 640), (356, 420, 640)], 162, LIBRARY)
    found, draft = drafts(proof)
    assert found["旧书楼"].column == "江岸笔记"
    assert not [left for left in draft.left_out if "江岸笔记" in left.text]
    assert found["云港电动渡轮开进早高峰"].column == ""


def test_a_word_in_a_filled_box_over_a_head(proof):
    proof.box(250, 410, 310, 426, tint=0.2)
    proof.canvas.setFillGray(1)
    proof.line(258, 413, "江岸笔记", 10, BOLD)
    proof.canvas.setFillGray(0)
    proof.centred(100, 460, 445, "果园里的新来客", 22)
    proof.columns([(100, 490, 640), (276, 490, 640)], 162, ORCHARD)
    found, _draft = drafts(proof)
    assert found["果园里的新来客"].column == "江岸笔记"


def test_a_label_with_a_rule_under_it_is_not_the_storys(proof):
    proof.line(258, 405, "【江岸笔记】", 10, BOLD)
    proof.rule(40, 425, 560, 425)
    proof.centred(100, 460, 445, "果园里的新来客", 22)
    proof.columns([(100, 490, 640), (276, 490, 640)], 162, ORCHARD)
    found, _draft = drafts(proof)
    assert found["果园里的新来客"].column == ""


def test_paragraphs_of_a_story_in_a_face_of_its_own_have_no_subheads(proof):
    proof.centred(100, 460, 415, "果园里的新来客", 22)
    text = [paragraph for paragraph in ORCHARD if not paragraph.startswith("*")]
    proof.columns([(100, 460, 640), (276, 460, 640)], 162, text, face=BOLD)
    found, _draft = drafts(proof)
    assert {block.kind for block in found["果园里的新来客"].body} == {"paragraph"}
    assert len(found["果园里的新来客"].body) == len(text)
