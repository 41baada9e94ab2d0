"""Whole pages, set at test time: what the PDF page reader proposes for them, and where."""

from __future__ import annotations

import pytest

from articles.imaging.extraction import extract_sheet
from articles.ingest.pdf import is_pdf, read_sheet
from articles.interchange.page_draft import from_json, to_json
from tests.ingest_pdf.stories import HARBOUR, LIBRARY, ORCHARD
from tests.ingest_pdf.typesetting import BOLD, LEADING, SIZE, Proof


@pytest.fixture
def proof(tmp_path):
    return Proof(tmp_path / "page.pdf")


def read(proof):
    draft, layer = read_sheet(extract_sheet(proof.save(), 0))
    assert from_json(to_json(draft)) == draft
    assert all(len(line.text) == len(line.boxes) for line in layer.lines)
    return draft


def article(draft, headline):
    found = [one for one in draft.articles if one.headline.replace(" ", "") == headline]
    assert len(found) == 1, [one.headline for one in draft.articles]
    return found[0]


def texts(one):
    return [block.text for block in one.body]


def told(paragraphs):
    return [paragraph.lstrip("*") for paragraph in paragraphs]


def harbour(proof, y=120, headline="云港电动渡轮开进早高峰"):
    proof.centred(40, 380, y, headline, 24)
    proof.columns([(40, y + 40, y + 170), (216, y + 40, y + 170)], 162, HARBOUR)


def test_a_story_in_two_columns(proof):
    harbour(proof)
    one = article(read(proof), "云港电动渡轮开进早高峰")
    assert texts(one) == [HARBOUR[0].partition("）")[2], *HARBOUR[1:]]
    assert (one.dateline.agency, one.dateline.place, one.dateline.date) == ("本报", "云港", "3月14日")
    assert [(name.name, name.role) for name in one.bylines] == [("林晓岚", "reporter")]


def test_zones_are_heads_first_then_one_a_column(proof):
    harbour(proof)
    one = article(read(proof), "云港电动渡轮开进早高峰")
    head, left, right = one.zones
    assert head[3] < left[1]
    assert left[2] < right[0]
    assert left[0] == pytest.approx(40 / 600, abs=0.005)
    assert right[0] == pytest.approx(216 / 600, abs=0.005)
    assert left[1] == pytest.approx(160 / 800, abs=0.01)


def test_kicker_deck_and_two_line_headline(proof):
    proof.centred(40, 380, 100, "一座老港口的新清晨", 13)
    proof.centred(40, 380, 122, "电动渡轮", 24)
    proof.centred(40, 380, 150, "开进早高峰", 24)
    proof.centred(40, 380, 180, "——云港水上交通见闻", 12)
    proof.columns([(40, 206, 340), (216, 206, 340)], 162, HARBOUR)
    one = article(read(proof), "电动渡轮开进早高峰")
    assert (one.kicker, one.headline) == ("一座老港口的新清晨", "电动渡轮 开进早高峰")
    assert one.deck == "——云港水上交通见闻"


def test_a_letter_spaced_headline_is_closed(proof):
    proof.line(60, 100, "桃花开了", 24, BOLD, spread=20)
    proof.columns([(40, 150, 280), (216, 150, 280)], 162, ORCHARD)
    assert article(read(proof), "桃花开了").headline == "桃花开了"


def test_a_vertical_headline_stands_beside_its_story(proof):
    proof.upright(60, 110, "桃岭花事", 26)
    proof.columns([(110, 105, 180), (286, 105, 180)], 162, ORCHARD)
    harbour(proof, 300)
    draft = read(proof)
    one = article(draft, "桃岭花事")
    assert texts(one) == ORCHARD
    assert len(one.zones) == 3
    assert len(draft.articles) == 2


def test_a_headline_beside_its_body(proof):
    proof.line(40, 150, "桃岭花事", 26, BOLD)
    proof.columns([(180, 100, 230), (356, 100, 230)], 162, ORCHARD)
    proof.rule(40, 250, 520, 250)
    harbour(proof, 280)
    assert texts(article(read(proof), "桃岭花事")) == ORCHARD


