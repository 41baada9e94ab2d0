"""Two pieces of a text that a page break parted, as one."""

from __future__ import annotations

import pytest

from articles.wording.html import glue


@pytest.mark.parametrize(
    ("before", "after", "how", "chinese", "whole"),
    [
        ("一笔账算下来，", "顾虑消了。", "sentence", True, "一笔账算下来，顾虑消了。"),
        ("The mayor said", "he would.", "sentence", False, "The mayor said he would."),
        ("Die Regie-", "rung tagt.", "word", False, "Die Regierung tagt."),
        ("the north-", "South line", "word", False, "the north-South line"),
        ("机器叫 Star", "ship，", "word", True, "机器叫 Starship，"),
        ("完了。", "又起。", "paragraph", True, "完了。\n又起。"),
        ("", "又起。", "sentence", True, "又起。"),
    ],
)
def test_the_ways_to_join(before, after, how, chinese, whole):
    assert glue(before, after, how, chinese) == whole


@pytest.mark.parametrize(
    ("before", "after", "glued"),
    [
        ("换装了正版Windows", "11系统", "换装了正版Windows 11系统"),
        ("第5G", "Network建成", "第5G Network建成"),
        ("ＰＭ", "２．５", "ＰＭ ２．５"),
        ("到了20", "26年", "到了2026年"),
        ("用上了5G", "网络", "用上了5G网络"),
        ("老渡口", "11号", "老渡口11号"),
        ("约 3.", "14 万", "约 3.14 万"),
        ("ｶﾞ", "a", "ｶﾞa"),
    ],
)
def test_words_that_meet_at_a_page_break_of_chinese_stay_two(before, after, glued):
    assert glue(before, after, "sentence", chinese=True) == glued
