"""The newest issue, an issue, and all issues of a newspaper."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import access
from articles.models import Newspaper
from articles.reading.front import overview
from articles.reading.makeup import make_up
from articles.reading.opened import OpenIssue
from articles.reading.year import months_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The default newspaper's newest issue, or a word to those who come before there is one."""
    newspaper = Newspaper.objects.default()
    newest = access.visible_issues(newspaper).newest_first().first() if newspaper else None
    if newest is None:
        return render(request, "reading/empty.html", {"newspaper": newspaper})
    return show_issue(request, OpenIssue(newest))


@require_safe
def issue(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """An issue: its front page by weight, its other pages as headlines."""
    return show_issue(request, OpenIssue(access.issue_or_404(slug, address)))


def show_issue(request: HttpRequest, opened: OpenIssue) -> HttpResponse:
    """The overview of an opened issue."""
    issues = access.visible_issues(opened.newspaper, opened.drafts)
    pages = overview(opened)
    context = {
        "opened": opened,
        "issue": opened.issue,
        "newspaper": opened.newspaper,
        "front": pages[0] if pages else None,
        "made": make_up(pages[0], opened) if pages else None,
        "inside": pages[1:],
        "previous": issues.before(opened.issue).first(),
        "next": issues.after(opened.issue).first(),
    }
    return render(request, "reading/issue.html", context)


@require_safe
def newspaper(request: HttpRequest, slug: str) -> HttpResponse:
    """All issues of a newspaper, a year at a time, the newest year first."""
    found = access.newspaper_or_404(slug)
    issues = access.visible_issues(found)
    years = [date.year for date in issues.dates("date", "year", order="DESC")]
    asked = request.GET.get("year", "")
    if asked and asked not in map(str, years):
        raise Http404
    year = int(asked) if asked else next(iter(years), None)
    of_year = issues.filter(date__year=year).order_by("date", "edition") if year else issues.none()
    context = {
        "newspaper": found,
        "years": years,
        "year": year,
        "earlier": next((one for one in years if year and one < year), None),
        "later": next((one for one in reversed(years) if year and one > year), None),
        "months": months_of(of_year, timezone.localdate()),
        "newest": issues.newest_first().first(),
        "canonical": found.get_absolute_url() + (f"?year={asked}" if asked else ""),
    }
    return render(request, "reading/newspaper.html", context)
