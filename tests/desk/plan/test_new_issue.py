"""A new issue with its empty pages: what is proposed, what is made, by whom."""

from __future__ import annotations

import datetime

import pytest

from articles.desk.plan.making import make_issue as make_it
from articles.desk.plan.model_issue import model_of
from articles.desk.plan.rhythm import next_day
from articles.desk.workflow import Refused
from articles.models import Column, Issue, Role
from tests.desk.conftest import address, form_data, logged_in
from tests.house import DAY, make_article, make_issue, make_newspaper, make_user

pytestmark = pytest.mark.django_db

ONE = datetime.timedelta(days=1)


def _days(start: str, *steps: int) -> list[datetime.date]:
    days = [datetime.date.fromisoformat(start)]
    for step in steps:
        days.append(days[-1] + step * ONE)
    return days


@pytest.mark.parametrize(
    ("days", "follows"),
    [
        (_days("2026-03-14"), "2026-03-15"),
        (_days("2026-03-14", 1), "2026-03-16"),
        (_days("2026-03-02", 7, 7), "2026-03-23"),
        (_days("2026-03-02", 14, 14), "2026-04-13"),
        # a daily without Sundays: 2026-03-14 is a Saturday
        (_days("2026-02-23", 1, 1, 1, 1, 1, 2, 1, 1, 1, 1, 1, 2, 1, 1, 1, 1, 1), "2026-03-16"),
        # Tuesdays and Fridays
        (_days("2026-03-03", 3, 4, 3, 4, 3), "2026-03-24"),
        # a monthly on the first
        (_days("2025-11-01", 30, 31, 31, 28), "2026-04-01"),
        # a daily that missed a day last week
        (_days("2026-03-09", 1, 2, 1), "2026-03-14"),
        # quarterly or so
        (_days("2025-03-10", 90, 92, 92, 90), "2026-06-07"),
    ],
)
def test_the_next_day_by_the_rhythm(days, follows):
    assert str(next_day(days)) == follows
    assert str(next_day(list(reversed(days)))) == follows


def test_without_any_issue_there_is_no_rhythm():
    assert next_day([]) is None


@pytest.mark.parametrize(("first", "then"), [("2026-01-31", "2026-03-31"), ("2025-11-30", "2025-12-30")])
def test_a_month_without_that_day_is_passed_over(first, then):
    days = [datetime.date.fromisoformat(first)]
    days.insert(0, days[0].replace(year=days[0].year - 1))
    days.insert(0, days[0].replace(month=10 if days[0].day == 30 else 12, year=days[0].year - 1))
    follows = next_day(days)
    assert follows is not None
    assert follows > days[-1]


class TestModel:
    def test_the_last_one_of_the_weekday(self):
        saturday = make_issue(date=DAY)
        sunday = make_issue(date=DAY + ONE)
        newspaper = saturday.newspaper
        assert model_of(newspaper, DAY + 7 * ONE) == saturday
        assert model_of(newspaper, DAY + 8 * ONE) == sunday
        assert model_of(newspaper, DAY + 2 * ONE) == sunday
        assert model_of(newspaper, DAY + 70 * ONE) == sunday
        assert model_of(newspaper, DAY) is None

    def test_of_the_same_edition_first(self):
        first = make_issue(date=DAY)
        evening = make_issue(date=DAY, edition=2)
        assert model_of(first.newspaper, DAY + 7 * ONE, 2) == evening
        assert model_of(first.newspaper, DAY + 7 * ONE) == first


def _form(client, **query):
    return form_data(client, f"{address('issue', 'new')}?{'&'.join(f'{k}={v}' for k, v in query.items())}")


def _pages(issue):
    return list(issue.pages.order_by("sequence").values_list("sequence", "number", "section_name"))


