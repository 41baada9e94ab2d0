"""What the public sees, of all newspapers: published, on what is published. Lists begin with these rows."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from articles.models import (
    Article,
    ArticlePart,
    Byline,
    Column,
    Correction,
    Issue,
    Newspaper,
    Person,
    Photo,
    PhotoCredit,
    Stage,
)
from articles.models.article import ArticleQuerySet
from articles.models.correction import CorrectionQuerySet
from articles.models.person import PersonQuerySet
from articles.models.photo import PhotoQuerySet

# For the rows of a few articles. Asked for what has the one stage instead, SQLite would walk all that was
# ever published to find them.
UNPUBLISHED = [stage for stage in Stage if stage != Stage.PUBLISHED]
_ON_PUBLIC_ARTICLE = Q(photo__article__isnull=True) | Q(photo__article__stage=Stage.PUBLISHED)


def public_articles(merged: bool = False) -> ArticleQuerySet:
    """All articles that the public sees: published, in a published issue; merged tails where asked for."""
    articles = Article.objects.published().filter(issue__stage=Stage.PUBLISHED)
    return articles if merged else articles.standing()


def articles_by(person: Person, year: int | None = None) -> ArticleQuerySet:
    """All public articles that bear the person's name, newest first; a joined tail's count for its story."""
    signed = Byline.objects.filter(person=person, article__stage=Stage.PUBLISHED)
    stories = signed.values(story=Coalesce("article__merged_into", "article"))
    articles = public_articles().filter(pk__in=stories)
    return _newest_first(articles if year is None else articles.filter(issue__date__year=year))


def articles_in(column: Column, year: int | None = None) -> ArticleQuerySet:
    """All public articles of a column, newest first."""
    articles = public_articles().filter(column=column)
    return _newest_first(articles if year is None else articles.filter(issue__date__year=year))


def _newest_first(articles: ArticleQuerySet) -> ArticleQuerySet:
    return articles.with_story().order_by("-issue__date", "-issue__edition", "number", "pk")


def front_headlines(issues: Iterable[Issue]) -> dict[int, list[str]]:
    """The headlines of what begins on the public front pages of issues, in print order, by issue."""
    parts = ArticlePart.objects.filter(
        page__issue__in=list(issues), page__sequence=1, page__stage=Stage.PUBLISHED, order=1
    ).filter(article__stage=Stage.PUBLISHED, article__merged_into__isnull=True)
    found: dict[int, list[str]] = {}
    for part in parts.select_related("article", "page").defer("body").order_by("position", "pk"):
        if part.article.headline:
            found.setdefault(part.page.issue_id, []).append(part.article.headline)
    return found


def public_photos() -> PhotoQuerySet:
    """All photos that the public sees at least the caption of."""
    shown = Photo.objects.filter(page__stage=Stage.PUBLISHED, page__issue__stage=Stage.PUBLISHED)
    return shown.filter(Q(article__isnull=True) | Q(article__stage=Stage.PUBLISHED))


def photos_by(person: Person, year: int | None = None) -> PhotoQuerySet:
    """All public photos that credit the person, newest first."""
    photos = public_photos().filter(pk__in=PhotoCredit.objects.filter(person=person).values("photo"))
    if year is not None:
        photos = photos.filter(page__issue__date__year=year)
    return (
        photos.select_related("page__issue__newspaper", "article")
        .prefetch_related("credits__person", "renditions")
        .order_by("-page__issue__date", "-page__issue__edition", "page__sequence", "order", "pk")
    )


def public_columns(newspaper: Newspaper | None = None) -> QuerySet[Column]:
    """The columns, of one newspaper or of all, that something published bears."""
    bearing = Article.objects.standing().filter(column=OuterRef("pk"))
    columns = Column.objects.filter(Exists(_public(bearing))).select_related("newspaper")
    return columns if newspaper is None else columns.filter(newspaper=newspaper)


def _public(articles: ArticleQuerySet) -> ArticleQuerySet:
    return articles.exclude(stage__in=UNPUBLISHED).exclude(issue__stage__in=UNPUBLISHED)


def public_people() -> PersonQuerySet:
    """All persons whom something public names; a merged one lives on in another, which is named instead."""
    return _people_named().all()


@cache  # to put it together takes half of the time that asking it for a few takes
def _people_named() -> PersonQuerySet:
    bylines = Byline.objects.filter(person=OuterRef("pk")).exclude(article__stage__in=UNPUBLISHED)
    credits = PhotoCredit.objects.filter(person=OuterRef("pk")).exclude(photo__page__stage__in=UNPUBLISHED)
    named = Exists(bylines.exclude(article__issue__stage__in=UNPUBLISHED))
    credited = Exists(credits.exclude(photo__page__issue__stage__in=UNPUBLISHED).filter(_ON_PUBLIC_ARTICLE))
    return Person.objects.filter(Q(named) | Q(credited)).select_related("newspaper")


def bylines_of(person: Person) -> QuerySet[Byline]:
    """The person's bylines on public articles, those of joined tails as well."""
    return bylines_of_all([person])


def bylines_of_all(people: Iterable[Person]) -> QuerySet[Byline]:
    """The same of several persons."""
    signed = Byline.objects.filter(person__in=list(people)).exclude(article__stage__in=UNPUBLISHED)
    return signed.exclude(article__issue__stage__in=UNPUBLISHED)


def credits_of(person: Person) -> QuerySet[PhotoCredit]:
    """The person's credits on public photos."""
    return credits_of_all([person])


def credits_of_all(people: Iterable[Person]) -> QuerySet[PhotoCredit]:
    """The same of several persons."""
    credits = PhotoCredit.objects.filter(person__in=list(people)).exclude(photo__page__stage__in=UNPUBLISHED)
    return credits.exclude(photo__page__issue__stage__in=UNPUBLISHED).filter(_ON_PUBLIC_ARTICLE)


def public_corrections(newspaper: Newspaper) -> CorrectionQuerySet:
    """All corrections of what the public sees in a newspaper, newest first."""
    made = Correction.objects.public().filter(issue__newspaper=newspaper).newest_first()
    return made.select_related(
        "issue__newspaper", "article__issue__newspaper", "photo__page__issue__newspaper"
    ).prefetch_related("article__parts")
