"""Quotation marks within quotation marks."""

from __future__ import annotations

import pytest

from articles.wording.quotes import nested


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("““老桥新生”系列”已保存。", "“‘老桥新生’系列”已保存。"),
        ("“甲”与“乙”", "“甲”与“乙”"),
        ("“一“二“三”二”一”", "“一‘二“三”二’一”"),
        ("““老桥新…”已保存。", "““老桥新…”已保存。"),  # cut short: what closes what is not known
        ("”倒置“", "”倒置“"),
        ("没有引号", "没有引号"),
    ],
)
def test_inner_marks_are_single_where_they_pair(text, wanted):
    assert nested(text) == wanted
