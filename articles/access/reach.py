"""What is within reach: a user who is tied to newspapers (`Membership`) reaches nothing of others."""

from __future__ import annotations

from typing import TypeVar

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Model, QuerySet
from django.utils.functional import SimpleLazyObject

AnyUser = User | AnonymousUser

_Rows = TypeVar("_Rows", bound=QuerySet)


WAY_TO_NEWSPAPER = {
    "newspaper": "pk",
    "issue": "newspaper",
    "column": "newspaper",
    "person": "newspaper",
    "membership": "newspaper",
    "page": "issue__newspaper",
    "article": "issue__newspaper",
    "join": "issue__newspaper",
    "handling": "issue__newspaper",
    "autosave": "issue__newspaper",
    "correction": "issue__newspaper",
    "historicalarticle": "issue__newspaper",
    "articlepart": "article__issue__newspaper",
    "historicalarticlepart": "article__issue__newspaper",
    "byline": "article__issue__newspaper",
    "historicalbyline": "article__issue__newspaper",
    "photo": "page__issue__newspaper",
    "leftouttext": "page__issue__newspaper",
    "pagesource": "page__issue__newspaper",
    "pageimage": "page__issue__newspaper",
    "pagetext": "page__issue__newspaper",
    "override": "issue__newspaper",
    "wordentry": "newspaper",
    "job": "newspaper",
    "jobfile": "job__newspaper",
    "jobpage": "job__newspaper",
    "photocredit": "photo__page__issue__newspaper",
    "historicalphoto": "page__issue__newspaper",
    "historicalleftouttext": "page__issue__newspaper",
    "historicalphotocredit": "photo__page__issue__newspaper",
    "presence": "newspaper",
    "unsavedtext": "newspaper",
    "rendition": "photo__page__issue__newspaper",
}
"""How each noun leads to its newspaper. A noun that is missing here is out of reach for who is tied."""


def tied_to(user: AnyUser) -> frozenset[int] | None:
    """The ids of the newspapers that the user works for; None for who works for all. Asked once a request."""
    if user.is_superuser or not user.is_authenticated:
        return None
    kept = vars(user._wrapped if isinstance(user, SimpleLazyObject) else user)
    if "_tied_to" not in kept:
        kept["_tied_to"] = frozenset(user.memberships.values_list("newspaper", flat=True)) or None
    return kept["_tied_to"]


def within_reach(user: AnyUser, rows: _Rows) -> _Rows:
    """Those of the rows that belong to a newspaper of the user's; rows of other apps as they are."""
    tied = tied_to(user)
    if tied is None or rows.model._meta.app_label != "articles":
        return rows
    way = WAY_TO_NEWSPAPER.get(str(rows.model._meta.model_name))
    return rows.none() if way is None else rows.filter(**{f"{way}__in": tied})


def in_reach(user: AnyUser, thing: Model) -> bool:
    """Whether the row belongs to a newspaper of the user's."""
    if tied_to(user) is None or thing.pk is None:
        return True
    return within_reach(user, type(thing)._default_manager.filter(pk=thing.pk)).exists()


def newspaper_id_of(thing: Model) -> int | None:
    """The id of the newspaper that a stored row belongs to; None where its noun leads to none."""
    way = WAY_TO_NEWSPAPER.get(str(thing._meta.model_name))
    if way is None:
        return None
    return type(thing)._default_manager.filter(pk=thing.pk).values_list(way, flat=True).first()
