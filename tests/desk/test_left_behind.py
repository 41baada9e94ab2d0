"""What a verb on an issue or page leaves behind: named before it is done, and once more after."""

from __future__ import annotations

import pytest

from articles.desk import workflow
from articles.desk.preflight import preflight
from articles.models import Role, Stage, Verb
from tests.desk.conftest import address, logged_in
from tests.house import at_stage, make_article, make_issue, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue():
    """An issue through all reviews, in which one story was sent back."""
    issue = make_issue(pages=2)
    make_article(issue, headline="渡口新桥通车")
    make_article(issue, (2,), headline="市一中三十米跑道启用")
    for thing in (*issue.articles.all(), *issue.pages.all(), issue):
        at_stage(thing, Stage.FINAL_REVIEW)
    workflow.send_back(issue.articles.get(headline__contains="跑道"), None, "字数不够。")
    return issue


def messages_of(response):
    return " ".join(map(str, response.context["messages"]))


def test_it_is_named_before_and_after_each_step_and_can_follow(issue):
    issue.articles.get(headline__contains="跑道").parts.all().delete()  # the issue goes without it
    client = logged_in(make_user(Role.DUTY_EDITOR))
    form = address("issue", "change", issue.pk)
    for verb, stage in ((Verb.SIGN_OFF, Stage.SIGNED_OFF), (Verb.PUBLISH, Stage.PUBLISHED)):
        panel = client.get(form).context["handling"]
        assert panel["leaving"] == verb.label
        assert panel["left"] == ["仍是草稿：“市一中三十米跑道启用”"]
        if verb == Verb.SIGN_OFF and preflight(issue).errors:
            workflow.override(issue, [one.key for one in preflight(issue).errors], "为测试放行。", None)
        done = client.post(
            address("issue", verb, issue.pk), {"seen": panel["thing"].stage, "along": "on"}, follow=True
        )
        issue.refresh_from_db()
        assert issue.stage == stage
        assert "未一并处理：仍是草稿：“市一中三十米跑道启用”" in messages_of(done)
    (left,) = workflow.left_behind(issue, Verb.PUBLISH, None)
    assert "跑道" in left.headline


def test_an_issue_is_not_signed_off_while_a_story_on_its_pages_is_not(issue):
    client = logged_in(make_user(Role.DUTY_EDITOR))
    refused = client.post(
        address("issue", Verb.SIGN_OFF, issue.pk), {"seen": issue.stage, "along": "on"}, follow=True
    )
    assert "不能签发，以下内容尚未签发：“市一中三十米跑道启用”" in messages_of(refused)
    for thing in (*issue.articles.all(), *issue.pages.all(), issue):
        before = thing.stage
        thing.refresh_from_db()
        assert thing.stage == before


@pytest.mark.parametrize("role", list(Role))
def test_each_role_reads_it_where_it_is_offered_the_verb(role, issue):
    response = logged_in(make_user(role)).get(address("issue", "change", issue.pk))
    panel = response.context["handling"]
    offered = role in (Role.DUTY_EDITOR, Role.ADMINISTRATOR)
    assert bool(panel["left"]) is offered
    assert ("不会带上" in response.content.decode()) is offered


def test_what_waits_for_its_time_is_left_behind_by_the_short_way(issue):
    story = issue.articles.get(headline__contains="新桥")
    type(story).objects.filter(pk=story.pk).update(publish_at="2099-01-01T00:00Z")
    left = workflow.left_behind(issue, Verb.PUBLISH_AT_ONCE, None)
    assert left == [story]


def test_ones_own_work_is_left_behind_by_a_review():
    user = make_user(Role.EDITOR)
    issue = make_issue(pages=1)
    mine, other = (
        make_article(issue, headline="我写的", written_by=user),
        make_article(issue, headline="别人的"),
    )
    for thing in (mine, other, issue.pages.get()):
        at_stage(thing, Stage.SUBMITTED)
    assert workflow.left_behind(issue.pages.get(), Verb.FIRST_REVIEW, user) == [mine]
    at_stage(other, Stage.SECOND_REVIEW)  # further on: nothing is left behind with it
    assert workflow.left_behind(issue.pages.get(), Verb.FIRST_REVIEW, user) == [mine]


def test_nothing_is_said_where_all_goes_along():
    issue = make_issue(pages=1)
    make_article(issue)
    client = logged_in(make_user(Role.DUTY_EDITOR))
    assert client.get(address("issue", "change", issue.pk)).context["handling"]["left"] == []
    done = client.post(address("issue", "submit", issue.pk), {"along": "on"}, follow=True)
    assert "未一并处理" not in messages_of(done)
