"""Rows of the change log → an index."""

from __future__ import annotations

from array import array

from articles.models import Change
from articles.models.change import Kind, Position
from articles.search.document import read_records
from articles.search.folder import Opened, Writer
from articles.search.panics import panics_as_errors
from articles.search.reading import read_each
from articles.search.record import Ref
from articles.search.refs import refs_touched
from articles.search.schema import Values, prepared

ROWS_AT_ONCE = 2_000  # of the log, taken in together
RECORDS_AT_ONCE = 500  # read from the database in one go
_WIDE = {Kind.NEWSPAPER, Kind.COLUMN, Kind.PERSON}  # a row of these may lead to any number of documents


@panics_as_errors()
def apply_some(opened: Opened) -> tuple[int, int] | None:
    """Apply the settled rows of the log; None where there are none. Under the lock alone.

    Returns how many rows, and how many documents they led to. A row that is applied brings the index to what
    the database says now, which may be newer; so order and repetition do not matter.

    That is also why a row that leads to very many documents holds nothing up: what comes after it is applied
    and committed between its documents, while the position stays where it was until all of them are done.
    Whoever is killed on the way begins again from there.
    """
    pending = _Pending(opened.position)
    if not pending.look():
        return None
    done, documents = opened.position, 0
    with Writer(opened.index) as writer:
        while True:
            near = pending.take_near()
            for at in range(0, len(near), RECORDS_AT_ONCE):
                _bring_up_to_date(writer, near[at : at + RECORDS_AT_ONCE])
            if near and pending.far:
                writer.publish(done)
            far = pending.take_far()
            _bring_up_to_date(writer, far)
            documents += len(near) + len(far)
            if not pending.far:
                done = pending.position
                writer.publish(done)
            if not pending.look() and not pending.far:
                return pending.rows, documents


def _bring_up_to_date(writer: Writer, numbers: list[int]) -> None:
    """Put what the database says of the documents with these numbers.

    One that cannot be read is taken out rather than kept as it was: it may have been withdrawn.
    """
    refs = [Ref.of(number) for number in numbers]
    values, _unreadable = read_each(refs, values_of)
    for ref in refs:
        writer.put(ref.number, values.get(ref, ()))


def values_of(refs: list[Ref]) -> dict[Ref, list[Values]]:
    """What the index is to hold of those of the refs that are to be found: a document, or two of a story of
    which readers see a part.
    """
    records = list(read_records(refs))
    made: dict[Ref, list[Values]] = {}
    for record, values in zip(records, prepared(records), strict=True):
        made.setdefault(record.ref, []).append(values)
    return made


class _Pending:
    """The numbers of the documents that rows of the log lead to, and that are still to be brought up to date.

    Near are those that somebody has just changed; far the very many of something that was renamed.
    """

    def __init__(self, position: Position) -> None:
        self.position = position  # of the last row that was taken in
        self.rows = 0
        self.near: dict[int, None] = {}
        self.far = array("q")

    def look(self) -> bool:
        """Take in the next rows; whether there were any."""
        rows = list(Change.objects.settled().after(self.position)[:ROWS_AT_ONCE])
        if not rows:
            return False
        by_kind: dict[str, dict[int, None]] = {}
        for row in rows:
            by_kind.setdefault(row.kind, {})[row.row] = None
        for kind, found in by_kind.items():
            # All before any is read: on SQLite a query that is still open shows the database as it was.
            numbers = sorted({ref.number for ref in refs_touched(kind, list(found))})
            if kind in _WIDE and len(numbers) > RECORDS_AT_ONCE:
                self.far.extend(numbers)
            else:
                self.near.update(dict.fromkeys(numbers))
        self.position = rows[-1].position
        self.rows += len(rows)
        return True

    def take_near(self) -> list[int]:
        """All near ones."""
        numbers = list(self.near)
        self.near.clear()
        return numbers

    def take_far(self) -> list[int]:
        """Some of the far ones, the newest first."""
        numbers = list(self.far[-RECORDS_AT_ONCE:])
        del self.far[-RECORDS_AT_ONCE:]
        return numbers
