"""Persons (作者), and the printed names (署名, 摄影) that point to them or wait to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from articles.desk import corrections
from articles.desk.base import (
    DeskAdmin,
    PlacedForm,
    ReachFilter,
    Rows,
    Tool,
    TradingPlaces,
    changelist_link,
    count_of,
    link,
)
from articles.desk.forms import DeskForm
from articles.ingest.people import is_source
from articles.models import Byline, Newspaper, Person, PhotoCredit, Stage
from articles.models.person import SignatureLine
from articles.wording.values import Signature


class SignatureForm(PlacedForm):
    """A printed name, with the person whose it is."""

    class Meta:
        fields = ["order", "name", "role", "affiliation", "person"]


class SignatureFormSet(BaseInlineFormSet):
    """The names of one article or photo; each person one of its newspaper's. Here an order may repeat."""

    def newspaper(self) -> Newspaper | None:
        """The newspaper whose persons are meant."""
        raise NotImplementedError

    def clean(self) -> None:
        super().clean()
        newspaper = self.newspaper()
        for form in self.forms:
            person = getattr(form, "cleaned_data", {}).get("person")
            if person is not None and newspaper is not None and person.newspaper_id != newspaper.pk:
                form.add_error("person", _("This person belongs to another newspaper."))


class SignatureInline(Rows):
    form = SignatureForm
    fields = ["order", "name", "role", "affiliation", "person"]
    autocomplete_fields = ["person"]
    ordering = ["order", "pk"]
    extra = 0


class BylineFormSet(corrections.AsksForNotice, TradingPlaces, SignatureFormSet):
    text_fields = frozenset({"name", "role", "affiliation"})

    def newspaper(self) -> Newspaper | None:
        return self.instance.issue.newspaper if self.instance.issue_id else None


class BylineInline(SignatureInline):
    model = Byline
    formset = BylineFormSet


class CreditFormSet(TradingPlaces, SignatureFormSet):
    def newspaper(self) -> Newspaper | None:
        return self.instance.page.issue.newspaper if self.instance.page_id else None


class CreditInline(SignatureInline):
    model = PhotoCredit
    formset = CreditFormSet

    def formfield_for_dbfield(self, db_field, request, **kwargs):  # type: ignore[no-untyped-def]
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and db_field.name == "role":
            field.initial = SignatureLine.Role.PHOTOGRAPHER
        return field


@admin.register(Person)
class PersonAdmin(DeskAdmin):
    list_display = ["full_name", "affiliation", "newspaper", "byline_count", "credit_count"]
    list_filter = [("newspaper", ReachFilter), ("affiliation", admin.EmptyFieldListFilter)]
    list_select_related = ["newspaper"]
    search_fields = ["name", "affiliation"]
    ordering = ["name", "pk"]
    autocomplete_fields = ["newspaper"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Person]:
        return (
            super()
            .get_queryset(request)
            .select_related("newspaper")
            .annotate(
                _bylines=count_of(Byline.objects.all(), "person"),
                _credits=count_of(PhotoCredit.objects.all(), "person"),
            )
        )

    def is_public(self, obj: Person) -> bool:
        """A person whom something published names has a public address, which never goes."""
        public = [stage for stage in Stage if stage.has_been_public]
        return (
            obj.bylines.filter(article__stage__in=public).exists()
            or obj.photo_credits.filter(photo__page__stage__in=public).exists()
        )

    def tools(self, request: HttpRequest, obj: Person) -> list[Tool]:
        query = f"?person__id__exact={obj.pk}"
        return [Tool(gettext_lazy("Bylines"), reverse("admin:articles_byline_changelist") + query)]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        kwargs["labels"] = {
            "name": gettext_lazy("full name")
        }  # a newspaper's name is another word in Chinese
        return super().get_form(request, obj, change=change, **kwargs)

    @admin.display(description=gettext_lazy("full name"), ordering="name")
    def full_name(self, person: Person) -> str:
        return person.name

    @admin.display(description=gettext_lazy("bylines"), ordering="_bylines")
    def byline_count(self, person: Any) -> SafeString | str:
        return changelist_link("byline", person._bylines, f"person__id__exact={person.pk}")

    @admin.display(description=gettext_lazy("photo credits"), ordering="_credits")
    def credit_count(self, person: Any) -> SafeString | str:
        return changelist_link("photocredit", person._credits, f"person__id__exact={person.pk}")


def namesakes(lines: list[Any]) -> dict[int, list[Person]]:
    """The persons of the same name in the same newspaper, by the id of each line that points to none."""
    open_lines = [line for line in lines if line.person_id is None]
    known: dict[tuple[int, str], list[Person]] = {}
    for person in Person.objects.filter(name__in={line.name for line in open_lines}).order_by("pk"):
        known.setdefault((person.newspaper_id, person.name), []).append(person)
    return {line.pk: known.get((line.newspaper.pk, line.name), []) for line in open_lines}


