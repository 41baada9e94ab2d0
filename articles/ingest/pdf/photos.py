"""Pictures with captions → photos, and the stories that they belong to."""

from __future__ import annotations

from dataclasses import dataclass

from articles.geometry import Box, hull
from articles.ingest.pdf.captions import Shot
from articles.ingest.pdf.chains import Chain
from articles.ingest.pdf.measure import Measure
from articles.ingest.pdf.surface import Panel, shared, size_of
from articles.ingest.text.joining import ends_sentence, join_lines, tidy
from articles.ingest.text.words import likeness
from articles.wording.credits import parse_credits, split_credit
from articles.wording.values import Signature

HELD = 1.0
"""A picture that lies between the head and the columns of a story, or among its columns."""
TOUCHES = 0.6
"""A picture at the side or the foot of a story, nothing between."""
OTHER_PANEL = -0.7
WORDS = 1.2
"""What the words count that a caption and a story share."""
LEAST = 0.55
"""With less than this a picture stands for itself."""
LEAD = 0.25
"""A picture that touches two stories belongs to one only where it has this much more to do with it."""
BESIDE = 0.25
"""What it counts that a picture only stands beside a story, as a share of TOUCHES."""
NEAR = 2.5
"""A picture touches a story that is at most so many lines away."""


@dataclass(frozen=True, slots=True)
class Caption:
    """A caption and its credits."""

    text: str
    credits: tuple[Signature, ...]


def read_caption(shot: Shot) -> Caption:
    """The words under a picture, the credit taken out."""
    lines = [line.text for line in shot.lines]
    text = join_lines(lines)
    for at in range(1, len(lines)):
        # A credit on lines of its own stays apart from a caption that ends without a full stop.
        last = at == len(lines) - 1
        if (last or ends_sentence(lines[at - 1])) and parse_credits("".join(lines[at:])):
            text = f"{join_lines(lines[:at])}\u3000{''.join(lines[at:])}"
            break
    caption, credits = split_credit(text)
    return Caption(tidy(caption.strip()), credits)


def zone_of(shot: Shot) -> Box:
    """The hull of a picture and its caption."""
    return hull([shot.picture, *(line.box for line in shot.lines)])


def owner_of(
    shot: Shot,
    caption: str,
    stories: list[tuple[Chain, Panel, str]],
    panel: Panel,
    rules: list[Box],
    sizes: Measure,
) -> int | None:
    """The number of the story that a picture belongs to, or None."""
    zone = zone_of(shot)
    alike = likeness(caption, [text for _chain, _panel, text in stories])
    rated = [(0.0, 1)]
    for number, (chain, home, _text) in enumerate(stories):
        touch = _touch(zone, chain, rules, sizes)
        if touch <= 0:
            continue  # words alone do not make a picture part of a story that stands elsewhere
        weight = WORDS * alike[number] + touch
        if home is not panel:
            weight += OTHER_PANEL if not _is_within(panel, home) else OTHER_PANEL / 3
        rated.append((weight, -number))
    (best, number), second = max(rated), sorted(rated)[-2][0] if len(rated) > 1 else 0.0
    unclear = best < HELD and best - second < LEAD
    return -number if best >= LEAST and not unclear else None


def _is_within(panel: Panel, outer: Panel) -> bool:
    while panel.parent is not None:
        panel = panel.parent
        if panel is outer:
            return True
    return False


def _touch(zone: Box, chain: Chain, rules: list[Box], sizes: Measure) -> float:
    boxes = [fragment.box for fragment in chain.fragments]
    boxes += [chain.head.box] if chain.head else []
    if not boxes:
        return 0.0
    around = hull(boxes)
    held = shared(around, zone, 0) * shared(around, zone, 1) / size_of(zone) if size_of(zone) else 0.0
    touching = 0.0
    for box in boxes:
        across, down = shared(box, zone, 0), shared(box, zone, 1)
        below, above = box[1] - zone[3], zone[1] - box[3]
        gap = max(below, above)
        if across > 0.5 * min(box[2] - box[0], zone[2] - zone[0]) and -sizes.em <= gap <= NEAR * sizes.pitch:
            low, high = sorted((zone, box), key=lambda one: one[1])
            if not _ruled(low, high, rules):
                touching = 1.0
        if down > 0.5 * min(box[3] - box[1], zone[3] - zone[1]):
            apart = max(box[0] - zone[2], zone[0] - box[2])
            if -sizes.em <= apart <= NEAR * sizes.pitch:
                touching = max(touching, BESIDE)
    return HELD * held + TOUCHES * touching


def _ruled(low: Box, high: Box, rules: list[Box]) -> bool:
    span = min(low[2] - low[0], high[2] - high[0])
    return any(
        low[3] - 1 <= (rule[1] + rule[3]) / 2 <= high[1] + 1
        and min(shared(rule, low, 0), shared(rule, high, 0)) > 0.4 * span
        for rule in rules
    )
