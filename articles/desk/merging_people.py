"""The verbs of persons: merge two records of one person, split them again, hold two apart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.access import AnyUser
from articles.desk.workflow import Refused
from articles.ingest.people import KINDS_OF_LINE, follow_merges
from articles.models import Newspaper, Person


def _fresh(people: Sequence[Person]) -> list[Person]:
    """The persons as stored; no other verb of this module goes on in their newspaper until this one ends."""
    newspapers = {person.newspaper_id for person in people}
    if len(newspapers) != 1:
        raise Refused(_("These persons belong to different newspapers, so they stay apart."))
    Newspaper.objects.select_for_update(no_key=True).get(pk=newspapers.pop())
    return [Person.objects.select_related("newspaper", "merged_into").get(pk=one.pk) for one in people]


@transaction.atomic
def merge_people(person: Person, into: Person, user: AnyUser | None = None) -> int:
    """Let ``person`` live on in ``into``, or in whom that one lives on in; returns how many names moved.

    Its record stays, so that its address leads on and later imports still know its name and affiliation. What
    was done already is done once. Raises Refused where the two are one record, belong to two newspapers, or
    ``person`` lives on in somebody else.
    """
    person, into = _fresh([person, into])
    root = into.root
    if person in (into, root):
        raise Refused(_("“%(person)s” cannot be merged into itself.") % {"person": person})
    if person.merged_into_id is None:
        person.merged_into, person.merged_at = root, timezone.now()
        person.merged_by_id = user.pk if user is not None else None
        person.save(update_fields=["merged_into", "merged_at", "merged_by"])
    elif person.root != root:
        raise Refused(
            _("“%(person)s” is merged into “%(root)s”: split it first.")
            % {"person": person, "root": person.root}
        )
    person.distinct_from.remove(into, root)
    return follow_merges(root.newspaper)


@transaction.atomic
def merge_all(people: Sequence[Person], into: Person, user: AnyUser | None = None) -> int:
    """`merge_people` for each; all of them or none."""
    return sum(merge_people(person, into, user) for person in people)


@transaction.atomic
def split_person(person: Person) -> int:
    """Take the merge of ``person`` back; returns how many names it has again.

    It gets what it brought, what was merged into it before, and what was printed since under its own name and
    affiliation. A name that an editor has tied to somebody else by hand stays there.
    """
    (person,) = _fresh([person])
    if person.merged_into_id is None:
        return 0
    follow_merges(person.newspaper)
    root, brought = person.root, person.with_merged()
    person.merged_into = person.merged_at = person.merged_by = None
    person.save(update_fields=["merged_into", "merged_at", "merged_by"])
    back = 0
    for kind in KINDS_OF_LINE:
        lines = kind._default_manager.all()
        back += lines.filter(person=root, known_as__in=brought).update(person=person)
        lines.filter(person=person, known_as=person).update(known_as=None)
    return back


@transaction.atomic
def hold_apart(people: Sequence[Person]) -> int:
    """Remember that these are different persons; returns how many pairs are new."""
    people = _fresh(people)
    new = 0
    for one, other in combinations(people, 2):
        if one != other and not one.distinct_from.filter(pk=other.pk).exists():
            one.distinct_from.add(other)
            new += 1
    return new
