"""A byline as it is understood while it is typed: each name with its role, house and person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from articles.desk.names import read_byline, what_to_say
from articles.ingest.people import Foreseen, foresee_people
from articles.models import Newspaper, Person
from articles.models.person import SignatureLine
from articles.wording.datelines import read_dateline
from articles.wording.signing import position
from articles.wording.sources import is_as_printed


@dataclass(frozen=True, slots=True)
class Signed:
    """One name; ``position`` as printed; ``how`` it will be tied to a person, and to which where known."""

    name: str
    role: str
    position: str
    how: Foreseen | Literal["kept"]
    person: Person | None


@dataclass(frozen=True, slots=True)
class Signing:
    """The names of a line, and what an editor should know of how it was read."""

    names: tuple[Signed, ...] = ()
    note: str = ""


def signing(line: str, newspaper: Newspaper, dateline: str = "") -> Signing:
    """How a byline is understood, under that dateline; nothing is written. One query."""
    names = dict.fromkeys(read_byline(line[:1000]))
    if not names:
        return Signing()
    foreseen = foresee_people(names, newspaper, read_dateline(dateline[:200]).agency)
    signed = []
    for one in names:
        role = str(SignatureLine.Role(one.role).label)
        if is_as_printed(one):
            signed.append(Signed(one.name, role, "", "kept", None))
        else:
            printed = position(one.role, one.affiliation, one.title)
            signed.append(Signed(one.name, role, printed, *foreseen[one]))
    return Signing(tuple(signed), what_to_say(line, names))
