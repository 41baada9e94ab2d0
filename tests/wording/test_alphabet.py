"""The order of names."""

from __future__ import annotations

import pytest

from articles.wording.alphabet import KEY_CHARACTERS, OTHERS, bounds, letter, sort_key


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("单志远", "S"), ("单于青", "C"), ("曾小雨", "Z"), ("解小满", "X"), ("仇海", "Q"), ("区明", "O"), ("查理", "Z"),
        ("盖云", "G"), ("任远", "R"), ("尉迟江", "Y"), ("万俟舟", "M"), ("朴正", "P"), ("欧阳渡", "O"),
        ("O'Hara", "O"), ("Émile", "E"), ("“水手”", "S"), ("3号", OTHERS), ("ひかり", OTHERS), ("——", OTHERS), ("", OTHERS),
    ],
)  # fmt: skip
def test_under_which_letter_a_name_stands(name, heading):
    key = sort_key(name, person=True)
    assert letter(key) == heading
    first, end = bounds(heading)
    assert key >= first
    assert not end or key < end


def test_only_a_persons_name_begins_with_a_surname():
    assert letter(sort_key("单位来信", person=False)) == "D"
    assert letter(sort_key("重阳诗会")) == "C"


def test_one_surname_stands_together_and_by_its_tone():
    names = ["章三", "张四", "张三", "仉启", "掌声", "张 三", "Zhang"]
    assert sorted(names, key=lambda name: sort_key(name, person=True)) == [
        "Zhang", "张 三", "张三", "张四", "章三", "仉启", "掌声",
    ]  # fmt: skip


def test_a_key_is_made_of_letters_and_digits_and_no_longer_than_its_field():
    for name in ("周望舒" * 30, "x" * 300, "Ω≈ç√∫", "\U00020bb7野家", "ß", "ⅷ"):
        key = sort_key(name, person=True)
        assert 0 < len(key) <= KEY_CHARACTERS
        assert key.isascii()
        assert key.isalnum()
        assert key == key.lower()
