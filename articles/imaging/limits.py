"""What is too much: the limits under which files from outside are opened."""

from __future__ import annotations

from dataclasses import dataclass

DPI = 200
"""The resolution of a page picture that is made from a PDF."""
MOST_BYTES = 400 * 1024 * 1024
"""The largest file that is opened at all."""
MOST_SIDE = 2.0
"""The longest side of a page in metres: a broadsheet spread has 0.8."""
MOST_PIXELS = 120_000_000
"""A broadsheet page scanned at 600 dpi has 100 million."""
MOST_PIXEL_SIDE = 30_000
"""WebP ends at 16383, and the first thumbnail has half the size."""
MOST_UNPACKED = 1024 * 1024 * 1024
"""A picture inside a PDF that unpacks to more bytes is a bomb; PDFium would leave it out without a word."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one piece of work on one file; a survey and a page together stay under 20 s.

    Recognising a page's text takes longer, but it is done on the picture that was made, not on the file.
    """

    survey_seconds: int = 6
    page_seconds: int = 13
    ocr_seconds: int = 600
    memory: int = 1536 * 1024 * 1024
    written: int = 1024 * 1024 * 1024
    sheets: int = 256


class BadFile(Exception):
    """The file, or a page of it, cannot be used.

    ``reason`` is one of empty, too_large, wrong_format, encrypted, truncated, damaged, no_pages,
    no_such_page, too_many_pages, page_too_large, too_many_pixels, time, busy, memory, ocr; ``numbers`` are
    what its sentence tells.
    """

    def __init__(self, reason: str, **numbers: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.numbers = numbers
