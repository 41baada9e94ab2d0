"""The change log: what changed of all that search can see, written in the transaction that changes it.

`Searchable` is the one base of the models that search reads. Every way of the ORM to write such a row (save,
create, update, bulk_create, bulk_update, delete with all that it takes along, the related managers) goes
through it or through `SearchableQuerySet`, and so into the log. Raw SQL, data migrations and loaddata do not:
after those, ``manage.py rebuild_search``. docs/search.md tells who reads the log, and how.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, ClassVar, NamedTuple, Self, TypeVar

from django.db import NotSupportedError, models, router, transaction
from django.db.models import Func, Q
from django.db.models.deletion import Collector
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

_AT_ONCE = 5_000  # rows named in one statement


class CurrentTransaction(Func):
    """The number of the transaction that writes a row; 0 where the database has one writer at a time.

    PostgreSQL's 64-bit ``xid8``, as a plain integer: it counts on when the 32-bit one wraps around.
    """

    output_field = models.BigIntegerField()

    def as_sql(self, compiler: Any, connection: Any, *_args: Any, **_context: Any) -> tuple[str, tuple[()]]:
        return "0", ()

    def as_postgresql(self, compiler: Any, connection: Any, **_context: Any) -> tuple[str, tuple[()]]:
        return "(pg_current_xact_id()::text::bigint)", ()


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

        An index that had not read them yet finds its position gone (`holds`), and is built anew.
        """
        last = self.last_position()
        if last is None:
            return 0
        return self.settled().filter(at__lt=before).exclude(pk=last.id).order_by().delete()[0]


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
    Change.objects.using(using).bulk_create(rows, batch_size=_AT_ONCE)
    # Once a transaction is enough; what a rolled-back savepoint takes away is announced anew.
    waiting = transaction.get_connection(using).run_on_commit
    if not any(_announce in entry for entry in waiting):
        # Robust: what was committed does not fail because of who listens.
        transaction.on_commit(_announce, using=using, robust=True)


_Row = TypeVar("_Row", bound=models.Model, covariant=True)


class SearchableQuerySet(models.QuerySet[_Row]):
    """Rows that search can see: writing many at once logs each of them."""

    def update(self, **values: Any) -> int:
        model: Any = self.model
        if not model.is_read_by_search(values):
            return super().update(**values)
        with transaction.atomic(using=self.db):
            rows = model._base_manager.using(self.db).filter(pk__in=self.order_by().values("pk"))
            pks = list(rows.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))
            before = _touched(model, pks, self.db)
            changed = 0
            for some in _in_turn(pks):
                changed += super(SearchableQuerySet, self.filter(pk__in=some)).update(**values)
            log([*before, *_touched(model, pks, self.db)], self.db)
            return changed

    update.alters_data = True  # type: ignore[attr-defined]

    def bulk_create(self, objs: Any, *args: Any, **options: Any) -> Any:
        if options.get("ignore_conflicts") or options.get("update_conflicts"):
            raise NotSupportedError("Which rows are written is not known, so search could not follow.")
        with transaction.atomic(using=self.db):
            made: list[Any] = super().bulk_create(objs, *args, **options)
            log((touch for row in made for touch in row.touched()), self.db)
            return made

    bulk_create.alters_data = True  # type: ignore[attr-defined]

    def delete(self) -> tuple[int, dict[str, int]]:
        with transaction.atomic(using=self.db):
            gone = _taken_along(self.order_by(), self.db)
            deleted = super().delete()
            log(gone, self.db)
            return deleted

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]


