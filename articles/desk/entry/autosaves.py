"""What is typed and not saved yet: kept on the server for its user alone, without revision or log."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.desk.entry.stamps import Stamp, same
from articles.desk.entry.story import Story
from articles.desk.forms import storable
from articles.models import Article, Autosave, Page

MOST_KEPT = 40
"""Texts that are kept of one user; of more, those that waited longest go."""
MOST_CHARACTERS = 400_000
_LONGEST_NAME = 40


class NotKept(Exception):
    """It was not kept; the message says why. ``fresh``: the window should go on under a key of its own.

    ``article`` is what the form has become, where it is saved already.
    """

    def __init__(self, message: str, fresh: bool = False, article: Article | None = None) -> None:
        super().__init__(message)
        self.fresh, self.article = fresh, article


def new_key() -> str:
    """The name of an opened form."""
    return secrets.token_urlsafe(12)


def is_key(text: str) -> bool:
    """Whether a form may bear it."""
    return 8 <= len(text) <= 32 and text.isascii() and text.replace("-", "").replace("_", "").isalnum()


def as_texts(given: Any) -> dict[str, str]:
    """What a form sent, as named texts; what is no text is left out."""
    pairs = given.items() if isinstance(given, Mapping) else ()
    return {
        storable(name): storable(value)
        for name, value in pairs
        if isinstance(name, str) and isinstance(value, str) and 0 < len(name) <= _LONGEST_NAME
    }


@transaction.atomic
def keep(user: User, thing: Page | Article, key: str, turn: int, fields: Any, base: Any) -> int:
    """Keep what a form holds now; returns the turn to name next time. Raises NotKept.

    ``turn`` is what the window was told last, 0 at first. Where another window has kept something under this
    key since, nothing is overwritten.
    """
    texts, stamp = as_texts(fields), as_texts(base)
    if not is_key(key):
        raise NotKept(_("This form cannot be kept: open it anew."), fresh=True)
    if sum(map(len, texts.values())) + sum(map(len, stamp.values())) > MOST_CHARACTERS:
        raise NotKept(_("This is too long to be kept; save it."))
    Autosave.objects.expired().delete()
    row = Autosave.objects.select_for_update(no_key=True).filter(user=user, key=key).first()
    if row is None:
        if turn:
            raise NotKept(_("This text was saved or thrown away in another window."), fresh=True)
        _make_room(user)
        _create(user, thing, key, {"fields": texts, "base": stamp, "turn": 1})
        return 1
    if row.saved and row.article is not None:
        raise NotKept(_("This story is saved already; what you type here goes to it."), article=row.article)
    if row.saved or row.turn != turn or (row.article_id, row.page_id) != _place(thing):
        raise NotKept(_("This form goes on in another window; here it is kept for itself."), fresh=True)
    row.fields, row.base, row.turn, row.at = texts, stamp, turn + 1, timezone.now()
    row.save()
    return row.turn


def _place(thing: Page | Article) -> tuple[int | None, int | None]:
    return (thing.pk, None) if isinstance(thing, Article) else (None, thing.pk)


def _create(user: User, thing: Page | Article, key: str, values: dict[str, Any]) -> Autosave:
    article, page = _place(thing)
    try:
        with transaction.atomic():
            return Autosave.objects.create(
                user=user, key=key, issue_id=thing.issue_id, article_id=article, page_id=page, **values
            )
    except IntegrityError as error:
        raise NotKept(
            _("This form goes on in another window; here it is kept for itself."), fresh=True
        ) from error


def _make_room(user: User) -> None:
    mine = Autosave.objects.filter(user=user).order_by("-at", "-pk").values_list("pk", flat=True)
    surplus = list(mine[MOST_KEPT - 1 :])
    Autosave.objects.filter(pk__in=surplus).delete()


def autosaves_of(user: Any) -> Any:
    """All that the user typed and did not save, with what it is about, the newest first; in one query."""
    rows = Autosave.objects.waiting().filter(user=user.pk)
    return rows.select_related("article", "page__issue__newspaper", "issue__newspaper")


def discard(user: User, key: str) -> bool:
    """Throw a kept text away; False where there is none."""
    return is_key(key) and bool(Autosave.objects.filter(user=user, key=key, saved=False).delete()[0])


def become(user: User, key: str, page: Page) -> Autosave | None:
    """The row of a new story's form, locked until the transaction ends; None where the form bears no key.

    Whoever comes second waits here, and finds in ``saved`` and ``article`` what the first has made.
    """
    if not is_key(key):
        return None
    row = Autosave.objects.select_for_update(no_key=True).filter(user=user, key=key).first()
    if row is not None:
        return row
    try:
        return _create(user, page, key, {})
    except NotKept:
        return Autosave.objects.select_for_update(no_key=True).get(user=user, key=key)


def settle(row: Autosave, article: Article, sent: Stamp, stored: Stamp) -> None:
    """The form has become an article: the stamps of what it sent, and of what that is as stored."""
    row.fields, row.base = {}, {"sent": dict(sent), "stored": dict(stored)}
    row.saved, row.article, row.at = True, article, timezone.now()
    row.save()


@dataclass(frozen=True, slots=True)
class Offer:
    """A kept text that differs from what is stored: how, field by field, as ``(name, kept, stored)``."""

    row: Autosave
    differs: list[tuple[str, str, str]]


def offers(user: User, thing: Page | Article, story: Story) -> list[Offer]:
    """What the user typed about this and did not save, the newest first; one query."""
    article, page = _place(thing)
    rows = Autosave.objects.waiting().filter(user=user, article=article, page=page)
    found = []
    for row in rows[:MOST_KEPT]:
        differs = [
            (name, text, story.fields.get(name, ""))
            for name, text in as_texts(row.fields).items()
            if not same(text, story.fields.get(name, ""))
        ]
        if differs:
            found.append(Offer(row, differs))
    return found
