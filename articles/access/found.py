"""What a search found, as far as it is there to be read; and the names that a search may be narrowed by.

The index may be a moment behind: what was withdrawn since, or is out of reach, is left out here.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from django.db.models import Prefetch, QuerySet

from articles.access.public import UNPUBLISHED, public_articles, public_columns, public_people, public_photos
from articles.access.reach import AnyUser, within_reach
from articles.models import Article, ArticlePart, Byline, Column, Person, Photo, PhotoCredit
from articles.models.article import ArticleQuerySet
from articles.models.person import PersonQuerySet
from articles.models.photo import PhotoQuerySet

_BYLINES = Prefetch("bylines", Byline.objects.select_related("person"))


_CREDITS = Prefetch("credits", PhotoCredit.objects.select_related("person"))


def found_articles(pks: Iterable[int], drafts: bool = False) -> ArticleQuerySet:
    """Those of the articles that a search found that are there to be read, with what a list shows of them.

    The index may be a moment behind: what was withdrawn since is left out here. A fixed number of queries.
    """
    return _listed(drafts).filter(pk__in=list(pks))


@cache  # to put it together takes a tenth of the time that asking it takes
def _listed(drafts: bool) -> ArticleQuerySet:
    articles = Article.objects.standing() if drafts else public_articles()
    parts = ArticlePart.objects.select_related("page").order_by("order").defer("zones")
    photos = Photo.objects.select_related("page").order_by("page__sequence", "order", "pk")
    photos = photos.prefetch_related(_CREDITS)
    tails = Article.objects.with_heads_public().order_by("number").prefetch_related(_BYLINES)
    if not drafts:
        parts = parts.exclude(page__stage__in=UNPUBLISHED)
        photos = photos.exclude(page__stage__in=UNPUBLISHED)
        tails = tails.exclude(stage__in=UNPUBLISHED)
    return articles.select_related("issue__newspaper", "column").prefetch_related(
        Prefetch("parts", parts),
        _BYLINES,
        Prefetch("photos", photos),
        Prefetch("merged", tails.prefetch_related(Prefetch("photos", photos))),
    )


def found_photos(pks: Iterable[int], drafts: bool = False) -> PhotoQuerySet:
    """The same of lone photos."""
    photos = Photo.objects.all() if drafts else public_photos()
    return (
        photos.standing_alone()
        .filter(pk__in=list(pks))
        .select_related("page__issue__newspaper")
        .prefetch_related(_CREDITS)
    )


def cited_articles(pks: Iterable[int]) -> ArticleQuerySet:
    """The same with what a citation needs, of published ones."""
    parts = ArticlePart.objects.exclude(page__stage__in=UNPUBLISHED).select_related("page").order_by("order")
    shown = Photo.objects.exclude(page__stage__in=UNPUBLISHED).order_by("page__sequence", "order", "pk")
    photos = Prefetch("photos", shown.prefetch_related("credits"))
    tails = Article.objects.exclude(stage__in=UNPUBLISHED).order_by("number")
    return (
        public_articles()
        .filter(pk__in=list(pks))
        .select_related("issue__newspaper", "column")
        .prefetch_related(
            Prefetch("parts", parts.defer("zones")),
            "bylines",
            photos,
            Prefetch("merged", tails.prefetch_related("bylines", photos)),
        )
    )


def nameable_people(pks: Iterable[int], user: AnyUser | None) -> PersonQuerySet:
    """Those of the persons whose names an editor within reach, or without a user the public, may read."""
    people = within_reach(user, Person.objects.all()) if user is not None else public_people()
    return people.filter(pk__in=list(pks)).select_related(None)


def nameable_columns(pks: Iterable[int], user: AnyUser | None) -> QuerySet[Column]:
    """The same of columns."""
    columns = within_reach(user, Column.objects.all()) if user is not None else public_columns()
    return columns.filter(pk__in=list(pks)).select_related(None)
