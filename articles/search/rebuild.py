"""Building the index anew beside the live one, on all cores, and putting it in its place without a gap."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.pool import AsyncResult, Pool
from typing import Any

from django.db import connections

from articles.models import Change
from articles.models.change import Kind, Position
from articles.search import folder as folders
from articles.search.applying import apply_some
from articles.search.document import all_refs, read_records
from articles.search.folder import Folder, Writer
from articles.search.record import Ref
from articles.search.schema import prepared

_AT_ONCE = 250  # records that a worker reads in one go
_HEAP = 400_000_000  # bytes of all writing threads; with more, the table of words no longer fits the cache
_PATIENCE = 60.0  # seconds that the beginning waits for an older transaction to end

Progress = Callable[[int], None]
Batch = list[tuple[int, dict[str, list[Any]]]]


class Busy(Exception):
    """Another process is building the index."""


class OpenTransaction(Exception):
    """A transaction that writes has been open for too long for a beginning in the log to be found."""


def rebuild(folder: Folder | None = None, *, processes: int = 1, progress: Progress | None = None) -> int:
    """Build a new index and make it the live one; returns how many documents it holds.

    The live one is searched and follows the log until the very end. ``processes`` above one reads and cuts
    texts in as many processes. ``progress`` is told how many more documents are in. Raises Busy and
    OpenTransaction, and then changes nothing.
    """
    folder = folder or folders.here()
    with folder.rebuilding() as held:
        if not held:
            raise Busy
        begun = _beginning()
        path, index = folder.create()
        count = 0
        with _batches(processes) as batches:
            # The writer's threads come after the processes: a process is not to be forked from among threads.
            # A small archive is written by one thread into one segment, which is smaller than two.
            threads = 1 if processes <= 1 else os.cpu_count() or 1
            writer = Writer(index, threads=threads, heap=_HEAP)
            for batch in batches:
                for number, values in batch:
                    writer.put(number, values, new=True)
                count += len(batch)
                if progress:
                    progress(len(batch))
            writer.commit(begun)
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


def _prepare(numbers: list[int]) -> Batch:
    records = list(read_records(Ref.of(number) for number in numbers))
    return [(record.ref.number, values) for record, values in zip(records, prepared(records), strict=True)]


@contextmanager
def _batches(processes: int) -> Iterator[Iterator[Batch]]:
    """All documents, prepared, in batches."""
    numbers = [ref.number for ref in all_refs()]
    parts = [numbers[at : at + _AT_ONCE] for at in range(0, len(numbers), _AT_ONCE)]
    if processes <= 1:
        yield map(_prepare, parts)
        return
    connections.close_all()  # a connection must not be shared by two processes
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        yield _in_flight(pool, parts, processes * 4)


def _in_flight(pool: Pool, parts: list[list[int]], at_once: int) -> Iterator[Batch]:
    """The batches in order, only so many of them begun ahead: the writer may be slower than the readers."""
    begun: deque[AsyncResult[Batch]] = deque()
    for part in parts:
        begun.append(pool.apply_async(_prepare, (part,)))
        if len(begun) >= at_once:
            yield begun.popleft().get()
    while begun:
        yield begun.popleft().get()
