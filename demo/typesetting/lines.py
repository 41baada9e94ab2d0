"""Paragraphs to lines: kinsoku, punctuation set close, full lines.

A line is broken here and not by the browser, so that its geometry is known before it is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from demo.typesetting.fonts import Face, advance

NEVER_FIRST = frozenset("，。、；：！？”’）》】」』—…%·,.;:!?)")
NEVER_LAST = frozenset("“‘（《【「『(")
CLOSING = frozenset("，。、；：”’）》】」』")
OPENING = frozenset("“‘（《【「『")
CJK_TOKEN = re.compile(
    r"[（(][上下][接转][^（()）]{1,6}[)）]"  # a jump line is never broken
    r"|[A-Za-z0-9][A-Za-z0-9.%@/:+\-]*|——|……| +|."
)
LATIN_TOKEN = re.compile(r" +|[^ ]+")
SQUEEZE = 0.5  # em: how much a line may be too full for a closing mark's sake


@dataclass(frozen=True, slots=True)
class Span:
    """Text in one face."""

    text: str
    face: Face


@dataclass(frozen=True, slots=True)
class Token:
    """What is not broken over two lines, with its width in em."""

    text: str
    face: Face
    width: float

    @property
    def is_space(self) -> bool:
        return self.text.isspace()


@dataclass(slots=True)
class Broken:
    """A broken line: its tokens, its indent, its width without justification, all in em."""

    tokens: list[Token]
    indent: float = 0.0
    last: bool = False  # of its paragraph: set flush left, unless it is full
    natural: float = field(default=0.0)
    close: bool = True

    @property
    def text(self) -> str:
        return "".join(token.text for token in self.tokens)


def tokens_of(spans: Iterable[Span], latin: bool = False) -> list[Token]:
    """Cut spans into tokens; a Latin text is cut at its spaces, a Chinese one between any two characters."""
    pattern = LATIN_TOKEN if latin else CJK_TOKEN
    return [
        Token(text, span.face, sum(advance(char, span.face) for char in text))
        for span in spans
        for text in pattern.findall(span.text)
    ]


def tight(first: str, second: str) -> bool:
    """Two full-width marks in a row share one square: 。” and ”（ take one and a half, not two."""
    return (first in CLOSING and second in CLOSING | OPENING) or (first in OPENING and second in OPENING)


def natural_width(tokens: list[Token], close: bool = True) -> float:
    """Width of tokens in a row in em."""
    total = sum(token.width for token in tokens)
    if not close:
        return total
    text = "".join(token.text for token in tokens)
    return total - 0.5 * sum(tight(a, b) for a, b in pairwise(text))


def _cannot_end(token: Token, following: Token) -> bool:
    return token.text[-1] in NEVER_LAST or following.text[0] in NEVER_FIRST


def break_lines(
    tokens: list[Token], measure: float, first_indent: float = 0.0, close: bool = True
) -> list[Broken]:
    """Break a paragraph over lines of ``measure`` em, with no closing mark first and no opening mark last.

    ``close`` sets two full-width marks in a row close.
    """
    lines: list[Broken] = []
    current: list[Token] = []
    indent = first_indent
    for token in tokens:
        if token.is_space and not current:
            continue
        room = measure - indent
        full = natural_width([*current, token], close)
        if full > room + 1e-6 and current and not token.is_space:
            squeezable = len(token.text) == 1 and token.text in CLOSING and full - room <= SQUEEZE + 1e-6
            if not squeezable:
                carried = [token]
                while len(current) > 2 and _cannot_end(current[-1], carried[0]):
                    carried.insert(0, current.pop())
                _close(lines, current, indent, False, close)
                current, indent = list(carried), 0.0
                continue
        current.append(token)
    _close(lines, current, indent, True, close)
    return lines


def _close(lines: list[Broken], tokens: list[Token], indent: float, last: bool, close: bool) -> None:
    while tokens and tokens[-1].is_space:
        tokens.pop()
    if tokens:
        lines.append(Broken(tokens, indent, last, natural_width(tokens, close), close))
