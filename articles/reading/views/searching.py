"""The public archive search: results, help, the advanced form, exports and feeds.

All of it depends on the address alone: no cookie, no session. What is shown is fetched through ``access``.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from articles.finding.address import Address, read_address
from articles.finding.citing import cite
from articles.finding.composing import AdvancedSearch
from articles.finding.examples import CHAPTERS
from articles.finding.facets import Facets
from articles.finding.notes import notes_of
from articles.finding.search import all_hits, run
from articles.interchange.citations import FORMATS
from articles.models import Newspaper
from articles.reading.unchanged import search_etag
from articles.records import Citation
from articles.search.asking import Hit, Order
from articles.search.folder import NotReady
from articles.search.query import to_text

MOST_CITATIONS = 10_000
_RETRY = "60"  # seconds


@require_safe
@cache_control(private=True, no_cache=True)
@condition(etag_func=search_etag)
def search(request: HttpRequest) -> HttpResponse:
    """The results of a search; the box alone where nothing is asked."""
    read = read_address(request.GET.dict())
    address = read.address
    context: dict[str, Any] = {
        "address": address,
        "here": reverse("search"),
        "canonical": reverse("search") + (f"?{address.text}" if address.text else ""),
        "today": timezone.localdate(),
    }
    if address.is_empty:
        context["paper"] = Newspaper.objects.default()
        context["chapters"] = CHAPTERS
        return render(request, "search/search.html", context)
    try:
        found = run(read)
    except NotReady as problem:
        return not_ready(request, problem, context)
    facets = Facets(found)
    orders = [(Order.RELEVANCE, _("Relevance")), (Order.NEWEST, _("Newest")), (Order.OLDEST, _("Oldest"))]
    as_read = to_text(address.query.tree)
    context |= {
        "paper": next(iter(found.newspapers.values()), None),
        "search": found,
        "rows": found.rows,
        "facets": facets.lists(),
        "chart": facets.chart(),
        "narrowed": facets.narrowed(),
        "same_day": facets.same_day(),
        "notes": list(notes_of(found)),
        "as_read": as_read if as_read != address.q else "",
        "orders": [
            (name, f"?{address.changed(sort=str(order)).text}", order == address.order)
            for order, name in orders
        ],
        "several_newspapers": len(found.newspapers) > 1,
        "formats": [(suffix.upper(), _export_url(suffix, address)) for suffix in FORMATS],
        "feed": f"{reverse('search-feed')}?{address.changed(sort='').text}",
    }
    return render(request, "search/search.html", context)


def _export_url(suffix: str, address: Address) -> str:
    return f"{reverse('search-export', args=[suffix])}?{address.changed().text}"


def not_ready(request: HttpRequest, problem: NotReady, context: dict[str, Any]) -> HttpResponse:
    """What is answered while there is no index to ask."""
    context |= {"problem": problem, "paper": Newspaper.objects.default()}
    response = render(request, "search/not_ready.html", context, status=503)
    response["Retry-After"] = _RETRY
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def search_help(request: HttpRequest) -> HttpResponse:
    """The search language, with examples to try."""
    context = {
        "chapters": CHAPTERS,
        "here": reverse("search"),
        "canonical": reverse("search-help"),
        "paper": Newspaper.objects.default(),
    }
    return render(request, "search/help.html", context)


@require_safe
def advanced_search(request: HttpRequest) -> HttpResponse:
    """A form that writes the search language and leads to its results."""
    status = 200
    if "go" in request.GET:
        form = AdvancedSearch(request.GET)
        if form.is_valid():
            return HttpResponseRedirect(f"{reverse('search')}?{form.address.text}")
        status = 400
    else:
        form = AdvancedSearch(initial={"q": request.GET.get("q", "").replace("\0", ""), "distance": 10})
    context = {
        "form": form,
        "canonical": reverse("search-advanced"),
        "paper": Newspaper.objects.default(),
    }
    return render(request, "search/advanced.html", context, status=status)


@require_safe
def export(request: HttpRequest, suffix: str) -> HttpResponseBase:
    """The first 10,000 hits of a search as citations."""
    address = read_address(request.GET.dict()).address
    hits = iter([[]]) if address.is_empty else all_hits(address, MOST_CITATIONS)
    try:
        begun = next(hits)
    except NotReady as problem:
        return not_ready(request, problem, {"address": Address(), "here": reverse("search")})
    root = request.build_absolute_uri("/").rstrip("/")
    form = FORMATS[suffix]
    response = StreamingHttpResponse(
        form.write(_citations(chain([begun], hits), root)), content_type=form.media_type
    )
    response["Content-Disposition"] = f'attachment; filename="search.{suffix}"'
    response["X-Robots-Tag"] = "noindex"
    return response


def _citations(some: Iterator[list[Hit]], root: str) -> Iterator[Citation]:
    for hits in some:
        yield from cite(hits, root)


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """The OpenSearch description, by which a browser offers this search (OpenSearch 1.1)."""
    context = {"here": request.build_absolute_uri(reverse("search")), "paper": Newspaper.objects.default()}
    return render(
        request, "search/opensearch.xml", context, content_type="application/opensearchdescription+xml"
    )
