"""Two texts compared and three brought together, as pure functions."""

from __future__ import annotations

import random

import pytest

from articles.wording.comparing import clauses, compare, spans, tokens
from articles.wording.merging import merge, weave

BEFORE = ["渡口新桥昨日通车，桥长三十米。", "市民前来观看。", "新华社记者何渡"]


def _text(found, *kinds):
    return "".join(span.text for span in found if span.kind in ("same", *kinds))


def test_words_and_characters():
    assert tokens("全长3.5公里 by No.7 bus，<em>好</em>") == [
        *("全", "长", "3.5", "公", "里", " ", "by", " ", "No.7", " ", "bus", "，", "<em>", "好", "</em>")
    ]
    assert "".join(clauses("甲，乙。”丙")) == "甲，乙。”丙"


@pytest.mark.parametrize(
    ("one", "other"), [("", ""), ("甲", ""), ("", "乙"), ("桥长三十米。", "桥长十三米。"), ("a b c", "a x c")]
)
def test_both_texts_can_be_read_out_of_a_comparison(one, other):
    found = spans(one, other)
    assert (_text(found, "gone"), _text(found, "new")) == (one, other)


def test_any_two_texts_can_be_read_out_of_their_comparison():
    chance = random.Random(5)
    for _ in range(200):
        one, other = ("".join(chance.choices("甲乙丙，。a 1", k=chance.randrange(30))) for _ in "xy")
        found = spans(one, other)
        assert (_text(found, "gone"), _text(found, "new")) == (one, other)


def test_paragraphs_are_matched_by_what_they_say():
    after = ["渡口新桥今日通车，桥长十三米。", "雨后的江面起了雾，船都停了。", "市民前来观看。"]
    lines = compare(BEFORE, after)
    assert [line.kind for line in lines] == ["changed", "new", "same", "gone"]
    assert [(s.kind, s.text) for s in lines[0].spans][1:3] == [("gone", "昨"), ("new", "今")]
    assert "".join(span.text for span in lines[0].before) == BEFORE[0]
    assert "".join(span.text for span in lines[0].after) == after[0]


def test_a_lone_same_character_between_changes_is_shown_as_changed():
    assert [s.kind for s in spans("春风的江岸", "秋雨的河堤")] == ["gone", "new"]


def _kinds(base, mine, theirs):
    return [hunk.kind for hunk in merge(base, mine, theirs)]


def _result(base, mine, theirs):
    return [text for hunk in merge(base, mine, theirs) for text in hunk.result]


def test_changes_apart_are_both_taken():
    assert _result("甲乙丙丁", "子乙丙丁", "甲乙丙丑") == list("子乙丙丑")
    assert _result("甲乙丙", "甲子乙丙", "甲乙") == list("甲子乙")
    assert _kinds("甲乙", "子乙", "甲丑") == ["mine", "theirs"]  # neighbours, each changed in its place


def test_the_same_change_is_none():
    assert _kinds("甲乙", "子乙", "子乙") == ["both", "same"]


def test_what_both_changed_is_a_conflict():
    hunks = merge("甲乙丙", "甲子丙", "甲丑丙")
    assert [(h.kind, h.mine, h.theirs) for h in hunks if h.kind == "conflict"] == [
        ("conflict", ("子",), ("丑",))
    ]
    assert "conflict" in _kinds("甲乙丙", "甲丙", "甲丑丙")


def test_without_a_base_all_that_differs_is_a_conflict():
    assert _kinds(None, "甲子丙", "甲丑丙") == ["same", "conflict", "same"]
    assert _kinds(None, "甲乙", "甲乙") == ["same"]


def test_a_merge_loses_no_change():
    chance = random.Random(7)
    for _ in range(300):
        base = [str(n) for n in range(chance.randrange(8))]
        mine, theirs = ([t for t in base if chance.random() > 0.2] + [c] * chance.randrange(2) for c in "mt")
        hunks = merge(base, mine, theirs)
        for side, want in (("base", base), ("mine", mine), ("theirs", theirs)):
            assert [text for hunk in hunks for text in getattr(hunk, side)] == want


def test_clauses_are_woven():
    assert (
        weave("江水涨了，船靠岸。", "江水猛涨了，船靠岸。", "江水涨了，船都靠岸。")
        == "江水猛涨了，船都靠岸。"
    )
    assert weave("江水涨了。", "江水猛涨了。", "江水退了。") is None
