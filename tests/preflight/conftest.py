"""A clean issue, in which preflight finds nothing, for each test to spoil in its own way."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest

from articles.desk.preflight import preflight
from articles.models import Article, Issue, Page
from tests.desk.conftest import cast, desk, editor, staff_with
from tests.house import make_article, make_issue

__all__ = ["cast", "desk", "editor", "staff_with"]

LEVEE = (
    "<p>本报讯（记者 周望舒）3月13日深夜，沙湾险工段的江堤上亮着一排手电。护堤员老徐每隔半小时走一趟，"
    "俯身听堤脚的水声。“水声闷，就要当心。”他说。</p><p>今年汛期来得早，市水务局已备足砂石料，堤后的抽水泵也都试过机。</p>"
)
MARKET = (
    "<p>菱湖菜市场的电子秤换了一批，每台秤都连着后台，数字同时显示在档口的小屏上。市场管理方说，"
    "三个月里缺斤少两的投诉少了九成。</p>"
)


@pytest.fixture
def issue(db) -> Issue:
    return make_issue(pages=4, number=73, whole_number=8731)


@pytest.fixture
def story(issue) -> Article:
    return make_article(issue, (1,), "雨夜守堤人", [LEVEE], bylines=["周望舒"])


@pytest.fixture
def found() -> Callable[[Issue | Page | Article], list[str]]:
    """The kinds that preflight finds, errors first."""

    def find(thing: Issue | Page | Article) -> list[str]:
        report = preflight(type(thing).objects.get(pk=thing.pk))
        return [finding.kind.name for finding in (*report.errors, *report.warnings)]

    return find


def day(number: int) -> datetime.date:
    return datetime.date(2026, 3, number)
