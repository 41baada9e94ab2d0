"""图片: photos with caption, credits, alt text and rights; their files are made by ``ingest.photos``."""

from __future__ import annotations

import datetime
import secrets
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from articles.geometry import Polygon
from articles.models.article import Article
from articles.models.change import Kind
from articles.models.page import Page
from articles.models.searchable import Searchable, SearchableQuerySet
from articles.models.stage import Stage


def new_key() -> str:
    """A name for a file that cannot be guessed."""
    return secrets.token_urlsafe(18)


class PhotoQuerySet(SearchableQuerySet):
    """Photos."""

    def standing_alone(self) -> Self:
        """Photo news (图片新闻): photos that illustrate no article."""
        return self.filter(article__isnull=True)

    def withheld(self, today: datetime.date | None = None) -> Self:
        """Those that `Photo.may_be_shown` keeps from readers today."""
        ended = Q(permitted_until__lt=today or timezone.localdate())
        return self.filter(Q(online_permitted=False) | ended)

    def withdrawn(self) -> Self:
        """Those that illustrate a withdrawn article."""
        return self.filter(article__stage=Stage.WITHDRAWN)


class Photo(Searchable):
    """A printed photo. It may stand alone (图片新闻) or belong to an article; the file may come later.

    ``zones`` are polygons (as of an `ArticlePart`) around picture and caption,
    ``picture_zone`` the picture's alone.
    """

    page = models.ForeignKey(Page, verbose_name=_("page"), on_delete=models.RESTRICT, related_name="photos")
    article = models.ForeignKey(
        Article,
        verbose_name=_("article"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="photos",
    )
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    caption = models.TextField(_("caption"), blank=True, help_text=_("图片说明"))
    alt_text = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("What a reader who cannot see it needs."),
    )
    zones = models.JSONField(_("zones"), default=list, blank=True, editable=False)
    picture_zone = models.JSONField(null=True, blank=True, editable=False)

    taken_on = models.DateField(_("taken on"), null=True, blank=True)
    online_permitted = models.BooleanField(_("may be shown online"), default=True)
    permitted_until = models.DateField(_("until"), null=True, blank=True, help_text=_("The last day."))
    rights_holder = models.CharField(_("rights holder"), max_length=120, blank=True)

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    file = models.FileField(_("file"), upload_to="photos/", blank=True, max_length=200)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    width = models.PositiveIntegerField(null=True, blank=True, editable=False)
    height = models.PositiveIntegerField(null=True, blank=True, editable=False)

    # Its words and its place on the page; the picture itself is not kept in versions.
    history = HistoricalRecords(excluded_fields=["key", "file", "sha256", "width", "height"])

    objects = PhotoQuerySet.as_manager()  # type: ignore[misc]  # narrows the base's

    search_reads = ("page", "article", "order", "caption")
    search_touches = ((Kind.PHOTO, "pk"), (Kind.ARTICLE, "article_id"))

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["page", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(file="") | Q(width__gt=0, height__gt=0), name="photo_file_has_a_size"
            )
        ]

    def __str__(self) -> str:
        return self.caption[:40] or str(_("(no caption)"))

    @property
    def citation_key(self) -> str:
        """What it is known by outside, where it stands alone: ``harbour-daily-2026-03-14-photo7``."""
        return f"{self.page.issue.newspaper.slug}-{self.page.issue.address}-photo{self.pk}"

    @property
    def hit_anchor(self) -> str:
        """The id of what is sought in its caption, wherever its page shows that: ``hp17``."""
        return f"hp{self.pk}"

    @property
    def places(self) -> list[Polygon]:
        """Where what readers may not see of it stands on the page: its picture; the caption as well where no
        more is known, or where it is withdrawn with its article.
        """
        picture = [self.picture_zone] if self.picture_zone else []
        is_withdrawn = self.article is not None and self.article.stage == Stage.WITHDRAWN
        return self.zones or picture if is_withdrawn else picture or self.zones

    def may_be_shown(self, today: datetime.date | None = None) -> bool:
        """Whether its rights let a reader see it online today; the caption is shown in any case."""
        today = today or timezone.localdate()
        return self.online_permitted and (self.permitted_until is None or today <= self.permitted_until)


class Rendition(models.Model):
    """A smaller copy of a photo, for a screen that needs no more."""

    photo = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="renditions")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    file = models.FileField(upload_to="photos/", max_length=200)

    class Meta:
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        ordering = ["photo", "width"]
        constraints = [
            models.UniqueConstraint(fields=["photo", "width"], name="rendition_unique_width"),
            models.CheckConstraint(condition=Q(width__gt=0, height__gt=0), name="rendition_has_a_size"),
        ]

    def __str__(self) -> str:
        return f"{self.width}×{self.height}"
