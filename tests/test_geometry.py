"""Boxes and polygons on a page."""

from __future__ import annotations

import pytest

from articles import geometry

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
