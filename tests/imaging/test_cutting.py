"""Cut-outs: their box, their size, and what of the page they show."""

from __future__ import annotations

from PIL import Image

from articles.geometry import corners
from articles.imaging import cutting

LEFT, FOOT = corners((0.1, 0.1, 0.3, 0.5)), corners((0.1, 0.5, 0.6, 0.6))


def test_an_l_shaped_story_keeps_its_shape():
    piece = cutting.cut(Image.new("RGB", (1000, 1000), "black"), [LEFT, FOOT])
    assert piece.size == cutting.cut_size([LEFT, FOOT], 1000, 1000) == (506, 506)
    assert piece.getpixel((100, 100)) == (0, 0, 0)
    assert piece.getpixel((400, 450)) == (0, 0, 0)
    assert piece.getpixel((400, 100)) == (255, 255, 255)


def test_a_wide_story_is_scaled_down():
    zone = corners((0, 0, 1, 0.5))
    piece = cutting.cut(Image.new("L", (4000, 2000), 0), [zone])
    assert piece.size == cutting.cut_size([zone], 4000, 2000)
    assert piece.width == cutting.MOST_WIDTH


def test_zones_at_the_edge_and_without_extent():
    for zone in (
        corners((0, 0, 1, 1)),
        corners((1, 1, 1, 1)),
        corners((0, 0, 0, 0)),
        corners((0.5, 0, 0.5, 1)),
    ):
        width, height = cutting.cut_size([zone], 700, 900)
        assert 1 <= width <= 700
        assert 1 <= height <= 900
        assert cutting.cut(Image.new("L", (700, 900)), [zone]).size == (width, height)


def test_the_name_changes_with_zones_and_picture_alone():
    name = cutting.cut_name("a", [LEFT])
    assert name == cutting.cut_name("a", [[list(point) for point in LEFT]])
    assert len({name, cutting.cut_name("b", [LEFT]), cutting.cut_name("a", [FOOT])}) == 3
