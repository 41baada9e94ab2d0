"""Photo files into storage, under names of our own; the one way in for desk and commands."""

from __future__ import annotations

from typing import BinaryIO

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import transaction

from articles.imaging import photos as imaging
from articles.models import Photo, Rendition
from articles.models.photo import new_key
from articles.models.told import Told
from articles.models.told import told as _


class PhotoRefused(Exception):
    """The file cannot be kept; the message says why, in the user's language."""


def check_photo_file(source: BinaryIO) -> None:
    """Raise PhotoRefused where `store_photo_file` would; so a form can say it before anything is stored."""
    try:
        imaging.upright(source)
    except imaging.BadPhoto as error:
        raise PhotoRefused(_reason(error.reason)) from error


def store_photo_file(photo: Photo, source: BinaryIO) -> bool:
    """Give a saved photo its file and renditions; False where it has just this file already.

    The former files go when the transaction is through. Raises PhotoRefused, and then changes nothing.
    """
    try:
        image, sha256 = imaging.upright(source)
    except imaging.BadPhoto as error:
        raise PhotoRefused(_reason(error.reason)) from error
    if photo.sha256 == sha256:
        return False
    former = [photo.file, *(rendition.file for rendition in photo.renditions.all())] if photo.file else []
    names = [(file.storage, str(file.name)) for file in former]
    main, smaller = imaging.encode(image), list(imaging.renditions(image))
    with transaction.atomic():
        photo.renditions.all().delete()
        photo.key = new_key()
        photo.sha256, photo.width, photo.height = sha256, main.width, main.height
        photo.file.save(f"{photo.key}{main.suffix}", ContentFile(main.content), save=False)
        photo.save()
        for picture in smaller:
            rendition = Rendition(photo=photo, width=picture.width, height=picture.height)
            rendition.file.save(
                f"{photo.key}-{picture.width}{picture.suffix}", ContentFile(picture.content), save=False
            )
            rendition.save()
        transaction.on_commit(lambda: _delete(names))
    return True


def _delete(names: list[tuple[Storage, str]]) -> None:
    for storage, name in names:
        storage.delete(name)


def _reason(reason: str) -> Told:
    return {
        "too_large": _("The picture is too large: at most 60 MB and 120 million pixels."),
        "wrong_format": _("This is no JPEG, PNG, WebP or TIFF picture."),
        "unreadable": _("The picture is damaged and cannot be read."),
    }[reason]
