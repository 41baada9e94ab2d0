"""The folder of the index: what may stand in its place, who asks for its state, what happens at a swap."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest

from articles.models.change import Position
from articles.search import folder as folders
from articles.search.asking import Ask
from articles.search.folder import Folder, NotReady, Problem, Writer
from articles.search.query import Everything
from articles.search.results import search


def build(folder: Folder) -> Path:
    """What a rebuild does with the folder; the index holds no documents."""
    with folder.rebuilding() as held:
        assert held
        path = folder.create()
        Writer(folders.create_index(path)).commit(Position(0, 1, "2026-03-14"))
        folder.make_live(path)
    return path


def indexes(folder: Folder) -> list[str]:
    return sorted(path.name for path in folder.path.glob("index-*"))


@pytest.fixture
def folder(tmp_path) -> Folder:
    return Folder(tmp_path / "search")


def test_a_rebuild_leaves_the_live_index_alone_however_its_folder_is_named(tmp_path, monkeypatch):
    (tmp_path / "disk").mkdir()
    (tmp_path / "linked").symlink_to(tmp_path / "disk")
    monkeypatch.chdir(tmp_path)
    for path in (
        Path("search"),
        Path("./disk/../search"),
        tmp_path / "linked" / "search",
        Path("linked/search"),
    ):
        folder = Folder(path)
        live = build(folder)
        folder.create()  # a second rebuild begins
        assert folder.open().path == live.resolve()
        build(folder)
        assert len(indexes(folder)) == 1
        assert folder.open().path.parent == folder.path.resolve()


def test_what_a_killed_rebuild_left_goes(folder):
    live = build(folder)
    left = folder.create()
    assert folder.create() != left
    assert live.exists()
    assert not left.exists()


def test_a_copy_that_followed_the_link_is_searched_and_replaced(folder, tmp_path):
    build(folder)
    copy = Folder(tmp_path / "copy")
    shutil.copytree(folder.path, copy.path)  # as cp -RL does
    assert not (copy.path / "live").is_symlink()
    assert copy.open().path == copy.path / "live"
    path = build(copy)
    assert (copy.open().path, indexes(copy)) == (path, [path.name])
    build(copy)


def test_nothing_beyond_the_folder_is_ever_taken_away(folder, tmp_path):
    other = build(Folder(tmp_path / "other"))
    folder.path.mkdir()
    (folder.path / "live").symlink_to(other)
    build(folder)
    assert other.exists()


def test_a_folder_that_cannot_be_used_is_an_index_that_is_missing(tmp_path):
    file = tmp_path / "file"
    file.touch()
    circle = tmp_path / "circle"
    circle.mkdir()
    (circle / "live").symlink_to("live")
    for path in (file, file / "search", Path("/proc/search"), tmp_path / "nowhere", circle):
        folder = Folder(path)
        assert folder.is_building() is False
        with pytest.raises(NotReady) as missing:
            search(Ask(Everything()), folder)
        assert (missing.value.problem, missing.value.building) == (Problem.MISSING, False)
    assert not (tmp_path / "nowhere").exists()  # to ask makes nothing


def test_those_who_ask_do_not_take_each_other_for_a_builder(folder):
    build(folder)
    wrong: list[bool] = []
    stop = threading.Event()

    def ask() -> None:
        while not stop.is_set():
            if folder.is_building():
                wrong.append(True)

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    stop.wait(0.5)
    stop.set()
    for thread in threads:
        thread.join()
    assert wrong == []
    with folder.rebuilding() as held:
        assert held
        assert folder.is_building()
    assert not folder.is_building()


def test_who_asks_does_not_keep_a_rebuild_away(folder, monkeypatch):
    """A question that is asked at the very moment at which a rebuild takes the lock."""
    build(folder)
    asked = (folder.path / "rebuild.lock").open("rb")
    folders.fcntl.flock(asked, folders.fcntl.LOCK_SH)
    monkeypatch.setattr(folders.time, "sleep", lambda seconds: asked.close())
    with folder.rebuilding() as held:
        assert held


@pytest.mark.parametrize("moment", ["_stamp", "_open"])
def test_a_swap_while_the_index_is_opened_is_no_damage(folder, monkeypatch, moment):
    """The link is read, the rebuild ends and takes that folder away, and only then is it opened."""
    former = build(folder)
    new: list[Path] = []
    real = getattr(folders, moment)

    def swapped(path: Path, *rest: object) -> object:
        if path == former and not new:
            new.append(build(folder))
            assert not former.exists()
        return real(path, *rest)

    monkeypatch.setattr(folders, moment, swapped)
    assert folder.open().path == new[0]


def test_an_answer_that_fails_on_a_former_index_says_nothing_about_the_new_one(folder):
    build(folder)
    former = folder.open()
    new = build(folder)
    assert folder.open().path == new
    assert folder.report_damage(former).problem is Problem.DAMAGED
    assert folder.open().path == new
    folder.report_damage(folder.open())
    with pytest.raises(NotReady) as damaged:
        folder.open()
    assert damaged.value.problem is Problem.DAMAGED
