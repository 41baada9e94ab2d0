"""The versions of an article's text, as its saves left them: who saved it when, and what it said then."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.dateparse import parse_datetime
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import access
from articles.models import Article, Page
from articles.models.version import moments_of, version_at


@require_safe
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    """All versions of one article, and one of them in full (``?at=``, the newest unless told)."""
    articles = Article.objects.select_related("issue__newspaper").prefetch_related("parts")
    article = get_object_or_404(access.within_reach(request.user, articles), pk=pk)
    if not access.may(request.user, "view", article):
        raise PermissionDenied
    moments = moments_of(article)
    wanted = _moment(request.GET.get("at", "")) or (moments[0]["at"] if moments else None)
    version = version_at(article, wanted) if wanted else None
    labels = {page.pk: page.label for page in Page.objects.filter(issue=article.issue)}
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("Versions of the text"),
        "subtitle": str(article),
        "opts": Article._meta,
        "article": article,
        "moments": [
            {**one, "is_shown": one["at"] == wanted, "key": one["at"].isoformat()} for one in moments
        ],
        "heads": version.heads if version else None,
        "parts": [
            {"label": labels.get(part.page_id, "—"), "heading": part.heading, "body": mark_safe(part.body)}
            for part in (version.parts if version else ())
        ],
        "wanted": wanted,
    }
    return render(request, "desk/versions.html", context)


def _moment(text: str) -> datetime.datetime | None:
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo is not None else None
