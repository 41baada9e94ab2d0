"""Which documents there are, and which of them a row of the change log leads to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from articles.models import Article, ArticlePart, Byline, Photo
from articles.models.change import Kind as Changed
from articles.search.record import Kind, Ref


def all_refs() -> Iterator[Ref]:
    """Everything that is to be found, drafts included, in the order in which it was made."""
    for pk in Article.objects.standing().order_by("pk").values_list("pk", flat=True).iterator(10_000):
        yield Ref(Kind.ARTICLE, pk)
    for pk in Photo.objects.standing_alone().order_by("pk").values_list("pk", flat=True).iterator(10_000):
        yield Ref(Kind.PHOTO, pk)


def count_refs() -> int:
    """How many `all_refs` are."""
    return Article.objects.standing().count() + Photo.objects.standing_alone().count()


def refs_touched(kind: str, rows: list[int]) -> Iterator[Ref]:
    """The documents in which rows of one kind of the change log are read."""
    match kind:
        case Changed.ARTICLE:
            yield from (Ref(Kind.ARTICLE, pk) for pk in rows)
            yield from _stories(Article.objects.filter(pk__in=rows), "merged_into_id")
        case Changed.PHOTO:
            yield from (Ref(Kind.PHOTO, pk) for pk in rows)
            yield from _stories(Photo.objects.filter(pk__in=rows), "article_id", "article__merged_into_id")
        case Changed.PAGE:
            yield from _stories(ArticlePart.objects.filter(page__in=rows), "article_id")
            yield from _with_photos(Photo.objects.filter(page__in=rows))
        case Changed.ISSUE | Changed.NEWSPAPER:
            within = "issue" if kind == Changed.ISSUE else "issue__newspaper"
            yield from _stories(Article.objects.standing().filter(**{f"{within}__in": rows}), "pk")
            alone = Photo.objects.standing_alone().filter(**{f"page__{within}__in": rows})
            yield from (Ref(Kind.PHOTO, pk) for pk in alone.values_list("pk", flat=True).iterator(10_000))
        case Changed.COLUMN:
            yield from _stories(Article.objects.filter(column__in=rows), "pk")
        case Changed.PERSON:
            signed = Byline.objects.filter(person__in=rows)
            yield from _stories(signed, "article_id", "article__merged_into_id")
            yield from _with_photos(Photo.objects.filter(credits__person__in=rows))


def _stories(rows: Any, *names: str) -> Iterator[Ref]:
    for values in rows.order_by().values_list(*names).iterator(10_000):
        yield from (Ref(Kind.ARTICLE, pk) for pk in values if pk is not None)


def _with_photos(photos: Any) -> Iterator[Ref]:
    for pk, *owners in photos.order_by().values_list("pk", "article_id", "article__merged_into_id"):
        yield Ref(Kind.PHOTO, pk)
        yield from (Ref(Kind.ARTICLE, owner) for owner in owners if owner is not None)
