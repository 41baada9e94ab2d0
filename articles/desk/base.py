"""What the desk's forms and lists share: who reaches what, what is public stays, rows that change places."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import NestedObjects
from django.contrib.admin.widgets import AdminIntegerFieldWidget, RelatedFieldWidgetWrapper
from django.contrib.auth.models import User
from django.db import DEFAULT_DB_ALIAS, IntegrityError, models
from django.db.models import Count, F, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles import access
from articles.desk.forms import DeskForm, ForgivingChoices
from articles.desk.together.saving import SavedTogether
from articles.desk.workflow import Refused
from articles.ingest.joining import CannotJoin
from articles.models import Stage

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_ASIDE = 10_000
"""Added to an order while rows change places; no article has as many parts, no issue as many pages."""


@dataclass(frozen=True, slots=True)
class Tool:
    """A link over a form; a button that posts where it is a verb."""

    label: StrOrPromise
    address: str
    is_verb: bool = False


class InReach:
    """A form, inline or list of which a user sees only what belongs to the newspapers that they work for."""

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return access.within_reach(request.user, super().get_queryset(request))  # type: ignore[misc]

    def get_field_queryset(self, db: str | None, db_field: Any, request: HttpRequest) -> QuerySet:
        """What a choice offers, and what is taken from it."""
        rows = super().get_field_queryset(db, db_field, request)  # type: ignore[misc]
        if rows is None:
            rows = db_field.remote_field.model._default_manager.all()
        return access.within_reach(request.user, rows)


class DeskInline(InReach, ForgivingChoices):
    """An inline whose rows can be changed while what holds them can; mixed into Django's inlines."""

    def _open(self, request: HttpRequest, obj: Any) -> bool:
        return obj is None or access.may(request.user, "change", obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request, obj) and self._open(request, obj)  # type: ignore[call-arg]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and self._open(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and self._open(request, obj)


class ReachFilter(admin.RelatedFieldListFilter):
    """A list's filter by newspaper, which names only those within reach."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> Any:
        rows = access.within_reach(request.user, field.remote_field.model._default_manager.all())
        ordering = self.field_admin_ordering(field, request, model_admin)
        return field.get_choices(
            include_blank=False, ordering=ordering, limit_choices_to={"pk__in": rows.values("pk")}
        )


class DeskAdmin(SavedTogether, InReach, ForgivingChoices, admin.ModelAdmin):
    """The ways of all nouns: what is public cannot be deleted, and two editors at once are no accident."""

    form = DeskForm
    list_per_page = 50
    show_full_result_count = False
    change_form_template = "desk/change_form.html"
    view_on_site = False  # a draft has no public address; `tools` leads to the preview

    def is_public(self, obj: Any) -> bool:
        """Whether readers can see the row, so that it has to stay."""
        return bool(getattr(obj, "has_been_public", False))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return access.may(request.user, "view", obj or self.model)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return access.may(request.user, "add", self.model)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return access.may(request.user, "change", obj or self.model)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # Django asks this for every row that a deletion takes along, and for each row of the bulk action.
        return access.may(request.user, "delete", obj or self.model) and not (
            obj is not None and self.is_public(obj)
        )

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, Any, set[str], list[Any]]:
        """As Django lists them; what is public is named as what stands in the way."""
        to_delete, counts, lacking, protected = super().get_deleted_objects(objs, request)
        collector = NestedObjects(using=DEFAULT_DB_ALIAS)
        collector.collect(objs)
        public = [row for rows in collector.data.values() for row in rows if self._stays(row)]
        if public:
            lacking = set()  # it is not the editor's rights that are missing
            protected = [
                *protected,
                *(_("%(row)s — published, so it stays") % {"row": row} for row in public),
            ]
        return to_delete, counts, lacking, protected

    def _stays(self, row: models.Model) -> bool:
        noun = self.admin_site._registry.get(type(row))
        return isinstance(noun, DeskAdmin) and noun.is_public(row)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        # Where somebody else saved in between: asked again, the form sees their rows and says what is wrong.
        for _attempt in range(2):
            with suppress(IntegrityError):
                return super().changeform_view(request, object_id, form_url, extra_context)
        messages.error(
            request,
            _("This contradicts what is stored, so nothing was changed. Here is what is stored now."),
        )
        return redirect(request.get_full_path())

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        title = capfirst(self.opts.verbose_name_plural)  # the noun alone, as in the list of nouns
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def tools(self, request: HttpRequest, obj: Any) -> list[Tool]:
        """What else can be done with the row: links, and verbs as buttons."""
        return []

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        if obj is not None and request.method == "POST":
            obj = self.get_object(request, str(obj.pk))  # what was refused makes no address
        context["tools"] = self.tools(request, obj) if obj is not None and not add else []
        return super().render_change_form(request, context, add, change, form_url, obj)


class Rows(DeskInline, admin.TabularInline):
    """Rows in a table: a column's head is no label, so each field says what it is to who cannot see it."""

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> type[BaseInlineFormSet]:
        class Labelled(super().get_formset(request, obj, **kwargs)):  # type: ignore[misc]
            def add_fields(self, form: Any, index: int | None) -> None:
                super().add_fields(form, index)
                for field in form.fields.values():
                    widget = getattr(field.widget, "widget", field.widget)  # inside of what adds and edits
                    widget.attrs.setdefault("aria-label", capfirst(str(field.label or "")))

        return Labelled


