"""What search reads: the base of such models, through which every change of theirs comes into the change log.

Every way of the ORM to write such a row (save, create, update, bulk_create, bulk_update, delete with all that
it takes along, the related managers) goes through `Searchable` or `SearchableQuerySet`, and so into the log.
Raw SQL, data migrations and loaddata do not: after those, ``manage.py rebuild_search``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar, TypeVar

from django.db import NotSupportedError, models, router, transaction
from django.db.models.deletion import Collector

from articles.models.change import AT_ONCE, Kind, Touched, log

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
    return (pks[at : at + AT_ONCE] for at in range(0, len(pks), AT_ONCE))


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
