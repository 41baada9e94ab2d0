"""Placeholder until the reading room moves in."""

from django.http import Http404, HttpRequest, HttpResponse


def _soon(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404


home = person = picture = newspaper = column = issue = page = article = _soon
preview_issue = preview_page = preview_article = _soon
