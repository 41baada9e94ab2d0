"""Names as a line and back: what is written can be read, whatever the rows are."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from articles.desk.entry.stamps import merge, stamp_of
from articles.desk.names import byline_line, credit_line, read_byline, read_credit
from articles.wording.bylines import name_at_end
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


def test_what_is_no_name_is_refused():
    for line in ("这座桥今天上午九点正式通车了", "无此身份 | 张三", "记者 |"):
        with pytest.raises(ValidationError):
            read_byline(line)


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