class TradingPlaces(BaseInlineFormSet):
    """Rows under one parent whose ``place`` stands only once: they may swap, and an empty one goes last.

    The database's constraint is not deferrable: rows that move step aside first.
    """

    place = "order"

    def clean(self) -> None:
        self._fill_places()
        super().clean()

    def _fill_places(self) -> None:
        valid: list[Any] = [form for form in self.forms if form.is_valid()]
        kept = [form for form in valid if form.is_there() and not form.cleaned_data.get("DELETE")]
        here = {form.instance.pk for form in self.initial_forms}
        rows = self.get_queryset() if self.instance.pk else ()
        elsewhere = {getattr(row, self.place) for row in rows if row.pk not in here}
        top = max([0, *elsewhere, *(form.cleaned_data.get(self.place) or 0 for form in kept)])
        for form in kept:
            if form.cleaned_data.get(self.place) is None:
                top += 1
                form.cleaned_data[self.place] = top
                setattr(form.instance, self.place, top)
            elif form.cleaned_data[self.place] in elsewhere:
                form.add_error(self.place, _("Somebody else has put a row in this place. Choose another."))

    def get_unique_error_message(self, unique_check: Iterable[str]) -> str:
        if self.place in unique_check:
            return _("Two rows have the same place in the order. Give each its own, or leave one empty.")
        return super().get_unique_error_message(list(unique_check))

    def save(self, commit: bool = True) -> Any:
        if commit:
            moving = [f.instance.pk for f in self.initial_forms if self.place in f.changed_data]
            moving += [f.instance.pk for f in self.deleted_forms if f.instance.pk]
            rows = self.get_queryset().model._default_manager
            rows.filter(pk__in=moving).update(**{self.place: F(self.place) + _ASIDE})
        return super().save(commit)


class OnPagesOfOneIssue(TradingPlaces):
    """Rows of one article, each on a page of its issue."""

    def clean(self) -> None:
        super().clean()
        issue = self.instance.issue_id
        for form in self.forms:
            page = getattr(form, "cleaned_data", {}).get("page")
            if page is not None and issue is not None and page.issue_id != issue:
                form.add_error("page", _("This page belongs to another issue."))


class PlacedForm(DeskForm):
    """A row of `TradingPlaces`; the formset, which sees all rows, checks their places."""

    place = "order"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get(self.place)
        if field is None:  # shown read-only
            return
        self.fields[self.place] = forms.IntegerField(
            label=field.label,
            required=False,
            min_value=1,
            max_value=_ASIDE - 1,
            widget=AdminIntegerFieldWidget(attrs={"class": "desk-place"}),
        )
        if self.instance.pk is None:
            self.initial[self.place] = None  # an untouched new row stays untouched

    def is_there(self) -> bool:
        """Whether there is a row to keep: an empty extra one is none."""
        return self.instance.pk is not None or self.has_changed()


def editor_of(request: HttpRequest) -> User:
    """Who is logged in at the desk, where nobody else comes."""
    return cast(User, request.user)


def dot(state: str, word: StrOrPromise) -> SafeString:
    """A state as a word with a small coloured dot before it, never by colour alone."""
    return format_html('<span class="desk-state desk-state-{}">{}</span>', state, word)


def stage_dot(row: Any) -> SafeString:
    """The stage of an issue, page or article."""
    return dot(row.stage, Stage(row.stage).label)


def link(name: str, text: object, *args: object, query: str = "") -> SafeString:
    """A link to an address of ours."""
    return format_html('<a href="{}{}">{}</a>', reverse(name, args=args), query, text)


def changelist_link(noun: str, count: int, query: str) -> SafeString | str:
    """A count that leads to the list of what it counts; a bare nought."""
    return link(f"admin:articles_{noun}_changelist", count, query=f"?{query}") if count else "0"


def tell(request: HttpRequest, verb: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Do a verb and return what it returns; None where it refuses, and the editor reads why."""
    try:
        return verb(*args, **kwargs)
    except (Refused, CannotJoin) as error:
        messages.error(request, str(error))
        return None


def count_of(rows: models.QuerySet, field: str) -> Coalesce:
    """How many of ``rows`` point at a row by ``field``; a subquery, so that counts do not multiply."""
    grouped = rows.filter(**{field: models.OuterRef("pk")}).order_by().values(field)
    return Coalesce(Subquery(grouped.annotate(n=Count("pk")).values("n")), 0)


def without_detours(field: Any) -> Any:
    """A choice whose rows are made elsewhere: without the links beside it that add, change and delete."""
    if isinstance(field.widget, RelatedFieldWidgetWrapper):
        field.widget = field.widget.widget
    return field