class Searchable(models.Model):
    """A model that search reads.

    ``search_reads`` names its fields that search reads, and those that a list of hits shows; a change of
    others is not logged. ``search_touches`` says what is logged: a kind, and the attribute that holds the
    primary key of the row of it.
    """

    search_reads: ClassVar[tuple[str, ...]]
    search_touches: ClassVar[tuple[tuple[Kind, str], ...]]

    objects = SearchableQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"  # related managers write through this one

    @classmethod
    def is_read_by_search(cls, names: Iterable[str]) -> bool:
        """Whether one of the fields, by name or attribute name, is read by search."""
        return any(name.removesuffix("_id") in cls.search_reads for name in names)

    def touched(self) -> list[Touched]:
        """What is to be logged where this row as it is in memory comes or changes."""
        return [(kind, row) for kind, name in self.search_touches if (row := getattr(self, name)) is not None]

    def save_base(
        self,
        raw: bool = False,
        force_insert: Any = False,
        force_update: bool = False,
        using: str | None = None,
        update_fields: Iterable[str] | None = None,
    ) -> None:
        using = using or router.db_for_write(type(self), instance=self)
        options: dict[str, Any] = {
            "raw": raw,
            "force_insert": force_insert,
            "force_update": force_update,
            "using": using,
            "update_fields": update_fields,
        }
        if update_fields is not None and not self.is_read_by_search(update_fields):
            super().save_base(**options)
            return
        with transaction.atomic(using=using):
            before = None if force_insert else self._as_search_reads(using)
            super().save_base(**options)
            if before is None:
                log(self.touched(), using)
            elif (after := self._as_search_reads(using)) != before:
                width = len(self.search_touches)
                kinds = [kind for kind, _name in self.search_touches]
                log(_named(kinds, [before[:width], (after or before)[:width]]), using)

    save_base.alters_data = True  # type: ignore[attr-defined]

    def _as_search_reads(self, using: str) -> tuple[Any, ...] | None:
        """The stored row: first what it touches, then what search reads; locked. None where there is none."""
        if self.pk is None:
            return None
        names = [name for _kind, name in self.search_touches] + list(self.search_reads)
        rows = type(self)._base_manager.using(using).filter(pk=self.pk).select_for_update(no_key=True)
        return rows.values_list(*names).first()

    def delete(self, using: str | None = None, keep_parents: bool = False) -> tuple[int, dict[str, int]]:
        using = using or router.db_for_write(type(self), instance=self)
        with transaction.atomic(using=using):
            gone = _taken_along([self], using)
            deleted = super().delete(using=using, keep_parents=keep_parents)
            log(gone, using)
            return deleted

    delete.alters_data = True  # type: ignore[attr-defined]


def _in_turn(pks: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (pks[at : at + _AT_ONCE] for at in range(0, len(pks), _AT_ONCE))


def _named(kinds: Sequence[Kind], rows: Iterable[Sequence[Any]]) -> list[Touched]:
    return [(kind, pk) for row in rows for kind, pk in zip(kinds, row, strict=True) if pk is not None]


def _touched(model: type[Searchable], pks: Sequence[Any], using: str) -> list[Touched]:
    """What the stored rows with these primary keys touch."""
    kinds = [kind for kind, _name in model.search_touches]
    names = [name for _kind, name in model.search_touches]
    if names == ["pk"]:
        return [(kinds[0], pk) for pk in pks]
    rows = model._base_manager.using(using)
    found: list[Touched] = []
    for some in _in_turn(pks):
        found += _named(kinds, rows.filter(pk__in=some).values_list(*names))
    return found


def _taken_along(rows: Any, using: str) -> list[Touched]:
    """What deleting these rows changes: they themselves, what goes with them, what loses its tie to them."""
    collector = Collector(using=using)
    collector.collect(rows)
    changed: list[tuple[Any, Any]] = list(collector.data.items())
    changed += [(queryset.model, queryset) for queryset in collector.fast_deletes]
    for (field, _value), batches in collector.field_updates.items():
        changed += [(field.model, batch) for batch in batches]
    found: list[Touched] = []
    for model, instances in changed:
        if issubclass(model, Searchable):
            found += _touched(model, [instance.pk for instance in instances], using)
    return found
