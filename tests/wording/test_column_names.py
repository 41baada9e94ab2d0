"""Names of columns over headlines."""

from __future__ import annotations

import pytest

from articles.wording.column_names import column_of


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("【巷口】", "巷口"),
        ("· 渡头 ·", "渡头"),
        ("社论", "社论"),
        ("江城时评", "江城时评"),
        ("茶余谈", "茶余谈"),
        ("相关链接", "相关链接"),
        ("采访手记", "采访手记"),
    ],
)
def test_names_that_print_sets_over_headlines(line, name):
    assert column_of(line) == name


@pytest.mark.parametrize(
    "line", ["全市举行座谈", "市民提出建议", "渡口旧事", "让孩子学好普通话和外语", "发言"]
)
def test_heads_that_end_alike_are_none(line):
    assert column_of(line) == ""


def test_without_its_marks_a_name_may_be_asked_not_to_count():
    assert column_of("江城时评", plain=False) == ""
    assert column_of("【江城时评】", plain=False) == "江城时评"
