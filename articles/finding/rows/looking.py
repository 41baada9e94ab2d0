"""Where hits stand in a long text, and the pieces of it that a row shows."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.safestring import SafeString

from articles.finding.sought import Sought, marked
from articles.search.matching import Span, find
from articles.search.snippets import Snippet, word_end, word_start

_BEFORE, _BEHIND = 60, 260
"""What is looked at around a hit in a long text: room for two snippets."""
_LONGEST = 20_000
"""A text is looked through this far for a snippet; the article's own page marks all of it."""


class Piece(NamedTuple):
    """A piece of a text with its hits marked, and whether the text goes on before and after it."""

    text: SafeString
    cut_before: bool
    cut_after: bool


def look(text: str, sought: Sought | None) -> tuple[list[Span], str, int]:
    """Where hits stand in a piece of a text: their spans, the piece, and where it begins.

    Folding a text takes a microsecond or more a character; so where a phrase stands in it just as it was
    typed, only what is around is looked at.
    """
    if sought is None:
        return [], text[:_BEHIND], 0
    if (at := sought.glance(text)) >= 0 and len(text) > _BEFORE + _BEHIND:
        start = word_start(text, max(0, at - _BEFORE))
        piece = text[start : word_end(text, at + _BEHIND)]
        # A word that the piece's edge cuts is not looked at as one.
        spans = [
            (a, b)
            for a, b in find(piece, sought.tree)
            if (a > 0 or start == 0) and (b < len(piece) or start + b == len(text))
        ]
        if spans:
            return spans, piece, start
    piece = text[:_LONGEST]
    return sought.spans(piece), piece, 0


def piece_of(snippet: Snippet, offset: int, text: str) -> Piece:
    """A snippet as a piece of this text; ``offset`` is where what it was cut from begins."""
    start = offset + snippet.start
    before, after = text[:start].strip(), text[start + len(snippet.text) :].strip()
    return Piece(marked(snippet.text, snippet.marks), bool(before), bool(after))
