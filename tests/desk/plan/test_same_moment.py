"""Two at the same plan, and a plan beside who is at work on its pages: on PostgreSQL, at the same moment."""

from __future__ import annotations

import threading

import pytest
from django.db import connections, transaction

from articles.desk import workflow
from articles.desk.layout import Wanted, save_layout
from articles.desk.plan import verbs
from articles.desk.workflow import Refused
from articles.models import Role, Stage, Verb
from tests.desk.plan.sending import ids_of
from tests.house import make_issue, make_user, wait_until_somebody_waits


@pytest.mark.only_on("postgresql")  # SQLite has one writer at a time, and its test database is in memory
@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_is_refused():
    issue = make_issue()
    ids = ids_of(issue)
    orders = [ids[::-1], [ids[1], ids[0], *ids[2:]]]
    outcomes: list[object] = []
    start = threading.Barrier(2)

    def arrange(order: list[int]) -> None:
        try:
            start.wait()
            outcomes.append(verbs.arrange(issue, order, seen=ids, follow=True))
        except Refused as refused:
            outcomes.append(refused)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=arrange, args=(order,)) for order in orders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [type(one) for one in sorted(outcomes, key=lambda one: isinstance(one, Refused))] == [
        verbs.Change,
        Refused,
    ]
    assert ids_of(issue) in orders


@pytest.mark.only_on("postgresql")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("does", ["submits the page", "lays out a new story"])
def test_who_is_at_work_on_a_page_and_the_plan_do_not_block_each_other(does):
    """The plan holds the issue and waits for the page, whose verb writes something that belongs to the issue."""
    issue = make_issue()
    ids, page = ids_of(issue), issue.pages.get(sequence=2)
    editor = make_user(Role.EDITOR)
    outcomes: list[object] = []

    def arrange() -> None:
        try:
            outcomes.append(verbs.arrange(issue, ids[::-1], seen=ids, follow=True))
        except Exception as error:
            outcomes.append(error)
        finally:
            connections.close_all()

    thread = threading.Thread(target=arrange)
    zones = [[0.1, 0.1], [0.4, 0.1], [0.4, 0.4]]
    with transaction.atomic():
        if does == "submits the page":
            row = workflow.handling.locked(page)
        else:
            save_layout(page, Wanted({}, []), editor)
        thread.start()
        wait_until_somebody_waits()
        if does == "submits the page":
            workflow.handling.move([row], Verb.SUBMIT, Stage.SUBMITTED, editor)
        else:
            save_layout(page, Wanted({}, [], {"story-1": {"zone": [zones]}}), editor)
    thread.join()
    assert [type(one) for one in outcomes] == [verbs.Change]
