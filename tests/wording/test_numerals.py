"""Chinese numerals as numbers, and the other ways to print a number."""

from __future__ import annotations

import pytest

from articles.search.parsing import parse
from articles.wording.numerals import from_chinese, written_otherwise


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("三", 3), ("十", 10), ("十一", 11), ("二十三", 23), ("廿一", 21), ("卅", 30), ("一〇", 10), ("百", 100),
        ("一百零二", 102), ("一百二十三", 123), ("二○二六", 2026), ("二百百", None), ("廿廿廿", None), ("三百里", None),
    ],
)  # fmt: skip
def test_a_numeral_is_a_number(text, value):
    assert from_chinese(text) == value


@pytest.mark.parametrize("numeral", ["百", "廿", "十", "二百", "百廿"])
def test_no_row_of_numerals_is_too_long_to_be_refused(numeral):
    assert from_chinese(numeral * 5000) is None
    for typed in ("page:", "date:", ""):
        assert parse(typed + numeral * 450).tree


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("第十一届", "第11届"), ("三月十四日", "3月14日"), ("二〇二六年", "2026年"), ("百分之九十八", "98%"),
        ("3,200人", "3200人"), ("12,000", "12000"), ("12000", "12,000"), ("58岁", "五十八岁"),
        ("1987", ""), ("2026-03-14", ""), ("23.6%", ""), ("10:40", ""), ("一起", ""), ("三三两两", ""), ("N3路", ""),
    ],
)  # fmt: skip
def test_the_other_way_to_print_a_number(text, other):
    assert written_otherwise(text) == other
