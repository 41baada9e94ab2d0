"""Corrections (更正): the public list of a newspaper, an article as it stood before one."""

from __future__ import annotations

from django.core.paginator import InvalidPage, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from articles import access
from articles.models import ArticlePart
from articles.models.version import version_at
from articles.reading.opened import OpenIssue
from articles.reading.story import as_article_body, with_dateline

CORRECTIONS_A_PAGE = 50


@require_safe
def corrections(request: HttpRequest, slug: str) -> HttpResponse:
    """All corrections of a newspaper, newest first."""
    found = access.newspaper_or_404(slug)
    try:
        rows = Paginator(access.public_corrections(found), CORRECTIONS_A_PAGE).page(
            request.GET.get("page", "1")
        )
    except InvalidPage as error:
        raise Http404 from error
    here = reverse("corrections", args=[found.slug])
    context = {
        "newspaper": found,
        "corrections": rows,
        "canonical": here + (f"?page={rows.number}" if rows.number > 1 else ""),
        "feed": reverse("corrections-feed", args=[found.slug]),
    }
    return render(request, "reading/corrections.html", context)


@require_safe
def former_version(request: HttpRequest, slug: str, address: str, number: int, pk: int) -> HttpResponse:
    """An article as it stood before a correction, where the newspaper shows that."""
    opened = OpenIssue(access.issue_or_404(slug, address))
    article = access.article_or_404(opened.issue, number)
    correction = access.former_version_or_404(article, pk)
    assert correction.former_at is not None
    version = version_at(article, correction.former_at)
    if version is None:
        raise Http404
    pages = {page.pk: page for page in opened.pages}
    parts = [part for part in version.parts if part.page_id in pages and not part.repeats]
    printed = [(part, as_article_body(part.body)) for part in parts]
    if parts:
        printed[0] = (parts[0], with_dateline(printed[0][1], version.heads.dateline_printed))
    context = {
        "opened": opened,
        "issue": opened.issue,
        "newspaper": opened.newspaper,
        "article": article,
        "correction": correction,
        "heads": version.heads,
        "parts": [
            {
                "page": pages[part.page_id],
                "runs_on": at > 0 and part.joins_as != ArticlePart.JoinsAs.PARAGRAPH,
                "body": mark_safe(body),
            }
            for at, (part, body) in enumerate(printed)
        ],
        "bylines": version.bylines,
        "until": timezone.localdate(correction.former_at),
    }
    return render(request, "reading/former.html", context)