def test_an_l_shaped_story_flows_under_its_photo(proof):
    proof.centred(40, 560, 100, "旧粮仓变成图书馆", 26)
    proof.picture(216, 140, 554, 260)
    proof.line(216, 266, "读者在窗边看书。 周明远 摄", 8, BOLD)
    proof.columns([(40, 140, 340), (216, 290, 340), (392, 290, 340)], 162, LIBRARY)
    draft = read(proof)
    one = article(draft, "旧粮仓变成图书馆")
    assert texts(one) == told(LIBRARY)
    assert [block.kind for block in one.body].count("subhead") == 2
    (photo,) = draft.photos
    assert photo.caption == "读者在窗边看书。"
    assert [name.name for name in photo.credits] == ["周明远"]
    assert photo.article == 0
    assert photo.zones[0][3] > photo.picture_zone[3]


def test_a_caption_beside_its_picture(proof):
    proof.picture(40, 100, 300, 240)
    for at, line in enumerate(["三月十日，游客在", "桃岭栈道上赏花。", "何秀兰 摄"]):
        proof.line(306, 180 + at * 11, line, 8, BOLD)
    harbour(proof, 300)
    (photo,) = read(proof).photos
    assert photo.caption == "三月十日，游客在桃岭栈道上赏花。"
    assert [name.name for name in photo.credits] == ["何秀兰"]
    assert photo.article is None


def test_a_caption_printed_over_its_picture(proof):
    proof.picture(40, 100, 380, 260)
    proof.line(50, 244, "石屿岛码头的清晨。 林晓岚 摄", 8, BOLD)
    harbour(proof, 300)
    (photo,) = read(proof).photos
    assert photo.caption == "石屿岛码头的清晨。"


def test_characters_drawn_twice_make_one_headline(proof):
    proof.centred(40, 380, 120, "云港电动渡轮开进早高峰", 24)
    proof.centred(41, 381, 120.4, "云港电动渡轮开进早高峰", 24)
    proof.columns([(40, 160, 290), (216, 160, 290)], 162, HARBOUR)
    assert article(read(proof), "云港电动渡轮开进早高峰")


def test_two_stories_one_in_a_box(proof):
    harbour(proof)
    proof.box(400, 110, 584, 330)
    proof.centred(404, 580, 120, "桃岭花事", 20)
    proof.columns([(408, 150, 325)], 168, ORCHARD)
    draft = read(proof)
    assert texts(article(draft, "桃岭花事")) == ORCHARD
    assert len(texts(article(draft, "云港电动渡轮开进早高峰"))) == 4


def test_jump_and_continuation_have_their_zones(proof):
    proof.centred(40, 380, 120, "云港电动渡轮开进早高峰", 24)
    proof.columns([(40, 160, 290), (216, 160, 290)], 162, [*HARBOUR[:3], HARBOUR[3][:-10] + "（下转第三版）"])
    proof.rule(40, 320, 560, 320)
    proof.centred(40, 380, 340, "桃岭花事", 20)
    proof.columns([(40, 370, 480), (216, 370, 480)], 162, ["（上接第一版）" + ORCHARD[0], *ORCHARD[1:]])
    draft = read(proof)
    out, back = article(draft, "云港电动渡轮开进早高峰"), article(draft, "桃岭花事")
    assert (out.jump.printed, out.jump.page) == ("（下转第三版）", "3")
    assert (back.continued_from.page, texts(back)[0]) == ("1", ORCHARD[0])
    assert out.zones[2][1] < out.jump_zone[1] < out.jump_zone[3] <= out.zones[2][3] + 0.001
    assert back.continuation_zone[1] == pytest.approx(370 / 800, abs=0.01)
    assert back.continuation_zone[0] == pytest.approx((40 + 2 * SIZE) / 600, abs=0.01)


