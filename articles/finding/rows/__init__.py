"""The rows of a result: what a search found, fetched through ``access``, with its hits marked.

`row` says what a list shows of one thing, `article` and `photo` make it of one, `looking` finds the hits in a
long text.
"""

from __future__ import annotations

from collections.abc import Iterable

from articles import access
from articles.finding.rows.article import article_row
from articles.finding.rows.photo import photo_row
from articles.finding.rows.row import Row
from articles.finding.sought import Sought
from articles.search.asking import Hit
from articles.search.record import Kind

__all__ = ["Row", "rows_of"]


def rows_of(hits: Iterable[Hit], sought: Sought | None, drafts: bool = False) -> list[Row]:
    """The rows of hits in their order, without those that are not there any more."""
    hits = list(hits)
    articles = [hit.ref.pk for hit in hits if hit.ref.kind is Kind.ARTICLE]
    photos = [hit.ref.pk for hit in hits if hit.ref.kind is Kind.PHOTO]
    found: dict[tuple[Kind, int], Row] = {}
    if articles:
        for article in access.found_articles(articles, drafts):
            found[Kind.ARTICLE, article.pk] = article_row(article, sought, drafts)
    if photos:
        for photo in access.found_photos(photos, drafts):
            found[Kind.PHOTO, photo.pk] = photo_row(photo, sought, drafts)
    return [found[hit.ref] for hit in hits if hit.ref in found]
