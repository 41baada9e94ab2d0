"""A person and a column: what bears their name."""

from __future__ import annotations

from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles import access
from articles.models import Person
from articles.reading.timeline import HEIGHT, bars, counts_by_year, printed_as, under_years

ARTICLES_A_PAGE = 50
PHOTOS_A_PAGE = 24


@require_safe
def person(request: HttpRequest, pk: int, year: int | None = None) -> HttpResponse:
    """A person's articles and photos, newest first, under their years; all of them or those of one year.

    The address of a record that was merged leads to whom it lives on in.
    """
    found = access.person_or_404(pk)
    if found.pk != pk:
        return _moved(found, year)
    all_articles, all_photos = access.articles_by(found), access.photos_by(found)
    by_year = counts_by_year(all_articles, "issue__date"), counts_by_year(all_photos, "page__issue__date")
    if year is not None and not any(year in counts for counts in by_year):
        raise Http404
    articles = _paged(request, access.articles_by(found, year), ARTICLES_A_PAGE, "page")
    photos = _paged(request, access.photos_by(found, year), PHOTOS_A_PAGE, "photos")
    printed, names = printed_as(
        (access.bylines_of(found), "article__issue__date"),
        (access.credits_of(found), "photo__page__issue__date"),
    )
    context = {
        "person": found,
        "newspaper": found.newspaper,
        "year": year,
        "bars": bars(*by_year),
        "height": HEIGHT,
        "articles": articles,
        "article_years": under_years(articles, by_year[0]),
        "photos": photos,
        "photo_years": under_years(photos, by_year[1]),
        "printed": printed,
        "other_names": [name for name in names if name != found.name],
        "canonical": _canonical(_address(found, year), articles),
    }
    return render(request, "reading/person.html", context)


def _moved(person: Person, year: int | None) -> HttpResponse:
    response = HttpResponsePermanentRedirect(_address(person, year))
    # A merge can be split again, and then the address is the record's own: ask every time.
    response["Cache-Control"] = "no-cache"
    return response


def _address(person: Person, year: int | None) -> str:
    return person.get_absolute_url() if year is None else reverse("person-year", args=[person.pk, year])


@require_safe
def column(request: HttpRequest, slug: str, column: str) -> HttpResponse:
    """A column's articles, newest first."""
    found = access.column_or_404(slug, column)
    articles = _paged(request, access.articles_in(found), ARTICLES_A_PAGE, "page")
    context = {
        "column": found,
        "newspaper": found.newspaper,
        "articles": articles,
        "canonical": _canonical(found.get_absolute_url(), articles),
    }
    return render(request, "reading/column.html", context)


def _canonical(address: str, articles: Page[Any]) -> str:
    return address + (f"?page={articles.number}" if articles.number > 1 else "")


def _paged(request: HttpRequest, rows: QuerySet[Any], size: int, parameter: str) -> Page[Any]:
    try:
        return Paginator(rows, size).page(request.GET.get(parameter, "1"))
    except InvalidPage as error:
        raise Http404 from error
