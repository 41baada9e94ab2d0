"""Lines of a fixed measure, as a proof print numbers them."""

from __future__ import annotations

import pytest

from articles.wording.lines import lines, width


def test_a_paragraph_fills_its_measure():
    assert lines("江" * 25, 10, 2) == ["江" * 8, "江" * 10, "江" * 7]
    assert lines("", 10) == []


def test_no_line_begins_or_ends_with_the_wrong_mark():
    assert lines("江水涨了三尺，船靠岸", 6) == ["江水涨了三尺，", "船靠岸"]
    assert lines("他们都说“好”", 5) == ["他们都说", "“好”"]


def test_words_are_kept_whole():
    assert lines("the river rose by 3.5 metres", 6) == ["the river", "rose by 3.5", "metres"]
    assert lines("incomprehensibilities", 4) == ["incomprehensibilities"]


@pytest.mark.parametrize("text", ["江水 rose 三尺，“船”靠岸。", "（一）（二）（三）", "……——……"])
def test_nothing_is_lost(text):
    assert "".join(lines(text, 3)).replace(" ", "") == text.replace(" ", "")


def test_widths():
    assert width("江a，") == 2.5
