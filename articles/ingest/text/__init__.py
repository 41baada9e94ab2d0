"""The page-text reader."""

from articles.ingest.text.reading import read_page

__all__ = ["read_page"]
