"""Damage that not every question meets, and an engine that gives up: both end in an index that is built anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from articles.models import Change
from articles.search import doubts, follower
from articles.search import folder as folders
from articles.search.asking import Ask
from articles.search.folder import NotReady, Problem
from articles.search.follower import Outcome
from articles.search.parsing import parse
from articles.search.rebuild import rebuild
from articles.search.results import search
from tests.house import make_article, make_issue
from tests.search.log import wait_until_in_order
from tests.search.test_answering import PanicException, broken_engine
from tests.search.test_checksums import flip, segment_files

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def issue():
    issue = make_issue()
    make_article(issue, headline="渡口新桥通车")
    rebuild()
    return issue


def ask(text: str) -> int:
    return search(Ask(parse(text).tree, drafts=True)).total


def problem_of(text: str) -> Problem:
    with pytest.raises(NotReady) as failed:
        ask(text)
    return failed.value.problem


def biggest(ending: str) -> Path:
    files = [path for path in segment_files(folders.here().open().path) if path.suffix == ending]
    return max(files, key=lambda path: path.stat().st_size)


@pytest.mark.parametrize("ending", [".idx", ".term", ".fast"])
def test_files_of_nothing_are_damage_and_are_built_anew(issue, ending):
    path = biggest(ending)
    size = path.stat().st_size
    path.unlink()
    path.write_bytes(bytes(size))
    folders.here()._opened = None  # as in a process that opens it only now
    with pytest.raises(NotReady):
        ask("新桥")
    make_article(issue, headline="渡口夜航开通")
    wait_until_in_order()
    assert follower.catch_up().outcome is Outcome.REBUILD
    rebuild()
    assert (ask("新桥"), ask("夜航")) == (1, 1)


def test_an_engine_that_gives_up_at_opening_is_damage(issue, monkeypatch):
    def gives_up(*_args):
        raise PanicException("range end index out of range")

    folders.here()._opened = None
    with monkeypatch.context() as patched:
        patched.setattr(folders, "_open", gives_up)
        assert problem_of("新桥") is Problem.DAMAGED
        assert follower.catch_up().outcome is Outcome.REBUILD
    assert ask("新桥") == 1


def test_an_interrupt_at_opening_is_none(issue, monkeypatch):
    def stopped(*_args):
        raise KeyboardInterrupt

    folders.here()._opened = None
    monkeypatch.setattr(folders, "_open", stopped)
    with pytest.raises(KeyboardInterrupt):
        ask("新桥")


def test_an_engine_that_gives_up_while_writing_is_damage(issue, monkeypatch):
    def gives_up(*_args):
        raise PanicException("range end index out of range")

    make_article(issue, headline="渡口夜航开通")
    wait_until_in_order()
    with monkeypatch.context() as patched:
        patched.setattr(follower, "apply_some", gives_up)
        assert follower.catch_up().outcome is Outcome.REBUILD
    assert problem_of("新桥") is Problem.DAMAGED


@pytest.mark.parametrize("is_flipped", [True, False])
def test_what_cannot_be_written_is_damage_only_where_a_file_is(issue, monkeypatch, is_flipped):
    def fails(*_args):
        raise ValueError("An IO error occurred")

    make_article(issue, headline="渡口夜航开通")
    wait_until_in_order()
    if is_flipped:
        flip(biggest(".pos"), 0)
    monkeypatch.setattr(follower, "apply_some", fails)
    if is_flipped:
        assert follower.catch_up().outcome is Outcome.REBUILD
    else:
        with pytest.raises(ValueError, match="IO error"):
            follower.catch_up()
        assert ask("新桥") == 1


@pytest.mark.parametrize("is_flipped", [True, False])
def test_a_question_that_fails_has_the_files_looked_at(issue, monkeypatch, is_flipped):
    if is_flipped:
        flip(biggest(".pos"), 0)
    asked = parse("新桥").tree
    with broken_engine(monkeypatch, lambda one: one.tree == asked, ValueError("An IO error occurred")):
        assert problem_of("新桥") is Problem.FAILED
        doubts.settle()
        if is_flipped:
            assert problem_of("通车") is Problem.DAMAGED
        else:
            assert ask("通车") == 1


def test_files_are_looked_at_once_a_commit(issue, monkeypatch):
    looked = []
    monkeypatch.setattr(doubts, "damaged_in", lambda path: looked.append(path) or [])
    with broken_engine(monkeypatch, lambda one: one.tree == parse("新桥").tree, MemoryError()):
        for _ in range(3):
            assert problem_of("新桥") is Problem.FAILED
            doubts.settle()
        assert len(looked) == 1
        make_article(issue, headline="渡口夜航开通")
        wait_until_in_order()
        follower.catch_up()
        assert problem_of("新桥") is Problem.FAILED
        doubts.settle()
    assert len(looked) == 2


def test_a_request_has_what_was_left_of_the_log_applied(issue, settings, client):
    """As after a process that was killed between its commit and its follower."""
    make_article(issue, headline="渡口夜航开通")
    wait_until_in_order()
    assert Change.objects.after(folders.here().open().position).exists()
    settings.SEARCH_FOLLOWS = True
    assert client.get("/search/?q=夜航").status_code == 200
    follower.settle()
    assert ask("夜航") == 1


def test_a_search_without_an_index_has_it_built(issue, settings, monkeypatch):
    monkeypatch.setattr("articles.search.results._asked_at", float("-inf"))
    folders.here().report_damage(folders.here().open())
    settings.SEARCH_FOLLOWS = True
    assert problem_of("新桥") is Problem.DAMAGED
    follower.settle()
    assert ask("新桥") == 1
