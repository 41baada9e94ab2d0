"""The address of a search: read forgivingly, written in one way."""

from __future__ import annotations

import datetime

import pytest

from articles.finding.address import TypedRange, edges, read_address
from articles.search.asking import Order


def test_one_search_has_one_address():
    read = read_address(
        {"sort": "newest", "date": "2025年3月", "q": "  渡口 ", "page": "三", "start": "0", "x": "1"}
    )
    assert read.address.text == "q=%E6%B8%A1%E5%8F%A3&date=2025-03&page=3&sort=newest"
    assert read.unread == ()


@pytest.mark.parametrize(
    ("q", "sort", "kept"),
    [
        ("渡口", "relevance", ""),
        ("渡口", "newest", "newest"),
        ("date:2024", "newest", ""),
        ("", "newest", ""),
        ("date:2024", "relevance", "relevance"),
    ],
)
def test_the_order_that_a_search_has_by_itself_is_not_written(q, sort, kept):
    address = read_address({"q": q, "photo": "1", "sort": sort}).address
    assert address.sort == kept
    assert address.ordered(Order(sort)).sort == kept


def test_what_is_too_long_is_cut_and_told():
    read = read_address({"q": "渡" * 500_000})
    assert read.address.q == "渡" * 1000
    assert read.unread == ("q",)


@pytest.mark.parametrize(
    ("first", "last", "date"),
    [
        ("1998", "2003", "1998..2003"),
        ("2003", "1998", "1998..2003"),
        ("1998", "", "1998-01-01.."),
        ("", "2003", "..2003-12-31"),
        ("2024-03", "2024年3月", "2024-03"),
        ("", "", ""),
        ("2001..", "..2002", "2001..2002"),
    ],
)
def test_a_range_as_a_form_sends_it(first, last, date):
    read = read_address({"q": "渡口", "date": "1950", "first": first, "last": last})
    assert read.address.date == date
    assert read.unread == ()
    if date:
        again = dict(zip(("first", "last"), edges(read.address.dates), strict=True))
        assert read_address(again).address.date == date  # what the form shows means the same


def test_a_range_of_something_else_is_told():
    read = read_address({"q": "渡口", "first": "soon", "last": "2003"})
    assert (read.unread, read.address.date) == ((), "")
    assert read.range == TypedRange("soon", "2003", True, False)


@pytest.mark.parametrize(
    ("q", "date", "words", "lifted"),
    [
        ("渡口 date:2024", "", "渡口", "2024"),
        ("date:2024", "", "", "2024"),
        ("date:2024.. 渡口 date:..2025", "", "渡口", "2024..2025"),
        ("渡口 date:2024", "2024-03", "渡口", "2024-03"),
        ("渡口 date:2024", "2025", "渡口 date:2024", "2025"),
        ("渡口 OR date:2024", "", "渡口 OR date:2024", ""),
        ("渡口 -date:2024", "", "渡口 -date:2024", ""),
        ("(渡口 OR 桥) date:2024", "", "渡口 OR 桥", "2024"),
    ],
)
def test_days_among_the_words_narrow_like_a_date(q, date, words, lifted):
    address = read_address({"q": q, "date": date}).address.lifted
    assert (address.q, address.date) == (words, lifted)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("date", "2025-13"),
        ("day", "02-30"),
        ("day", "3-1"),
        ("person", "x"),
        ("person", "9" * 30),
        ("column", "-1"),
        ("photo", "yes"),
        ("sort", "best"),
        ("start", "99999999"),
        ("after", "１２"),
        ("section", "版" * 300),
    ],
)  # fmt: skip
def test_what_says_nothing_is_left_out_and_told(name, value):
    read = read_address({"q": "渡口", "sort": "newest", name: value})
    assert name in read.unread
    assert getattr(read.address, name) == ""


def test_what_narrows():
    read = read_address(
        {"date": "2024..2025", "day": "02-29", "person": "007", "photo": "1", "newspaper": "a"}
    )
    filters = read.address.filters({"a": 3})
    assert (filters.first, filters.last) == (datetime.date(2024, 1, 1), datetime.date(2025, 12, 31))
    assert (filters.same_day.month, filters.same_day.day) == (2, 29)
    assert (filters.person, filters.photo, filters.newspaper) == (7, True, 3)


def test_an_unknown_newspaper_finds_nothing_of_another():
    assert read_address({"newspaper": "none"}).address.filters({"a": 3}).newspaper == 0


@pytest.mark.parametrize(
    ("q", "sort", "order"),
    [
        ("渡口", "", Order.RELEVANCE),
        ("date:2024", "", Order.NEWEST),
        ("", "", Order.NEWEST),
        ("渡口", "oldest", Order.OLDEST),
    ],
)
def test_the_order(q, sort, order):
    assert read_address({"q": q, "sort": sort}).address.order == order


def test_places_in_the_list_are_those_of_the_order():
    by_rank = read_address({"q": "渡口", "start": "47", "after": "5"}).address
    assert (by_rank.start, by_rank.after) == ("40", "")
    by_date = read_address(
        {"q": "渡口", "sort": "newest", "start": "40", "after": "5", "before": "6"}
    ).address
    assert (by_date.start, by_date.after, by_date.before) == ("", "5", "") or by_date.start == "40"


def test_a_change_begins_at_the_first_hit():
    address = read_address({"q": "渡口", "start": "40"}).address
    assert address.changed(page="1").text.endswith("page=1")


def test_nul_is_no_character_of_an_address():
    assert read_address({"q": "a\0b", "section": "\0"}).address.text == "q=ab"
