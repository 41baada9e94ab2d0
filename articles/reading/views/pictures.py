"""A photo's file."""

from __future__ import annotations

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from articles import access
from articles.models import Photo

# The rights to a picture may end, or be taken back: nobody keeps a copy for longer than this unasked.
PUBLIC = "public, max-age=3600"
PRIVATE = "private, no-store"


@require_safe
def picture(request: HttpRequest, key: str, size: str) -> HttpResponseBase:
    """A photo as JPEG, as large as its address says: a rendition's width, or ``original``."""
    photo = access.public_photo(key)
    kept = PRIVATE if photo is None else PUBLIC
    photo = photo or access.photo_or_404(key, request.user)
    try:
        file = _file(photo, size).open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(file, content_type="image/jpeg", headers={"Cache-Control": kept})


def _file(photo: Photo, size: str) -> FieldFile:
    if size == "original":
        return photo.file
    rendition = photo.renditions.filter(width=size).first() if size.isascii() and size.isdigit() else None
    if rendition is None:
        raise Http404
    return rendition.file
