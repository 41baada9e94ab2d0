"""The page of an issue's jumps: what it shows, and its verbs for each role."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.desk import workflow
from articles.ingest.joining import join, undo
from articles.models import Article, Join, Stage
from tests.desk.conftest import BACKEND, address
from tests.house import at_stage, make_article, make_issue

ANSWERS = {"anonymous": 302, "outsider": 302, "staff": 403, "editor": 302}


@pytest.fixture
def issue(db):
    return make_issue()


def _open_pair(issue, front="春汛前夜", tail="堤上一夜"):
    story, other = make_article(issue, (1,), front), make_article(issue, (3,), tail)
    story.parts.update(printed_jump="（下转第三版）", printed_jump_page="3")
    other.parts.update(printed_continuation="（上接第一版）", printed_continuation_page="1")
    return story.parts.get(), other.parts.get()


def _proposal(issue):
    front, tail = _open_pair(issue)
    return Join.objects.create(
        issue=issue,
        front_part=front,
        tail_part=tail,
        tail_article=tail.article,
        state="proposed",
        confidence=0.47,
    )


def _join(client, issue, front, tail):
    return client.post(address("issue", "join", issue.pk), {"front": front, "tail": tail})


def _states(issue):
    return list(issue.joins.values_list("state", flat=True))


@pytest.mark.parametrize("role", ANSWERS)
def test_who_joins(cast, issue, role):
    front, tail = _open_pair(issue)
    assert _join(cast[role], issue, front.pk, tail.pk).status_code == ANSWERS[role]
    assert _states(issue) == (["joined"] if role == "editor" else [])


@pytest.mark.parametrize("role", ANSWERS)
def test_who_takes_back(cast, issue, role):
    record = join(*_open_pair(issue))
    response = cast[role].post(address("issue", "undo", issue.pk), {"join": record.pk})
    assert response.status_code == ANSWERS[role]
    assert _states(issue) == (["undone"] if role == "editor" else ["joined"])


@pytest.mark.parametrize("role", ANSWERS)
def test_who_looks(cast, issue, role):
    expected = {**ANSWERS, "editor": 200}[role]
    assert cast[role].get(address("issue", "jumps", issue.pk)).status_code == expected


def test_who_may_only_look_sees_no_button(staff_with, issue):
    _proposal(issue)
    staff = staff_with("view_article")
    page = staff.get(address("issue", "jumps", issue.pk)).content.decode()
    assert "春汛前夜" in page
    assert address("issue", "join", issue.pk) not in page
    assert _join(staff, issue, 1, 2).status_code == 403


def test_a_proposal_is_confirmed_by_name(desk, editor, issue):
    record = _proposal(issue)
    _join(desk, issue, record.front_part_id, record.tail_part_id)
    record.refresh_from_db()
    assert (record.state, record.confidence, record.decided_by) == ("joined", None, editor)
    assert Article.objects.standing().count() == 1


def test_a_proposal_is_turned_down(desk, issue):
    record = _proposal(issue)
    desk.post(address("issue", "undo", issue.pk), {"join": record.pk})
    record.refresh_from_db()
    assert record.state == "undone"
    assert Article.objects.standing().count() == 2


def test_an_undone_join_is_made_again(desk, issue):
    record = undo(join(*_open_pair(issue)))
    page = desk.get(address("issue", "jumps", issue.pk)).content.decode()
    assert f'name="front" value="{record.front_part_id}"' in page
    _join(desk, issue, record.front_part_id, record.tail_part_id)
    assert _states(issue) == ["joined"]


def test_what_cannot_be_joined_is_said(desk, issue):
    front, tail = _open_pair(issue)
    join(front, tail)
    page = desk.post(
        address("issue", "join", issue.pk), {"front": front.pk, "tail": tail.pk}, follow=True
    ).content.decode()
    assert 'class="error"' in page


@pytest.mark.parametrize(
    "sent", [{}, {"front": "x", "tail": "y"}, {"front": "9" * 40, "tail": "²"}, {"front": "0"}]
)
def test_a_pair_that_is_none_changes_nothing(desk, issue, sent):
    _open_pair(issue)
    page = desk.post(address("issue", "join", issue.pk), sent, follow=True).content.decode()
    assert 'class="error"' in page
    assert _states(issue) == []


def test_parts_of_another_issue_are_not_reached(desk, issue):
    other = make_issue(edition=2)
    front, tail = _open_pair(other)
    _join(desk, issue, front.pk, tail.pk)
    record = join(front, tail)
    assert desk.post(address("issue", "undo", issue.pk), {"join": record.pk}).status_code == 404
    assert _states(other) == ["joined"]


def test_a_tail_does_not_skip_the_reviews(desk, issue):
    front, tail = _open_pair(issue)
    workflow.submit(front.article, None)
    page = desk.post(
        address("issue", "join", issue.pk), {"front": front.pk, "tail": tail.pk}, follow=True
    ).content.decode()
    assert 'class="error"' in page
    workflow.submit(tail.article, None)
    _join(desk, issue, front.pk, tail.pk)
    assert _states(issue) == ["joined"]


def test_what_is_signed_off_is_neither_joined_nor_parted(desk, issue):
    front, tail = _open_pair(issue)
    for part in (front, tail):
        at_stage(part.article, Stage.SIGNED_OFF)
    _join(desk, issue, front.pk, tail.pk)
    assert _states(issue) == []
    record = join(front, tail)
    desk.post(address("issue", "undo", issue.pk), {"join": record.pk})
    assert _states(issue) == ["joined"]


@pytest.mark.parametrize("verb", ["join", "undo"])
def test_a_verb_is_a_post_with_a_token(editor, issue, verb):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor, backend=BACKEND)
    assert client.get(address("issue", verb, issue.pk)).status_code == 405
    assert client.post(address("issue", verb, issue.pk)).status_code == 403


def test_an_issue_without_jumps_says_what_to_do(desk, issue):
    page = desk.get(address("issue", "jumps", issue.pk)).content.decode()
    assert f"/desk/import-page/?issue={issue.pk}" in page


def test_more_jumps_ask_no_more_queries(desk, issue):
    counts = []
    for more in (2, 12):
        for n in range(more):
            _open_pair(issue, f"稿{n}", f"尾{n}")
        _proposal(issue)
        undo(join(*_open_pair(issue)))
        join(*_open_pair(issue))
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(address("issue", "jumps", issue.pk)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
