"""What the plan of pages shows, to whom."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.desk import workflow
from articles.desk.plan.board import board_of
from articles.models import Column, Page, Role, Stage
from tests.desk.conftest import address, logged_in
from tests.desk.plan.sending import pages_of
from tests.house import at_stage, make_article, make_issue, make_page_image, make_photo, make_user

pytestmark = pytest.mark.django_db


class TestShowing:
    @pytest.mark.parametrize("role", Role)
    def test_everybody_looks_and_who_may_not_arrange_has_no_buttons(self, role):
        issue = make_issue()
        page = logged_in(make_user(role)).get(address("issue", "plan", issue.pk)).content.decode()
        assert page.count('class="plan-card"') == 4
        assert ("data-handle" in page) == (role in {Role.EDITOR, Role.DUTY_EDITOR, Role.ADMINISTRATOR})

    def test_spreads_as_a_paper_lies_open(self, editor):
        issue = make_issue(pages=6)
        board = board_of(issue, editor)
        places = [
            tuple(slot and slot.page.sequence for slot in spread)  # type: ignore[union-attr]
            for spread in board.spreads
        ]
        assert places == [(None, 1), (2, 3), (4, 5), (6, None)]

    def test_each_section_is_folded_by_itself(self, editor):
        issue = make_issue(pages=6)
        for page, number in zip(pages_of(issue), ["A01", "A02", "A03", "A04", "B01", "B02"], strict=True):
            Page.objects.filter(pk=page.pk).update(number=number)
        board = board_of(issue, editor)
        numbers = [tuple(slot and slot.page.number for slot in spread) for spread in board.spreads]
        assert numbers == [(None, "A01"), ("A02", "A03"), ("A04", None), (None, "B01"), ("B02", None)]

    def test_a_position_without_a_page_is_shown(self, editor):
        issue = make_issue()
        issue.pages.get(sequence=2).delete()
        board = board_of(issue, editor)
        assert board.spreads[1][0] == 2
        assert board.spreads[1][1].page.sequence == 3

    def test_what_is_open_on_each_page(self, editor):
        issue = make_issue()
        front = make_article(issue, (1,), "有下转")
        front.parts.update(printed_jump="下转第三版", printed_jump_page="3")
        make_article(issue, (2,), "")
        make_article(issue, (2,), "好稿")
        make_photo(issue.pages.get(sequence=3))
        cards = board_of(issue, editor).cards
        assert [card.stories for card in cards] == [1, 2, 0, 0]
        assert [card.open_jumps for card in cards] == [1, 0, 0, 0]
        said = [[warning.text for warning in card.warnings] for card in cards]
        assert [card.warned for card in cards] == [1, 1, 1, 1]
        assert said == [["1处错误"], ["1处错误"], ["1处提醒"], ["这一版还是空的"]]
        assert [card.is_empty for card in cards] == [False, False, False, True]

    def test_who_is_in_a_page_and_what_waits_for_me(self, editor):
        issue = make_issue()
        article = make_article(issue, (2,), "请审")
        workflow.submit(article, None)
        second = issue.pages.get(sequence=2)
        board = board_of(
            issue,
            editor,
            who=lambda pages, user: {
                page.pk: ["周望"] for page in pages if page == second and user == editor
            },
        )
        assert board.cards[1].who == ["周望"]
        assert [card.waits for card in board.cards] == [0, 1, 0, 0]
        assert [row.thing for row in board.waiting] == [article]

    def test_what_waits_in_another_issue_is_not_told_here(self, editor):
        issue, other = make_issue(), make_issue(edition=2)
        workflow.submit(make_article(other, (2,), "请审"), None)
        assert board_of(issue, editor).waiting == []

    def test_columns_that_stand_on_such_a_page_are_asked_for(self, editor):
        import datetime

        last = make_issue(date=datetime.date(2026, 3, 7))
        column = Column.objects.create(newspaper=last.newspaper, name="江边话", slug="江边话")
        make_article(last, (4,), "旧话", column=column)
        issue = make_issue(date=datetime.date(2026, 3, 14))
        issue.pages.filter(sequence=2).update(section_name="副刊")
        issue.pages.filter(sequence=4).update(section_name="民生")
        expected = [[str(one) for one in card.expected] for card in board_of(issue, editor).cards]
        assert expected == [[], ["江边话"], [], []]
        make_article(issue, (2,), "新话", column=column)
        assert not any(card.expected for card in board_of(issue, editor).cards)

    def test_pages_with_and_without_pictures(self, desk):
        issue = make_issue()
        make_article(issue, (1,), "一版头条")
        make_article(issue, (2,), "二版头条")
        make_page_image(issue.pages.get(sequence=1))
        page = desk.get(address("issue", "plan", issue.pk)).content.decode()
        assert page.count("<img src=") == 1
        assert "二版头条" in page

    def test_more_pages_and_stories_ask_no_more_queries(self, desk):
        issue = make_issue(pages=2)
        counts = []
        for more in (range(2), range(2, 12)):
            for n in more:
                make_article(issue, (1 + n % 2,), f"稿{n}")
                page = Page.objects.create(issue=issue, sequence=3 + n, number=str(3 + n))
                make_page_image(page, 60, 90)
                workflow.submit(make_article(issue, (3 + n,), ""), None)
                at_stage(page, Stage.SUBMITTED)
            with CaptureQueriesContext(connection) as queries:
                assert desk.get(address("issue", "plan", issue.pk)).status_code == 200
            counts.append(len(queries))
        assert counts[0] == counts[1]
        assert counts[0] < 45

    def test_the_ways_to_the_plan(self, desk):
        issue = make_issue()
        plan = address("issue", "plan", issue.pk)
        page = issue.pages.get(sequence=2)
        for url in (
            "/desk/",
            address("issue", "changelist"),
            address("issue", "change", issue.pk),
            address("page", "change", page.pk),
        ):
            assert plan in desk.get(url).content.decode(), url

    def test_a_script_gets_the_plan_alone(self, desk):
        issue = make_issue()
        url = address("issue", "plan", issue.pk)
        answer = desk.get(url, headers={"Accept": "application/json"})
        assert list(answer.json()) == ["plan"]
