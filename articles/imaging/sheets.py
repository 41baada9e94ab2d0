"""PDFs and scans opened with PDFium and Pillow: how many pages, how large, and the picture of one.

It runs in a process of its own (`untrusted`): nothing else may call it on a file from outside.
"""

from __future__ import annotations

import math
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageOps, UnidentifiedImageError

from articles.imaging.extraction import extract_sheet
from articles.imaging.limits import (
    DPI,
    MOST_BYTES,
    MOST_PIXEL_SIDE,
    MOST_PIXELS,
    MOST_SIDE,
    MOST_UNPACKED,
    BadFile,
)
from articles.imaging.ocr import recognise
from articles.imaging.photos import plain
from articles.imaging.pyramid import writing
from articles.imaging.sheet import Sheet, SheetError, to_bytes

Kind = Literal["pdf", "image"]
PAGE_PDF = "page.pdf"
SHEET = "sheet.bin"
_FORMATS = ("JPEG", "PNG", "TIFF")
_TAIL = 2048
_LINEAR = re.compile(rb"/Linearized[^>]*?/L\s+(\d{1,12})")
_POINT = 0.0254 / 72  # metres


@dataclass(frozen=True, slots=True)
class PageSize:
    """A page's picture: pixels, and the resolution where the file tells it."""

    width: int
    height: int
    dpi: int | None = None


def kind_of(path: Path) -> Kind:
    """What the file is by its first bytes, whatever its name. Raises BadFile."""
    size = path.stat().st_size
    if not size:
        raise BadFile("empty")
    if size > MOST_BYTES:
        raise BadFile("too_large", limit=MOST_BYTES // 1024**2)
    with path.open("rb") as file:
        head = file.read(1024)
    if b"%PDF-" in head:
        return "pdf"
    if head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")):
        return "image"
    raise BadFile("wrong_format")


def count(path: Path, most: int) -> int:
    """How many pages the file has. Raises BadFile where it cannot be opened, or has none or too many."""
    if kind_of(path) == "pdf":
        with _document(path) as document:
            found = len(document)
    else:
        with _picture(path) as image:
            found = _frames(image, most)
    if found < 1:
        raise BadFile("no_pages")
    if found > most:
        raise BadFile("too_many_pages", n=found, limit=most)
    return found


def _frames(image: Image.Image, most: int) -> int:
    """The pages of a TIFF, counted no further than the limit: they may lead in a circle."""
    if image.format != "TIFF":
        return 1
    for number in range(most + 1):
        try:
            image.seek(number)
        except EOFError:
            return number
    return most + 1


def make_page(path: Path, sheet: int, folder: Path) -> PageSize:
    """Write the pyramid of page `sheet`, from 1, into the folder, and of a PDF what it prints (`SHEET`).

    Of a PDF of several pages its own PDF too. Raises BadFile.
    """
    if kind_of(path) == "pdf":
        return _make_pdf_page(path, sheet, folder)
    with _picture(path) as image:
        try:
            image.seek(sheet - 1)
        except EOFError as error:
            raise BadFile("damaged") from error
        _check_pixels(image.width, image.height)
        dpi = _dpi(image)
        master = plain(ImageOps.exif_transpose(image))
    with writing(master, folder, dpi):
        pass
    return PageSize(master.width, master.height, dpi)


def _make_pdf_page(path: Path, sheet: int, folder: Path) -> PageSize:
    with _document(path) as document:
        if not 1 <= sheet <= len(document):
            raise BadFile("damaged")
        try:
            page = document[sheet - 1]
            width, height = page.get_size()
        except pypdfium2.PdfiumError as error:
            raise BadFile("damaged") from error
        if not (math.isfinite(width) and math.isfinite(height)) or min(width, height) < 1:
            raise BadFile("damaged")
        longest = max(width, height) * _POINT
        if longest > MOST_SIDE:
            raise BadFile("page_too_large", n=math.ceil(longest), limit=int(MOST_SIDE))
        scale = DPI / 72
        _check_pixels(math.ceil(width * scale), math.ceil(height * scale))
        _check_images(page)
        # In the byte order that Pillow has, so that the bitmap is used as it is.
        image = page.render(scale=scale, rev_byteorder=True).to_pil()
        with writing(image, folder, DPI):
            _write_sheet(path, sheet, folder)
            if len(document) > 1:
                alone = pypdfium2.PdfDocument.new()
                alone.import_pages(document, [sheet - 1])
                alone.save(folder / PAGE_PDF)
                alone.close()
        return PageSize(image.width, image.height, DPI)


def read_page(path: Path, sheet: int, folder: Path) -> None:
    """Write what page `sheet`, from 1, of a PDF prints into the folder (`SHEET`). Raises BadFile."""
    if kind_of(path) != "pdf":
        raise BadFile("wrong_format")
    with _document(path) as document:
        if not 1 <= sheet <= len(document):
            raise BadFile("no_such_page", n=len(document))
    _write_sheet(path, sheet, folder)


def recognise_page(picture: Path, width: float, height: float, languages: str, folder: Path) -> None:
    """Write what Tesseract reads in the picture of a page of that size in points. Raises BadFile."""
    try:
        _keep(recognise(picture, width, height, languages), folder)
    except SheetError as error:
        raise BadFile("ocr") from error


def _write_sheet(path: Path, sheet: int, folder: Path) -> None:
    try:
        _keep(extract_sheet(path, sheet - 1), folder)
    except SheetError as error:
        raise BadFile("damaged") from error


def _keep(printed: Sheet, folder: Path) -> None:
    """Whole as soon as it has its name, since it is waited for."""
    content = to_bytes(printed)
    begun = folder / f"{SHEET}.new"
    begun.write_bytes(content)
    begun.rename(folder / SHEET)


@contextmanager
def _document(path: Path) -> Iterator[pypdfium2.PdfDocument]:
    with path.open("rb") as file:
        head = file.read(_TAIL)
        size = file.seek(0, 2)
        file.seek(max(0, size - _TAIL))
        tail = file.read()
    # PDFium mends a file that ends too early and quietly leaves out what is not there.
    linear = _LINEAR.search(head)
    if b"%%EOF" not in tail or (linear and size < int(linear[1])):
        raise BadFile("truncated")
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        raise BadFile("encrypted" if locked else "damaged") from error
    try:
        yield document
    finally:
        document.close()


@contextmanager
def _picture(path: Path) -> Iterator[Image.Image]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(path, formats=_FORMATS) as image:
                yield image
    except Image.DecompressionBombError as error:
        raise BadFile("too_many_pixels", limit=MOST_PIXELS // 10**6) from error
    except UnidentifiedImageError as error:
        raise BadFile("damaged") from error
    except (OSError, ValueError, SyntaxError, EOFError, KeyError, TypeError, IndexError) as error:
        raise BadFile("truncated" if "truncated" in str(error) else "damaged") from error


def _check_images(page: pypdfium2.PdfPage) -> None:
    for image in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        width, height = image.get_px_size()
        bits = image.get_metadata().bits_per_pixel or 24
        if width * height * bits // 8 > MOST_UNPACKED:
            raise BadFile("memory")


def _check_pixels(width: int, height: int) -> None:
    if width * height > MOST_PIXELS or max(width, height) > MOST_PIXEL_SIDE:
        raise BadFile("too_many_pixels", limit=MOST_PIXELS // 10**6)


def _dpi(image: Image.Image) -> int | None:
    try:
        dpi = round(float(image.info["dpi"][0]))
    except (KeyError, TypeError, ValueError, IndexError, OverflowError, ZeroDivisionError):
        return None
    return dpi if 30 <= dpi <= 4800 else None
