"""What is shown of a hit: where the sought words stand, and a piece of text around them. Pure.

All offsets count code points of the original text, so that a view can mark the same spans in the article's
own text or in the text layer of a page picture.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from articles.search.matching import Span, find
from articles.search.query import Node, words_apart

_LENGTH = 110  # characters of a snippet
_BEFORE = 24  # of them before its first mark
_BREAKS = "。！？；\n.!?;"


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
    """At most ``count`` pieces of a text, around its first marks; its beginning where there are none."""
    if not text:
        return []
    starts: list[int] = []
    for start, _end in spans or [(0, 0)]:
        if starts and start < starts[-1] + _LENGTH:
            continue  # it stands in the piece before
        if len(starts) == count:
            break
        starts.append(max(_begin(text, start), starts[-1] + _LENGTH if starts else 0))
    pieces = []
    for at, following in zip(starts, [*starts[1:], len(text)], strict=True):
        end = min(at + _LENGTH, following)
        marks = tuple(
            (max(start, at) - at, min(stop, end) - at) for start, stop in spans if start < end and stop > at
        )
        pieces.append(Snippet(text[at:end], marks, at, at > 0, end < len(text)))
    return pieces


def _begin(text: str, mark: int) -> int:
    """Where a piece around a mark begins: with its sentence, where that is near."""
    earliest = max(0, mark - _BEFORE)
    for at in range(mark - 1, earliest - 1, -1):
        if text[at] in _BREAKS:
            return at + 1
    return earliest
