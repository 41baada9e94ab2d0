"""The rows of a form that was sent, each field in three states: as shown, as sent, as it stands now.

Also the rows on which the two do not agree: one took away what the other changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.forms.models import BaseInlineFormSet
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.desk.together.fields import Field, hunks_of
from articles.desk.together.snapshot import Row, Snapshot, merged_fields, plain, sent, shown
from articles.wording import html


@dataclass(slots=True)
class RowChoice:
    """A row that one of the two took away while the other changed it."""

    key: str
    label: str
    taken_by_me: bool
    can_return: bool
    words: list[str]

    def keeps(self, answers: Mapping[str, str]) -> bool:
        """Whether the row is kept, as it was changed."""
        return answers.get(f"c-{self.key}") == "keep" and self.can_return


@dataclass(slots=True)
class MergedRow:
    """A row of the form to be sent: its fields, where it stood in the form that was sent, and what to do."""

    pk: str
    fields: list[Field]
    sent_at: int | None
    deleted: bool = False
    choice: RowChoice | None = None
    is_new: bool = False
    yields_place: bool = False

    @property
    def words(self) -> list[str]:
        """What stands in it now, field by field."""
        return _words((one, hunk.theirs) for one in self.fields for hunk in one.hunks)


@dataclass(frozen=True, slots=True)
class SentForm:
    """A form as it was sent, read beside what it had shown and what stands in the database now.

    ``base`` is what it had shown, None where that is not known; ``theirs`` what stands there now. ``data`` is
    what was sent, ``files`` are the names of the files that came along.
    """

    base: Snapshot | None
    theirs: Snapshot
    data: QueryDict
    files: frozenset[str]

    def rows(self, formset: BaseInlineFormSet) -> list[MergedRow]:
        """The rows under a formset: those that are stored, in its order, then those of mine that are not."""
        prefix = str(formset.prefix)
        noun = capfirst(str(model_of(formset)._meta.verbose_name))
        stored = {str(one.instance.pk): one for one in formset.initial_forms}
        base = self.base.inlines.get(prefix, {}) if self.base else None
        mine = self._sent_rows(formset)
        found = []
        for pk, form in stored.items():
            label = f"{noun} {str(form.instance)[:40]}"
            theirs, then = _shown_row(form), None if base is None else base.get(pk)
            at = mine.get(pk)
            under = None if at is None or (base is not None and then is None) else f"{prefix}-{at}-"
            fields = self.fields(
                f"{prefix}:{pk}:", label, form, under, then or (None if base is None else theirs), theirs
            )
            row = MergedRow(pk, fields, at, is_new=base is not None and then is None)
            if at is not None and f"{prefix}-{at}-DELETE" in self.data:
                row.deleted = True
                if any(hunk.kind in ("theirs", "both", "conflict") for one in fields for hunk in one.hunks):
                    row.choice = RowChoice(f"{prefix}:{pk}", label, True, True, row.words)
            found.append(row)
        taken = {_shown_row(form).get(getattr(formset, "place", "")) for form in stored.values()}
        for pk, at in mine.items():
            if pk not in stored:
                found += self._extra(formset, pk, at, base, noun, taken)
        return found

    def _extra(
        self, formset: BaseInlineFormSet, pk: str, at: int, base: dict[str, Row] | None, noun: str, taken: set
    ) -> list[MergedRow]:
        """A row of mine that is not stored: a new one, or one that they took away."""
        prefix, form = str(formset.prefix), formset.empty_form
        was = (base or {}).get(pk) if not pk.startswith("new") else None
        empty = {name: shown(form, name) for name in merged_fields(form)}
        fields = self.fields(f"{prefix}:{pk}:", noun, form, f"{prefix}-{at}-", was or empty, was or empty)
        changed = any(hunk.kind != "same" for one in fields for hunk in one.hunks)
        if f"{prefix}-{at}-DELETE" in self.data or not (changed or self._brings_file(prefix, at)):
            return []
        place = self.data.get(f"{prefix}-{at}-{getattr(formset, 'place', '')}")
        row = MergedRow("", fields, at, is_new=True, yields_place=place in taken)
        if not pk.startswith("new"):
            words = _words((one, hunk.mine) for one in fields for hunk in one.hunks)
            row.choice = RowChoice(f"{prefix}:{pk}", noun, False, True, words)
        return [row]

    def _brings_file(self, prefix: str, at: int) -> bool:
        return f"{prefix}-{at}-upload" in self.files

    def _sent_rows(self, formset: BaseInlineFormSet) -> dict[str, int]:
        """Where the rows stand in the form that was sent, by primary key; ``new3`` for those without one."""
        prefix, name = str(formset.prefix), model_of(formset)._meta.pk.name
        try:
            total = min(int(self.data.get(f"{prefix}-TOTAL_FORMS", "0")), 1000)
        except ValueError:
            total = 0
        return {self.data.get(f"{prefix}-{at}-{name}") or f"new{at}": at for at in range(total)}

    def homeless(self, prefix: str, rows: dict[str, Row]) -> list[RowChoice]:
        """Rows that I changed and that cannot stand in this form any more: a joined story's parts."""
        found = []
        for at in range(len(rows)):
            was = rows.get(self.data.get(f"{prefix}-{at}-id", ""), {})
            words = [
                text
                for name, value in was.items()
                if (text := self.data.get(f"{prefix}-{at}-{name}", value).replace("\r\n", "\n")) != value
                and plain(text, "<" in text) != plain(value, "<" in value)
            ]
            if words:
                texts = [line for text in words for line in html.plain_text(text).splitlines()]
                found.append(
                    RowChoice(f"{prefix}:{at}", _("A row that stands elsewhere now"), False, False, texts)
                )
        return found

    def fields(
        self, key: str, row_label: str, form: Any, sent_under: str | None, base: Row | None, theirs: Row
    ) -> list[Field]:
        """The fields of one row. ``sent_under`` is the prefix of its names as sent, None where it was not."""
        found = []
        for name in merged_fields(form):
            now = theirs.get(name, "")
            then = None if base is None else base.get(name, "")
            untouched = now if then is None else then
            mine = None
            if sent_under is not None:
                mine = sent(
                    form, name, self.data, f"{sent_under}{name}" if sent_under else form.add_prefix(name)
                )
            mine = untouched if mine is None else mine
            label = capfirst(str(form.fields[name].label or name))
            found.append(
                Field(
                    f"{key}{name}",
                    f"{row_label} · {label}" if row_label else label,
                    form,
                    name,
                    hunks_of(form, name, then, mine, now),
                )
            )
        return found


def model_of(formset: BaseInlineFormSet) -> type[models.Model]:
    """What its rows are."""
    assert formset.model is not None  # it was made for one
    return formset.model


def _shown_row(form: Any) -> Row:
    """The fields of an unbound form."""
    return {name: shown(form, name) for name in merged_fields(form)}


def _words(states: Iterable[tuple[Field, Sequence[str]]]) -> list[str]:
    return [
        f"{one.label.split(' · ')[-1]}: {text}" for one, texts in states for text in one.words(texts) if text
    ]
