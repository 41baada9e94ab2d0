"""Printed names (署名, 摄影) in lists: which are tied to no person yet, who they may be, and the answers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from articles.desk.base import DeskAdmin, Tool, link
from articles.desk.forms import DeskForm
from articles.desk.proposals import accept, make_persons, namesakes, proposed, turn_down
from articles.desk.signature_rows import NamesPeople, tie_by_hand
from articles.ingest.people import is_source
from articles.models import Byline, Person, PhotoCredit
from articles.models.person import SignatureLine


class Proposed(admin.SimpleListFilter):
    """Names by whether somebody is proposed for them."""

    title = gettext_lazy("proposed person")
    parameter_name = "proposed"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", gettext_lazy("waits for an answer"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return proposed(queryset).exclude(role=SignatureLine.Role.SOURCE) if self.value() else queryset


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


class SignatureAdmin(NamesPeople, DeskAdmin):
    """Printed names of one kind: which are tied to no person yet, and who they may be."""

    list_filter = [Proposed, ("person", admin.EmptyFieldListFilter), "role"]
    autocomplete_fields = ["person"]
    search_fields = ["name", "affiliation", "title"]
    actions = ["link_action", "new_person_action", "turn_down_action"]
    readonly_fields = ["where", "proposals"]
    fields = ["where", "name", "role", "affiliation", "title", "person", "proposals"]
    list_display = ["name", "role", "affiliation", "title", "proposals", "person_link", "where"]

    def names_in(self, rows: QuerySet) -> list[QuerySet]:
        return [rows]

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
        self._answer(request, "link", self._changeable(request, queryset))

    @admin.action(description=gettext_lazy("Make a new person of the name"), permissions=["change"])
    def new_person_action(self, request: HttpRequest, queryset: QuerySet) -> None:
        self._answer(request, "new-person", self._changeable(request, queryset))

    @admin.action(description=gettext_lazy("None of the proposed persons"), permissions=["change"])
    def turn_down_action(self, request: HttpRequest, queryset: QuerySet) -> None:
        self._answer(request, "turn-down", self._changeable(request, queryset))

    def _changeable(self, request: HttpRequest, queryset: QuerySet) -> list[Any]:
        """Those of the chosen names that stand in what the user may change."""
        return [line for line in queryset if self.has_change_permission(request, line)]

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
        if request.user.has_perm("articles.add_person") and not is_source(obj.signature):
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
        if is_source(line.signature):
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
            for answer, label in (("link", _("This is the person")), ("turn-down", _("Not this person")))
        )
        pattern = (
            '<button class="desk-answer" formaction="{}" name="person" value="{}" aria-label="{}">{}</button>'
        )
        return format_html("{} {}", name, format_html_join(" ", pattern, buttons))


@admin.register(Byline)
class BylineAdmin(SignatureAdmin):
    list_select_related = ["article__issue__newspaper", "person"]
    date_hierarchy = "article__issue__date"
    ordering = ["-article__issue__date", "article", "order"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Byline]:
        lines = super().get_queryset(request).select_related("article__issue__newspaper", "person")
        return lines.prefetch_related(Prefetch("article__parts"))

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
