"""What was typed and could not be saved: kept for its user alone, merged or dropped later."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.http import QueryDict
from django.utils.dateparse import parse_datetime

from articles import access
from articles.desk.forms import storable
from articles.desk.together.snapshot import FIELD, Snapshot, plain
from articles.models import Article, Handling, Issue, Page, UnsavedText
from articles.models.role import name_of

FILES = "_files"
_NOT_TYPED = {"csrfmiddlewaretoken", FIELD, "_save", "_continue", "_addanother", "_merge", "_kept", "_edit"}


def keep(
    user: User,
    seen: Snapshot,
    data: QueryDict,
    files: Iterable[str],
    why: UnsavedText.Why,
    thing: models.Model | None,
    base_known: bool = True,
) -> UnsavedText:
    """Keep what a form sent; the same again is kept once. ``thing`` is None where it is gone."""
    posted = {
        storable(key): [storable(value) for value in values]
        for key, values in data.lists()
        if key not in _NOT_TYPED
    }
    posted[FILES] = [storable(name) for name in files]
    same = UnsavedText.objects.filter(user=user, noun=seen.noun, row=seen.pk)
    for one in same:
        if one.posted == posted:
            one.renew()
            return one
    return UnsavedText.objects.create(
        user=user,
        noun=seen.noun,
        row=seen.pk,
        newspaper_id=None if thing is None else access.newspaper_id_of(thing),
        title=seen.title,
        why=why,
        seen=seen.as_json() if base_known else None,
        posted=posted,
    )


def has_typed(seen: Snapshot, data: QueryDict) -> bool:
    """Whether the form says anything else than it showed; asked where its thing may be out of reach now."""
    fields = [("", name, value) for name, value in seen.row.items()]
    for prefix, rows in seen.inlines.items():
        total, first = (data.get(f"{prefix}-{what}_FORMS", "0") for what in ("TOTAL", "INITIAL"))
        if total != first:
            return True
        at = {data.get(f"{prefix}-{n}-id", ""): n for n in range(len(rows))}
        if any(f"{prefix}-{n}-DELETE" in data for n in at.values()):
            return True
        fields += [
            (f"{prefix}-{at[pk]}-", name, value)
            for pk, row in rows.items()
            if pk in at
            for name, value in row.items()
        ]
    return any(
        plain(sent.replace("\r\n", "\n"), "<" in sent) != plain(value, "<" in value)
        for under, name, value in fields
        if (sent := data.get(under + name)) is not None
    )


def kept_data(kept: UnsavedText) -> tuple[QueryDict, frozenset[str]]:
    """The form as it was sent, and the names of the files that came with it and are gone."""
    data = QueryDict(mutable=True)
    for key, values in kept.posted.items():
        if key != FILES:
            data.setlist(key, values)
    return data, frozenset(kept.posted.get(FILES, ()))


def unsaved_of(user: User, thing: models.Model) -> list[UnsavedText]:
    """What the user typed into the thing's form and could not save, the newest first; one query."""
    return list(
        UnsavedText.objects.filter(user=user, noun=thing._meta.model_name, row=thing.pk).defer("posted")
    )


@transaction.atomic
def drop_expired() -> int:
    """Delete the texts to which nobody came back in time; how many went.

    Until when each is kept stands wherever it is shown, and what went, by its name among its user's actions.
    """
    gone = list(UnsavedText.objects.expired().select_for_update(no_key=True).defer("seen", "posted"))
    for kept in gone:
        LogEntry.objects.log_actions(kept.user_id, [kept], DELETION, single_object=True)
    UnsavedText.objects.filter(pk__in=[kept.pk for kept in gone]).delete()
    return len(gone)


def who_changed(thing: models.Model, since: str, user: User) -> str:
    """The name of who changed the thing last since that moment; "" for a clock or an import."""
    moment = parse_datetime(since)
    entries = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(thing), object_id=str(thing.pk)
    )
    last = entries.filter(action_time__gte=moment).select_related("user").order_by("-pk").first()
    if last is not None:
        return name_of(last.user)
    if isinstance(thing, (Article, Issue, Page)):
        done = Handling.objects.of(thing).filter(at__gte=moment).first()
        return done.user_name if done else ""
    return ""
