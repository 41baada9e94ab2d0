"""Captions: the lines under a picture, or beside it, that tell what it shows and who took it."""

from __future__ import annotations

from dataclasses import dataclass, field

from articles.geometry import Box, hull
from articles.ingest.pdf.lines import Line
from articles.ingest.pdf.measure import Measure
from articles.ingest.pdf.surface import height, inside, overlap, shared, width
from articles.ingest.text.captions import is_caption
from articles.ingest.text.joining import ends_sentence
from articles.wording.bylines import has_title
from articles.wording.credits import parse_credits, split_credit
from articles.wording.datelines import opens_with_dateline
from articles.wording.jumps import find_continuation

NEAR = 2.0
"""A caption begins at most so many lines under its picture,"""
BESIDE = 3.0
"""or so many em beside it."""
BEYOND = 9.0
"""A credit at the outer edge stands at most so many em beyond the caption's lines."""
MOST_LINES = 9
NEXT = 1.75
"""A step wider than this many of its own lines ends a caption."""
WITHIN = 1.0
"""How far, in em, a caption may stand out beyond its picture."""


@dataclass(slots=True, eq=False)
class Shot:
    """A picture with the lines of its caption, none where it has none; ``labelled`` where a label over it
    (图片新闻) says that it stands for itself."""

    picture: Box
    lines: list[Line] = field(default_factory=list)
    labelled: bool = False


def find_shots(pictures: list[Box], lines: list[Line], rules: list[Box], sizes: Measure) -> list[Shot]:
    """Each picture with its caption; no line is taken twice."""
    shots: list[Shot] = []
    taken: set[int] = set()
    for picture in sorted(pictures, key=lambda box: (box[3], box[0])):
        free = [line for line in lines if id(line) not in taken and not line.down]
        found = (
            _within(picture, free)
            or _under(picture, free, rules, sizes)
            or _beside(picture, free, sizes)
            or _over(picture, free, sizes)
        )
        taken |= {id(line) for line in found}
        shots.append(Shot(picture, found))
    return shots


def _within(picture: Box, lines: list[Line]) -> list[Line]:
    """What is printed over a picture."""
    return sorted((line for line in lines if inside(picture, line.box)), key=lambda line: (line.y0, line.x0))


def _under(picture: Box, lines: list[Line], rules: list[Box], sizes: Measure) -> list[Line]:
    slack = WITHIN * sizes.em
    below = sorted(
        (
            line
            for line in lines
            if line.y0 >= picture[3] - 0.6 * line.height
            and picture[0] - slack <= line.x0
            and line.x1 <= picture[2] + slack
            and line.size < 1.15 * sizes.em * 1.25
        ),
        key=lambda line: (round(line.y0 / sizes.em), line.x0),
    )
    block: list[Line] = []
    bottom = picture[3]
    for line in below:
        if block and line.y0 < block[-1].y0 + 0.5 * line.height:
            block.append(line)  # a credit at the end of the caption's line, set apart
            continue
        limit = NEAR * sizes.pitch if not block else NEXT * line.size
        step = line.y0 - bottom if not block else line.y0 - block[-1].y0
        ruled = any(
            bottom - 1 <= rule[1] <= line.y0 + 1 and shared(rule, line.box, 0) > 0.5 * line.width
            for rule in rules
        )
        if step > limit or ruled or len(block) >= MOST_LINES or _opens_story(line):
            break
        block.append(line)
        bottom = line.y1
    return _caption_of(block, lines, picture, sizes)


def _opens_story(line: Line) -> bool:
    return opens_with_dateline(line.text) or find_continuation(line.text) is not None


