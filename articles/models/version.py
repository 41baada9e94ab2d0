"""A story or a page as it stood at a moment, put together from the revisions of all that it is made of.

A row that has no revision stands as it always did: imports write many rows at once and make none, and
`workflow.keep_version` gives a row its first before it is changed.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models

from articles.models.article import Article
from articles.models.page import LeftOutText, Page
from articles.models.part import ArticlePart
from articles.models.person import Byline, PhotoCredit
from articles.models.photo import Photo
from articles.models.role import whole_name


@dataclass(frozen=True, slots=True)
class Version:
    """What stood at a moment: revisions, or rows themselves, each kind in reading order.

    ``articles`` are the heads; for a story it is one.
    """

    articles: tuple[Any, ...]
    parts: tuple[Any, ...]
    bylines: tuple[Any, ...] = ()
    photos: tuple[Any, ...] = ()
    credits: tuple[Any, ...] = ()
    left_out: tuple[Any, ...] = ()

    @property
    def heads(self) -> Any:
        """The heads of the one story."""
        return self.articles[0]

    def rows(self) -> list[Any]:
        """All of it."""
        return [
            *self.articles,
            *self.parts,
            *self.bylines,
            *self.photos,
            *self.credits,
            *self.left_out,
        ]


def version_at(article: Article, moment: datetime.datetime | None) -> Version | None:
    """The story as it stood then (None: as it stands); None where no revision is so old."""
    if moment is not None:
        old = (
            article.history.filter(history_date__lte=moment).order_by("-history_date", "-history_id").first()
        )
        if old is None or old.history_type == "-":
            return None
    heads = rows_at(Article, moment, "id", [article.pk])
    parts = rows_at(ArticlePart, moment, "article_id", [article.pk])
    photos = rows_at(Photo, moment, "article_id", [article.pk])
    return Version(
        tuple(heads),
        tuple(sorted(parts, key=lambda part: part.order)),
        _in_order(rows_at(Byline, moment, "article_id", [article.pk])),
        _in_order(photos),
        _in_order(rows_at(PhotoCredit, moment, "photo_id", [photo.id for photo in photos])),
    )


def page_at(page: Page, moment: datetime.datetime | None) -> Version:
    """What the page printed then (None: prints): its parts, the heads of their stories, photos, the rest."""
    parts = sorted(
        rows_at(ArticlePart, moment, "page_id", [page.pk]), key=lambda part: (part.position, part.id)
    )
    stories = list(dict.fromkeys(part.article_id for part in parts))
    heads = {row.id: row for row in rows_at(Article, moment, "id", stories)}
    photos = rows_at(Photo, moment, "page_id", [page.pk])
    return Version(
        tuple(heads[pk] for pk in stories if pk in heads),
        tuple(parts),
        _in_order(rows_at(Byline, moment, "article_id", stories)),
        _in_order(photos),
        _in_order(rows_at(PhotoCredit, moment, "photo_id", [photo.id for photo in photos])),
        tuple(sorted(rows_at(LeftOutText, moment, "page_id", [page.pk]), key=lambda row: row.id)),
    )


def rows_at(model: Any, moment: datetime.datetime | None, field: str, values: Iterable[int]) -> list[Any]:
    """Those rows whose ``field`` had one of the values at that moment; at most three queries."""
    wanted = set(values)
    if not wanted:
        return []
    live = {row.pk: row for row in model._default_manager.filter(**{f"{field}__in": wanted})}
    if moment is None:
        return list(live.values())
    ever = model.history.filter(**{f"{field}__in": wanted}).order_by().values("id")
    found: dict[int, Any] = {}
    known = set()
    revisions = model.history.filter(models.Q(id__in=ever) | models.Q(id__in=list(live)))
    for row in revisions.order_by("history_date", "history_id"):
        known.add(row.id)
        if row.history_date <= moment:
            found[row.id] = row
        elif row.id not in found:  # the oldest that is known came later
            found[row.id] = None if row.history_type == "+" else row
    standing = [
        row
        for row in found.values()
        if row is not None and (row.history_type != "-" or row.history_date > moment)
    ]
    standing += [row for pk, row in live.items() if pk not in known]
    return [row for row in standing if getattr(row, field) in wanted]


def _in_order(rows: list[Any]) -> tuple[Any, ...]:
    return tuple(sorted(rows, key=lambda row: (row.order, row.id)))


def moments_of(article: Article, most: int = 50) -> list[dict[str, Any]]:
    """When anything of the story was saved and by whom, the newest first; saves of one second are one."""
    photos = Photo.history.filter(article_id=article.pk).order_by().values("id")
    return _moments(
        [
            article.history.all(),
            ArticlePart.history.filter(article_id=article.pk),
            Byline.history.filter(article_id=article.pk),
            Photo.history.filter(article_id=article.pk),
            PhotoCredit.history.filter(photo_id__in=photos),
        ],
        most,
    )


def page_moments(page: Page, most: int = 50) -> list[dict[str, Any]]:
    """When anything on the page changed and by whom, the newest first."""
    parts = ArticlePart.history.filter(page_id=page.pk)
    stories = [*parts.order_by().values_list("article_id", flat=True).distinct()]
    photos = Photo.history.filter(page_id=page.pk)
    return _moments(
        [
            parts,
            photos,
            Article.history.filter(id__in=stories),
            Byline.history.filter(article_id__in=stories),
            PhotoCredit.history.filter(photo_id__in=photos.order_by().values("id")),
            LeftOutText.history.filter(page_id=page.pk),
        ],
        most,
    )


def _moments(histories: list[models.QuerySet], most: int) -> list[dict[str, Any]]:
    wanted = ("history_date", "history_user__username", "history_user__first_name", "history_user__last_name")
    rows = [row for one in histories for row in one.order_by("-history_date").values(*wanted)[: most * 4]]
    moments: dict[tuple[datetime.datetime, str], dict[str, Any]] = {}
    for row in sorted(rows, key=lambda row: row["history_date"], reverse=True):
        who = whole_name(row["history_user__last_name"] or "", row["history_user__first_name"] or "")
        who = who or row["history_user__username"] or ""
        key = (row["history_date"].replace(microsecond=0), who)
        moments.setdefault(key, {"at": row["history_date"], "who": who})
    return list(moments.values())[:most]
