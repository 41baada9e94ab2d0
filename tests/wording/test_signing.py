"""How bylines and credits are set, and that what is read out of one sets it again."""

from __future__ import annotations

import pytest

from articles.wording.bylines import parse_byline, split_title
from articles.wording.credits import parse_credits
from articles.wording.signing import position, text_of
from articles.wording.sources import as_printed, is_as_printed, read_body
from articles.wording.values import Signature


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([("张三", "reporter", "本报"), ("李四", "reporter", "本报")], "本报记者 张三 李四"),
        ([("张三", "reporter", "本报"), ("王五", "correspondent", "")], "本报记者 张三　通讯员 王五"),
        ([("张三", "photographer", "新华社")], "新华社记者 张三 摄"),
        ([("张三", "photographer", "某图片社")], "某图片社 张三 摄"),
        ([("新华社", "photographer", "")], "新华社发"),
        ([("主办方供图", "photographer", "")], "主办方供图"),
        ([("张三", "author", "")], "张三"),
        ([("张三", "illustrator", "")], "张三 绘"),
        ([("张三", "reporter", "本报记者")], "本报记者 张三"),
        ([("张三", "reporter", "本报", "见习记者")], "本报见习记者 张三"),
        ([("张三", "author", "", "文/图")], "张三 文/图"),
        ([("张三", "author", "", "文/图…")], "文/图 张三"),
        ([("张三", "photographer", "", "…")], "张三"),
        ([("张三", "reporter", "本报", "记者…/文"), ("李四", "reporter", "本报", "记者…/图")], "本报记者 张三/文　李四/图"),
    ],
)  # fmt: skip
def test_chinese(lines, expected):
    assert text_of([Signature(*line) for line in lines], True) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([("Jane Doe", "reporter"), ("John Smith", "reporter")], "By Jane Doe and John Smith"),
        ([("Jane Doe", "author"), ("Ann Lee", "author"), ("Tom Reed", "author")], "By Jane Doe, Ann Lee and Tom Reed"),
        ([("Jane Doe", "photographer", "Harbor Press")], "Photo: Jane Doe, Harbor Press"),
        ([("Jane Doe", "reporter"), ("Tom Reed", "photographer")], "By Jane Doe; Photo: Tom Reed"),
        ([("Anna Weber", "reporter", "", "Von")], "Von Anna Weber"),
    ],
)  # fmt: skip
def test_english(lines, expected):
    assert text_of([Signature(*line) for line in lines], False) == expected


