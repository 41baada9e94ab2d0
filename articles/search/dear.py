"""Proximities that would cost more than one search may: common characters near each other.

A character by itself is any pair that begins with it, so what it costs is how often it stands in the archive.
Anybody may ask for `"的 了"~10`; where that is dear, it is answered by what holds both, and this is said.
"""

from __future__ import annotations

from collections.abc import Iterator

import tantivy

from articles.search.analysis import STROKE
from articles.search.compiler import opening_of, windows_of
from articles.search.query import And, Near, Node, Not, Or, Phrase, all_of, any_of, none_of

MOST = 200_000
"""Places of such characters that a query may look at, each as often as the distance makes it: about a quarter
of a second's work.
"""
_TEXT = "text"


class Purse:
    """What one query may still cost, and the proximities that it could not pay for."""

    def __init__(self, searcher: tantivy.Searcher) -> None:
        self._searcher = searcher
        self._left = MOST
        self.refused: list[Near] = []

    def affordable(self, tree: Node) -> Node:
        """The tree; of a proximity that is too dear its words, wherever they stand."""
        match tree:
            case Near():
                return self._near(tree)
            case Not(child):
                return none_of(self.affordable(child))
            case And(children):
                return all_of([self.affordable(child) for child in children])
            case Or(children):
                return any_of([self.affordable(child) for child in children])
        return tree

    def _near(self, near: Near) -> Node:
        cost = 0
        for one in self._costs(near):
            cost += one
            if cost > self._left:
                self.refused.append(near)
                return all_of([Phrase(text, near.field) for text in near.texts])
        self._left -= cost
        return near

    def _costs(self, near: Near) -> Iterator[int]:
        for left, right in near.pairs():
            windows = windows_of(left, right, near.distance)
            for text in (left, right):
                if opening := opening_of(text):
                    yield windows * self._places(near.field or _TEXT, opening)

    def _places(self, field: str, opening: str) -> int:
        """How often what begins so stands in a field: once an article at least, and that is told at once."""
        if field == _TEXT:
            articles = self._searcher.doc_freq("units", opening.removesuffix(STROKE))
            if articles > self._left:
                return articles
        return sum(count for _token, count in self._searcher.terms_with_prefix(field, opening))
