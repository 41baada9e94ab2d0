"""A person and a column: what bears their name."""

from __future__ import annotations

from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles import access
from articles.models import Column, Person

ARTICLES_A_PAGE = 50
PHOTOS_A_PAGE = 24


@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """A person's articles and photos, newest first."""
    found = access.person_or_404(pk)
    articles = _paged(request, access.articles_by(found), ARTICLES_A_PAGE, "page")
    context = {
        "person": found,
        "newspaper": found.newspaper,
        "articles": articles,
        "canonical": _canonical(found, articles),
        "photos": _paged(request, access.photos_by(found), PHOTOS_A_PAGE, "photos"),
    }
    return render(request, "reading/person.html", context)


@require_safe
def column(request: HttpRequest, slug: str, column: str) -> HttpResponse:
    """A column's articles, newest first."""
    found = access.column_or_404(slug, column)
    articles = _paged(request, access.articles_in(found), ARTICLES_A_PAGE, "page")
    context = {
        "column": found,
        "newspaper": found.newspaper,
        "articles": articles,
        "canonical": _canonical(found, articles),
    }
    return render(request, "reading/column.html", context)


def _canonical(found: Person | Column, articles: Page[Any]) -> str:
    return found.get_absolute_url() + (f"?page={articles.number}" if articles.number > 1 else "")


def _paged(request: HttpRequest, rows: QuerySet[Any], size: int, parameter: str) -> Page[Any]:
    try:
        return Paginator(rows, size).page(request.GET.get(parameter, "1"))
    except InvalidPage as error:
        raise Http404 from error
