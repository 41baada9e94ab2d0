"""Two pieces of a text that a page break parted, as one."""

from __future__ import annotations

import pytest

from articles.wording.html import glue


@pytest.mark.parametrize(
    ("before", "after", "glued"),
    [
        ("换装了正版Windows", "11系统", "换装了正版Windows 11系统"),
        ("第5G", "Network建成", "第5G Network建成"),
        ("ＰＭ", "２．５", "ＰＭ ２．５"),
        ("到了20", "26年", "到了2026年"),
        ("用上了5G", "网络", "用上了5G网络"),
        ("老渡口", "11号", "老渡口11号"),
        ("涨了3.", "5倍", "涨了3.5倍"),
    ],
)
def test_words_that_meet_at_a_page_break_of_chinese_stay_two(before, after, glued):
    assert glue(before, after, "sentence", chinese=True) == glued


def test_other_ways_to_join():
    assert glue("the ferry", "left", "sentence", chinese=False) == "the ferry left"
    assert glue("the fer-", "ry left", "word", chinese=False) == "the ferry left"
    assert glue("Win", "dows装好", "word", chinese=True) == "Windows装好"
    assert glue("甲。", "乙", "paragraph", chinese=True) == "甲。\n乙"
    assert glue("", "11", "sentence", chinese=True) == "11"
