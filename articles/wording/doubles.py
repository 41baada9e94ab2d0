"""Stories that say the same: how much of one text stands in another. Pure Python.

All runs of `RUN` letters of the texts at hand are remembered; of each text that is compared only every `STEP`-th run
is looked up, which finds a shared passage wherever it begins in either. So a week of earlier pages costs little.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

RUN = 8
STEP = 4
SHORTEST = 60
"""Letters that a text needs; below, two stories share a phrase by chance."""

_NO_LETTER = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Double:
    """Two texts that share most of their words; shares are of the longer and of the shorter one, 0 to 1."""

    one: int
    other: int
    of_longer: float
    of_shorter: float


def doubles(texts: Mapping[int, str], others: Mapping[int, str], share: float = 0.8) -> Iterator[Double]:
    """Pairs among ``texts``, and of one of ``texts`` with one of ``others``: at least ``share`` of the shorter.

    Within ``texts`` each pair comes once, the one that stands later first.
    """
    known: dict[str, tuple[int, ...]] = {}
    lengths: dict[int, int] = {}
    for key, text in _letters(texts):
        yield from _judged(key, len(text), _shared(text, known), lengths, share, turned=False)
        lengths[key] = len(text)
        for run in {text[at : at + RUN] for at in range(len(text) - RUN + 1)}:
            known[run] = (*known.get(run, ()), key)
    for key, text in _letters(others):
        yield from _judged(key, len(text), _shared(text, known), lengths, share, turned=True)


def _letters(texts: Mapping[int, str]) -> Iterator[tuple[int, str]]:
    """Each text that is long enough, without spaces and punctuation."""
    for key, whole in texts.items():
        text = _NO_LETTER.sub("", whole)
        if len(text) >= SHORTEST:
            yield key, text


def _shared(text: str, known: Mapping[str, tuple[int, ...]]) -> dict[int, float]:
    """About which share of ``text`` stands in each known text."""
    hits: dict[int, int] = {}
    places = range(0, len(text) - RUN + 1, STEP)
    for at in places:
        for key in known.get(text[at : at + RUN], ()):
            hits[key] = hits.get(key, 0) + 1
    return {key: count / len(places) for key, count in hits.items()}


def _judged(
    key: int, length: int, shared: Mapping[int, float], lengths: Mapping[int, int], share: float, turned: bool
) -> Iterator[Double]:
    for other, part in shared.items():
        shorter, longer = sorted((length, lengths[other]))
        letters = part * length
        if letters >= share * shorter:
            pair = (other, key) if turned else (key, other)
            yield Double(*pair, min(1.0, letters / longer), min(1.0, letters / shorter))
