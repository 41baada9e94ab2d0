"""更正: what was wrong in something published, said in public and dated."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.change import Kind
from articles.models.issue import Issue
from articles.models.part import ArticlePart
from articles.models.photo import Photo
from articles.models.searchable import Searchable, SearchableQuerySet
from articles.models.stage import Stage


class CorrectionQuerySet(SearchableQuerySet["Correction"]):
    """Corrections."""

    def public(self) -> Self:
        """Those of what the public sees."""
        shown = Q(article__stage=Stage.PUBLISHED) | Q(article=None, photo__page__stage=Stage.PUBLISHED)
        return self.filter(shown, issue__stage=Stage.PUBLISHED)

    def newest_first(self) -> Self:
        """By the day of the notice."""
        return self.order_by("-date", "-pk")


class Correction(Searchable):
    """A notice of correction. ``former_at`` is a moment at which the text still stood as it was before;
    it is empty where the text was left as printed, and the notice alone says what is wrong in it.
    """

    issue = models.ForeignKey(
        Issue,
        verbose_name=_("issue"),
        on_delete=models.CASCADE,
        related_name="corrections",
        editable=False,
    )
    article = models.ForeignKey(
        Article,
        verbose_name=_("article"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="corrections",
    )
    part = models.ForeignKey(
        ArticlePart,
        verbose_name=_("part"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="corrections",
    )
    photo = models.ForeignKey(
        Photo,
        verbose_name=_("photo"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="corrections",
    )
    date = models.DateField(_("date"), default=timezone.localdate)
    notice = models.TextField(
        _("correction notice"), help_text=_("What was wrong and what is right, as readers shall read it.")
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    made_at = models.DateTimeField(auto_now_add=True)
    former_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = CorrectionQuerySet.as_manager()  # type: ignore[misc]  # narrows the base's

    search_reads = ("article", "photo", "made_at")
    search_touches = ((Kind.ARTICLE, "article_id"), (Kind.PHOTO, "photo_id"))

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-date", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(article__isnull=False) | Q(photo__isnull=False),
                name="correction_of_something",
            ),
            models.CheckConstraint(condition=~Q(notice=""), name="correction_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.date.isoformat()} {self.notice[:40]}"

    def get_absolute_url(self) -> str:
        """Where the notice stands: on the article's page, else on the page that prints the photo."""
        if self.article is not None:
            return f"{self.article.get_absolute_url()}#{self.anchor}"
        assert self.photo is not None
        return f"{self.photo.page.get_absolute_url()}#{self.anchor}"

    @property
    def anchor(self) -> str:
        """The id of its place in a page: ``c7``."""
        return f"c{self.pk}"

    @property
    def former_url(self) -> str:
        """The address of the article as it stood before; ``""`` where that is not kept or not shown."""
        if self.article is None or self.former_at is None or not self.issue.newspaper.shows_former_versions:
            return ""
        address = [self.issue.newspaper.slug, self.issue.address, self.article.number, self.pk]
        return reverse("former-version", args=address)
