"""A byline as it is understood while it is typed: each name with its role, house and person."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError

from articles.desk.names import read_byline
from articles.ingest.people import Foreseen, foresee_people
from articles.models import Newspaper, Person
from articles.models.person import SignatureLine
from articles.wording.datelines import read_dateline


@dataclass(frozen=True, slots=True)
class Signed:
    """One name; ``how`` it will be tied to a person, and to which where it is known."""

    name: str
    role: str
    affiliation: str
    how: Foreseen
    person: Person | None


@dataclass(frozen=True, slots=True)
class Signing:
    """The names of a line, or what is wrong with it."""

    names: tuple[Signed, ...] = ()
    error: str = ""


def signing(line: str, newspaper: Newspaper, dateline: str = "") -> Signing:
    """How a byline is understood, under that dateline; nothing is written. One query."""
    try:
        names = dict.fromkeys(read_byline(line[:1000]))
    except ValidationError as error:
        return Signing(error=" ".join(error.messages))
    if not names:
        return Signing()
    foreseen = foresee_people(names, newspaper, read_dateline(dateline[:200]).agency)
    return Signing(
        tuple(
            Signed(one.name, str(SignatureLine.Role(one.role).label), one.affiliation, *foreseen[one])
            for one in names
        )
    )
