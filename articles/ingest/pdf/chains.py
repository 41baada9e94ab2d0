"""Heads and fragments → stories: which fragment a head begins, which fragment another goes on in.

Each possible step (head → fragment, fragment → fragment) is given a weight from where the two stand, from
what lies between and from their wording: whether a sentence runs over the seam, whether a paragraph, a
dateline or a byline begins. Of all ways to give each fragment at most one predecessor and each at most one
successor, the heaviest is taken.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from articles.geometry import Box
from articles.ingest.pdf.briefs import is_list
from articles.ingest.pdf.ceilings import (
    BESIDE,
    BESIDE_DOWN,
    GUTTER,
    Ceiling,
    Scene,
    find_ceilings,
    walled,
)
from articles.ingest.pdf.columns import (
    Fragment,
    Side,
    closes_story,
    continues,
    end_of,
    opens_story,
    start_of,
)
from articles.ingest.pdf.heads import Head
from articles.ingest.pdf.matching import best_assignment
from articles.ingest.pdf.measure import Measure
from articles.ingest.pdf.surface import overlap, shared
from articles.ingest.text.words import likeness

FIRST = 1.0
"""The leftmost fragment under a head begins its story;"""
NOT_FIRST = -1.6
"""another hardly ever does."""
OPENS = 1.2
"""Its wording opens a story."""
SPLIT = -4.0
"""A story that would begin inside a sentence."""
WORDS = 1.0
"""What the words count that head and fragment share, at most."""

NEXT = 1.5
"""The column to the right,"""
LEVEL = 1.5
"""its top at the same height,"""
LEVEL_FOOT = 0.6
"""or its foot."""
NOT_BESIDE = -2.0
"""It stands beside nothing of the fragment that it would go on from."""
BELOW = 0.8
"""The same column, under a picture or a box."""
BACK = -0.4
"""The first column of a row below."""
FAR = -0.6
"""A column beyond a picture."""
SAME_HEAD = 1.5
OTHER_HEAD = -5.0
HEAD_BETWEEN = -1.2
"""A head stands over the second fragment and none over the first."""
RUNS_ON = 2.8
"""A sentence runs over the seam,"""
MAY_RUN_ON = 0.9
"""may do so,"""
TORN = -6.0
"""or cannot."""
CLOSED = -6.0
"""The first ends its story, or the second opens one."""
WALLED = -0.8
"""An upright rule stands between."""
RULED = -4.0
"""A rule across lies between."""
OTHER_STYLE = -3.0
OTHER_WIDTH = -0.5
START = -0.3
"""A story without a head,"""
START_CONTINUED = 0.6
"""which a continuation line explains,"""
START_INSIDE = -3.5
"""and which does not begin inside a sentence."""
NEVER = -1e6


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
            _from_head(scene, head, at, ceilings, starts[at], alike[n][at])
            for n, head in enumerate(scene.heads)
        ]
        row += [
            NEVER if other == at else _from_fragment(scene, other, at, ceilings, starts[at], ends[other])
            for other in range(len(fragments))
        ]
        # Each fragment may begin a story of its own, at its own price.
        own = _without(fragment, starts[at])
        gains.append(row + [own if n == at else NEVER for n in range(len(fragments))])
    chosen = best_assignment(gains)
    before: dict[int, int] = {
        at: column for at, column in enumerate(chosen) if column < count and gains[at][column] > NEVER / 2
    }
    _cut_circles(before, len(scene.heads), gains)
    return _chains(scene, before)


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


def _from_head(
    scene: Scene, head: Head, at: int, ceilings: list[Ceiling], start: Side, alike: float
) -> float:
    fragment, ceiling = scene.fragments[at], ceilings[at]
    if ceiling.head is head:
        weight = ceiling.how
        group = [other for n, other in enumerate(scene.fragments) if ceilings[n].head is head]
        leftmost = min(group, key=lambda other: (round(other.box[0] / (3 * scene.sizes.em)), other.box[1]))
        highest = min(
            (other.box[1] for n, other in enumerate(scene.fragments) if ceilings[n].head is head),
        )
        weight += FIRST if fragment is leftmost else NOT_FIRST
        if fragment.box[1] > highest + 2 * scene.sizes.pitch:
            weight -= 0.5
    else:
        side = _side(scene, head, fragment)
        if side <= 0 or (ceiling.head is not None and not head.down):
            return NEVER
        weight = side + (OTHER_HEAD / 2 if ceiling.head is not None else 0)
    if start is Side.INSIDE:
        weight += SPLIT
    if opens_story(fragment):
        weight += OPENS
    if scene.briefs[at]:
        weight += CLOSED  # each of them has its own head
    return weight + WORDS * alike


def _side(scene: Scene, head: Head, fragment: Fragment) -> float:
    """What it counts that a fragment stands beside a head."""
    em = scene.sizes.em
    box, own = head.box, fragment.box
    right, left = own[0] - box[2], box[0] - own[2]
    gap = max(right, left)
    if not -em <= gap <= GUTTER * em + (0.5 * head.size if head.down else 0):
        return 0.0
    if head.down:
        level = overlap(box, own, 1) > 0.3 and own[1] - box[1] < 0.5 * (box[3] - box[1])
        if not level or walled(scene, box, own):
            return 0.0
        # The text of a vertical headline stands at its right, or where it is itself vertical at its left.
        return BESIDE_DOWN if (right > left) != fragment.down else BESIDE
    level = box[1] - 3 * em <= own[1] <= box[3] + em
    return BESIDE if level and not walled(scene, box, own) else 0.0


def _without(fragment: Fragment, start: Side) -> float:
    if continues(fragment):
        return START_CONTINUED
    return START_INSIDE if start is Side.INSIDE else START + (OPENS if opens_story(fragment) else 0.0)


def _from_fragment(
    scene: Scene, before: int, at: int, ceilings: list[Ceiling], start: Side, end: Side
) -> float:
    first, second = scene.fragments[before], scene.fragments[at]
    place = _place(scene, first, second)
    if place <= NEVER:
        return NEVER
    weight = place + _seam(start, end)
    if closes_story(first):
        weight += CLOSED
    if opens_story(second):
        weight += CLOSED
    if scene.briefs[before] != scene.briefs[at]:
        weight += CLOSED
    over_first, over_second = ceilings[before].head, ceilings[at].head
    if over_second is not None:
        if over_second is over_first:
            weight += SAME_HEAD
        elif over_first is not None:
            weight += OTHER_HEAD
        else:
            weight += HEAD_BETWEEN
    if abs(first.size - second.size) > 0.07 * scene.sizes.em or first.down != second.down:
        weight += OTHER_STYLE
    elif _wide(first, second, scene.sizes):
        weight += OTHER_WIDTH
    return weight


def _wide(first: Fragment, second: Fragment, sizes: Measure) -> bool:
    if min(len(first.lines), len(second.lines)) < 3:
        return False
    return abs((first.right - first.left) - (second.right - second.left)) > 1.5 * sizes.em


def _seam(start: Side, end: Side) -> float:
    match (end, start):
        case (Side.INSIDE, Side.INSIDE):
            return RUNS_ON
        case (Side.INSIDE, Side.UNKNOWN) | (Side.UNKNOWN, Side.INSIDE):
            return MAY_RUN_ON
        case (Side.INSIDE, Side.WHOLE) | (Side.WHOLE, Side.INSIDE):
            return TORN
    return 0.0


def _place(scene: Scene, first: Fragment, second: Fragment) -> float:
    """What the places of two fragments count for the second to go on from the first."""
    if first.down and second.down:
        return _place_down(scene, first, second)
    em, pitch = scene.sizes.em, scene.sizes.pitch
    a, b = first.box, second.box
    across = overlap(a, b, 0)
    beside = shared(a, b, 1)
    if across > 0.3 and b[1] >= a[3] - 0.5 * pitch:
        return BELOW + _ruled(scene, a, b) - 0.004 * max(0.0, b[1] - a[3]) / em
    if b[0] >= a[2] - em and across < 0.2:
        gap = b[0] - a[2]
        weight = NEXT if gap <= GUTTER * em else FAR - 0.05 * gap / em
        if abs(a[1] - b[1]) <= 0.8 * pitch:
            weight += LEVEL
        elif abs(a[3] - b[3]) <= 0.8 * pitch:
            weight += LEVEL_FOOT
        if beside <= 0:
            weight += NOT_BESIDE + (_ruled(scene, a, b) if b[1] > a[3] else 0.0)
        if walled(scene, a, b):
            weight += WALLED
        return weight
    if b[2] <= a[0] + em and b[1] > a[1]:
        lower = b[1] - a[3]
        if lower < -2 * pitch:
            return NEVER
        return BACK + _ruled(scene, a, b) - 0.01 * max(0.0, lower) / em
    return NEVER


def _place_down(scene: Scene, first: Fragment, second: Fragment) -> float:
    """The same for vertical text: below in rows from right to left, or at the left in the same row."""
    em, pitch = scene.sizes.em, scene.sizes.pitch
    a, b = first.box, second.box
    if b[1] >= a[3] - em and overlap(a, b, 0) > 0.3:
        return NEXT + (LEVEL if abs(a[2] - b[2]) < pitch else 0.0) + _ruled(scene, a, b)
    if b[2] <= a[0] + em:
        return BELOW if overlap(a, b, 1) > 0.3 else BACK
    return NEVER


def _ruled(scene: Scene, a: Box, b: Box) -> float:
    """The cost of a rule across that lies between two boxes, one lower than the other."""
    low, high = a[3] - 1, b[1] + 1
    span = min(a[2] - a[0], b[2] - b[0])
    for rule in scene.across:
        if low <= (rule[1] + rule[3]) / 2 <= high and shared(rule, b, 0) > 0.5 * span:
            return RULED
    return 0.0
