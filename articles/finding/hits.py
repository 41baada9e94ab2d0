"""The rows of a result: what a search found, fetched through ``access``, with its hits marked."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from articles import access
from articles.finding.sought import ANCHOR, Sought, marked
from articles.models import Article, ArticlePart, Byline, Issue, Newspaper, Page, Photo, PhotoCredit
from articles.models.person import SignatureLine
from articles.search.asking import Hit
from articles.search.matching import Span, find
from articles.search.record import Kind, Ref
from articles.search.snippets import Snippet, cut
from articles.wording import html

MATCHED = {
    "headline": noop("headline"),
    "body": noop("body text"),
    "caption": noop("caption"),
    "byline": noop("byline"),
    "column": noop("column"),
    "place": noop("place"),
    "agency": noop("agency"),
    "section": noop("section"),
}
"""What a hit may stand in, and how it is called."""

_MARKED = {"headline", "body", "caption", "byline", "column"}
"""Those in which the article's own page marks it."""
_BEFORE, _BEHIND = 60, 260
"""What is looked at around a hit in a long text: room for two snippets."""
_LONGEST = 20_000
"""A text is looked through this far for a snippet; the article's own page marks all of it."""


_Line = Byline | PhotoCredit


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
    is_published: bool
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


class Piece(NamedTuple):
    """A piece of a text with its hits marked, and whether the text goes on before and after it."""

    text: SafeString
    cut_before: bool
    cut_after: bool


def rows_of(hits: Iterable[Hit], sought: Sought | None, drafts: bool = False) -> list[Row]:
    """The rows of hits in their order, without those that are not there any more."""
    hits = list(hits)
    articles = [hit.ref.pk for hit in hits if hit.ref.kind is Kind.ARTICLE]
    photos = [hit.ref.pk for hit in hits if hit.ref.kind is Kind.PHOTO]
    found: dict[tuple[Kind, int], Row] = {}
    if articles:
        for article in access.found_articles(articles, drafts):
            found[Kind.ARTICLE, article.pk] = _row(article, sought, drafts)
    if photos:
        for photo in access.found_photos(photos, drafts):
            found[Kind.PHOTO, photo.pk] = _photo(photo, sought, drafts)
    return [found[hit.ref] for hit in hits if hit.ref in found]


def address_of(name: str, issue: Issue, number: int, drafts: bool) -> str:
    """The address of a page or article, for a reader or in the preview."""
    return reverse(f"preview-{name}" if drafts else name, args=[issue.newspaper.slug, issue.address, number])


def _row(article: Article, sought: Sought | None, drafts: bool) -> Row:
    row = _Article(article, sought, drafts).row()
    if sought and not row.matched and (apart := sought.apart):
        return _Article(article, apart, drafts).row()
    return row


