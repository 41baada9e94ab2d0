"""Briefs that a mark or a head in brackets opens, and heads that stand far from their text."""

from __future__ import annotations

import pytest

from articles.imaging.extraction import extract_sheet
from articles.ingest.pdf import read_sheet
from tests.ingest_pdf.stories import HARBOUR, LIBRARY, ORCHARD
from tests.ingest_pdf.typesetting import BOLD, LEADING, SIZE, Proof

BRIEFS = [
    ("河堤步道完工", "河东区的河堤步道日前完工，全长四公里，沿途设有六处凉亭和一座小码头。"),
    ("渡轮加开夜班", "云港渡轮公司昨天宣布，从下月起每晚加开三个班次，末班船推迟到十点半。"),
    ("桃岭办起学堂", "桃岭村的果树学堂近日开课，第一批四十名学员将学习修枝、授粉和保鲜。"),
]


@pytest.fixture
def proof(tmp_path):
    return Proof(tmp_path / "page.pdf")


def read(proof):
    return read_sheet(extract_sheet(proof.save(), 0))[0]


@pytest.mark.parametrize("label", ["本区简讯", ""])
@pytest.mark.parametrize("mark", ["△", "●", "■"])
def test_each_marked_paragraph_is_a_story(proof, mark, label):
    proof.line(40, 90, "老码头换新船", 24, BOLD)
    proof.columns([(40, 130, 400)], 200, HARBOUR)
    if label:
        proof.line(300, 100, label, 14, BOLD)
    proof.columns([(300, 130, 400)], 200, [f"{mark}{text}" for _head, text in BRIEFS])
    articles = read(proof).articles
    assert sorted(one.body[0].text for one in articles if not one.headline) == sorted(
        text for _head, text in BRIEFS
    )


def test_a_head_in_brackets_is_its_brief_s(proof):
    proof.line(40, 90, "老码头换新船", 24, BOLD)
    proof.columns([(40, 130, 400)], 200, HARBOUR)
    proof.line(300, 100, "一句话新闻", 14, BOLD)
    proof.columns([(300, 130, 400)], 200, [f"【{head}】{text}" for head, text in BRIEFS])
    told = {(one.headline, one.body[0].text) for one in read(proof).articles}
    assert set(BRIEFS) <= told


def test_a_marked_list_inside_a_story_stays_there(proof):
    points = ["●带上水和帽子，山路上没有遮阴的地方。", "●不要攀折花枝，果子是村民一年的收成。"]
    proof.line(40, 90, "去桃岭看花", 24, BOLD)
    told = [*ORCHARD, "村里提醒游客：", *points, "●车停在岭下，从栈道步行二十分钟到顶。"]
    proof.columns([(40, 130, 500)], 200, told)
    (one,) = read(proof).articles
    assert len(one.body) == len(told)


def test_a_head_far_from_its_text_goes_to_the_text_that_says_its_words(proof):
    proof.line(40, 90, "旧粮仓里开出图书馆", 22, BOLD)
    proof.line(330, 90, "桃岭满山桃花引来游客", 22, BOLD)
    proof.columns([(40, 130, 400)], 200, LIBRARY)
    proof.columns([(330, 260, 500)], 200, ORCHARD)
    assert {(one.headline, one.body[0].text) for one in read(proof).articles} == {
        ("旧粮仓里开出图书馆", LIBRARY[0]),
        ("桃岭满山桃花引来游客", ORCHARD[0]),
    }


def test_a_head_far_over_its_continuation_goes_to_the_text_next_below(proof):
    proof.line(40, 90, "旧粮仓里开出图书馆", 22, BOLD)
    proof.line(330, 90, "山里来客", 22, BOLD)
    proof.columns([(40, 130, 400)], 200, LIBRARY)
    proof.columns([(330, 260, 500)], 200, ["（上接第一版）", *ORCHARD])
    told = {one.headline: one for one in read(proof).articles}
    assert told["山里来客"].continued_from.page == "1"
    assert [block.text for block in told["山里来客"].body] == ORCHARD


def test_a_written_space_that_stretches_with_its_line_parts_no_line(proof):
    proof.line(40, 90, "桃岭花事", 22, BOLD)
    for at, (x, words) in enumerate(
        [(58, "本报讯\u3000记者何秀兰报道："), (40, "三月的桃岭，满山桃花开得正"), (40, "好。")]
    ):
        proof.line(x, 130 + at * LEADING, words, SIZE, spread=0.2 * SIZE if at < 2 else 0)
    (one,) = read(proof).articles
    assert [name.name for name in one.bylines] == ["何秀兰"]
    assert one.body[0].text == "三月的桃岭，满山桃花开得正好。"
