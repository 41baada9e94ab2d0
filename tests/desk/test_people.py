"""Persons, and printed names that wait for one."""

from __future__ import annotations

import pytest
from django.test import Client

from articles.models import Byline, Person
from tests.desk.conftest import BACKEND, address, form_data
from tests.house import make_article, make_issue, make_newspaper, published


@pytest.fixture
def issue(db):
    return make_issue()


def _person(issue, name="沈渡", affiliation="港湾日报"):
    return Person.objects.create(newspaper=issue.newspaper, name=name, affiliation=affiliation)


def _open_byline(issue, name="沈渡", affiliation="临江晚报"):
    return Byline.objects.create(article=make_article(issue), name=name, affiliation=affiliation)


def test_open_bylines_are_filtered_with_proposals(desk, issue):
    person = _person(issue)
    make_article(issue, bylines=["周望舒"])
    _open_byline(issue)
    response = desk.get(address("byline", "changelist"), {"person__isempty": "1"})
    assert [line.name for line in response.context["cl"].result_list] == ["沈渡"]
    assert address("person", "change", person.pk) in response.content.decode()


def test_a_namesake_of_another_newspaper_is_no_proposal(desk, issue):
    other = Person.objects.create(newspaper=make_newspaper("other", "另报"), name="沈渡")
    line = _open_byline(issue)
    page = desk.get(address("byline", "change", line.pk)).content.decode()
    assert address("person", "change", other.pk) not in page
    assert address("byline", "link", line.pk) not in page


def test_the_action_links_to_the_only_person_of_that_name(desk, issue):
    person = _person(issue)
    _person(issue, "林叙"), _person(issue, "林叙", "")
    lines = [_open_byline(issue), _open_byline(issue, "林叙"), _open_byline(issue, "无名")]
    chosen = {"action": "link_action", "_selected_action": [str(line.pk) for line in lines]}
    desk.post(address("byline", "changelist"), chosen)
    for line in lines:
        line.refresh_from_db()
    assert [line.person for line in lines] == [person, None, None]


@pytest.mark.parametrize("role", ["anonymous", "outsider", "staff", "editor"])
def test_who_links_one_name(cast, issue, role):
    _person(issue)
    line = _open_byline(issue)
    cast[role].post(address("byline", "link", line.pk))
    line.refresh_from_db()
    assert (line.person is not None) == (role == "editor")


def test_linking_is_a_post_with_a_token(editor, issue):
    line = _open_byline(issue)
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor, backend=BACKEND)
    assert client.get(address("byline", "link", line.pk)).status_code == 405
    assert client.post(address("byline", "link", line.pk)).status_code == 403


def test_a_name_is_tied_by_hand(desk, issue):
    person, line = _person(issue), _open_byline(issue)
    url = address("byline", "change", line.pk)
    response = desk.post(url, {**form_data(desk, url, "byline_form"), "person": str(person.pk)})
    assert response.status_code == 302
    line.refresh_from_db()
    assert line.person == person


def test_a_person_of_another_newspaper_is_refused(desk, issue):
    other = Person.objects.create(newspaper=make_newspaper("other", "另报"), name="沈渡")
    line = _open_byline(issue)
    url = address("byline", "change", line.pk)
    response = desk.post(url, {**form_data(desk, url, "byline_form"), "person": str(other.pk)})
    assert "person" in response.context["adminform"].form.errors


def test_names_are_added_where_they_are_printed(desk):
    assert desk.get(address("byline", "add")).status_code == 403


def test_a_person_whom_readers_can_open_stays(desk, issue):
    make_article(issue, bylines=["周望舒"])
    published(issue)
    person = Person.objects.get()
    desk.post(address("person", "delete", person.pk), {"post": "yes"})
    assert Person.objects.exists()
    lonely = _person(issue, "无名")
    desk.post(address("person", "delete", lonely.pk), {"post": "yes"})
    assert not Person.objects.filter(pk=lonely.pk).exists()


def test_a_persons_bylines_are_counted_and_listed(desk, issue):
    make_article(issue, bylines=["周望舒"])
    make_article(issue, bylines=["周望舒"])
    person = Person.objects.get()
    page = desk.get(address("person", "changelist")).content.decode()
    assert f'?person__id__exact={person.pk}">2</a>' in page
    rows = (
        desk.get(address("byline", "changelist"), {"person__id__exact": person.pk}).context["cl"].result_list
    )
    assert len(rows) == 2
