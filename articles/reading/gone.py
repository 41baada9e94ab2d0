"""410: the address of something withdrawn says so, with the notice, and whence to read on."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.access import Gone
from articles.models import Issue


class WithdrawnMiddleware:
    """Answers `access.Gone`, whichever public view met it, so that no view has to."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The notice of what is withdrawn; None for all other exceptions."""
        if not isinstance(exception, Gone):
            return None
        thing = exception.thing
        issue = thing if isinstance(thing, Issue) else thing.issue
        context = {
            "thing": thing,
            "noun": thing._meta.model_name,
            "newspaper": issue.newspaper,
            "issue": issue if issue.is_published else None,
        }
        response = render(request, "410.html", context, status=410)
        response["Cache-Control"] = "no-cache"  # it may be restored
        return response
