"""The change log → the index: who applies what changed, when, and what happens when it cannot.

Whoever may applies it: the process that committed, by `wake`; the worker ``manage.py update_search --watch``;
a command. One at a time writes, and applying anything twice changes nothing.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.db import connections

from articles.models import Article, Change
from articles.search import folder as folders
from articles.search.applying import apply_some
from articles.search.checksums import damaged_files
from articles.search.folder import Folder, NotReady, Opened
from articles.search.panics import Panic
from articles.search.rebuild import Busy, rebuild

logger = logging.getLogger(__name__)

SMALL_ARCHIVE = 2_000  # articles up to which the process that meets a missing index builds it by itself
_PATIENCE = 20  # looks at rows that an open transaction holds back, before they are left to the worker
_PAUSE = 0.2  # seconds between two looks
_NUDGED = 5.0  # seconds within which one `nudge` is enough


class Outcome(StrEnum):
    """What became of an attempt to apply the log."""

    DONE = "done"  # all settled rows are applied
    BUSY = "busy"  # somebody else is writing, and looks again when done
    REBUILD = "rebuild"  # the index is missing, damaged, made by other rules, or of another database


@dataclass(slots=True)
class Report:
    """What an attempt did."""

    outcome: Outcome
    rows: int = 0
    documents: int = 0


def catch_up(folder: Folder | None = None, *, wait: bool = False) -> Report:
    """Apply all settled rows of the log to the live index."""
    folder = folder or folders.here()
    report = Report(Outcome.DONE)
    _settle_doubt(folder)
    while True:
        with folder.writing(wait=wait) as held:
            if not held:
                report.outcome = Outcome.BUSY
                return report
            try:
                opened = folder.open()
                if not Change.objects.holds(opened.position):
                    report.outcome = Outcome.REBUILD
                    return report
                while done := apply_some(opened):
                    report.rows, report.documents = report.rows + done[0], report.documents + done[1]
                    opened = folder.open()
            except NotReady:  # it may break between two commits
                report.outcome = Outcome.REBUILD
                return report
            except Panic:
                if not _is_damaged(folder, opened):
                    raise
                report.outcome = Outcome.REBUILD
                return report
        # Whoever found the index locked meanwhile went away in the trust that this look follows.
        if not Change.objects.settled().after(opened.position).exists():
            return report


def _settle_doubt(folder: Folder) -> None:
    """Where a question failed on an index that answers others, have its checksums decide."""
    with suppress(NotReady):
        opened = folder.open()
        if folder.take_doubt(opened) and not _is_damaged(folder, opened):
            folder.vouch(opened)


def _is_damaged(folder: Folder, opened: Opened) -> bool:
    """Whether files of the index are not as they were written; it is marked then. Reads all of them."""
    damaged = damaged_files(folder)
    if damaged:
        logger.error("Files of the search index are damaged: %s", ", ".join(damaged))
        folder.report_damage(opened)
    return bool(damaged)


def is_behind(folder: Folder | None = None) -> bool:
    """Whether the log holds rows that the index has not, settled or not. Raises NotReady."""
    opened = (folder or folders.here()).open()
    return Change.objects.after(opened.position).exists()


class _Waking:
    """One thread at most in a process, alive only while there is something to apply."""

    _thread: threading.Thread | None

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """With no thread; again in a process that was forked off, where the guard may be held for ever."""
        self._guard = threading.Lock()
        self._again = False
        self._thread = None
        self._nudged = 0.0

    def is_due(self, once: bool) -> bool:
        """Whether nobody was told so in the last few seconds, or, ``once``, since the process began."""
        now = time.monotonic()
        due = not self._nudged or (not once and now - self._nudged > _NUDGED)
        if due:
            self._nudged = now
        return due

    def wake(self) -> None:
        with self._guard:
            self._again = True
            if self._thread is not None and self._thread.is_alive():
                return
            thread = threading.Thread(target=self._run, name="search-follower")
            try:
                thread.start()
            except RuntimeError:  # no thread is to be had: the next commit, or the worker, tries again
                logger.exception("The search index is not followed now.")
            else:
                self._thread = thread

    def _run(self) -> None:
        patience = _PATIENCE
        while True:
            with self._guard:
                if not self._again:
                    self._thread = None
                    return
                self._again = False
            try:
                waits = self._follow()
            except Exception:
                # The log keeps what was not applied; the next commit, or the worker, tries again.
                logger.exception("The search index could not be brought up to date.")
                waits = False
            finally:
                connections.close_all()  # this thread's own
            if waits and patience:
                patience -= 1
                time.sleep(_PAUSE)
                self._again = True

    def _follow(self) -> bool:
        """Apply what can be applied; True where rows are held back by an open transaction."""
        report = catch_up()
        if report.outcome is Outcome.REBUILD:
            if Article.objects.count() > SMALL_ARCHIVE:
                logger.warning("The search index has to be built: manage.py rebuild_search")
                return False
            try:
                rebuild()
            except Busy:  # who is building it follows the log to the end
                return False
        return report.outcome is Outcome.DONE and is_behind()

    def settle(self, timeout: float = 30) -> None:
        """Wait until the thread has ended."""
        if (thread := self._thread) is not None:
            thread.join(timeout)


_waking = _Waking()
settle = _waking.settle
os.register_at_fork(after_in_child=_waking.begin)


def wake() -> None:
    """After a commit: have the index follow soon, in a thread of its own. Costs the caller nothing."""
    if settings.SEARCH_FOLLOWS:
        _waking.wake()


def nudge(*, once: bool = False) -> None:
    """The same for whoever asks and finds that the index may need it; one within a few seconds is enough.

    ``once``: one in the life of a process is.
    """
    if settings.SEARCH_FOLLOWS and _waking.is_due(once):
        _waking.wake()
