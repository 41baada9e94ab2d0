"""Whose change is whose: a stamp of each field as it was when a form was opened, and a merge by them.

Nothing here knows of rows: three sets of named texts go in. What the user left alone takes what stands in the
database by now; what nobody else touched takes what the user typed; only a field that both changed, to
different texts, is for the user to decide. No save ever passes over a change that its user has not seen.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

Fields = Mapping[str, str]
Stamp = Mapping[str, str]


def stamp_of(fields: Fields) -> dict[str, str]:
    """A short fingerprint of each text, line ends of all kinds being the same."""
    return {name: _mark(text) for name, text in fields.items()}


def _mark(text: str) -> str:
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return hashlib.sha256("\n".join(lines).strip().encode()).hexdigest()[:16]


def same(one: str, other: str) -> bool:
    """Whether two texts are the same to their reader."""
    return _mark(one) == _mark(other)


@dataclass(slots=True)
class Merged:
    """``fields`` is what to save; ``clashes`` theirs where both changed, ``taken`` what they alone changed.

    A field of which ``clashes`` says None is not there any more: its part was joined or its photo deleted.
    """

    fields: dict[str, str] = field(default_factory=dict)
    clashes: dict[str, str | None] = field(default_factory=dict)
    taken: list[str] = field(default_factory=list)


def merge(base: Stamp, mine: Fields, theirs: Fields) -> Merged:
    """Three-way, field by field; ``base`` is the stamp of what ``mine`` was made from."""
    merged = Merged()
    for name, text in mine.items():
        changed = name not in base or _mark(text) != base[name]
        if name not in theirs:
            if changed and text.strip():
                merged.clashes[name] = None
            continue
        moved = name not in base or _mark(theirs[name]) != base[name]
        if changed and moved and not same(text, theirs[name]):
            merged.clashes[name] = theirs[name]
        if moved and not changed:
            merged.taken.append(name)
        merged.fields[name] = text if changed else theirs[name]
    return merged
