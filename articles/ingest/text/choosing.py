"""Which stack of heads goes to which story, all over the page at once: an auction.

Each run of head lines is cut into stacks so that what they count together is most. Where two stacks want one
story, its price rises until one of them finds more in another; a story that nobody wants grows cheap again.
"""

from __future__ import annotations

Table = dict[tuple[int, int, int], float]
"""What the stack of a run's lines `start` to `end` counts for a story: (start, end, story) → score."""
Stack = tuple[int, int, int, float]
"""Start, end, story, score."""

BIDS = 24
"""Rounds of the auction."""
RISE, FALL = 0.12, 0.06
"""How a price changes in one round."""
ROUNDS = 4
"""Rounds in which what is then still wanted twice goes to the highest score."""


def choose(tables: list[Table], sizes: list[int], stories: int) -> dict[int, tuple[int, int, int]]:
    """The run, the start and the end of each story's heads; ``sizes`` are the lines of the runs."""
    prices = [0.0] * stories
    for _bid in range(BIDS):
        wanted = [0] * stories
        for table, size in zip(tables, sizes, strict=True):
            for _start, _end, story, _score in _best_cut(table, size, prices):
                wanted[story] += 1
        if all(count <= 1 for count in wanted):
            break
        prices = [
            price + RISE if count > 1 else max(0.0, price - FALL * (count == 0))
            for price, count in zip(prices, wanted, strict=True)
        ]
    return _settle(tables, sizes, prices)


def _settle(tables: list[Table], sizes: list[int], prices: list[float]) -> dict[int, tuple[int, int, int]]:
    """Where two runs still want one story the higher score has it; the other is cut anew."""
    blocked: list[frozenset[int]] = [frozenset() for _ in tables]
    won: dict[int, tuple[float, int, int, int]] = {}
    for _round in range(ROUNDS):
        won = {}
        for number, (table, size) in enumerate(zip(tables, sizes, strict=True)):
            for start, end, story, score in _best_cut(table, size, prices, blocked[number]):
                won[story] = max(won.get(story, (-1.0, 0, 0, 0)), (score, number, start, end))
        anew = [
            frozenset(story for story, (_score, owner, _s, _e) in won.items() if owner != number)
            for number in range(len(tables))
        ]
        if anew == blocked:
            break
        blocked = anew
    return {story: (number, start, end) for story, (_score, number, start, end) in won.items()}


def _best_cut(
    table: Table, size: int, prices: list[float], blocked: frozenset[int] = frozenset()
) -> list[Stack]:
    """The stacks of one run that together count most after their prices, no story twice."""
    ending: dict[int, list[tuple[int, int, float]]] = {}
    for (start, end, story), score in table.items():
        if story not in blocked and score > prices[story]:
            ending.setdefault(end, []).append((start, story, score))
    best: list[tuple[float, list[Stack]]] = [(0.0, [])]
    for end in range(1, size + 1):
        top = best[end - 1]
        for start, story, score in ending.get(end, ()):
            total, stacks = best[start]
            if total + score - prices[story] > top[0] and all(story != one[2] for one in stacks):
                top = (total + score - prices[story], [*stacks, (start, end, story, score)])
        best.append(top)
    return best[size][1]
