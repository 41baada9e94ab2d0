"""Photos without a file of their own: each gets what its page's master shows of it."""

from __future__ import annotations

import io

from PIL import Image

from articles.geometry import bounds
from articles.imaging import tiles
from articles.ingest.brought import mark_of, remember_file
from articles.ingest.page_images import open_file
from articles.ingest.photos import PhotoRefused, store_photo_file
from articles.models import Page, PageImage, Photo

_QUALITY = 92  # it is encoded once more as a photo


def cut_photos(page: Page) -> int:
    """Give the page's photos that have no file one, cut from the master; returns how many were cut.

    Their rights stay what they are. Repeating it changes nothing, and a page without a picture has none.
    """
    photos = [p for p in Photo.objects.filter(page=page, sha256="") if p.picture_zone]
    image = PageImage.objects.filter(page=page).first() if photos else None
    if image is None:
        return 0
    with open_file(image, tiles.MASTER) as file:
        master = Image.open(file, formats=["JPEG"])
        master.load()
    return sum(_cut(photo, master) for photo in photos)


def _cut(photo: Photo, master: Image.Image) -> bool:
    x0, y0, x1, y1 = bounds(photo.picture_zone or ())
    width, height = master.size
    box = (round(x0 * width), round(y0 * height), round(x1 * width), round(y1 * height))
    if box[2] - box[0] < 2 or box[3] - box[1] < 2:
        return False
    buffer = io.BytesIO()
    master.crop(box).save(buffer, "JPEG", quality=_QUALITY)
    buffer.seek(0)
    before = mark_of(photo)
    try:
        stored = store_photo_file(photo, buffer)
    except PhotoRefused:
        return False  # a scan with more pixels than a photo may have: the page picture shows it
    remember_file(photo, before)
    return stored
