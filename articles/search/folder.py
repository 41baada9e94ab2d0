"""The index on disk: which folder is the live one, who may write, and what state it is in.

``SEARCH_DIR`` holds ``live``, a link to the index folder that is searched; ``index-…``, the folders; ``lock``
and ``rebuild.lock``. All of it is derived data and may be deleted at any time.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import threading
import time
import uuid
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Self

import tantivy
from django.conf import settings

from articles.models.change import Position
from articles.search.engine_tantivy import Engine
from articles.search.panics import Panic, panics_as_errors
from articles.search.schema import FINGERPRINT, MARK, Values, build_schema, document, register_tokenizer

HEAP = 64_000_000
"""Bytes that a writer fills before it writes a segment."""


class Problem(StrEnum):
    """Why an index cannot be searched."""

    MISSING = "missing"  # there is none yet
    DAMAGED = "damaged"  # it cannot be opened, or broke while it was read
    OTHER_RULES = "other_rules"  # made by another analysis or schema
    FAILED = "failed"  # it is sound, and yet this was not answered


class NotReady(Exception):
    """The index cannot be searched now: it has to be built, or is being built; or it did not answer this."""

    def __init__(self, problem: Problem, building: bool) -> None:
        super().__init__(problem)
        self.problem, self.building = problem, building


@dataclass(frozen=True, slots=True)
class Opened:
    """An index at one commit."""

    path: Path
    stamp: tuple[int, ...]
    index: tantivy.Index
    engine: Engine
    position: Position


class Writer:
    """One writing to an index folder: what is put becomes visible when it is published, all of it or nothing.

    Left by an exception, as a context manager, it forgets what was not published.
    """

    def __init__(self, index: tantivy.Index, heap: int = HEAP) -> None:
        self._schema = index.schema
        self._writer: tantivy.IndexWriter | None = index.writer(heap, 1)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, error: type[BaseException] | None, *_rest: object) -> None:
        writer, self._writer = self._writer, None
        if writer is not None and error is None:
            writer.wait_merging_threads()

    def put(self, number: int, documents: Collection[Values], *, new: bool = False) -> None:
        """Replace the documents with this ref number, or take them away. ``new``: there is none yet."""
        assert self._writer is not None
        if not new:
            self._writer.delete_documents_by_term("ref", number)
        for values in documents:
            self._writer.add_document(document(values, self._schema))

    def publish(self, position: Position | None) -> None:
        """Make it durable and visible, together with how far the log has been followed; then go on.

        What segments it leads to merge are merged meanwhile. Without a position in an index that is a part of
        one, another part of which has it.
        """
        assert self._writer is not None
        if position is not None:
            mark = json.dumps({"position": position, "rules": FINGERPRINT})
            self._writer.delete_documents_by_term("state", MARK)
            self._writer.add_document(document({"state": [MARK], "mark": [mark]}, self._schema))
        self._writer.commit()

    def commit(self, position: Position | None) -> None:
        """Publish for the last time; waits for merges."""
        with self:
            self.publish(position)


class Folder:
    """The place of the index on this machine."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._live = path / "live"
        self._opened: Opened | None = None
        self._opening = threading.Lock()

    def open(self) -> Opened:
        """The live index as it was last committed. Raises NotReady."""
        while True:
            path = self._target()
            if path is None:
                raise self._not_ready(Problem.MISSING)
            try:
                return self._open(path)
            except NotReady:
                # A rebuild that ended just now took this folder away, and has put another in its place.
                if self._target() == path:
                    raise

    def _open(self, path: Path) -> Opened:
        try:
            stamp = _stamp(path)
        except OSError:
            raise self._not_ready(Problem.MISSING) from None
        opened = self._opened
        if opened is not None and (opened.path, opened.stamp) == (path, stamp):
            return opened
        with self._opening:
            try:
                self._opened = opened = _open(path, stamp)
            except _OtherRules:
                raise self._not_ready(Problem.OTHER_RULES) from None
            except Panic as error:
                # Files that hold what they should are opened or refused; and each attempt would panic again.
                _mark_damaged(path)
                raise self._not_ready(Problem.DAMAGED) from error
            except Exception as error:
                raise self._not_ready(Problem.DAMAGED) from error
            return opened

    def _not_ready(self, problem: Problem) -> NotReady:
        return NotReady(problem, self.is_building())

    def report_damage(self, opened: Opened) -> NotReady:
        """Note that this index broke while it was read, so that it is built anew; what to raise.

        It need not be the live one any more: then there is nothing to build.
        """
        if self._opened is opened:
            self._opened = None
        _mark_damaged(opened.path)
        return self._not_ready(Problem.DAMAGED)

    @contextmanager
    def writing(self, *, wait: bool) -> Iterator[bool]:
        """Hold the right to write to the live index; False where somebody else has it and ``wait`` is off."""
        with self._lock("lock", tries=0 if wait else 1) as held:
            yield held

    @contextmanager
    def rebuilding(self) -> Iterator[bool]:
        """Hold the right to build a new index; False where somebody else is building one."""
        with self._lock("rebuild.lock", tries=5) as held:
            yield held

    def is_building(self) -> bool:
        """Whether some process is building a new index now. To ask makes no folder, and never fails."""
        try:
            with (self.path / "rebuild.lock").open("rb") as file:
                # Shared, so that those who ask at the same time do not take each other for a builder.
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        except OSError:
            return False
        return False

    @contextmanager
    def _lock(self, name: str, tries: int = 1) -> Iterator[bool]:
        """Hold a lock; False where it is not had after so many tries. Without end where ``tries`` is 0."""
        self.path.mkdir(parents=True, exist_ok=True)
        # The lock belongs to the open file: the system lets go of it when the process dies, however it dies.
        with (self.path / name).open("a") as file:
            held = not tries
            if not tries:
                fcntl.flock(file, fcntl.LOCK_EX)
            while tries and not held:
                tries -= 1
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    held = True
                except BlockingIOError:
                    time.sleep(0.02 if tries else 0)
            yield held

    def create(self) -> Path:
        """A new, empty folder for an index beside the live one; only while `rebuilding` is held."""
        live = self._target()
        for path in self.path.glob("index-*"):
            if path.resolve() != live:
                shutil.rmtree(path, ignore_errors=True)  # what a killed rebuild left
        path = self.path / _new_name()
        path.mkdir(parents=True)
        return path

    def make_live(self, path: Path) -> None:
        """Search this folder from now on; the former one goes. Whoever still reads it reads on to the end."""
        link = self.path / f"live-{uuid.uuid4().hex[:8]}"
        link.symlink_to(path.name)
        former = self._target()
        if former == self._live.parent.resolve() / self._live.name:
            # A folder and no link: a copy that followed the link left it. It cannot be replaced in one step.
            former = former.rename(former.with_name(_new_name()))
        os.replace(link, self._live)
        if former is not None and former != path.resolve() and former.parent == self.path.resolve():
            shutil.rmtree(former, ignore_errors=True)

    def _target(self) -> Path | None:
        """The folder that is live; None where there is none."""
        try:
            return self._live.resolve(strict=True)
        except (OSError, RuntimeError):  # the latter where links lead in a circle
            return None


