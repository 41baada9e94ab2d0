"""Tokens of which only the beginning is known, as the regular expressions that the engine is asked. Pure.

tantivy looks at no more than 16,384 tokens for one phrase, counted in each segment. A common character of a
large archive stands before more: 约 before each number there is. Then it is asked in parts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

AT_ONCE = 7_000
"""Tokens of a part: a phrase has two openings at most, and a few hundred known tokens."""


def any_opening(_field: str, opening: str) -> list[str]:
    """All tokens that begin so, in one pattern."""
    return [re.escape(opening) + ".*"]


def opened_in_parts(opening: str, tokens: Sequence[str], at_once: int = AT_ONCE) -> list[str]:
    """Patterns that together are all of ``tokens``, which begin so; each is ``at_once`` of them at most."""
    if len(tokens) <= at_once:
        return any_opening("", opening)
    length = len(opening)
    longer = sorted(token for token in tokens if len(token) > length)
    parts = [re.escape(opening)] if len(longer) < len(tokens) else []
    waiting: list[str] = []  # characters behind the opening, next to each other, that are still to be given
    held = 0
    for char, group in groupby(longer, key=lambda token: token[length]):
        there = [*group]
        if waiting and held + len(there) > at_once:
            parts.append(_one_of(opening, waiting))
            waiting, held = [], 0
        if len(there) > at_once:
            parts += opened_in_parts(opening + char, there, at_once)
        else:
            waiting.append(char)
            held += len(there)
    if waiting:
        parts.append(_one_of(opening, waiting))
    return parts


def _one_of(opening: str, chars: list[str]) -> str:
    return f"{re.escape(opening)}[{re.escape(chars[0])}-{re.escape(chars[-1])}].*"
