"""Names as a line and back: what is written can be read, whatever the rows are."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from articles.desk.entry.stamps import merge, stamp_of
from articles.desk.names import byline_line, credit_line, read_byline, read_cells, read_credit, what_to_say
from articles.wording.bylines import name_at_end
from articles.wording.sources import is_as_printed
from articles.wording.values import ROLES, Signature

BYLINES = [
    (
        Signature("张三", "reporter", "本报"),
        Signature("李四", "reporter", "本报"),
        Signature("王五", "correspondent"),
    ),
    (Signature("张三"),),
    (Signature("张三", "reporter"), Signature("赵六", "intern")),
    (Signature("Jane Miller", "reporter"), Signature("Tom Reed", "reporter")),
    (Signature("新华社", "source"),),
    *((Signature("张三", role, "某某社"),) for role in ROLES),
    (Signature("不像名字的一串", "author", "某单位"), Signature("张三", "editor")),
    (Signature("田小禾", "reporter", "本报", "见习记者"),),
    (Signature("田小禾", "reporter", "本报", "记者…文/图"),),
    (Signature("不像名字的一串", "author", "某单位", "特约…／补"), Signature("张三", "editor", "", "总编辑")),
    (Signature("这一行读不出姓名", "source", "", "…"),),
]


@pytest.mark.parametrize("names", BYLINES, ids=lambda names: names[0].role)
def test_what_is_written_is_read_again(names):
    assert read_byline(byline_line(names)) == names
    assert read_credit(credit_line(names)) == names


def test_as_print_has_it():
    assert byline_line(BYLINES[0]) == "本报记者 张三 李四 通讯员 王五"
    assert byline_line(BYLINES[3]) == "By Jane Miller and Tom Reed"
    assert credit_line([Signature("吴小满", "photographer", "本报")]) == "本报记者 吴小满 摄"
    assert (byline_line([]), read_byline(" ")) == ("", ())


@pytest.mark.parametrize("line", ["这座桥今天上午九点正式通车了", "无此身份 | 张三", "记者 |", "张三 通车了"])
def test_what_is_no_name_is_kept_as_it_is_and_said_so(line):
    for read, write in ((read_byline, byline_line), (read_credit, credit_line)):
        names = read(line)
        assert all(map(is_as_printed, names))
        assert write(names) == line
        assert what_to_say(line, names)


def test_in_cells_what_is_no_role_is_refused():
    for text in ("无此身份 | 张三", "记者 |", "记者 | 张三 | 本报 | 见习记者 | 多"):
        with pytest.raises(ValidationError):
            read_cells(text, "author")
    assert read_cells("记者 | 田小禾 | | 见习记者", "author") == (
        Signature("田小禾", "reporter", "", "见习记者"),
    )
    assert all(map(is_as_printed, read_cells("本报记者 张三 今天上午采写", "author")))


def test_a_bar_of_print_makes_no_cells():
    assert read_byline("文｜张三 图｜李四") == (
        Signature("张三", "author", "", "文｜"),
        Signature("李四", "photographer", "", "图｜"),
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("■ 本报见习记者　田小禾", ""),
        ("（记者 张三、李四）", ""),
        ("记者 | 田小禾 | 本报", ""),
        ("By JANE MILLER and Tom Reed", ""),
        ("据新华社", ""),
    ],
)
def test_nothing_is_said_where_every_word_is_kept(line, said):
    assert what_to_say(line, read_byline(line)) == said


def test_what_falls_away_is_said():
    assert "记者 张三" in what_to_say("记者 张三 于北京", (Signature("张三", "reporter"),))


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("", None),
        ("本报记者 张三 ", None),
        ("记者 张三；", None),
        ("本报记者", ("本报记者 ", "本报", "reporter", "")),
        ("本报记者张", ("本报记者", "本报", "reporter", "张")),
        ("本报记者 张三 李", ("本报记者 张三 ", "本报", "reporter", "李")),
        ("本报记者 张三 通讯员 王", ("本报记者 张三 通讯员 ", "", "correspondent", "王")),
        ("张三、李", ("张三、", "", "", "李")),
    ],
)
def test_the_name_that_is_being_typed(line, found):
    assert name_at_end(line) == found


def test_whose_change_is_whose():
    base = stamp_of({"a": "1", "b": "1", "c": "1", "d": "1", "gone": "1"})
    mine = {"a": "1", "b": "2", "c": "2", "d": "2", "gone": "2"}
    merged = merge(base, mine, {"a": "3", "b": "1\r\n", "c": "3", "d": "2", "new": "3"})
    assert merged.fields == {"a": "3", "b": "2", "c": "2", "d": "2"}
    assert merged.clashes == {"c": "3", "gone": None}
    assert merged.taken == ["a"]
