"""Who may do what with the plan of an issue, and of whose."""

from __future__ import annotations

import pytest

from articles.models import Role
from tests.desk.conftest import address, logged_in
from tests.desk.plan.sending import ids_of, post, shown
from tests.house import make_issue, make_newspaper, make_user, published

pytestmark = pytest.mark.django_db

R, E, D, A, M = Role.REPORTER, Role.EDITOR, Role.DUTY_EDITOR, Role.ARCHIVIST, Role.ADMINISTRATOR

VERBS = {
    "arrange": lambda ids: {"later": str(ids[0])},
    "insert": lambda ids: {"count": "1"},
    "remove": lambda ids: {"page": str(ids[3])},
    "name": lambda ids: {
        "page": str(ids[0]),
        "number": "1",
        "section_name": "头版",
        "was_number": "1",
        "was_section_name": "要闻",
    },
}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_for_each_role(verb, role):
    issue = make_issue()
    before = shown(issue), ids_of(issue)
    response = post(logged_in(make_user(role)), issue, verb, **VERBS[verb](ids_of(issue)))
    allowed = role in {E, D, M}
    assert response.status_code == (302 if allowed else 403)
    assert ((shown(issue), ids_of(issue)) != before) == allowed


@pytest.mark.parametrize("role", Role)
def test_a_published_issue_is_arranged_by_who_corrects(role):
    issue = published(make_issue())
    ids = ids_of(issue)
    response = post(logged_in(make_user(role)), issue, "arrange", later=str(ids[0]))
    allowed = role in {E, D, A, M}
    assert response.status_code == (302 if allowed else 403)
    assert (ids_of(issue) != ids) == allowed
    assert post(logged_in(make_user(Role.ARCHIVIST, "second")), issue, "insert").status_code == 403


@pytest.mark.parametrize("verb", [*VERBS, "undo"])
def test_a_verb_is_never_a_link_and_never_open_to_strangers(cast, verb):
    issue = make_issue()
    url = address("issue", f"plan_{verb}", issue.pk)
    assert cast["editor"].get(url).status_code == 405
    assert cast["anonymous"].post(url).status_code == 302
    assert cast["outsider"].post(url).status_code == 302
    assert cast["staff"].post(url).status_code == 403


def test_another_newspapers_plan_is_out_of_reach():
    here, there = make_newspaper(), make_newspaper("other-paper", "他报")
    mine, theirs = make_issue(here), make_issue(there)
    client = logged_in(make_user(Role.ADMINISTRATOR, newspapers=[here]))
    assert client.get(address("issue", "plan", mine.pk)).status_code == 200
    assert client.get(address("issue", "plan", theirs.pk)).status_code == 404
    for verb, sent in VERBS.items():
        assert post(client, theirs, verb, **sent(ids_of(theirs))).status_code == 404
    assert post(client, theirs, "undo").status_code == 404
