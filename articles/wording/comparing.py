"""Two texts compared for a reader: by paragraph, then by clause, then by character or word.

Chinese is compared by characters, what is written with spaces by words. Each level looks only at what the level
above found changed, so that a page of 10,000 characters is compared at once.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "gone", "new"]

_TOKEN = re.compile(r"<[^<>]*>|[^\W_\u2e80-\uffff]+(?:[.,'’-][^\W_\u2e80-\uffff]+)*|\s+|.", re.DOTALL)
_CLAUSE = re.compile(r"[^。！？；，、：.!?;,\n]*[。！？；，、：.!?;,\n]*[”’」』）]*")
_ALIKE = 0.3
"""Of two paragraphs' pairs of characters, how many must be common for the one to be the other changed."""
_ISLAND = 2
"""A same stretch shorter than this between two changes is shown as changed: it only looks the same."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a comparison: in both texts, in the former alone, or in the latter alone."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of a comparison: the same, gone, new, or changed inside."""

    kind: Literal["same", "gone", "new", "changed"]
    spans: tuple[Span, ...]

    @property
    def before(self) -> list[Span]:
        """As it was."""
        return [span for span in self.spans if span.kind != "new"]

    @property
    def after(self) -> list[Span]:
        """As it is."""
        return [span for span in self.spans if span.kind != "gone"]


def tokens(text: str) -> list[str]:
    """The text in the units that are compared: a Chinese character, a word or number, a space, a tag, a sign."""
    return _TOKEN.findall(text)


def clauses(text: str) -> list[str]:
    """The text cut after each mark that ends a clause; put together they are the text."""
    return [found for found in _CLAUSE.findall(text) if found]


def spans(before: str, after: str) -> list[Span]:
    """Two paragraphs as one, with what is gone and what is new; what is gone stands first."""
    found: list[Span] = []
    for old, new in _stretches(clauses(before), clauses(after)):
        if old == new:
            found.append(Span("same", "".join(old)))
        else:
            found += _by_token("".join(old), "".join(new))
    return _tidy(found)


def compare(before: Sequence[str], after: Sequence[str]) -> list[Line]:
    """Two texts, each a list of paragraphs, as one list of paragraphs in reading order."""
    lines: list[Line] = []
    for old, new in _stretches(before, after):
        if old == new:
            lines += [Line("same", (Span("same", text),)) for text in old]
        else:
            lines += _changed(old, new)
    return lines


def _stretches(before: Sequence[str], after: Sequence[str]) -> list[tuple[list[str], list[str]]]:
    """Both cut into stretches that are equal or wholly different, in turn."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return [(list(before[i:j]), list(after[k:m])) for _tag, i, j, k, m in matcher.get_opcodes()]


def _by_token(old: str, new: str) -> list[Span]:
    found: list[Span] = []
    for gone, come in _stretches(tokens(old), tokens(new)):
        if gone == come:
            found.append(Span("same", "".join(gone)))
            continue
        found += [Span("gone", "".join(gone))] if gone else []
        found += [Span("new", "".join(come))] if come else []
    return found


def _tidy(found: list[Span]) -> list[Span]:
    """Islands flooded, neighbours of one kind joined, what is gone before what is new."""
    joined: list[Span] = []
    gone = new = ""
    for at, span in enumerate(found):
        inside = 0 < at < len(found) - 1 and (gone or new) and found[at + 1].kind != "same"
        if span.kind == "same" and not (inside and len(span.text) < _ISLAND and span.text.isalnum()):
            joined += _both(gone, new)
            gone = new = ""
            if joined and joined[-1].kind == "same":
                joined[-1] = Span("same", joined[-1].text + span.text)
            else:
                joined.append(span)
            continue
        gone += span.text if span.kind != "new" else ""
        new += span.text if span.kind != "gone" else ""
    return joined + _both(gone, new)


def _both(gone: str, new: str) -> list[Span]:
    kinds: list[tuple[Kind, str]] = [("gone", gone), ("new", new)]
    return [Span(kind, text) for kind, text in kinds if text]


def _changed(old: list[str], new: list[str]) -> list[Line]:
    """Paragraphs that differ: each paired with the next one that it is like, the others gone or new."""
    lines: list[Line] = []
    at = 0
    for text in old:
        like = next((i for i in range(at, len(new)) if _alike(text, new[i])), None)
        if like is None:
            lines.append(Line("gone", (Span("gone", text),)))
            continue
        lines += [Line("new", (Span("new", one),)) for one in new[at:like]]
        lines.append(Line("changed", tuple(spans(text, new[like]))))
        at = like + 1
    return lines + [Line("new", (Span("new", one),)) for one in new[at:]]


def _alike(one: str, other: str) -> bool:
    """Whether one paragraph is the other, changed: by what pairs of characters they share (Dice)."""
    if min(len(one), len(other)) < 8:
        return bool(set(one) & set(other))
    pairs = [Counter(itertools.pairwise(text)) for text in (one, other)]
    return 2 * (pairs[0] & pairs[1]).total() >= _ALIKE * (pairs[0].total() + pairs[1].total())
