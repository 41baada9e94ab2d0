"""Boxes and polygons on a page, as fractions of its width and height from the top left. Pure Python."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

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
            if isinstance(number, bool) or not isinstance(number, int | float) or not math.isfinite(number):
                raise BadZone(f"{number!r} is not a number")
            if not 0 <= number <= 1:
                raise BadZone(f"{number} is not a fraction of the page")
        points.append((float(point[0]), float(point[1])))
    return points
