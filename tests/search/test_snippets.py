"""What is shown of a hit."""

from __future__ import annotations

import random
from itertools import pairwise

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
