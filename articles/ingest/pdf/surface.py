"""What is drawn on the page besides characters: rules, boxes around stories, pictures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from articles.geometry import Box, hull
from articles.imaging.sheet import Shape
from articles.ingest.pdf.lines import Line
from articles.wording import furniture

WHOLE_PAGE = 0.85
"""A box that covers more of the page than this is its ground or its frame."""
LEAST_PICTURE = 0.004
"""Pictures smaller than this share of the page are ornaments, logos and codes,"""
LEAST_SIDE = 3.0
"""as are those with a side shorter than this many lines of text;"""
COLUMN = 10.0
"""one so many em wide fills a column and is none."""
CORNER = 4.0
"""Rules whose ends come closer than this, in points, form a box."""
UNDERLINE = 3.0
"""A rule whose ends come this close, in points, to those of the line over it underlines it."""
SAME_BOX = 12.0
"""Two boxes whose sides are closer than this are one with a double frame."""
MOST_CAPTION = 5
"""A caption printed over its picture has at most so many lines."""
PANEL_LINES = 3.2
"""A filled box lower than this many lines of text is a highlight behind words, no place for a story."""


@dataclass(slots=True, eq=False)
class Panel:
    """A box that holds text, or the page itself (``parent`` None)."""

    box: Box
    parent: Panel | None = None
    lines: list[Line] = field(default_factory=list)
    filled: bool = False
    gives_back: bool = False
    """Whether it holds a head alone, which belongs to what stands under the box."""


@dataclass(slots=True, eq=False)
class Surface:
    """Rules, panels (the page first) and pictures of a page, in points."""

    across: list[Box]
    upright: list[Box]
    panels: list[Panel]
    pictures: list[Box]
    highlights: list[Box]


def width(box: Box) -> float:
    """Its width."""
    return box[2] - box[0]


def height(box: Box) -> float:
    """Its height."""
    return box[3] - box[1]


def size_of(box: Box) -> float:
    """Its area."""
    return width(box) * height(box)


def holds(outer: Box, inner: Box, slack: float = 1.5) -> bool:
    """Whether `inner` lies in `outer`, but for `slack` points."""
    return (
        outer[0] - slack <= inner[0]
        and outer[1] - slack <= inner[1]
        and inner[2] <= outer[2] + slack
        and inner[3] <= outer[3] + slack
    )


def inside(box: Box, line: Box) -> bool:
    """Whether the middle of `line` lies in `box` and most of its width does."""
    x, y = (line[0] + line[2]) / 2, (line[1] + line[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3] and shared(box, line, 0) >= 0.7 * width(line)


def shared(one: Box, other: Box, axis: int) -> float:
    """The length, in points, by which two boxes lie beside each other along an axis (0 across, 1 down)."""
    return max(0.0, min(one[axis + 2], other[axis + 2]) - max(one[axis], other[axis]))


def overlap(one: Box, other: Box, axis: int) -> float:
    """`shared` as a part of the shorter of the two."""
    length = min(one[axis + 2] - one[axis], other[axis + 2] - other[axis])
    return shared(one, other, axis) / length if length > 0 else 0.0


def survey(shapes: Iterable[Shape], lines: list[Line], page: Box, em: float) -> Surface:
    """Sort the shapes of a page; `em` is the size of its running text in points."""
    shapes = list(shapes)
    rules = [shape.box for shape in shapes if shape.kind == "rule"]
    across = [rule for rule in rules if width(rule) >= height(rule) and not _underlines(rule, lines)]
    upright = [rule for rule in rules if width(rule) < height(rule)]
    boxes: list[tuple[Box, bool]] = [
        (shape.box, shape.kind == "fill") for shape in shapes if shape.kind in ("frame", "fill")
    ]
    framed, across, upright = _framed(across, upright)
    boxes += [(box, False) for box in framed]
    pictures: list[Box] = []
    highlights: list[Box] = []
    panels: list[Panel] = []
    least = (LEAST_PICTURE * size_of(page), LEAST_SIDE * em)
    for shape in shapes:
        if shape.kind == "picture" and size_of(shape.box) < WHOLE_PAGE * size_of(page):
            large = size_of(shape.box) >= least[0] or (
                width(shape.box) >= COLUMN * em and height(shape.box) >= LEAST_SIDE * em
            )
            if large and _is_photo(shape.box, lines, em):
                pictures.append(shape.box)
            else:
                boxes.append((shape.box, True))
    boxes = [(box, filled) for box, filled in boxes if not any(holds(p, box) and p != box for p in pictures)]
    for box, filled in boxes:
        if size_of(box) >= WHOLE_PAGE * size_of(page):
            continue
        held = [line for line in lines if inside(box, line.box)]
        if not held:
            large = size_of(box) >= least[0] and min(width(box), height(box)) >= least[1]
            if filled and large:
                pictures.append(box)
        elif height(box) < PANEL_LINES * em or (len(held) == 1 and height(box) < 2 * held[0].height):
            highlights.append(box)
        elif not any(_same_box(box, panel.box) for panel in panels):
            panels.append(Panel(box, filled=filled))
    pictures = _one_each(pictures)
    root = Panel(page)
    panels = [root, *sorted(panels, key=lambda panel: -size_of(panel.box))]
    for at, panel in enumerate(panels[1:], start=1):
        around = [other for other in panels[:at] if holds(other.box, panel.box, CORNER)]
        panel.parent = around[-1] if around else root
    return Surface(across, upright, panels, pictures, highlights)


def _underlines(rule: Box, lines: list[Line]) -> bool:
    """Whether a rule is as wide as the words right over it: it parts nothing."""
    return any(
        abs(line.x0 - rule[0]) <= UNDERLINE
        and abs(line.x1 - rule[2]) <= UNDERLINE
        and -0.3 * line.size <= rule[1] - line.y1 <= line.size
        for line in lines
    )


def settle(surface: Surface, lines: Iterable[Line]) -> None:
    """Give each line to the smallest panel around it."""
    for panel in surface.panels:
        panel.lines = []
    for line in lines:
        home = [panel for panel in surface.panels if inside(panel.box, line.box)]
        (home[-1] if home else surface.panels[0]).lines.append(line)


def _is_photo(picture: Box, lines: list[Line], em: float) -> bool:
    """Whether a picture is a photo: nothing is printed over it, or a caption along its foot or its top."""
    over = [line for line in lines if inside(picture, line.box)]
    if len(over) > MOST_CAPTION or any(
        line.size > 1.3 * em or furniture.is_label(line.text) for line in over
    ):
        return False
    if not over:
        return True
    if any(furniture.is_advert_line(line.text) or furniture.is_contact_line(line.text) for line in over):
        return False
    tall = height(picture)
    at_foot = max(line.y1 for line in over) >= picture[1] + 0.8 * tall
    block = all(lower.y0 - upper.y0 < 2 * upper.height for upper, lower in pairwise(sorted(over, key=_top)))
    top = all(line.y1 <= picture[1] + 0.3 * tall for line in over)
    return (at_foot and block) or top


def _top(line: Line) -> float:
    return line.y0


def _same_box(one: Box, other: Box) -> bool:
    return all(abs(a - b) <= SAME_BOX for a, b in zip(one, other, strict=True))


def _one_each(pictures: list[Box]) -> list[Box]:
    """Pictures laid over each other (strips of one photo, a photo and its shade) as one."""
    out: list[Box] = []
    for picture in sorted(pictures, key=size_of, reverse=True):
        for at, other in enumerate(out):
            if holds(other, picture) or _strips(picture, other):
                out[at] = hull([picture, other])
                break
        else:
            out.append(picture)
    return out


def _strips(one: Box, other: Box) -> bool:
    """Whether two pictures are cut from one: they touch along a whole side."""
    beside = abs(one[0] - other[2]) < 1 or abs(one[2] - other[0]) < 1
    below = abs(one[1] - other[3]) < 1 or abs(one[3] - other[1]) < 1
    same_height = abs(one[1] - other[1]) < 1 and abs(one[3] - other[3]) < 1
    same_width = abs(one[0] - other[0]) < 1 and abs(one[2] - other[2]) < 1
    return (beside and same_height) or (below and same_width)


def _framed(across: list[Box], upright: list[Box]) -> tuple[list[Box], list[Box], list[Box]]:
    """Boxes drawn as four rules, and the rules that are left."""
    boxes: list[Box] = []
    used: set[Box] = set()
    for top in across:
        for bottom in across:
            if bottom[1] <= top[1] + 2 * CORNER or not _level(top, bottom):
                continue
            sides = [
                side
                for side in upright
                if abs(side[1] - top[1]) <= CORNER and abs(side[3] - bottom[3]) <= CORNER
            ]
            left = next((s for s in sides if abs(s[0] - top[0]) <= CORNER), None)
            right = next((s for s in sides if abs(s[2] - top[2]) <= CORNER), None)
            if left is not None and right is not None:
                boxes.append((left[0], top[1], right[2], bottom[3]))
                used |= {top, bottom, left, right}
    return boxes, [r for r in across if r not in used], [r for r in upright if r not in used]


def _level(top: Box, bottom: Box) -> bool:
    return abs(top[0] - bottom[0]) <= CORNER and abs(top[2] - bottom[2]) <= CORNER
