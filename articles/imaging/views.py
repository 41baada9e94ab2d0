"""From a PDF page's own coordinates to points from the top left of what it shows."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from articles.geometry import Box
from articles.imaging.sheet import SheetError


@dataclass(frozen=True, slots=True)
class View:
    """From a page's own coordinates to points from the top left of what it shows."""

    width: float
    height: float
    left: float
    bottom: float
    turned: int

    @classmethod
    def of(cls, page: Any) -> View:
        left, bottom, _right, _top = page.get_cropbox()
        media = page.get_mediabox()
        left, bottom = max(left, media[0]), max(bottom, media[1])
        width, height = page.get_size()
        if not (math.isfinite(width) and math.isfinite(height)) or width <= 0 or height <= 0:
            raise SheetError("page without size")
        return cls(width, height, left, bottom, page.get_rotation() % 360)

    def point(self, x: float, y: float) -> tuple[float, float]:
        x, y = x - self.left, y - self.bottom
        match self.turned:
            case 90:
                return y, x
            case 180:
                return self.width - x, y
            case 270:
                return self.width - y, self.height - x
        return x, self.height - y

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        (a, b), (c, d) = self.point(x0, y0), self.point(x1, y1)
        return min(a, c), min(b, d), max(a, c), max(b, d)

    def shows(self, box: Box) -> bool:
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        return 0 <= x <= self.width and 0 <= y <= self.height
