"""Printed names that wait for an editor to say whose they are: who is proposed, and the three answers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from articles.ingest.people import home, is_source
from articles.models import Person


def proposed(lines: QuerySet) -> QuerySet:
    """Those tied to nobody, though their newspaper knows somebody of the name whom nobody turned down."""
    kind: Any = lines.model
    refused = kind.turned_down.through.objects.filter(
        **{f"{kind._meta.model_name}": OuterRef(OuterRef("pk")), "person": OuterRef("pk")}
    )
    namesakes = Person.objects.filter(newspaper=OuterRef(kind.WAY_TO_NEWSPAPER), name=OuterRef("name"))
    return lines.filter(Exists(namesakes.exclude(Exists(refused))), person__isnull=True)


def namesakes(lines: Iterable[Any]) -> dict[int, list[Person]]:
    """The persons proposed for each line that is tied to nobody, by the line's id; three queries at most.

    A merged record stands for itself: it says under which name and affiliation the other was known.
    """
    open_lines = [line for line in lines if line.person_id is None]
    if not open_lines:
        return {}
    refusals = type(open_lines[0]).turned_down.through
    owner = f"{open_lines[0]._meta.model_name}_id"
    ids = [line.pk for line in open_lines]
    refused = set(refusals.objects.filter(**{f"{owner}__in": ids}).values_list(owner, "person_id"))
    known: dict[tuple[int, str], list[Person]] = {}
    found = Person.objects.filter(name__in={line.name for line in open_lines}).select_related("merged_into")
    for person in found.order_by("pk"):
        known.setdefault((person.newspaper_id, person.name), []).append(person)
    return {
        line.pk: [
            person
            for person in known.get((line.newspaper.pk, line.name), [])
            if (line.pk, person.pk) not in refused
        ]
        for line in open_lines
    }


def _tie(line: Any, person: Person) -> None:
    line.point_to(person)
    line.save(update_fields=["person", "known_as"])


@transaction.atomic
def accept(lines: Iterable[Any], person: Person | None = None) -> int:
    """Tie each line to the one person proposed for it, or to ``person`` where that is one of several.

    Returns how many were tied; lines of whom nobody, or not just one, is proposed stay as they are.
    """
    tied = 0
    lines = list(lines)
    found = namesakes(lines)
    for line in lines:
        offered = found.get(line.pk, [])
        chosen = offered if person is None else [one for one in offered if one == person]
        if len({one.root.pk for one in chosen}) == 1:
            _tie(line, chosen[0])
            tied += 1
    return tied


@transaction.atomic
def make_persons(lines: Iterable[Any]) -> int:
    """Make a person of each line's own name and affiliation, one for lines that share them.

    Returns how many were tied. Where that record is there already the line is tied to it, unless it was
    turned down for this very line: then the two differ in nothing that a record could tell, and it stays.
    """
    tied = 0
    for line in lines:
        signature = line.signature
        if line.person_id is not None or is_source(signature):
            continue
        person, _made = Person.objects.get_or_create(
            newspaper=line.newspaper,
            name=line.name,
            affiliation=home(signature, line.newspaper, line.agency),
        )
        if not line.turned_down.filter(pk=person.pk).exists():
            _tie(line, person)
            tied += 1
    return tied


@transaction.atomic
def turn_down(lines: Iterable[Any], person: Person | None = None) -> int:
    """Propose these persons, or this one, no more for these lines; returns how many lines it was said of."""
    lines = list(lines)
    found = namesakes(lines)
    changed = 0
    for line in lines:
        no_more = [one for one in found.get(line.pk, []) if person is None or one == person]
        if no_more:
            line.turned_down.add(*no_more)
            changed += 1
    return changed
