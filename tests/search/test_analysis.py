"""Folding and tokens."""

from __future__ import annotations

import unicodedata

import pytest

from articles.search import bulk
from articles.search.analysis import (
    END,
    fold,
    fold_with_offsets,
    pair,
    tokens,
    units,
)
from articles.search.bulk import index_rows
from tests.search.samples import newspaper_texts, odd_texts


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("“铁大叔”议\n事团", "铁大叔议事团"),
        ("鐵大叔　議事團", "铁大叔议事团"),
        ("你好，世界。", "你好 世界"),
        ("ＰＭ２．５超标", "pm2.5 超标"),
        ("同比增长23.6％，", "同比增长 23.6"),
        ("1.5.2版", "1.5.2 版"),
        ("第1.版", "第 1 版"),
        ("人工智能（AI）GPT", "人工智能 ai gpt"),
        ("Café, e\u0301tage; STRASSE straße", "cafe etage strasse strasse"),
        ("ﬁn ㎡ ½", "fin m2 1 2"),
        ("ｶﾞ が か\u3099", "カかか"),
        ("𠮷野家𰻝𰻝面\ue000", "𠮷野家𰻝𰻝面\ue000"),
        ("乾坤 頭髮", "干坤头发"),
        ("一\u200b二\u00ad三", "一二三"),
        ("😀。——", ""),
        ("⻓⻋⻢⻄⼀ ⻑", "长车马西一长"),
        ("二○二五 二◯", "二〇二五二〇"),
        ("\u1112\u1161\u11ab\u1100\u116e\u11a8 하\u11ab", "한국한"),
        ("甲\U0002ebf5\U00031355乙", "甲\U0002ebf5\U00031355乙"),
        ("字" * 150 + "a" * 150, "字" * 150 + " " + "a" * 100),
    ],
)
def test_folding(printed, folded):
    assert fold(printed) == folded


def test_tokens_are_pairs_of_characters_and_whole_words():
    assert tokens("5G网络，“好” 2.5") == ["5g|网", "网络", "络,", ",好", "好|2.5", "2.5|¶"]
    assert tokens("好. a,b") == ["好|a", "a|b", "b|¶"]
    assert units("好...的.3") == ["好", ",", "的", "3"]


def test_each_unit_has_a_token_of_its_own():
    for text in odd_texts(300, seed=6):
        row = units(text)
        assert tokens(text) == [
            pair(first, second) for first, second in zip(row, [*row[1:], END], strict=bool(row))
        ]


@pytest.mark.parametrize("text", [*odd_texts(200, seed=3), *newspaper_texts(5, seed=3)])
def test_offsets_lead_back_to_what_was_printed(text):
    folded = fold_with_offsets(text)
    assert folded.text == fold(text)
    assert len(folded.starts) == len(folded.ends) == len(folded.text)
    for at, char in enumerate(folded.text):
        start, end = folded.starts[at], folded.ends[at]
        assert 0 <= start < end <= len(text)
        assert char == " " or char in fold(text[start:end]) or char == "."
    assert folded.starts == sorted(folded.starts)


@pytest.mark.parametrize(("seed", "at_once"), [(0, 0), (1, 60), (2, 1_000), (3, 100_000)])
def test_many_texts_at_once_are_cut_as_each_by_itself(seed, at_once, monkeypatch):
    monkeypatch.setattr(bulk, "_AT_ONCE", at_once)
    texts = [*odd_texts(400, seed=seed), *newspaper_texts(3, seed=seed), "", "。", "（）", "a b", "3.", ".5"]
    texts += [
        "5G网络，網 5g 2.5.",
        "a.b 中.中 2.中 中。。中,a,中 ",
        "…中…中",
        "第1.5.2条",
        "ａ１．２ｂ",
        "中 ，中",
        "中" + "a" * 150 + "中 " + "b" * 100 + " " + "c" * 101 + "." + "9" * 99 + ".9",
    ]
    for text, row in zip(texts, index_rows(texts), strict=True):
        assert row.tokens.split() == tokens(text), text
        assert row.units.split() == units(text), text
    assert index_rows([]) == []


def test_what_is_cut_at_once_does_not_run_on():
    assert [row.tokens for row in index_rows(["新", "桥", "5g", "网"])] == ["新¶", "桥¶", "5g|¶", "网¶"]


@pytest.mark.parametrize(
    ("printed", "typed"),
    [
        ("沿著江邊走", "沿着江边走"),
        ("衞生署", "卫生署"),
        ("瞭解民情", "了解民情"),
        ("祇有一間", "只有一间"),
        ("衹是路過", "只是路过"),
        ("憑藉經驗", "凭借经验"),
        ("屋簷", "屋檐"),
        ("大砲與粧臺", "大炮与妆台"),
        ("揹著玉珮", "背着玉佩"),
        ("靑年淸晨", "青年清晨"),
        ("什麼", "什么"),
        ("隄防棃園竹籬煖爐", "堤防梨园竹篱暖炉"),
        ("磚窰與甆碗", "砖窑与瓷碗"),
    ],
)
def test_every_region_of_print_is_found_by_the_simplified_forms(printed, typed):
    assert fold(printed) == fold(typed)
    assert fold(fold(printed)) == fold(printed)


def test_what_is_canonically_equal_is_alike():
    """Unicode, D70: one code point and its full decomposition are one text."""
    for code in [
        *range(0xC0, 0x2000),
        *range(0x3000, 0x3130),
        *range(0xAC00, 0xAC40),
        *range(0x11000, 0x11700),
    ]:
        char = chr(code)
        parted = unicodedata.normalize("NFD", char)
        if parted != char:
            assert units(f"甲{char}乙") == units(f"甲{parted}乙"), hex(code)
            assert [row.tokens for row in index_rows([char, parted])] == [" ".join(tokens(char))] * 2, hex(
                code
            )