def link_to_only_namesake(lines: list[Any]) -> int:
    """Point each line at the one person of its name; those with none or several stay. Returns how many."""
    linked = 0
    proposals = namesakes(lines)
    for line in lines:
        if len(found := proposals.get(line.pk, [])) == 1:
            line.person = found[0]
            line.save(update_fields=["person"])
            linked += 1
    return linked


class SignatureAdmin(DeskAdmin):
    """Printed names of one kind: which are tied to no person yet, and who they may be."""

    list_filter = [("person", admin.EmptyFieldListFilter), "role"]
    autocomplete_fields = ["person"]
    search_fields = ["name", "affiliation"]
    actions = ["link_action"]
    readonly_fields = ["where", "proposals"]
    fields = ["where", "name", "role", "affiliation", "person", "proposals"]
    list_display = ["name", "role", "affiliation", "where", "person_link", "proposals"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # a name is added where it is printed: on an article or a photo

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        changelist = super().get_changelist_instance(request)
        rows = list(changelist.result_list)
        proposals = namesakes(rows)
        for row in rows:
            row.namesakes = proposals.get(row.pk, [])
        changelist.result_list = rows
        return changelist

    def get_urls(self) -> list[URLPattern]:
        wrap, noun = self.admin_site.admin_view, self.opts.model_name
        return [
            path("<int:pk>/link/", wrap(self.link_view), name=f"articles_{noun}_link"),
            *super().get_urls(),
        ]

    @method_decorator(require_POST)
    def link_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The verb of one name: tie it to the only person of that name."""
        line = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_change_permission(request, line):
            raise PermissionDenied
        self._link(request, [line])
        return redirect(f"admin:articles_{self.opts.model_name}_change", pk)

    @admin.action(description=gettext_lazy("Link to the only person of that name"), permissions=["change"])
    def link_action(self, request: HttpRequest, queryset: QuerySet) -> None:
        self._link(request, list(queryset))

    def _link(self, request: HttpRequest, lines: list[Any]) -> None:
        linked = link_to_only_namesake(lines)
        text = ngettext("%(n)d name linked.", "%(n)d names linked.", linked) % {"n": linked}
        if linked < len(lines):
            text += " " + _("The others have no person of that name, or several.")
        messages.info(request, text)

    def tools(self, request: HttpRequest, obj: Any) -> list[Tool]:
        noun = self.opts.model_name
        if (
            obj.person_id
            or len(namesakes([obj])[obj.pk]) != 1
            or not self.has_change_permission(request, obj)
        ):
            return []
        address = reverse(f"admin:articles_{noun}_link", args=[obj.pk])
        return [Tool(gettext_lazy("Link to the only person of that name"), address, is_verb=True)]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        return super().get_form(request, obj, change=change, form=OneSignatureForm, **kwargs)

    @admin.display(description=gettext_lazy("person"), ordering="person__name")
    def person_link(self, line: Any) -> SafeString | str:
        return link("admin:articles_person_change", line.person, line.person_id) if line.person_id else "—"

    @admin.display(description=gettext_lazy("persons of that name"))
    def proposals(self, line: Any) -> SafeString | str:
        if line.person_id is not None:
            return ""
        if is_source(Signature(line.name, line.role, line.affiliation)):
            return _("a source, no person")
        found = line.namesakes if hasattr(line, "namesakes") else namesakes([line])[line.pk]
        links = ((link("admin:articles_person_change", person, person.pk),) for person in found)
        return format_html_join("、", "{}", links) or _("none yet")


class OneSignatureForm(DeskForm):
    """A printed name by itself; its person one of its newspaper's."""

    def clean_person(self) -> Person | None:
        person = self.cleaned_data["person"]
        if person is not None and person.newspaper_id != self.instance.newspaper.pk:
            raise forms.ValidationError(_("This person belongs to another newspaper."))
        return person


@admin.register(Byline)
class BylineAdmin(SignatureAdmin):
    list_select_related = ["article__issue__newspaper", "person"]
    date_hierarchy = "article__issue__date"
    ordering = ["-article__issue__date", "article", "order"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Byline]:
        lines = super().get_queryset(request).select_related("article__issue__newspaper", "person")
        return lines.prefetch_related(models.Prefetch("article__parts"))

    @admin.display(description=gettext_lazy("article"), ordering="article__headline")
    def where(self, line: Byline) -> SafeString:
        title = format_html("{} · {}", line.article.title, line.article.issue.date.isoformat())
        return link("admin:articles_article_change", title, line.article_id)


@admin.register(PhotoCredit)
class PhotoCreditAdmin(SignatureAdmin):
    list_select_related = ["photo__page__issue__newspaper", "person"]
    date_hierarchy = "photo__page__issue__date"
    ordering = ["-photo__page__issue__date", "photo", "order"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[PhotoCredit]:
        return super().get_queryset(request).select_related("photo__page__issue__newspaper", "person")

    @admin.display(description=gettext_lazy("photo"), ordering="photo")
    def where(self, line: PhotoCredit) -> SafeString:
        title = format_html("{} · {}", line.photo, line.photo.page.issue.date.isoformat())
        return link("admin:articles_photo_change", title, line.photo_id)
