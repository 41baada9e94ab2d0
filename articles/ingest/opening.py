"""Files from outside, under the limits that are set, with a sentence for each reason why one is refused."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.conf import settings
from django.utils.translation import gettext as _

from articles.imaging.limits import BadFile, Limits


def limits() -> Limits:
    """The limits under which a file is opened, as the settings say."""
    return Limits(
        page_seconds=settings.PAGE_SECONDS,
        memory=settings.PAGE_MEMORY_MB * 1024 * 1024,
        sheets=settings.MOST_PAGES_A_FILE,
    )


def sentence(error: BadFile) -> str:
    """Why the file is refused, in the user's language."""
    sentences: dict[str, Callable[[], str]] = {
        "empty": partial(_, "The file is empty."),
        "too_large": partial(_, "The file is too large: at most %(limit)d MB are read."),
        "wrong_format": partial(_, "The file is no PDF and no JPEG, PNG or TIFF picture."),
        "encrypted": partial(_, "The file is locked with a password; save it without one."),
        "truncated": partial(_, "The file ends too early: it was not copied whole."),
        "damaged": partial(_, "The file is damaged and cannot be read."),
        "no_pages": partial(_, "The file has no pages."),
        "too_many_pages": partial(
            _, "The file has %(n)d pages or more; at most %(limit)d are read from one file."
        ),
        "page_too_large": partial(
            _, "The page is %(n)d metres long; no page of more than %(limit)d metres is read."
        ),
        "too_many_pixels": partial(
            _, "The picture has too many pixels: at most %(limit)d million are read, and 30,000 to a side."
        ),
        "time": partial(_, "The page could not be drawn within %(limit)d seconds; its file does harm."),
        "memory": partial(_, "The page needs too much memory; its file is damaged or does harm."),
    }
    return sentences.get(error.reason, sentences["damaged"])() % error.numbers
