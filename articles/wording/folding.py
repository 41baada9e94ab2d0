"""Text made comparable, and how alike two texts are. Pure Python."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

_QUOTES = str.maketrans(
    {
        "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "「": '"', "」": '"', "『": '"', "』": '"',
        "‘": "'", "’": "'", "‚": "'", "‹": "'", "›": "'",
        "—": "-", "–": "-", "―": "-", "－": "-", "‒": "-",
    }
)  # fmt: skip
_NOT_WORD = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """`text` for comparing: NFKC, lower case, no white space, one kind of quotation mark and of dash.

    Two prints of one sentence fold to the same string whatever their line breaks, widths and quotes.
    """
    folded = unicodedata.normalize("NFKC", text).translate(_QUOTES).casefold()
    return "".join(folded.split())


def letters(text: str) -> str:
    """`fold` without any punctuation: what two headlines must share to be about the same thing."""
    return _NOT_WORD.sub("", fold(text))


def ngrams(text: str, n: int = 2) -> Counter[str]:
    """Counted runs of `n` characters of `text` folded to its letters; a shorter text is one run."""
    folded = letters(text)
    if not folded:
        return Counter()
    return Counter(folded[at : at + n] for at in range(max(1, len(folded) - n + 1)))


def similarity(a: str, b: str, n: int = 3) -> float:
    """0 to 1: shared n-grams over all n-grams, counted. Two empty texts are alike (1.0)."""
    left, right = ngrams(a, n), ngrams(b, n)
    union = sum((left | right).values())
    return sum((left & right).values()) / union if union else 1.0