def _caption_of(block: list[Line], lines: list[Line], picture: Box, sizes: Measure) -> list[Line]:
    """The first lines of what stands under a picture that are its caption; [] where none are."""
    if not block:
        return []
    in_columns = [
        line
        for line in lines
        if line not in block and abs(line.y0 - block[0].y0) < sizes.em and overlap(line.box, picture, 0) > 0.5
    ]
    if (
        len(_columns(block)) > 1
        and not in_columns
        and not _is_credit(block[1].text if len(block) > 1 else "")
    ):
        return []
    end = len(block)
    style = (block[0].font, round(block[0].size))
    for at, line in enumerate(block[1:], start=1):
        other = (
            (line.font, round(line.size)) != style
            and not _is_credit(line.text)
            and abs(line.y0 - block[at - 1].y0) > 1
        )
        apart = at >= 2 and line.y0 - block[at - 1].y0 > 1.25 * (block[1].y0 - block[0].y0) > 0
        if (
            (other and line.font in sizes.fonts)
            or apart
            or _is_credit(block[at - 1].text)
            or _has_credit(block[:at])
        ):
            end = at
            break
    block = block[:end]
    text = " ".join(line.text for line in block)
    credited = _has_credit(block)
    set_apart = block[0].font not in sizes.fonts or block[0].size < 0.93 * sizes.em
    wider = max(line.x1 for line in block) - min(line.x0 for line in block) > 0.4 * width(picture)
    closed = end < len(block) or _alone(block, lines, sizes)
    centred = (
        abs(block[-1].middle - (picture[0] + picture[2]) / 2) < sizes.em
        and block[-1].x0 > picture[0] + sizes.em
    )
    if has_title(text) and not credited and not set_apart:
        return []
    if credited or is_caption(text) or (closed and (set_apart or centred)) or (set_apart and wider):
        return block
    if closed and ends_sentence(text) and len(block) <= 4 and not block[0].x0 > picture[0] + 1.5 * sizes.em:
        return block
    return []


def _columns(block: list[Line]) -> list[Line]:
    """Lines of a block that stand side by side at its top."""
    return [line for line in block if abs(line.y0 - block[0].y0) < 0.5 * line.height]


def _is_credit(text: str) -> bool:
    return bool(parse_credits(text))


def _has_credit(block: list[Line]) -> bool:
    return bool(split_credit(" ".join(line.text for line in block))[1])


def _alone(block: list[Line], lines: list[Line], sizes: Measure) -> bool:
    """Whether nothing follows right under a block in its own column."""
    last = block[-1]
    return not any(
        line not in block
        and 0 < line.y0 - last.y0 <= 1.6 * sizes.pitch
        and overlap(line.box, last.box, 0) > 0.3
        for line in lines
    )


def _beside(picture: Box, lines: list[Line], sizes: Measure) -> list[Line]:
    """A narrow block of another style at the left or the right of a picture, credit and all."""
    for side in (0, 2):
        block = sorted(
            (
                line
                for line in lines
                if shared(line.box, picture, 1) > 0.5 * line.height
                and _distance(line, picture, side) <= BESIDE * sizes.em
                and line.size < 1.2 * sizes.em
                and line.width < 0.7 * width(picture)
            ),
            key=lambda line: line.y0,
        )
        text = "".join(line.text for line in block)
        if not block or len(block) > 2 * MOST_LINES or _opens_story(block[0]):
            continue
        around = hull(line.box for line in block)
        block += [
            line
            for line in lines
            if line not in block
            and _is_credit(line.text)
            and shared(line.box, picture, 1) > 0.5 * line.height
            and around[0] - BEYOND * sizes.em * (side == 0) <= line.x0 + sizes.em
            and line.x1 - sizes.em <= around[2] + BEYOND * sizes.em * (side == 2)
        ]
        block.sort(key=lambda line: line.y0)
        text = "".join(line.text for line in block)
        tall = around[3] - around[1]
        styled = all(line.font not in sizes.fonts or line.size < 0.93 * sizes.em for line in block)
        if tall < 0.95 * height(picture) and (
            _has_credit(block) or (styled and (ends_sentence(text) or is_caption(text)))
        ):
            return block
    return []


def _distance(line: Line, picture: Box, side: int) -> float:
    gap = picture[0] - line.x1 if side == 0 else line.x0 - picture[2]
    return gap if gap >= -1 else float("inf")


def _over(picture: Box, lines: list[Line], sizes: Measure) -> list[Line]:
    """A caption right over its picture: only where a credit or its words leave no doubt."""
    block = sorted(
        (
            line
            for line in lines
            if 0 <= picture[1] - line.y1 <= NEXT * sizes.pitch * 2
            and line.size < 1.2 * sizes.em
            and picture[0] - sizes.em <= line.x0
            and line.x1 <= picture[2] + sizes.em
        ),
        key=lambda line: line.y0,
    )
    return block if block and _has_credit(block) and _above_alone(block, lines, sizes) else []


def _above_alone(block: list[Line], lines: list[Line], sizes: Measure) -> bool:
    first = block[0]
    return not any(
        line not in block
        and 0 < first.y0 - line.y0 <= 1.6 * sizes.pitch
        and overlap(line.box, first.box, 0) > 0.3
        for line in lines
    )
