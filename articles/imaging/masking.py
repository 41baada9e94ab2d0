"""A piece of a page's picture with places painted over that may not be shown."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import BinaryIO

from PIL import Image, ImageDraw

from articles.geometry import Polygon, bounds
from articles.imaging.pyramid import MASTER_QUALITY, TILE_METHOD, TILE_QUALITY
from articles.imaging.tiles import Region, Size

GREY = "#d4d1ca"
SPREAD = 2
"""Pixels painted around a place: in a smaller copy its edge runs into the paper."""


def touches(region: Region, size: Size, polygons: Sequence[Polygon]) -> bool:
    """Whether any of the polygons, in shares of a picture of that size, reaches into its region."""
    x, y, width, height = region
    for polygon in polygons:
        left, top, right, bottom = bounds(polygon)
        across = left * size[0] - SPREAD < x + width and right * size[0] + SPREAD > x
        down = top * size[1] - SPREAD < y + height and bottom * size[1] + SPREAD > y
        if across and down:
            return True
    return False


def masked(file: BinaryIO, region: Region, size: Size, polygons: Sequence[Polygon], suffix: str) -> bytes:
    """The piece in ``file``, which shows that region of a picture of that size, painted over.

    ``suffix`` says as what: ``.webp`` or ``.jpg``.
    """
    image = _painted(file, region, size, polygons)
    buffer = io.BytesIO()
    if suffix == ".webp":
        image.save(buffer, "WEBP", quality=TILE_QUALITY, method=TILE_METHOD)
    else:
        image.save(buffer, "JPEG", quality=MASTER_QUALITY)
    return buffer.getvalue()


def masked_pdf(master: BinaryIO, size: Size, polygons: Sequence[Polygon], dpi: int) -> bytes:
    """A PDF of one page that holds the picture painted over, and no text: the page's own holds the photo."""
    buffer = io.BytesIO()
    image = _painted(master, (0, 0, *size), size, polygons)
    image.save(buffer, "PDF", resolution=dpi, quality=MASTER_QUALITY)
    return buffer.getvalue()


def _painted(file: BinaryIO, region: Region, size: Size, polygons: Sequence[Polygon]) -> Image.Image:
    image = Image.open(file, formats=["WEBP", "JPEG"]).convert("RGB")
    pen = ImageDraw.Draw(image)
    x, y, width, height = region
    for polygon in polygons:
        points = [
            ((px * size[0] - x) * image.width / width, (py * size[1] - y) * image.height / height)
            for px, py in polygon
        ]
        pen.polygon(points, fill=GREY)
        # A line lies on the edge and reaches half outwards.
        pen.line([*points, points[0]], fill=GREY, width=2 * SPREAD, joint="curve")
    return image
