"""Overridden findings of preflight, to look at only: the page of preflight makes them and takes them back."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from articles import access
from articles.desk.base import DeskAdmin, ReachFilter
from articles.models import Issue, Override


@admin.register(Override)
class OverrideAdmin(DeskAdmin):
    """All overrides, the newest first."""

    list_display = ["at", "user_name", "subject", "message", "reason", "issue", "undone"]
    list_display_links = None
    list_filter = ["undone", ("issue__newspaper", ReachFilter)]
    list_select_related = ["issue__newspaper"]
    search_fields = ["subject", "message", "reason", "user_name"]
    date_hierarchy = "at"
    ordering = ["-pk"]
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Override | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Override | None = None) -> bool:
        # They go with the draft that they are about, and never by themselves.
        return obj is not None and access.may(request.user, "delete", Issue)

    def delete_view(self, request, object_id, extra_context=None):  # type: ignore[no-untyped-def]
        return self.change_view(request, object_id)
