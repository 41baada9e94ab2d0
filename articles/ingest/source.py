"""What a page was read from, and how the same is known again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal

from articles.models import PageSource


@dataclass(frozen=True, slots=True)
class Source:
    """What a page was read from.

    ``sha256`` is that of the file, or of a text alone its `fingerprint`; ``name`` is the file's as it came,
    ``file`` where storage keeps it, ``sheet`` which of its pages this is, from 1.
    """

    kind: Literal["text", "pdf", "image"]
    sha256: str
    text: str = ""
    name: str = ""
    file: str = ""
    sheet: int = 1

    @classmethod
    def of_text(cls, text: str, name: str = "") -> Source:
        """A source that is text alone."""
        return cls("text", fingerprint(text), text, name)

    def is_that_of(self, row: PageSource | None) -> bool:
        """Whether a page was read from just this."""
        return row is not None and (
            (row.sha256, row.sheet) == (self.sha256, self.sheet)
            and (self.kind == "text" or row.text == self.text)
        )


def fingerprint(text: str) -> str:
    """The sha256 by which a source is known again, whatever its line ends and spaces at line ends."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return hashlib.sha256("\n".join(lines).strip().encode()).hexdigest()
