"""What a page of results says about how the words were read, and what it offers instead."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, quote

import pytest
from django.test import Client

from articles.search.notes import NOTES
from articles.search.parsing import parse


def notes(client: Client, query: str, path: str = "/search/") -> str:
    text = client.get(f"{path}?{query}").content.decode()
    found = re.search(r'<div class="search-read" id="search-notes" role="note">(.*?)</div>', text, re.S)
    return found[1] if found else ""


def offered(said: str) -> list[dict[str, list[str]]]:
    return [parse_qs(unescape(link)) for link in re.findall(r'<a href="\?([^"]*)" rel="nofollow">', said)]


def test_words_taken_for_operators_lead_to_the_search_that_was_meant(client, archive):
    said = notes(client, f"q={quote('渡口 or 夜航')}&newspaper=harbour-daily&sort=oldest")
    assert "“or”已作为词语查找；运算符要用大写英文：AND、OR、NOT。改为检索：" in said.replace(
        "</span>", ""
    ).replace('<span lang="en">', "")
    assert offered(said) == [{"q": ["渡口 OR 夜航"], "newspaper": ["harbour-daily"], "sort": ["oldest"]}]
    assert "Search instead: <a" in notes(client, "q=" + quote("渡口 非 夜航"), "/en/search/")


def test_a_list_read_as_a_phrase_is_told_where_it_finds_nothing_alone(client, archive):
    assert offered(notes(client, "q=" + quote("新桥、渡口"))) == [{"q": ["新桥 渡口"]}]
    found = client.get("/search/?q=" + quote("流着，灯"))
    assert "没有查到。" not in found.content.decode()
    assert not notes(client, "q=" + quote("流着，灯"))


def test_what_asks_for_photos_leads_to_what_has_one(client, archive):
    said = notes(client, f"q={quote('渡口 has:photo')}")
    assert offered(said) == [{"q": ["渡口"], "photo": ["1"]}]
    assert "渡口</span> · 只看有图片的</a>" in said


def test_a_day_of_print_typed_as_words_leads_to_the_day(client, archive):
    said = notes(client, "q=" + quote("2024年3月14日"))
    assert "已在文中查找，不是按见报日期。" in said
    [instead] = offered(said)
    assert instead == {"q": ["date:2024-03-14"]}
    assert "没有查到。" not in client.get("/search/", {"q": instead["q"][0]}).content.decode()


def test_a_day_without_a_year_leads_to_that_day_of_all_years(client, archive):
    said = notes(client, "q=" + quote("渡口 日期：3月14日"))
    assert offered(said) == [{"q": ["渡口"], "day": ["03-14"]}]
    assert "历年3月14日</a>" in said
    assert offered(notes(client, "q=date:03-14", "/en/search/")) == [{"day": ["03-14"]}]


def test_numbers_and_operators_are_offered_the_other_way_where_nothing_is_found(client, archive):
    assert offered(notes(client, "q=" + quote("四十六座新桥"))) == [{"q": ["46座新桥"]}]
    assert offered(notes(client, "q=" + quote("渡口OR夜航"))) == [{"q": ["渡口 OR 夜航"]}]


def test_everything_is_not_listed_without_a_word(client, archive):
    for typed in ("AND", "，", "()", '""', "😀", "*"):
        assert "列出的是全部内容" in notes(client, "q=" + quote(typed)), typed


def test_a_long_reading_is_told_short(client, archive):
    assert "堤 堤" not in notes(client, "q=" + quote("堤 " * 70))
    said = notes(client, "q=" + quote(" AND ".join(f"渡口{number}号" for number in range(50))))
    assert len(re.sub(r"<[^>]*>", "", said)) < 350


@pytest.mark.parametrize("path", ["/search/", "/en/search/"])
def test_every_note_has_its_sentence(client, archive, path):
    typed = {
        "anywhere": "body:甲", "bad_date": "date:某日", "bad_page": "page:1-x", "cut": "甲乙" * 600,
        "dash_word": "甲 ——乙", "date_words": "2024-03-14", "every_year": "date:3月14日", "distance_lowered": '"甲 乙"~99', "empty_field": "甲 headline:",
        "empty_quote": '"" 甲', "everything": "()", "latin_operator": "salt or pepper", "lone_quote": '甲"',
        "near_needs_two": '"甲"~5', "near_word": "甲 NEAR 乙", "nothing_to_find": "😀 甲", "number_written": "四十六座", "operator_glued": "甲OR乙", "year_words": "1987", "one_phrase": "甲、乙",
        "only_excludes": "-甲", "operator_alone": "甲 OR", "operator_word": "甲 或 乙", "pages_cut": "page:1..",
        "star_ignored": "p*m", "star_not_needed": "甲*", "swapped_dates": "date:2025..2024",
        "too_deep": "(" * 13 + "-甲" + ")" * 13 + " 丙", "unclosed_bracket": "(甲", "unclosed_quote": "“甲",
        "unknown_field": "writer:甲", "unopened_bracket": "甲)", "wildcard": "甲?", "with_photo": "has:photo",
    }  # fmt: skip
    assert typed.keys() == set(NOTES) - {"near_too_common"}  # which the engine finds, not the parser
    for code, query in typed.items():
        assert code in [note.code for note in parse(query).notes], code
        assert "%(" not in notes(client, "q=" + quote(query), path)
