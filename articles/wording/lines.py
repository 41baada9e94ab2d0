"""Text broken into lines of a fixed measure, so that a line has a number on paper and on the screen alike.

Chinese breaks between any two characters, but no line begins with a closing mark or ends with an opening one
(标点避头尾, as GB/T 15834 has it); words and numbers of other scripts are kept whole.
"""

from __future__ import annotations

import unicodedata

from articles.wording.comparing import tokens

_NO_START = frozenset("。，、；：？！）》〉」』”’】〕％…—·.,;:?!)]}%")
_NO_END = frozenset("（《〈「『“‘【〔([{")


def width(text: str) -> float:
    """How wide it is in characters of Chinese: 1 for a wide one, a half for others."""
    return sum(1 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)


def lines(text: str, measure: int, indent: int = 0) -> list[str]:
    """One paragraph in lines no wider than ``measure`` characters, the first narrower by ``indent``.

    A mark that may not begin a line hangs over its end; a word wider than a line has one of its own.
    """
    found: list[str] = []
    line: list[str] = []
    room = float(measure - indent)
    for token in tokens(text):
        wide = width(token)
        hangs = token in _NO_START and bool(line)
        if line and wide > room and not hangs and not token.isspace():
            carried: list[str] = []
            while len(line) > 1 and line[-1] in _NO_END:
                carried.insert(0, line.pop())
            found.append("".join(line).rstrip())
            line, room = carried, measure - width("".join(carried))
        if not line and token.isspace():
            continue
        line.append(token)
        room -= wide
    return [*found, "".join(line).rstrip()] if line else found
