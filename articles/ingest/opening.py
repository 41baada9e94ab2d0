"""Files from outside, under the limits that are set, with a sentence for each reason why one is refused."""

from __future__ import annotations

from django.conf import settings

from articles.imaging.limits import BadFile, Limits
from articles.models.told import Told
from articles.models.told import told as _


def limits() -> Limits:
    """The limits under which a file is opened, as the settings say."""
    return Limits(
        page_seconds=settings.PAGE_SECONDS,
        ocr_seconds=settings.OCR_SECONDS,
        memory=settings.PAGE_MEMORY_MB * 1024 * 1024,
        sheets=settings.MOST_PAGES_A_FILE,
    )


def sentence(error: BadFile) -> Told:
    """Why the file is refused."""
    sentences = {
        "empty": _("The file is empty."),
        "too_large": _("The file is too large: at most %(limit)d MB are read."),
        "wrong_format": _("The file is no PDF and no JPEG, PNG or TIFF picture."),
        "encrypted": _("The file is locked with a password; save it without one."),
        "truncated": _("The file ends too early: it was not copied whole."),
        "damaged": _("The file is damaged and cannot be read."),
        "no_pages": _("The file has no pages."),
        "no_such_page": _("The file has no such page; it has %(n)d."),
        "too_many_pages": _("The file has %(n)d pages or more; at most %(limit)d are read from one file."),
        "page_too_large": _("The page is %(n)d metres long; no page of more than %(limit)d metres is read."),
        "too_many_pixels": _(
            "The picture has too many pixels: at most %(limit)d million are read, and 30,000 to a side."
        ),
        "time": _("The page could not be drawn within %(limit)d seconds; its file does harm."),
        "busy": _("This machine has too much to do: the page was not done in %(limit)d seconds. Try again."),
        "ocr": _("The text on the picture could not be recognised; is Tesseract installed?"),
        "memory": _("The page needs too much memory; its file is damaged or does harm."),
    }
    # What a process that was taken over says may lack its numbers.
    return sentences.get(error.reason, sentences["damaged"]) % {"n": 0, "limit": 0, **error.numbers}
