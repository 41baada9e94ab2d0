"""manage.py update_search --watch: what goes wrong once does not end it. And folders that cannot be used."""

from __future__ import annotations

import io
import logging

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from articles.management.commands import update_search
from articles.search import folder as folders
from articles.search import follower
from articles.search.asking import Ask
from articles.search.folder import NotReady, Problem
from articles.search.follower import Outcome
from articles.search.parsing import parse
from articles.search.rebuild import rebuild
from articles.search.results import search
from tests.house import make_article, make_issue

pytestmark = pytest.mark.django_db(transaction=True)


class Stopped(BaseException):
    """As a signal stops the worker."""


def watch(monkeypatch: pytest.MonkeyPatch, looks: int) -> list[float]:
    """Run the worker for so many looks at the log; how long it would have paused after each."""
    pauses: list[float] = []

    def sleep(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == looks:
            raise Stopped

    with monkeypatch.context() as patched:
        patched.setattr(update_search.time, "sleep", sleep)
        with pytest.raises(Stopped):
            call_command("update_search", watch=True, stdout=io.StringIO())
    return pauses


@pytest.mark.parametrize(
    "error", [OSError(28, "No space left on device"), OperationalError("closed"), ValueError()]
)
def test_the_worker_goes_on_after_an_error(monkeypatch, caplog, error):
    issue = make_issue()
    rebuild()
    make_article(issue, headline="渡口新桥通车")
    failures = [error]

    def fails_once(**options: object) -> follower.Report:
        if failures:
            raise failures.pop()
        return follower.catch_up(**options)

    monkeypatch.setattr(update_search, "catch_up", fails_once)
    with caplog.at_level(logging.ERROR):
        pauses = watch(monkeypatch, 3)
    assert pauses[0] > pauses[1]  # not at once: what is the matter may need its time
    assert [record.exc_info[1] for record in caplog.records if record.exc_info] == [error]
    assert search(Ask(parse("新桥").tree, drafts=True)).total == 1


def test_an_index_that_breaks_between_two_commits_is_built_anew(monkeypatch):
    issue = make_issue()
    rebuild()
    make_article(issue, headline="渡口新桥通车")
    real = follower.apply_some

    def breaks(opened: folders.Opened) -> tuple[int, int] | None:
        done = real(opened)
        folders.here().report_damage(opened)
        return done

    with monkeypatch.context() as patched:
        patched.setattr(follower, "apply_some", breaks)
        assert follower.catch_up().outcome is Outcome.REBUILD
    with pytest.raises(NotReady) as damaged:
        folders.here().open()
    assert damaged.value.problem is Problem.DAMAGED
    watch(monkeypatch, 2)
    assert search(Ask(parse("新桥").tree, drafts=True)).total == 1


def test_a_folder_that_cannot_be_written_is_told_in_a_line(settings, tmp_path):
    file = tmp_path / "file"
    file.touch()
    settings.SEARCH_DIR = file / "search"
    make_article(make_issue())
    for command in ("update_search", "rebuild_search"):
        with pytest.raises(CommandError, match="file/search"):
            call_command(command, stdout=io.StringIO())
    with pytest.raises(CommandError, match="rebuild_search"):
        call_command("check_search", stdout=io.StringIO())
