"""Whether the index holds just what the database says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from tantivy import Occur, Query

from articles.search import folder as folders
from articles.search.applying import values_of
from articles.search.folder import Folder, Opened
from articles.search.follower import catch_up
from articles.search.panics import panics_as_errors
from articles.search.reading import read_each
from articles.search.record import Ref, read_newest_key
from articles.search.refs import all_refs
from articles.search.schema import DRAFT, HALF

_AT_ONCE = 500


class Wrong(StrEnum):
    """What is the matter with a document."""

    MISSING = "missing"  # in the database, not in the index
    SURPLUS = "surplus"  # in the index, not in the database
    DOUBLED = "doubled"
    DIFFERENT = "different"  # both hold it, and not the same of it
    UNREADABLE = "unreadable"  # what the database holds of it cannot be read; the index leaves it out


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing of which the index does not hold what it should."""

    ref: Ref
    wrong: Wrong


@panics_as_errors()
def check(folder: Folder | None = None, *, progress: Callable[[int], None] | None = None) -> list[Difference]:
    """The differences between database and index, after the log was applied. Raises NotReady and Panic.

    What changed while it was looked at is looked at a second time.
    """
    folder = folder or folders.here()
    catch_up(folder, wait=True)
    suspects = list(_differences(folder.open(), progress))
    if not suspects:
        return []
    catch_up(folder, wait=True)
    again = {difference.ref for difference in suspects}
    return list(_differences(folder.open(), None, again))


def _differences(
    opened: Opened, progress: Callable[[int], None] | None, only: set[Ref] | None = None
) -> Iterator[Difference]:
    held = _held(opened)
    refs = iter(ref for ref in all_refs() if only is None or ref in only)
    known: set[Ref] = set()
    while chunk := list(islice(refs, _AT_ONCE)):
        expected, unreadable = read_each(chunk, _expected)
        known.update(expected, unreadable)
        yield from (Difference(ref, Wrong.UNREADABLE) for ref in unreadable)
        for ref, value in expected.items():
            there = held.get(ref, [])
            if not there:
                yield Difference(ref, Wrong.MISSING)
            elif len(there) > len(value):
                yield Difference(ref, Wrong.DOUBLED)
            elif sorted(there) != sorted(value):
                yield Difference(ref, Wrong.DIFFERENT)
        if progress:
            progress(len(chunk))
    for ref in held.keys() - known:
        if only is None or ref in only:
            yield Difference(ref, Wrong.SURPLUS)


_PUBLIC = ""
_Known = tuple[int, str]  # the checksum of all that is indexed of a document, and its state


def _expected(refs: list[Ref]) -> dict[Ref, list[_Known]]:
    return {
        ref: [(values["sum"][0], values.get("state", [_PUBLIC])[0]) for values in documents]
        for ref, documents in values_of(refs).items()
    }


def _held(opened: Opened) -> dict[Ref, list[_Known]]:
    """What is known of all documents of the index, by ref; a list each, since one may be doubled.

    Their states are asked as a search asks them, since there they decide what readers find.
    """
    searcher, term = opened.engine.searcher, opened.engine.compiler.term
    states = [(state, term("state", state)) for state in (DRAFT, HALF)]
    rest = [(Occur.Must, Query.all_query()), *((Occur.MustNot, query) for _state, query in states)]
    held: dict[Ref, list[_Known]] = {}
    for state, query in (*states, (_PUBLIC, Query.boolean_query(rest))):
        found = searcher.search(query, max(1, searcher.num_docs), order_by_field="newest").hits
        sums = searcher.fast_field_values("sum", [address for _key, address in found])
        for (key, _address), value in zip(found, sums, strict=True):
            if value is not None:  # the mark has none
                held.setdefault(read_newest_key(key)[1], []).append((int(value), state))
    return held
