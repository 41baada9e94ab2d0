"""The address of a search: read forgivingly, written in one way."""

from __future__ import annotations

import datetime

import pytest

from articles.finding.address import read_address
from articles.search.asking import Order


def test_one_search_has_one_address():
    read = read_address(
        {"sort": "newest", "date": "2025年3月", "q": "  渡口 ", "page": "三", "start": "0", "x": "1"}
    )
    assert read.address.text == "q=%E6%B8%A1%E5%8F%A3&date=2025-03&page=3&sort=newest"
    assert read.unread == ()


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
