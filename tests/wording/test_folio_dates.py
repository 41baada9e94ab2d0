"""The day that a page's furniture prints."""

from __future__ import annotations

import datetime

import pytest

from articles.wording.folio_dates import dates_in

DAY = datetime.date(2026, 3, 14)


@pytest.mark.parametrize(
    "line",
    [
        "2026年3月14日　星期六",
        "二〇二六年三月十四日 星期六",
        "02 要闻 2026年3月14日 星期六 责编：某某",
        "2026 年 03 月 14 日",
        "Saturday, March 14, 2026",
        "3 News The Courier 14 March 2026",
        "Samstag, 14. März 2026",
        "samedi 14 mars 2026",
    ],
)
def test_it_is_read_however_it_is_written(line):
    assert dates_in([line]) == {DAY}


@pytest.mark.parametrize(
    "line",
    [
        "1949年5月1日创刊",
        "农历丙午年正月廿六",
        "第8731期　今日4版",
        "2026年13月41日",
        "国内统一刊号",
        "2026年",
    ],
)
def test_what_is_no_day_of_the_paper_is_left_alone(line):
    assert dates_in([line]) == set()


def test_all_lines_are_looked_at():
    lines = ["二〇二六年三月二十一日", "2026年3月14日"]
    assert dates_in(lines) == {DAY, datetime.date(2026, 3, 21)}
