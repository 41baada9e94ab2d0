"""One row of a result, as a list shows it, and what the rows of articles and of lone photos share."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import pgettext_lazy

from articles.finding.rows.looking import Piece
from articles.finding.sought import Sought, marked
from articles.models import ArticlePart, Byline, Issue, Newspaper, Page, Photo, PhotoCredit
from articles.models.person import SignatureLine
from articles.models.stage import Staged
from articles.search.record import Kind, Ref

MATCHED = {
    "headline": pgettext_lazy("found in", "headline"),
    "body": pgettext_lazy("found in", "body text"),
    "caption": pgettext_lazy("found in", "caption"),
    "byline": pgettext_lazy("found in", "byline"),
    "column": pgettext_lazy("found in", "column"),
    "place": pgettext_lazy("found in", "place"),
    "agency": pgettext_lazy("found in", "agency"),
    "section": pgettext_lazy("found in", "section"),
}
"""What a hit may stand in, and how it is called."""

Line = Byline | PhotoCredit


class Row(NamedTuple):
    """One thing found, as a list shows it."""

    ref: Ref
    citation_key: str
    published_at: datetime.datetime | None
    """When it became public first, with what it is printed in; None where that is not known."""
    issue: Issue
    newspaper: Newspaper
    pages: list[Page]
    address: str
    """Its permanent address."""
    url: str
    """The same, with the hits marked."""
    headline: SafeString
    unpublished: Staged | None
    """The article, page or issue whose stage hides it, or some of it, from the public."""
    is_partly: bool
    """Whether that is some of it alone."""
    lines: list[tuple[str, SafeString]]
    """Heads beside the headline in which a hit stands: class and text."""
    snippets: list[Piece]
    captions: list[Piece]
    signatures: Sequence[SignatureLine]
    credits: Sequence[SignatureLine]
    """Those of its photos' credits in which a hit stands."""
    known_as: list[SafeString]
    """The own names of those who sign with another one, where a hit stands in them."""
    sought: Sought | None
    """What is marked in it."""
    matched: list[str]
    printed_url: str
    """The place on the page, where its picture may show it."""

    @property
    def is_photo(self) -> bool:
        return self.ref.kind is Kind.PHOTO


def address_of(name: str, issue: Issue, number: int, drafts: bool) -> str:
    """The address of a page or article, for a reader or in the preview."""
    return reverse(f"preview-{name}" if drafts else name, args=[issue.newspaper.slug, issue.address, number])


def printed_url(issue: Issue, place: ArticlePart | Photo, sought: Sought | None, hidden: bool) -> str:
    """The place on its page, where the hits in it are shown; without any its text."""
    page = address_of("page", issue, place.page.address, hidden)
    if sought is not None:
        return f"{page}{sought.parameter}#{place.hit_anchor}"
    return f"{page}#{place.anchor}" if isinstance(place, ArticlePart) else page


def own_name(line: Line) -> str:
    """The name of whom a line belongs to, where that is not the one that is printed."""
    person = line.person
    return person.name if person is not None and person.name not in line.name else ""


def own_names(lines: Iterable[Line], sought: Sought | None) -> list[SafeString]:
    """Those of these names in which a hit stands, marked."""
    names = dict.fromkeys(name for line in lines if (name := own_name(line)))
    return [marked(name, spans) for name in names if sought and (spans := sought.spans(name, "byline"))]


def first_unpublished(*things: Staged) -> Staged | None:
    """The one whose stage hides it, of a thing and what it is printed in."""
    return next((thing for thing in things if not thing.is_published), None)


def named_matches(matched: set[str]) -> list[str]:
    """What the hits stand in, as it is called, in the order of `MATCHED`."""
    return [str(name) for key, name in MATCHED.items() if key in matched]
