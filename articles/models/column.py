"""栏目: a standing column of a newspaper."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models.change import Kind
from articles.models.newspaper import Newspaper
from articles.models.searchable import Searchable
from articles.models.sort_key import SortKeyField


class Column(Searchable):
    """栏目: a standing column or a series under one name."""

    newspaper = models.ForeignKey(
        Newspaper, verbose_name=_("newspaper"), on_delete=models.CASCADE, related_name="columns"
    )
    name = models.CharField(_("name"), max_length=80)
    sort_key = SortKeyField()
    slug = models.SlugField(_("slug"), max_length=80, allow_unicode=True)
    about = models.TextField(_("about"), blank=True)

    search_reads = ("name",)
    search_touches = ((Kind.COLUMN, "pk"),)

    class Meta:
        verbose_name = _("column")
        verbose_name_plural = _("columns")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["newspaper", "name"], name="column_unique_name"),
            models.UniqueConstraint(fields=["newspaper", "slug"], name="column_unique_slug"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(slug=""), name="column_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("column", args=[self.newspaper.slug, self.slug])
