"""Publishing at once, the short way, as a button and as an action."""

from __future__ import annotations

import pytest
from django.test import Client

from articles.desk.workflow import publish_article
from articles.ingest.joining import join
from articles.models import Article, Issue, Stage
from tests.desk.conftest import BACKEND, address
from tests.house import at_stage, make_article, make_issue, published

# Who is not let in is sent to the login; who may not do it is refused.
ANSWERS = {"anonymous": 302, "outsider": 302, "staff": 403, "editor": 302}


@pytest.mark.parametrize("role", ANSWERS)
def test_who_publishes_an_issue(cast, role):
    issue = make_issue()
    make_article(issue)
    response = cast[role].post(address("issue", "publish_at_once", issue.pk))
    assert response.status_code == ANSWERS[role]
    assert Issue.objects.published().exists() == (role == "editor")
    assert Article.objects.published().exists() == (role == "editor")


@pytest.mark.parametrize("role", ANSWERS)
def test_who_publishes_an_article(cast, role):
    article = make_article(make_issue())
    response = cast[role].post(address("article", "publish_at_once", article.pk))
    assert response.status_code == ANSWERS[role]
    assert Article.objects.published().exists() == (role == "editor")


@pytest.mark.parametrize("noun", ["issue", "article"])
@pytest.mark.parametrize(
    ("permissions", "expected"),
    [
        (["view"], 403),
        (["change"], 403),
        (["view", "publish_at_once"], 302),
        (["view", "publish"], 403),
    ],
)
def test_publishing_at_once_has_a_permission_of_its_own(staff_with, noun, permissions, expected):
    issue = make_issue()
    row = issue if noun == "issue" else make_article(issue)
    names = [name if "_" in name or name == "publish" else f"{name}_{noun}" for name in permissions]
    response = staff_with(*names).post(address(noun, "publish_at_once", row.pk))
    assert response.status_code == expected
    row.refresh_from_db()
    assert row.is_published == (expected == 302)


@pytest.mark.parametrize("noun", ["issue", "article"])
def test_what_is_signed_off_needs_no_short_way(desk, noun):
    issue = make_issue()
    row = issue if noun == "issue" else make_article(issue)
    short = address(noun, "publish_at_once", row.pk)
    assert short in desk.get(address(noun, "change", row.pk)).content.decode()
    at_stage(row, Stage.SIGNED_OFF)
    page = desk.get(address(noun, "change", row.pk)).content.decode()
    assert short not in page
    assert address(noun, "publish", row.pk) in page


@pytest.mark.parametrize("noun", ["issue", "article"])
def test_a_verb_is_never_a_link(desk, noun):
    issue = make_issue()
    row = issue if noun == "issue" else make_article(issue)
    assert desk.get(address(noun, "publish_at_once", row.pk)).status_code == 405
    row.refresh_from_db()
    assert not row.is_published


@pytest.mark.parametrize("noun", ["issue", "article"])
def test_a_verb_without_a_token_does_nothing(editor, noun):
    issue = make_issue()
    row = issue if noun == "issue" else make_article(issue)
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor, backend=BACKEND)
    assert client.post(address(noun, "publish_at_once", row.pk)).status_code == 403
    row.refresh_from_db()
    assert not row.is_published


@pytest.mark.parametrize("noun", ["issue", "article"])
def test_a_verb_on_nothing_is_a_404(desk, noun):
    assert desk.post(address(noun, "publish_at_once", 12345)).status_code == 404


def test_an_issue_without_pages_is_refused_in_words(desk):
    issue = make_issue(pages=0)
    page = desk.post(address("issue", "publish_at_once", issue.pk), follow=True).content.decode()
    assert 'class="error"' in page
    issue.refresh_from_db()
    assert issue.stage == Stage.DRAFT


def test_publishing_twice_says_so(desk):
    issue = published(make_issue())
    first = issue.published_at
    page = desk.post(address("issue", "publish_at_once", issue.pk), follow=True).content.decode()
    assert 'class="info"' in page
    issue.refresh_from_db()
    assert issue.published_at == first


@pytest.mark.parametrize("noun", ["issue", "article"])
def test_the_action_publishes_what_is_chosen(desk, noun):
    issues = [make_issue(edition=edition) for edition in (1, 2, 3)]
    rows = issues if noun == "issue" else [make_article(issue) for issue in issues]
    desk.post(
        address(noun, "changelist"),
        {"action": "publish_at_once", "_selected_action": [str(row.pk) for row in rows[:2]]},
    )
    assert type(rows[0]).objects.published().count() == 2


@pytest.mark.parametrize("noun", ["issue", "article"])
def test_who_may_only_look_has_no_action(staff_with, noun):
    issue = make_issue()
    row = issue if noun == "issue" else make_article(issue)
    staff = staff_with(f"view_{noun}")
    chosen = {"action": "publish_at_once", "_selected_action": [str(row.pk)]}
    staff.post(address(noun, "changelist"), chosen)
    assert not type(row).objects.published().exists()
    assert "publish-at-once/" not in staff.get(address(noun, "change", row.pk)).content.decode()


def test_a_storys_tails_are_published_with_it(db):
    issue = make_issue()
    story, tail = make_article(issue, (1,)), make_article(issue, (3,))
    join(story.parts.get(), tail.parts.get())
    assert publish_article(story) == 2
