"""Where phrases stand in a text."""

from __future__ import annotations

import pytest

from articles.search.matching import find
from articles.search.parsing import parse


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("他说“营商\n环境”好，营商，环境不好", "营商环境", ["营商\n环境"]),
        ("優化營商環境，服务", "营商环境 服务", ["營商環境", "服务"]),
        ("优化营商环境，服务", '"环境 服务"~3', ["环境", "服务"]),
        ("环境，一二三四服务，环境", '"环境 服务"~3', ["服务", "环境"]),
        ("PM２．５超标 pm2.55", "pm2.5", ["PM２．５"]),
        ("pm2.55 pma", "pm*", ["pm2.55", "pma"]),
        ("5月份，15月", "5月", ["5月"]),
        ("甲乙丙", "甲乙 -丙", ["甲乙"]),
        ("甲乙丙", "甲乙 乙丙", ["甲乙丙"]),
        ("甲乙丙", "headline:甲 丙", ["丙"]),
        ("Cafe\u0301s cafe\u0301", "café", ["cafe\u0301"]),
    ],
)
def test_find(text, query, marked):
    spans = find(text, parse(query).tree)
    assert [text[start:end] for start, end in spans] == marked


def test_a_named_field_is_looked_for_in_its_own_text_alone():
    tree = parse("headline:甲 乙").tree
    assert find("甲乙", tree) == [(1, 2)]
    assert find("甲乙", tree, fields=("headline",)) == [(0, 2)]
