"""An article as it stood at a moment, put together from its revisions and those of its parts."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from articles.models.article import Article, ArticlePart
from articles.models.role import whole_name


@dataclass(frozen=True, slots=True)
class Version:
    """The heads (a revision of the article) and the parts (revisions, in reading order)."""

    heads: Any
    parts: tuple[Any, ...]


def version_at(article: Article, moment: datetime.datetime) -> Version | None:
    """The article as it stood then; None where no revision is so old."""
    heads = article.history.filter(history_date__lte=moment).order_by("-history_date", "-history_id").first()
    if heads is None or heads.history_type == "-":
        return None
    revisions = ArticlePart.history.filter(history_date__lte=moment)
    ever = revisions.filter(article_id=article.pk).values("id")
    newest: dict[int, Any] = {}
    for revision in revisions.filter(id__in=ever).order_by("history_date", "history_id"):
        newest[revision.id] = revision
    # A part may have been deleted by then, or have moved into another article.
    parts = [part for part in newest.values() if part.history_type != "-" and part.article_id == article.pk]
    return Version(heads, tuple(sorted(parts, key=lambda part: part.order)))


def moments_of(article: Article, most: int = 50) -> list[dict[str, Any]]:
    """When the text was saved and by whom, the newest first; saves of one second and one user are one."""
    wanted = ("history_date", "history_user__username", "history_user__first_name", "history_user__last_name")
    rows = [
        *article.history.values(*wanted).order_by("-history_date")[: most * 4],
        *ArticlePart.history.filter(article_id=article.pk)
        .values(*wanted)
        .order_by("-history_date")[: most * 4],
    ]
    moments: dict[tuple[datetime.datetime, str], dict[str, Any]] = {}
    for row in sorted(rows, key=lambda row: row["history_date"], reverse=True):
        who = whole_name(row["history_user__last_name"] or "", row["history_user__first_name"] or "")
        who = who or row["history_user__username"] or ""
        key = (row["history_date"].replace(microsecond=0), who)
        moments.setdefault(key, {"at": row["history_date"], "who": who})
    return list(moments.values())[:most]
