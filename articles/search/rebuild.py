"""Building the index anew beside the live one, on all cores, and putting it in its place without a gap."""

from __future__ import annotations

import gc
import multiprocessing
import os
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_EXCEPTION, ProcessPoolExecutor, wait
from dataclasses import dataclass
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path

from django.db import connections

from articles.models import Change
from articles.models.change import Kind, Position
from articles.search import folder as folders
from articles.search.applying import apply_some
from articles.search.document import all_refs, read_records
from articles.search.folder import Folder, Writer
from articles.search.record import Ref
from articles.search.schema import prepared
from articles.search.shards import put_together

_AT_ONCE = 250  # records that are read in one go
_SHARE = 4  # of the machine's memory, the part that all writers together may fill
_MOST = 2_000_000_000  # bytes that one writer may fill: the fewer segments, the less is merged and searched
_LOOK = 0.1  # seconds between two looks at how far the processes are
_PATIENCE = 60.0  # seconds that the beginning waits for an older transaction to end

Progress = Callable[[int], None]


class Busy(Exception):
    """Another process is building the index."""


class OpenTransaction(Exception):
    """A transaction that writes has been open for too long for a beginning in the log to be found."""


@dataclass(frozen=True, slots=True)
class _Task:
    """What the processes share; each has a copy of the rest from the fork."""

    parts: list[list[int]]
    heap: int
    taken: Synchronized[int]  # parts that some process has begun
    written: Synchronized[int]  # documents

    def take(self) -> Iterator[list[int]]:
        """The parts that nobody has taken, one by one."""
        while True:
            with self.taken.get_lock():
                at = self.taken.value
                self.taken.value += 1
            if at >= len(self.parts):
                return
            yield self.parts[at]

    def note(self, count: int) -> None:
        """So many more are written."""
        with self.written.get_lock():
            self.written.value += count


_task: _Task  # in a process of the pool: its task


def rebuild(
    folder: Folder | None = None,
    *,
    processes: int = 1,
    memory: int | None = None,
    progress: Progress | None = None,
) -> int:
    """Build a new index and make it the live one; returns how many documents it holds.

    The live one is searched and follows the log until the very end. With ``processes`` above one, each of as
    many fills a shard of its own. ``memory`` is what their writers may fill together, in bytes; a quarter of
    the machine's unless told. ``progress`` is told how many more documents are in. Raises Busy and
    OpenTransaction, or BrokenProcessPool where a process was killed; the live index is then as it was.
    """
    folder = folder or folders.here()
    heap = (memory or _machine_memory() // _SHARE) // max(1, processes)
    heap = max(folders.HEAP, min(heap, _MOST))
    with folder.rebuilding() as held:
        if not held:
            raise Busy
        begun = _beginning()
        numbers = [ref.number for ref in all_refs()]
        parts = [numbers[at : at + _AT_ONCE] for at in range(0, len(numbers), _AT_ONCE)]
        path = folder.create()
        if processes <= 1:
            count = _fill(path, iter(parts), heap, begun, progress)
        else:
            count = _fill_side_by_side(path, parts, processes, heap, begun, progress)
        new = folders.open_at(path)
        while apply_some(new):  # what changed meanwhile, most of it, while the live index still follows too
            new = folders.open_at(path)
        with folder.writing(wait=True):
            while apply_some(new):
                new = folders.open_at(path)
            folder.make_live(path)
        return count


def _beginning() -> Position:
    """Where in the log a new index begins: whatever is settled by now will be read from the database."""
    Change.objects.foreign().delete()  # came with a dump of another server, whose count means nothing here
    Change.objects.create(kind=Kind.MARK, row=0)
    until = time.monotonic() + _PATIENCE
    while (position := Change.objects.last_position()) is None:
        if time.monotonic() > until:
            raise OpenTransaction
        time.sleep(0.05)
    return position


def _machine_memory() -> int:
    """Bytes."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def _fill(
    path: Path,
    parts: Iterable[list[int]],
    heap: int,
    begun: Position | None,
    progress: Progress | None = None,
) -> int:
    """Write the documents with these numbers to the empty index at ``path``; returns how many there are.

    ``begun`` is noted in it as how far it has followed the log.
    """
    writer = Writer(folders.create_index(path), heap=heap)
    count = 0
    for part in parts:
        records = list(read_records(map(Ref.of, part)))
        for record, values in zip(records, prepared(records), strict=True):
            writer.put(record.ref.number, values, new=True)
        count += len(records)
        if progress:
            progress(len(records))
    writer.commit(begun)
    return count


def _fill_side_by_side(
    path: Path,
    parts: list[list[int]],
    processes: int,
    heap: int,
    begun: Position,
    progress: Progress | None,
) -> int:
    """The same with several processes, each of which takes the next part as long as there are any."""
    connections.close_all()  # a connection must not be shared by two processes
    shards = [path, *(path / f"shard-{number}" for number in range(1, processes))]
    context = multiprocessing.get_context("fork")
    task = _Task(parts, heap, context.Value("q", 0), context.Value("q", 0))
    pool = ProcessPoolExecutor(processes, context, _take_task, (task,))
    try:
        running = [pool.submit(_fill_shard, shard, begun if shard == path else None) for shard in shards]
        told = 0
        while True:
            done, waiting = wait(running, _LOOK, FIRST_EXCEPTION)
            for one in done:
                one.result()  # raises what went wrong there
            if progress and (written := task.written.value) > told:
                progress(written - told)
                told = written
            if not waiting:
                break
    finally:
        task.taken.value = len(parts)  # whoever is still at work has nothing left to take
        pool.shutdown()
    put_together(path, shards[1:])
    return sum(one.result() for one in running)


def _take_task(task: _Task) -> None:
    """Make this process one of those that fill a shard."""
    global _task
    _task = task
    gc.disable()  # nothing here goes in circles, and looking for that takes a tenth of the time


def _fill_shard(path: Path, begun: Position | None) -> int:
    path.mkdir(exist_ok=True)
    return _fill(path, _task.take(), _task.heap, begun, _task.note)
