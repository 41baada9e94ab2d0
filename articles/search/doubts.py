"""An index that answers some questions and not others: its files are looked at, once a commit.

A file of which a part is overwritten breaks those questions alone that read that part. Checksums tell, but to
read all files takes long; so a thread does it, while the search goes on.
"""

from __future__ import annotations

import logging
import os
import threading
from pathlib import Path

from articles.search import follower
from articles.search.checksums import damaged_in
from articles.search.folder import Folder, Opened

logger = logging.getLogger(__name__)


class _Doubts:
    _thread: threading.Thread | None

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """With no thread; again in a process that was forked off, where the guard may be held for ever."""
        self._guard = threading.Lock()
        self._looked_at: tuple[Path, tuple[int, ...]] | None = None
        self._thread = None

    def doubt(self, folder: Folder, opened: Opened) -> None:
        state = opened.path, opened.stamp
        with self._guard:
            busy = self._thread is not None and self._thread.is_alive()
            if busy or self._looked_at == state:
                return
            thread = threading.Thread(
                target=self._look, args=(folder, opened), name="search-doubt", daemon=True
            )
            try:
                thread.start()
            except RuntimeError:  # no thread is to be had: the next question that fails tries again
                logger.exception("The files of the search index are not looked at now.")
            else:
                self._thread, self._looked_at = thread, state

    def _look(self, folder: Folder, opened: Opened) -> None:
        try:
            damaged = damaged_in(opened.path)
        except OSError:  # it was replaced meanwhile
            return
        if damaged:
            logger.error("Files of the search index are damaged: %s", ", ".join(damaged))
            folder.report_damage(opened)
            follower.wake()

    def settle(self, timeout: float = 30) -> None:
        """Wait until the thread has ended."""
        if (thread := self._thread) is not None:
            thread.join(timeout)


_doubts = _Doubts()
doubt = _doubts.doubt
settle = _doubts.settle
os.register_at_fork(after_in_child=_doubts.begin)
