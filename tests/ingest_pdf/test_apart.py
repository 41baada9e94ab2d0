"""What stands apart on a printed page and belongs together: jumps, signatures, poems in boxes, text under pictures."""

from __future__ import annotations

from tests.ingest_pdf.stories import HARBOUR, LIBRARY, ORCHARD
from tests.ingest_pdf.test_rows import proof, read, texts
from tests.ingest_pdf.typesetting import BOLD, SIZE

__all__ = ["proof"]
POEM = ["船歇在岸边", "灯歇在窗里", "只有江水醒着", "一遍遍数", "没有回来的人", "数到天亮", "雾就散了"]


def test_a_jump_line_in_a_column_that_the_text_did_not_reach(proof):
    proof.centred(40, 554, 80, "桃岭花事", 26)
    proof.columns([(40, 120, 172), (216, 120, 172)], 162, ORCHARD[:2])
    proof.line(490, 160, "下转第三版", SIZE)
    proof.rule(40, 240, 560, 240)
    proof.centred(40, 380, 260, "旧粮仓里", 24)
    proof.columns([(40, 300, 420), (216, 300, 420)], 162, LIBRARY)
    draft = read(proof)
    first, second = draft.articles
    assert first.jump is not None
    assert (first.jump.page, second.jump) == ("3", None)
    assert first.jump_zone is not None
    assert "下转" not in "".join(left.text for left in draft.left_out)


def test_a_writer_s_name_in_a_column_of_its_own(proof):
    proof.centred(40, 554, 80, "桃岭花事", 26)
    proof.columns([(40, 120, 190), (216, 120, 190)], 162, ORCHARD[:2])
    proof.line(500, 160, "（何秀兰）", SIZE)
    (one,) = read(proof).articles
    assert [(name.name, name.role) for name in one.bylines] == [("何秀兰", "reporter")]


def test_a_poem_in_a_tinted_box_is_a_story_of_its_own(proof):
    proof.centred(40, 380, 80, "桃岭花事", 26)
    proof.columns([(40, 120, 230), (216, 120, 230)], 162, ORCHARD)
    proof.box(400, 76, 580, 240, tint=0.9)
    proof.centred(400, 580, 84, "江夜", 20)
    for at, verse in enumerate(POEM):
        proof.line(410, 116 + at * 15, verse, SIZE)
    told = {one.headline: one for one in read(proof).articles}
    assert texts(told["江夜"]) == POEM
    assert texts(told["桃岭花事"]) == ORCHARD


def test_all_columns_under_a_picture_stand_under_the_head_over_it(proof):
    proof.centred(40, 554, 60, "桃岭花事", 26)
    proof.picture(40, 100, 554, 200)
    told = [*ORCHARD, LIBRARY[0]]
    proof.columns([(40, 210, 272), (216, 210, 272), (392, 210, 272)], 162, told)
    (one,) = read(proof).articles
    assert one.headline == "桃岭花事"
    assert texts(one) == told


def test_a_column_that_opens_a_story_is_none_of_the_row_at_its_left(proof):
    proof.centred(40, 202, 80, "桃岭花事", 20)
    proof.columns([(40, 120, 300)], 162, ORCHARD)
    proof.centred(300, 500, 80, "渡轮提速", 20)
    proof.columns([(216, 120, 240), (392, 120, 240)], 162, HARBOUR)
    first, second = read(proof).articles
    assert (first.headline, second.headline) == ("桃岭花事", "渡轮提速")
    assert second.dateline is not None
    assert len(second.body) == len(HARBOUR)


def test_a_dateline_with_its_reporter_opens_the_text(proof):
    proof.line(40, 80, "渡轮提速", 20, BOLD)
    proof.line(58, 110, "本报讯 记者林晓岚", SIZE)
    proof.columns([(40, 123, 260)], 162, ["报道：" + ORCHARD[0], *ORCHARD[1:]])
    (one,) = read(proof).articles
    assert one.dateline is not None
    assert one.dateline.agency == "本报"


def test_a_table_on_a_page_is_left_out(proof):
    proof.centred(40, 380, 60, "桃岭花事", 26)
    proof.columns([(40, 100, 230), (216, 100, 230)], 162, ORCHARD)
    proof.box(400, 96, 570, 190)
    proof.line(410, 100, "渔港批发价格", 11, BOLD)
    for at, row in enumerate(
        [
            ("带鱼", "18.5", "18.2"),
            ("鲳鱼", "32.0", "33.1"),
            ("对虾", "41.0", "40.5"),
            ("海鳗", "27.0", "26.0"),
        ]
    ):
        for n, cell in enumerate(row):
            proof.line(410 + 55 * n, 118 + 15 * at, cell, SIZE)
    draft = read(proof)
    assert [one.headline for one in draft.articles] == ["桃岭花事"]
    assert "18.5" in "".join(left.text for left in draft.left_out)


def test_a_deck_as_large_as_the_text_over_the_dateline(proof):
    proof.line(40, 80, "渡轮提速", 20, BOLD)
    proof.line(40, 107, "单程只要十二分钟", SIZE)
    proof.columns([(40, 120, 330)], 162, HARBOUR)
    (one,) = read(proof).articles
    assert (one.headline, one.deck) == ("渡轮提速", "单程只要十二分钟")
    assert one.dateline is not None
    assert len(one.body) == len(HARBOUR)


def test_an_order_line_in_a_frame_makes_an_advertisement(proof):
    proof.centred(40, 380, 60, "桃岭花事", 26)
    proof.columns([(40, 100, 230), (216, 100, 230)], 162, ORCHARD)
    proof.box(40, 240, 570, 300)
    for at, words in enumerate(["江口青茶", "一叶春色 一壶江声", "订购热线：400-600-7712"]):
        proof.line(250, 246 + 15 * at, words, SIZE)
    draft = read(proof)
    assert [left.kind for left in draft.left_out] == ["advert"]
    assert texts(draft.articles[0]) == ORCHARD


def test_the_pictures_of_a_page_with_one_story_are_its_own(proof):
    proof.picture(40, 60, 290, 200)
    proof.line(40, 204, "摆渡人清早解缆。", 8)
    proof.picture(310, 60, 560, 200)
    proof.line(310, 204, "学生在船头读书。", 8)
    proof.centred(40, 560, 290, "桃岭花事", 30)
    proof.columns([(40, 340, 470), (216, 340, 470)], 162, ORCHARD)
    draft = read(proof)
    assert [photo.article for photo in draft.photos] == [0, 0]
