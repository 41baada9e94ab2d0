"""What is shown of a hit: where the sought words stand, and a piece of text around them. Pure.

All offsets count code points of the original text, so that a view can mark the same spans in the article's
own text or in the text layer of a page picture.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from articles.search.analysis import fold_character, is_cjk
from articles.search.matching import Span, find
from articles.search.query import Node, words_apart

_LENGTH = 110  # characters of a snippet
_BEFORE = 24  # of them before its first mark
_BREAKS = "。！？；\n.!?;"
_IN_NUMBERS = frozenset(".,．，")
_LONGEST_WORD = 40
"""Characters by which a piece may grow for a word's sake; what is longer is cut."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a text. ``marks`` are spans of ``text``; ``start`` is where it begins in the whole text.

    ``cut_before`` and ``cut_after``: whether the whole text goes on there.
    """

    text: str
    marks: tuple[Span, ...]
    start: int = 0
    cut_before: bool = False
    cut_after: bool = False

    @property
    def pieces(self) -> Iterator[tuple[str, bool]]:
        """The text cut at its marks: ``(text, whether it is marked)``."""
        at = 0
        for start, end in self.marks:
            if at < start:
                yield self.text[at:start], False
            yield self.text[start:end], True
            at = end
        if at < len(self.text):
            yield self.text[at:], False


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown of one hit: its headline marked, and the snippets that tell why it was found.

    ``matched`` names the texts in which something sought stands: headline, body, caption, byline.
    """

    headline: Snippet
    body: tuple[Snippet, ...]
    captions: tuple[Snippet, ...]
    matched: tuple[str, ...]


def show(
    tree: Node,
    headline: str,
    body: str,
    captions: Sequence[str] = (),
    bylines: Sequence[str] = (),
    *,
    body_snippets: int = 2,
) -> Shown:
    """What to show of a hit with these texts; of the body its beginning where nothing sought stands."""
    texts = {"headline": (headline,), "body": (body,), "caption": captions, "byline": bylines}
    found = {name: [find(text, tree, ("", name)) for text in some] for name, some in texts.items()}
    if not any(spans for some in found.values() for spans in some):
        # Words that are near each other across two texts stand in each of them alone.
        apart = words_apart(tree)
        found = {name: [find(text, apart, ("", name)) for text in some] for name, some in texts.items()}
    whole = Snippet(headline, tuple(found["headline"][0]))
    return Shown(
        headline=whole,
        body=tuple(cut(body, found["body"][0], body_snippets)),
        captions=tuple(
            snippet
            for text, spans in zip(captions, found["caption"], strict=True)
            if spans
            for snippet in cut(text, spans, 1)
        ),
        matched=tuple(name for name, some in found.items() if any(some)),
    )


def cut(text: str, spans: Sequence[Span], count: int = 2) -> list[Snippet]:
    """At most ``count`` pieces of a text, around its first marks; its beginning where there are none.

    Between two pieces something is left out: those that touch are one. None begins or ends inside a word of
    letters or a number.
    """
    if not text:
        return []
    places: list[Span] = []
    taken = 0
    for start, stop in spans or [(0, 0)]:
        if places and start < places[-1][1]:
            continue  # it stands in the piece before
        if taken == count:
            break
        taken += 1
        begin = word_start(text, _begin(text, start))
        end = word_end(text, max(begin + _LENGTH, min(stop, start + _LENGTH)))
        if places and not text[places[-1][1] : begin].strip():
            places[-1] = (places[-1][0], end)
        else:
            places.append((begin, end))
    pieces = []
    for at, end in places:
        marks = tuple(
            (max(start, at) - at, min(stop, end) - at) for start, stop in spans if start < end and stop > at
        )
        before, after = bool(text[:at].strip()), bool(text[end:].strip())
        pieces.append(Snippet(text[at:end], marks, at, before, after))
    return pieces


def _begin(text: str, mark: int) -> int:
    """Where a piece around a mark begins: with its sentence, where that is near."""
    earliest = max(0, mark - _BEFORE)
    for at in range(mark - 1, earliest - 1, -1):
        if text[at] in _BREAKS and not _is_inside_word(text, at):
            return at + 1
    return earliest


def word_start(text: str, at: int) -> int:
    """The place, or where the word or number begins that it would cut; ``at`` where that has no end."""
    start = at
    while at - start < _LONGEST_WORD and _is_inside_word(text, start):
        start -= 1
    return start if at - start < _LONGEST_WORD else at


def word_end(text: str, at: int) -> int:
    """The place, or where the word or number ends that it would cut; ``at`` where that has no end."""
    end = at = min(at, len(text))
    while end - at < _LONGEST_WORD and _is_inside_word(text, end):
        end += 1
    return end if end - at < _LONGEST_WORD else at


def _is_inside_word(text: str, at: int) -> bool:
    """Whether a word of letters or a number would be cut there: Ya|ngtze, 23|.6, 1,0|00, e|́."""
    if not 0 < at < len(text):
        return False
    if not fold_character(text[at]):
        return True  # an accent, or what joins two letters
    before = text[max(0, at - _LONGEST_WORD) : at]
    while before and not fold_character(before[-1]):
        before = before[:-1]
    sides = before[-1:], text[at]
    if all(map(_is_letter, sides)):
        return True
    left, right = before[-2:-1], text[at + 1 : at + 2]
    return (sides[1] in _IN_NUMBERS and sides[0].isdecimal() and right.isdecimal()) or (
        sides[0] in _IN_NUMBERS and left.isdecimal() and sides[1].isdecimal()
    )


def _is_letter(char: str) -> bool:
    return char.isalnum() and not is_cjk(char)  # no text at all is no letter
