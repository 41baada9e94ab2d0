"""The public archive search: results, help, the advanced form, exports and feeds.

All of it depends on the address alone: no cookie, no session. What is shown is fetched through ``access``.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from html import unescape
from itertools import chain
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import strip_tags
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.finding import composing
from articles.finding.address import Address, asks_for_range, read_address
from articles.finding.citing import cite
from articles.finding.examples import CHAPTERS
from articles.finding.hits import rows_of
from articles.finding.search import all_hits, run
from articles.finding.shown import shown, ways
from articles.finding.sought import sought_of
from articles.interchange.citations import FORMATS
from articles.models import Newspaper
from articles.records import Citation
from articles.search.asking import Hit, Order
from articles.search.folder import NotReady

MOST_CITATIONS = 10_000
MOST_ENTRIES = 50
_RETRY = "60"  # seconds


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The results of a search; the box alone where nothing is asked."""
    read = read_address(request.GET.dict())
    address = read.address
    if asks_for_range(request.GET) and not read.unread:
        return HttpResponseRedirect(_url(address))
    context: dict[str, Any] = {
        **ways(),
        "address": address,
        "canonical": _url(address),
        "today": timezone.localdate(),
    }
    if address.is_empty:
        context["paper"] = Newspaper.objects.default()
        context["chapters"] = CHAPTERS
        return render(request, "search/search.html", context)
    try:
        found = run(read)
    except NotReady as problem:
        return _not_ready(request, problem, context)
    address = found.address
    if found.is_beginning:
        return HttpResponseRedirect(_url(address.changed()))
    context |= shown(found)
    context |= {
        "canonical": _url(address),
        "paper": next(iter(found.newspapers.values()), None),
        "formats": [(suffix.upper(), _export_url(suffix, address)) for suffix in FORMATS],
        "feed": f"{reverse('search-feed')}?{_followed(address).text}",
    }
    return render(request, "search/search.html", context)


def _url(address: Address) -> str:
    return reverse("search") + (f"?{address.text}" if address.text else "")


def _export_url(suffix: str, address: Address) -> str:
    return f"{reverse('search-export', args=[suffix])}?{address.changed().text}"


def _followed(address: Address) -> Address:
    return address.changed(sort="")


def _not_ready(request: HttpRequest, problem: NotReady, context: dict[str, Any]) -> HttpResponse:
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
    hits = all_hits(read_address(request.GET.dict()).address, MOST_CITATIONS)
    try:
        begun = next(hits)
    except NotReady as problem:
        return _not_ready(request, problem, {**ways(), "address": Address()})
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
def search_feed(request: HttpRequest) -> HttpResponse:
    """A search to follow, as an Atom feed: its newest hits."""
    read = read_address(request.GET.dict())
    address = _followed(read.address)
    try:
        hits = next(all_hits(read.address, MOST_ENTRIES, Order.NEWEST))
    except NotReady as problem:
        return _not_ready(request, problem, {**ways(), "address": Address()})
    absolute = request.build_absolute_uri
    newspaper = Newspaper.objects.default()
    feed = Atom1Feed(
        title=_("Search: %(query)s") % {"query": _xml(address.q) or _("Newspaper archive")},
        link=absolute(f"{reverse('search')}?{address.text}"),
        description="",
        language=get_language(),
        author_name=newspaper.name if newspaper else _("Newspaper archive"),
        feed_url=absolute(f"{reverse('search-feed')}?{address.text}"),
        subtitle=None,
    )
    for row in rows_of(hits, sought_of(address.q)):
        url = absolute(row.address)
        printed = datetime.datetime.combine(row.issue.date, datetime.time(), timezone.get_current_timezone())
        feed.add_item(
            title=_plain(row.headline),
            link=url,
            unique_id=url,
            description=" … ".join(_plain(piece.text) for piece in (*row.snippets, *row.captions)),
            pubdate=printed,
            updateddate=printed,
            author_name=_xml("、".join(line.name for line in row.signatures)) or row.newspaper.name,
        )
    response = HttpResponse(feed.writeString("utf-8"), content_type=Atom1Feed.content_type)
    response["X-Robots-Tag"] = "noindex"
    return response


def _plain(text: str) -> str:
    return _xml(unescape(strip_tags(text)))


# What XML cannot hold.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _xml(text: str) -> str:
    return _NOT_XML.sub("", text)


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """The OpenSearch description, by which a browser offers this search (OpenSearch 1.1)."""
    context = {"here": request.build_absolute_uri(reverse("search")), "paper": Newspaper.objects.default()}
    return render(
        request, "search/opensearch.xml", context, content_type="application/opensearchdescription+xml"
    )
