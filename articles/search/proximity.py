"""One phrase near another, as the rows of tokens that an index is asked for. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from articles.search import analysis


@dataclass(frozen=True, slots=True)
class Pattern:
    """A phrase as tokens of the index, a place each, and its units, which take a place each too.

    ``opening``: what the last token begins with, where that is not known in full: one unit by itself is any
    pair that begins with it, a word with a star any that begins so.
    """

    tokens: tuple[str, ...]
    units: tuple[str, ...]
    opening: str = ""

    @property
    def places(self) -> int:
        """How many places it takes."""
        return len(self.units)


def pattern_of(text: str, prefix: bool = False) -> Pattern:
    """The pattern of a phrase; ``prefix``: its last word may go on."""
    units = analysis.units(text)
    tokens = [analysis.pair(first, second) for first, second in pairwise(units)]
    opening = ""
    if units and prefix:
        tokens = tokens or [units[-1]]
        opening = tokens[-1]
    elif len(units) == 1:
        tokens = [units[0]]
        opening = units[0] if analysis.is_character(units[0]) else units[0] + analysis.STROKE
    return Pattern(tuple(tokens), tuple(units), opening)


@dataclass(frozen=True, slots=True)
class Row:
    """Tokens at their places, each at most ``slop`` off, to either side; that takes two tokens.

    ``opened``: what those begin with that are not known in full, by their index.
    """

    words: Sequence[tuple[int, str]]
    opened: dict[int, str] = field(default_factory=dict)
    slop: int = 0


def rows_near(left: Pattern, right: Pattern, distance: int) -> list[Row]:
    """The rows that together are: both, at most ``distance`` places apart, in either order."""
    if len(left.tokens) == 1 == len(right.tokens) and not {*left.units} & {*right.units}:
        # They cannot overlap, so that any two close enough are apart: one window holds both orders.
        if left.places < right.places:
            left, right = right, left
        return _within(left, right, -(right.places + distance), left.places + distance)
    return [*_followed(left, right, distance), *_followed(right, left, distance)]


def _followed(left: Pattern, right: Pattern, distance: int) -> list[Row]:
    """The rows in which the right pattern follows the left one."""
    if len(left.tokens) == 1 == len(right.tokens):
        return _within(left, right, left.places, left.places + distance)
    opened = _opened(left, right)
    return [
        Row([*enumerate(left.tokens), *enumerate(right.tokens, start)], opened)
        for start in range(left.places, left.places + distance + 1)
    ]


def _within(left: Pattern, right: Pattern, first: int, last: int) -> list[Row]:
    """The only token of the right one from ``first`` to ``last`` places behind that of the left one.

    For two tokens tantivy's slop is a window of places around the expected one, on both sides. So the middle
    of the wanted window is expected, and where it has no middle its last place is asked for by itself.
    """
    slop, odd = divmod(last - first, 2)
    windows = [(first + slop, slop)] + [(last, 0)] * odd
    opened = _opened(left, right)
    return [Row([(0, left.tokens[0]), (place, right.tokens[0])], opened, width) for place, width in windows]


def _opened(left: Pattern, right: Pattern) -> dict[int, str]:
    openings = {0: left.opening, len(left.tokens): right.opening}
    return {at: opening for at, opening in openings.items() if opening}
