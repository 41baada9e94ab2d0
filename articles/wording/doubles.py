"""Stories that say the same: how much of one text stands in another. Pure Python.

All runs of `RUN` characters of the texts at hand are remembered; of each text that is compared only every `STEP`-th
run is looked up, which finds a shared passage wherever it begins in either. So a week of earlier pages costs little.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from articles.wording.folding import letters

RUN = 8
STEP = 4
SHORTEST = 60
"""Letters that a text needs; below, two stories share a phrase by chance."""


@dataclass(frozen=True, slots=True)
class Double:
    """Two texts that share most of their words; shares are of the longer and of the shorter one, 0 to 1."""

    one: int
    other: int
    of_longer: float
    of_shorter: float


def doubles(texts: Mapping[int, str], others: Mapping[int, str], share: float = 0.8) -> Iterable[Double]:
    """Pairs among ``texts``, and of one of ``texts`` with one of ``others``: at least ``share`` of the shorter.

    Within ``texts`` each pair comes once, the one that stands later first.
    """
    folded = {key: text for key, whole in texts.items() if len(text := letters(whole)) >= SHORTEST}
    known: dict[str, list[int]] = {}
    place = {key: number for number, key in enumerate(folded)}
    for key, text in folded.items():
        for run in {text[at : at + RUN] for at in range(len(text) - RUN + 1)}:
            known.setdefault(run, []).append(key)
    for key, text in folded.items():
        for other, shared in _shared(text, known).items():
            if place[other] < place[key]:
                yield from _judged(key, other, shared, len(text), len(folded[other]), share)
    for key, whole in others.items():
        text = letters(whole)
        if len(text) >= SHORTEST:
            for one, shared in _shared(text, known).items():
                yield from _judged(one, key, shared, len(folded[one]), len(text), share)


def _shared(text: str, known: Mapping[str, list[int]]) -> Counter[int]:
    """About how many letters of ``text`` stand in each known text."""
    hits: Counter[int] = Counter()
    for at in range(0, len(text) - RUN + 1, STEP):
        hits.update(known.get(text[at : at + RUN], ()))
    looked_up = (len(text) - RUN) // STEP + 1
    return Counter({key: round(count / looked_up * len(text)) for key, count in hits.items()})


def _judged(
    one: int, other: int, shared: int, length: int, length_of_other: int, share: float
) -> Iterable[Double]:
    shorter, longer = sorted((length, length_of_other))
    if shared >= share * shorter:
        yield Double(one, other, min(1.0, shared / longer), min(1.0, shared / shorter))
