"""Corrections (更正): keeping the text as it stood, and saying in public what was wrong in it."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.desk.workflow.handling import record
from articles.models import Article, ArticlePart, Correction, Photo, Verb
from articles.models.version import Version, version_at


@transaction.atomic
def keep_version(article: Article) -> datetime.datetime:
    """Make sure that the story has a revision of all that it is made of, as it stands in the database.

    Rows that came before there were revisions, or that were changed without one, get theirs now. Returns the
    moment.
    """
    keep_rows(version_at(Article.objects.get(pk=article.pk), None))
    return timezone.now()


def keep_rows(version: Version | None) -> None:
    """The same for the rows of a version; two queries for each kind of row."""
    by_kind: dict[Any, list[Any]] = {}
    for row in version.rows() if version else ():
        by_kind.setdefault(type(row), []).append(row)
    for model, rows in by_kind.items():
        newest: dict[int, Any] = {}
        pks = [row.pk for row in rows]
        for revision in model.history.filter(id__in=pks).order_by("history_date", "history_id"):
            newest[revision.id] = revision
        lacking = [row for row in rows if row.pk not in newest or not _same(newest[row.pk], row)]
        for row in lacking:
            row._change_reason = "as it stood"
        if lacking:
            model.history.bulk_history_create(lacking, update=True)


def _same(revision: models.Model, row: models.Model) -> bool:
    names = [field.attname for field in row._meta.concrete_fields if hasattr(revision, field.attname)]
    return all(getattr(revision, name) == getattr(row, name) for name in names)


@transaction.atomic
def note_correction(
    about: Article | Photo,
    user: User | None,
    notice: str,
    *,
    part: ArticlePart | None = None,
    former_at: datetime.datetime | None = None,
    date: datetime.date | None = None,
) -> Correction:
    """Say in public what was wrong, on a day that is today where none is given.

    ``former_at`` comes from `keep_version` where the text was changed.
    """
    article, photo = (about, None) if isinstance(about, Article) else (about.article, about)
    if article is not None:
        article = article.root
    issue = article.issue if article else photo.page.issue  # type: ignore[union-attr]
    made = Correction.objects.create(
        issue=issue,
        article=article,
        part=part,
        photo=photo,
        notice=notice.strip(),
        made_by=user,
        former_at=former_at,
        date=date or timezone.localdate(),
    )
    record(article or photo.page, Verb.CORRECT, user, notice)  # type: ignore[union-attr]
    return made


@transaction.atomic
def note_typography(about: Article | Photo, user: User | None) -> None:
    """Keep a handling, and no public notice: spacing, punctuation or a mis-keyed character was mended."""
    thing = about if isinstance(about, Article) else about.article or about.page
    record(thing, Verb.CORRECT, user, _("Typography only: no notice."))