@dataclass
class _Article:
    article: Article
    sought: Sought | None
    drafts: bool
    matched: set[str] = field(default_factory=set)

    def row(self) -> Row:
        article, issue = self.article, self.article.issue
        newspaper = issue.newspaper
        hidden = self.drafts and not (article.is_published and issue.is_published)
        parts = list(article.parts.all())
        url = address_of("article", issue, article.number, hidden)
        headline, lines, under = self._heads(parts)
        body, starts = _joined(article, parts, newspaper)
        spans, text, offset = _look(body, self.sought)
        if spans:
            self.matched.add("body")
        snippets = [_piece(one, offset, len(body)) for one in cut(text, spans)] if body else []
        photos = [*article.photos.all(), *(p for tail in article.merged.all() for p in tail.photos.all())]
        captions, captioned = self._captions(photos)
        signatures = article.signatures()
        credits: list[PhotoCredit] = [line for photo in photos for line in photo.credits.all()]
        self._signed(signatures)
        credited = self._signed(credits)
        self._named(parts)
        place = _part_at(starts, offset + spans[0][0]) if spans else under or captioned or _first(parts)
        parameter = self.sought.parameter if self.sought else ""
        anchor = f"#{ANCHOR}" if self.matched & _MARKED else ""
        return Row(
            ref=Ref(Kind.ARTICLE, article.pk),
            citation_key=article.citation_key,
            published_at=_later(article.published_at, issue.published_at),
            issue=issue,
            newspaper=newspaper,
            pages=list({one.page_id: one.page for one in parts}.values()),
            address=url,
            url=f"{url}{parameter}{anchor}",
            headline=headline,
            is_published=not hidden,
            lines=lines,
            snippets=snippets[: 2 if spans else 1],
            captions=captions,
            signatures=signatures,
            credits=credited,
            known_as=_known_as([*signatures, *credits], self.sought),
            sought=self.sought,
            matched=_names(self.matched),
            printed_url=_printed_url(issue, place, self.sought, hidden) if place else "",
        )

    def _spans(self, text: str, name: str) -> list[Span]:
        spans = self.sought.spans(text, name) if self.sought and text else []
        if spans:
            self.matched.add(name)
        return spans

    def _heads(
        self, parts: list[ArticlePart]
    ) -> tuple[SafeString, list[tuple[str, SafeString]], ArticlePart | None]:
        """The headline, the other heads in which a hit stands, and the part under the first that is hit."""
        article = self.article
        title = article.title
        headline = marked(title, self._spans(title, "headline") if article.has_heads else [])
        tails = [
            head
            for tail in article.merged.all()
            if self.drafts or tail.heads_public  # type: ignore[attr-defined]  # `with_heads_public`
            for head in (tail.kicker, tail.headline, tail.deck)
        ]
        others = [
            ("kicker", article.kicker),
            ("deck", article.deck),
            *(("deck", head) for head in dict.fromkeys([*tails, *(part.heading for part in parts)])),
        ]
        lines = [
            (css, marked(text, spans))
            for css, text in others
            if text and text != title and (spans := self._spans(text, "headline"))
        ]
        hit = "headline" in self.matched
        own = [title, article.kicker, article.deck]
        if hit and not any(self._spans(text, "headline") for text in own):
            return headline, lines, next((one for one in parts if self._spans(one.heading, "headline")), None)
        return headline, lines, _first(parts) if hit else None

    def _captions(self, photos: Iterable[Photo]) -> tuple[list[Piece], Photo | None]:
        """The captions in which a hit stands, and the photo over the first."""
        out: list[Piece] = []
        first: Photo | None = None
        for photo in photos:
            if spans := self._spans(photo.caption, "caption"):
                out += [_piece(one, 0, len(photo.caption)) for one in cut(photo.caption, spans, 1)]
                first = first or photo
        return out[:2], first

    def _signed(self, lines: Iterable[_Line]) -> list[_Line]:
        """Those of the lines in which a hit stands, or in the own name of who signs so."""
        return [
            line
            for line in lines
            if self._spans(f"{line.affiliation} {line.name}".strip(), "byline")
            or self._spans(_own_name(line), "byline")
        ]

    def _named(self, parts: list[ArticlePart]) -> None:
        """What else it may have been found by."""
        article = self.article
        if article.column:
            self._spans(article.column.name, "column")
        named = [
            ("place", article.dateline_place),
            ("agency", article.dateline_agency),
            *(("section", part.page.section_name) for part in parts),
        ]
        for name, text in named:
            if self.sought and text and self.sought.spans_named(text, name):
                self.matched.add(name)


def _joined(
    article: Article, parts: list[ArticlePart], newspaper: Newspaper
) -> tuple[str, list[tuple[int, ArticlePart]]]:
    """The whole text, and where in it each part begins."""
    text = article.dateline_printed
    starts: list[tuple[int, ArticlePart]] = []
    for part in parts:
        if part.repeats:
            continue
        own = html.plain_text(part.body)
        joins_as = part.joins_as if starts else "paragraph"
        text = html.glue(text, own, joins_as, newspaper.is_chinese)
        starts.append((len(text) - len(own), part))
    return text, starts


