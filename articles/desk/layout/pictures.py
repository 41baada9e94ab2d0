"""The pictures of an issue's pages as the desk shows them: one large, all small. A page may have none."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from articles.imaging import tiles
from articles.models import Issue, Page, PageImage

BLANK = (1000, 1410)
"""Width and height of a sheet that nobody has seen: newspapers are about as high as paper of the A sizes."""
WIDE = 1000
"""Zones are drawn on a page so many units wide."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page's picture: its size in pixels, and the addresses of its copies; "" where there is none."""

    width: int
    height: int
    src: str = ""
    srcset: str = ""
    thumbnail: str = ""

    @property
    def drawn(self) -> tuple[int, int]:
        """Width and height of the drawing over it."""
        return WIDE, round(WIDE * self.height / self.width)


def picture_of(page: Page, blank: tuple[int, int] = BLANK) -> Picture:
    """The page's picture, or a blank sheet; of several pages select ``image`` with them."""
    image: PageImage | None = getattr(page, "image", None)
    if image is None:
        return Picture(*blank)
    base = reverse("preview-image", args=[image.folder])
    sizes = [
        (level.width, f"{base}/{tiles.whole_path(level)}")
        for level in reversed(tiles.levels(image.width, image.height))
    ]

    def at_least(width: int) -> str:
        return next((url for wide, url in sizes if wide >= width), sizes[-1][1])

    shown = ", ".join(f"{url} {wide}w" for wide, url in sizes[:-1] or sizes)
    return Picture(image.width, image.height, at_least(900), shown, at_least(120))


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page in the strip of an issue's pages."""

    page: Page
    picture: Picture
    is_here: bool


def strip_of(issue: Issue, here: Page) -> list[Leaf]:
    """All pages of the issue in order; blank ones have the proportion of the issue's first picture."""
    pages = list(issue.pages.select_related("image").order_by("sequence"))
    images = [image for page in pages if (image := getattr(page, "image", None)) is not None]
    blank = (images[0].width, images[0].height) if images else BLANK
    return [Leaf(page, picture_of(page, blank), page.pk == here.pk) for page in pages]
