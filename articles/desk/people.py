"""Persons (作者), and the printed names (署名, 摄影) that point to them or wait to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q, QuerySet
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

from articles.desk import corrections, duplicates, type_ahead
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
from articles.desk.proposals import accept, make_persons, namesakes, proposed, signature_of, turn_down
from articles.ingest.people import is_source
from articles.models import Byline, Newspaper, Person, PhotoCredit, Stage
from articles.models.person import SignatureLine, tie


class SignatureForm(PlacedForm):
    """A printed name, with the person whose it is."""

    class Meta:
        fields = ["order", "name", "role", "affiliation", "person"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        tie_by_hand(self, data)
        return data


def tie_by_hand(form: Any, data: dict[str, Any]) -> None:
    """Where the person was chosen anew: by way of whom a merged one lives on in; a split leaves it there."""
    if "person" in form.changed_data and "person" in data:
        chosen = tie(data["person"])
        data["person"], form.instance.known_as = chosen["person"], chosen["known_as"]


class SignatureFormSet(BaseInlineFormSet):
    """The names of one article or photo; each person one of its newspaper's. Here an order may repeat."""

    def newspaper(self) -> Newspaper | None:
        """The newspaper whose persons are meant."""
        raise NotImplementedError

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        type_ahead.offer_persons(form, self.newspaper())

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
class PersonAdmin(duplicates.Merging, type_ahead.TypeAhead, DeskAdmin):
    list_display = ["full_name", "affiliation", "newspaper", "byline_count", "credit_count", "lives_on_in"]
    list_filter = [
        ("newspaper", ReachFilter),
        ("affiliation", admin.EmptyFieldListFilter),
        ("merged_into", admin.EmptyFieldListFilter),
    ]
    list_select_related = ["newspaper", "merged_into"]
    search_fields = ["name", "affiliation"]
    ordering = ["name", "pk"]
    autocomplete_fields = ["newspaper"]
    change_list_template = "desk/person_list.html"
    last_uses = type_ahead.PERSON_USES

    def choosable(self, rows: QuerySet) -> QuerySet:
        return rows.filter(merged_into__isnull=True)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Person]:
        return (
            super()
            .get_queryset(request)
            .select_related("newspaper", "merged_into")
            .annotate(
                _bylines=count_of(Byline.objects.all(), "person"),
                _credits=count_of(PhotoCredit.objects.all(), "person"),
            )
        )

    def is_public(self, obj: Person) -> bool:
        """A person whom something published names, or did, has a public address, which never goes.

        Under which record it was known counts as well: its address leads on to the other.
        """
        named = Q(person=obj) | Q(known_as=obj)
        public = [stage for stage in Stage if stage.has_been_public]
        return (
            Byline.objects.filter(named, article__stage__in=public).exists()
            or PhotoCredit.objects.filter(named, photo__page__stage__in=public).exists()
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Person | None = None) -> list[str]:
        # The names that point to a person are printed in its newspaper, and so is who was merged into it.
        return ["newspaper", "lives_on_in", "lived_as"] if obj is not None else []

    def tools(self, request: HttpRequest, obj: Person) -> list[Tool]:
        query = f"?person__id__exact={obj.pk}"
        bylines = Tool(gettext_lazy("Bylines"), reverse("admin:articles_byline_changelist") + query)
        return [bylines, *self.merging_tools(request, obj)]

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


class Proposed(admin.SimpleListFilter):
    """Names by whether somebody is proposed for them."""

    title = gettext_lazy("proposed person")
    parameter_name = "proposed"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", gettext_lazy("waits for an answer"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return proposed(queryset).exclude(role=SignatureLine.Role.SOURCE) if self.value() else queryset


