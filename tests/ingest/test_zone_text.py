"""The text of a zone: characters inside, lines in reading order, paragraphs joined by the text reader."""

from __future__ import annotations

import pytest

from articles.geometry import corners
from articles.ingest.zone_text import NoText, lines_in, printed_text, read_zone
from articles.records import LayerLine, TextLayer

EM, STEP = 0.02, 0.02


def line(text: str, x: float, y: float, em: float = EM) -> LayerLine:
    return LayerLine(text, tuple((x + n * em, y, x + (n + 1) * em, y + em) for n in range(len(text))))


def column(lines: list[str], x: float, y: float) -> list[LayerLine]:
    """Lines below each other; an indent of two characters where a line begins with full spaces."""
    return [
        line(text.lstrip("\u3000"), x + EM * (len(text) - len(text.lstrip("\u3000"))), y + n * STEP)
        for n, text in enumerate(lines)
    ]


FIRST = [
    "\u3000\u3000清晨六点，渡口的灯一",
    "盏一盏地熄了，船工老周",
    "把缆绳收进舱里，等着第",
    "一班船的乘客上岸来。",
]
SECOND = [
    "\u3000\u3000新桥通车以后，渡船还",
    "要再开一个月。市交通局",
    "说，两岸的居民可以慢慢",
    "改走新路，不必着急的。",
]
LAYER = TextLayer(
    (
        line("渡口今晨送走末班船", 0.1, 0.05, 0.045),
        *column(FIRST, 0.1, 0.15),
        *column(SECOND, 0.4, 0.15),
        *column(["另一篇稿件的文字在此处", "不属于上面的故事。"], 0.1, 0.5),
    )
)
LEFT, RIGHT = corners((0.09, 0.14, 0.36, 0.4)), corners((0.39, 0.14, 0.66, 0.4))
WHOLE = corners((0.05, 0.03, 0.7, 0.4))


def test_lines_come_in_the_order_of_the_zones():
    lines = [one.text for one in lines_in(LAYER, [RIGHT, LEFT])]
    assert lines == [text.strip("\u3000") for text in (*SECOND, *FIRST)]


def test_half_a_line_is_taken_where_the_zone_ends_and_nothing_twice():
    half = corners((0.09, 0.165, 0.1 + 4.2 * EM, 0.185))
    (found,) = lines_in(LAYER, [half, half])
    assert found.text == "盏一盏地"
    assert len(found.boxes) == 4


def test_indents_and_heads_can_be_seen():
    text = printed_text(lines_in(LAYER, [WHOLE]))
    assert text.splitlines()[:3] == ["渡口今晨送走末班船", "", FIRST[0]]


def test_a_zone_becomes_one_story_with_whole_paragraphs():
    draft = read_zone(LAYER, [WHOLE])
    assert draft.headline == "渡口今晨送走末班船"
    assert [block.text for block in draft.body] == [
        "清晨六点，渡口的灯一盏一盏地熄了，船工老周把缆绳收进舱里，等着第一班船的乘客上岸来。",
        "新桥通车以后，渡船还要再开一个月。市交通局说，两岸的居民可以慢慢改走新路，不必着急的。",
    ]


def test_where_nothing_is_printed_there_is_no_text():
    with pytest.raises(NoText):
        read_zone(LAYER, [corners((0.8, 0.8, 0.9, 0.9))])
    with pytest.raises(NoText):
        read_zone(TextLayer(), [WHOLE])
