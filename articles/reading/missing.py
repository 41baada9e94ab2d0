"""404: an address with nothing at it says so, and leads on: to a search, all issues, those around a day.

The same in development: Django's own page, which lists the patterns of addresses, says nothing to a reader.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from articles import access
from articles.finding.address import Address
from articles.models import Newspaper
from articles.models.issue import parse_issue_address
from articles.reading.converters import IssueAddress, NewspaperSlug

_SLUG = re.compile(rf"/(?:en/)?({NewspaperSlug.regex})/(?:({IssueAddress.regex})/)?")


class MissingMiddleware:
    """Answers Http404, and in development what no pattern of an address fits, as `nothing_here`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if settings.DEBUG and response.status_code == 404 and request.resolver_match is None:
            return nothing_here(request)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page that says so; None for all other exceptions."""
        return nothing_here(request) if isinstance(exception, Http404) else None


def nothing_here(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page of an address with nothing at it; Django's ``handler404`` as well."""
    found = _SLUG.match(request.path)
    newspaper = Newspaper.objects.filter(slug=found[1]).first() if found else None
    parsed = parse_issue_address(found[2]) if newspaper and found and found[2] else None
    context: dict[str, object] = {
        "paper": newspaper or Newspaper.objects.default(),
        "here": reverse("search"),
        "address": Address(),
    }
    if newspaper and parsed:
        context |= _around(newspaper, parsed[0])
    return render(request, "404.html", context, status=404)


def _around(newspaper: Newspaper, day: datetime.date) -> dict[str, object]:
    """What is there of the year of a day, and next to the day."""
    issues = access.visible_issues(newspaper)
    if issues.filter(date=day).exists():
        return {}  # it is no day that is missing
    return {
        "day": day,
        "has_year": issues.filter(date__year=day.year).exists(),
        "previous": issues.filter(date__lt=day).newest_first().first(),
        "next": issues.filter(date__gt=day).order_by("date", "edition").first(),
    }
