"""Layouts that papers set and simple pages do not have: heads on a ground, rules under a lead, folios in one line."""

from __future__ import annotations

import pytest

from articles.ingest.pdf.ceilings import Scene, find_ceilings
from articles.ingest.pdf.fragments import Fragment, measure_edges
from articles.ingest.pdf.heads import Head
from articles.ingest.pdf.lines import Line
from articles.ingest.pdf.measure import measure
from articles.ingest.pdf.sides import Side, end_of
from tests.ingest_pdf.stories import ORCHARD
from tests.ingest_pdf.test_reading import article, harbour, read, texts
from tests.ingest_pdf.typesetting import SONG, Proof


@pytest.fixture
def proof(tmp_path):
    return Proof(tmp_path / "page.pdf")


def line(text, y, size, font, x=40.0):
    boxes = [(x + at * size, y, x + (at + 1) * size, y + size) for at in range(len(text))]
    return Line(text, boxes, (x, y, boxes[-1][2], y + size), size, font, int(y), left=x)


def test_the_size_that_sets_most_is_that_of_the_text():
    text = [line("渡轮每天早上六点离开北岸码头", 100 + 14 * n, 9.8, 1) for n in range(20)]
    kickers = [line("一座老港口的清晨", 500 + 30 * n, 10.2, 2) for n in range(3)]
    sizes = measure([*text, *kickers])
    assert sizes.em == pytest.approx(9.8)
    assert sizes.fonts == {1}


def test_a_head_on_a_coloured_ground_heads_the_columns_under_it(proof):
    proof.box(40, 96, 380, 164, tint=0.8)
    proof.centred(40, 380, 102, "桃岭花事正当时", 24)
    proof.centred(40, 380, 134, "山村春来早", 22)
    proof.columns([(40, 172, 240), (216, 172, 240)], 162, ORCHARD)
    one = article(read(proof), "桃岭花事正当时山村春来早")
    assert texts(one) == ORCHARD


def test_a_folio_in_one_line_is_none_of_the_stories(proof):
    proof.line(30, 24, "A08　民生　2031年3月15日 星期六　责编：何平　云港晚报", 9)
    harbour(proof)
    draft = read(proof)
    assert (draft.number, draft.section) == ("A08", "民生")
    assert len(draft.articles) == 1


def test_a_rule_under_a_short_lead_leaves_it_to_the_stories(proof):
    proof.line(30, 24, "2", 16)
    proof.line(80, 28, "2031年3月15日　星期六", 9)
    proof.rule(30, 46, 570, 46)
    proof.centred(40, 380, 56, "桃岭花事正当时", 24)
    proof.columns([(40, 90, 105), (216, 90, 105)], 162, [ORCHARD[0][:30] + "。"])
    proof.rule(30, 122, 570, 122)
    harbour(proof, 130)
    assert article(read(proof), "桃岭花事正当时")


def test_a_subhead_at_the_foot_of_a_column_is_a_whole_end():
    text = [line("渡轮每天早上六点离开北岸码头", 100 + 14 * n, 9.0, 1) for n in range(6)]
    subhead = line("灯下的人", 184, 9.0, 2)
    sizes = measure(text)
    fragment = Fragment([*text, subhead])
    measure_edges([fragment], sizes)
    assert end_of(fragment, sizes) is Side.WHOLE
    assert end_of(Fragment(text, right=166.0), sizes) is Side.INSIDE


def test_a_kicker_in_the_style_of_the_text_stands_over_the_middle_of_its_head(proof):
    proof.rule(40, 90, 380, 90)
    proof.centred(40, 380, 98, "山村栈道今春开放", 9.4, SONG)
    proof.centred(40, 380, 114, "桃岭花事正当时", 24)
    proof.columns([(40, 150, 240), (216, 150, 240)], 162, ORCHARD)
    one = article(read(proof), "桃岭花事正当时")
    assert one.kicker == "山村栈道今春开放"


def test_text_that_begins_at_the_left_of_a_head_has_it(proof):
    proof.centred(216, 556, 104, "桃岭花事正当时", 24)
    proof.columns([(40, 100, 200), (216, 140, 200), (392, 140, 200)], 162, [*ORCHARD, *ORCHARD[1:]])
    one = article(read(proof), "桃岭花事正当时")
    assert texts(one) == [*ORCHARD, *ORCHARD[1:]]
    assert len(one.zones) == 4


def test_a_head_in_the_middle_of_its_columns_reaches_no_farther():
    text = "渡轮每天早上六点离开北岸码头"
    columns = [Fragment([line(text, 140 + 14 * n, 9.0, 1, x) for n in range(6)]) for x in range(40, 740, 140)]
    sizes = measure([one for column in columns for one in column.lines])
    measure_edges(columns, sizes)
    left, middle = Head([line("云港渡轮", 110, 20.0, 2)]), Head([line("桃岭花事", 110, 20.0, 2, 553.0)])
    scene = Scene([left, middle], [*columns[3:], *columns[:3]], [], [], [], [], sizes)
    assert [ceiling.head for ceiling in find_ceilings(scene)] == [middle, middle, left, left, left]


def test_a_name_cut_at_a_line_end_inside_brackets_stays_in_its_byline(proof):
    proof.centred(40, 202, 100, "桃岭花事", 24)
    first = "本报桃岭3月15日讯（记者 何兰英 通讯员 周明远）" + ORCHARD[0]
    proof.columns([(40, 140, 350)], 108, [first, *ORCHARD[1:]])
    one = article(read(proof), "桃岭花事")
    assert [name.name for name in one.bylines] == ["何兰英", "周明远"]
    assert one.body[0].text == ORCHARD[0]
