"""Rows of the change log → one commit of an index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from articles.models import Change
from articles.search.document import read_records, refs_touched
from articles.search.folder import Opened, Writer
from articles.search.record import Ref
from articles.search.schema import prepared

ROWS_AT_ONCE = 2_000  # of the log, applied in one commit
RECORDS_AT_ONCE = 500  # read from the database in one go


def apply_some(opened: Opened) -> tuple[int, int] | None:
    """Apply the next rows of the log in one commit; None where there are none. Under the lock alone.

    Returns how many rows, and how many documents they led to. A row that is applied brings the index to what
    the database says now, which may be newer; so order and repetition do not matter.
    """
    rows = list(Change.objects.settled().after(opened.position)[:ROWS_AT_ONCE])
    if not rows:
        return None
    by_kind: dict[str, dict[int, None]] = {}
    for row in rows:
        by_kind.setdefault(row.kind, {})[row.row] = None
    seen: set[Ref] = set()
    writer: Writer | None = None
    for refs in _chunks(ref for kind, found in by_kind.items() for ref in refs_touched(kind, list(found))):
        fresh = [ref for ref in dict.fromkeys(refs) if ref not in seen]
        seen.update(fresh)
        writer = writer or Writer(opened.index)
        records = list(read_records(fresh))
        values = dict(zip((record.ref for record in records), prepared(records), strict=True))
        for ref in fresh:
            writer.put(ref.number, values.get(ref))
    (writer or Writer(opened.index)).commit(rows[-1].position)
    return len(rows), len(seen)


def _chunks(refs: Iterable[Ref]) -> Iterator[list[Ref]]:
    refs = iter(refs)
    while chunk := list(islice(refs, RECORDS_AT_ONCE)):
        yield chunk
