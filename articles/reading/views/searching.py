"""The public archive search: results, help, the advanced form, exports and feeds.

All of it depends on the address alone: no cookie, no session. What is shown is fetched through ``access``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from articles.finding import composing
from articles.finding.address import Address, asks_for_range, read_address
from articles.finding.citing import FORMAT_NAMES, cite, written
from articles.finding.examples import CHAPTERS
from articles.finding.search import all_hits, run
from articles.finding.shown import shown, ways
from articles.interchange.citations import FORMATS
from articles.models import Newspaper
from articles.reading.unchanged import search_etag
from articles.records import Citation
from articles.search.asking import Hit
from articles.search.folder import NotReady

MOST_CITATIONS = 10_000
_RETRY = "60"  # seconds


@require_safe
@cache_control(private=True, no_cache=True)
@condition(etag_func=search_etag)
def search(request: HttpRequest) -> HttpResponse:
    """The results of a search; the box alone where nothing is asked."""
    read = read_address(request.GET.dict())
    address = read.address
    if asks_for_range(request.GET, read):
        return HttpResponseRedirect(_url(address))
    context: dict[str, Any] = {
        **ways(),
        "address": address,
        "canonical": _url(address),
        "today": timezone.localdate(),
    }
    if address.is_empty and read.range is None:
        context["paper"] = Newspaper.objects.default()
        context["chapters"] = CHAPTERS
        return render(request, "search/search.html", context)
    try:
        found = run(read)
    except NotReady as problem:
        return not_ready(request, problem, context)
    address = found.address
    if found.is_beginning:
        return HttpResponseRedirect(_url(address.changed()))
    context |= shown(found)
    context |= {
        "canonical": _url(address),
        "paper": next(iter(found.newspapers.values()), None),
        "formats": [(FORMAT_NAMES[suffix], _export_url(suffix, address)) for suffix in FORMATS],
        "feed": f"{reverse('search-feed')}?{address.changed(sort='').text}",
    }
    return render(request, "search/search.html", context)


def _url(address: Address) -> str:
    return reverse("search") + (f"?{address.text}" if address.text else "")


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
        **ways(),
        "chapters": CHAPTERS,
        "canonical": reverse("search-help"),
        "paper": Newspaper.objects.default(),
    }
    return render(request, "search/help.html", context)


@require_safe
def advanced_search(request: HttpRequest) -> HttpResponse:
    """A form that writes the search language and leads to its results."""
    form = composing.advanced_search(request.GET)
    if form.is_bound and form.is_valid():
        return HttpResponseRedirect(_url(form.address))
    context = {
        **ways(),
        "form": form,
        "canonical": reverse("search-advanced"),
        "paper": Newspaper.objects.default(),
    }
    return render(request, "search/advanced.html", context, status=400 if form.is_bound else 200)


@require_safe
def export(request: HttpRequest, suffix: str) -> HttpResponseBase:
    """The first 10,000 hits of a search as citations."""
    address = read_address(request.GET.dict()).address
    hits = all_hits(address, MOST_CITATIONS)
    try:
        begun = next(hits)
    except NotReady as problem:
        return not_ready(request, problem, {**ways(), "address": Address()})
    root = request.build_absolute_uri("/").rstrip("/")
    citations = _citations(chain([begun], hits), root)
    response = StreamingHttpResponse(written(citations, suffix), content_type=FORMATS[suffix].media_type)
    response["Content-Disposition"] = f'attachment; filename="search.{suffix}"; {_file_name(address, suffix)}'
    response["X-Robots-Tag"] = "noindex"
    return response


def _file_name(address: Address, suffix: str) -> str:
    """The name of an export with what was looked for and the day (RFC 6266); not all read it."""
    words = "-".join(re.findall(r"\w+", address.q))[:40].strip("-_")
    name = "-".join(filter(None, [words or "search", timezone.localdate().isoformat()]))
    return f"filename*=UTF-8''{quote(name, safe='')}.{suffix}"


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
