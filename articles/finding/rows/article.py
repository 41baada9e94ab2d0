"""A found article as a row: its heads, text, captions and names looked through for what is sought."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby
from operator import attrgetter

from django.utils.safestring import SafeString

from articles.finding.rows.looking import Piece, look, piece_of
from articles.finding.rows.row import (
    Line,
    Row,
    address_of,
    first_unpublished,
    named_matches,
    own_name,
    own_names,
    printed_url,
)
from articles.finding.sought import ANCHOR, Sought, marked
from articles.models import Article, ArticlePart, Newspaper, Photo, PhotoCredit
from articles.models.stage import Staged, last_moment
from articles.search.matching import Span
from articles.search.record import Kind, Ref
from articles.search.snippets import cut
from articles.wording import html
from articles.wording.signing import text_of

_MARKED = {"headline", "body", "caption", "byline", "column"}
"""Those in which the article's own page marks it."""


def article_row(article: Article, sought: Sought | None, drafts: bool) -> Row:
    """Its row; words near each other that stand in two of its texts are marked each."""
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
        parts = list(article.parts.all())
        photos = [*article.photos.all(), *(p for tail in article.merged.all() for p in tail.photos.all())]
        unpublished, is_partly = self._unpublished(parts, photos)
        hidden = unpublished is not None  # where readers do not see all of it, only the preview shows it
        url = address_of("article", issue, article.number, hidden)
        headline, lines, under = self._heads(parts)
        body, starts = _joined(article, parts, newspaper)
        spans, text, offset = look(body, self.sought)
        if spans:
            self.matched.add("body")
        snippets = [piece_of(one, offset, body) for one in cut(text, spans)] if body else []
        captions, captioned = self._captions(photos)
        signatures = article.signatures()
        credits: list[list[PhotoCredit]] = [list(photo.credits.all()) for photo in photos]
        self._signed([list(own) for _owner, own in groupby(signatures, key=attrgetter("article_id"))])
        credited = self._signed(credits)
        self._named(parts)
        place = _part_at(starts, offset + spans[0][0]) if spans else under or captioned or _first(parts)
        parameter = self.sought.parameter if self.sought else ""
        anchor = f"#{ANCHOR}" if self.matched & _MARKED else ""
        return Row(
            ref=Ref(Kind.ARTICLE, article.pk),
            citation_key=article.citation_key,
            published_at=last_moment(article.published_at, issue.published_at),
            issue=issue,
            newspaper=newspaper,
            pages=list({one.page_id: one.page for one in parts}.values()),
            address=url,
            url=f"{url}{parameter}{anchor}",
            headline=headline,
            unpublished=unpublished,
            is_partly=is_partly,
            lines=lines,
            snippets=snippets[: 2 if spans else 1],
            captions=captions,
            signatures=signatures,
            credits=credited,
            known_as=own_names([*signatures, *chain.from_iterable(credits)], self.sought),
            sought=self.sought,
            matched=named_matches(self.matched),
            printed_url=printed_url(issue, place, self.sought, hidden) if place else "",
        )

    def _unpublished(self, parts: list[ArticlePart], photos: list[Photo]) -> tuple[Staged | None, bool]:
        """What hides it, or some of it, from readers; and whether it is some of it alone."""
        article = self.article
        if not self.drafts:
            return None, False
        if above := first_unpublished(article, article.issue):
            return above, False
        pages = [*(part.page for part in parts), *(photo.page for photo in photos)]
        within = first_unpublished(*pages, *article.merged.all())
        return within, within is not None

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
                out += [piece_of(one, 0, photo.caption) for one in cut(photo.caption, spans, 1)]
                first = first or photo
        return out[:2], first

    def _signed(self, printed: Iterable[Sequence[Line]]) -> list[Line]:
        """The names of those printed lines in which a hit stands, or in the own name of who signs so."""
        found: list[Line] = []
        for lines in printed:
            texts = [text_of(lines, self.article.issue.newspaper.is_chinese), *map(own_name, lines)]
            if any(self._spans(text, "byline") for text in texts):
                found += lines
        return found

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


def _first(parts: list[ArticlePart]) -> ArticlePart | None:
    return parts[0] if parts else None


def _part_at(starts: list[tuple[int, ArticlePart]], place: int) -> ArticlePart | None:
    return next(
        (part for start, part in reversed(starts) if start <= place), starts[0][1] if starts else None
    )
