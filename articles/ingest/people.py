"""Which person a printed name is: by itself only within the same newspaper and affiliation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from articles.models import Byline, Newspaper, Person, PhotoCredit
from articles.wording.values import Signature

# Writers of these roles who name no body belong to whoever sends the report: 记者 in a 新华社 report is its
# own, in a 本报讯 ours. A 通讯员, an author or a photographer who names none is nobody's staff.
_STAFF_ROLES = {"reporter", "intern", "editor"}
# Of these a house has its own and others: 本报评论员 and 本报特约撰稿人, 本报通讯员.
_OUTSIDE_ROLES = {"correspondent", "author"}
_DESKS = ("", "融媒体", "融媒体中心", "全媒体", "全媒体中心")


def home(signature: Signature, newspaper: Newspaper, agency: str = "") -> str:
    """The affiliation under which a person record of this name is looked for; ``""`` where none is known.

    ``agency`` is the dateline's. Our own staff is at home under the newspaper's name, however the line
    calls it: 本报, the name itself, 融媒体中心, or nothing in a report of our own. What only begins so is
    another house.
    """
    printed = signature.affiliation
    if not printed:
        if signature.role not in _STAFF_ROLES:
            return ""
        printed = agency or newspaper.name
    houses = {house + desk for house in (newspaper.name, "本报", "本刊", "") for desk in _DESKS} - {""}
    if printed not in houses:
        return printed
    return "" if signature.role in _OUTSIDE_ROLES else newspaper.name


def is_source(signature: Signature) -> bool:
    """Whether the name is an agency or body and no person."""
    return signature.role == "source" or signature.name.endswith(("社", "视觉", "图片", "中心", "报"))


def link_people(
    signatures: Iterable[Signature], newspaper: Newspaper, agency: str = ""
) -> dict[Signature, Person | None]:
    """The record of each name; None where an editor has to say. `tie` points a line at it, merged or not.

    A name that the newspaper has never printed makes a person of its own; a name known under another
    affiliation only is left to an editor, since it may be the same person or a namesake.
    """
    wanted = {s: home(s, newspaper, agency) for s in signatures if not is_source(s)}
    known = _namesakes(wanted, newspaper)
    found: dict[Signature, Person | None] = {}
    for signature, affiliation in wanted.items():
        namesakes = known.get(signature.name, {})
        if not namesakes:
            person = Person.objects.create(newspaper=newspaper, name=signature.name, affiliation=affiliation)
            known[signature.name] = {affiliation: person}
        found[signature] = known[signature.name].get(affiliation)
    return found


Foreseen = Literal["known", "new", "proposed", "source"]


def foresee_people(
    signatures: Iterable[Signature], newspaper: Newspaper, agency: str = ""
) -> dict[Signature, tuple[Foreseen, Person | None]]:
    """What `link_people` would do with each name, for an editor to see before; nothing is written."""
    wanted = {s: home(s, newspaper, agency) for s in signatures}
    known = _namesakes(wanted, newspaper)
    found: dict[Signature, tuple[Foreseen, Person | None]] = {}
    for signature, affiliation in wanted.items():
        namesakes = known.get(signature.name, {})
        person = namesakes.get(affiliation)
        if is_source(signature):
            found[signature] = ("source", None)
        elif person is not None:
            found[signature] = ("known", person.root)
        else:
            found[signature] = ("proposed" if namesakes else "new", None)
    return found


def _namesakes(signatures: Iterable[Signature], newspaper: Newspaper) -> dict[str, dict[str, Person]]:
    """The records of these names, by name and affiliation."""
    names = {signature.name for signature in signatures}
    known: dict[str, dict[str, Person]] = {}
    people = Person.objects.filter(newspaper=newspaper, name__in=names).select_related("merged_into")
    for person in people:
        known.setdefault(person.name, {})[person.affiliation] = person
    return known


KINDS_OF_LINE: tuple[Any, ...] = (Byline, PhotoCredit)


def people_of(*lines: QuerySet) -> set[int]:
    """The ids of the records that these names point to, or were known under."""
    found = (pk for some in lines for row in some.order_by().values_list("person", "known_as") for pk in row)
    return {pk for pk in found if pk is not None}


@transaction.atomic
def forget_unused(people: Iterable[int]) -> int:
    """Delete those of these records that no name points to any more, such as a misspelt one; how many went.

    One that an editor made, changed, merged, held apart or turned down stays, whoever names it.
    """
    locked = Person.objects.select_for_update(no_key=True).filter(pk__in=set(people)).order_by("pk")
    unused = Person.objects.filter(pk__in=[one.pk for one in locked], about="", merged_into__isnull=True)
    unused = unused.exclude(Exists(Person.objects.filter(merged_into=OuterRef("pk"))))
    unused = unused.exclude(Exists(Person.distinct_from.through.objects.filter(from_person=OuterRef("pk"))))
    for kind in KINDS_OF_LINE:
        lines = kind._default_manager.all()
        unused = unused.exclude(Exists(lines.filter(person=OuterRef("pk"))))
        unused = unused.exclude(Exists(lines.filter(known_as=OuterRef("pk"))))
        unused = unused.exclude(Exists(kind.turned_down.through.objects.filter(person=OuterRef("pk"))))
    found = {str(pk): pk for pk in unused.values_list("pk", flat=True)}
    of_people = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(Person))
    looked_after = set(of_people.filter(object_id__in=found).values_list("object_id", flat=True))
    gone = [pk for text, pk in found.items() if text not in looked_after]
    Person.objects.filter(pk__in=gone).delete()
    return len(gone)


def follow_merges(newspaper: Newspaper) -> int:
    """Move the names that point to a merged person on to whom it lives on in; returns how many moved.

    Each remembers the record that it comes from, so that a split can give it back. The merge itself is done
    by this; an import asks for it at its end, since a merge may have come between its reading and writing;
    what slips through even so is moved by the next import or merge.
    """
    moved = 0
    for kind in KINDS_OF_LINE:
        lines = kind._default_manager.all()
        left = Person.objects.filter(newspaper=newspaper, merged_into__isnull=False)
        for person in left.filter(Exists(lines.filter(person=OuterRef("pk")))):
            own = lines.filter(person=person)
            own.exclude(known_as__in=person.with_merged()).update(known_as=person)
            moved += own.update(person=person.root)
    return moved
