"""Columns of news in brief, in the makes in which papers set them."""

from __future__ import annotations

import pytest

from articles.ingest.text import read_page

ITEMS = [
    ("云岭书屋开张", "云岭村的书屋日前开张，藏书一千二百册，每天开放到晚上九点，村民凭身份证就能借阅。"),
    ("石笋柿饼获奖", "石笋村的柿饼昨天在省农产品展上获得金奖，当场签下三十万元的订单，明年还要扩建晒场。"),
    ("柳堤渡口办展", "柳堤渡口的老照片展本周开幕，展出照片八十余幅，其中最早的一幅拍摄于一九五三年。"),
]
STORY = """江口大桥通车一周年
本报讯 江口大桥通车一年来，两岸往来的车辆超过
四百万辆，沿线的三个镇都办起了周末集市。
桥头的老街重新铺了石板，搬走的店铺又搬了回来，
街上的灯一直亮到深夜。"""


def set_in_lines(text: str, measure: int = 20) -> str:
    """A paragraph in lines of a measure, its indent lost."""
    lines, rest = [text[: measure - 2]], text[measure - 2 :]
    return "\n".join(lines + [rest[at : at + measure] for at in range(0, len(rest), measure)])


def in_row(mark: str) -> str:
    return "\n".join(set_in_lines(f"{mark}{text}") for _head, text in ITEMS)


@pytest.mark.parametrize("mark", ["△", "▲", "●", "■ ", "◆"])
def test_each_marked_paragraph_below_the_label_is_a_story(mark):
    draft = read_page(f"{STORY}\n简讯\n{in_row(mark)}\n")
    assert [one.body[0].text for one in draft.articles[1:]] == [text for _head, text in ITEMS]
    assert [one.headline for one in draft.articles] == ["江口大桥通车一周年", "", "", ""]
    assert not draft.photos


def test_a_row_that_opens_as_news_needs_no_label():
    draft = read_page(f"{STORY}\n{in_row('▲')}\n")
    assert [one.body[0].text for one in draft.articles[1:]] == [text for _head, text in ITEMS]


@pytest.mark.parametrize("make", ["{mark}{head}\n{text}", "{head}\n{mark}{text}", "【{head}】{text}"])
def test_the_heads_of_briefs_are_their_own(make):
    column = "\n".join(
        "\n".join(
            line if line.strip("●") == head else set_in_lines(line)
            for line in make.format(mark="●", head=head, text=text).split("\n")
        )
        for head, text in ITEMS
    )
    draft = read_page(f"{STORY}\n\n本市简讯\n{column}\n")
    assert [(one.headline, one.body[0].text) for one in draft.articles[1:]] == ITEMS


def test_a_head_in_brackets_that_fills_its_line_is_no_column_s_name():
    items = [ITEMS[0], ("石笋村的柿饼在省城展会上拿下金奖", ITEMS[1][1]), ITEMS[2]]
    column = "\n".join(set_in_lines(f"【{head}】{text}") for head, text in items)
    assert f"】\n{items[1][1][:4]}" in column
    draft = read_page(f"{STORY}\n快读\n{column}\n")
    assert [one.headline for one in draft.articles[1:]] == [head for head, _text in items]


def test_who_wrote_a_brief_may_stand_on_a_line_below():
    column = "\n".join(f"{set_in_lines('■' + text)}\n（秦朗）" for _head, text in ITEMS)
    briefs = read_page(f"{STORY}\n短波\n{column}\n").articles[1:]
    assert [[one.name for one in brief.bylines] for brief in briefs] == [["秦朗"]] * 3


def test_the_points_of_a_list_stay_in_their_story():
    points = "\n".join(
        set_in_lines(text)
        for text in (
            "●带好身份证件，核对车票上的姓名与日期，不要轻信陌生人代办的许诺。",
            "●提前一个小时到站，老人和孩子从绿色通道进站，行李不要超过规定的重量。",
            "●贵重物品随身携带，发现丢失立即向站台值班人员报告，不要自行下到轨道。",
        )
    )
    draft = read_page(f"{STORY}\n出行提示如下：\n{points}\n")
    assert [one.headline for one in draft.articles] == ["江口大桥通车一周年"]


def test_a_mark_that_points_to_a_picture_opens_no_brief():
    text = f"{STORY}\n▲图为江口大桥的桥头。 韩冰 摄\n▲图为周末的集市。 韩冰 摄\n▲图为老街。 韩冰 摄\n"
    draft = read_page(text)
    assert len(draft.articles) == 1
    assert len(draft.photos) == 3
