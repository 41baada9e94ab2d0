"""The public lists of persons and of columns, by the alphabet (pinyin), with how much bears their name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import Count, Max, Min, Q, QuerySet
from django.db.models.functions import Coalesce, Substr, Upper

from articles import access
from articles.models import Column, Person, Stage
from articles.models.person import PersonQuerySet
from articles.wording.alphabet import OTHERS, bounds, letter


class Initial(NamedTuple):
    """The first character of names, in Chinese mostly the surname, and how many have it."""

    text: str
    names: int


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of the alphabet, or `OTHERS`, with the initials that stand under it, in their order."""

    text: str
    initials: list[Initial]

    @property
    def names(self) -> int:
        """How many names stand under it."""
        return sum(one.names for one in self.initials)


_INITIAL = Upper(Substr("name", 1, 1))


def letters_of(people: PersonQuerySet) -> list[Letter]:
    """The letters under which names stand, in their order; one query."""
    letters = people.order_by().annotate(_letter=Substr("sort_key", 1, 1), _initial=_INITIAL.copy())
    counted = letters.values_list("_letter", "_initial").annotate(n=Count("pk"), first=Min("sort_key"))
    rows = sorted(counted, key=lambda row: (letter(row[0]) != OTHERS, row[3], row[1]))
    return [
        Letter(heading, [Initial(initial, names) for _letter, initial, names, _first in some])
        for heading, some in groupby(rows, key=lambda row: letter(row[0]))
    ]


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The persons of a part of the list, to be cut into pages; ``letter`` is the one that was chosen.

    ``letters`` are those of all the persons with how many stand under each: so a page far behind is read from
    where its letter begins, not from the first name of all.
    """

    people: PersonQuerySet
    letters: list[tuple[str, int]]
    letter: Letter | None = None

    def __len__(self) -> int:
        return sum(names for _heading, names in self.letters)

    def __iter__(self) -> Iterator[Person]:
        return iter(self.people)

    def __getitem__(self, wanted: Any) -> Any:
        """The persons of a page: a queryset."""
        start, end = wanted.start, wanted.stop
        for heading, names in self.letters:
            if start < names:
                first, _end = bounds(heading)
                return self.people.filter(sort_key__gte=first)[start:end]
            start, end = start - names, end - names
        return self.people.none()


def narrowed(people: PersonQuerySet, letters: list[Letter], initial: str) -> Narrowed:
    """Those under a letter, or those whose name has this first character; all where it is empty."""
    people = people.order_by("sort_key", "pk")
    if not initial:
        return Narrowed(people, [(one.text, one.names) for one in letters])
    if letter := next((one for one in letters if one.text == initial), None):
        _first, end = bounds(initial)
        under = people.filter(sort_key__lt=end) if end else people
        return Narrowed(under, [(initial, letter.names)], letter)
    # One character may be read in two ways: 单 is Shan, but Chan in 单于.
    found = [(letter, one.names) for letter in letters for one in letter.initials if one.text == initial]
    having = people.alias(_initial=_INITIAL.copy()).filter(_initial=initial)
    letter = found[0][0] if len(found) == 1 else None
    return Narrowed(having, [(one.text, names) for one, names in found], letter)


@dataclass(frozen=True, slots=True)
class Listed:
    """A person with how much that is public bears the name: whole stories, and photos."""

    person: Person
    articles: int
    photos: int

    @property
    def letter(self) -> str:
        """The letter under which the name stands."""
        return letter(self.person.sort_key)


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
    ).order_by("sort_key", "name", "pk")
