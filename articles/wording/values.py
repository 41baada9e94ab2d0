"""What wording finds in print: small frozen values shared by every room to the left.

They keep the words of the contract ``page-draft/1`` (docs/page-draft.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Role = Literal[
    "reporter",
    "correspondent",
    "author",
    "editor",
    "photographer",
    "illustrator",
    "compiler",
    "translator",
    "intern",
    "source",
]
ROLES: tuple[str, ...] = get_args(Role)


@dataclass(frozen=True, slots=True)
class Signature:
    """One name of a byline or a credit line (署名); ``title`` as `wording.signing` has it."""

    name: str
    role: str = "author"
    affiliation: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Dateline:
    """电头: ``新华社北京5月23日电`` is agency 新华社, place 北京, date 5月23日."""

    printed: str
    agency: str = ""
    place: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class JumpLine:
    """A printed jump or continuation line; ``page`` is the printed label in digits (``3``, ``A02``)."""

    printed: str
    page: str
