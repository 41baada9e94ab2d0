"""Boxes and polygons on a page, as fractions of its width and height from the top left. Pure Python."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

Box = tuple[float, float, float, float]
"""x0, y0, x1, y1."""
Point = tuple[float, float]
Polygon = Sequence[Point]
"""Its corners in turn, at least three; the last is joined to the first."""


class BadZone(ValueError):
    """What should be a zone is none; the message says why."""


def corners(box: Box) -> list[Point]:
    """The box as a polygon, clockwise from the top left."""
    x0, y0, x1, y1 = box
    return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]


def bounds(points: Iterable[Point]) -> Box:
    """The smallest box that holds all points; raises ValueError where there is none."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def hull(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all boxes; raises ValueError where there is none."""
    return bounds(point for box in boxes for point in ((box[0], box[1]), (box[2], box[3])))


def area(polygon: Polygon) -> float:
    """Its area (shoelace), as a fraction of the page."""
    pairs = zip(polygon, [*polygon[1:], polygon[0]], strict=True)
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs)) / 2


def contains(polygon: Polygon, point: Point) -> bool:
    """Whether the point lies inside (even-odd rule, so that a polygon may touch or cross itself)."""
    x, y = point
    inside = False
    for (x0, y0), (x1, y1) in zip(polygon, [*polygon[1:], polygon[0]], strict=True):
        if (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0:
            inside = not inside
    return inside


def read_polygon(value: object) -> list[Point]:
    """The polygon that a list of ``[x, y]`` pairs from outside stands for.

    Raises BadZone for anything but three or more points on the page.
    """
    if not isinstance(value, list | tuple) or len(value) < 3:
        raise BadZone("a polygon is a list of at least three points")
    points: list[Point] = []
    for point in value:
        if not isinstance(point, list | tuple) or len(point) != 2:
            raise BadZone("a point is a pair of numbers")
        for number in point:
            if isinstance(number, bool) or not isinstance(number, int | float):
                raise BadZone(f"{number!r} is not a number")
            if not 0 <= number <= 1:  # nor is what is no number (NaN), or infinite
                raise BadZone("a number is not a fraction of the page")
        points.append((float(point[0]), float(point[1])))
    return points


def is_simple(polygon: Polygon) -> bool:
    """Whether its outline neither crosses nor touches itself, and encloses something.

    Every pair of edges is looked at: 200 corners are the most that should be asked for at once.
    """
    edges = list(zip(polygon, [*polygon[1:], polygon[0]], strict=True))
    if len(edges) < 3 or any(start == end for start, end in edges) or area(polygon) == 0:
        return False
    for at, (a, b) in enumerate(edges):
        for other, (c, d) in enumerate(edges[at + 1 :], start=at + 1):
            if other == at + 1 or (at == 0 and other == len(edges) - 1):
                # Neighbours share a corner; the far end of one may not lie on the other.
                corner, before, after = (b, a, d) if other == at + 1 else (a, b, c)
                if _turn(before, corner, after) == 0 and _between(before, corner, after):
                    return False
            elif _meet(a, b, c, d):
                return False
    return True


def _turn(a: Point, b: Point, c: Point) -> int:
    """1, -1 or 0: whether a, b, c turn to one side, to the other, or lie on one line."""
    cross = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    return (cross > 1e-14) - (cross < -1e-14)


def _between(a: Point, b: Point, c: Point) -> bool:
    """Whether the way from a over b to c, all on one line, turns back in b."""
    return (a[0] - b[0]) * (c[0] - b[0]) + (a[1] - b[1]) * (c[1] - b[1]) > 0


def _meet(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether the lines from a to b and from c to d have a point in common."""
    if _turn(a, b, c) != _turn(a, b, d) and _turn(c, d, a) != _turn(c, d, b):
        return True
    return any(
        _turn(start, end, point) == 0
        and min(start[0], end[0]) <= point[0] <= max(start[0], end[0])
        and min(start[1], end[1]) <= point[1] <= max(start[1], end[1])
        for start, end, point in ((a, b, c), (a, b, d), (c, d, a), (c, d, b))
    )


def outlines(polygons: Iterable[Polygon], reach: Point, margin: Point = (0, 0)) -> list[Polygon]:
    """What is drawn around polygons that belong together, clockwise.

    Upright boxes that are no farther than twice `reach` (across, down) from each other are joined, as the
    columns of a story are over their gutters, and get a `margin`. A hole gives an outline too, drawn the
    other way round. Other polygons stay as they are.
    """
    boxes: list[Box] = []
    others: list[Polygon] = []
    for polygon in polygons:
        box = bounds(polygon)
        if len(polygon) == 4 and {tuple(point) for point in polygon} == set(corners(box)):
            boxes.append(box)
        else:
            others.append(polygon)
    (rx, ry), (mx, my) = reach, margin
    grown = [(x0 - rx, y0 - ry, x1 + rx, y1 + ry) for x0, y0, x1, y1 in boxes]
    # Growing the boxes, joining them and going back closes the gaps between them and moves no outer edge.
    return [*(_drawn_in(loop, (rx - mx, ry - my)) for loop in _edges(grown)), *others]


def _edges(boxes: Sequence[Box]) -> Iterator[list[Point]]:
    """The edges of the boxes' union as closed lines, with a point at each corner."""
    xs = sorted({x for box in boxes for x in (box[0], box[2])})
    ys = sorted({y for box in boxes for y in (box[1], box[3])})
    filled = {
        (i, j)
        for x0, y0, x1, y1 in boxes
        for i in range(xs.index(x0), xs.index(x1))
        for j in range(ys.index(y0), ys.index(y1))
    }
    # Each cell's sides in turn, with the cell beyond; a side between two filled cells is no edge.
    onward: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for i, j in sorted(filled):
        around = [(i, j), (i + 1, j), (i + 1, j + 1), (i, j + 1)]
        beyond = [(i, j - 1), (i + 1, j), (i, j + 1), (i - 1, j)]
        for side, cell in enumerate(beyond):
            if cell not in filled:
                onward.setdefault(around[side], []).append(around[(side + 1) % 4])
    while onward:
        at = next(iter(onward))
        line = []
        while at in onward:  # where two lines touch in a corner, it is left as often as it was come to
            line.append(at)
            at = onward[at].pop()
            if not onward[line[-1]]:
                del onward[line[-1]]
        turns = [
            here
            for before, here, after in zip([line[-1], *line], line, [*line[1:], line[0]], strict=False)
            if (before[0] == here[0]) != (here[0] == after[0])
        ]
        yield [(xs[i], ys[j]) for i, j in turns]


def _drawn_in(line: Sequence[Point], by: Point) -> list[Point]:
    """A closed line of upright and level edges with each edge moved to its inner side."""
    out: list[Point] = []
    for (x0, y0), (x, y), (x1, y1) in zip([line[-1], *line], line, [*line[1:], line[0]], strict=False):
        across, down = (x - x0) + (x1 - x), (y - y0) + (y1 - y)  # one edge is level, the other upright
        out.append((x - math.copysign(by[0], down), y + math.copysign(by[1], across)))
    return out