class TestTheForm:
    def test_the_next_issue_is_one_click(self, desk):
        last = make_issue(number=73, whole_number=8731)
        make_issue(date=DAY + ONE, number=74, whole_number=8732, sections=("要闻", "周日"), pages=2)
        sent = _form(desk)
        response = desk.post(address("issue", "new"), sent)
        issue = Issue.objects.get(date=DAY + 2 * ONE)
        assert response.headers["Location"] == address("issue", "plan", issue.pk)
        assert (issue.number, issue.whole_number, issue.edition) == (75, 8733, 1)
        assert _pages(issue) == [(1, "1", "要闻"), (2, "2", "周日")]
        assert issue.stage == "draft"
        assert issue.newspaper == last.newspaper

    def test_the_sections_are_those_of_the_weekday(self, desk):
        make_issue(date=DAY, sections=("周六",))
        make_issue(date=DAY + 6 * ONE, sections=("周五",))
        sent = _form(desk, date=DAY + 7 * ONE)
        assert [sent[f"page-{n}-section_name"] for n in (1, 2, 3, 4)] == ["周六"] * 4

    def test_from_the_plan_that_was_asked_for(self, desk):
        asked = make_issue(date=DAY, pages=3, sections=("甲", "乙", "丙"))
        make_issue(date=DAY + ONE, pages=1)
        sent = _form(desk, plan=asked.pk)
        assert sent["pages"] == "3"
        assert sent["date"] == str(DAY + 2 * ONE)
        assert sent["page-3-section_name"] == "丙"

    def test_columns_that_stand_there_are_named_and_nothing_is_made_for_them(self, desk):
        last = make_issue()
        column = Column.objects.create(newspaper=last.newspaper, name="江边话", slug="江边话")
        make_article(last, (4,), "旧话", column=column)
        url = address("issue", "new")
        assert "江边话" in desk.get(url).content.decode()
        desk.post(url, _form(desk))
        assert Issue.objects.get(date=DAY + ONE).articles.count() == 0

    def test_columns_are_named_though_an_issue_was_made_ahead(self, desk):
        last = make_issue()
        column = Column.objects.create(newspaper=last.newspaper, name="江边话", slug="江边话")
        make_article(last, (4,), "旧话", column=column)
        make_issue(date=DAY + ONE)
        assert "江边话" in desk.get(address("issue", "new")).content.decode()
        plan = address("issue", "plan", Issue.objects.get(date=DAY + ONE).pk)
        assert "江边话" in desk.get(plan).content.decode()

    def test_more_pages_than_rows(self, desk):
        make_issue()
        desk.post(address("issue", "new"), {**_form(desk), "pages": "6"})
        issue = Issue.objects.get(date=DAY + ONE)
        assert len(_pages(issue)) == 6

    def test_fewer_pages_than_rows(self, desk):
        make_issue()
        desk.post(address("issue", "new"), {**_form(desk), "pages": "2"})
        assert _pages(Issue.objects.get(date=DAY + ONE)) == [(1, "1", "要闻"), (2, "2", "民生")]

    def test_a_first_issue(self, desk):
        make_newspaper()
        sent = _form(desk)
        assert sent["pages"] == "4"
        assert desk.post(address("issue", "new"), sent).status_code == 302
        assert [number for _s, number, _n in _pages(Issue.objects.get())] == ["1", "2", "3", "4"]

    def test_without_a_newspaper_it_says_what_to_do(self, desk):
        assert address("newspaper", "add") in desk.get(address("issue", "new")).content.decode()

    def test_a_second_edition_of_the_day(self, desk):
        make_issue(number=73)
        sent = _form(desk, date=DAY)
        assert (sent["edition"], sent["number"]) == ("2", "73")

    def test_a_day_that_has_an_issue_says_so(self, desk):
        issue = make_issue()
        new = address("issue", "new")
        plan = address("issue", "plan", issue.pk)
        assert plan in desk.get(f"{new}?date={DAY}").content.decode()
        assert plan not in desk.get(f"{new}?date=2026-03-20").content.decode()
        refused = desk.post(new, {"newspaper": issue.newspaper_id, "date": str(DAY), "edition": "0"})
        assert plan in refused.content.decode()
        assert "1到9999" in refused.content.decode()

    def test_the_number_begins_anew_with_the_year_and_the_whole_number_does_not(self, desk):
        make_issue(date=datetime.date(2025, 12, 31), number=365, whole_number=8600)
        sent = _form(desk)
        assert (sent["date"], sent["number"], sent["whole_number"]) == ("2026-01-01", "1", "8601")

    def test_a_number_that_is_the_only_one_runs_on(self, desk):
        make_issue(date=datetime.date(2025, 12, 31), number=8600)
        assert _form(desk)["number"] == "8601"

    @pytest.mark.parametrize(
        "wrong",
        [
            {"date": ""},
            {"date": "gestern"},
            {"date": "0206-03-14"},
            {"edition": "0"},
            {"pages": "0"},
            {"pages": "x"},
            {"pages": "99999999999"},
            {"pages": "①"},
            {"number": "-1"},
            {"number": "9" * 30},
            {"newspaper": "999"},
            {"page-1-section_name": "长" * 61},
            {"date": str(DAY)},  # is there already
        ],
    )
    def test_nonsense_is_said_and_nothing_made(self, desk, wrong):
        make_issue()
        response = desk.post(address("issue", "new"), {**_form(desk), **wrong})
        assert response.status_code == 200
        assert "errorlist" in response.content.decode()
        assert Issue.objects.count() == 1

    @pytest.mark.parametrize(
        "query", [{"date": "x"}, {"newspaper": "x"}, {"plan": "9" * 40}, {"plan": "7", "newspaper": "8"}]
    )
    def test_an_address_with_nonsense_shows_the_form(self, desk, query):
        make_issue()
        assert _form(desk, **query)["pages"] == "4"

    def test_what_was_typed_stays_after_an_error(self, desk):
        make_issue()
        sent = {**_form(desk), "date": "", "page-2-section_name": "街坊"}
        assert "街坊" in desk.post(address("issue", "new"), sent).content.decode()

    @pytest.mark.parametrize("role", Role)
    def test_each_role(self, role):
        make_issue()
        client = logged_in(make_user(role))
        allowed = role in {Role.EDITOR, Role.DUTY_EDITOR, Role.ADMINISTRATOR}
        assert client.get(address("issue", "new")).status_code == (200 if allowed else 403)
        sent = {"newspaper": make_newspaper().pk, "date": "2026-03-20", "edition": "1", "pages": "2"}
        assert client.post(address("issue", "new"), sent).status_code == (302 if allowed else 403)
        assert Issue.objects.filter(date="2026-03-20").exists() == allowed

    def test_another_newspaper_is_out_of_reach(self):
        here, there = make_newspaper(), make_newspaper("other-paper", "他报")
        make_issue(here)
        theirs = make_issue(there, pages=7)
        client = logged_in(make_user(Role.EDITOR, newspapers=[here]))
        page = client.get(f"{address('issue', 'new')}?plan={theirs.pk}&newspaper={there.pk}")
        assert "他报" not in page.content.decode()
        sent = {"newspaper": there.pk, "date": "2026-03-20", "edition": "1", "pages": "2"}
        assert client.post(address("issue", "new"), sent).status_code == 200
        assert not Issue.objects.filter(date="2026-03-20").exists()

    def test_who_is_second_is_told(self):
        issue = make_issue()
        with pytest.raises(Refused):
            make_it(Issue(newspaper=issue.newspaper, date=issue.date), [("1", "要闻")])
        assert Issue.objects.get().pages.count() == 4
