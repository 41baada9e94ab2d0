"""One pasted story → its fields: whole paragraphs or printed lines, Chinese or English, no word lost."""

from __future__ import annotations

import pytest

from articles.ingest.decoding import UnreadableTextError
from articles.ingest.text.pasted import read_story
from articles.wording.values import Signature

WHOLE = """渡江记
新桥让两岸成为一座城
——写在渡口新桥通车之日
本报记者 张三 李四 通讯员 王五
本报讯 昨天上午九点，渡口新桥正式通车。
“我等了二十年。”家住北岸的陈阿婆说。
两岸一日通
桥上开通了三条公交专线，票价一元。
"""

PRINTED = """渡口新桥通车
本报讯（记者 张三 通讯员 王五）昨天上午九点，渡口新
桥正式通车。大桥全长三公里，双向六车道，是港湾市跨
江的第五座大桥。
　　通车后，两岸车程由四十分钟缩短到八分钟。家住北岸
的陈阿婆说，她等这座桥等了二十年。
下转第三版
"""

ENGLISH = """Ferry bridge opens after three years
Crossing now takes eight minutes
By Jane Miller
NETHERBY, March 2 (Reuters) — The new ferry bridge opened on Monday, cutting the crossing to eight minutes.
Residents had waited for twenty years.
Continued on page 3
"""


def one(text: str):
    (article,) = read_story(text).articles
    return article


def body(text: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in one(text).body]


def test_whole_paragraphs():
    story = one(WHOLE)
    assert (story.kicker, story.headline, story.deck) == (
        "渡江记",
        "新桥让两岸成为一座城",
        "——写在渡口新桥通车之日",
    )
    assert [(s.name, s.role) for s in story.bylines] == [
        ("张三", "reporter"),
        ("李四", "reporter"),
        ("王五", "correspondent"),
    ]
    assert story.dateline.printed == "本报讯"
    assert body(WHOLE) == [
        ("paragraph", "昨天上午九点，渡口新桥正式通车。"),
        ("paragraph", "“我等了二十年。”家住北岸的陈阿婆说。"),
        ("subhead", "两岸一日通"),
        ("paragraph", "桥上开通了三条公交专线，票价一元。"),
    ]


def test_printed_lines_are_joined():
    story = one(PRINTED)
    assert story.headline == "渡口新桥通车"
    assert [s.name for s in story.bylines] == ["张三", "王五"]
    assert (story.jump.printed, story.jump.page) == ("下转第三版", "3")
    assert [text for _kind, text in body(PRINTED)] == [
        "昨天上午九点，渡口新桥正式通车。大桥全长三公里，双向六车道，是港湾市跨江的第五座大桥。",
        "通车后，两岸车程由四十分钟缩短到八分钟。家住北岸的陈阿婆说，她等这座桥等了二十年。",
    ]


def test_a_longer_second_head_is_the_deck():
    story = one(
        "渡口新桥通车\n两岸车程由四十分钟缩短到八分钟，百姓圆了多年心愿\n昨天上午九点，渡口新桥通车。\n"
    )
    assert (story.kicker, story.headline) == ("", "渡口新桥通车")
    assert story.deck.startswith("两岸车程")


def test_a_headline_that_asks():
    assert one("老街坊为何愿意回来？\n因为房子不漏了，街坊还在。\n").headline == "老街坊为何愿意回来？"


def test_a_tail_with_its_continuation_line_and_one_glued_to_the_text():
    story = one("上接第一版\n老街新生\n“改造不是把人搬走。”街道办负责人说。\n")
    assert (story.continued_from.page, story.headline) == ("1", "老街新生")
    glued = one("（上接A01版）下一步，港湾市将把经验推广到另外三个片区。（下转第四版）\n")
    assert (glued.continued_from.page, glued.jump.page) == ("A01", "4")
    assert [b.text for b in glued.body] == ["下一步，港湾市将把经验推广到另外三个片区。"]


def test_a_closing_dateline_and_names_in_brackets():
    story = one("渡口新桥通车\n桥今天通了，两岸只要八分钟。（新华社北京5月23日电 记者张三 李四）\n")
    assert story.dateline.agency == "新华社"
    assert [s.name for s in story.bylines] == ["张三", "李四"]


def test_captions_with_their_credits():
    text = WHOLE + "图为市民在桥上散步。\n吴小满 摄\n图为桥头的老街。本报记者 周望舒 摄\n"
    photos = read_story(text).photos
    assert [(p.caption, [c.name for c in p.credits]) for p in photos] == [
        ("图为市民在桥上散步。", ["吴小满"]),
        ("图为桥头的老街。", ["周望舒"]),
    ]
    assert body(text) == body(WHOLE)


def test_verses_are_lines_of_text():
    story = one("春到渡口\n周望舒\n风从江上来\n吹绿了柳\n渡船还在\n等一个人\n")
    assert (story.headline, story.bylines) == ("春到渡口", (Signature("周望舒"),))
    assert [block.text for block in story.body] == ["风从江上来", "吹绿了柳", "渡船还在", "等一个人"]


def test_english():
    story = one(ENGLISH)
    assert (story.headline, story.deck) == (
        "Ferry bridge opens after three years",
        "Crossing now takes eight minutes",
    )
    assert (story.bylines, story.jump.page) == ((Signature("Jane Miller", "reporter"),), "3")
    assert len(story.body) == 2


@pytest.mark.parametrize("text", [WHOLE, PRINTED, ENGLISH])
def test_no_word_is_lost(text):
    draft = read_story(text)
    (story,) = draft.articles
    said = "".join(
        [
            story.kicker,
            story.headline,
            story.deck,
            *(b.text for b in story.body),
            *(s.name for s in story.bylines),
        ]
        + [story.dateline.printed if story.dateline else "", story.jump.printed if story.jump else ""]
        + [p.caption for p in draft.photos]
    )
    wanted = {"记", "者", "通", "讯", "员"} | set("报本ByB—（）() ")
    assert not {c for c in text if not c.isspace()} - set(said) - wanted


@pytest.mark.parametrize("text", ["", "  \n ", "\x00\x01\x02"])
def test_no_text(text):
    with pytest.raises(UnreadableTextError):
        read_story(text)
