"""Bylines and credits as texts of the index."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from articles.wording.signing import text_of
from articles.wording.values import Signature


class Signed(NamedTuple):
    """A name of a byline or credit, as it is read; ``owner`` is the primary key of its article or photo."""

    owner: int
    name: str
    role: str
    affiliation: str
    title: str
    person: int | None
    person_name: str | None


@lru_cache(16_384)
def _set(names: tuple[tuple[str, str, str, str], ...], chinese: bool) -> str:
    """A line as print sets it; most are printed again and again, by the same people."""
    return text_of([Signature(*one) for one in names], chinese)


def signed(lines: Iterable[Signed], chinese: bool) -> list[str]:
    """The line that each owner prints, as print sets it, and the own names of those with a pen name."""
    pieces: list[str] = []
    for _owner, own in groupby(lines, key=itemgetter(0)):
        printed = list(own)
        pieces.append(
            _set(tuple((one.name, one.role, one.affiliation, one.title) for one in printed), chinese)
        )
        for line in printed:
            if line.person_name and line.person_name not in line.name:
                pieces.append(line.person_name)
    return pieces
