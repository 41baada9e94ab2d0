"""作者 and 署名: persons as authority records, and the names as printed that may point to them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models.change import Kind, Searchable
from articles.models.newspaper import Newspaper


class Person(Searchable):
    """An authority record. Two persons of one newspaper may share a name, never name and affiliation."""

    newspaper = models.ForeignKey(
        Newspaper, verbose_name=_("newspaper"), on_delete=models.PROTECT, related_name="people"
    )
    name = models.CharField(_("name"), max_length=80)
    affiliation = models.CharField(
        _("affiliation"),
        max_length=120,
        blank=True,
        help_text=_(
            "The body that the person writes for, such as the newspaper itself; empty where none is known."
        ),
    )
    about = models.TextField(_("about"), blank=True)

    search_reads = ("name",)
    search_touches = ((Kind.PERSON, "pk"),)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["newspaper", "name", "affiliation"],
                name="person_unique_in_affiliation",
                violation_error_message=_("This newspaper already has this name with this affiliation."),
            ),
            models.CheckConstraint(condition=~Q(name=""), name="person_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.affiliation}）" if self.affiliation else self.name

    def get_absolute_url(self) -> str:
        return reverse("person", args=[self.pk])


class SignatureLine(Searchable):
    """One printed name with role and affiliation. What is printed stays; the person may be found later."""

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

    class Meta:
        abstract = True
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return " ".join(filter(None, [self.affiliation, self.get_role_display(), self.name]))


class Byline(SignatureLine):
    """署名: a name over or under an article."""

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="bylines")
    person = models.ForeignKey(
        Person,
        verbose_name=_("person"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="bylines",
    )

    search_reads = ("article", "order", "name", "affiliation", "person")
    search_touches = ((Kind.ARTICLE, "article_id"),)

    class Meta(SignatureLine.Meta):
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="byline_has_a_name"),
        ]

    @property
    def newspaper(self) -> Newspaper:
        """The newspaper that prints it."""
        return self.article.issue.newspaper


class PhotoCredit(SignatureLine):
    """The credit line of a photo (摄影)."""

    photo = models.ForeignKey("articles.Photo", on_delete=models.CASCADE, related_name="credits")
    person = models.ForeignKey(
        Person,
        verbose_name=_("person"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="photo_credits",
    )

    search_reads = ("photo", "order", "name", "affiliation", "person")
    search_touches = ((Kind.PHOTO, "photo_id"),)

    class Meta(SignatureLine.Meta):
        verbose_name = _("photo credit")
        verbose_name_plural = _("photo credits")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="photo_credit_has_a_name"),
        ]

    @property
    def newspaper(self) -> Newspaper:
        """The newspaper that prints it."""
        return self.photo.page.issue.newspaper
