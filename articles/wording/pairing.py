"""Which open jump (下转) goes with which open continuation (上接): wording decides.

A target page alone pairs nothing, since several jumps may leave for one page at once. What speaks for a
pair: the heading over the tail repeats the headline; the two texts share words that are rare on the
other stories; a sentence, a word or a quotation cut on one side goes on at the other; both lines name
each other's page. docs/jumps.md explains the weights, which were set on typeset and real pages.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from articles.wording.folding import fold, ngrams, similarity

HEADING_WEIGHT = 0.9
"""How far equal headings alone make a pair sure."""
HEADING_AGAINST = 0.6
"""What a heading over the tail that has little of the headline leaves of a pair."""
WORDS_WEIGHT = 0.8
"""The same for shared rare words."""
WORDS_ENOUGH = 0.35
"""A cosine of the two texts at which shared words count in full: halves of one story reach 0.35 in the
median, halves of unrelated ones stay under 0.06 in nineteen of twenty."""
FEW_TEXTS = 6
"""With fewer texts than this nothing can be said of what is rare; every word counts, and"""
WORDS_ENOUGH_AMONG_FEW = 0.008
"""this is the cosine at which they count in full."""
CUT_WEIGHT = 0.35
"""How much a cut that goes on at the other side takes away of what doubt remains."""
CUT_AGAINST = 0.6
"""What a cut that does not go on leaves of a pair."""
ALONE = 0.48
"""How much it takes away of the doubt that both lines name each other's page and no rival comes near."""
RIVAL_WEIGHT = 0.5
"""How much of a pair's confidence an equally good rival takes."""
LABELS_DISAGREE = 0.6
"""What one line that names another page leaves of a pair; where both do, there is none."""
CONTAINED = 0.9
"""The share of a tail's trigrams that stands in the front's text where the tail only repeats it."""
CONTAINED_LEAST = 30
"""A tail of fewer characters may stand in a longer text by chance."""

_SENTENCE_END = re.compile(r"[。！？…；.!?;][”’」』）)\"'》】]*$")
_GOES_ON = re.compile(r"^[，、；：。！？”’」』）)》】,;:.!?\u2026a-zà-ÿ]")
_OPENING, _CLOSING = "“「『（《【", "”」』）》】"


@dataclass(frozen=True, slots=True)
class Side:
    """One half of a jump.

    ``text`` is the story so far, or the tail; ``names`` the key of the page that its printed line names,
    ``own`` the key of the page on which it stands (``wording.jumps.label_key``), ``""`` where unknown.
    ``place`` is the page's sequence, ``section`` its section's name: where a label repeats in an issue,
    the nearest section decides.
    """

    heading: str
    text: str
    names: str
    own: str
    place: int = 0
    section: str = ""


@dataclass(frozen=True, slots=True)
class Pairing:
    """A pair of indexes into fronts and tails; ``repeats`` where the front holds the tail's text already."""

    front: int
    tail: int
    confidence: float
    repeats: bool = False


def pair(
    fronts: Sequence[Side],
    tails: Sequence[Side],
    background: Iterable[str] = (),
    forbidden: frozenset[tuple[int, int]] = frozenset(),
    sure: float = 0.6,
) -> list[Pairing]:
    """The best pairs, each front and each tail at most once, surest first.

    ``background`` are other texts of the issue, which tell a rare word from a common one. ``forbidden``
    pairs are never made. Once a pair reaches ``sure``, what it takes is no rival to the others any more,
    so that the last front and the last tail find each other.
    """
    texts = [side.text for side in (*fronts, *tails)] + list(background)
    weights = _rarity(texts)
    enough = WORDS_ENOUGH_AMONG_FEW if len(texts) < FEW_TEXTS else WORDS_ENOUGH
    vectors = {id(side): _vector(side, weights) for side in (*fronts, *tails)}
    scores = {
        (i, j): _evidence(front, tail, min(1.0, _cosine(vectors[id(front)], vectors[id(tail)]) / enough))
        for i, front in enumerate(fronts)
        for j, tail in enumerate(tails)
        if (i, j) not in forbidden and _labels(front, tail) > 0
    }
    found = []
    while scores:
        rated = {key: _against_rivals(key, scores, fronts, tails) for key in scores}
        (i, j), confidence = max(rated.items(), key=lambda item: (item[1], -item[0][0], -item[0][1]))
        found.append(Pairing(i, j, round(min(confidence, 1.0), 3)))
        if confidence < sure:
            # What is not sure stays a rival of what comes after it, but is not proposed a second time.
            taken = {(p.front, p.tail) for p in found}
            busy_fronts, busy_tails = {p.front for p in found}, {p.tail for p in found}
            rest = {
                key: value
                for key, value in rated.items()
                if key not in taken and key[0] not in busy_fronts and key[1] not in busy_tails
            }
            found += _greedy(rest)
            break
        scores = {key: value for key, value in scores.items() if key[0] != i and key[1] != j}
    return found


