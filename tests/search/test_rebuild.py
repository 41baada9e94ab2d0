"""Building the index anew: by several processes, while things change, and when it fails."""

from __future__ import annotations

import asyncio
import errno
import json
import multiprocessing
import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections

from articles.models import Article, Change
from articles.search import folder as folders
from articles.search import follower
from articles.search import rebuild as rebuilding
from articles.search.applying import values_of
from articles.search.checking import check
from articles.search.folder import Folder, Writer
from articles.search.follower import Outcome
from articles.search.rebuild import LogTrimmed, ProcessDied, rebuild
from articles.search.record import Ref
from articles.search.shards import Unlike, put_together
from tests.house import make_article, make_issue
from tests.search.found import article_ref, catch_up, found
from tests.search.log import wait_until_in_order

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def issue():
    return make_issue()


@pytest.fixture
def index(issue):
    rebuild()
    return folders.here()


def test_what_changes_during_a_rebuild_is_in_the_new_index(issue, index):
    kept = make_article(issue, headline="一直都在")
    gone = make_article(issue, headline="中途删去")
    late: list[Article] = []

    def meanwhile(_count: int) -> None:
        if not late:
            gone.delete()
            kept.headline = "中途改题"
            kept.save()
            late.append(make_article(issue, headline="中途新来"))
            wait_until_in_order()

    rebuild(progress=meanwhile)
    assert found("中途删去", drafts=True) == set()
    assert found("中途改题", drafts=True) == {article_ref(kept)}
    assert found("中途新来", drafts=True) == {article_ref(late[0])}
    assert check() == []


def test_processes_share_no_connection_that_is_kept_outside_of_an_event_loop(issue, monkeypatch):
    monkeypatch.setattr(rebuilding, "_AT_ONCE", 2)
    for number in range(9):
        make_article(issue, headline=f"第{number}稿，渡口新桥")
    written: list[int] = []

    async def inside() -> None:
        try:
            written.append(rebuild(processes=3))
        finally:
            connections.close_all()

    def run() -> None:
        connection.ensure_connection()
        kept = connection.connection
        asyncio.run(inside())
        with connection.cursor() as cursor:  # it still is the parent's own, and open
            cursor.execute("SELECT 1")
        assert connection.connection is kept
        written.append(0)
        connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert written == [9, 0]
    assert check() == []


def test_several_processes_fill_one_index(issue, monkeypatch):
    monkeypatch.setattr(rebuilding, "_AT_ONCE", 2)
    articles = [make_article(issue, headline=f"第{number}稿，渡口新桥") for number in range(9)]
    told: list[int] = []
    assert rebuild(processes=3, progress=told.append) == len(articles) == sum(told)
    assert found("headline:渡口新桥", drafts=True) == {article_ref(article) for article in articles}
    path = folders.here().open().path
    assert not [file for file in path.iterdir() if file.is_dir()]
    assert check() == []
    # One index like any other: what is in any of its shards can be changed and taken away.
    for article in articles[:4]:
        article.delete()
    articles[4].headline = "改题"
    articles[4].save()
    catch_up()
    assert found("headline:渡口新桥", drafts=True) == {article_ref(article) for article in articles[5:]}
    assert check() == []


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a whole process gives way")
def test_who_reads_for_a_shard_gives_way_to_who_writes_it_and_to_nobody_else(issue, monkeypatch):
    """The priority of every thread of the process that fills a shard, and of the one that began it."""
    for _ in range(2):
        make_article(issue)
    news, teller = multiprocessing.Pipe(duplex=False)
    own = os.getpriority(os.PRIO_PROCESS, 0)

    def read(refs: list[Ref]) -> dict[Ref, list[dict[str, list[object]]]]:
        threads = [int(task.name) for task in Path("/proc/self/task").iterdir()]
        teller.send({thread == os.getpid(): os.getpriority(os.PRIO_PROCESS, thread) for thread in threads})
        return values_of(refs)

    monkeypatch.setattr(rebuilding, "values_of", read)
    assert rebuild(processes=2) == 2
    of_process = news.recv()
    assert of_process[True] > own
    assert of_process[False] == own
    assert os.getpriority(os.PRIO_PROCESS, 0) == own


