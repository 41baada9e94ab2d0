"""What is shown of a hit."""

from __future__ import annotations

import random
import re
from itertools import pairwise

import pytest

from articles.search.matching import find
from articles.search.parsing import parse
from articles.search.snippets import cut, show
from tests.search.samples import newspaper_texts


def marked(snippet) -> list[str]:
    return [text for text, is_marked in snippet.pieces if is_marked]


def test_marks_stand_in_headline_body_and_captions():
    body = "开头一句。" + "铺垫" * 80 + "。今天营商\n环境又有新的变化，" + "后话" * 100
    shown = show(
        parse("營商環境 -别的").tree, "优化营商环境", body, ["图为“营商”环境大会", "无关"], ["林小满"]
    )
    assert marked(shown.headline) == ["营商环境"]
    assert [marked(snippet) for snippet in shown.body] == [["营商\n环境"]]
    assert shown.body[0].text.startswith("今天营商")
    assert (shown.body[0].cut_before, shown.body[0].cut_after) == (True, True)
    assert [marked(snippet) for snippet in shown.captions] == [["营商”环境"]]
    assert shown.matched == ("headline", "body", "caption")
    start = shown.body[0].start
    assert body[start : start + len(shown.body[0].text)] == shown.body[0].text


def test_a_named_field_is_marked_where_it_stands():
    shown = show(parse("headline:新桥").tree, "新桥通车", "新桥又长又宽", bylines=["新桥"])
    assert marked(shown.headline) == ["新桥"]
    assert [marked(snippet) for snippet in shown.body] == [[]]
    assert shown.matched == ("headline",)


def test_without_a_mark_the_beginning_is_shown():
    [snippet] = show(parse("page:1").tree, "题", "正文" * 200).body
    assert (snippet.start, snippet.cut_after, marked(snippet)) == (0, True, [])
    assert show(parse("甲").tree, "", "").body == ()


def test_words_near_each_other_across_two_texts_are_marked_all_the_same():
    shown = show(parse('"营商 环境"~5').tree, "优化营商", "环境好。")
    assert (marked(shown.headline), marked(shown.body[0])) == (["营商"], ["环境"])


def test_snippets_do_not_overlap_and_are_marked_as_the_whole_is():
    rnd = random.Random(4)
    for text in newspaper_texts(40, seed=9):
        at = rnd.randrange(len(text) - 2)
        spans = find(text, parse(f'"{text[at : at + 2]}"'.replace("“", "").replace("”", "")).tree)
        pieces = cut(text, spans, 3)
        for before, after in pairwise(pieces):
            assert before.start + len(before.text) <= after.start
        for piece in pieces:
            for start, end in piece.marks:
                assert any(a <= piece.start + start and piece.start + end <= b for a, b in spans)
            assert "".join(part for part, _marked in piece.pieces) == piece.text


@pytest.mark.parametrize("between", range(90, 135))
def test_pieces_that_touch_are_one(between):
    """However far apart the two words are: an ellipsis stands only where something is left out."""
    text = "序" * 200 + "护堤员" + "河" * between + "涵闸" + "尾" * 300
    pieces = cut(text, find(text, parse("护堤员 涵闸").tree))
    assert [word for piece in pieces for word in marked(piece)] == ["护堤员", "涵闸"]
    for before, after in pairwise(pieces):
        assert before.start + len(before.text) < after.start
    assert len(pieces) == (1 if between <= 107 else 2)


def test_where_only_a_line_end_is_left_out_pieces_are_one_as_well():
    text = "渡口" + "江" * 108 + "\n" + "码头" + "灯" * 300
    [piece] = cut(text, find(text, parse("渡口 码头").tree))
    assert marked(piece) == ["渡口", "码头"]
    assert not piece.cut_before
    [whole] = cut("\n 渡口的灯。\n", [(2, 4)])
    assert (whole.cut_before, whole.cut_after) == (False, False)


@pytest.mark.parametrize("word", ["Yangtze", "1,234,567.89", "ＰＭ２．５", "cafe\u0301s", "2026"])
def test_no_word_and_no_number_is_cut(word):
    for shift in range(14):
        row = f"江{word}江" * 60
        text = "堤" * shift + row + "渡口" + row
        for piece in cut(text, find(text, parse("渡口").tree)):
            assert set(re.split("[堤渡口江]", piece.text)) == {word, ""}


def test_a_word_without_end_is_cut_all_the_same():
    [piece] = cut("渡口" + "x" * 5000, [(0, 2)])
    assert len(piece.text) < 200
    assert piece.cut_after