def letters(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("本报记者 田小禾", [("田小禾", "reporter", "本报", "")]),
        ("本报见习记者 田小禾", [("田小禾", "reporter", "本报", "见习记者")]),
        ("首席记者 王渡", [("王渡", "reporter", "", "首席记者")]),
        ("本报驻京记者 钱一鸣", [("钱一鸣", "reporter", "本报", "驻京记者")]),
        ("本报记者 郭小满 文/图", [("郭小满", "reporter", "本报", "记者…文/图")]),
        ("记者 欧阳晓 摄影报道", [("欧阳晓", "reporter", "", "记者…摄影报道")]),
        ("特约撰稿人 沈渡", [("沈渡", "author", "", "特约撰稿人")]),
        ("本报评论员 张岸", [("张岸", "author", "本报", "评论员")]),
        ("作者：张岸", [("张岸", "author", "", "作者：")]),
        ("张岸 编译", [("张岸", "translator", "", "")]),
        ("张岸 译", [("张岸", "translator", "", "…译")]),
        ("本报记者 张岸 发自北京", [("张岸", "reporter", "本报", "记者…发自北京")]),
        ("本报记者 张岸 现场报道", [("张岸", "reporter", "本报", "记者…现场报道")]),
        ("张岸/文 李渡/图", [("张岸", "author", "", "…/文"), ("李渡", "photographer", "", "…/图")]),
        ("文/张岸 图/李渡", [("张岸", "author", "", "文/"), ("李渡", "photographer", "", "图/")]),
        ("本报记者 张岸/文 李渡/图", [("张岸", "reporter", "本报", "记者…/文"), ("李渡", "photographer", "本报", "记者…/图")]),
        ("文/图 本报记者 张岸", [("张岸", "reporter", "本报", "文/图 本报记者")]),
        ("图文/张岸", [("张岸", "author", "", "图文/")]),
        ("本报记者 张岸 通讯员 李渡 文/图", [("张岸", "reporter", "本报", ""), ("李渡", "correspondent", "", "通讯员…文/图")]),
        ("张岸 本报记者", [("张岸", "author", "", "…本报记者")]),
        ("本报记者 通讯员 李渡", [("李渡", "correspondent", "", "本报记者 通讯员")]),
        ("By Jane Miller and Tom Reed", [("Jane Miller", "reporter", "", ""), ("Tom Reed", "reporter", "", "")]),
        ("Von Anna Weber", [("Anna Weber", "reporter", "", "Von")]),
    ],
)  # fmt: skip
def test_a_byline_is_set_again_as_it_was_printed(printed, found):
    names = parse_byline(printed)
    assert [(one.name, one.role, one.affiliation, one.title) for one in names] == found
    assert letters(text_of(names, not printed.isascii())) == letters(printed)


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("张岸 摄", [("张岸", "photographer", "", "")]),
        ("新华社记者 张岸 摄", [("张岸", "photographer", "新华社", "")]),
        ("新华社发", [("新华社", "photographer", "", "")]),
        ("通讯员 张岸 摄", [("张岸", "photographer", "", "通讯员…摄")]),
        ("新华社发（张岸 摄）", [("张岸", "photographer", "新华社", "发（…摄）")]),
        ("张岸摄/某图片社", [("张岸", "photographer", "某图片社", "…摄/某图片社")]),
        ("张岸 李渡摄影报道（某某视觉）", [("张岸", "photographer", "某某视觉", "…摄影报道（某某视觉）"), ("李渡", "photographer", "某某视觉", "…摄影报道（某某视觉）")]),
        ("视觉中国供图", [("视觉中国", "photographer", "", "…供图")]),
        ("制图/张岸", [("张岸", "illustrator", "", "制图/")]),
        ("文/张岸 图/李渡", [("李渡", "photographer", "", "文/张岸 图/")]),
        ("记者 张岸 通讯员 李渡 摄", [("张岸", "photographer", "", "记者"), ("李渡", "photographer", "", "通讯员…摄")]),
    ],
)  # fmt: skip
def test_a_credit_is_set_again_as_it_was_printed(printed, found):
    names = parse_credits(printed)
    assert [(one.name, one.role, one.affiliation, one.title) for one in names] == found
    assert letters(text_of(names, True)) == letters(printed)


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("据新华社", [("新华社", "source", "据")]),
        ("据临江晚报报道", [("临江晚报", "source", "据…报道")]),
        ("本报综合报道", [("本报", "compiler", "…综合报道")]),
        ("新华社", [("新华社", "source", "")]),
        ("这座桥今天通车了", []),
    ],
)
def test_a_body_in_the_place_of_an_author(printed, found):
    names = read_body(printed)
    assert [(one.name, one.role, one.title) for one in names] == found
    assert text_of(names, True) == (printed if found else "")


def test_a_line_that_is_no_byline_is_kept_as_it_is():
    line = "责任编辑 张岸　" + "很长的一行" * 40
    kept = as_printed(line)
    assert all(map(is_as_printed, kept))
    assert max(len(one.name) for one in kept) <= 80
    assert letters(text_of(kept, True)) == letters(line)
    assert not is_as_printed(Signature("新华社", "source"))


def test_while_a_name_is_typed_its_title_is_known():
    assert split_title("本报见习记者 田") == ("本报", "reporter", "见习记者", "田")
    assert split_title("通讯员 王") == ("", "correspondent", "", "王")
    assert split_title("田") == ("", "", "", "田")


def test_what_stands_around_a_name():
    assert position("reporter", "本报", "见习记者") == "本报见习记者"
    assert position("photographer", "新华社", "") == "新华社记者…摄"
    assert position("author", "", "") == ""
