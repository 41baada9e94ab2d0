"""The public lists of persons, under their initials, and of columns, with how much bears their name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Count, Max, Min, Q, QuerySet
from django.db.models.functions import Coalesce, Substr, Upper

from articles import access
from articles.models import Column, Person, Stage
from articles.models.person import PersonQuerySet


class Initial(NamedTuple):
    """The first character of names, in Chinese mostly the surname, and how many have it."""

    text: str
    names: int


_INITIAL = Upper(Substr("name", 1, 1))


def initials_of(people: PersonQuerySet) -> list[Initial]:
    """The initials of the names, the most frequent first; one query."""
    counted = people.order_by().values_list(_INITIAL.copy()).annotate(n=Count("pk")).order_by("-n")
    return sorted((Initial(*row) for row in counted), key=lambda one: (-one.names, one.text))


def beginning_with(people: PersonQuerySet, initial: str) -> PersonQuerySet:
    """Those whose name has this initial; all where it is empty. By name."""
    return (people.alias(_initial=_INITIAL).filter(_initial=initial) if initial else people).order_by(
        "name", "pk"
    )


@dataclass(frozen=True, slots=True)
class Listed:
    """A person with how much that is public bears the name: whole stories, and photos."""

    person: Person
    articles: int
    photos: int


def listed(people: Iterable[Person]) -> list[Listed]:
    """The persons of one page of the list; two queries, however many they are."""
    people = list(people)
    stories = Count(Coalesce("article__merged_into", "article"), distinct=True)
    signed = access.bylines_of_all(people).values_list("person").annotate(n=stories)
    credited = access.credits_of_all(people).values_list("person").annotate(n=Count("photo", distinct=True))
    articles, photos = dict(signed.order_by()), dict(credited.order_by())
    return [Listed(one, articles.get(one.pk, 0), photos.get(one.pk, 0)) for one in people]


def columns_listed(columns: QuerySet[Column]) -> QuerySet[Column]:
    """The columns by name, each with ``count`` and the ``first`` and ``last`` date of its public articles."""
    public = Q(
        articles__stage=Stage.PUBLISHED,
        articles__issue__stage=Stage.PUBLISHED,
        articles__merged_into__isnull=True,
    )
    return columns.annotate(
        count=Count("articles", filter=public),
        first=Min("articles__issue__date", filter=public),
        last=Max("articles__issue__date", filter=public),
    ).order_by("name", "pk")
