"""A page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles import access
from articles.finding.sought import Marks, sought_of
from articles.models import Correction
from articles.reading.boxes import PageHits, hits_on
from articles.reading.opened import OpenIssue
from articles.reading.printed import TEXT_ANCHOR, printed_page
from articles.reading.sheet import sheet_of


@require_safe
def page(request: HttpRequest, slug: str, address: str, number: int) -> HttpResponse:
    """A page with all that it prints."""
    return show_page(request, OpenIssue(access.issue_or_404(slug, address)), number)


def show_page(request: HttpRequest, opened: OpenIssue, number: int) -> HttpResponse:
    """One page of an opened issue."""
    found = access.page_or_404(opened.issue, number, opened.drafts)
    at = opened.pages.index(found)
    sought = sought_of(request.GET.get("q", ""))
    printed = printed_page(opened, found, sought)
    sheet = sheet_of(opened, found, printed)
    layer = access.text_layer(found) if sheet and sought else None
    context = {
        "opened": opened,
        "issue": opened.issue,
        "newspaper": opened.newspaper,
        "page": found,
        "printed": printed,
        "sheet": sheet,
        "sought": Marks(sought, TEXT_ANCHOR) if sought else None,
        "hits": hits_on(opened, printed, sheet, layer, sought) if sought else PageHits(),
        "corrections": Correction.objects.filter(photo__page=found, article=None).newest_first(),
        "previous": opened.pages[at - 1] if at else None,
        "next": opened.pages[at + 1] if at + 1 < len(opened.pages) else None,
    }
    return render(request, "reading/page.html", context)
