"""Persons and columns: their lists, and what bears the name of one."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles import access
from articles.models import Newspaper, Person
from articles.reading.directory import beginning_with, columns_listed, initials_of, listed
from articles.reading.timeline import HEIGHT, bars, counts_by_year, printed_as, under_years

ARTICLES_A_PAGE = 50
PHOTOS_A_PAGE = 24
NAMES_A_PAGE = 200


@require_safe
def person_list(request: HttpRequest) -> HttpResponse:
    """All persons whom something public names, by name; ``?initial=`` and ``?newspaper=`` narrow the list."""
    slug, initial = request.GET.get("newspaper", ""), request.GET.get("initial", "")
    found = access.public_people()
    newspaper = access.newspaper_or_404(slug.replace("\0", "")) if slug else None
    if newspaper is not None:
        found = found.filter(newspaper=newspaper)
    initials = initials_of(found)
    count = sum(one.names for one in initials if initial in ("", one.text))
    if initial and not count:
        raise Http404
    paginator = Paginator(beginning_with(found, initial), NAMES_A_PAGE)
    paginator.count = count  # the initials have told it
    rows = _page_of(paginator, request, "page")
    asked = {"newspaper": slug, "initial": initial, "page": str(rows.number) if rows.number > 1 else ""}
    query = urlencode({name: value for name, value in asked.items() if value})
    context = {
        "newspaper": newspaper,
        "paper": newspaper or Newspaper.objects.default(),
        "newspapers": list(Newspaper.objects.by_name()),
        "initial": initial,
        "initials": initials,
        "people": rows,
        "listed": listed(rows),
        "canonical": reverse("people") + (f"?{query}" if query else ""),
    }
    return render(request, "reading/people.html", context)


@require_safe
def column_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The columns of a newspaper that something published bears."""
    newspaper = access.newspaper_or_404(slug)
    rows = _paged(request, columns_listed(access.public_columns(newspaper)), NAMES_A_PAGE, "page")
    context = {
        "newspaper": newspaper,
        "columns": rows,
        "canonical": _canonical(reverse("columns", args=[newspaper.slug]), rows),
    }
    return render(request, "reading/columns.html", context)


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
        found.newspaper,
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
def column(request: HttpRequest, slug: str, column: str, year: int | None = None) -> HttpResponse:
    """A column's articles, newest first, under their years; all of them or those of one year."""
    found = access.column_or_404(slug, column)
    by_year = counts_by_year(access.articles_in(found), "issue__date")
    if year is not None and year not in by_year:
        raise Http404
    articles = _paged(request, access.articles_in(found, year), ARTICLES_A_PAGE, "page")
    here = found.get_absolute_url()
    context = {
        "column": found,
        "newspaper": found.newspaper,
        "year": year,
        "bars": bars(by_year, {}),
        "height": HEIGHT,
        "articles": articles,
        "article_years": under_years(articles, by_year),
        "canonical": _canonical(here if year is None else f"{here}{year}/", articles),
    }
    return render(request, "reading/column.html", context)


def _canonical(address: str, articles: Page[Any]) -> str:
    return address + (f"?page={articles.number}" if articles.number > 1 else "")


def _paged(request: HttpRequest, rows: QuerySet[Any], size: int, parameter: str) -> Page[Any]:
    return _page_of(Paginator(rows, size), request, parameter)


def _page_of(paginator: Paginator[Any], request: HttpRequest, parameter: str) -> Page[Any]:
    try:
        return paginator.page(request.GET.get(parameter, "1"))
    except InvalidPage as error:
        raise Http404 from error
