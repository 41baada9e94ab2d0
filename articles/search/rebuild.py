"""Building the index anew beside the live one, on all cores, and putting it in its place without a gap."""

from __future__ import annotations

import gc
import multiprocessing
import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path

from django.db import connections

from articles.models import Change
from articles.models.change import Kind, Position
from articles.search import folder as folders
from articles.search.applying import apply_some, values_of
from articles.search.folder import Folder, Opened, Writer
from articles.search.huge_pages import HugePages
from articles.search.panics import panics_as_errors
from articles.search.reading import read_each
from articles.search.record import Ref
from articles.search.refs import all_refs
from articles.search.shards import put_together

_AT_ONCE = 500  # records that are read in one go
_SHARE = 3  # of the machine's memory, the part that all writers together may fill
_MOST = 4_000_000_000  # bytes that one writer may fill, near to tantivy's own limit
_GIVES_WAY = 10  # nice(1): a tenth of what the threads get that do not give way
_PATIENCE = 60.0  # seconds that the beginning waits for an older transaction to end

Progress = Callable[[int], None]


class NotBuilt(Exception):
    """The index was not built; the live one is as it was."""


class Busy(NotBuilt):
    """Another process is building the index."""


class OpenTransaction(NotBuilt):
    """A transaction that writes has been open for too long for a beginning in the log to be found."""


class ProcessDied(NotBuilt):
    """One of the processes that fill the index was killed, perhaps for want of memory."""


class LogTrimmed(NotBuilt):
    """What changed while the index was built is no longer in the log."""


@dataclass(frozen=True, slots=True)
class _Task:
    """What the processes share: who takes a part of the documents has it to himself."""

    parts: list[list[int]]
    heap: int
    parent: int
    taken: Synchronized[int]

    def take(self) -> Iterator[list[int]]:
        """The parts that nobody has taken, one by one."""
        pages = HugePages()
        while os.getppid() == self.parent:
            pages.ask()
            with self.taken.get_lock():
                at = self.taken.value
                self.taken.value += 1
            if at >= len(self.parts):
                return
            yield self.parts[at]
        os._exit(1)  # whoever began it was killed: what is written here is of no use


@panics_as_errors()
def rebuild(
    folder: Folder | None = None,
    *,
    processes: int = 1,
    memory: int | None = None,
    progress: Progress | None = None,
) -> int:
    """Build a new index and make it the live one; returns how many documents it holds.

    The live one is searched and follows the log until the very end. With ``processes`` above one, each of as
    many fills a shard of its own. ``memory`` is what their writers may fill together, in bytes; a third of
    the machine's unless told. ``progress`` is told how many more documents are in. Raises NotBuilt.
    """
    folder = folder or folders.here()
    heap = (memory or _machine_memory() // _SHARE) // max(1, processes)
    heap = max(folders.HEAP, min(heap, _MOST))
    with folder.rebuilding() as held:
        if not held:
            raise Busy
        begun = _beginning()
        numbers = [ref.number for ref in all_refs()]
        # The newest first: "newest" then takes its first hits and passes over the rest.
        parts = [numbers[at : at + _AT_ONCE] for at in range(0, len(numbers), _AT_ONCE)][::-1]
        path = folder.create()
        if processes <= 1:
            count = _fill(_writer(path, heap), iter(parts), begun, progress)
        else:
            count = _fill_side_by_side(path, parts, processes, heap, begun, progress)
        new = _follow(path)  # most of what changed meanwhile, while the live index still follows too
        with folder.writing(wait=True):
            if not Change.objects.holds(begun):
                raise LogTrimmed
            new = _follow(path)
            folder.make_live(path)
        # Whoever found the index locked meanwhile went away in the trust that this look follows.
        while Change.objects.settled().after(new.position).exists():
            with folder.writing(wait=True):
                new = _follow(path)
        return count


def _follow(path: Path) -> Opened:
    """Apply all settled rows of the log to the index there."""
    opened = folders.open_at(path)
    while apply_some(opened):
        opened = folders.open_at(path)
    return opened


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


def _writer(path: Path, heap: int) -> Writer:
    """One to a new index in this empty folder."""
    return Writer(folders.create_index(path), heap=heap)


def _fill(
    writer: Writer,
    parts: Iterable[list[int]],
    begun: Position | None,
    progress: Progress | None = None,
) -> int:
    """Write the documents with these numbers to an empty index; returns how many there are.

    ``begun`` is noted in it as how far it has followed the log.
    """
    count = 0
    for part in parts:
        documents, _unreadable = read_each([Ref.of(number) for number in part], values_of)
        for ref, values in documents.items():
            writer.put(ref.number, values, new=True)
        count += len(documents)
        if progress:
            progress(len(documents))
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
    task = _Task(parts, heap, os.getpid(), context.Value("q", 0))
    crew: dict[Connection, BaseProcess] = {}
    count = 0
    try:
        for shard in shards:
            news, teller = context.Pipe(duplex=False)
            mark = begun if shard == path else None
            crew[news] = context.Process(target=_fill_shard, args=(task, shard, mark, teller), daemon=True)
            crew[news].start()
            teller.close()  # so that the end of the process is the end of its news
        for written in _news(list(crew)):
            count += written
            if progress:
                progress(written)
    except BaseException:
        for process in crew.values():
            process.terminate()
        raise
    finally:
        for news, process in crew.items():
            process.join()
            news.close()
    put_together(path, shards[1:])
    return count


def _news(waiting: list[Connection]) -> Iterator[int]:
    """How many documents were written, each time that a process tells; raises what went wrong there."""
    while waiting:
        ready = wait(waiting)
        for one in [news for news in waiting if news in ready]:
            try:
                said: int | Exception | None = one.recv()
            except EOFError:
                raise ProcessDied from None
            if isinstance(said, Exception):
                raise said
            if said is None:
                waiting.remove(one)
            else:
                yield said


_of_parent: list[object] = []


def _forget_connections() -> None:
    """In a process that was forked off: open connections anew; those of the parent are not used, nor closed.

    It had closed its own, but where it runs an event loop Django keeps others for the thread outside of the
    loop; and a forked process has no loop, and would share those.
    """
    for one in connections.all(initialized_only=True):
        _of_parent.append(one.connection)  # kept, since to let go of it would close it
        one.connection = None


def _give_way() -> None:
    """Let the threads that write the index, which there are by now, go before this one, which feeds them.

    Else it runs thousands of documents ahead: the memory that these fill, and the change between the two,
    make the writing dearer; and since it is the feeding that takes parts, one process has less to write at
    the end than another, and its core nothing to do. On Linux this is of a thread (setpriority(2)).
    """
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, 0, _GIVES_WAY)


def _fill_shard(task: _Task, path: Path, begun: Position | None, teller: Connection) -> None:
    """In a process of its own: tells how many documents it has written, and None at the end."""
    _forget_connections()
    gc.disable()  # nothing here goes in circles, and looking for that takes a tenth of the time
    path.mkdir(exist_ok=True)
    try:
        writer = _writer(path, task.heap)
        _give_way()
        _fill(writer, task.take(), begun, teller.send)
        teller.send(None)
    except Exception as error:
        teller.send(error)