def test_folio_imprint_and_labels_are_left_out(proof):
    proof.line(40, 30, "3", 16, BOLD)
    proof.line(70, 34, "要闻", 12, BOLD)
    proof.line(240, 36, "2026年3月14日　星期六", 8)
    proof.line(500, 36, "云港日报", 8)
    proof.rule(40, 56, 560, 56)
    harbour(proof, 80)
    proof.rule(40, 770, 560, 770)
    proof.line(200, 776, "本版责编：陈敏　校对：吴涛", 8)
    draft = read(proof)
    assert (draft.number, draft.section) == ("3", "要闻")
    assert len(draft.articles) == 1
    left = "".join(one.text for one in draft.left_out if one.kind == "furniture")
    assert all(word in left for word in ("2026年3月14日", "云港日报", "本版责编"))


def test_an_advertisement_is_left_out(proof):
    harbour(proof)
    proof.box(40, 400, 560, 560)
    proof.centred(40, 560, 430, "云港书市盛大开业", 30)
    proof.centred(40, 560, 480, "全场图书八折起", 18)
    proof.centred(40, 560, 510, "热线：0598-5550101", 10)
    proof.line(530, 545, "广告", 7)
    draft = read(proof)
    (advert,) = [one for one in draft.left_out if one.kind == "advert"]
    assert "全场图书八折起" in advert.text
    assert advert.zones
    assert len(draft.articles) == 1


def test_notices_are_left_out(proof):
    harbour(proof)
    proof.box(400, 110, 584, 330)
    proof.centred(404, 580, 116, "公告专栏", 13)
    proof.columns(
        [(408, 140, 325)],
        168,
        ["遗失声明　云港市望潮商贸有限公司遗失公章一枚，编号3501990000123，声明作废。"],
    )
    draft = read(proof)
    assert [one.kind for one in draft.left_out] == ["notice"]
    assert len(draft.articles) == 1


def test_briefs_are_articles_of_their_own(proof):
    y = 100.0
    heads = ["渡轮加开晚班", "图书馆延时开放", "桃岭花期将至"]
    for head, text in zip(heads, (HARBOUR[3], LIBRARY[5], ORCHARD[0]), strict=True):
        proof.line(40, y, head, 11, BOLD)
        proof.columns([(40, y + 18, y + 90)], 162, [text])
        y += 90
    harbour(proof, 420)
    draft = read(proof)
    for head, text in zip(heads, (HARBOUR[3], LIBRARY[5], ORCHARD[0]), strict=True):
        assert texts(article(draft, head)) == [text]


def test_a_drop_cap_belongs_to_its_first_line(proof):
    proof.centred(40, 380, 100, "桃岭花事", 24)
    text = ORCHARD[0]
    proof.line(40, 141, text[0], 2 * LEADING - 2)
    per_line, at, y = 16, 1, 142.0
    for line in range(2):
        proof.line(68, y + line * LEADING, text[at : at + 14])
        at += 14
    y += 2 * LEADING
    while at < len(text):
        proof.line(40, y, text[at : at + per_line + 1])
        at, y = at + per_line + 1, y + LEADING
    proof.columns([(40, y, y + 100)], 162, ORCHARD[1:])
    assert texts(article(read(proof), "桃岭花事")) == ORCHARD


def test_a_page_without_text_says_so(proof):
    proof.picture(0, 0, 600, 800)
    draft = read(proof)
    assert not draft.articles
    assert "no text layer" in draft.left_out[0].text


def test_the_text_layer_holds_every_character(proof):
    harbour(proof)
    _draft, layer = read_sheet(extract_sheet(proof.save(), 0))
    text = "".join("".join(line.text.split()) for line in layer.lines)
    assert text == "云港电动渡轮开进早高峰" + "".join("".join(HARBOUR).split())
    assert layer.source == "pdf"
    for line in layer.lines:
        assert all(0 <= n <= 1 for box in line.boxes for n in box)


def test_a_pdf_is_known_by_what_it_holds():
    assert is_pdf(b"\n\n%PDF-1.4\n")
    assert not is_pdf("云港日报".encode())
