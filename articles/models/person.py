"""作者 and 署名: persons as authority records, and the names as printed that may point to them."""

from __future__ import annotations

from typing import Any, Self, TypedDict

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from articles.models.change import Kind
from articles.models.newspaper import Newspaper
from articles.models.searchable import Searchable, SearchableQuerySet
from articles.models.sort_key import SortKeyField
from articles.wording.signing import text_of
from articles.wording.values import Signature


class PersonQuerySet(SearchableQuerySet["Person"]):
    """Persons."""

    def standing(self) -> Self:
        """Without those that live on in another."""
        return self.filter(merged_into__isnull=True)


class Person(Searchable):
    """An authority record. Two persons of one newspaper may share a name, never name and affiliation.

    A record that was found to be the same person as another stays as it is, ``merged_into`` it: its name and
    affiliation go on to be known, its address leads on, and it can be split off again (docs/people.md).
    """

    newspaper = models.ForeignKey(
        Newspaper, verbose_name=_("newspaper"), on_delete=models.PROTECT, related_name="people"
    )
    name = models.CharField(_("name"), max_length=80, db_index=True)
    sort_key = SortKeyField(person=True)
    affiliation = models.CharField(
        _("affiliation"),
        max_length=120,
        blank=True,
        help_text=_(
            "The body that the person writes for, such as the newspaper itself; empty where none is known."
        ),
    )
    about = models.TextField(_("about"), blank=True)
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("merged into"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged",
    )
    merged_at = models.DateTimeField(_("merged at"), null=True, blank=True, editable=False)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("merged by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    distinct_from = models.ManyToManyField(
        "self", verbose_name=_("distinct from"), blank=True, editable=False, symmetrical=True
    )

    objects = PersonQuerySet.as_manager()  # type: ignore[misc]  # narrows the base's

    search_reads = ("name", "affiliation", "merged_into")
    search_touches = ((Kind.PERSON, "pk"),)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["sort_key", "id"], name="person_by_sort_key")]
        constraints = [
            models.UniqueConstraint(
                fields=["newspaper", "name", "affiliation"],
                name="person_unique_in_affiliation",
                violation_error_message=_("This newspaper already has this name with this affiliation."),
            ),
            models.CheckConstraint(condition=~Q(name=""), name="person_has_a_name"),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=models.F("id")),
                name="person_not_merged_into_itself",
            ),
        ]

    def __str__(self) -> str:
        if not self.affiliation:
            return self.name
        both = self.name + self.affiliation
        return f"{self.name} ({self.affiliation})" if both.isascii() else f"{self.name}（{self.affiliation}）"

    def get_absolute_url(self) -> str:
        return reverse("person", args=[self.pk])

    @property
    def root(self) -> Person:
        """The person that this one lives on in; itself where it was never merged."""
        person = self
        while person.merged_into is not None:
            person = person.merged_into
        return person

    def with_merged(self) -> set[int]:
        """The ids of itself and of all that were merged into it, at first or at second hand."""
        found, newest = {self.pk}, {self.pk}
        while newest:
            newest = set(Person.objects.filter(merged_into__in=newest).values_list("pk", flat=True)) - found
            found |= newest
        return found


class Tie(TypedDict):
    """Whom a printed name points to, as fields of it."""

    person: Person | None
    known_as: Person | None


def tie(person: Person | None) -> Tie:
    """The fields that tie a name to a person; to one that was merged, by way of the one it lives on in."""
    if person is None or person.merged_into_id is None:
        return {"person": person, "known_as": None}
    return {"person": person.root, "known_as": person}


def fields_of(name: Signature, person: Person | None) -> dict[str, Any]:
    """The fields of a row that prints this name, and points to that person."""
    printed = {"name": name.name, "role": name.role, "affiliation": name.affiliation, "title": name.title}
    return {**printed, **tie(person)}


