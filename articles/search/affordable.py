"""Proximities that an archive is too large for, asked in another way. Pure.

The index keeps each unit together with the next, so a character by itself is thousands of tokens, all of
which are looked at wherever it stands; and a phrase near another is asked for at each distance. What that
takes grows with the archive, and anybody may ask it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from articles.search.proximity import Row
from articles.search.query import And, Everything, Near, Node, Not, Or, Phrase, all_of, any_of, none_of

MOST = 60_000_000
"""Nanoseconds of one core that the proximities of a query may take, each time that it is asked."""

# What tantivy takes, in nanoseconds (measured with 10,000 and 100,000 articles): for a text in a row of
# tokens; to open a token; to read that it stands in a text, with its places where it is rare; and to see
# whether a frequent or a rare one stands in a text.
_TEXT, _TOKEN, _READ, _READ_RARE, _LOOK, _LOOK_RARE = 200, 1_000, 5, 90, 3, 1
_RARELY = 100  # texts below which it keeps all places of a token, in groups of so many tokens:
_GROUP = 512


def cost(rows: Sequence[Row], both: int, texts: int, held: Callable[[str], Sequence[int]]) -> float:
    """About the nanoseconds that these rows take, in ``both`` of an archive's ``texts``.

    ``held`` gives, for what tokens begin with, in how many texts each of them stands.
    """
    one = float(both * _TEXT)
    if rows and one * len(rows) <= MOST:
        one += sum(_opened(held(opening), both, max(1, texts)) for opening in rows[0].opened.values())
    return one * len(rows)


def _opened(counts: Sequence[int], both: int, texts: int) -> float:
    rare = [count for count in counts if count < _RARELY]
    frequent = len(counts) - len(rare)
    places = sum(rare)
    reading = len(counts) * _TOKEN + places * _READ_RARE + (sum(counts) - places) * _READ
    # A group of rare tokens is passed over in a text where none of them stands.
    share = min(1.0, _GROUP * places / len(rare) / texts) if rare else 0.0
    return reading + both * (frequent * _LOOK + len(rare) * share * _LOOK_RARE)


def affordable(
    tree: Node, costs: Callable[[Near], float], most: float = MOST
) -> tuple[Node, tuple[Near, ...]]:
    """The tree with what would take too long asked in another way, and the proximities that are.

    Of such a one all words are asked for, wherever they stand in a text; what it would exclude is not
    excluded. So the new tree finds all that the old one does, and more. What is asked for twice side by side
    is asked for once.
    """
    dear: list[Near] = []
    for near, times in Counter(_proximities(_thinned(tree, ()))).items():
        takes = costs(near) * times
        if takes > most:
            dear.append(near)
        else:
            most -= takes
    return _thinned(tree, dear), tuple(dear)


def _proximities(tree: Node) -> Iterator[Near]:
    match tree:
        case Near():
            yield tree
        case Not(child):
            yield from _proximities(child)
        case And(children) | Or(children):
            for child in children:
                yield from _proximities(child)


def _thinned(tree: Node, dear: Sequence[Near]) -> Node:
    """A tree that finds at least as much, without these."""
    match tree:
        case Near(texts, _distance, field) if tree in dear:
            return all_of([Phrase(text, field) for text in dict.fromkeys(texts)])
        case Not(child):
            excluded = _narrowed(child, dear)
            return Everything() if excluded is None else none_of(excluded)
        case And(children):
            return all_of([*dict.fromkeys(_thinned(child, dear) for child in children)])
        case Or(children):
            each = [*dict.fromkeys(_thinned(child, dear) for child in children)]
            return Everything() if Everything() in each else any_of(each)
    return tree


def _narrowed(tree: Node, dear: Sequence[Near]) -> Node | None:
    """A tree that finds no more than this one, without these; None if it would find nothing."""
    match tree:
        case Near() if tree in dear:
            return None
        case Not(child):
            left = _thinned(child, dear)
            return None if isinstance(left, Everything) else none_of(left)
        case And(children):
            each = [_narrowed(child, dear) for child in dict.fromkeys(children)]
            return None if None in each else all_of([child for child in each if child is not None])
        case Or(children):
            some = [_narrowed(child, dear) for child in dict.fromkeys(children)]
            there = [child for child in some if child is not None]
            return any_of(there) if there else None
    return tree
