"""Who is at work in which page or story now, and who holds it: a soft lock that never keeps anybody out.

Opening a form counts; its script says every 20 seconds that somebody is still there, and when they leave. All
of it expires by itself. Nothing here makes a revision or a row of the change log (docs/together.md).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils import timezone

from articles import access
from articles.models import Article, Page, Presence
from articles.models.presence import PresenceQuerySet
from articles.models.role import name_of, whole_name

OPENED = datetime.timedelta(minutes=15)
"""How long opening something counts where no script says more."""
BEATEN = datetime.timedelta(seconds=70)
"""How long a heartbeat counts: three of them."""


@dataclass(frozen=True, slots=True)
class At:
    """Somebody who is at work in a thing: name, since when, and whether they hold it."""

    name: str
    since: datetime.datetime
    holds: bool
    is_self: bool


@dataclass(frozen=True, slots=True)
class Company:
    """Who is in one thing, as one of them sees it."""

    all: tuple[At, ...]
    taken_by: str = ""
    taken_at: datetime.datetime | None = None

    @property
    def others(self) -> list[At]:
        """Everybody else."""
        return [one for one in self.all if not one.is_self]

    @property
    def holder(self) -> At | None:
        """Who holds it, where that is somebody else."""
        return next((one for one in self.others if one.holds), None)


def present(things: Iterable[models.Model], besides: User | None = None) -> dict[int, list[str]]:
    """The names of who is at work in each of the things now, by primary key; one query.

    The things are of one kind. Who is in a story is in each page that prints a part of it as well. A thing
    without anybody has no key. ``besides`` leaves out one user, such as the one who looks.
    """
    rows = list(things)
    if not rows:
        return {}
    pks = {row.pk for row in rows}
    live = Presence.objects.live()
    if besides is not None:
        live = live.exclude(user=besides)
    ways = ["row"]
    if isinstance(rows[0], Page):
        ways = ["page", "article__parts__page"]
        live = live.filter(Q(page__in=pks) | Q(article__parts__page__in=pks))
    else:
        live = live.filter(noun=rows[0]._meta.model_name, row__in=pks)
    found: dict[int, list[str]] = {}
    names = ("user__last_name", "user__first_name", "user__username")
    for *reached, last, first, login in live.order_by("since", "pk").values_list(*ways, *names):
        for pk in pks.intersection(reached):
            name = whole_name(last, first) or login
            if name not in found.setdefault(pk, []):
                found[pk].append(name)
    return found


def enter(user: User, thing: models.Model, beats: bool = False) -> Company:
    """The user has the thing open: from now on, or still (``beats``). Who comes first, and may, holds it."""
    now = timezone.now()
    _tidy(now)
    mine = _of(thing).filter(user=user).first()
    until = now + (BEATEN if beats else OPENED)
    if mine is None:
        mine, _made = Presence.objects.get_or_create(
            user=user, **_key(thing), defaults={**_place(thing), "since": now, "seen_at": now, "until": until}
        )
    else:
        again = {} if beats else {"taken_by": None, "taken_at": None}
        Presence.objects.filter(pk=mine.pk).update(seen_at=now, until=until, **again)
    if not mine.holds and not _of(thing).filter(holds=True).exists() and access.may(user, "change", thing):
        try:
            with transaction.atomic():
                Presence.objects.filter(pk=mine.pk).update(holds=True)
        except IntegrityError:
            pass  # somebody else came first
    return company(user, thing)


def leave(user: User, thing: models.Model) -> None:
    """The user has closed it."""
    _of(thing).filter(user=user).delete()


@transaction.atomic
def take_over(user: User, thing: models.Model) -> Company:
    """The user holds the thing from now on; who held it is told so by their next heartbeat."""
    now = timezone.now()
    list(_of(thing).select_for_update(no_key=True).order_by("pk"))
    _of(thing).filter(holds=True).exclude(user=user).update(holds=False, taken_by=user, taken_at=now)
    defaults = {
        **_place(thing),
        "seen_at": now,
        "until": now + OPENED,
        "holds": True,
        "taken_by": None,
        "taken_at": None,
    }
    Presence.objects.update_or_create(
        user=user, **_key(thing), defaults=defaults, create_defaults={**defaults, "since": now}
    )
    return company(user, thing)


def company(user: User, thing: models.Model) -> Company:
    """Who is in the thing now; one query."""
    rows = list(_of(thing).live().select_related("user", "taken_by").order_by("-holds", "since", "pk"))
    mine = next((row for row in rows if row.user_id == user.pk), None)
    return Company(
        tuple(At(name_of(row.user), row.since, row.holds, row is mine) for row in rows),
        name_of(mine.taken_by) if mine and mine.taken_at else "",
        mine.taken_at if mine else None,
    )


def _key(thing: models.Model) -> dict[str, int | str]:
    return {"noun": str(thing._meta.model_name), "row": thing.pk}


def _place(thing: models.Model) -> dict[str, int | None]:
    return {
        "newspaper_id": access.newspaper_id_of(thing),
        "article_id": thing.pk if isinstance(thing, Article) else None,
        "page_id": thing.pk if isinstance(thing, Page) else None,
    }


def _of(thing: models.Model) -> PresenceQuerySet:
    return Presence.objects.filter(**_key(thing))


def _tidy(now: datetime.datetime) -> None:
    Presence.objects.filter(until__lte=now).delete()
