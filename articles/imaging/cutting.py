"""Cut-outs (看版面): what zones cover of a page's picture, in one piece; the rest of it is paper white."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from PIL import Image, ImageDraw

from articles.geometry import Polygon, bounds

MOST_WIDTH = 1600
"""A wider cut-out is scaled down to so many pixels."""
MARGIN = 0.003
"""Kept around a zone, as a share of the page's width: print does not end at its box."""
QUALITY = 80


def cut_name(picture: str, polygons: Sequence[Polygon]) -> str:
    """A name that changes with the picture (its folder) and with the zones."""
    zones = [[[round(x, 5), round(y, 5)] for x, y in polygon] for polygon in polygons]
    return hashlib.sha256(json.dumps([picture, zones]).encode()).hexdigest()[:32]


def cut_box(polygons: Sequence[Polygon], width: int, height: int) -> tuple[int, int, int, int]:
    """Left, top, right and bottom in pixels of what holds all polygons, with the margin; at least a pixel."""
    x0, y0, x1, y1 = bounds(point for polygon in polygons for point in polygon)
    margin = MARGIN * width
    left, top = max(0, int(x0 * width - margin)), max(0, int(y0 * height - margin))
    right = min(width, max(left + 1, round(x1 * width + margin)))
    bottom = min(height, max(top + 1, round(y1 * height + margin)))
    return min(left, width - 1), min(top, height - 1), right, bottom


def cut_size(polygons: Sequence[Polygon], width: int, height: int) -> tuple[int, int]:
    """Width and height of the cut-out from a picture of that size."""
    left, top, right, bottom = cut_box(polygons, width, height)
    w, h = right - left, bottom - top
    return (w, h) if w <= MOST_WIDTH else (MOST_WIDTH, max(1, round(h * MOST_WIDTH / w)))


def cut(image: Image.Image, polygons: Sequence[Polygon]) -> Image.Image:
    """The cut-out itself, in the size that `cut_size` tells."""
    box = cut_box(polygons, *image.size)
    piece = image.crop(box)
    margin = round(2 * MARGIN * image.width) or 1
    outside = Image.new("1", piece.size, 1)
    pen = ImageDraw.Draw(outside)
    for polygon in polygons:
        points = [(x * image.width - box[0], y * image.height - box[1]) for x, y in polygon]
        pen.polygon(points, fill=0)
        # The margin lies around each edge; the line is drawn on the edge and reaches half outwards.
        pen.line([*points, points[0]], fill=0, width=margin, joint="curve")
    piece.paste("white", mask=outside)
    size = cut_size(polygons, *image.size)
    return piece if size == piece.size else piece.resize(size, Image.Resampling.LANCZOS)
