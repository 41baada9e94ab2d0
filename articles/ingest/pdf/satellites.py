"""Kickers, decks and bylines in the type of the text: the head that they stand by."""

from __future__ import annotations

from articles.geometry import Box
from articles.ingest.pdf.fragments import Fragment
from articles.ingest.pdf.heads import CLOSE, Head, order, parted
from articles.ingest.pdf.lines import Line
from articles.ingest.pdf.measure import Measure
from articles.ingest.pdf.sides import is_byline
from articles.ingest.pdf.surface import overlap, shared
from articles.ingest.text.flow import DASHES
from articles.ingest.text.joining import ends_sentence
from articles.wording.bylines import parse_byline
from articles.wording.datelines import opens_with_dateline
from articles.wording.jumps import find_continuation, find_jump

GUTTER = 4.5
"""The widest gutter, in em of the text."""
MOST_SATELLITES = 3
"""A kicker, a deck or a byline has at most so many lines."""


def add_satellites(
    heads: list[Head], fragments: list[Fragment], rules: list[Box], walls: list[Box], sizes: Measure
) -> list[Fragment]:
    """Give kickers, decks and bylines to the heads that they stand by; the other fragments come back."""
    changed = True
    while changed:
        changed = False
        for fragment in sorted(fragments, key=lambda fragment: -fragment.box[1]):
            if len(fragment.lines) > MOST_SATELLITES:
                continue
            near = [
                head for head in heads if _is_satellite(head, heads, fragment, fragments, rules, walls, sizes)
            ]
            if near:
                head = min(near, key=lambda head: _distance(head.box, fragment.box))
                head.lines += fragment.lines
                order(head)
                fragments = [other for other in fragments if other is not fragment]
                changed = True
                break
    for head in heads:
        fragments = _take_leading(head, heads, fragments, rules, sizes)
        _take_trailing(head, fragments, rules, sizes)
    return fragments


def _distance(a: Box, b: Box) -> float:
    return max(a[1], b[1]) - min(a[3], b[3])


def _is_satellite(
    head: Head,
    heads: list[Head],
    fragment: Fragment,
    fragments: list[Fragment],
    rules: list[Box],
    walls: list[Box],
    sizes: Measure,
) -> bool:
    if head.down or fragment.down:
        return head.down and fragment.down and _stands_by(head, fragment, fragments)
    box, own = head.box, fragment.box
    gap = _distance(box, own)
    above = own[1] < box[1]
    reach = 0.75 * head.size if not above else max(1.3 * fragment.size, 0.55 * head.size)
    if not -0.5 * fragment.size <= gap <= max(reach, 1.6 * fragment.size):
        return False
    if shared(box, own, 0) < 0.6 * min(own[2] - own[0], box[2] - box[0]) or parted(box, own, 1, rules, walls):
        return False
    if own[2] - own[0] > 1.35 * (box[2] - box[0]) + 4 * sizes.em:
        return False
    foreign = all(line.font not in sizes.fonts or line.size > 1.08 * sizes.em for line in fragment.lines)
    middle = (own[0] + own[2]) / 2
    centred = abs(middle - (box[0] + box[2]) / 2) < 1.2 * sizes.em
    byline = is_byline(fragment.text) or (bool(parse_byline(fragment.text)) and len(fragment.text) < 16)
    column = next(
        (
            other
            for other in fragments
            if other is not fragment
            and len(other.lines) >= 3
            and 0 <= other.box[1] - own[3] <= 2.5 * sizes.pitch
            and shared(other.box, own, 0) > 0
        ),
        None,
    )
    if byline:
        if column is not None and own[2] <= column.right + sizes.em:
            # At the left of the first column it belongs to the text, in its middle to the head.
            at_left = abs(column.left - own[0]) < 3 * sizes.em
            if at_left and abs(middle - (column.left + column.right) / 2) > sizes.em:
                return False
        return not above and (centred or abs(own[0] - box[0]) < 1.5 * sizes.em)
    if find_continuation(fragment.text) or find_jump(fragment.text):
        return False
    if not above and any(
        len(other.lines) > 1
        and box[3] - 0.5 * sizes.em <= other.box[1] <= own[1] + 0.5 * sizes.pitch
        and max(other.box[0] - box[2], box[0] - other.box[2]) < GUTTER * sizes.em
        and other.box[1] - box[3] < 3 * sizes.pitch
        and not any(
            one is not head
            and shared(one.box, other.box, 0) > 0
            and 0 <= other.box[1] - one.box[3] <= 5 * sizes.pitch
            for one in heads
        )
        for other in fragments
        if other is not fragment
    ):
        return False  # a subhead at the top of one of the head's columns
    if ends_sentence(fragment.text) and not fragment.text.endswith(("？", "！", "?", "!")):
        return False
    signed = column is not None and is_byline(column.lines[0].text)
    at_left = abs(own[0] - box[0]) < 1.5 * sizes.em
    if foreign or (signed and (centred or at_left)):
        return True
    # In the style of the text it must stand in the head's middle: over it, or over more than one column.
    alone = len(fragment.lines) == 1 and (above or _is_over_gutter(fragment, fragments, sizes))
    return centred and (alone or fragment.text.startswith(DASHES))


