"""Openings end where a sentence ends, or at a pause with an ellipsis of six dots."""

from __future__ import annotations

from articles.wording.openings import chinese_opening


def test_a_short_text_stays_whole():
    assert chinese_opening(["桥通了。", "人都来了。"], 40) == "桥通了。人都来了。"
    assert chinese_opening([], 40) == ""


def test_it_ends_with_the_last_sentence_that_fits():
    text = "夜里十一点，闸门落到底。" * 3
    assert chinese_opening([text], 30) == "夜里十一点，闸门落到底。" * 2


def test_a_closing_quotation_mark_stays_with_its_sentence():
    assert chinese_opening(["他说：“清的，是雨水。”又抬头看了看堤下的水面。"], 14) == "他说：“清的，是雨水。”"


def test_a_long_sentence_is_cut_at_a_pause():
    text = "昨天上午，缆绳套上系缆桩，装有七十八个标准箱的货轮靠上三号泊位，这是改造之后的第一艘。"
    assert chinese_opening([text], 20) == "昨天上午，缆绳套上系缆桩……"


def test_a_text_without_any_mark_is_cut_to_length():
    assert chinese_opening(["水" * 99], 20) == "水" * 18 + "……"


def test_a_subhead_is_parted_from_what_follows():
    assert chinese_opening(["听闸", "他听见了。"], 40) == "听闸\u3000他听见了。"
