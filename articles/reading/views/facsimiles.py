"""A page's picture, its tiles, and the files that it came from.

What is published lies under a key that cannot be guessed and is new for each picture. Copies of it may be
kept for a day, no longer: it may be withdrawn, and the rights to a photo on it may end. All else is for
editors, and nobody keeps a copy. Content types come from our own list, and what others made goes out as a
download alone.
"""

from __future__ import annotations

import io
from http import HTTPStatus
from pathlib import PurePath
from typing import BinaryIO

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from articles import access
from articles.imaging import masking, tiles
from articles.imaging.limits import DPI
from articles.imaging.pyramid import as_jpeg
from articles.ingest.page_images import PAGE_PDF, has_file, open_file
from articles.models import PageImage, PageSource
from articles.reading.facsimile import Facsimile

LONG = "public, max-age=86400"
SHORT = "public, max-age=3600"
PRIVATE = "private, no-store"
TYPES = {
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".png": "image/png",
    ".tif": "image/tiff",
    ".pdf": "application/pdf",
}
POLICY = "default-src 'none'; sandbox"
"""Of answers that are files: where a browser shows one all the same, nothing in it may act."""
_LD_JSON = f'application/ld+json;profile="{tiles.CONTEXT}"'


@require_safe
def image_base(request: HttpRequest, key: str, drafts: bool) -> HttpResponseBase:
    """The base address leads to the information, by the answer that the Image API recommends (3.0, 5)."""
    found = redirect(_opened(request, key, drafts).info_url)
    found.status_code = HTTPStatus.SEE_OTHER
    return _lasting(found, drafts, SHORT)


@require_safe
def image_info(request: HttpRequest, key: str, drafts: bool) -> HttpResponseBase:
    """``info.json``."""
    shown = _opened(request, key, drafts)
    base = request.build_absolute_uri(shown.address)
    # As application/json for who asks for that, since some viewers know no other.
    content_type = _LD_JSON if "ld+json" in request.headers.get("Accept", "") else "application/json"
    response = JsonResponse(tiles.info(base, shown.width, shown.height), content_type=content_type)
    response["Vary"] = "Accept"
    return _lasting(response, drafts, SHORT)


@require_safe
def image_file(
    request: HttpRequest, key: str, region: str, size: str, suffix: str, drafts: bool
) -> HttpResponseBase:
    """A tile, a thumbnail or the master; the WebP ones as JPEG too, which level 0 demands."""
    shown = _opened(request, key, drafts)
    size_of_all = shown.width, shown.height
    found = tiles.find(region, size, *size_of_all)
    if found is None or suffix not in ("jpg", "webp"):
        raise Http404
    stored = PurePath(found.name).suffix
    if found.name == tiles.MASTER and suffix == "webp":
        return _lasting(redirect(shown.sizes[-1].url), drafts, SHORT)
    area = found.region(*size_of_all)
    file = _open(shown.image, found.name)
    if masking.touches(area, size_of_all, shown.hidden):
        with file:
            content = masking.masked(file, area, size_of_all, shown.hidden, f".{suffix}")
        return _lasting(_file(io.BytesIO(content), f".{suffix}"), drafts)
    if stored == f".{suffix}":
        return _lasting(_file(file, stored), drafts)
    with file:
        return _lasting(_file(io.BytesIO(as_jpeg(file)), ".jpg"), drafts)


@require_safe
def page_pdf(request: HttpRequest, key: str, drafts: bool) -> HttpResponseBase:
    """The page's own PDF: cut from a file of many pages, else the file as it came.

    Where anything on it is withheld, a PDF of the picture that is painted over takes its place.
    """
    shown = _opened(request, key, drafts)
    page, image = shown.page, shown.image
    source = PageSource.objects.filter(page=page, kind=PageSource.Kind.PDF).first()
    if source is None:
        raise Http404
    file: BinaryIO
    if shown.withheld:
        with _open(image, tiles.MASTER) as master:
            size = shown.width, shown.height
            file = io.BytesIO(masking.masked_pdf(master, size, shown.hidden, image.dpi or DPI))
    else:
        file = _open(image, PAGE_PDF) if has_file(image, PAGE_PDF) else _open_original(source)
    issue = page.issue
    name = f"{issue.newspaper.slug}-{issue.address}-p{page.address}.pdf"
    return _lasting(_file(file, ".pdf", download=name), drafts, SHORT)


@require_safe
def original(request: HttpRequest, page: int) -> HttpResponseBase:
    """The file that a page was read from, for editors, under the name that it came with."""
    source = access.page_source_or_404(page, request.user)
    suffix = PurePath(str(source.file.name)).suffix
    return _lasting(_file(_open_original(source), suffix, download=source.name or "page" + suffix), True)


def _opened(request: HttpRequest, key: str, drafts: bool) -> Facsimile:
    # The user is asked for drafts alone: what is public has to do with no session.
    if drafts:
        image = access.draft_page_image_or_404(key, request.user)
        return Facsimile(image.page, image, drafts)
    image, withheld = access.public_page_image_or_404(key)
    return Facsimile(image.page, image, withheld=withheld)


def _open(image: PageImage, name: str) -> BinaryIO:
    try:
        return open_file(image, name)  # type: ignore[return-value]
    except FileNotFoundError as error:
        raise Http404 from error


def _open_original(source: PageSource) -> BinaryIO:
    try:
        return source.file.storage.open(str(source.file.name), "rb")  # type: ignore[return-value]
    except FileNotFoundError as error:
        raise Http404 from error


def _file(file: object, suffix: str, download: str = "") -> FileResponse:
    response = FileResponse(
        file,
        content_type=TYPES.get(suffix, "application/octet-stream"),
        as_attachment=bool(download),
        filename=download,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = POLICY
    return response


def _lasting(response: HttpResponse | FileResponse, drafts: bool, kept: str = LONG) -> HttpResponseBase:
    response["Cache-Control"] = PRIVATE if drafts else kept
    if not drafts:
        response["Access-Control-Allow-Origin"] = "*"  # the Image API: viewers of other sites may ask
    return response
