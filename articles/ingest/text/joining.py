"""Wrapped lines -> running text, in Chinese and in languages that write spaces."""

from __future__ import annotations

import re
from collections.abc import Iterable

from articles.ingest.text.lines import is_han

_HYPHENATED = re.compile(r"(?<=[a-zà-ÿß])[-¬‐\u00ad]$")
_AND = re.compile(r"(?:und|oder|bzw|sowie|bis|and|or|to)\b")
"""What follows a hyphen that stands for the rest of a compound (Obst- und Gemüsemarkt)."""
_INNER_SPACE = re.compile(r"[ \t\u3000\u00a0]+")
_LATIN_SIDE = re.compile(r"[A-Za-z0-9À-ÿ.,;:!?'\"’”“)(%&+-]")
_LATIN_SHARE = 0.6
_SENTENCE_END = re.compile(r"[。！？!?…][”’』」）)》\"']*$|[.!?][\"'”’)]*$")
_SOFT_END = re.compile(r"[：:；;]$|[”’』」）)》]$|—$")


def is_latin(text: str) -> bool:
    """Is `text` in a language that writes spaces between words?"""
    letters = sum(character.isalpha() for character in text)
    han = sum(is_han(character) for character in text)
    return letters > 0 and letters - han > _LATIN_SHARE * letters


def ends_sentence(text: str) -> bool:
    """Does `text` end as a sentence does, closing quotes and brackets included?"""
    return bool(_SENTENCE_END.search(text.rstrip()))


def ends_softly(text: str) -> bool:
    """Does `text` end as a paragraph may (colon, semicolon, closing bracket) without a full stop?"""
    return bool(_SOFT_END.search(text.rstrip()))


def join_lines(parts: Iterable[str]) -> str:
    """Lines as one text: a space between two Latin or digit characters, hyphenated words glued.

    A hyphen before a capital stays, as it is part of a compound (Nord-/Ost-Viertel).
    """
    joined = ""
    for part in (part.strip() for part in parts):
        if not joined or not part:
            joined += part
        elif _HYPHENATED.search(joined) and part[0].islower() and not _AND.match(part):
            joined = joined[:-1] + part
        elif (
            _HYPHENATED.search(joined) and part[0].isalpha() and not part[0].islower() and not is_han(part[0])
        ):
            joined += part
        elif _LATIN_SIDE.match(joined[-1]) and _LATIN_SIDE.match(part[0]) and not _opens_han(joined, part):
            joined += " " + part
        else:
            joined += part
    return joined


def _opens_han(left: str, right: str) -> bool:
    """Ambiguous marks (quotes, brackets) at the seam inside a Chinese text take no space."""
    if left[-1].isascii() and left[-1].isalnum() and right[0].isascii() and right[0].isalnum():
        return False
    return not is_latin(left[-40:] + right[:40])


def tidy(text: str) -> str:
    """Running text with white space only where two Latin or digit characters meet."""

    def before(match: re.Match[str]) -> str:
        return text[max(0, match.start() - 40) : match.start()]

    def keep(match: re.Match[str]) -> str:
        left, right = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        both = left and right and _LATIN_SIDE.match(left) and _LATIN_SIDE.match(right)
        return " " if both and not _opens_han(before(match), text[match.end() : match.end() + 40]) else ""

    return _INNER_SPACE.sub(keep, text).strip()


def tidy_head(text: str) -> str:
    """A head as read: single spaces kept, for they part its clauses."""
    return _INNER_SPACE.sub(" ", text).strip()
