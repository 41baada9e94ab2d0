"""The parts (分片) of an article in rows below it: page, order, body and jump lines."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import ForeignKey, Max, QuerySet
from django.forms.models import ModelChoiceField
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.desk import corrections
from articles.desk.base import DeskInline, OnPagesOfOneIssue, PlacedForm, without_detours
from articles.desk.choices import page_choice
from articles.desk.rich_text import rich_text
from articles.models import Article, ArticlePart
from articles.wording.jumps import find_continuation, find_jump


class PartForm(PlacedForm):
    """One part; the pages that the jump lines name are read out of them."""

    class Meta:
        model = ArticlePart
        fields = [
            "order",
            "page",
            "position",
            "heading",
            "body",
            "joins_as",
            "repeats",
            "printed_jump",
            "printed_jump_page",
            "printed_continuation",
            "printed_continuation_page",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if position := self.fields.get("position"):
            position.required = False
            if self.instance.pk is None:
                self.initial["position"] = None

    def clean_position(self) -> int | None:
        """Where it was left empty: last on its page."""
        position, page = self.cleaned_data["position"], self.cleaned_data.get("page")
        if position is None and page is not None:
            return (page.parts.aggregate(last=Max("position"))["last"] or 0) + 1
        return position

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name, find in (("printed_jump", find_jump), ("printed_continuation", find_continuation)):
            printed = data.get(name)
            if printed and not data.get(f"{name}_page") and (line := find(printed)):
                data[f"{name}_page"] = line.page
            elif not printed and name in self.changed_data:
                data[f"{name}_page"] = ""  # the line was taken away, and with it what it named
            elif not printed and data.get(f"{name}_page"):
                self.add_error(name, _("Write the line as printed, or clear the page that it names."))
        return data


class PartFormSet(corrections.AsksForNotice, OnPagesOfOneIssue):
    """All parts of one article, each on a page of its issue."""

    text_fields = frozenset({"heading", "body"})


class PartInline(DeskInline, admin.StackedInline):
    model = ArticlePart
    form = PartForm
    formset = PartFormSet
    ordering = ["order"]
    fieldsets = [
        (None, {"fields": [("page", "order", "position"), "heading", "body"]}),
        (
            gettext_lazy("Jump lines"),
            {
                "fields": [
                    ("printed_continuation", "printed_continuation_page"),
                    ("printed_jump", "printed_jump_page"),
                    ("joins_as", "repeats"),
                ],
                "classes": ["collapse"],
            },
        ),
    ]

    def get_extra(self, request: HttpRequest, obj: Article | None = None, **kwargs: Any) -> int:
        return 0 if obj is not None else 1

    def get_queryset(self, request: HttpRequest) -> QuerySet[ArticlePart]:
        return super().get_queryset(request).select_related("page", "article")

    def formfield_for_dbfield(self, db_field, request, **kwargs):  # type: ignore[no-untyped-def]
        if db_field.name == "body":
            kwargs["widget"] = rich_text()
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        return without_detours(field) if db_field.name == "page" else field

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField | None:
        if db_field.name == "page":
            return page_choice(request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj is not None and obj.has_been_public)
