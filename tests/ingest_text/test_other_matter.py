"""What pages print besides told stories: tables, documents in clauses, small advertisements, weather, page makers."""

from __future__ import annotations

import pytest

from articles.ingest.text import read_page
from tests.ingest_text.test_briefs import ITEMS, STORY, set_in_lines

TABLE = [
    ["渔港批发价格", "品名 今日 昨日 涨跌", "带鱼 18.50 18.20 +1.6%", "鲳鱼 32.00 33.10 -3.3%", "梭子蟹 55.00 55.00 0.0%"],
    ["渔港批发价格", "品名", "今日", "昨日", "带鱼", "18.50", "18.20", "鲳鱼", "32.00", "33.10", "梭子蟹", "55.00", "54.20", "对虾", "41.00", "40.50"],
]  # fmt: skip
RULES = """江口渡轮管理办法
（2031年3月2日江口市人民政府第九次常务会议通过）
第一章　总则
第一条　为了保障渡轮安全，方便
两岸居民出行，制定本办法。
第二条　本市范围内的渡轮经营活
动，适用本办法。
第二章　经营
第三条　经营渡轮的单位应当做到：
（一）船票明码标价，不得擅自
涨价；
（二）每日开航前检查救生设备。
第四条　本办法自公布之日起施行。
"""


@pytest.mark.parametrize("table", TABLE)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_table_of_figures_is_set_apart_with_its_title(table, gap):
    rows = "\n".join(table)
    draft = read_page(
        f"{STORY}{gap}{rows}{gap}枇杷黄了的时候\n本报讯 枇杷熟了，山坡上一片金\n黄，果农挑着担子下山。\n"
    )
    assert [one.headline for one in draft.articles] == ["江口大桥通车一周年", "枇杷黄了的时候"]
    assert rows in [left.text for left in draft.left_out]
    assert "18.50" not in "".join(block.text for one in draft.articles for block in one.body)


def test_a_story_with_figures_is_no_table():
    text = "本报讯 今年前三季度，全县外贸进出口\n12.6亿元，增长8.1%，其中出口9.3亿元，\n增长10.2%，进口3.3亿元，增长2.4%。"
    (one,) = read_page(f"外贸增长8.1%\n{text}\n").articles
    assert one.headline == "外贸增长8.1%"


def test_a_document_is_read_clause_by_clause():
    (one,) = read_page(RULES).articles
    assert one.headline == "江口渡轮管理办法"
    assert one.deck == "（2031年3月2日江口市人民政府第九次常务会议通过）"
    assert [block.text[:4] for block in one.body if block.kind == "subhead"] == ["第一章 ", "第二章 "]
    openings = [block.text[:3] for block in one.body if block.kind == "paragraph"]
    assert openings == ["第一条", "第二条", "第三条", "（一）", "（二）", "第四条"]


def test_the_name_and_the_praise_over_an_address_are_its_advertisement():
    advert = "渡头海鲜楼\n开业大促 全场八折\n地址：江口市渡头路8号\n电话：0577-6688 1200"
    draft = read_page(f"{STORY}\n{advert}\n")
    assert [left.text for left in draft.left_out if left.kind == "advert"] == [advert]
    assert [one.headline for one in draft.articles] == ["江口大桥通车一周年"]


@pytest.mark.parametrize(
    "line",
    [
        "今日天气 多云转阴 12℃～18℃",
        "责任编辑 林晓岚 责任校对 何秀兰",
        "责任编辑林晓岚版式设计周明远责任校对何秀兰",
        "A5 体育",
    ],
)
def test_what_the_page_says_of_itself_is_no_headline(line):
    draft = read_page(f"{line}\n{STORY}\n")
    assert [one.headline for one in draft.articles] == ["江口大桥通车一周年"]
    assert [left.text for left in draft.left_out] == [line]


def test_a_brief_whose_text_is_a_caption_after_all():
    briefs = "\n".join(f"{head}\n{set_in_lines(text)}" for head, text in ITEMS)
    draft = read_page(f"{STORY}\n简讯\n{briefs}\n渔火\n船工（左）\n教徒弟打绳\n结。本报记\n者 周明远摄\n")
    assert len(draft.photos) == 1
    assert [one.headline for one in draft.articles[1:4]] == [head for head, _text in ITEMS]


def test_a_paragraph_that_opens_with_this_is_no_caption():
    column = """江口大桥通车一年来，两岸往来
的车辆超过四百万辆，沿线的三个镇
都办起了周末集市，一直开到天黑。
这是江口市第一座由村民集资修
建的大桥，全长六百米。
桥头的老街重新铺了石板，街上
的灯一直亮到深夜。"""
    draft = read_page(f"江口大桥通车一周年\n本报记者 林晓岚\n{column}\n")
    assert not draft.photos
    assert len(draft.articles[0].body) == 3


def test_heads_between_columns_of_other_widths_are_no_subhead():
    stalls = (
        "桥头开了三家早餐铺，天不亮就有人排队等着买头一笼包子，师傅忙得抬不起头来，只好让女儿也来帮着收钱。"
    )
    narrow = set_in_lines(stalls, 12)
    told = f"{STORY}\n石板路上的早市\n四十个摊位天天客满\n{narrow}\n"
    first, second = read_page(told).articles
    assert first.headline == "江口大桥通车一周年"
    assert second.body[0].text.startswith("桥头开了三家早餐铺")


@pytest.mark.parametrize("mark", ["▶2", "▶▶A3", ">>>5版"])
def test_teasers_that_point_with_arrows(mark):
    draft = read_page(f"今日看点\n枇杷为何早熟{mark}\n谁在夜里修船 {mark}\n\n{STORY}\n")
    assert [one.headline for one in draft.articles] == ["江口大桥通车一周年"]
    assert {left.kind for left in draft.left_out} == {"teaser"}


def test_an_order_line_alone_makes_an_advertisement():
    advert = "江口青茶\n一叶春色 一壶江声\n订购热线：400-600-7712"
    draft = read_page(
        f"{STORY}\n\n{advert}\n\n枇杷黄了的时候\n本报讯 枇杷熟了，山坡上一片金\n黄，果农挑着担子下山。\n"
    )
    assert [left.text for left in draft.left_out if left.kind == "advert"] == [advert]
    assert [one.headline for one in draft.articles] == ["江口大桥通车一周年", "枇杷黄了的时候"]


def test_a_line_in_which_speech_ends_is_no_head():
    told = "江口大桥通车一年来，两岸往来\n的车辆超过四百万辆，比从前多了一\n倍。\n“这座桥修得值。”船工老何\n说，他自己也改行开了出租。"
    (one,) = read_page(f"江口大桥通车一周年\n本报记者 林晓岚\n{told}\n").articles
    assert one.body[1].text == "“这座桥修得值。”船工老何说，他自己也改行开了出租。"
