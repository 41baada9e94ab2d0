"""Which head a fragment stands under: straight, below a picture, in one row with others, or beside it."""

from __future__ import annotations

from dataclasses import dataclass, field

from articles.geometry import Box
from articles.ingest.pdf.fragments import Fragment
from articles.ingest.pdf.heads import Head
from articles.ingest.pdf.measure import Measure
from articles.ingest.pdf.sides import opens_story
from articles.ingest.pdf.surface import overlap, shared

UNDER = 3.0
"""A fragment right under a head,"""
UNDER_PICTURE = 2.0
"""under a picture that stands under a head,"""
IN_ROW = 2.4
"""or in one row with such a fragment, without anything above it."""
BESIDE_DOWN = 2.6
"""A fragment beside a vertical head,"""
BESIDE = 1.4
"""or beside a head across."""
GUTTER = 4.5
"""The widest gutter, in em."""
REACH = 5.0
"""A head stands at most so many lines over its text, pictures between them not counted."""
CENTRED = 1.5
"""How far, in em, a head may stand from the middle of its columns."""
LEVEL = 0.8
"""Tops that differ by less than this share of a line are at one height,"""
LEVEL_PICTURE = 1.5
"""those of text and of a picture by this."""


@dataclass(slots=True)
class Ceiling:
    """What is right above a fragment: its head and how it was found, and where the white above it ends."""

    head: Head | None = None
    how: float = 0.0
    limit: float = 0.0
    picture: Box | None = None
    """The picture right above it, where it is known of no head."""


@dataclass(slots=True)
class Scene:
    """Everything in one panel that bears on how its text runs."""

    heads: list[Head]
    fragments: list[Fragment]
    pictures: list[Box]
    across: list[Box]
    upright: list[Box]
    blocks: list[Box]
    """Panels inside this one."""
    sizes: Measure
    top: float = 0.0
    briefs: list[bool] = field(default_factory=list)
    """For each fragment whether it is a list of briefs."""


def find_ceilings(scene: Scene) -> list[Ceiling]:
    """For each fragment the head it stands under, or beside, alone or with others of its row."""
    ceilings = [_ceiling(scene, fragment.box, _span(fragment), fragment) for fragment in scene.fragments]
    for head in scene.heads:
        if head.down or not any(ceiling.head is head for ceiling in ceilings):
            _stand_beside(scene, head, ceilings)
    pictured = [_ceiling(scene, picture, picture[2] - picture[0], None) for picture in scene.pictures]
    for fragment, ceiling in zip(scene.fragments, ceilings, strict=True):
        if ceiling.head is None and ceiling.picture is not None:
            _stand_under_picture(scene, fragment, ceiling, pictured)
    # A head set in the middle does not reach over all columns of its row.
    changed = True
    while changed:
        changed = False
        for at, fragment in enumerate(scene.fragments):
            if ceilings[at].head is None:
                over = _head_of_row(scene, fragment, ceilings[at], ceilings, pictured)
                if over is not None:
                    ceilings[at].head, ceilings[at].how = over, IN_ROW
                    changed = True
    return ceilings


def _head_of_row(
    scene: Scene, fragment: Fragment, own: Ceiling, ceilings: list[Ceiling], pictured: list[Ceiling]
) -> Head | None:
    """The head of the text or picture next to a fragment, where their tops are level and nothing is above."""
    em, pitch = scene.sizes.em, scene.sizes.pitch
    neighbours = [
        (ceiling.head, other.box, LEVEL)
        for other, ceiling in zip(scene.fragments, ceilings, strict=True)
        if ceiling.how != UNDER_PICTURE
    ]
    neighbours += [
        (ceiling.head, picture, LEVEL_PICTURE)
        for picture, ceiling in zip(scene.pictures, pictured, strict=True)
    ]
    # A head that begins with its column has nothing at its left, where another head may have the row.
    # One that stands in the middle of its columns would not with another column at one side.
    neighbours.sort(
        key=lambda one: (
            one[0] is not None
            and (
                _begins(one[0], one[1], fragment, em)
                or _uncentres(scene, one[0], fragment, ceilings)
                # What opens a story is the first of its columns.
                or (one[1][2] <= fragment.box[0] and opens_story(fragment))
            )
        )
    )
    for head, beside, slack in neighbours:
        if head is None or head.down:
            continue
        gap = max(fragment.box[0], beside[0]) - min(fragment.box[2], beside[2])
        level = abs(fragment.box[1] - beside[1]) <= slack * pitch
        clear = own.limit <= head.box[1] + 0.6 * head.size
        if level and clear and -em <= gap <= GUTTER * em:
            if not walled(scene, fragment.box, beside) or _is_over_middle(scene, head, fragment, ceilings):
                return head
    return None


