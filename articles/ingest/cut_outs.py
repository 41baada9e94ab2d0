"""Pictures cut from a page's master: of a part's zones (看版面), and of photos without a file of their own.

A cut-out's file is named by its picture and zones, so that one made for other zones is never shown for these;
`cut_out_file` makes one that is not there yet.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from django.core.files import File
from PIL import Image

from articles.geometry import Polygon, bounds
from articles.imaging import cutting, tiles
from articles.ingest.page_images import CUT_OUTS, has_file, open_file, path_of, save_file
from articles.ingest.photos import PhotoRefused, store_photo_file
from articles.models import ArticlePart, Page, PageImage, Photo

_PHOTO_QUALITY = 92  # it is encoded once more as a photo


def cut_out_name(image: PageImage, zones: Sequence[Polygon]) -> str:
    """The file of the cut-out beside the picture."""
    return f"{CUT_OUTS}/{cutting.cut_name(image.folder, zones)}.jpg"


def cut_out_file(image: PageImage, zones: Sequence[Polygon]) -> File:
    """The cut-out as a JPEG, made now where it is not there. Raises FileNotFoundError without a master."""
    name = cut_out_name(image, zones)
    if not has_file(image, name):
        with open_file(image, tiles.MASTER) as file:
            _keep(image, Image.open(file, formats=["JPEG"]), zones)
    return open_file(image, name)


def make_cut_outs(page: Page) -> int:
    """Make all cut-outs of a page, and files for its photos that have none; returns how many were made.

    Cut-outs of former zones go. Repeating it changes nothing. A page without a picture has none.
    """
    image = PageImage.objects.filter(page=page).first()
    if image is None:
        return 0
    parts = [part.zones for part in ArticlePart.objects.filter(page=page) if part.zones]
    wanted = {cut_out_name(image, zones): zones for zones in parts}
    missing = [zones for name, zones in wanted.items() if not has_file(image, name)]
    photos = [p for p in Photo.objects.filter(page=page, sha256="") if p.picture_zone]
    if missing or photos:
        with open_file(image, tiles.MASTER) as file:
            master = Image.open(file, formats=["JPEG"])
            master.load()
        for zones in missing:
            _keep(image, master, zones)
        for photo in photos:
            _cut_photo(photo, master)
    _drop_former(image, set(wanted))
    return len(missing) + len(photos)


def _keep(image: PageImage, master: Image.Image, zones: Sequence[Polygon]) -> None:
    buffer = io.BytesIO()
    cutting.cut(master, zones).save(buffer, "JPEG", quality=cutting.QUALITY)
    save_file(image, cut_out_name(image, zones), buffer.getvalue())


def _cut_photo(photo: Photo, master: Image.Image) -> None:
    """Its picture as the page shows it; its rights are those that the photo has."""
    x0, y0, x1, y1 = bounds(photo.picture_zone or ())
    box = (
        round(x0 * master.width),
        round(y0 * master.height),
        round(x1 * master.width),
        round(y1 * master.height),
    )
    if box[2] - box[0] < 2 or box[3] - box[1] < 2:
        return
    buffer = io.BytesIO()
    master.crop(box).save(buffer, "JPEG", quality=_PHOTO_QUALITY)
    buffer.seek(0)
    try:
        store_photo_file(photo, buffer)
    except PhotoRefused:
        return  # a scan with more pixels than a photo may have: the page picture shows it


def _drop_former(image: PageImage, wanted: set[str]) -> None:
    storage = Photo._meta.get_field("file").storage
    try:
        _folders, files = storage.listdir(path_of(image, CUT_OUTS))
    except FileNotFoundError:
        return
    for name in files:
        if f"{CUT_OUTS}/{name}" not in wanted:
            storage.delete(path_of(image, f"{CUT_OUTS}/{name}"))
