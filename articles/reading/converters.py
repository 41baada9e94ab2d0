"""The parts of public addresses."""

from __future__ import annotations

from articles.interchange.citations import FORMATS


class NewspaperSlug:
    """A newspaper's slug."""

    regex = "[a-z][a-z0-9]*(?:-[a-z0-9]+)*"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class IssueAddress(NewspaperSlug):
    """``2025-05-24``, or ``2025-05-24-2`` for a second edition; whether it is a day the model says."""

    regex = r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:-[0-9]{1,4})?"


class Text(NewspaperSlug):
    """A piece of a path without control characters, which no name holds, and PostgreSQL takes no NUL."""

    regex = r"[^/\x00-\x1f\x7f]+"


class CitationFormat(NewspaperSlug):
    """The end of an export's name."""

    regex = "|".join(FORMATS)