def test_an_index_filled_by_a_process_that_dies_never_becomes_the_live_one(issue, index, monkeypatch):
    article = make_article(issue, headline="渡口新桥")
    catch_up()
    live = index.open().path
    monkeypatch.setattr(rebuilding, "values_of", lambda refs: os.kill(os.getpid(), signal.SIGKILL))
    with pytest.raises(ProcessDied):
        rebuild(processes=2)
    with pytest.raises(CommandError, match="memory"):
        call_command("rebuild_search", processes=2)
    assert index.open().path == live
    monkeypatch.undo()
    assert rebuild(processes=2) == 1
    assert found("渡口新桥", drafts=True) == {article_ref(article)}
    assert [*index.path.glob("index-*")] == [index.open().path]


def test_whoever_fills_a_shard_ends_with_the_process_that_began_it(issue, index, monkeypatch):
    make_article(issue)
    at_work, may_go_on = multiprocessing.Event(), multiprocessing.Event()

    def waiting(refs: list[Ref]) -> object:
        at_work.set()
        may_go_on.wait(20)
        return values_of(refs)

    monkeypatch.setattr(rebuilding, "values_of", waiting)
    connections.close_all()
    process = multiprocessing.get_context("fork").Process(target=rebuild, kwargs={"processes": 2})
    process.start()
    assert at_work.wait(20)
    assert index.is_building()
    process.kill()
    process.join()
    may_go_on.set()
    until = time.monotonic() + 20
    while index.is_building():
        assert time.monotonic() < until
        time.sleep(0.05)
    monkeypatch.undo()
    assert rebuild(processes=2) == 1


def test_a_change_at_the_very_end_of_a_rebuild_is_followed(issue, index, monkeypatch):
    """The follower finds the index locked and goes away: whoever holds the lock looks again."""
    article = make_article(issue, headline="原题")
    make_live = Folder.make_live

    def and_then(folder: Folder, path: Path) -> None:
        make_live(folder, path)
        article.headline = "末了改题"
        article.save()
        wait_until_in_order()
        assert follower.catch_up().outcome is Outcome.BUSY

    monkeypatch.setattr(Folder, "make_live", and_then)
    rebuild()
    assert found("headline:末了改题", drafts=True) == {article_ref(article)}
    assert not follower.is_behind()


def test_a_log_trimmed_during_a_rebuild_is_noticed(issue, index):
    make_article(issue)
    live = index.open().path

    def trimmed(_count: int) -> None:
        make_article(issue, headline="其间的稿")
        wait_until_in_order()
        Change.objects.order_by("pk").exclude(pk=Change.objects.order_by("pk").last().pk).delete()

    with pytest.raises(LogTrimmed):
        rebuild(progress=trimmed)
    assert index.open().path == live


def test_what_goes_wrong_in_one_process_ends_them_all(issue, index, monkeypatch):
    make_article(issue)
    live = index.open().path

    def full(refs: list[Ref]) -> None:
        raise OSError(errno.ENOSPC, "no space left")

    monkeypatch.setattr(rebuilding, "values_of", full)
    with pytest.raises(OSError, match="no space left"):
        rebuild(processes=2)
    assert index.open().path == live


def test_one_document_that_cannot_be_read_does_not_keep_the_others_out(issue, monkeypatch):
    good, bad = make_article(issue), make_article(issue)

    def picky(refs: list[Ref]) -> object:
        if article_ref(bad) in refs:
            raise ValueError("unreadable")
        return values_of(refs)

    monkeypatch.setattr(rebuilding, "values_of", picky)
    assert rebuild(processes=2) == 1
    assert found("新桥", drafts=True) == {article_ref(good)}


def test_indexes_of_different_schemas_are_not_put_together(tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    for path in (one, other):
        path.mkdir()
        Writer(folders.create_index(path)).commit(None)
    meta = json.loads((other / "meta.json").read_text())
    meta["schema"] = meta["schema"][1:]
    (other / "meta.json").write_text(json.dumps(meta))
    before = sorted(file.name for file in one.iterdir())
    with pytest.raises(Unlike):
        put_together(one, [other])
    assert sorted(file.name for file in one.iterdir()) == before
