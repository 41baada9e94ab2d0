"""The weight of each possible step: from a head to a fragment, from one fragment to another, or to none."""

from __future__ import annotations

from articles.geometry import Box
from articles.ingest.pdf.ceilings import BESIDE, BESIDE_DOWN, GUTTER, Ceiling, Scene, walled
from articles.ingest.pdf.fragments import Fragment
from articles.ingest.pdf.heads import Head
from articles.ingest.pdf.measure import Measure
from articles.ingest.pdf.sides import Side, closes_story, continues, opens_story
from articles.ingest.pdf.surface import overlap, shared

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


def from_head(scene: Scene, head: Head, at: int, ceilings: list[Ceiling], start: Side, alike: float) -> float:
    """The weight of fragment `at` to begin the story of `head`; `alike` is what their words share, 0 to 1."""
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


def fresh_start(fragment: Fragment, start: Side) -> float:
    """The weight of a fragment to begin a story without a head."""
    if continues(fragment):
        return START_CONTINUED
    return START_INSIDE if start is Side.INSIDE else START + (OPENS if opens_story(fragment) else 0.0)


def from_fragment(
    scene: Scene, before: int, at: int, ceilings: list[Ceiling], start: Side, end: Side
) -> float:
    """The weight of fragment `at` to go on from fragment `before`, which ends as `end` says."""
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
