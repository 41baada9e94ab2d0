"""The change log: what changed of all that search can see, written in the transaction that changes it.

The models that search reads write to it through their base, `articles.models.searchable`. docs/search.md
tells who reads it, and how.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, Self

from django.db import models, transaction
from django.db.models import Func, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

AT_ONCE = 5_000  # rows named in one statement


class Kind(models.TextChoices):
    """What a row of the log is about."""

    ARTICLE = "article"
    PHOTO = "photo"
    PAGE = "page"
    ISSUE = "issue"
    NEWSPAPER = "newspaper"
    COLUMN = "column"
    PERSON = "person"
    MARK = "mark"  # nothing changed: an index was begun here


Touched = tuple[Kind, int]
"""A kind and the primary key of a row of it."""


class CurrentTransaction(Func):
    """The number of the transaction that writes a row; 0 where the database has one writer at a time.

    PostgreSQL's 64-bit ``xid8``, as a plain integer: it counts on when the 32-bit one wraps around.
    """

    output_field = models.BigIntegerField()

    def as_sql(self, compiler: Any, connection: Any, *_args: Any, **_context: Any) -> tuple[str, tuple[()]]:
        return "0", ()

    def as_postgresql(self, compiler: Any, connection: Any, **_context: Any) -> tuple[str, tuple[()]]:
        return "(pg_current_xact_id()::text::bigint)", ()


class OldestOpenTransaction(Func):
    """The number below which every transaction has ended; on SQLite the largest number there is."""

    output_field = models.BigIntegerField()

    def as_sql(self, compiler: Any, connection: Any, *_args: Any, **_context: Any) -> tuple[str, tuple[()]]:
        return str(2**63 - 1), ()

    def as_postgresql(self, compiler: Any, connection: Any, **_context: Any) -> tuple[str, tuple[()]]:
        return "(pg_snapshot_xmin(pg_current_snapshot())::text::bigint)", ()


class NextTransaction(Func):
    """A number that no transaction of this server has reached yet; on SQLite the largest number there is."""

    output_field = models.BigIntegerField()

    def as_sql(self, compiler: Any, connection: Any, *_args: Any, **_context: Any) -> tuple[str, tuple[()]]:
        return str(2**63 - 1), ()

    def as_postgresql(self, compiler: Any, connection: Any, **_context: Any) -> tuple[str, tuple[()]]:
        return "(pg_snapshot_xmax(pg_current_snapshot())::text::bigint)", ()


class Position(NamedTuple):
    """A row of the log, as one that has read so far remembers it. ``at`` tells it from a namesake."""

    transaction: int
    id: int
    at: str  # ISO 8601


class ChangeQuerySet(models.QuerySet["Change"]):
    """Rows of the log."""

    def settled(self) -> Self:
        """In their final order: those whose transaction is older than every open one.

        Primary keys are given out before a commit, so that a reader who went by them alone would pass over
        the row of a transaction that commits late.
        """
        return self.filter(transaction__lt=OldestOpenTransaction()).order_by("transaction", "pk")

    def after(self, position: Position) -> Self:
        """Those behind a position, in order."""
        same = Q(transaction=position.transaction, pk__gt=position.id)
        return self.filter(Q(transaction__gt=position.transaction) | same).order_by("transaction", "pk")

    def before(self, position: Position) -> Self:
        """Those in front of a position, in order."""
        same = Q(transaction=position.transaction, pk__lt=position.id)
        return self.filter(Q(transaction__lt=position.transaction) | same).order_by("transaction", "pk")

    def last_position(self) -> Position | None:
        """The position of the last settled row."""
        row = self.settled().last()
        return None if row is None else row.position

    def holds(self, position: Position) -> bool:
        """Whether this very row is in the log: not trimmed since, and no row of another database."""
        row = self.filter(pk=position.id, transaction=position.transaction).first()
        return row is not None and row.position == position and not self.foreign().filter(pk=row.pk).exists()

    def foreign(self) -> Self:
        """Rows from a server whose transactions were counted further than this one's: a dump was loaded."""
        return self.filter(transaction__gte=NextTransaction())

    def trim(self, before: datetime.datetime) -> int:
        """Take away what is older, except the last settled row; returns how many rows.

        An index that had not read them yet finds its position gone (`holds`), and is built anew. So only the
        beginning of the log may go, up to the first row that is to stay: clocks are set, and transactions
        that began late may come first. An index that stands in front of a gap would never know of it.
        """
        stays = self.settled().filter(at__gte=before).first() or self.settled().last()
        return 0 if stays is None else self.before(stays.position).order_by().delete()[0]


class Change(models.Model):
    """Something that search can see changed, or may have; ``row`` is its primary key, there still or not."""

    kind = models.CharField(max_length=10, choices=Kind.choices)
    row = models.BigIntegerField()
    transaction = models.BigIntegerField(db_default=CurrentTransaction())
    at = models.DateTimeField(db_default=Now())

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["transaction", "pk"]
        indexes = [models.Index(fields=["transaction", "id"], name="change_in_order")]

    def __str__(self) -> str:
        return f"{self.kind} {self.row}"

    @property
    def position(self) -> Position:
        """Its place in the log."""
        return Position(self.transaction, self.pk, self.at.isoformat())


_listeners: list[Callable[[], None]] = []


def followed_by(listener: Callable[[], None]) -> None:
    """Have ``listener`` called after each commit that wrote to the log in this process."""
    if listener not in _listeners:
        _listeners.append(listener)


def _announce() -> None:
    for listener in _listeners:
        listener()


def log(touched: Iterable[Touched], using: str) -> None:
    """Write to the log, inside the transaction that changes these."""
    rows = [Change(kind=kind, row=row) for kind, row in dict.fromkeys(touched)]
    if not rows:
        return
    Change.objects.using(using).bulk_create(rows, batch_size=AT_ONCE)
    # Once a transaction is enough; what a rolled-back savepoint takes away is announced anew.
    waiting = transaction.get_connection(using).run_on_commit
    if not any(_announce in entry for entry in waiting):
        # Robust: what was committed does not fail because of who listens.
        transaction.on_commit(_announce, using=using, robust=True)
