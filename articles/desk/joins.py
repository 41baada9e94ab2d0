"""Joins: what was decided about jumps, in all issues. The verbs stand on an issue's page of jumps."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.formats import localize
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy

from articles.desk.base import DeskAdmin, ReachFilter, dot, link
from articles.models import Join
from articles.models.role import name_of

_SHOWN = ("state_shown", "front", "tail", "issue_jumps", "percent", "who", "when")


@admin.register(Join)
class JoinAdmin(DeskAdmin):
    """To look at only. A join may go with the draft issue that it belongs to, but never by itself."""

    list_display = fields = readonly_fields = _SHOWN
    list_display_links = None
    list_filter = ["state", ("issue__newspaper", ReachFilter)]
    list_select_related = [
        "issue__newspaper",
        "front_part__article",
        "front_part__page",
        "tail_part__page",
        "tail_article",
        "decided_by",
    ]
    search_fields = ["front_part__article__headline", "tail_article__headline"]
    date_hierarchy = "issue__date"
    ordering = ["-decided_at", "-pk"]
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Join | None = None) -> bool:
        return False

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return self.change_view(request, object_id)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        context = {**(extra_context or {}), "show_delete": False}
        return super().changeform_view(request, object_id, form_url, context)

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_shown(self, join: Join) -> SafeString:
        return dot(join.state, join.get_state_display())

    @admin.display(description=gettext_lazy("front"), ordering="front_part__article__headline")
    def front(self, join: Join) -> str:
        return f"{join.front_part.page.label} · {join.front_part.article.headline}"

    @admin.display(description=gettext_lazy("tail"), ordering="tail_article__headline")
    def tail(self, join: Join) -> str:
        return f"{join.tail_part.page.label} · {join.tail_part.heading or join.tail_article.headline}"

    @admin.display(description=gettext_lazy("issue"), ordering="issue__date")
    def issue_jumps(self, join: Join) -> SafeString:
        return link("admin:articles_issue_jumps", join.issue, join.issue_id)

    @admin.display(description=gettext_lazy("confidence"), ordering="confidence")
    def percent(self, join: Join) -> str:
        return "" if join.confidence is None else f"{join.confidence:.0%}"

    @admin.display(description=gettext_lazy("who"), ordering="decided_by")
    def who(self, join: Join) -> str:
        return name_of(join.decided_by)

    @admin.display(description=gettext_lazy("when"), ordering="decided_at")
    def when(self, join: Join) -> str:
        return localize(localtime(join.decided_at)) if join.decided_at else ""