def _begins(head: Head, beside: Box, fragment: Fragment, em: float) -> bool:
    return fragment.box[2] <= beside[0] and abs(head.box[0] - beside[0]) < em


def _uncentres(scene: Scene, head: Head, fragment: Fragment, ceilings: list[Ceiling]) -> bool:
    """Whether a head in the middle of its columns would be so no more if `fragment` were one of them."""
    own = [
        other.box
        for other, ceiling in zip(scene.fragments, ceilings, strict=True)
        if ceiling.head is head and ceiling.how in (UNDER, IN_ROW)
    ]
    if not own:
        return False

    def off(boxes: list[Box]) -> float:
        return abs(head.box[0] + head.box[2] - min(b[0] for b in boxes) - max(b[2] for b in boxes)) / 2

    before, after = off(own), off([*own, fragment.box])
    return before <= CENTRED * scene.sizes.em < after


def _is_over_middle(scene: Scene, head: Head, fragment: Fragment, ceilings: list[Ceiling]) -> bool:
    """Whether a head is set over the middle of a row of columns to which a fragment belongs: then the rules
    between them part no stories."""
    em = scene.sizes.em
    row = [
        other.box
        for other, ceiling in zip(scene.fragments, ceilings, strict=True)
        if ceiling.head in (None, head)
    ] + scene.pictures
    row = [box for box in row if abs(box[1] - fragment.box[1]) <= LEVEL_PICTURE * scene.sizes.pitch]
    under = [box for box in row if shared(box, head.box, 0) > 0]
    if not under:
        return False
    left, right = min(box[0] for box in under), max(box[2] for box in under)
    grown = True
    while grown:
        grown = False
        for box in row:
            if (box[0] < left and left - box[2] <= GUTTER * em) or (
                box[2] > right and box[0] - right <= GUTTER * em
            ):
                left, right, grown = min(left, box[0]), max(right, box[2]), True
    inside = left <= fragment.box[0] and fragment.box[2] <= right
    return inside and abs(head.box[0] + head.box[2] - left - right) <= 2 * CENTRED * em


def _span(fragment: Fragment) -> float:
    wide = fragment.box[2] - fragment.box[0]
    return wide if fragment.down else min(fragment.right - fragment.left, wide)


def _ceiling(scene: Scene, box: Box, span: float, fragment: Fragment | None) -> Ceiling:
    """What is right above a box of which `span` points count."""
    em = scene.sizes.em
    above: list[tuple[float, Head | Box, bool]] = []

    def see(other: Box, what: Head | Box, least: float, picture: bool = False) -> None:
        if other[3] <= box[1] + 0.7 * em and shared(other, box, 0) > least:
            above.append((other[3], what, picture))

    for head in scene.heads:
        see(head.box, head, 0.2 * min(span, head.box[2] - head.box[0]))
    for other in scene.fragments:
        if other is not fragment:
            see(other.box, other.box, 0.25 * span)
    for picture in scene.pictures:
        see(picture, picture, 0.35 * span, True)
    for rule in scene.across:
        see(rule, rule, 0.4 * span)
    for block in scene.blocks:
        see(block, block, 0.35 * span)
    limit, edge, through = scene.top, box[1], False
    through_picture: Box | None = None
    for bottom, what, is_picture in sorted(above, key=lambda item: -item[0]):
        limit = max(limit, bottom)
        if isinstance(what, Head):
            if edge - bottom > REACH * scene.sizes.pitch:
                break
            return Ceiling(what, UNDER_PICTURE if through else UNDER, bottom)
        if not is_picture:
            break
        edge, through = min(edge, what[1]), True
        through_picture = through_picture or what
    return Ceiling(None, 0.0, limit, through_picture)


