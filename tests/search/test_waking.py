"""The thread that follows the log after a commit: what keeps it from starting never harms the commit."""

from __future__ import annotations

import logging
import os
import shutil
import signal
import threading

import pytest

from articles.models import Article, change
from articles.search import folder as folders
from articles.search import follower
from articles.search.asking import Ask
from articles.search.folder import NotReady
from articles.search.parsing import parse
from articles.search.rebuild import rebuild
from articles.search.results import search
from tests.house import make_article, make_issue
from tests.search.log import wait_until_in_order

pytestmark = pytest.mark.django_db(transaction=True)


def found(text: str) -> int:
    return search(Ask(parse(text).tree, drafts=True)).total


def settle() -> None:
    wait_until_in_order()
    follower.settle()


@pytest.fixture
def index(settings):
    issue = make_issue()
    rebuild()
    settings.SEARCH_FOLLOWS = True
    return issue


def test_a_commit_stands_where_no_thread_can_be_started(index, monkeypatch):
    def start(thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as patched:
        patched.setattr(threading.Thread, "start", start)
        article = make_article(index, headline="渡口新桥通车")  # raises nothing
    assert Article.objects.filter(pk=article.pk).exists()
    assert found("新桥") == 0
    make_article(index, headline="渡口夜航开通")  # the next commit has both followed
    settle()
    assert (found("新桥"), found("夜航")) == (1, 1)


def test_a_commit_stands_whatever_a_listener_does(index, monkeypatch):
    def listener() -> None:
        raise ValueError("a mistake of the listener")

    monkeypatch.setattr(change, "_listeners", [listener])
    article = make_article(index)
    assert Article.objects.filter(pk=article.pk).exists()


def test_a_thread_that_broke_is_replaced(index, monkeypatch):
    """What the engine raises where it meets what cannot be is no Exception; it ends the thread."""

    def breaks(*_args: object) -> None:
        raise BaseException

    with monkeypatch.context() as patched:
        patched.setattr(follower, "catch_up", breaks)
        patched.setattr(threading, "excepthook", lambda args: None)
        make_article(index, headline="渡口新桥通车")
        settle()
    make_article(index, headline="渡口夜航开通")
    settle()
    assert (found("新桥"), found("夜航")) == (1, 1)


def test_a_process_that_was_forked_off_follows_by_itself(monkeypatch):
    """As a server does that loads the project first and forks then, while a thread of it is at work."""
    waking = follower._waking
    monkeypatch.setattr(waking, "_thread", threading.current_thread())
    ran, write = os.pipe()
    with waking._guard:  # held by another thread, which is not in the new process
        child = os.fork()
        if child == 0:
            signal.alarm(20)  # rather than wait for ever
            try:
                monkeypatch.setattr(waking, "_follow", lambda: bool(os.write(write, b"followed")) and False)
                waking.wake()
                waking.settle(10)
            finally:
                os._exit(0)
    os.close(write)
    with os.fdopen(ran, "rb") as said:
        assert said.read() == b"followed"
    os.waitpid(child, 0)


def test_what_a_killed_process_left_is_followed_by_the_next_that_searches(index, settings):
    settings.SEARCH_FOLLOWS = False
    make_article(index, headline="渡口新桥通车")  # by a process that dies before it follows
    wait_until_in_order()
    settings.SEARCH_FOLLOWS = True
    follower._waking.begin()  # a process starts
    assert found("新桥") == 0
    settle()
    assert found("新桥") == 1


def test_rows_that_wait_are_followed_by_whoever_is_asked(index, settings, client):
    settings.SEARCH_FOLLOWS = True
    assert found("新桥") == 0
    settle()
    settings.SEARCH_FOLLOWS = False
    make_article(index, headline="渡口新桥通车")
    wait_until_in_order()
    settings.SEARCH_FOLLOWS = True
    settings.DEBUG = False
    follower._waking._nudged -= 60
    client.get("/search/?q=新桥")
    settle()
    assert found("新桥") == 1


def test_an_index_that_is_missing_is_built_by_whoever_meets_it(index):
    shutil.rmtree(folders.here().path)
    follower._waking._nudged -= 60
    with pytest.raises(NotReady):
        found("新桥")
    follower.settle()
    assert found("新桥") == 0


def test_a_follower_that_meets_another_builder_is_silent(index, caplog):
    shutil.rmtree(folders.here().path)
    with folders.here().rebuilding(), caplog.at_level(logging.WARNING):
        make_article(index)
        follower.settle()
    assert caplog.records == []
