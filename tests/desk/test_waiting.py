"""What waits for whom on the desk's first page, and the panel of verbs over the forms."""

from __future__ import annotations

import datetime

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.desk import workflow
from articles.desk.waiting import came_back, waiting_for
from articles.models import Article, Handling, Role, Stage, Verb
from tests.desk.conftest import address, logged_in
from tests.house import DAY, at_stage, make_article, make_issue, make_newspaper, make_user

pytestmark = pytest.mark.django_db


def _titles(user: User) -> list[tuple[str, str]]:
    return [(str(row.verb), str(row.thing)) for row in waiting_for(user)]


@pytest.fixture
def issue():
    issue = make_issue(pages=1)
    for headline, stage in (
        ("草稿", Stage.DRAFT),
        ("待初审", Stage.SUBMITTED),
        ("待复审", Stage.FIRST_REVIEW),
        ("待终审", Stage.SECOND_REVIEW),
        ("待签发", Stage.FINAL_REVIEW),
        ("已签发", Stage.SIGNED_OFF),
    ):
        at_stage(make_article(issue, headline=headline), stage)
    return issue


@pytest.mark.parametrize(
    ("role", "titles"),
    [
        (Role.REPORTER, []),
        (Role.EDITOR, ["待初审", "待复审"]),
        (Role.DUTY_EDITOR, ["待初审", "待复审", "待终审", "待签发"]),
        (Role.ARCHIVIST, []),
        (Role.ADMINISTRATOR, ["待初审", "待复审", "待终审", "待签发"]),
    ],
)
def test_each_role_has_its_list(issue, role, titles):
    assert sorted(title for _verb, title in _titles(make_user(role))) == sorted(titles)


def test_own_work_does_not_wait_for_oneself(issue):
    user = make_user(Role.DUTY_EDITOR)
    mine = make_article(issue, headline="自己写的", written_by=user)
    workflow.submit(mine, None)
    reviewed = Article.objects.get(headline="待初审")
    workflow.first_review(reviewed, user)
    assert [title for _verb, title in _titles(user)] == ["待复审", "待终审", "待签发"]


def test_an_issue_that_is_signed_off_waits_to_be_published_unless_the_clock_does_it(issue):
    user = make_user(Role.DUTY_EDITOR)
    issue.articles.all().delete()
    at_stage(issue, Stage.SIGNED_OFF)
    assert _titles(user) == [("publish", str(issue))]
    workflow.schedule(issue, datetime.datetime(2099, 1, 1, tzinfo=datetime.UTC), None)
    assert _titles(user) == []


def test_what_goes_along_with_its_page_or_issue_is_one_row():
    issue = make_issue(pages=2)
    for headline in ("桥成", "船停"):
        make_article(issue, (1,), headline)
    two_pages = make_article(issue, (1, 2), "两版都有")
    workflow.submit(issue.pages.get(sequence=1), None, along=True)
    user = make_user(Role.EDITOR)
    rows = {str(row.thing): row.along for row in waiting_for(user)}
    page = str(issue.pages.get(sequence=1))
    assert rows.pop(page) == 2
    assert set(rows) <= {str(two_pages)}
    assert "连同其中2项" in logged_in(user).get("/desk/").content.decode()
    workflow.submit(issue, None, along=True)
    ((thing, along),) = [(row.thing, row.along) for row in waiting_for(user)]
    assert thing == issue
    assert along == len(waiting_for(user, issue)) - 1 >= 4


def test_what_was_sent_back_waits_for_its_writer(issue):
    writer = make_user(Role.REPORTER)
    article = at_stage(make_article(issue, headline="退回的", written_by=writer), Stage.SUBMITTED)
    workflow.send_back(article, make_user(Role.EDITOR), "请核实日期。")
    (row,) = came_back(writer)
    assert (str(row.thing), row.note, row.who) == ("退回的", "请核实日期。", "editor")
    assert "请核实日期。" in logged_in(writer).get("/desk/").content.decode()
    article.refresh_from_db()
    workflow.submit(article, writer)
    assert came_back(writer) == []


def test_what_waits_elsewhere_is_out_of_reach(issue):
    assert _titles(make_user(Role.EDITOR, newspapers=[make_newspaper("other-paper", "他报")])) == []


@pytest.mark.parametrize("role", [Role.DUTY_EDITOR, Role.REPORTER])
def test_more_of_it_asks_no_more_queries(role):
    user = make_user(role)
    counts = []
    days = iter(range(1, 100))
    for more in (2, 12):
        for _ in range(more):
            issue = make_issue(date=DAY + datetime.timedelta(days=next(days)), pages=2)
            for stage in (Stage.SUBMITTED, Stage.FINAL_REVIEW):
                at_stage(make_article(issue, headline=""), stage)
            at_stage(issue.pages.first(), Stage.SUBMITTED)
            at_stage(issue, Stage.SUBMITTED)
            back = at_stage(make_article(issue, written_by=user, headline=""), Stage.SUBMITTED)
            workflow.send_back(back, None, "退。")
        client = logged_in(user)
        client.get("/desk/")
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/desk/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


