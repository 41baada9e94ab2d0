"""How much two texts share: pairs of characters, which in Chinese come close to words, or else words."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable

from articles.ingest.text.joining import is_latin
from articles.wording.folding import letters

UNSEEN = ""
"""Stands in a table of weights for all that no text has."""


STEM = 5
"""Letters by which a word is known whatever its ending: library and libraries, Brücke and Brücken."""
_LETTERS = re.compile(r"[^\W\d_]{3,}|\d+")


def grams_of(text: str) -> Counter[str]:
    """Counted pairs of characters, punctuation left out; stems of words in languages that write spaces."""
    if is_latin(text):
        return Counter(word[:STEM] for word in _LETTERS.findall(text.casefold()))
    folded = letters(text)
    return Counter(folded[at : at + 2] for at in range(max(0, len(folded) - 1)))


def rarity_of(texts: Iterable[str]) -> dict[str, float]:
    """A weight for each pair of characters: the fewer texts have it, the heavier."""
    every = list(texts)
    seen: Counter[str] = Counter()
    for text in every:
        seen.update(grams_of(text).keys())
    rarity = {gram: math.log((len(every) + 1) / count) for gram, count in seen.items()}
    rarity[UNSEEN] = max(rarity.values(), default=1.0)
    return rarity


def share_of(grams: Counter[str], text: Counter[str], rarity: dict[str, float]) -> float:
    """How much of a head's or a caption's words stand in a text, rare words weighing more; 0 to 1."""
    unseen = rarity[UNSEEN]
    whole = sum(rarity.get(gram, unseen) for gram in grams)
    return sum(rarity.get(gram, unseen) for gram in grams if gram in text) / whole if whole else 0.0


def plain_share(grams: Counter[str], text: Counter[str]) -> float:
    """`share_of` with all words weighing the same."""
    return sum(gram in text for gram in grams) / len(grams) if grams else 0.0


def likeness(words: str, texts: list[str]) -> list[float]:
    """How much of a head's or a caption's words stands in each text, rare ones weighing more; 0 to 1."""
    rarity = rarity_of(texts)
    return [share_of(grams_of(words), grams_of(text), rarity) for text in texts]
