"""Newspapers and their columns (栏目)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.desk.base import DeskAdmin, ReachFilter, Rows, Tool, changelist_link, count_of
from articles.desk.forms import DeskForm
from articles.desk.type_ahead import COLUMN_USES, TypeAhead
from articles.models import RESERVED_SLUGS, Article, Column, Issue, Newspaper


class NewspaperForm(DeskForm):
    """A newspaper; a slug that the site needs for itself is refused where it was typed."""

    class Meta:
        model = Newspaper
        fields = [
            "name",
            "slug",
            "language",
            "place",
            "publisher",
            "issn",
            "cn_number",
            "predecessor",
            "about",
            "time_zone",
            "shows_former_versions",
        ]

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if slug in RESERVED_SLUGS:
            raise forms.ValidationError(_("This word is part of the site's own addresses; choose another."))
        return slug

    def clean_predecessor(self) -> Newspaper | None:
        predecessor = self.cleaned_data["predecessor"]
        if predecessor is not None and predecessor.pk == self.instance.pk:
            raise forms.ValidationError(_("A newspaper cannot be its own predecessor."))
        return predecessor


class ColumnInline(Rows):
    model = Column
    fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}
    extra = 0
    show_change_link = True


@admin.register(Newspaper)
class NewspaperAdmin(DeskAdmin):
    form = NewspaperForm
    list_display = ["name", "slug", "language", "place", "issue_count"]
    search_fields = ["name", "slug", "place", "publisher", "issn", "cn_number"]
    list_filter = ["language"]
    ordering = ["name", "pk"]
    autocomplete_fields = ["predecessor"]
    inlines = [ColumnInline]
    fieldsets = [
        (None, {"fields": ["name", "slug", "language", "place", "publisher"]}),
        (gettext_lazy("In catalogues"), {"fields": ["issn", "cn_number", "predecessor", "about"]}),
        (gettext_lazy("Publishing"), {"fields": ["time_zone", "shows_former_versions"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Newspaper]:
        return super().get_queryset(request).annotate(_issues=count_of(Issue.objects.all(), "newspaper"))

    def get_readonly_fields(self, request: HttpRequest, obj: Newspaper | None = None) -> list[str]:
        # Published addresses begin with the slug, and they never change.
        return ["slug"] if obj is not None and obj.issues.exclude(published_at=None).exists() else []

    def tools(self, request: HttpRequest, obj: Newspaper) -> list[Tool]:
        return [Tool(gettext_lazy("As readers see it"), obj.get_absolute_url())]

    @admin.display(description=gettext_lazy("issues"), ordering="_issues")
    def issue_count(self, newspaper: Any) -> SafeString | str:
        return changelist_link("issue", newspaper._issues, f"newspaper__id__exact={newspaper.pk}")


@admin.register(Column)
class ColumnAdmin(TypeAhead, DeskAdmin):
    last_uses = COLUMN_USES
    list_display = ["name", "newspaper", "slug", "article_count"]
    list_filter = [("newspaper", ReachFilter)]
    list_select_related = ["newspaper"]
    search_fields = ["name", "newspaper__name"]
    ordering = ["newspaper__name", "name"]
    autocomplete_fields = ["newspaper"]
    prepopulated_fields = {"slug": ["name"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Column]:
        return (
            super().get_queryset(request).annotate(_articles=count_of(Article.objects.standing(), "column"))
        )

    def get_prepopulated_fields(self, request: HttpRequest, obj: Column | None = None) -> dict[str, Any]:
        # The slug is part of an address: it follows the name while the column is new, never after.
        return {} if obj is not None else dict(self.prepopulated_fields)

    @admin.display(description=gettext_lazy("articles"), ordering="_articles")
    def article_count(self, column: Any) -> SafeString | str:
        return changelist_link("article", column._articles, f"column__id__exact={column.pk}")
