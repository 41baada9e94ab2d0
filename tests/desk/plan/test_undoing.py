"""The last step taken back, as long as that is possible."""

from __future__ import annotations

import time

import pytest

from articles.models import Role
from tests.desk.conftest import address, logged_in
from tests.desk.plan.sending import ask, ids_of, post, shown
from tests.house import make_article, make_issue, make_user

pytestmark = pytest.mark.django_db


class TestUndoing:
    def test_the_order_and_the_numbers_come_back(self, desk):
        issue = make_issue()
        before, ids = shown(issue), ids_of(issue)
        post(desk, issue, "arrange", order=",".join(map(str, reversed(ids))))
        page = desk.get(address("issue", "plan", issue.pk)).content.decode()
        assert "data-undo" in page
        post(desk, issue, "undo")
        assert (shown(issue), ids_of(issue)) == (before, ids)
        page = desk.get(address("issue", "plan", issue.pk)).content.decode()
        assert ("data-undo" in page, "data-redo" in page) == (False, True)
        post(desk, issue, "undo", redo="1")  # and forth again
        assert ids_of(issue) == ids[::-1]

    def test_not_after_lunch(self, desk, monkeypatch):
        issue = make_issue()
        post(desk, issue, "arrange", earlier=str(ids_of(issue)[2]))
        now = time.time()
        monkeypatch.setattr("articles.desk.plan.undoing.time.time", lambda: now + 3600)
        assert "data-undo" not in desk.get(address("issue", "plan", issue.pk)).content.decode()
        assert ask(desk, issue, "undo").status_code == 409

    def test_step_by_step_back_and_forth(self, desk):
        issue = make_issue()
        seen = [shown(issue)]
        for verb, sent in (
            ("arrange", {"later": str(ids_of(issue)[0])}),
            ("remove", {"page": str(ids_of(issue)[3])}),
            ("arrange", {"earlier": str(ids_of(issue)[2])}),
        ):
            post(desk, issue, verb, **sent)
            seen.append(shown(issue))
        for before in reversed(seen[:-1]):
            assert ask(desk, issue, "undo").status_code == 200
            assert shown(issue) == before
        assert ask(desk, issue, "undo").status_code == 409
        for after in seen[1:]:
            assert ask(desk, issue, "undo", redo="1").status_code == 200
            assert shown(issue) == after
        assert ask(desk, issue, "undo", redo="1").status_code == 409
        post(desk, issue, "undo")
        post(desk, issue, "insert")
        assert ask(desk, issue, "undo", redo="1").status_code == 409  # something else was done since

    def test_a_page_taken_out_is_there_again(self, desk):
        issue = make_issue()
        before = shown(issue)
        post(desk, issue, "remove", page=str(ids_of(issue)[1]))
        post(desk, issue, "undo")
        assert shown(issue) == before

    def test_a_page_put_in_goes_again_unless_something_stands_on_it(self, desk):
        issue = make_issue()
        before = shown(issue)
        post(desk, issue, "insert")
        make_article(issue, (5,), "抢先")
        assert ask(desk, issue, "undo").status_code == 409
        assert issue.pages.count() == 5
        issue.articles.get().delete()
        assert ask(desk, issue, "undo").status_code == 200
        assert shown(issue) == before

    def test_not_after_somebody_else_changed_the_plan(self, desk):
        issue = make_issue()
        ids = ids_of(issue)
        post(desk, issue, "arrange", order=",".join(map(str, reversed(ids))))
        other = logged_in(make_user(Role.EDITOR, "colleague"))
        post(other, issue, "arrange", earlier=str(ids[0]))
        now = ids_of(issue)
        assert ask(desk, issue, "undo").status_code == 409
        assert ids_of(issue) == now
        assert "data-undo" not in desk.get(address("issue", "plan", issue.pk)).content.decode()

    def test_not_what_was_done_with_another_issue(self, desk):
        issue, other = make_issue(), make_issue(edition=2)
        post(desk, issue, "arrange", earlier=str(ids_of(issue)[2]))
        assert ask(desk, other, "undo").status_code == 409

    def test_not_where_the_content_has_moved(self, desk):
        issue = make_issue()
        make_article(issue, (2,), "二版头条")
        one, two, *_rest = ids_of(issue)
        post(desk, issue, "arrange", later=str(ids_of(issue)[2]))
        post(desk, issue, "remove", page=str(two), onto=str(one))
        assert ask(desk, issue, "undo").status_code == 409
