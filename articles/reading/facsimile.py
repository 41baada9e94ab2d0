"""Addresses of a page's picture: for the public by its key, for an editor's preview by its folder.

The public's has painted over what may not be shown online (docs/page-pictures.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from articles.access import Withheld
from articles.geometry import Polygon
from articles.imaging import tiles
from articles.models import Page, PageImage, PageSource


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture at an address, with its size in pixels."""

    url: str
    width: int
    height: int


class Facsimile:
    """A page picture as one reader may fetch it; make it with `facsimile_of`."""

    def __init__(
        self, page: Page, image: PageImage, drafts: bool = False, withheld: Sequence[Withheld] = ()
    ) -> None:
        self.page, self.image, self.withheld = page, image, withheld
        self.width, self.height = image.width, image.height
        key = image.folder if drafts else image.public_key
        self.address = reverse("preview-image" if drafts else "image", args=[key])
        """The base address of the IIIF image."""

    @property
    def info_url(self) -> str:
        """The IIIF ``info.json``, where deep zoom begins."""
        return f"{self.address}/info.json"

    @property
    def sizes(self) -> list[Shown]:
        """The whole page in all its sizes, the smallest first; the master is the last."""
        return [
            Shown(f"{self.address}/{tiles.whole_path(level)}", level.width, level.height)
            for level in reversed(tiles.levels(self.width, self.height))
        ]

    @property
    def srcset(self) -> str:
        """All sizes for an ``<img srcset>``, but for the master, which is a download."""
        return ", ".join(f"{size.url} {size.width}w" for size in self.sizes[:-1] or self.sizes)

    def at_least(self, width: int) -> Shown:
        """The smallest size of at least so many pixels across, the master where none is."""
        return next((size for size in self.sizes if size.width >= width), self.sizes[-1])

    @property
    def thumbnail(self) -> Shown:
        """A small one, for a strip of pages."""
        return self.at_least(200)

    @property
    def pdf_url(self) -> str:
        """The page's PDF as a download; "" where the page came as something else."""
        source: PageSource | None = getattr(self.page, "source", None)
        return f"{self.address}/page.pdf" if source and source.kind == PageSource.Kind.PDF else ""

    @property
    def hidden(self) -> list[Polygon]:
        """What is painted over."""
        return [place for thing in self.withheld for place in thing.places]


def facsimile_of(page: Page, drafts: bool = False, withheld: Sequence[Withheld] = ()) -> Facsimile | None:
    """The page's picture for a reader of published pages, or for an editor; None where there is none.

    ``withheld`` is what on it may not be shown; if nobody knows where one of it stands there is no picture.

    Of several pages select ``image`` and ``source`` with them, so that they are not asked for one by one.
    """
    image: PageImage | None = getattr(page, "image", None)
    if image is None or not (drafts or image.public_key) or not all(thing.places for thing in withheld):
        return None
    return Facsimile(page, image, drafts, withheld)
