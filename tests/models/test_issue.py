"""Addresses of issues and pages, and their neighbours."""

from __future__ import annotations

import datetime

import pytest

from articles.models import Issue
from articles.models.issue import parse_issue_address
from tests.house import DAY, make_issue, make_newspaper, published


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("2026-03-14", (DAY, 1)),
        ("2026-03-14-2", (DAY, 2)),
        ("2026-03-14-12", (DAY, 12)),
        ("2026-03-14-1", None),
        ("2026-03-14-0", None),
        ("2026-02-30", None),
        ("２０２６-03-14", None),
        ("", None),
    ],
)
def test_an_address_names_a_day_and_an_edition(address, meant):
    assert parse_issue_address(address) == meant


def test_neighbours_stay_within_the_newspaper(db):
    paper = make_newspaper()
    days = [DAY + datetime.timedelta(days=n) for n in range(3)]
    first, second, third = (make_issue(paper, date=day) for day in days)
    extra = make_issue(paper, date=days[1], edition=2)
    make_issue(make_newspaper("other-paper", "他报"), date=days[1])
    assert list(Issue.objects.before(third)) == [extra, second, first]
    assert list(Issue.objects.after(second)) == [extra, third]


def test_a_page_keeps_its_address_once_it_is_published(db):
    issue = make_issue(pages=3)
    assert issue.pages.at(3) == issue.pages.get(sequence=3)
    issue = published(issue)
    third = issue.pages.get(sequence=3)
    third.sequence = 9
    third.save()
    assert issue.pages.at(3) == third
    assert issue.pages.at(9) is None
