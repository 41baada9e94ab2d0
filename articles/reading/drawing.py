"""How zones are drawn on a page's picture, and cut-outs of it, as SVG in pixels of the picture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles.geometry import Polygon, bounds, outlines
from articles.models import Photo
from articles.reading.facsimile import Facsimile, Shown

GUTTER = 0.026
"""Boxes of one story no farther from each other than this share of the page's width have one outline."""
MARGIN = 0.003
"""Kept between the print and its outline, as a share of the page's width."""
COVER_SIZE = 0.018
"""The largest type on a place that is painted over, as a share of the page's width."""
CUT_FROM = 700
"""A cut-out is a part of a copy of the page of at least so many pixels across: its heads can be read."""


def photo_zones(photo: Photo) -> list[Polygon]:
    """Where a photo stands with its caption; the picture alone where only that is known."""
    return photo.zones or ([photo.picture_zone] if photo.picture_zone else [])


def outline(on: Facsimile, polygons: Iterable[Polygon]) -> str:
    """The outline of polygons that belong together, as an SVG path."""
    tall = on.width / on.height
    lines = outlines(polygons, (GUTTER / 2, GUTTER / 2 * tall), (MARGIN, MARGIN * tall))
    return "".join(
        "M" + " ".join(f"{round(x * on.width)},{round(y * on.height)}" for x, y in line) + "Z"
        for line in lines
    )


@dataclass(frozen=True, slots=True)
class Cover:
    """The words in the middle of a place that is painted over; all in pixels of the picture."""

    text: str
    x: int
    y: int
    size: int


def covers(on: Facsimile) -> list[Cover]:
    """One for each part and photo on the page that may not be shown."""
    of_rights, of_article = str(_("Not shown online for reasons of copyright")), str(_("Withdrawn"))
    out = []
    for thing in on.withheld:
        by_rights = isinstance(thing, Photo) and not thing.may_be_shown()
        text = of_rights if by_rights else of_article
        ems = sum(1.0 if letter > "\u2e80" else 0.55 for letter in text)
        # A story may stand around others: its words go on the largest of its places.
        x0, y0, x1, y1 = max(map(bounds, thing.places), key=lambda box: (box[2] - box[0]) * (box[3] - box[1]))
        size = min(COVER_SIZE, (x1 - x0) / (ems + 2)) * on.width
        out.append(
            Cover(text, round((x0 + x1) / 2 * on.width), round((y0 + y1) / 2 * on.height), round(size))
        )
    return out


@dataclass(frozen=True, slots=True)
class CutOut:
    """看版面: how a part looks in print: a piece of a copy of the page, what is not the part's own pale.

    No file is kept for it: a copy of the whole page has fewer bytes than cut-outs from the master, and what
    is drawn changes with the zones at once (docs/reading.md).
    """

    page: Facsimile
    path: str
    box: tuple[int, int, int, int]
    """x, y, width and height."""
    url: str

    @property
    def copy(self) -> Shown:
        """The copy of the page that it is cut from."""
        return self.page.at_least(CUT_FROM)

    @property
    def view_box(self) -> str:
        return " ".join(map(str, self.box))

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels of the copy: shown larger it would blur."""
        scale = self.copy.width / self.page.width
        return round(self.box[2] * scale), round(self.box[3] * scale)


def cut_out(page: Facsimile, polygons: Sequence[Polygon], url: str) -> CutOut:
    """What the polygons cover of the page's picture, leading to ``url``."""
    x0, y0, x1, y1 = bounds(point for polygon in polygons for point in polygon)
    margin = 2 * MARGIN * page.width
    left, top = max(0, round(x0 * page.width - margin)), max(0, round(y0 * page.height - margin))
    right = min(page.width, round(x1 * page.width + margin))
    bottom = min(page.height, round(y1 * page.height + margin))
    return CutOut(page, outline(page, polygons), (left, top, right - left, bottom - top), url)
