"""The PDF page reader."""

from articles.ingest.pdf.reading import read_sheet

__all__ = ["is_pdf", "read_sheet"]

_SIGNATURE = b"%PDF-"
_WITHIN = 1024
"""Readers find the signature within so many bytes of the start; some programs write something before it."""


def is_pdf(content: bytes) -> bool:
    """Whether `content` is a PDF by what it holds."""
    return _SIGNATURE in content[:_WITHIN]
