"""A body cut where a story jumps, and put together again as it was."""

from __future__ import annotations

import pytest

from articles.wording import cutting, html

CHINESE = "<p>渡船今晨停航，码头上<strong>立着</strong>一块牌子。</p><h3>改走新桥</h3><p>用 iPhone 付款的乘客 3 成。</p><ul><li>甲</li><li>乙</li></ul>"
ENGLISH = "<p>The ferry stopped <em>this morning</em> for the well-known fog &amp; wind.</p><p>Buses run.</p>"


def text_of(body: str) -> str:
    return html.plain_text(body)


@pytest.mark.parametrize(("body", "chinese"), [(CHINESE, True), (ENGLISH, False)], ids=["zh", "en"])
def test_every_cut_leaves_the_text_as_it_was_and_can_be_mended(body, chinese):
    assert html.clean(body) == body
    cuts, refused = 0, []
    for block, whole in enumerate(html.blocks(body)):
        for offset in range(len(cutting.text_of(whole)) + 1):
            try:
                halves = cutting.cut(body, block, offset, chinese)
            except cutting.CannotCut:
                refused.append((block, offset))
                continue
            cuts += 1
            assert html.clean(halves.front) == halves.front
            assert html.clean(halves.tail) == halves.tail
            assert text_of(halves.front)
            assert text_of(halves.tail)
            glued = html.glue(text_of(halves.front), text_of(halves.tail), halves.joins_as, chinese)
            assert glued == text_of(body), (block, offset)
            assert cutting.mend(halves.front, halves.tail, halves.joins_as, chinese) == body, (block, offset)
    assert cuts > 40
    # Nothing is left only before the first character, where a word begins the text, and at the very end.
    last = len(html.blocks(body)) - 1
    end = len(cutting.text_of(html.blocks(body)[last]))
    first_word = 1 if chinese else len("The")
    assert set(refused) == {(0, at) for at in range(first_word)} | {(last, end)}


def test_between_blocks_a_new_paragraph_begins():
    halves = cutting.cut(CHINESE, 2, 0, True)
    assert halves.joins_as == "paragraph"
    assert halves.tail.startswith("<p>用 iPhone")


def test_inside_of_bold_type_both_halves_are_bold():
    halves = cutting.cut(CHINESE, 0, 11, True)
    assert halves.front.endswith("<strong>立</strong></p>")
    assert halves.tail.startswith("<p><strong>着</strong>一块牌子。</p>")
    assert halves.joins_as == "sentence"


def test_a_latin_word_is_not_cut():
    halves = cutting.cut(ENGLISH, 0, 6, False)
    assert text_of(halves.front) == "The"
    assert cutting.cut(CHINESE, 2, 5, True).tail.startswith("<p>用 iPhone") is True


def test_lists_are_cut_before_them_alone():
    halves = cutting.cut(CHINESE, 3, 1, True)
    assert halves.tail == "<ul><li>甲</li><li>乙</li></ul>"


@pytest.mark.parametrize(("block", "offset"), [(0, 0), (9, 0), (-1, 0), (0, -1), (3, 99)])
def test_what_leaves_nothing_on_one_side_is_no_cut(block, offset):
    with pytest.raises(cutting.CannotCut):
        cutting.cut(CHINESE, block, offset, True)


def test_words_are_found_where_they_stand_once():
    assert cutting.find(CHINESE, "码头上立着") == (0, 7)
    assert cutting.find(CHINESE, "iPhone付款") == (2, 2)
    assert cutting.find(CHINESE, "不在里面") is None
    assert cutting.find("<p>江边，江边。</p>", "江边") is None
    assert cutting.find(CHINESE, " ") is None