def _is_over_gutter(fragment: Fragment, fragments: list[Fragment], sizes: Measure) -> bool:
    """Whether a line stands over two columns at once."""
    box = fragment.box
    under = [
        other
        for other in fragments
        if other is not fragment
        and -0.5 * sizes.em <= other.box[1] - box[3] <= 2 * sizes.pitch
        and shared(other.box, box, 0) > sizes.em
    ]
    return len(under) > 1


def _stands_by(head: Head, fragment: Fragment, fragments: list[Fragment]) -> bool:
    """Whether a vertical line is the kicker or the deck of the vertical headline beside it."""
    if any(other.down and len(other.lines) > MOST_SATELLITES for other in fragments):
        return False  # text runs down on this page
    a, b = head.box, fragment.box
    apart = max(a[0], b[0]) - min(a[2], b[2])
    return apart <= CLOSE * head.size and overlap(a, b, 1) > 0.8


def _take_leading(
    head: Head, heads: list[Head], fragments: list[Fragment], rules: list[Box], sizes: Measure
) -> list[Fragment]:
    """Foreign lines at the top of the only column under a head are its deck."""
    if head.down:
        return fragments
    box = head.box
    under = [
        fragment
        for fragment in fragments
        if not fragment.down
        and -0.5 * sizes.em <= fragment.box[1] - box[3] <= 2.5 * sizes.pitch
        and shared(fragment.box, box, 0) > 0.3 * min(box[2] - box[0], fragment.box[2] - fragment.box[0])
    ]
    if len(under) != 1 or parted(box, under[0].box, 1, rules, []):
        return fragments
    fragment = under[0]
    if any(
        other is not fragment
        and len(other.lines) > 2
        and abs(other.box[1] - fragment.box[1]) <= 1.2 * sizes.pitch
        and 0 <= max(other.box[0] - fragment.box[2], fragment.box[0] - other.box[2]) <= 4.5 * sizes.em
        and not any(
            one is not head
            and shared(one.box, other.box, 0) > 0
            and 0 <= other.box[1] - one.box[3] <= 5 * sizes.pitch
            for one in heads
        )
        for other in fragments
    ):
        return fragments  # columns in a row under one head: what stands out is a subhead
    count = _deck_over_byline(fragment, sizes)
    for line in fragment.lines[count : MOST_SATELLITES + 1]:
        foreign = line.font not in sizes.fonts or line.size > 1.08 * sizes.em
        if (
            not foreign
            or opens_with_dateline(line.text)
            or find_continuation(line.text)
            or parse_byline(line.text)
            or ends_sentence(line.text)
        ):
            break
        count += 1
    if 0 < count <= MOST_SATELLITES and count < len(fragment.lines):
        head.lines += fragment.lines[:count]
        fragment.lines = fragment.lines[count:]
        order(head)
    return fragments


def _deck_over_byline(fragment: Fragment, sizes: Measure) -> int:
    """How many lines at the top of a column stand in its middle, a byline under them: a deck in the text's
    own style."""
    middle = (fragment.left + fragment.right) / 2
    for at, line in enumerate(fragment.lines[: MOST_SATELLITES + 1]):
        if is_byline(line.text):
            return at
        if abs(line.middle - middle) > 0.5 * sizes.em or ends_sentence(line.text):
            break
    return 0


def _take_trailing(head: Head, fragments: list[Fragment], rules: list[Box], sizes: Measure) -> None:
    """Foreign lines at the foot of a column that stand nearer to the head below are its kicker."""
    if head.down:
        return
    for fragment in fragments:
        if fragment.down:
            continue
        count = 0
        while count < min(MOST_SATELLITES, len(fragment.lines) - 1) and _may_be_kicker(
            fragment.lines[-1 - count], head, sizes
        ):
            count += 1
        if not count:
            continue
        first, last, before = fragment.lines[-count], fragment.lines[-1], fragment.lines[-1 - count]
        gap = head.box[1] - last.y1
        reach = min(1.6 * max(last.size, 0.5 * head.size), max(first.y0 - before.y1, 0.0))
        if -0.5 * sizes.em <= gap <= reach and not parted(last.box, head.box, 1, rules, []):
            head.lines += fragment.lines[-count:]
            del fragment.lines[-count:]
            order(head)
            return


def _may_be_kicker(line: Line, head: Head, sizes: Measure) -> bool:
    foreign = line.font not in sizes.fonts or line.size > 1.08 * sizes.em
    over = shared(line.box, head.box, 0) > 0.6 * min(line.width, head.box[2] - head.box[0])
    said = ends_sentence(line.text) or is_byline(line.text) or find_jump(line.text) is not None
    return foreign and over and not said
