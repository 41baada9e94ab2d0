"""An index whose files went bad is noticed and built anew, whatever the engine raises; a sound one is let be."""

from __future__ import annotations

import io
import logging
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.desk.workflow import publish_issue
from articles.models import Issue
from articles.search import folder as folders
from articles.search import follower
from articles.search.asking import Ask
from articles.search.engine_tantivy import Engine
from articles.search.folder import Folder, NotReady, Problem
from articles.search.panics import Panic, panics_as_errors
from articles.search.parsing import parse
from articles.search.rebuild import rebuild
from articles.search.results import search
from tests.house import make_article, make_issue, published
from tests.search.log import wait_until_in_order
from tests.search.test_answering import PanicException
from tests.search.test_checksums import flip

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def index() -> Folder:
    issue = make_issue()
    make_article(published(issue), headline="新桥通车")
    publish_issue(issue)
    rebuild()
    return folders.here()


def panics(*_args: object, **_options: object) -> object:
    raise PanicException("index out of bounds")


def found(text: str) -> int:
    return search(Ask(parse(text).tree)).total


def live() -> Path:
    return folders.here().open().path


def follow() -> None:
    """What the thread does that a commit has woken, once nothing holds the row back."""
    wait_until_in_order()
    follower.wake()
    follower.settle()


def spoil(ending: str) -> None:
    """Another bit in all files of this kind: in the first byte, since the footer of a short one is half of it."""
    for file in [*live().glob(f"*.{ending}")]:
        flip(file, 0)


def test_a_panic_is_an_error_and_an_interrupt_stays_one():
    with pytest.raises(Panic, match="out of bounds"), panics_as_errors():
        panics()
    with pytest.raises(KeyboardInterrupt), panics_as_errors():
        raise KeyboardInterrupt
    with pytest.raises(ValueError, match="as it is"), panics_as_errors():
        raise ValueError("as it is")


def test_an_index_that_panics_at_opening_is_built_anew(index, monkeypatch, client):
    path = live()
    index._opened = None
    with monkeypatch.context() as broken:
        broken.setattr(folders, "Engine", panics)
        page = client.get("/search/?q=新桥")
        assert page.status_code == 503
        assert (path / "damaged").exists()
        with pytest.raises(CommandError) as said:
            call_command("check_search", stdout=io.StringIO())
        assert "rebuild_search" in str(said.value)
    with pytest.raises(NotReady) as damaged:  # the mark stands, for all processes
        found("新桥")
    assert damaged.value.problem is Problem.DAMAGED
    call_command("update_search", stdout=io.StringIO())
    assert found("新桥") == 1


def test_the_follower_lives_on_where_the_engine_panics(index, monkeypatch, settings, caplog):
    """While it opens the index, and while it writes to it."""
    settings.SEARCH_FOLLOWS = True
    with monkeypatch.context() as broken, caplog.at_level(logging.ERROR):
        broken.setattr(folders.Writer, "put", panics)
        make_article(Issue.objects.get(), headline="码头夜航")
        follow()
    assert "could not be brought up to date" in caplog.text
    assert found("新桥") == 1  # sound files: nothing is built anew
    index._opened = None
    with monkeypatch.context() as broken:
        broken.setattr(folders, "Engine", panics)
        with pytest.raises(NotReady):
            found("新桥")
    make_article(Issue.objects.get(), headline="渡口夜航")
    follow()
    assert search(Ask(parse("夜航").tree, drafts=True)).total == 2


def test_a_command_that_panics_says_so_in_a_line(index, monkeypatch):
    make_article(Issue.objects.get())
    wait_until_in_order()
    monkeypatch.setattr(folders.Writer, "put", panics)
    for command in ("update_search", "check_search"):
        with pytest.raises(CommandError, match="out of bounds"):
            call_command(command, stdout=io.StringIO())


def test_files_that_went_bad_while_they_are_written_to_are_built_anew(index, monkeypatch):
    make_article(Issue.objects.get())
    wait_until_in_order()
    spoil("idx")
    monkeypatch.setattr(folders.Writer, "put", panics)
    assert follower.catch_up(wait=True).outcome is follower.Outcome.REBUILD


def fails_for(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    whole = Engine.answer

    def answer(engine: Engine, ask: Ask) -> object:
        return panics() if ask.tree == parse(text).tree else whole(engine, ask)

    monkeypatch.setattr(Engine, "answer", answer)


def test_a_question_that_fails_has_the_files_looked_at(index, monkeypatch):
    """Half a bad file answers other questions: its checksum tells."""
    spoil("pos")
    with monkeypatch.context() as broken:
        fails_for(broken, "新桥")
        with pytest.raises(NotReady) as failed:
            found("新桥")
        assert failed.value.problem is Problem.FAILED
        assert follower.catch_up().outcome is follower.Outcome.REBUILD
    rebuild()
    assert found("新桥") == 1


def test_a_sound_index_is_looked_at_once_and_never_built_anew(index, monkeypatch):
    path = live()
    looks: list[bool] = []
    real = follower.damaged_files

    def look(folder: Folder) -> list[str]:
        looks.append(True)
        return real(folder)

    monkeypatch.setattr(follower, "damaged_files", look)
    fails_for(monkeypatch, "新桥")
    for _ in range(3):
        with pytest.raises(NotReady):
            found("新桥")
        assert follower.catch_up().outcome is follower.Outcome.DONE
    assert len(looks) == 1
    assert live() == path
    assert found("通车") == 1
