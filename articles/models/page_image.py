"""版面图: the picture of a page, and the characters that stand on it.

The files lie in storage under ``pages/<folder>/``; ``ingest.page_images`` makes and removes them. A reader
gets them by ``public_key`` alone, which is there only while the page and its issue are published.
"""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.page import Page
from articles.models.photo import new_key


class PageImageQuerySet(models.QuerySet["PageImage"]):
    """Page images."""

    def public(self) -> Self:
        """Those that have a public key, of pages that are published."""
        return self.filter(public_key__isnull=False, page__stage="published", page__issue__stage="published")

    def settle_keys(self) -> None:
        """Give what is public a key where it has none, one that cannot be guessed; take away all others."""
        public = Q(page__stage="published", page__issue__stage="published")
        self.filter(~public, public_key__isnull=False).update(public_key=None)
        becoming = list(
            self.select_for_update(of=("self",), no_key=True).filter(public, public_key__isnull=True)
        )
        for image in becoming:
            image.public_key = new_key()
        PageImage.objects.bulk_update(becoming, ["public_key"])


class PageImage(models.Model):
    """The facsimile of a page: a master, thumbnails, and the tiles of an IIIF image (level 0)."""

    page = models.OneToOneField(Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="image")
    folder = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    public_key = models.CharField(max_length=32, unique=True, null=True, blank=True, editable=False)
    sha256 = models.CharField(
        max_length=64, editable=False, help_text=_("Of the file that it was made from.")
    )
    width = models.PositiveIntegerField(_("width in pixels"), editable=False)
    height = models.PositiveIntegerField(_("height in pixels"), editable=False)
    dpi = models.PositiveSmallIntegerField(_("dots per inch"), null=True, blank=True, editable=False)
    suffix = models.CharField(max_length=5, default=".jpg", editable=False)

    objects = PageImageQuerySet.as_manager()

    class Meta:
        verbose_name = _("page image")
        verbose_name_plural = _("page images")
        constraints = [
            models.CheckConstraint(condition=Q(width__gt=0, height__gt=0), name="page_image_has_a_size"),
            models.CheckConstraint(condition=~Q(public_key=""), name="page_image_key_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.page} {self.width}×{self.height}"


class PageText(models.Model):
    """The text layer of a page: its characters with their boxes, as ``interchange.text_layer`` writes it."""

    page = models.OneToOneField(
        Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="text_layer"
    )
    content = models.BinaryField(editable=False)
    characters = models.PositiveIntegerField(_("characters"), default=0, editable=False)

    class Meta:
        verbose_name = _("text layer")
        verbose_name_plural = _("text layers")

    def __str__(self) -> str:
        return f"{self.page} ({self.characters})"
