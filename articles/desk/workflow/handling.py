"""What all verbs stand on: the row under a lock, the change of stage, the handling that is kept, and undo."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any, TypeVar, cast

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, Handling, Issue, Page, PageImage, Stage, Verb, without_own
from articles.models.role import name_of
from articles.models.stage import UNDOABLE

Handled = Issue | Page | Article
_Thing = TypeVar("_Thing", bound=Issue | Page | Article)


class Refused(Exception):
    """The verb cannot be done now; the message says why, in the user's language."""


def locked(thing: _Thing, seen: str | None = None) -> _Thing:
    """The row itself, under a lock, if it is still at the stage at which its user saw it. Raises Refused."""
    rows = type(thing).objects.select_for_update(no_key=True).order_by("pk")  # its own order joins the issue
    row = cast(_Thing | None, rows.filter(pk=thing.pk).first())
    if row is None:
        raise Refused(_("“%(thing)s” is not there any more.") % {"thing": thing})
    if row.stage != (seen or thing.stage):
        last = Handling.objects.of(row).first()
        raise Refused(
            _("Somebody was faster: “%(thing)s” is at “%(stage)s” now (%(who)s). Nothing was changed.")
            % {
                "thing": row,
                "stage": Stage(row.stage).label,
                "who": (last.user_name if last else "") or "—",
            }
        )
    return row


def stage_after(row: Handled, verb: Verb) -> Stage:
    """The stage that the verb leads to. Raises Refused where it cannot be done at this one."""
    to = Stage(row.stage).after(verb)
    if to is None:
        raise Refused(
            _("“%(thing)s” is at “%(stage)s”: “%(verb)s” cannot be done here.")
            % {"thing": row, "stage": Stage(row.stage).label, "verb": verb.label}
        )
    return to


def refuse_own_work(row: Handled, verb: Verb, user: User | None) -> None:
    """Raise Refused where the user wrote, submitted or already reviewed it."""
    if user is not None and not without_own(type(row).objects.filter(pk=row.pk), verb, user.pk).exists():
        raise Refused(
            _("Nobody reviews their own work: you wrote, submitted or already reviewed “%(thing)s”.")
            % {"thing": row}
        )


def move(
    rows: Iterable[Handled],
    verb: Verb,
    to: Stage,
    user: User | None,
    note: str = "",
    at: datetime.datetime | None = None,
    along_with: Handling | None = None,
) -> list[Handling]:
    """Bring locked rows of one kind to a stage, and keep a handling for each.

    Each row changes only if it is still at the stage that it has in memory. Raises Refused. The empty rows of
    tails that live on in an article follow it, so that their own addresses lead to it.
    """
    at = at or timezone.now()
    rows = list(rows)
    by_stage: dict[str, list[Handled]] = {}
    for row in rows:
        by_stage.setdefault(row.stage, []).append(row)
    for stage, same in by_stage.items():
        _bring(same, stage, to, at)
    return Handling.objects.bulk_create(_record(row, verb, to, user, note, at, along_with) for row in rows)


def _bring(rows: list[Handled], stage: str, to: Stage, at: datetime.datetime) -> None:
    changed: dict[str, Any] = {"stage": to}
    if to == Stage.PUBLISHED:
        changed["published_at"] = Coalesce("published_at", Value(at))
    model, pks = type(rows[0]), [row.pk for row in rows]
    if model.objects.filter(pk__in=pks, stage=stage).update(**changed) != len(rows):
        faster = model.objects.filter(pk__in=pks).exclude(stage=to).first() or rows[0]
        raise Refused(_("Somebody else changed “%(thing)s” at the same moment.") % {"thing": faster})
    if model is Article:
        Article.objects.filter(merged_into__in=pks).exclude(stage=to).update(**changed)


def settle_pictures(row: Handled) -> None:
    """Give the page pictures that readers see now their public keys, and take away those of all others."""
    if isinstance(row, Issue):
        PageImage.objects.filter(page__issue=row).settle_keys()
    elif isinstance(row, Page):
        PageImage.objects.filter(page=row).settle_keys()


def _record(
    row: Handled,
    verb: Verb,
    to: Stage,
    user: User | None,
    note: str,
    at: datetime.datetime,
    along_with: Handling | None,
) -> Handling:
    noun = str(row._meta.model_name)
    return Handling(
        noun=noun,
        issue_id=row.pk if isinstance(row, Issue) else row.issue_id,
        **({} if isinstance(row, Issue) else {noun: row}),
        subject=str(row)[:300],
        verb=verb,
        from_stage=row.stage,
        to_stage=to,
        user=user,
        user_name=name_of(user),
        note=note.strip(),
        at=at,
        along_with=along_with,
    )


def record(row: Handled, verb: Verb, user: User | None, note: str) -> Handling:
    """Keep a handling that changes no stage."""
    handling = _record(row, verb, Stage(row.stage), user, note, timezone.now(), None)
    handling.save()
    return handling


def contents(row: Handled) -> list[Any]:
    """What the row holds that has a stage of its own: an issue's pages and articles, a page's articles."""
    if isinstance(row, Issue):
        return [
            Page.objects.filter(issue=row).select_related("issue__newspaper"),
            Article.objects.filter(issue=row).standing().prefetch_related("parts"),
        ]
    if isinstance(row, Page):
        return [articles_on(row)]
    return []


def articles_on(page: Page) -> QuerySet[Article]:
    """The articles that have a part on the page."""
    return Article.objects.filter(pk__in=page.parts.values("article")).prefetch_related("parts")


@transaction.atomic
def take_back(thing: Handled, user: User, seen: str | None = None) -> int:
    """Take back what the user did last with the thing, and with what went along and still stands so.

    Returns how many rows changed. Raises Refused where somebody has done something with it since.
    """
    row = locked(thing, seen)
    last = Handling.objects.of(row).filter(undone=False).first()
    if last is None or last.user_id != user.pk or last.verb not in UNDOABLE or last.to_stage != row.stage:
        raise Refused(_("There is nothing of yours to take back here."))
    handlings = [last, *last.along.filter(undone=False).select_related("page", "article")]
    changed = 0
    for handling in handlings:
        held = row if handling is last else handling.article or handling.page
        newer = Handling.objects.of(held).filter(pk__gt=handling.pk) if held else None
        if held is None or held.stage != handling.to_stage or (newer and newer.exists()):
            continue
        Handling.objects.filter(pk=handling.pk).update(undone=True)
        move([held], Verb.TAKE_BACK, Stage(handling.from_stage), user, str(Verb(handling.verb).label))
        changed += 1
    return changed


def named(rows: Iterable[Handled], most: int = 5) -> str:
    """Rows by name for a message, a few of them."""
    names = [f"“{row}”" for row in rows]
    return "、".join(names[:most]) + ("…" if len(names) > most else "")


def not_before(at: datetime.datetime) -> Q:
    """Rows whose time has come at that moment."""
    return Q(publish_at=None) | Q(publish_at__lte=at)
