"""The word list searched in texts: what goes against it, and what only looks so."""

from __future__ import annotations

import pytest

from articles.wording.word_list import Entry, WordList, split_names

MAYOR = Entry("title", "林致远", "市委副书记、市长")
ORDER = Entry("order", "林致远、周岚、何平川")


def found(text: str, *entries: Entry) -> list[tuple[str, str]]:
    hits = WordList(entries).search(text)
    assert all(text[hit.at : hit.at + hit.length] == hit.found for hit in hits)
    return [(hit.found, hit.right) for hit in hits]


def test_banned_and_mistyped_words():
    banned, mistyped = Entry("banned", "最大力度"), Entry("mistyped", "沙湾险工", "沙湾险工段")
    assert found("以最大力度整治。", banned) == [("最大力度", "")]
    assert found("沙湾险工段与沙湾险工", mistyped) == [("沙湾险工", "沙湾险工段")]
    assert found("力度不小，沙湾一带", banned, mistyped) == []
    assert found("the Peir and the peirs", Entry("mistyped", "Peir", "Pier")) == [("Peir", "Pier")]


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("市委书记林致远到沙湾查看", "书记林致远"),
        ("副市长林致远说", "副市长林致远"),
        ("林致远副市长说", "林致远副市长"),
        ("市委副书记、代市长林致远", "代市长林致远"),
        ("主任 林致远", "主任 林致远"),
    ],
)
def test_a_wrong_title(text, hit):
    assert found(text, MAYOR) == [(hit, MAYOR.right)]


@pytest.mark.parametrize(
    "text",
    [
        "市委副书记、市长林致远到沙湾查看",
        "市长林致远说；林致远市长说",
        "原副市长林致远回忆",
        "林致远说，桥要修好",
        "市民林致远热线",
        "副市长何平川、林致远一同到场",
        "林致远主任医师坐诊",
        "林致远会长期驻守，林致远会长大",
    ],
)
def test_right_titles_and_none(text):
    assert found(text, MAYOR) == []


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("周岚、林致远出席", "周岚、林致远"),
        ("周岚 林致远 何平川", "周岚 林致远"),
        ("林致远、何平川、副市长周岚参加", "何平川、副市长周岚"),
        ("何平川和周岚", "何平川和周岚"),
    ],
)
def test_a_wrong_order(text, hit):
    assert found(text, ORDER) == [(hit, "林致远、周岚、何平川")]


@pytest.mark.parametrize(
    "text",
    [
        "林致远、周岚、何平川出席",
        "林致远、何平川出席",
        "周岚说，林致远已经到了",  # no enumeration
        "周岚到了。林致远也到了",
        "周岚，她是记者；林致远",
    ],
)
def test_a_right_order(text):
    assert found(text, ORDER) == []


def test_names_of_an_entry():
    assert split_names(" 林致远、周岚,何平川  丁原野 ") == ["林致远", "周岚", "何平川", "丁原野"]


def test_an_empty_list_finds_nothing():
    assert WordList([]).search("林致远") == []
    assert WordList([Entry("order", "林致远"), Entry("banned", " ")]).search("林致远  林致远") == []