def repeated(fronts: Sequence[Side], tails: Sequence[Side]) -> list[Pairing]:
    """Tails whose whole text stands in a front already, as digital editions print it.

    The headline proves nothing here (one headline may head four stories of a day); the text does.
    """
    found = []
    texts = [fold(front.text) for front in fronts]
    for j, tail in enumerate(tails):
        text = fold(tail.text)
        if len(text) < CONTAINED_LEAST:
            continue
        grams = Counter(ngrams(text, 3))
        shares = [
            (_contained(grams, front_text) * _labels(front, tail), i)
            for i, (front, front_text) in enumerate(zip(fronts, texts, strict=True))
        ]
        share, i = max(shares, default=(0.0, -1))
        if share >= CONTAINED:
            found.append(Pairing(i, j, round(share, 3), repeats=True))
    return found


def joins_as(front: str, tail: str, chinese: bool) -> str:
    """How a tail joins its front: ``paragraph``, ``sentence`` or ``word`` (docs/jumps.md)."""
    if not chinese and front.rstrip().endswith(("-", "\u00ad")):
        return "word"
    return "paragraph" if _SENTENCE_END.search(front.rstrip()) and not _GOES_ON.match(tail) else "sentence"


def _greedy(rated: dict[tuple[int, int], float]) -> list[Pairing]:
    found: list[Pairing] = []
    for (i, j), confidence in sorted(rated.items(), key=lambda item: (-item[1], item[0])):
        if all(p.front != i and p.tail != j for p in found):
            found.append(Pairing(i, j, round(confidence, 3)))
    return found


def _labels(front: Side, tail: Side) -> float:
    """1 where the lines name each other's page, 0 where neither does, between them where one is silent."""
    said = [(front.names, tail.own), (tail.names, front.own)]
    wrong = sum(bool(names) and names != own for names, own in said)
    silent = sum(not names for names, _ in said)
    if wrong == 2 or (wrong and silent):
        return 0.0
    return LABELS_DISAGREE if wrong else 1.0 - 0.1 * silent


def _evidence(front: Side, tail: Side, words: float) -> float:
    doubt = 1 - WORDS_WEIGHT * words
    against = 1.0
    if tail.heading and front.heading:
        alike = _same_heading(front.heading, tail.heading)
        doubt *= 1 - HEADING_WEIGHT * alike
        against = HEADING_AGAINST if alike < 0.2 else 1.0
    cut = _cut(front.text, tail.text)
    if cut > 0:
        doubt *= 1 - CUT_WEIGHT
    if cut < 0:
        against *= CUT_AGAINST
    return (1 - doubt) * against * _labels(front, tail)


def _same_heading(front: str, tail: str) -> float:
    one, other = fold(front), fold(tail)
    if not one or not other:
        return 0.0
    if one == other or (min(len(one), len(other)) >= 5 and (one in other or other in one)):
        return 1.0
    return similarity(one, other)


