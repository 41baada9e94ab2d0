"""Heads and fragments → stories: which fragment a head begins, which fragment another goes on in.

Each possible step (head → fragment, fragment → fragment) is given a weight from where the two stand, from
what lies between and from their wording: whether a sentence runs over the seam, whether a paragraph, a
dateline or a byline begins. Of all ways to give each fragment at most one predecessor and each at most one
successor, the heaviest is taken.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from articles.ingest.pdf.briefs import is_list
from articles.ingest.pdf.ceilings import Ceiling, Scene, find_ceilings
from articles.ingest.pdf.fragments import Fragment
from articles.ingest.pdf.heads import Head
from articles.ingest.pdf.matching import best_assignment
from articles.ingest.pdf.sides import end_of, start_of
from articles.ingest.pdf.steps import NEVER, fresh_start, from_fragment, from_head
from articles.ingest.pdf.surface import overlap
from articles.ingest.text.words import likeness

LEAST_LINES = 3
"""A text of fewer lines is given no head from afar: it may be a label."""
SAID, SAID_MORE = 0.25, 0.1
"""The share of a head's words in its text, and how much less of it stands in any other."""


@dataclass(slots=True, eq=False)
class Chain:
    """One story: its head, or None, and its fragments in reading order."""

    head: Head | None
    fragments: list[Fragment] = field(default_factory=list)


def link(scene: Scene) -> list[Chain]:
    """The stories of a panel: heads without text among them, none of the fragments left over."""
    fragments = scene.fragments
    if not fragments:
        return [Chain(head) for head in scene.heads]
    scene.briefs = [is_list([fragment], scene.sizes) for fragment in fragments]
    ceilings = find_ceilings(scene)
    starts = [start_of(fragment, scene.sizes) for fragment in fragments]
    ends = [end_of(fragment, scene.sizes) for fragment in fragments]
    alike = [likeness(head.text, [f.text for f in fragments]) for head in scene.heads]
    sources: list[Head | Fragment] = [*scene.heads, *fragments]
    count = len(sources)
    gains: list[list[float]] = []
    for at, fragment in enumerate(fragments):
        row = [
            from_head(scene, head, at, ceilings, starts[at], alike[n][at])
            for n, head in enumerate(scene.heads)
        ]
        row += [
            NEVER if other == at else from_fragment(scene, other, at, ceilings, starts[at], ends[other])
            for other in range(len(fragments))
        ]
        # Each fragment may begin a story of its own, at its own price.
        own = fresh_start(fragment, starts[at])
        gains.append(row + [own if n == at else NEVER for n in range(len(fragments))])
    chosen = best_assignment(gains)
    before: dict[int, int] = {
        at: column for at, column in enumerate(chosen) if column < count and gains[at][column] > NEVER / 2
    }
    _cut_circles(before, len(scene.heads), gains)
    chains = _headed(_chains(scene, before), fragments, ceilings, scene.sizes.pitch)
    return _headed_by_place(_headed_by_words(chains))


def _headed(
    chains: list[Chain], fragments: list[Fragment], ceilings: list[Ceiling], pitch: float
) -> list[Chain]:
    """The chains, each head without text given to the headless text that runs on under it.

    The text began in a column at the head's left, so that no step led from one to the other.
    """
    over = {id(fragment): ceiling.head for fragment, ceiling in zip(fragments, ceilings, strict=True)}
    out = [chain for chain in chains if chain.fragments]
    for bare in chains:
        if bare.fragments:
            continue
        head = bare.head
        below = [
            chain
            for chain in out
            if chain.head is None
            and head is not None
            and any(over[id(fragment)] is head for fragment in chain.fragments)
            and chain.fragments[0].box[1] >= head.box[1] - 1.5 * pitch
        ]
        if len(below) == 1:
            below[0].head = head
        else:
            out.append(bare)
    return out


def _headed_by_words(chains: list[Chain]) -> list[Chain]:
    """The chains, each head without text given to the headless text that alone says its words."""
    told = [chain for chain in chains if chain.fragments]
    texts = ["".join(fragment.text for fragment in chain.fragments) for chain in told]
    wanted: list[tuple[float, Chain, Chain]] = []
    for bare in chains:
        if bare.fragments or bare.head is None or not told:
            continue
        said = likeness(bare.head.text, texts)
        first, second = [*sorted(said, reverse=True), 0.0][:2]
        owner = told[said.index(first)]
        if owner.head is None and first >= SAID and first - second >= SAID_MORE:
            wanted.append((first, bare, owner))
    given: set[int] = set()
    for _said, bare, owner in sorted(wanted, key=lambda one: one[0], reverse=True):
        if owner.head is None:
            owner.head = bare.head
            given.add(id(bare))
    return [chain for chain in chains if id(chain) not in given]


def _headed_by_place(chains: list[Chain]) -> list[Chain]:
    """The chains, each head without text given to the headless text that is next below, however far."""
    out = list(chains)
    for bare in chains:
        head = bare.head
        if bare.fragments or head is None:
            continue
        below = [
            fragment.box
            for chain in chains
            for fragment in chain.fragments
            if overlap(fragment.box, head.box, 0) > 0.5
        ]
        below += [
            chain.head.box
            for chain in chains
            if chain.head is not None and chain is not bare and overlap(chain.head.box, head.box, 0) > 0
        ]
        under = [box for box in below if box[1] >= head.box[3]]
        if not under:
            continue
        nearest = min(under, key=lambda box: box[1])
        for chain in out:
            few = sum(len(fragment.lines) for fragment in chain.fragments) < LEAST_LINES
            if chain.head is None and chain.fragments and not few and chain.fragments[0].box == nearest:
                chain.head = head
                out.remove(bare)
                break
    return out


def _cut_circles(before: dict[int, int], heads: int, gains: list[list[float]]) -> None:
    """Fragments that follow each other round and round lose their weakest step."""
    for start in list(before):
        seen: list[int] = []
        at = start
        while at in before and before[at] >= heads and at not in seen:
            seen.append(at)
            at = before[at] - heads
        if at in seen:
            weakest = min(seen[seen.index(at) :], key=lambda n: gains[n][before[n]])
            del before[weakest]


def _chains(scene: Scene, before: dict[int, int]) -> list[Chain]:
    heads = len(scene.heads)
    after = {source: at for at, source in before.items()}
    chains = [Chain(head, _follow(after, n, scene)) for n, head in enumerate(scene.heads)]
    chains += [
        Chain(None, [scene.fragments[at], *_follow(after, heads + at, scene)])
        for at in range(len(scene.fragments))
        if at not in before
    ]
    return chains


def _follow(after: dict[int, int], source: int, scene: Scene) -> list[Fragment]:
    out = []
    while source in after:
        at = after[source]
        out.append(scene.fragments[at])
        source = len(scene.heads) + at
    return out
