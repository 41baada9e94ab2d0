"""Who may do what: the one place that says so. Roles give permissions, stages and newspapers bound them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from django.db.models import Model

from articles.access.reach import AnyUser, in_reach, tied_to
from articles.models import (
    Article,
    ArticlePart,
    Byline,
    Issue,
    LeftOutText,
    Newspaper,
    Page,
    Photo,
    PhotoCredit,
    Stage,
    Verb,
)

_Row = TypeVar("_Row", bound=Model)


def sees_drafts(user: AnyUser, newspaper: Newspaper | None = None) -> bool:
    """Whether the user may see what is not published: editors, in the desk's preview of their newspapers."""
    if not (user.is_active and user.is_staff):
        return False
    tied = tied_to(user)
    return tied is None or newspaper is None or newspaper.pk in tied


def may(user: AnyUser, verb: str, thing: Model | type[Model]) -> bool:
    """Whether the user may do the verb with the thing, or with some thing of its kind where it is a model.

    ``verb`` is a `Verb`, a form's ``view``, ``add``, ``change`` or ``delete``, ``join`` (the jumps of an
    issue) or ``override`` (findings of preflight). Stage and four eyes are the verb's own to judge; whether a
    row may be written the stage decides.
    """
    if not (user.is_active and user.is_staff):
        return False
    noun = f"{thing._meta.app_label}.%s_{thing._meta.model_name}"
    if verb in Verb:
        allowed = user.has_perm(Verb(verb).permission)
    elif verb == "join":
        allowed = user.has_perm("articles.change_article") and _edits_others(user)
    elif verb == "override":
        allowed = user.has_perm("articles.override_preflight")
    elif verb == "view":
        allowed = user.has_perm(noun % "view") or user.has_perm(noun % "change")
    else:
        allowed = user.has_perm(noun % verb)
    if not allowed or isinstance(thing, type):
        return allowed
    if not in_reach(user, thing):
        return False
    return _may_write(user, thing, verb == "delete") if verb in ("change", "delete") else True


def open_to_change(user: AnyUser, rows: Iterable[_Row]) -> set[_Row]:
    """Those of the rows, all within reach, that the user may change: `may` for many, without a query."""
    if not (user.is_active and user.is_staff):
        return set()
    return {
        row
        for row in rows
        if user.has_perm(f"articles.change_{row._meta.model_name}") and _may_write(user, row, False)
    }


def _may_write(user: AnyUser, thing: Model, deleting: bool) -> bool:
    """Whether the stage of the thing, or of what holds it, lets this user change it."""
    held = _staged(thing)
    if held is None:
        return True
    if held.has_been_public:
        return user.has_perm("articles.correct") and not (deleting and held is thing)
    if held.stage == Stage.SIGNED_OFF:
        return False
    if user.has_perm("articles.edit_any"):
        return True
    own = isinstance(held, Article) and held.written_by_id is not None and held.written_by_id == user.pk
    return own and held.stage == Stage.DRAFT and user.has_perm("articles.write_own")


def _edits_others(user: AnyUser) -> bool:
    return user.has_perm("articles.edit_any") or user.has_perm("articles.correct")


def _staged(thing: Model) -> Issue | Page | Article | None:
    """The thing whose stage decides: itself, else the article or page that it stands in; None for others."""
    match thing:
        case Issue() | Page() | Article():
            return thing
        case ArticlePart() | Byline():
            return thing.article
        case Photo():
            return thing.article or thing.page
        case PhotoCredit():
            return thing.photo.article or thing.photo.page
        case LeftOutText():
            return thing.page
    return None