def _cut(front: str, tail: str) -> int:
    """1 where what is cut on one side goes on at the other, -1 where it does not, 0 where nothing shows."""
    open_mark = _unclosed(front.rsplit("\n", 1)[-1])
    closes = _unopened(tail.split("\n", 1)[0])
    if open_mark or closes:
        return 1 if open_mark == closes else -1
    mid_front = not _SENTENCE_END.search(front.rstrip())
    mid_tail = bool(_GOES_ON.match(tail))
    if mid_tail:
        return 1 if mid_front else -1
    return 0


def _unclosed(text: str) -> str:
    """The closing mark that the text still waits for, ``""`` for none."""
    waiting: list[str] = []
    for char in text:
        if char in _OPENING:
            waiting.append(_CLOSING[_OPENING.index(char)])
        elif waiting and char == waiting[-1]:
            waiting.pop()
    return waiting[0] if waiting else ""


def _unopened(text: str) -> str:
    """The first closing mark that nothing in the text opened, ``""`` for none."""
    depth = Counter[str]()
    for char in text:
        if char in _OPENING:
            depth[_CLOSING[_OPENING.index(char)]] += 1
        elif char in _CLOSING:
            if not depth[char]:
                return char
            depth[char] -= 1
    return ""


def _against_rivals(
    key: tuple[int, int],
    scores: dict[tuple[int, int], float],
    fronts: Sequence[Side],
    tails: Sequence[Side],
) -> float:
    score = scores[key]
    rivals = [
        value * _nearness(fronts[i], tails[j], fronts[key[0]], tails[key[1]])
        for (i, j), value in scores.items()
        if (i, j) != key and (i == key[0] or j == key[1])
    ]
    if score <= 0:
        return 0.0
    rivalry = min(1.0, max(rivals, default=0.0) / score) ** 2
    named = fronts[key[0]].names and tails[key[1]].names and _labels(fronts[key[0]], tails[key[1]]) == 1
    doubt = (1 - score) * (1 - ALONE * (1 - rivalry)) if named else 1 - score
    return (1 - doubt) * (1 - RIVAL_WEIGHT * rivalry)


def _nearness(front: Side, tail: Side, own_front: Side, own_tail: Side) -> float:
    """How much a rival counts: less where its halves lie in other sections or further apart than ours."""

    def distance(one: Side, other: Side) -> tuple[bool, int]:
        return one.section != other.section, abs(one.place - other.place)

    if (front.own, tail.own) != (own_front.own, own_tail.own):
        return 1.0
    return 0.6 if distance(front, tail) > distance(own_front, own_tail) else 1.0


def _rarity(texts: Sequence[str]) -> dict[str, float]:
    """A weight for each bigram and trigram that two texts share: the rarer, the heavier.

    What stands in one text alone can speak for no pair. Among few texts it is kept all the same, as a
    counterweight: two texts that happen to share a handful of words must not look alike.
    """
    seen: Counter[str] = Counter()
    for text in texts:
        seen.update(set(_grams(text)))
    least = 1 if len(texts) < FEW_TEXTS else 2
    return {gram: math.log((1 + len(texts)) / n) ** 2 for gram, n in seen.items() if n >= least}


def _grams(text: str) -> list[str]:
    folded = fold(text)
    return [*ngrams(folded, 2), *ngrams(folded, 3)]


def _vector(side: Side, rarity: dict[str, float]) -> dict[str, float]:
    counts = Counter(gram for gram in _grams(f"{side.heading}\n{side.text}") if gram in rarity)
    return {gram: (1 + math.log(n)) * rarity[gram] for gram, n in counts.items()}


def _cosine(one: dict[str, float], other: dict[str, float]) -> float:
    if len(one) > len(other):
        one, other = other, one
    dot = sum(weight * other[gram] for gram, weight in one.items() if gram in other)
    size = math.sqrt(sum(w * w for w in one.values()) * sum(w * w for w in other.values()))
    return dot / size if size else 0.0


def _contained(grams: Counter[str], text: str) -> float:
    there = Counter(ngrams(text, 3))
    return sum((grams & there).values()) / sum(grams.values()) if grams else 0.0
