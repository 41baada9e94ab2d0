"""Photos: caption, credit, alternative text, and whether there are dots enough for the size in print."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings

from articles.desk.preflight import kinds
from articles.desk.preflight.finding import Finding
from articles.desk.preflight.layout import has_picture
from articles.desk.preflight.proof import Proof
from articles.geometry import bounds
from articles.models import Article, Page, Photo

_CM = 2.54  # an inch


def check(proof: Proof) -> Iterator[Finding]:
    """All findings about photos."""
    for photo, page, story in proof.photos:
        if not photo.caption.strip():
            yield Finding(kinds.NO_CAPTION, photo, "caption", page=page, article=story)
        if not photo.credits.all() and not photo.rights_holder:
            yield Finding(kinds.NO_CREDIT, photo, "credits", page=page, article=story)
        if photo.file and not photo.alt_text.strip():
            yield Finding(kinds.NO_ALT_TEXT, photo, "alt_text", page=page, article=story)
        yield from _resolution(photo, page, story)


def _resolution(photo: Photo, page: Page, story: Article | None) -> Iterator[Finding]:
    size = printed_size(photo, page)
    if size is None or not photo.width or not photo.height:
        return
    # The larger scale fills the zone: what a crop cuts away lowers nothing.
    dpi = min(photo.width / size[0], photo.height / size[1])
    if dpi < settings.PREFLIGHT_DPI:
        params = {
            "width": f"{size[0] * _CM:.1f}",
            "height": f"{size[1] * _CM:.1f}",
            "dpi": int(dpi),
            "wanted": settings.PREFLIGHT_DPI,
        }
        basis = f"{photo.sha256} {photo.picture_zone}"
        yield Finding(kinds.LOW_RESOLUTION, photo, "upload", params, basis, page=page, article=story)


def printed_size(photo: Photo, page: Page) -> tuple[float, float] | None:
    """Width and height in inches as printed; None where zone, picture or its resolution is not known."""
    if not photo.picture_zone or not has_picture(page) or not page.image.dpi:
        return None
    x0, y0, x1, y1 = bounds(photo.picture_zone)
    width = (x1 - x0) * page.image.width / page.image.dpi
    height = (y1 - y0) * page.image.height / page.image.dpi
    return (width, height) if width > 0 and height > 0 else None
