"""The desk's first page: what is newest, and what to do next."""

from __future__ import annotations

import datetime

from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Join
from tests.desk.conftest import address
from tests.house import DAY, make_article, make_issue, published


def _busy_issue(n: int = 0):
    issue = make_issue(date=DAY + datetime.timedelta(n))
    out, back = make_article(issue, (1,), "甲"), make_article(issue, (3,), "乙")
    out.parts.update(printed_jump="下转第三版", printed_jump_page="3")
    back.parts.update(printed_continuation="上接第一版", printed_continuation_page="1")
    make_article(issue, (2,), "丙").parts.update(printed_jump="下转第四版", printed_jump_page="4")
    return issue, out.parts.get(), back.parts.get()


def test_what_is_open_is_counted(desk):
    issue, out, back = _busy_issue()
    row = desk.get("/desk/").context["newest_issues"][0]
    assert (row.page_count, row.article_count) == (4, 3)
    assert (row.open_jump_count, row.open_continuation_count, row.proposal_count) == (2, 1, 0)
    Join.objects.create(
        issue=issue,
        front_part=out,
        tail_part=back,
        tail_article=back.article,
        state="proposed",
        confidence=0.4,
    )
    row = desk.get("/desk/").context["newest_issues"][0]
    assert (row.open_jump_count, row.open_continuation_count, row.proposal_count) == (1, 0, 1)


def test_an_empty_desk_says_what_to_do(desk):
    page = desk.get("/desk/").content.decode()
    assert "/desk/import-page/" in page
    assert "desk-empty" in page


def test_what_came_after_publishing_is_named(desk):
    issue = published(make_issue())
    make_article(issue, headline="后来")
    assert "published_at__isnull=True" in desk.get("/desk/").content.decode()


def test_more_issues_ask_no_more_queries(desk):
    counts = []
    for more in (range(2), range(2, 10)):
        for n in more:
            _busy_issue(n)
        with CaptureQueriesContext(connection) as queries:
            desk.get("/desk/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_only_what_one_may_see(staff_with):
    issue, _out, _back = _busy_issue()
    page = staff_with("view_person").get("/desk/").content.decode()
    assert address("issue", "change", issue.pk) not in page
    assert "/desk/import-page/" not in page
