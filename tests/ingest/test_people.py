"""A record that is forgotten at the moment in which somebody else names it."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction

from articles.ingest.people import forget_unused, link_people
from articles.models import Byline, Person
from articles.models.person import tie
from articles.wording.values import Signature
from tests.house import make_article, make_issue, wait_until_somebody_waits

WHO = Signature("林小满", "reporter", "本报")


def sign(article) -> None:
    """The name under the article, as an import writes it."""
    people = link_people([WHO], article.issue.newspaper)
    Byline.objects.create(
        article=article, name=WHO.name, role=WHO.role, affiliation=WHO.affiliation, **tie(people[WHO])
    )


def beside(verb) -> tuple[threading.Thread, list[object]]:
    """The verb in a thread and connection of its own, and what comes of it."""
    outcome: list[object] = []

    def work() -> None:
        try:
            outcome.append(verb())
        except Exception as error:
            outcome.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    return thread, outcome


@pytest.mark.django_db
def test_a_name_ties_to_the_record_that_is_there():
    issue = make_issue()
    person = make_article(issue, bylines=[WHO.name]).bylines.get().person
    sign(make_article(issue, (2,)))
    assert person.bylines.count() == 2
    assert forget_unused([person.pk]) == 0
    Byline.objects.all().delete()
    assert forget_unused([person.pk, person.pk + 1]) == 1
    assert forget_unused([person.pk]) == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.only_on("postgresql")  # SQLite has one writer at a time
def test_who_is_being_named_is_not_forgotten():
    issue = make_issue()
    story = make_article(issue, bylines=[WHO.name])
    person = story.bylines.get().person
    story.bylines.all().delete()
    with transaction.atomic():
        sign(story)
        thread, forgotten = beside(lambda: forget_unused([person.pk]))
        thread.join(20)
        assert forgotten == [0]
    assert story.bylines.get().person == person


@pytest.mark.django_db(transaction=True)
@pytest.mark.only_on("postgresql")
def test_who_is_being_forgotten_is_made_anew():
    issue = make_issue()
    story = make_article(issue, bylines=[WHO.name])
    person = story.bylines.get().person
    other = make_article(issue, (2,))

    def name() -> None:
        with transaction.atomic():
            sign(other)

    with transaction.atomic():
        story.bylines.all().delete()
        assert forget_unused([person.pk]) == 1
        thread, named = beside(name)
        wait_until_somebody_waits()
    thread.join(20)
    assert named == [None]
    assert other.bylines.get().person == Person.objects.get()
    assert Person.objects.get() != person


@pytest.mark.django_db(transaction=True)
@pytest.mark.only_on("postgresql")
def test_two_who_name_one_person_do_not_wait_for_each_other():
    issue = make_issue()
    make_article(issue, bylines=[WHO.name])
    first, second = make_article(issue, (2,)), make_article(issue, (3,))
    with transaction.atomic():
        sign(first)
        thread, named = beside(lambda: sign(second))
        thread.join(20)
        assert named == [None]
    assert Person.objects.get().bylines.count() == 3