def _own_name(line: _Line) -> str:
    """The name of whom a line belongs to, where that is not the one that is printed."""
    person = line.person
    return person.name if person is not None and person.name not in line.name else ""


def _known_as(lines: Iterable[_Line], sought: Sought | None) -> list[SafeString]:
    names = dict.fromkeys(name for line in lines if (name := _own_name(line)))
    return [marked(name, spans) for name in names if sought and (spans := sought.spans(name, "byline"))]


def _first(parts: list[ArticlePart]) -> ArticlePart | None:
    return parts[0] if parts else None


def _printed_url(issue: Issue, place: ArticlePart | Photo, sought: Sought | None, hidden: bool) -> str:
    """The place on its page, where the hits in it are shown; without any its text."""
    page = address_of("page", issue, place.page.address, hidden)
    if sought is not None:
        return f"{page}{sought.parameter}#{place.hit_anchor}"
    return f"{page}#{place.anchor}" if isinstance(place, ArticlePart) else page


def _part_at(starts: list[tuple[int, ArticlePart]], place: int) -> ArticlePart | None:
    return next(
        (part for start, part in reversed(starts) if start <= place), starts[0][1] if starts else None
    )


def _look(text: str, sought: Sought | None) -> tuple[list[Span], str, int]:
    """Where hits stand in a piece of a text: their spans, the piece, and where it begins.

    Folding a text takes a microsecond or more a character; so where a phrase stands in it just as it was
    typed, only what is around is looked at.
    """
    if sought is None:
        return [], text[:_BEHIND], 0
    if (at := sought.glance(text)) >= 0 and len(text) > _BEFORE + _BEHIND:
        start = max(0, at - _BEFORE)
        piece = text[start : at + _BEHIND]
        # A word that the piece's edge cuts is not looked at as one.
        spans = [
            (a, b)
            for a, b in find(piece, sought.tree)
            if (a > 0 or start == 0) and (b < len(piece) or start + b == len(text))
        ]
        if spans:
            return spans, piece, start
    piece = text[:_LONGEST]
    return sought.spans(piece), piece, 0


def _piece(snippet: Snippet, offset: int, length: int) -> Piece:
    end = offset + snippet.start + len(snippet.text)
    return Piece(marked(snippet.text, snippet.marks), offset + snippet.start > 0, end < length)


def _photo(photo: Photo, sought: Sought | None, drafts: bool) -> Row:
    page, issue = photo.page, photo.page.issue
    hidden = drafts and not (page.is_published and issue.is_published)
    matched = set()
    spans = sought.spans(photo.caption, "caption") if sought else []
    if spans:
        matched.add("caption")
    credits = list(photo.credits.all())
    known_as = _known_as(credits, sought)
    if known_as or (
        sought and any(sought.spans(f"{line.affiliation} {line.name}", "byline") for line in credits)
    ):
        matched.add("byline")
    if sought and sought.spans_named(page.section_name, "section"):
        matched.add("section")
    parameter = sought.parameter if sought else ""
    address = address_of("page", issue, page.address, hidden)
    return Row(
        ref=Ref(Kind.PHOTO, photo.pk),
        citation_key=photo.citation_key,
        published_at=_later(page.published_at, issue.published_at),
        issue=issue,
        newspaper=issue.newspaper,
        pages=[page],
        address=f"{address}#photo{photo.pk}",
        url=f"{address}{parameter}#photo{photo.pk}",
        headline=marked(photo.caption, spans) if photo.caption else SafeString(_("Photo news")),
        is_published=not hidden,
        lines=[],
        snippets=[],
        captions=[],
        signatures=credits,
        credits=[],
        known_as=known_as,
        sought=sought,
        matched=_names(matched),
        printed_url=_printed_url(issue, photo, sought, hidden) if spans else "",
    )


def _later(*moments: datetime.datetime | None) -> datetime.datetime | None:
    return max((moment for moment in moments if moment is not None), default=None)


def _names(matched: set[str]) -> list[str]:
    return [_(name) for key, name in MATCHED.items() if key in matched]
