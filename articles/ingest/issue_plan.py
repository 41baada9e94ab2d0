"""What an issue folder asks for, before any of it is written: its pages with their files, in order."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from articles.models.told import Told


class BadFolder(Exception):
    """The folder is no issue; the message names the file and the fault, in the user's language."""


@dataclass(frozen=True, slots=True)
class PhotoPlan:
    """A photo's file, tied to a printed photo of its page by how its caption begins, and its rights."""

    file: str
    caption: str
    alt_text: str = ""
    online_permitted: bool = True
    permitted_until: datetime.date | None = None
    rights_holder: str = ""

    def to_json(self) -> dict[str, Any]:
        """As it is kept with a job."""
        until = self.permitted_until.isoformat() if self.permitted_until else None
        return {
            "file": self.file,
            "caption": self.caption,
            "alt_text": self.alt_text,
            "online_permitted": self.online_permitted,
            "permitted_until": until,
            "rights_holder": self.rights_holder,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> PhotoPlan:
        """What `to_json` wrote."""
        until = data["permitted_until"]
        return cls(**{**data, "permitted_until": datetime.date.fromisoformat(until) if until else None})


@dataclass(frozen=True, slots=True)
class PagePlan:
    """One page: where it stands, and its files by name.

    ``file`` is a PDF or a picture, ``sheet`` its page from 1; ``text`` is a text file. Where both are given,
    the articles are those that the file prints, or where it prints none those of the text. ``fault`` says why
    the page cannot be made.
    """

    sequence: int
    number: str = ""
    section: str = ""
    file: str = ""
    sheet: int = 1
    text: str = ""
    photos: tuple[PhotoPlan, ...] = ()
    fault: Told | str = ""


@dataclass(frozen=True, slots=True)
class IssuePlan:
    """The issue of a newspaper; ``aside`` are files that are not used."""

    date: datetime.date
    edition: int = 1
    edition_label: str = ""
    number: int | None = None
    whole_number: int | None = None
    pages: tuple[PagePlan, ...] = ()
    aside: tuple[str, ...] = ()
