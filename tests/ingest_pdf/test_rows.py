"""Rows of columns: whose head, whose byline, whose subhead."""

from __future__ import annotations

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from articles.imaging.extraction import extract_sheet
from articles.ingest.pdf import read_sheet
from tests.ingest_pdf.stories import HARBOUR, LIBRARY, ORCHARD
from tests.ingest_pdf.typesetting import BOLD, LEADING, SIZE, SONG, Proof, wrap


@pytest.fixture
def proof(tmp_path):
    return Proof(tmp_path / "page.pdf")


def read(proof):
    return read_sheet(extract_sheet(proof.save(), 0))[0]


def texts(one):
    return [block.text for block in one.body]


def test_a_head_over_the_middle_of_ruled_columns_has_them_all(proof):
    proof.centred(196, 404, 90, "桃岭花事", 26)
    told = [*ORCHARD, LIBRARY[0]]
    proof.columns([(40, 130, 192), (216, 130, 192), (392, 130, 192)], 162, told)
    for x in (209, 385):
        proof.rule(x, 130, x, 192)
    (one,) = read(proof).articles
    assert one.headline == "桃岭花事"
    assert texts(one) == told


def test_a_head_that_begins_with_its_column_leaves_the_left_to_another(proof):
    proof.line(40, 90, "旧粮仓里", 26, BOLD)
    proof.columns([(40, 130, 260), (216, 130, 260)], 162, LIBRARY)
    proof.line(392, 90, "桃岭花事", 26, BOLD)
    proof.columns([(392, 130, 300)], 162, ORCHARD)
    first, second = read(proof).articles
    assert (first.headline, second.headline) == ("旧粮仓里", "桃岭花事")
    assert texts(second) == ORCHARD


def test_a_byline_at_the_right_of_a_wide_column_begins_it(proof):
    proof.centred(40, 360, 90, "桃岭花事", 26)
    proof.line(300, 128, "◎ 何秀兰", SIZE, BOLD)
    proof.columns([(40, 142, 300)], 320, ["桃花开了。", *ORCHARD])
    (one,) = read(proof).articles
    assert [name.name for name in one.bylines] == ["何秀兰"]
    assert texts(one) == ["桃花开了。", *ORCHARD]


def test_a_byline_runs_over_the_end_of_its_line(proof):
    proof.line(40, 90, "桃岭花事", 22, BOLD)
    for at, words in enumerate(["本报记者 林晓岚 通讯", "员 周明远"]):
        proof.line(202 - stringWidth(words, BOLD, SIZE), 124 + at * LEADING, words, SIZE, BOLD)
    proof.columns([(40, 124 + 2 * LEADING, 400)], 162, ORCHARD)
    (one,) = read(proof).articles
    assert [(name.name, name.role) for name in one.bylines] == [
        ("林晓岚", "reporter"),
        ("周明远", "correspondent"),
    ]
    assert texts(one) == ORCHARD


def test_a_subhead_at_the_top_of_a_middle_column_is_no_deck(proof):
    proof.centred(216, 378, 90, "旧粮仓里的图书馆", 20)
    proof.columns([(40, 130, 190)], 162, [LIBRARY[0]])
    proof.columns([(216, 130, 210)], 162, ["*旧粮仓里的灯", LIBRARY[2]])
    proof.columns([(392, 130, 210)], 162, [LIBRARY[3]])
    (one,) = read(proof).articles
    assert one.deck == ""
    assert [(block.kind, block.text) for block in one.body] == [
        ("paragraph", LIBRARY[0]),
        ("subhead", "旧粮仓里的灯"),
        ("paragraph", LIBRARY[2]),
        ("paragraph", LIBRARY[3]),
    ]


def test_the_end_of_a_paragraph_over_a_subhead_is_of_its_column(proof):
    proof.line(40, 60, "旧粮仓里的图书馆", 24, BOLD)
    proof.columns([(40, 100, 140)], 162, [LIBRARY[3][:40]])
    proof.line(216, 100, "来排队。", SIZE)
    proof.columns([(216, 100 + 1.3 * LEADING, 300)], 162, ["*旧粮仓里的灯", LIBRARY[2]])
    (one,) = read(proof).articles
    assert texts(one) == [LIBRARY[3][:40] + "来排队。", "旧粮仓里的灯", LIBRARY[2]]
    assert len(one.zones) == 3


def test_a_vertical_deck_stands_by_its_vertical_headline(proof):
    proof.upright(60, 110, "桃岭花事", 26)
    proof.upright(40, 110, "一个花季一万元", 9.5)
    proof.columns([(110, 105, 180), (286, 105, 180)], 162, ORCHARD)
    (one,) = read(proof).articles
    assert (one.headline, one.deck) == ("桃岭花事", "一个花季一万元")
    assert texts(one) == ORCHARD


def test_text_that_runs_down_is_read_from_right_to_left(proof):
    text = "".join(ORCHARD)
    rows = [text[at : at + 20] for at in range(0, len(text), 20)]
    proof.upright(500, 100, "桃岭花事", 26)
    for at, row in enumerate(rows):
        proof.upright(470 - at * 1.5 * SIZE, 100, row, SIZE, SONG)
    (one,) = read(proof).articles
    assert one.headline == "桃岭花事"
    assert "".join(texts(one)) == text


def test_a_jump_line_at_the_end_of_the_last_line(proof):
    proof.line(40, 90, "桃岭花事", 22, BOLD)
    proof.columns([(40, 124, 400)], 162, [*ORCHARD[:2], "花看完了。"])
    y = 124 + LEADING * sum(len(wrap(paragraph, 162)) for paragraph in ORCHARD[:2])
    proof.line(140, y - 1, "（下转第三版）", SIZE, BOLD)
    (one,) = read(proof).articles
    assert one.jump.page == "3"
    assert texts(one) == [*ORCHARD[:2], "花看完了。"]


def test_a_picture_under_a_label_stands_for_itself(proof):
    proof.centred(40, 560, 60, "云港电动渡轮开进早高峰", 24)
    proof.columns([(40, 100, 190), (216, 100, 190), (392, 100, 190)], 162, HARBOUR)
    proof.line(40, 200, "图片新闻", 10, BOLD)
    proof.picture(40, 216, 378, 360)
    proof.line(40, 366, "云港电动渡轮驶过老码头。", 8, BOLD)
    (photo,) = read(proof).photos
    assert photo.article is None


def test_a_credit_over_two_lines_and_one_at_the_outer_edge(proof):
    proof.picture(40, 60, 240, 200)
    for at, line in enumerate(["图为改造后的桃岭栈道。", "本报记者 林晓岚 周明", "远 摄"]):
        proof.line(40, 206 + at * 11, line, 8, BOLD)
    proof.picture(300, 60, 480, 200)
    proof.line(486, 178, "雨后的老码头。", 7, BOLD)
    proof.line(540, 190, "（渡轮公司供图）", 7, BOLD)
    proof.columns([(40, 300, 500), (216, 300, 500)], 162, HARBOUR + LIBRARY)
    photos = {photo.caption: [name.name for name in photo.credits] for photo in read(proof).photos}
    assert photos == {
        "图为改造后的桃岭栈道。": ["林晓岚", "周明远"],
        "雨后的老码头。": ["渡轮公司"],
    }
