"""How near a draft comes to the truth that the typesetter knows: a few figures from 0 to 1, and their mean."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from articles.records import ArticleDraft, PageDraft
from articles.wording.jumps import label_key
from articles.wording.values import Signature

ALIKE = 0.95
"""The share of trigrams from which on two texts are one."""


def plain(text: str) -> str:
    """A text as it is compared: no white space, one form of each character."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def likeness(one: str, other: str) -> float:
    """Shared trigrams over all, counted."""
    left, right = (Counter(t[at : at + 3] for at in range(len(t) or 1)) for t in (plain(one), plain(other)))
    return sum((left & right).values()) / (sum((left | right).values()) or 1)


def figures(truth: PageDraft, draft: PageDraft) -> dict[str, float]:
    """The figures of one page; one that it does not ask for is left out."""
    true, found = truth.articles, draft.articles
    pairs = _pairs([_body(a) for a in true], [_body(a) for a in found])

    def share(same: Callable[[ArticleDraft, ArticleDraft], bool]) -> float:
        return sum(at in pairs and same(a, found[pairs[at][0]]) for at, a in enumerate(true)) / len(true)

    got = {
        "articles": _f1(sum(s >= ALIKE for _j, s in pairs.values()), len(true), len(found)),
        "headline": share(lambda t, f: plain(t.headline) == plain(f.headline)),
        "heads": share(lambda t, f: (plain(t.kicker), plain(t.deck)) == (plain(f.kicker), plain(f.deck))),
        "byline": share(lambda t, f: who(t.bylines) == who(f.bylines)),
        "dateline": share(lambda t, f: _dateline(t) == _dateline(f)),
        "blocks": _blocks(true, found, {at: j for at, (j, _s) in pairs.items()}),
    }
    marks = [(at, k) for at, a in enumerate(true) for k in ("jump", "continued_from") if getattr(a, k)]
    said = sum(bool(getattr(a, k)) for a in found for k in ("jump", "continued_from"))
    if marks or said:
        right = sum(at in pairs and _label(true[at], k) == _label(found[pairs[at][0]], k) for at, k in marks)
        got["jump"] = _f1(right, len(marks), said)
    shots = _pairs([p.caption for p in truth.photos], [p.caption for p in draft.photos])
    if truth.photos or draft.photos:
        got["captions"] = _f1(
            sum(s >= ALIKE for _j, s in shots.values()), len(truth.photos), len(draft.photos)
        )
    if truth.photos:
        owners = {at: j for at, (j, _s) in pairs.items()} | {None: None}
        got["credits"] = sum(
            who(truth.photos[at].credits) == who(draft.photos[j].credits)
            and owners.get(truth.photos[at].article, -1) == draft.photos[j].article
            for at, (j, _s) in shots.items()
        ) / len(truth.photos)
    return got


def mean(figures: dict[str, float]) -> float:
    """The mean of a page's figures."""
    return sum(figures.values()) / len(figures)


def _pairs(true: Sequence[str], found: Sequence[str]) -> dict[int, tuple[int, float]]:
    """Each true text with the found one that is most like it, one to one, surest first."""
    rated = sorted(
        ((likeness(t, f), at, j) for at, t in enumerate(true) for j, f in enumerate(found)), reverse=True
    )
    pairs: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()
    for score, at, j in rated:
        if score >= 0.3 and at not in pairs and j not in taken:
            pairs[at] = (j, score)
            taken.add(j)
    return pairs


def _body(article: ArticleDraft) -> str:
    return "".join(block.text for block in article.body)


def who(names: Iterable[Signature]) -> set[tuple[str, str, str]]:
    """What the contract asks of names; the titles, which hang on how the typesetter words a line, it leaves open."""
    return {(one.name, one.role, one.affiliation) for one in names}


def _dateline(article: ArticleDraft) -> tuple[str, ...]:
    line: Any = article.dateline
    return tuple(plain(part) for part in (line.agency, line.place, line.date)) if line else ()


def _label(article: ArticleDraft, which: str) -> str:
    line = getattr(article, which)
    return label_key(line.page) if line else ""


def _blocks(true: Sequence[ArticleDraft], found: Sequence[ArticleDraft], pairs: dict[int, int]) -> float:
    """F1 over the places where paragraphs and subheads end."""

    def edges(article: ArticleDraft) -> set[tuple[int, str]]:
        out, at = set(), 0
        for block in article.body:
            at += len(plain(block.text))
            out.add((at, block.kind))
        return out

    every = [(edges(true[at]), edges(found[j])) for at, j in pairs.items()]
    lost = sum(len(edges(a)) for at, a in enumerate(true) if at not in pairs)
    right = sum(len(t & f) for t, f in every)
    return _f1(right, sum(len(t) for t, _f in every) + lost, sum(len(f) for _t, f in every))


def _f1(right: int, true: int, found: int) -> float:
    return 2 * right / (true + found) if true + found else 1.0
