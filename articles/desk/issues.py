"""Issues (期): the pages in them, what to do with them, and their jumps."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import access
from articles.desk import jumps
from articles.desk.base import (
    PlacedForm,
    ReachFilter,
    Rows,
    Tool,
    TradingPlaces,
    changelist_link,
    count_of,
    link,
    stage_dot,
)
from articles.desk.forms import DeskForm, likely_date
from articles.desk.handled import HandledAdmin
from articles.desk.plan import views as plan
from articles.models import Article, Issue, Newspaper, Page, Stage


class IssueForm(DeskForm):
    def clean_date(self) -> datetime.date:
        return likely_date(self.cleaned_data["date"])


class PageForm(PlacedForm):
    place = "sequence"

    class Meta:
        model = Page
        fields = ["sequence", "number", "section_name"]


class PageFormSet(TradingPlaces):
    """The pages of one issue; what is signed off or public stays as it is."""

    place = "sequence"

    def clean(self) -> None:
        super().clean()
        for form in self.initial_forms:
            gone = form in self.deleted_forms
            page: Page = form.instance
            # Raised, since Django overlooks the errors of a form that is marked for deletion.
            if gone and page.has_been_public:
                raise ValidationError(_("%(row)s — published, so it stays") % {"row": page})
            if (gone or form.has_changed()) and page.stage == Stage.SIGNED_OFF:
                raise ValidationError(_("This page is signed off. Send it back first."))


class PageInline(Rows):
    model = Page
    form = PageForm
    formset = PageFormSet
    fields = ["sequence", "number", "section_name", "stage"]
    readonly_fields = ["stage"]
    ordering = ["sequence"]
    show_change_link = True
    view_on_site = False

    def get_extra(self, request: HttpRequest, obj: Issue | None = None, **kwargs: Any) -> int:
        return 0 if obj is not None else 4

    def has_delete_permission(self, request: HttpRequest, obj: Issue | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj is not None and obj.has_been_public)


@admin.register(Issue)
class IssueAdmin(HandledAdmin):
    form = IssueForm
    list_display = [
        "day",
        "newspaper",
        "edition_name",
        "stage_shown",
        "page_count",
        "article_count",
        "plan_link",
        "jump_list",
        "number",
        "whole_number",
    ]
    list_display_links = ["day"]
    list_filter = ["stage", ("newspaper", ReachFilter)]
    list_select_related = ["newspaper"]
    date_hierarchy = "date"
    search_fields = ["date", "newspaper__name", "edition_label", "number", "whole_number"]
    search_help_text = gettext_lazy("Date (2026-03-14, or 2026-03), newspaper, issue number or whole number")
    ordering = ["-date", "-edition", "newspaper"]
    autocomplete_fields = ["newspaper"]
    inlines = [PageInline]
    fieldsets = [
        (None, {"fields": [("newspaper", "date"), ("edition", "edition_label"), ("number", "whole_number")]}),
        (gettext_lazy("Stage"), {"fields": [("stage", "published_at", "publish_at")]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Issue]:
        return (
            super()
            .get_queryset(request)
            .annotate(
                _pages=count_of(Page.objects.all(), "issue"),
                _articles=count_of(Article.objects.standing(), "issue"),
            )
        )

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Today's paper, unless the address asks for another."""
        newspaper = access.within_reach(request.user, Newspaper.objects.all()).default()
        today = {"newspaper": newspaper, "date": timezone.localdate()}
        return {**today, **super().get_changeform_initial_data(request)}

    def get_readonly_fields(self, request: HttpRequest, obj: Issue | None = None) -> list[str]:
        # They make up the addresses of all that is in it.
        fixed = ["newspaper", "date", "edition"] if obj is not None and obj.has_been_public else []
        return [*fixed, "stage", "published_at", "publish_at"]

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/jumps/", wrap(jumps.jump_list), name="articles_issue_jumps"),
            path("<int:pk>/jumps/join/", wrap(jumps.join_pair), name="articles_issue_join"),
            path("<int:pk>/jumps/undo/", wrap(jumps.undo_join), name="articles_issue_undo"),
            *plan.urls(wrap),
            *super().get_urls(),
        ]

    def tools(self, request: HttpRequest, obj: Issue) -> list[Tool]:
        tools = [
            Tool(gettext_lazy("Plan of pages"), reverse("admin:articles_issue_plan", args=[obj.pk])),
            Tool(gettext_lazy("Preview"), reverse("preview-issue", args=[obj.newspaper.slug, obj.address])),
        ]
        if request.user.has_perm("articles.view_article"):
            tools.append(Tool(gettext_lazy("Articles"), _article_list(obj)))
            tools.append(Tool(gettext_lazy("Jumps"), reverse("admin:articles_issue_jumps", args=[obj.pk])))
        if request.user.has_perm("articles.add_article"):
            tools.insert(0, Tool(gettext_lazy("Write a story"), reverse("admin:write_issue", args=[obj.pk])))
            tools.append(
                Tool(
                    gettext_lazy("New story in all fields"),
                    f"{reverse('admin:articles_article_add')}?issue={obj.pk}",
                )
            )
            tools.append(
                Tool(gettext_lazy("Import pages"), f"{reverse('admin:import_issue')}?issue={obj.pk}")
            )
            tools.append(
                Tool(gettext_lazy("Import page text"), f"{reverse('admin:import_page')}?issue={obj.pk}")
            )
        if obj.is_published:
            tools.append(Tool(gettext_lazy("As readers see it"), obj.get_absolute_url()))
        return tools

    @admin.display(description=gettext_lazy("date"), ordering="date")
    def day(self, issue: Issue) -> str:
        return issue.date.isoformat()

    @admin.display(description=gettext_lazy("edition"), ordering="edition")
    def edition_name(self, issue: Issue) -> str:
        return f"{issue.edition} {issue.edition_label}".strip()

    @admin.display(description=gettext_lazy("stage"), ordering="stage")
    def stage_shown(self, issue: Issue) -> SafeString:
        return stage_dot(issue)

    @admin.display(description=gettext_lazy("pages"), ordering="_pages")
    def page_count(self, issue: Any) -> SafeString | str:
        return changelist_link("page", issue._pages, f"issue__id__exact={issue.pk}")

    @admin.display(description=gettext_lazy("articles"), ordering="_articles")
    def article_count(self, issue: Any) -> SafeString | str:
        return changelist_link("article", issue._articles, f"issue__id__exact={issue.pk}")

    @admin.display(description=gettext_lazy("plan"))
    def plan_link(self, issue: Issue) -> SafeString:
        return link("admin:articles_issue_plan", _("Plan of pages"), issue.pk)

    @admin.display(description=gettext_lazy("jumps"))
    def jump_list(self, issue: Issue) -> SafeString:
        return link("admin:articles_issue_jumps", _("Jumps"), issue.pk)


def _article_list(issue: Issue) -> str:
    return f"{reverse('admin:articles_article_changelist')}?issue__id__exact={issue.pk}"
