"""Pages (版) and the texts on them that are no article."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import Textarea
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles.desk import workflow
from articles.desk.base import (
    DeskAdmin,
    ReachFilter,
    Rows,
    Tool,
    changelist_link,
    count_of,
    editor_of,
    link,
    stage_dot,
)
from articles.desk.handled import HandledAdmin
from articles.desk.layout import views as layout
from articles.desk.proof import proof
from articles.desk.versions import page_versions, restore
from articles.models import ArticlePart, LeftOutText, Page, PageSource


class LeftOutInline(Rows):
    model = LeftOutText
    fields = ["kind", "text"]
    extra = 0
    show_change_link = True

    def formfield_for_dbfield(self, db_field, request, **kwargs):  # type: ignore[no-untyped-def]
        if db_field.name == "text":
            kwargs["widget"] = Textarea(attrs={"rows": 3, "class": "desk-wide"})
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(Page)
class PageAdmin(HandledAdmin):
    list_display = [
        *("label", "issue", "sequence", "section_name", "stage_shown", "part_count", "layout_link", "here")
    ]
    list_filter = ["stage", ("issue__newspaper", ReachFilter)]
    list_select_related = ["issue__newspaper"]
    date_hierarchy = "issue__date"
    search_fields = ["number", "section_name", "issue__date", "issue__newspaper__name"]
    search_help_text = gettext_lazy("Date, printed number, section name or newspaper")
    ordering = ["-issue__date", "-issue__edition", "issue", "sequence"]
    autocomplete_fields = ["issue"]
    inlines = [LeftOutInline]
    fieldsets = [
        (None, {"fields": ["issue", ("sequence", "number", "section_name")]}),
        (gettext_lazy("Stage"), {"fields": [("stage", "published_at", "publish_at")]}),
        (gettext_lazy("What it was read from"), {"fields": ["source_text"], "classes": ["collapse"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Page]:
        return super().get_queryset(request).annotate(_parts=count_of(ArticlePart.objects.all(), "page"))

    def get_readonly_fields(self, request: HttpRequest, obj: Page | None = None) -> list[str]:
        # Its articles belong to its issue: it cannot move to another without them.
        return ["stage", "published_at", "publish_at", "source_text", *(["issue"] if obj is not None else [])]

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        back = {"noun": Page}
        return [
            path("<int:pk>/versions/", wrap(page_versions), name="articles_page_versions"),
            path("<int:pk>/restore-version/", wrap(restore), back, name="articles_page_restore_version"),
            path("<int:pk>/proof/", wrap(proof), name="articles_page_proof"),
            path("<int:pk>/layout/", wrap(layout.page_layout), name="articles_page_layout"),
            path("<int:pk>/layout/save/", wrap(layout.save), name="articles_page_layout_save"),
            path("<int:pk>/layout/move/", wrap(layout.move), name="articles_page_layout_move"),
            path("<int:pk>/layout/jump/", wrap(layout.jump), name="articles_page_layout_jump"),
            path("<int:pk>/layout/join/", wrap(layout.join), name="articles_page_layout_join"),
            *super().get_urls(),
        ]

    def tools(self, request: HttpRequest, obj: Page) -> list[Tool]:
        address = [obj.issue.newspaper.slug, obj.issue.address, obj.address]
        tools = [
            Tool(gettext_lazy("Preview"), reverse("preview-page", args=address)),
            Tool(gettext_lazy("Layout"), reverse("admin:articles_page_layout", args=[obj.pk])),
        ]
        if request.user.has_perm("articles.view_issue"):
            tools.append(
                Tool(gettext_lazy("Issue"), reverse("admin:articles_issue_change", args=[obj.issue_id]))
            )
            plan = reverse("admin:articles_issue_plan", args=[obj.issue_id])
            tools.append(Tool(gettext_lazy("Plan of pages"), f"{plan}#page-{obj.pk}"))
        if request.user.has_perm("articles.add_article"):
            tools.insert(0, Tool(gettext_lazy("Write a story"), reverse("admin:write_new", args=[obj.pk])))
            add = f"{reverse('admin:articles_article_add')}?issue={obj.issue_id}&page={obj.pk}"
            tools.append(Tool(gettext_lazy("New story in all fields"), add))
        tools.append(Tool(gettext_lazy("Versions"), reverse("admin:articles_page_versions", args=[obj.pk])))
        tools.append(Tool(gettext_lazy("Proof print"), reverse("admin:articles_page_proof", args=[obj.pk])))
        return tools

    @admin.display(description=gettext_lazy("printed number"), ordering="number")
    def label(self, page: Page) -> str:
        return page.label

    @admin.display(description=gettext_lazy("stage"), ordering="stage")
    def stage_shown(self, page: Page) -> SafeString:
        return stage_dot(page)

    @admin.display(description=gettext_lazy("articles"), ordering="_parts")
    def part_count(self, page: Any) -> SafeString | str:
        return changelist_link("article", page._parts, f"parts__page__id__exact={page.pk}")

    @admin.display(description=gettext_lazy("layout"))
    def layout_link(self, page: Page) -> SafeString:
        return link("admin:articles_page_layout", _("Layout"), page.pk)

    @admin.display(description=gettext_lazy("page source"))
    def source_text(self, page: Page) -> SafeString | str:
        source = PageSource.objects.filter(page=page).first()
        if source is None:
            return _("Entered by hand.")
        return format_html('<pre class="desk-source">{}</pre>', source.text)


@admin.register(LeftOutText)
class LeftOutTextAdmin(DeskAdmin):
    list_display = ["excerpt", "kind", "page_link"]
    list_filter = ["kind", ("page__issue__newspaper", ReachFilter)]
    list_select_related = ["page__issue__newspaper"]
    date_hierarchy = "page__issue__date"
    search_fields = ["text"]
    ordering = ["-page__issue__date", "page", "pk"]
    autocomplete_fields = ["page"]

    def get_urls(self) -> list[URLPattern]:
        promote = self.admin_site.admin_view(self.promote_view)
        return [path("<int:pk>/promote/", promote, name="articles_leftouttext_promote"), *super().get_urls()]

    def tools(self, request: HttpRequest, obj: LeftOutText) -> list[Tool]:
        if not self._may_promote(request, obj):
            return []
        address = reverse("admin:articles_leftouttext_promote", args=[obj.pk])
        return [Tool(gettext_lazy("Make it an article"), address, is_verb=True)]

    def _may_promote(self, request: HttpRequest, left_out: LeftOutText | None = None) -> bool:
        may_change = self.has_change_permission(request, left_out)
        return may_change and request.user.has_perm("articles.add_article")

    @method_decorator(require_POST)
    def promote_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The verb: what a reader of pages took for no article becomes one."""
        if not self._may_promote(request):
            raise PermissionDenied
        rows = self.get_queryset(request).select_related("page__issue__newspaper")
        left_out = get_object_or_404(rows, pk=pk)
        if not self._may_promote(request, left_out):
            raise PermissionDenied
        article = workflow.promote(left_out, editor_of(request))
        messages.success(request, _("This text is a draft article now. Give it its heads."))
        return redirect("admin:articles_article_change", article.pk)

    @admin.display(description=gettext_lazy("text"), ordering="text")
    def excerpt(self, left_out: LeftOutText) -> str:
        return Truncator(left_out.text).chars(80)

    @admin.display(description=gettext_lazy("page"), ordering="page")
    def page_link(self, left_out: LeftOutText) -> SafeString:
        return link("admin:articles_page_change", left_out.page, left_out.page_id)