_DAMAGED = "damaged"


def _mark_damaged(path: Path) -> None:
    with suppress(OSError):  # the folder may be gone altogether
        (path / _DAMAGED).touch()


def _new_name() -> str:
    return f"index-{uuid.uuid4().hex[:12]}"


class _OtherRules(Exception):
    pass


def _stamp(path: Path) -> tuple[int, ...]:
    """What changes with every commit: tantivy replaces this file as its last step."""
    if (path / _DAMAGED).exists():
        return ()
    meta = (path / "meta.json").stat()
    return meta.st_ino, meta.st_mtime_ns, meta.st_size


@panics_as_errors()
def _open(path: Path, stamp: tuple[int, ...]) -> Opened:
    if not stamp:
        raise ValueError("damaged")
    index = tantivy.Index.open(str(path))
    register_tokenizer(index)
    index.config_reader("manual")
    index.reload()
    searcher = index.searcher()
    found = searcher.search(tantivy.Query.term_query(index.schema, "state", MARK), 1)
    mark = json.loads(searcher.doc(found.hits[0][1])["mark"][0])
    if mark["rules"] != FINGERPRINT:
        raise _OtherRules
    return Opened(path, stamp, index, Engine(index.schema, searcher), Position(*mark["position"]))


def create_index(path: Path) -> tantivy.Index:
    """A new index in an empty folder."""
    index = tantivy.Index(build_schema(), str(path))
    register_tokenizer(index)
    return index


def open_at(path: Path) -> Opened:
    """The index in a folder that need not be the live one."""
    return _open(path, _stamp(path))


_folders: dict[str, Folder] = {}


def here() -> Folder:
    """The index folder of this process's settings."""
    path = Path(settings.SEARCH_DIR)
    return _folders.setdefault(str(path), Folder(path))
