"""What can be followed as Atom: a search, by when things came to be there to be read; issues; corrections."""

from __future__ import annotations

import datetime
import uuid
from html import unescape

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html_join, linebreaks, strip_tags
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from articles import access
from articles.finding.address import Address, read_address
from articles.finding.citing import authors
from articles.finding.facets import Facets
from articles.finding.rows import Row, rows_of
from articles.finding.search import Search, all_hits
from articles.finding.shown import ways
from articles.finding.sought import sought_of
from articles.interchange.atom import MEDIA_TYPE, NEVER, Entry, Head, to_atom
from articles.models import Newspaper
from articles.reading.unchanged import search_etag
from articles.reading.views.searching import not_ready
from articles.search import asking
from articles.search.asking import Answer, Order
from articles.search.folder import NotReady
from articles.search.record import read_update_key
from articles.search.results import current

MOST_ENTRIES = 50
_NAMES = uuid.UUID("926b6cb1-9e07-4e94-af48-49d298baeb9b")
"""The name space of the ids, which are the same at any host and in any language."""


@require_safe
@cache_control(private=True, no_cache=True)
@condition(etag_func=search_etag)
def search_feed(request: HttpRequest) -> HttpResponse:
    """The things of a search that were published or corrected last, whenever they were printed.

    What comes behind the first fifty is the next page of the feed (RFC 5005, 3), so that somebody who asks
    once a day misses nothing of a batch.
    """
    asked = read_address({**request.GET.dict(), "sort": Order.UPDATED, "before": ""}).address
    address = asked.changed(sort="")
    try:
        as_of = datetime.datetime.fromisoformat(current().position.at)
        # One more than are shown tells whether there is a page behind.
        after = int(asked.after) if asked.after else None
        hits = next(all_hits(asked, MOST_ENTRIES + 1, Order.UPDATED, after))
    except NotReady as problem:
        return not_ready(request, problem, {**ways(), "address": Address()})
    has_more, hits = len(hits) > MOST_ENTRIES, hits[:MOST_ENTRIES]
    newspaper = Newspaper.objects.default()
    archive = newspaper.name if newspaper else _("Newspaper archive")
    head = Head(
        id=_urn(f"{newspaper.slug if newspaper else ''}?{address.text}"),
        url=request.build_absolute_uri(f"{reverse('search')}?{address.text}"),
        own_url=_page(request, address.changed(after=asked.after)),
        first_url=_page(request, address),
        next_url=_page(request, address.changed(after=str(hits[-1].key))) if has_more else "",
        title=_("Search: %(query)s") % {"query": _in_words(address) or archive},
        language=get_language() or "",
        author=archive,
        as_of=as_of,
    )
    moments = {hit.ref: read_update_key(hit.key)[0] for hit in hits}
    rows = rows_of(hits, sought_of(address.q))
    entries = [_entry(row, moments[row.ref], request.build_absolute_uri(row.address)) for row in rows]
    response = HttpResponse(to_atom(head, entries), content_type=MEDIA_TYPE)
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def issues_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """A newspaper's newest issues, each with the headlines of its front page."""
    newspaper = access.newspaper_or_404(slug)
    title = _("Issues of %(newspaper)s") % {"newspaper": newspaper}
    head = _head(request, newspaper, "issues", newspaper.get_absolute_url(), title)
    issues = list(access.visible_issues(newspaper).newest_first()[:MOST_ENTRIES])
    headlines = access.front_headlines(issues)
    entries = [
        Entry(
            id=_urn(f"{slug}/{issue.address}"),
            url=request.build_absolute_uri(issue.get_absolute_url()),
            title=str(issue),
            summary=format_html_join("", "<p>{}</p>", ((title,) for title in headlines.get(issue.pk, ()))),
            language=newspaper.language,
            authors=(newspaper.name,),
            published=issue.published_at,
            updated=issue.published_at or NEVER,
        )
        for issue in issues
    ]
    return HttpResponse(to_atom(head, entries), content_type=MEDIA_TYPE)


@require_safe
def corrections_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """A newspaper's newest corrections."""
    newspaper = access.newspaper_or_404(slug)
    title = _("Corrections of %(newspaper)s") % {"newspaper": newspaper}
    head = _head(request, newspaper, "corrections", reverse("corrections", args=[slug]), title)
    entries = [
        Entry(
            id=_urn(f"{slug}/corrections/{correction.pk}"),
            url=request.build_absolute_uri(correction.get_absolute_url()),
            title=f"{correction.date.isoformat()} {correction.article or correction.photo}",
            summary=linebreaks(correction.notice, autoescape=True),
            language=newspaper.language,
            authors=(newspaper.name,),
            published=correction.made_at,
            updated=correction.made_at,
        )
        for correction in access.public_corrections(newspaper)[:MOST_ENTRIES]
    ]
    return HttpResponse(to_atom(head, entries), content_type=MEDIA_TYPE)


def _head(request: HttpRequest, newspaper: Newspaper, name: str, page: str, title: str) -> Head:
    """The head of a newspaper's own feed; ``page`` is the address of what it follows."""
    own_url = request.build_absolute_uri(reverse(f"{name}-feed", args=[newspaper.slug]))
    return Head(
        id=_urn(f"{newspaper.slug}/{name}"),
        url=request.build_absolute_uri(page),
        own_url=own_url,
        first_url=own_url,
        title=title,
        language=get_language() or "",
        author=newspaper.publisher or newspaper.name,
        as_of=NEVER,
    )


def _page(request: HttpRequest, address: Address) -> str:
    return request.build_absolute_uri(f"{reverse('search-feed')}?{address.text}")


def _entry(row: Row, updated: datetime.datetime, url: str) -> Entry:
    return Entry(
        id=_urn(row.citation_key),
        url=url,
        title=unescape(strip_tags(row.headline)),
        summary=render_to_string("search/entry.html", {"row": row}),
        language=row.newspaper.language,
        authors=authors(row.signatures, row.newspaper) or (row.newspaper.name,),
        published=row.published_at,
        # The index tells the minute in which it began.
        updated=max(updated, row.published_at or updated),
    )


def _in_words(address: Address) -> str:
    """A search in one line: its words, and what narrows it."""
    newspapers = {one.pk: one for one in Newspaper.objects.all()}
    search = Search(address, (), newspapers, Answer(facets=asking.Facets()), drafts=False)
    return " · ".join(filter(None, [address.q, *(one.value.text for one in Facets(search).narrowed())]))


def _urn(name: str) -> str:
    return uuid.uuid5(_NAMES, name).urn
