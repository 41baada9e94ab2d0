"""A found photo that stands alone as a row: its caption and credits."""

from __future__ import annotations

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.finding.rows.row import (
    Row,
    address_of,
    first_unpublished,
    named_matches,
    own_names,
    printed_url,
)
from articles.finding.sought import Sought, marked
from articles.models import Photo
from articles.models.stage import last_moment
from articles.search.record import Kind, Ref
from articles.wording.signing import text_of


def photo_row(photo: Photo, sought: Sought | None, drafts: bool) -> Row:
    """Its row."""
    page, issue = photo.page, photo.page.issue
    hidden = drafts and not (page.is_published and issue.is_published)
    matched = set()
    spans = sought.spans(photo.caption, "caption") if sought else []
    if spans:
        matched.add("caption")
    credits = list(photo.credits.all())
    known_as = own_names(credits, sought)
    if known_as or (sought and sought.spans(text_of(credits, issue.newspaper.is_chinese), "byline")):
        matched.add("byline")
    if sought and sought.spans_named(page.section_name, "section"):
        matched.add("section")
    parameter = sought.parameter if sought else ""
    address = address_of("page", issue, page.address, hidden)
    return Row(
        ref=Ref(Kind.PHOTO, photo.pk),
        citation_key=photo.citation_key,
        published_at=last_moment(page.published_at, issue.published_at),
        issue=issue,
        newspaper=issue.newspaper,
        pages=[page],
        address=f"{address}#photo{photo.pk}",
        url=f"{address}{parameter}#photo{photo.pk}",
        headline=marked(photo.caption, spans) if photo.caption else SafeString(_("Photo news")),
        unpublished=first_unpublished(page, issue) if hidden else None,
        is_partly=False,
        lines=[],
        snippets=[],
        captions=[],
        signatures=credits,
        credits=[],
        known_as=known_as,
        sought=sought,
        matched=named_matches(matched),
        printed_url=printed_url(issue, photo, sought, hidden) if spans else "",
    )
