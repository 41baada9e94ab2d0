"""Who signs, in forms that stand apart or ran over their line: authors' notes, torn bylines, 文/图, columns' names."""

from __future__ import annotations

import pytest

from articles.ingest.text import read_page

QUAY = """老码头的石阶上坐满了看船的人，
风从江心吹来，带着一点柴油的味
道。渡轮靠岸，汽笛响了两声。
船工把缆绳抛上岸，乘客排着队
下船，谁也不着急。"""
ORCHARD = """枇杷熟了，山坡上一片金黄。果农
挑着担子下山，一路上都有人停车
来问价钱，不到中午就卖空了。"""


def names(article):
    return [(one.name, one.role) for one in article.bylines]


@pytest.mark.parametrize(
    "note", ["（作者系江口大学副教授）", "（本文作者为退休教师）", "（作者单位：江口市文联）"]
)
def test_a_note_on_the_author_ends_his_text(note):
    first, second = read_page(f"石阶上的下午\n□ 林晓岚\n{QUAY}\n{note}\n枇杷黄了的时候\n{ORCHARD}\n").articles
    assert (first.headline, second.headline) == ("石阶上的下午", "枇杷黄了的时候")
    assert first.body[-1].text == note
    assert names(first) == [("林晓岚", "author")]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["本报记者 林晓岚 何", "秀兰"], ["林晓岚", "何秀兰"]),
        (["本报全媒体记者 周明", "远 何秀兰"], ["周明远", "何秀兰"]),
        (["本报全媒体记者 周明远", "何秀兰"], ["周明远", "何秀兰"]),
    ],
)
def test_a_byline_that_runs_over_its_line(rows, expected):
    narrow = "老码头的石阶上坐满\n了看船的人，风从江心吹\n来，带着柴油味。"
    (one,) = read_page("\n".join(["石阶上的下午", *rows, narrow])).articles
    assert [name.name for name in one.bylines] == expected
    assert one.headline == "石阶上的下午"
    assert one.body[0].text.startswith("老码头的石阶")


def test_a_dateline_behind_the_text_takes_three_lines():
    tail = "（新华社昆明3月2\n日电 记者周明远 何\n秀兰）"
    (one,) = read_page(f"枇杷黄了的时候\n{ORCHARD}\n{tail}\n").articles
    assert one.dateline is not None
    assert (one.dateline.agency, one.dateline.place, one.dateline.date) == ("新华社", "昆明", "3月2日")
    assert [name.name for name in one.bylines] == ["周明远", "何秀兰"]
    assert len(one.body) == 1


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("本报记者 林晓岚 文/图", [("林晓岚", "reporter")]),
        ("文/林晓岚 图/周明远", [("林晓岚", "author"), ("周明远", "photographer")]),
        ("文/林晓岚图/周明远", [("林晓岚", "author"), ("周明远", "photographer")]),
    ],
)
def test_under_a_head_words_and_pictures_sign_the_story(line, expected):
    draft = read_page(f"石阶上的下午\n{line}\n{QUAY}\n")
    assert names(draft.articles[0]) == expected
    assert not draft.photos


def test_under_a_caption_they_credit_the_picture():
    draft = read_page(f"石阶上的下午\n{QUAY}\n\n渡轮缓缓靠岸。\n文/林晓岚 图/周明远\n")
    assert [shot.caption for shot in draft.photos] == ["渡轮缓缓靠岸。"]
    assert draft.articles[0].bylines == ()


def test_a_column_s_name_without_brackets_is_no_part_of_the_headline():
    first, second = read_page(
        f"江城时评\n别把石阶当停车场\n{QUAY}\n\n茶余谈\n枇杷黄了的时候\n{ORCHARD}\n"
    ).articles
    assert (first.column, first.headline) == ("江城时评", "别把石阶当停车场")
    assert (second.column, second.headline) == ("茶余谈", "枇杷黄了的时候")


def test_a_letter_begins_with_whom_it_is_sent_to():
    (one,) = read_page(f"石阶该修了\n编辑同志：\n{QUAY}\n（林晓岚）\n").articles
    assert one.headline == "石阶该修了"
    assert one.body[0].text == "编辑同志："


def test_of_two_heads_the_one_in_clauses_is_the_headline():
    (one,) = read_page(f"老码头修石阶 看船人有座位\n全部工程下月完工\n{QUAY}\n").articles
    assert (one.kicker, one.headline, one.deck) == ("", "老码头修石阶 看船人有座位", "全部工程下月完工")


def test_a_dateline_in_brackets_on_a_line_of_its_own_ends_the_story():
    plain = ORCHARD.replace("枇杷熟了", "今年枇杷熟了")
    pages = (
        f"石阶上的下午\n{QUAY}\n（本报江口3月2日讯）\n\n渡轮靠岸。 周明远 摄\n\n{plain}\n\n枇杷黄了的时候\n"
    )
    first, second = read_page(pages).articles
    assert first.dateline is not None
    assert (first.dateline.place, second.headline) == ("江口", "枇杷黄了的时候")
    assert len(first.body) == 1


@pytest.mark.parametrize(
    "page",
    [
        f"石阶上的下午\n本报讯 {QUAY}\n文/林晓岚 图/周明远\n{ORCHARD}\n枇杷黄了的时候\n",
        f"枇杷黄了的时候\n本报讯 {ORCHARD}\n\n文/林晓岚 图/周明远\n{QUAY}\n\n石阶上的下午\n",
    ],
)
def test_behind_another_story_s_text_they_sign_the_one_below(page):
    draft = read_page(page)
    assert not draft.photos
    assert names(draft.articles[1]) == [("林晓岚", "author"), ("周明远", "photographer")]