class SignatureLine(Searchable):
    """One printed name with role and affiliation. What is printed stays; the person may be found later.

    ``title`` holds the words as printed where they say more than the role (`wording.signing`).

    ``known_as`` is the record under which ``person`` was known when the two were two: a split gives the name
    back to it. ``turned_down`` are namesakes of whom an editor said that it is none of them.
    """

    class Role(models.TextChoices):
        REPORTER = "reporter", _("Reporter")
        CORRESPONDENT = "correspondent", _("Correspondent")
        AUTHOR = "author", _("Author")
        EDITOR = "editor", _("Editor")
        PHOTOGRAPHER = "photographer", _("Photographer")
        ILLUSTRATOR = "illustrator", _("Illustrator")
        COMPILER = "compiler", _("Compiler")
        TRANSLATOR = "translator", _("Translator")
        INTERN = "intern", _("Intern")
        SOURCE = "source", _("Source")

    order = models.PositiveSmallIntegerField(_("order"), default=1)
    name = models.CharField(_("name as printed"), max_length=80)
    role = models.CharField(_("role"), max_length=16, choices=Role.choices, default=Role.REPORTER)
    affiliation = models.CharField(_("affiliation as printed"), max_length=120, blank=True)
    title = models.CharField(
        _("title as printed"),
        max_length=120,
        blank=True,
        help_text=_(
            "Where it says more than the role: 见习记者. Words behind the name follow …: 记者…文/图."
        ),
    )
    known_as = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    turned_down = models.ManyToManyField(Person, blank=True, editable=False, related_name="+")

    class Meta:
        abstract = True
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return text_of([self])

    @property
    def signature(self) -> Signature:
        """The printed name as importers hand it over."""
        return Signature(self.name, self.role, self.affiliation, self.title)

    def point_to(self, person: Person | None) -> None:
        """Tie it to a person, in memory."""
        for field, value in tie(person).items():
            setattr(self, field, value)


class Byline(SignatureLine):
    """署名: a name over or under an article."""

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="bylines")
    person = models.ForeignKey(
        Person,
        verbose_name=_("person"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        db_index=False,  # the index below serves, and tells who was printed last
        related_name="bylines",
    )

    history = HistoricalRecords()

    WAY_TO_NEWSPAPER = "article__issue__newspaper"
    search_reads = ("article", "order", "name", "role", "affiliation", "title", "person")
    search_touches = ((Kind.ARTICLE, "article_id"),)

    class Meta(SignatureLine.Meta):
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="byline_has_a_name"),
        ]
        indexes = [models.Index(fields=["person", "id"], name="byline_by_person")]

    @property
    def newspaper(self) -> Newspaper:
        """The newspaper that prints it."""
        return self.article.issue.newspaper

    @property
    def agency(self) -> str:
        """The agency whose report bears it."""
        return self.article.dateline_agency


class PhotoCredit(SignatureLine):
    """The credit line of a photo (摄影)."""

    photo = models.ForeignKey("articles.Photo", on_delete=models.CASCADE, related_name="credits")
    person = models.ForeignKey(
        Person,
        verbose_name=_("person"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        db_index=False,  # the index below serves, and tells who was printed last
        related_name="photo_credits",
    )

    history = HistoricalRecords()

    WAY_TO_NEWSPAPER = "photo__page__issue__newspaper"
    search_reads = ("photo", "order", "name", "role", "affiliation", "title", "person")
    search_touches = ((Kind.PHOTO, "photo_id"),)

    class Meta(SignatureLine.Meta):
        verbose_name = _("photo credit")
        verbose_name_plural = _("photo credits")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="photo_credit_has_a_name"),
        ]
        indexes = [models.Index(fields=["person", "id"], name="credit_by_person")]

    @property
    def newspaper(self) -> Newspaper:
        """The newspaper that prints it."""
        return self.photo.page.issue.newspaper

    @property
    def agency(self) -> str:
        """The agency whose report bears it; a photo is in none."""
        return ""