class SignatureAdmin(DeskAdmin):
    """Printed names of one kind: which are tied to no person yet, and who they may be."""

    list_filter = [Proposed, ("person", admin.EmptyFieldListFilter), "role"]
    autocomplete_fields = ["person"]
    search_fields = ["name", "affiliation"]
    actions = ["link_action", "new_person_action", "turn_down_action"]
    readonly_fields = ["where", "proposals"]
    fields = ["where", "name", "role", "affiliation", "person", "proposals"]
    list_display = ["name", "role", "affiliation", "proposals", "person_link", "where"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # a name is added where it is printed: on an article or a photo

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        changelist = super().get_changelist_instance(request)
        rows = list(changelist.result_list)
        found = namesakes(rows)
        may_link = self.has_change_permission(request)
        for row in rows:
            row.namesakes = found.get(row.pk, [])
            row.answers_from = request.GET.urlencode() if may_link else None
        changelist.result_list = rows
        return changelist

    def get_urls(self) -> list[URLPattern]:
        wrap, noun = self.admin_site.admin_view, self.opts.model_name
        answers = [
            path(
                f"<int:pk>/{answer}/",
                wrap(self.answer_view),
                {"answer": answer},
                name=f"articles_{noun}_{answer}",
            )
            for answer in ("link", "new-person", "turn-down")
        ]
        return [*answers, *super().get_urls()]

    @method_decorator(require_POST)
    def answer_view(self, request: HttpRequest, pk: int, answer: str) -> HttpResponse:
        """The verbs of one name; ``person`` in the form says which of several proposed persons is meant."""
        line = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_change_permission(request, line):
            raise PermissionDenied
        chosen = request.POST.get("person", "")
        known = {str(person.pk): person for person in namesakes([line]).get(line.pk, [])}
        if chosen and chosen not in known:
            messages.error(request, _("This person is not proposed any more. Nothing was changed."))
        else:
            self._answer(request, answer, [line], known.get(chosen))
        if chosen:  # a button of the list, which stays as it was filtered
            query = f"?{request.GET.urlencode()}" if request.GET else ""
            return redirect(reverse(f"admin:articles_{self.opts.model_name}_changelist") + query)
        return redirect(f"admin:articles_{self.opts.model_name}_change", pk)

    @admin.action(description=gettext_lazy("Link to the only person of that name"), permissions=["change"])
    def link_action(self, request: HttpRequest, queryset: QuerySet) -> None:
        self._answer(request, "link", list(queryset))

    @admin.action(description=gettext_lazy("Make a new person of the name"), permissions=["change"])
    def new_person_action(self, request: HttpRequest, queryset: QuerySet) -> None:
        self._answer(request, "new-person", list(queryset))

    @admin.action(description=gettext_lazy("None of the proposed persons"), permissions=["change"])
    def turn_down_action(self, request: HttpRequest, queryset: QuerySet) -> None:
        self._answer(request, "turn-down", list(queryset))

    def _answer(
        self, request: HttpRequest, answer: str, lines: list[Any], person: Person | None = None
    ) -> None:
        """Do one of the three verbs with the lines, and say what came of it."""
        if answer == "new-person" and not request.user.has_perm("articles.add_person"):
            raise PermissionDenied
        if answer == "turn-down":
            done = turn_down(lines, person)
            text = ngettext("%(n)d proposal turned down.", "%(n)d proposals turned down.", done)
            rest = _("The others had none.")
        else:
            done = accept(lines, person) if answer == "link" else make_persons(lines)
            text = ngettext("%(n)d name linked.", "%(n)d names linked.", done)
            rest = (
                _("The others have no person of that name, or several.")
                if answer == "link"
                else _("The others are sources, or have a person already.")
            )
        messages.info(request, text % {"n": done} + (f" {rest}" if done < len(lines) else ""))

    def tools(self, request: HttpRequest, obj: Any) -> list[Tool]:
        if obj.person_id or not self.has_change_permission(request, obj):
            return []
        offered = len(namesakes([obj])[obj.pk])
        tools = []
        if offered == 1:
            tools.append(self._tool("link", gettext_lazy("Link to the only person of that name"), obj))
        if request.user.has_perm("articles.add_person") and not is_source(signature_of(obj)):
            tools.append(self._tool("new-person", gettext_lazy("Make a new person of the name"), obj))
        if offered:
            tools.append(self._tool("turn-down", gettext_lazy("None of the proposed persons"), obj))
        return tools

    def _tool(self, answer: str, label: Any, obj: Any) -> Tool:
        return Tool(label, reverse(f"admin:articles_{self.opts.model_name}_{answer}", args=[obj.pk]), True)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        return super().get_form(request, obj, change=change, form=OneSignatureForm, **kwargs)

    @admin.display(description=gettext_lazy("person"), ordering="person__name")
    def person_link(self, line: Any) -> SafeString | str:
        return link("admin:articles_person_change", line.person, line.person_id) if line.person_id else "—"

    @admin.display(description=gettext_lazy("persons of that name"))
    def proposals(self, line: Any) -> SafeString | str:
        if line.person_id is not None:
            return ""
        if is_source(signature_of(line)):
            return _("a source, no person")
        found = line.namesakes if hasattr(line, "namesakes") else namesakes([line])[line.pk]
        rows = ((self._offer(line, person),) for person in found)
        return format_html_join("", '<span class="desk-offer">{}</span> ', rows) or _("none yet")

    def _offer(self, line: Any, person: Person) -> SafeString:
        """A proposed person; in the list with the buttons that answer, which send the list's own form."""
        name = link("admin:articles_person_change", person, person.pk)
        if person.merged_into is not None:
            name = format_html("{} → {}", name, person.root)
        if getattr(line, "answers_from", None) is None:
            return name
        query = f"?{line.answers_from}" if line.answers_from else ""
        buttons = (
            (
                reverse(f"admin:articles_{self.opts.model_name}_{answer}", args=[line.pk]) + query,
                person.pk,
                f"{label}: {line.name} — {person}",
                label,
            )
            for answer, label in (("link", _("It is")), ("turn-down", _("It is not")))
        )
        pattern = (
            '<button class="desk-answer" formaction="{}" name="person" value="{}" aria-label="{}">{}</button>'
        )
        return format_html("{} {}", name, format_html_join(" ", pattern, buttons))


class OneSignatureForm(DeskForm):
    """A printed name by itself; its person one of its newspaper's."""

    def clean_person(self) -> Person | None:
        person = self.cleaned_data["person"]
        if person is not None and person.newspaper_id != self.instance.newspaper.pk:
            raise forms.ValidationError(_("This person belongs to another newspaper."))
        return person

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        tie_by_hand(self, data)
        return data


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