def _stand_under_picture(scene: Scene, fragment: Fragment, ceiling: Ceiling, pictured: list[Ceiling]) -> None:
    """Give the head over a wide picture to a column under it that the head itself does not reach over."""
    box = fragment.box
    for picture, over in zip(scene.pictures, pictured, strict=True):
        covered = shared(picture, box, 0) > 0.8 * (box[2] - box[0])
        if picture == ceiling.picture and covered and over.head is not None and over.how == UNDER:
            if ceiling.limit <= over.head.box[1] + 0.6 * over.head.size or ceiling.limit <= picture[3] + 1:
                ceiling.head, ceiling.how = over.head, UNDER_PICTURE


def _stand_beside(scene: Scene, head: Head, ceilings: list[Ceiling]) -> None:
    """Give a head that nothing stands under the columns beside it: at its right, or else at its left."""
    sides = (_fuller_side(scene, head),) if head.down else (True, False)
    for right in sides:
        group = _beside(scene, head, right, ceilings)
        for at in group:
            ceilings[at].head, ceilings[at].how = head, BESIDE_DOWN if head.down else BESIDE
        if group:
            return


def _beside(scene: Scene, head: Head, right: bool, ceilings: list[Ceiling]) -> list[int]:
    """The columns in a row that begin at one side of a head, the nearest first."""
    em, pitch = scene.sizes.em, scene.sizes.pitch
    group: list[int] = []
    edge = head.box
    reach = _reach(scene, head)
    while True:
        following = [
            at
            for at, fragment in enumerate(scene.fragments)
            if at not in group
            and (ceilings[at].head is None or (head.down and ceilings[at].how < UNDER and not group))
            and _is_level(head, fragment, scene)
            and -em <= (fragment.box[0] - edge[2] if right else edge[0] - fragment.box[2]) <= reach
            and (not group or abs(fragment.box[1] - scene.fragments[group[0]].box[1]) < LEVEL * pitch)
            and (group or not walled(scene, edge, fragment.box))
        ]
        if not following:
            return group
        group.append(following[0])
        edge, reach = scene.fragments[following[0]].box, GUTTER * em


def _reach(scene: Scene, head: Head) -> float:
    """How far from a head the text beside it may begin: one that is set in a column of its own has white
    at both sides."""
    columns = sorted(fragment.box[2] - fragment.box[0] for fragment in scene.fragments)
    own = columns[len(columns) // 2] if columns else 0.0
    wide = head.box[2] - head.box[0]
    return GUTTER * scene.sizes.em + 0.5 * head.size + max(0.0, (own - wide) / 2)


def _fuller_side(scene: Scene, head: Head) -> bool:
    """Whether more text stands right beside a vertical head at its right than at its left."""
    reach = _reach(scene, head)
    sides = {True: 0.0, False: 0.0}
    for fragment in scene.fragments:
        for right in sides:
            gap = fragment.box[0] - head.box[2] if right else head.box[0] - fragment.box[2]
            near = -scene.sizes.em <= gap <= reach and _is_level(head, fragment, scene)
            if near and not walled(scene, head.box, fragment.box):
                # Nearer is better: the other side belongs to the story next door.
                sides[right] += shared(head.box, fragment.box, 1) / max(gap, scene.sizes.em)
    return sides[True] >= sides[False]


def _is_level(head: Head, fragment: Fragment, scene: Scene) -> bool:
    """Whether a fragment's top stands where that of a story would whose head is at its side."""
    box, own, pitch = head.box, fragment.box, scene.sizes.pitch
    if shared(box, own, 1) <= 0:
        return False
    if head.down:
        return abs(own[1] - box[1]) < 0.5 * (box[3] - box[1])
    return own[1] <= box[1] + 1.5 * pitch and box[1] - own[1] < 0.75 * (own[3] - own[1]) + 2 * pitch


def walled(scene: Scene, one: Box, other: Box) -> bool:
    """Whether an upright rule stands between two boxes along all they share, or most of the lower one."""
    low, high = sorted((one, other), key=lambda box: box[0])
    return any(
        low[2] - 2 <= (wall[0] + wall[2]) / 2 <= high[0] + 2
        and min(overlap(wall, one, 1), overlap(wall, other, 1)) > 0.4
        and shared(wall, one, 1) > 0
        and shared(wall, other, 1) > 0
        for wall in scene.upright
    )
