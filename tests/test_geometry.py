"""Boxes and polygons on a page."""

from __future__ import annotations

import pytest

from articles import geometry
from articles.geometry import area, corners, outlines

BOX = (0.1, 0.2, 0.4, 0.6)
L_SHAPE = [(0.0, 0.0), (0.4, 0.0), (0.4, 0.2), (0.2, 0.2), (0.2, 0.4), (0.0, 0.4)]


def test_a_box_and_its_corners():
    assert geometry.corners(BOX) == [(0.1, 0.2), (0.4, 0.2), (0.4, 0.6), (0.1, 0.6)]
    assert geometry.bounds(geometry.corners(BOX)) == BOX
    assert geometry.area(geometry.corners(BOX)) == pytest.approx(0.12)


def test_the_hull_holds_all():
    assert geometry.hull([BOX, (0.3, 0.1, 0.5, 0.3)]) == (0.1, 0.1, 0.5, 0.6)
    with pytest.raises(ValueError, match="unpack"):
        geometry.hull([])


def test_a_polygon_that_turns_in():
    assert geometry.area(L_SHAPE) == pytest.approx(0.12)
    assert geometry.contains(L_SHAPE, (0.1, 0.3))
    assert not geometry.contains(L_SHAPE, (0.3, 0.3))


@pytest.mark.parametrize(
    "value",
    [None, "x", [], [[0, 0], [1, 1]], [[0, 0], [1, 1], [2, 0]], [[0, 0], [1, 1], [float("nan"), 0]],
     [[0, 0], [1, 1], [True, 0]], [[0, 0], [1, 1], [0]], [[0, 0], [1, 1], ["0", 0]]],
)  # fmt: skip
def test_what_is_no_polygon_is_refused(value):
    with pytest.raises(geometry.BadZone):
        geometry.read_polygon(value)


def test_a_polygon_from_outside():
    assert geometry.read_polygon([[0, 0], [1, 0], [0.5, 1]]) == [(0.0, 0.0), (1.0, 0.0), (0.5, 1.0)]


REACH = (0.01, 0.01)


def test_a_head_and_its_columns_have_one_outline():
    head, left, right = (0.0, 0.0, 0.4, 0.1), (0.0, 0.11, 0.2, 0.5), (0.21, 0.11, 0.4, 0.3)
    (line,) = outlines([corners(box) for box in (head, left, right)], REACH)
    assert rounded(line) == [(0, 0), (0.4, 0), (0.4, 0.3), (0.2, 0.3), (0.2, 0.5), (0, 0.5)]


def test_boxes_that_are_far_from_each_other_stay_apart():
    lines = outlines([corners((0, 0, 0.4, 0.1)), corners((0.43, 0, 0.9, 0.1))], REACH)
    assert [rounded(line) for line in lines] == [
        corners((0, 0, 0.4, 0.1)),
        corners((0.43, 0, 0.9, 0.1)),
    ]


def test_an_outline_with_a_margin():
    (line,) = outlines([corners((0.2, 0.2, 0.4, 0.3))], REACH, (0.001, 0.002))
    assert rounded(line) == corners((0.199, 0.198, 0.401, 0.302))


def test_a_story_around_something_else_has_a_hole():
    ring = [(0, 0, 0.9, 0.1), (0, 0.1, 0.1, 0.9), (0.8, 0.1, 0.9, 0.9), (0, 0.8, 0.9, 0.9)]
    around, hole = outlines([corners(box) for box in ring], REACH)
    assert rounded(around) == corners((0, 0, 0.9, 0.9))
    assert sorted(rounded(hole)) == sorted(corners((0.1, 0.1, 0.8, 0.8)))
    assert signed_area(hole) * signed_area(around) < 0


def test_what_is_no_upright_box_stays_as_it_is():
    slanted = [(0.1, 0.1), (0.5, 0.2), (0.3, 0.6)]
    assert outlines([slanted, corners((0.6, 0.6, 0.7, 0.7))], REACH)[1:] == [slanted]
    assert outlines([], REACH) == []


def test_boxes_that_touch_in_a_corner_are_drawn_once_each_way():
    lines = outlines([corners((0, 0, 0.2, 0.2)), corners((0.2, 0.2, 0.4, 0.4))], (0, 0))
    assert sum(area(line) for line in lines) == pytest.approx(0.08)


def rounded(line):
    return [(round(x, 6), round(y, 6)) for x, y in line]


def signed_area(line):
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(line, [*line[1:], line[0]], strict=True))


@pytest.mark.parametrize(
    ("polygon", "simple"),
    [
        (corners(BOX), True),
        (L_SHAPE, True),
        ([(0, 0), (0.4, 0.4), (0.4, 0), (0, 0.4)], False),  # a bow tie
        ([(0, 0), (0.4, 0), (0.2, 0)], False),  # nothing inside
        ([(0, 0), (0.4, 0), (0.4, 0.4), (0.2, 0), (0, 0.4)], False),  # touches its own edge
        ([(0, 0), (0.4, 0), (0.4, 0.4), (0.4, 0.2), (0, 0.4)], False),  # turns back on its edge
        ([(0, 0), (0, 0), (0.4, 0), (0.4, 0.4)], False),  # a corner twice
        ([(0, 0), (0.2, 0), (0.4, 0), (0.4, 0.4)], True),  # a corner on a straight line
    ],
)
def test_a_simple_polygon(polygon, simple):
    assert geometry.is_simple(polygon) is simple
    assert geometry.is_simple(polygon[::-1]) is simple


def test_numbers_beyond_all_floats_are_refused():
    with pytest.raises(geometry.BadZone):
        geometry.read_polygon([[0, 0], [1, 1], [10**400, 0]])
