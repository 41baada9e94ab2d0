"""What is sought, marked where it stands: in plain texts and in the bodies of an article, as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlencode

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from articles.models import ArticlePart
from articles.search.analysis import fold
from articles.search.matching import Span, Within, find
from articles.search.parsing import parse
from articles.search.query import Near, Node, Phrase, any_of, sought, to_text, words_apart
from articles.wording.html import gap
from articles.wording.marking import Flat, flatten

ANCHOR = "hit"
"""The id of the first hit in an article, and of all on a page's picture."""


class Found(NamedTuple):
    """Where hits stand in one of several bodies; ``begun`` is how many begin in it."""

    flat: Flat
    spans: list[Span]
    begun: int


@dataclass(frozen=True)
class Sought:
    """The words of a search, for a page that marks them."""

    q: str

    @cached_property
    def tree(self) -> Node:
        """What is looked for."""
        return parse(self.q).tree

    @property
    def parameter(self) -> str:
        """What a link needs to have it marked: ``?q=…``."""
        return "?" + urlencode({"q": self.q})

    @cached_property
    def text(self) -> str:
        """As the language writes it."""
        return to_text(self.tree)

    @property
    def apart(self) -> Sought | None:
        """The words that it wants near each other, each by itself; None where there are none."""
        text = to_text(words_apart(self.tree))
        return Sought(text) if text else None

    def spans(self, text: str, *fields: str) -> list[Span]:
        """Where it stands in a text that is printed as one of these fields."""
        return find(text, self.tree, ("", *fields)) if self._may_stand_in(text, fields) else []

    @cached_property
    def _phrases(self) -> list[Phrase | Near]:
        return list(sought(self.tree))

    def _may_stand_in(self, text: str, fields: Sequence[str]) -> bool:
        """Whether anything sought stands in a text; most hold nothing, and to fold them this way is cheap."""
        within = Within(fold(text))
        return any(within.has(leaf) for leaf in self._phrases if leaf.field in ("", *fields))

    @cached_property
    def _leaves(self) -> list[str]:
        """What may stand in any text just as it was typed."""
        texts: list[str] = []
        for leaf in self._phrases:
            if not leaf.field:
                texts += [leaf.text] if isinstance(leaf, Phrase) else leaf.texts[:1]
        return texts

    def glance(self, text: str) -> int:
        """Where one of its phrases first stands as it was typed; -1 where none does. Faster than `spans`."""
        return min((at for leaf in self._leaves if (at := text.find(leaf)) >= 0), default=-1)

    def named(self, field: str) -> bool:
        """Whether words are looked for in this field alone."""
        return any(leaf.field == field for leaf in self._phrases)

    def spans_named(self, text: str, field: str) -> list[Span]:
        """Where those stand."""
        if not self.named(field):
            return []
        named = any_of([leaf for leaf in self._phrases if leaf.field == field])
        return find(text, named, (field,))

    def marked(self, text: str, *fields: str) -> SafeString:
        """A text as HTML with its hits marked."""
        return marked(text, self.spans(text, *fields))

    def marked_pieces(self, pieces: Sequence[str], *fields: str) -> list[SafeString]:
        """One text, given in pieces, as HTML with its hits marked; a hit may stand in several of them."""
        return marked_pieces(pieces, self.spans("".join(pieces), *fields))

    def in_bodies(self, bodies: Sequence[tuple[str, str]], chinese: bool) -> list[Found]:
        """Where it stands in the bodies of an article, one a part as ``(html, joins_as)``.

        A hit that a page break cuts stands on both sides of it.
        """
        flats = [flatten(html) for html, _joins_as in bodies]
        pieces: list[str] = []
        starts: list[int] = []
        length = 0
        for at, flat in enumerate(flats):
            joins_as = bodies[at][1]
            text = flat.text.rstrip("\n")
            if at + 1 < len(flats) and bodies[at + 1][1] == ArticlePart.JoinsAs.WORD:
                following = flats[at + 1].text[:1]
                if text.endswith(("-", "\u00ad")) and following.islower():
                    text = text[:-1]
            between = gap("".join(pieces[-1:]), text, joins_as, chinese) if at else ""
            pieces += [between, text]
            length += len(between)
            starts.append(length)
            length += len(text)
        spans = self.spans("".join(pieces))
        found: list[Found] = []
        for flat, start, end in zip(flats, starts, [*starts[1:], length], strict=True):
            own = [(a, b) for a, b in spans if a < end and b > start]
            within = [(max(a, start) - start, min(b, end) - start) for a, b in own]
            found.append(Found(flat, within, sum(a >= start for a, _b in own)))
        return found


class Marks:
    """The marks of a page as it is rendered, from its top: counted, and the first has the id ``anchor``."""

    def __init__(self, sought: Sought, anchor: str = ANCHOR) -> None:
        self.sought = sought
        self.hits = 0
        self._anchor = anchor

    def marked(self, text: str, *fields: str) -> SafeString:
        """A text as HTML with its hits marked."""
        spans = self.sought.spans(text, *fields)
        self.hits += len(spans)
        return marked(text, spans, self._take_anchor(spans))

    def marked_pieces(self, pieces: Sequence[str], *fields: str) -> list[SafeString]:
        """The same of one text that is given in pieces."""
        spans = self.sought.spans("".join(pieces), *fields)
        self.hits += len(spans)
        return marked_pieces(pieces, spans, self._take_anchor(spans))

    def marked_body(self, found: Found) -> SafeString:
        """A body with its hits marked; one that a page break cuts counts where it begins."""
        self.hits += found.begun
        return mark_safe(found.flat.marked(found.spans, self._take_anchor(found.spans)))

    def _take_anchor(self, spans: Sequence[Span]) -> str:
        if not spans:
            return ""
        anchor, self._anchor = self._anchor, ""
        return anchor


def marked(text: str, spans: Sequence[Span], anchor: str = "") -> SafeString:
    """A text as HTML, its spans in ``mark``; the first has the id ``anchor``, where one is given."""
    out: list[str] = []
    at = 0
    for start, end in spans:
        name = f' id="{anchor}"' if anchor else ""
        out += [escape(text[at:start]), f"<mark{name}>", escape(text[start:end]), "</mark>"]
        at, anchor = end, ""
    return mark_safe("".join([*out, escape(text[at:])]))


def marked_pieces(pieces: Sequence[str], spans: Sequence[Span], anchor: str = "") -> list[SafeString]:
    """The same of one text that is given in pieces: what of each span stands in each."""
    out: list[SafeString] = []
    at = 0
    for piece in pieces:
        end = at + len(piece)
        own = [(max(a, at) - at, min(b, end) - at) for a, b in spans if max(a, at) < min(b, end)]
        out.append(marked(piece, own, anchor))
        at, anchor = end, "" if own else anchor
    return out


def sought_of(q: str) -> Sought | None:
    """What the parameter ``q`` of a page asks to have marked; None where there is nothing."""
    found = Sought(q.replace("\0", "").strip())
    return found if found.q and next(sought(found.tree), None) else None
