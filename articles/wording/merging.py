"""Three versions of a text brought together: what was before, mine, theirs (a three-way merge, as diff3 does it).

What only one of the two changed is taken; what both changed differently is a conflict, for a person to settle.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from articles.wording.comparing import clauses


@dataclass(frozen=True, slots=True)
class Hunk:
    """A stretch of paragraphs: the same in all three, changed by one, by both alike, or in conflict."""

    kind: Literal["same", "mine", "theirs", "both", "conflict"]
    base: tuple[str, ...]
    mine: tuple[str, ...]
    theirs: tuple[str, ...]

    @property
    def result(self) -> tuple[str, ...]:
        """What it comes to; mine where it is a conflict."""
        return self.theirs if self.kind == "theirs" else self.mine


def merge(base: Sequence[str] | None, mine: Sequence[str], theirs: Sequence[str]) -> list[Hunk]:
    """The three as hunks in reading order. Where the base is not known, whatever differs is a conflict."""
    if base is None:
        base = _common(mine, theirs)
    with_mine, with_theirs = _matches(base, mine), _matches(base, theirs)
    hunks: list[Hunk] = []
    i = m = t = 0
    for j in [*(j for j in range(len(base)) if j in with_mine and j in with_theirs), len(base)]:
        to_m, to_t = (with_mine[j], with_theirs[j]) if j < len(base) else (len(mine), len(theirs))
        hunks += _unsettled(tuple(base[i:j]), tuple(mine[m:to_m]), tuple(theirs[t:to_t]))
        if j < len(base):
            _add(hunks, Hunk("same", (base[j],), (base[j],), (base[j],)))
        i, m, t = j + 1, to_m + 1, to_t + 1
    return hunks


def weave(base: str, mine: str, theirs: str) -> str | None:
    """One paragraph that two changed in different clauses, with both changes; None where they touch."""
    hunks = merge(clauses(base), clauses(mine), clauses(theirs))
    if any(hunk.kind == "conflict" for hunk in hunks):
        return None
    return "".join("".join(hunk.result) for hunk in hunks)


def _unsettled(base: tuple[str, ...], mine: tuple[str, ...], theirs: tuple[str, ...]) -> list[Hunk]:
    if not (base or mine or theirs):
        return []
    if len(base) == len(mine) == len(theirs):  # neighbours that were changed in place do not touch
        found: list[Hunk] = []
        for one in zip(base, mine, theirs, strict=True):
            _add(found, _hunk(*((text,) for text in one)))
        return found
    return [_hunk(base, mine, theirs)]


def _hunk(base: tuple[str, ...], mine: tuple[str, ...], theirs: tuple[str, ...]) -> Hunk:
    if mine == theirs:
        return Hunk("same" if mine == base else "both", base, mine, theirs)
    if mine == base:
        return Hunk("theirs", base, mine, theirs)
    return Hunk("mine" if theirs == base else "conflict", base, mine, theirs)


def _add(hunks: list[Hunk], hunk: Hunk) -> None:
    """Put it at the end, as one with what is of its kind there; each conflict stays by itself."""
    if hunks and hunks[-1].kind == hunk.kind != "conflict":
        last = hunks.pop()
        hunk = Hunk(hunk.kind, last.base + hunk.base, last.mine + hunk.mine, last.theirs + hunk.theirs)
    hunks.append(hunk)


def _matches(base: Sequence[str], other: Sequence[str]) -> dict[int, int]:
    found = SequenceMatcher(None, base, other, autojunk=False).get_matching_blocks()
    return {block.a + at: block.b + at for block in found for at in range(block.size)}


def _common(mine: Sequence[str], theirs: Sequence[str]) -> list[str]:
    return [mine[at] for at in sorted(_matches(mine, theirs))]
