"""Marks inside allow-listed HTML: its text with the place of every character, and ``mark`` around spans of it.

Marks never stand across a tag: a span that runs over several elements gets a mark in each, so that what was
well-formed stays so. Nothing but ``mark`` is put in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape

_TAGS = re.compile(r"(<[^<>]*>)")
_ENTITY = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);")
_LINE_END = re.compile(r"</(?:p|h2|h3|li|tr|th|td)>")

Place = tuple[int, int]
"""Where a character is written in the HTML: ``(start, end)``, the end not counted."""


@dataclass(frozen=True, slots=True)
class Flat:
    """The text of some HTML; ``places[i]`` is where ``text[i]`` is written, None for the end of a block."""

    html: str
    text: str
    places: list[Place | None]

    def marked(self, spans: Iterable[tuple[int, int]], anchor: str = "") -> str:
        """The HTML with its spans of `text` marked; they are in order and do not touch.

        The first mark gets the id ``anchor``, where one is given.
        """
        out: list[str] = []
        at = 0
        for start, end in self._written(spans):
            name = f' id="{anchor}"' if anchor else ""
            anchor = ""
            out += [self.html[at:start], f"<mark{name}>", self.html[start:end], "</mark>"]
            at = end
        return "".join([*out, self.html[at:]])

    def _written(self, spans: Iterable[tuple[int, int]]) -> Iterator[Place]:
        """The spans in the HTML, cut where a tag stands between two characters."""
        for start, end in spans:
            begun: Place | None = None
            for place in self.places[start:end]:
                if place is None:
                    continue
                if begun and place[0] <= begun[1]:  # an entity that stands for two characters is one place
                    begun = (begun[0], place[1])
                    continue
                if begun:
                    yield begun
                begun = place
            if begun:
                yield begun


def flatten(html: str) -> Flat:
    """The text of allow-listed HTML, a block a line."""
    text: list[str] = []
    places: list[Place | None] = []
    at = 0
    for piece in _TAGS.split(html):
        if piece.startswith("<") and piece.endswith(">"):
            if _LINE_END.fullmatch(piece):
                text.append("\n")
                places.append(None)
            at += len(piece)
            continue
        done = 0
        for entity in _ENTITY.finditer(piece):
            for plain in range(done, entity.start()):
                text.append(piece[plain])
                places.append((at + plain, at + plain + 1))
            for char in unescape(entity[0]):
                text.append(char)
                places.append((at + entity.start(), at + entity.end()))
            done = entity.end()
        for plain in range(done, len(piece)):
            text.append(piece[plain])
            places.append((at + plain, at + plain + 1))
        at += len(piece)
    return Flat(html, "".join(text), places)