class TestPanel:
    def test_only_what_can_be_done_is_offered(self, issue):
        client = logged_in(make_user(Role.EDITOR))
        article = Article.objects.get(headline="待初审")
        page = client.get(address("article", "change", article.pk)).content.decode()
        assert address("article", "first_review", article.pk) in page
        assert address("article", "send_back", article.pk) in page
        for verb in ("second_review", "sign_off", "publish_at_once", "withdraw", "take_back", "schedule"):
            assert address("article", verb, article.pk) not in page, verb

    def test_ones_own_work_offers_no_review(self, issue):
        user = make_user(Role.EDITOR)
        article = at_stage(make_article(issue, written_by=user), Stage.SUBMITTED)
        page = logged_in(user).get(address("article", "change", article.pk)).content.decode()
        assert address("article", "first_review", article.pk) not in page
        assert address("article", "send_back", article.pk) in page

    def test_a_stale_form_is_refused_politely(self, issue):
        article = Article.objects.get(headline="待复审")
        client = logged_in(make_user(Role.EDITOR))
        url = address("article", "second_review", article.pk)
        page = client.post(url, {"seen": "submitted"}, follow=True).content.decode()
        assert 'class="error"' in page
        article.refresh_from_db()
        assert article.stage == "first_review"

    def test_what_was_done_can_be_taken_back_from_there(self, issue):
        article = Article.objects.get(headline="待初审")
        client = logged_in(make_user(Role.EDITOR))
        page = client.post(address("article", "first_review", article.pk), follow=True).content.decode()
        back = address("article", "take_back", article.pk)
        assert back in page
        client.post(back, {"seen": "first_review"})
        article.refresh_from_db()
        assert article.stage == "submitted"

    def test_the_timeline_tells_it_all(self, issue):
        article = at_stage(make_article(issue), Stage.SUBMITTED)
        workflow.send_back(article, make_user(Role.EDITOR, "zhou"), "<b>日期</b>不符")
        page = logged_in(make_user(Role.REPORTER)).get(address("article", "change", article.pk))
        text = page.content.decode()
        assert "zhou" in text
        assert "&lt;b&gt;日期&lt;/b&gt;不符" in text
        assert page.context["handling"]["timeline"][0].verb == "send_back"

    def test_a_time_is_meant_in_the_newspapers_zone(self, issue):
        issue.newspaper.time_zone = "Europe/Berlin"
        issue.newspaper.save()
        client = logged_in(make_user(Role.DUTY_EDITOR))
        url = address("issue", "schedule", issue.pk)
        client.post(url, {"moment": "2099-07-01T06:00"})
        issue.refresh_from_db()
        assert issue.publish_at == datetime.datetime(2099, 7, 1, 4, 0, tzinfo=datetime.UTC)
        page = client.get(address("issue", "change", issue.pk)).content.decode()
        assert 'value="2099-07-01T06:00"' in page
        assert "2099-07-01 06:00 Europe/Berlin" in page
        # The night in which the clock goes forward has no half past two.
        answer = client.post(url, {"moment": "2027-03-28T02:30"}, follow=True).content.decode()
        assert 'class="error"' in answer
        client.post(url, {"moment": ""})
        issue.refresh_from_db()
        assert issue.publish_at is None

    def test_a_tail_has_no_verbs_of_its_own(self, issue, desk):
        story, tail = issue.articles.all()[:2]
        Article.objects.filter(pk=tail.pk).update(merged_into=story)
        page = desk.get(address("article", "change", tail.pk))
        assert page.context["handling"]["verbs"] == []


class TestActions:
    def test_a_list_does_a_verb_with_a_note_and_says_what_it_could_not(self, issue):
        user = make_user(Role.EDITOR)
        mine = at_stage(make_article(issue, headline="自己的", written_by=user), Stage.SUBMITTED)
        other = Article.objects.get(headline="待初审")
        page = logged_in(user).post(
            address("article", "changelist"),
            {
                "action": "first_review",
                "note": "可以",
                "_selected_action": [str(mine.pk), str(other.pk)],
            },
            follow=True,
        )
        text = page.content.decode()
        assert 'class="error"' in text
        assert 'class="success"' in text
        assert Handling.objects.get(verb=Verb.FIRST_REVIEW, note="可以").article == other

    @pytest.mark.parametrize(
        ("role", "offered"),
        [
            (Role.REPORTER, {"submit"}),
            (Role.EDITOR, {"submit", "first_review", "second_review", "send_back"}),
            (Role.ARCHIVIST, set()),
        ],
    )
    def test_each_role_has_its_actions(self, issue, role, offered):
        page = logged_in(make_user(role)).get(address("article", "changelist")).content.decode()
        verbs = {
            "submit",
            "first_review",
            "second_review",
            "final_review",
            "sign_off",
            "send_back",
            "publish",
        }
        assert {verb for verb in verbs if f'<option value="{verb}">' in page} == offered
