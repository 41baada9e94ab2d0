"""A form that was sent, and what was saved in between: what does not touch is taken, the rest is chosen.

All is compared field by field and row by row against what the form had shown; texts of several paragraphs by
paragraph. `Merge.posted` gives the form as it is to be sent again, fitted to the rows as they are now.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django import forms
from django.db import models
from django.forms.models import BaseInlineFormSet
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.desk.together.fields import Choice, Field, hunks_of
from articles.desk.together.snapshot import (
    FIELD,
    Row,
    Snapshot,
    merged_fields,
    plain,
    sent,
    shown,
)
from articles.models import Stage
from articles.wording import html
from articles.wording.comparing import Line, compare


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
class _Row:
    """A row of the form to be sent: its fields, where it stood in the form that was sent, and what to do."""

    pk: str
    fields: list[Field]
    sent_at: int | None
    deleted: bool = False
    choice: RowChoice | None = None
    is_new: bool = False
    yields_place: bool = False


@dataclass
class Merge:
    """What came of it. ``base`` is None where it is not known what the form had shown."""

    base: Snapshot | None
    theirs: Snapshot
    data: QueryDict
    form: Any
    formsets: Sequence[BaseInlineFormSet]
    files: frozenset[str] = frozenset()
    files_lost: bool = False
    own: list[Field] = field(default_factory=list)
    rows: dict[str, list[_Row]] = field(default_factory=dict)
    lost: list[RowChoice] = field(default_factory=list)

    def __post_init__(self) -> None:
        base = self.base.row if self.base else None
        self.own = self._fields("", "", self.form, "", base, self.theirs.row)
        here = set()
        for formset in self.formsets:
            here.add(str(formset.prefix))
            self.rows[str(formset.prefix)] = list(self._rows(formset))
        for prefix, rows in (self.base.inlines if self.base else {}).items():
            if prefix not in here:
                self.lost += self._homeless(prefix, rows)

    @cached_property
    def _all(self) -> list[Field]:
        rows = [row for rows in self.rows.values() for row in rows if not row.deleted]
        return [*self.own, *(one for row in rows if row.choice is None for one in row.fields)]

    @property
    def conflicts(self) -> list[Choice]:
        """What both changed."""
        return [
            Choice(one, at)
            for one in self._all
            for at, hunk in enumerate(one.hunks)
            if hunk.kind == "conflict"
        ]

    @property
    def row_choices(self) -> list[RowChoice]:
        """Rows that one took away and the other changed."""
        return [row.choice for rows in self.rows.values() for row in rows if row.choice] + self.lost

    @property
    def notes(self) -> list[str]:
        """What who saves has to know, though nothing can be chosen."""
        found = []
        then = self.base.state if self.base else self.theirs.state
        now = self.theirs.state
        if then.get("stage") != now.get("stage"):
            stage = Stage(now["stage"]).label
            found.append(_("Its stage is “%(stage)s” now.") % {"stage": stage})
        if then.get("merged_into_id") != now.get("merged_into_id"):
            found.append(_("It was joined to another story, or taken out of it again, in between."))
        if self.files and self.files_lost:
            found.append(_("A file cannot be kept: choose it again after saving."))
        elif any(self._has_rival(name) for name in self.files):
            found.append(_("Somebody else gave it another file in between."))
        return found

    def _has_rival(self, name: str) -> bool:
        """Whether they changed the file that I send too; ``name`` is ``upload`` or ``photos-0-upload``."""
        was: Row | None = self.base.row if self.base else None
        now: Row | None = self.theirs.row
        if "-" in name:
            prefix, at, _field = name.split("-", 2)
            pk = self.data.get(f"{prefix}-{at}-id", "")
            was = (self.base.inlines if self.base else {}).get(prefix, {}).get(pk)
            now = self.theirs.inlines.get(prefix, {}).get(pk)
        return now is not None and (was or {}).get("sha256") != now.get("sha256")

    @property
    def changes_anything(self) -> bool:
        """Whether I changed something at all."""
        mine = any(hunk.kind in ("mine", "both", "conflict") for one in self._all for hunk in one.hunks)
        rows = [row for rows in self.rows.values() for row in rows]
        return bool(mine or self.lost or self.files) or any(
            row.deleted or (row.is_new and row.sent_at is not None and not row.pk) for row in rows
        )

    @property
    def is_settled(self) -> bool:
        """Whether nothing touches, so that it can be saved as it is."""
        return not (self.conflicts or self.row_choices or self.notes)

    def taken(self) -> list[tuple[str, list[Line]]]:
        """What they changed and I did not: label and words."""
        found = self._changes("theirs")
        for rows in self.rows.values():
            found += [
                (row.fields[0].label.split(" · ")[0], compare([], _words_of(row)))
                for row in rows
                if row.is_new and row.sent_at is None and row.fields
            ]
        return found

    def kept(self) -> list[tuple[str, list[Line]]]:
        """What I changed and they did not."""
        return self._changes("mine")

    def _changes(self, side: str) -> list[tuple[str, list[Line]]]:
        return [
            (one.label, one.lines(hunk, side)) for one in self._all for hunk in one.hunks if hunk.kind == side
        ]

    def unanswered(self, answers: Mapping[str, str]) -> list[str]:
        """The labels of conflicts that were not settled."""
        asked = [(one.key, one.label) for one in self.conflicts]
        asked += [(one.key, one.label) for one in self.row_choices]
        return [label for key, label in asked if f"c-{key}" not in answers]

    def posted(self, answers: Mapping[str, str]) -> tuple[QueryDict, dict[str, str]]:
        """The form to be sent, and the new names of its files by their old ones."""
        data, files = self.data.copy(), {}
        for key in [key for key in data if key.split("-")[0] in self.rows]:
            del data[key]
        data[FIELD] = self.theirs.signed()
        for one in self.own:
            _put(data, one.form.add_prefix(one.name), one, one.resolved(answers))
        for formset in self.formsets:
            files.update(self._post_rows(data, formset, answers))
        return data, files

    def _post_rows(
        self, data: QueryDict, formset: BaseInlineFormSet, answers: Mapping[str, str]
    ) -> dict[str, str]:
        prefix, model = str(formset.prefix), _model(formset)
        rows = [
            row
            for row in self.rows[prefix]
            if not (row.choice and row.is_new and not row.choice.keeps(answers))
        ]
        rows.sort(key=lambda row: not row.pk)  # those that are stored come first
        files: dict[str, str] = {}
        for at, row in enumerate(rows):
            name = f"{prefix}-{at}"
            data[f"{name}-{model._meta.pk.name}"] = row.pk
            data[f"{name}-{formset.fk.name}"] = str(self.theirs.pk)
            for one in row.fields:
                value = one.resolved(answers)
                if row.yields_place and one.name == getattr(formset, "place", ""):
                    value = ""
                _put(data, f"{name}-{one.name}", one, value)
            keeps = row.choice is not None and row.choice.keeps(answers)
            if row.deleted and not keeps:
                data[f"{name}-DELETE"] = "on"
            if row.sent_at is not None:
                files |= {f"{prefix}-{row.sent_at}-": f"{name}-"}
        stored = sum(1 for row in rows if row.pk)
        for what, count in (("TOTAL", len(rows)), ("INITIAL", stored), ("MIN_NUM", 0), ("MAX_NUM", 1000)):
            data[f"{prefix}-{what}_FORMS"] = str(count)
        return files

    def _fields(
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

    def _rows(self, formset: BaseInlineFormSet) -> list[_Row]:
        prefix = str(formset.prefix)
        noun = capfirst(str(_model(formset)._meta.verbose_name))
        stored = {str(one.instance.pk): one for one in formset.initial_forms}
        base = self.base.inlines.get(prefix, {}) if self.base else None
        mine = self._sent_rows(formset)
        found = []
        for pk, form in stored.items():
            label = f"{noun} {str(form.instance)[:40]}"
            theirs, then = shown_row(form), None if base is None else base.get(pk)
            at = mine.get(pk)
            under = None if at is None or (base is not None and then is None) else f"{prefix}-{at}-"
            fields = self._fields(
                f"{prefix}:{pk}:", label, form, under, then or (None if base is None else theirs), theirs
            )
            row = _Row(pk, fields, at, is_new=base is not None and then is None)
            if at is not None and f"{prefix}-{at}-DELETE" in self.data:
                row.deleted = True
                if any(hunk.kind in ("theirs", "both", "conflict") for one in fields for hunk in one.hunks):
                    words = [f"{one.label.split(' · ')[-1]}: {text}" for one in fields for text in _now(one)]
                    row.choice = RowChoice(f"{prefix}:{pk}", label, True, True, words)
            found.append(row)
        taken = {shown_row(form).get(getattr(formset, "place", "")) for form in stored.values()}
        for pk, at in mine.items():
            if pk not in stored:
                found += self._extra(formset, pk, at, base, noun, taken)
        return found

    def _extra(
        self, formset: BaseInlineFormSet, pk: str, at: int, base: dict[str, Row] | None, noun: str, taken: set
    ) -> list[_Row]:
        """A row of mine that is not stored: a new one, or one that they took away."""
        prefix, form = str(formset.prefix), formset.empty_form
        was = (base or {}).get(pk) if not pk.startswith("new") else None
        empty = {name: shown(form, name) for name in merged_fields(form)}
        fields = self._fields(f"{prefix}:{pk}:", noun, form, f"{prefix}-{at}-", was or empty, was or empty)
        changed = any(hunk.kind != "same" for one in fields for hunk in one.hunks)
        if f"{prefix}-{at}-DELETE" in self.data or not (changed or self._brings_file(prefix, at)):
            return []
        place = self.data.get(f"{prefix}-{at}-{getattr(formset, 'place', '')}")
        row = _Row("", fields, at, is_new=True, yields_place=place in taken)
        if not pk.startswith("new"):
            words = [f"{one.label.split(' · ')[-1]}: {text}" for one in fields for text in _mine(one)]
            row.choice = RowChoice(f"{prefix}:{pk}", noun, False, True, words)
        return [row]

    def _brings_file(self, prefix: str, at: int) -> bool:
        return f"{prefix}-{at}-upload" in self.files

    def _sent_rows(self, formset: BaseInlineFormSet) -> dict[str, int]:
        """Where the rows stand in the form that was sent, by primary key; ``new3`` for those without one."""
        prefix, name = str(formset.prefix), _model(formset)._meta.pk.name
        try:
            total = min(int(self.data.get(f"{prefix}-TOTAL_FORMS", "0")), 1000)
        except ValueError:
            total = 0
        return {self.data.get(f"{prefix}-{at}-{name}") or f"new{at}": at for at in range(total)}

    def _homeless(self, prefix: str, rows: dict[str, Row]) -> list[RowChoice]:
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


def _model(formset: BaseInlineFormSet) -> type[models.Model]:
    assert formset.model is not None  # it was made for one
    return formset.model


def shown_row(form: Any) -> Row:
    """The fields of an unbound form."""
    return {name: shown(form, name) for name in merged_fields(form)}


def _put(data: QueryDict, key: str, one: Field, value: str) -> None:
    if isinstance(one.form.fields[one.name], forms.BooleanField) and not value:
        data.pop(key, None)
    else:
        data[key] = value


def _mine(one: Field) -> list[str]:
    return [text for hunk in one.hunks for text in one.words(hunk.mine) if text]


def _now(one: Field) -> list[str]:
    return [text for hunk in one.hunks for text in one.words(hunk.theirs) if text]


def _words_of(row: _Row) -> list[str]:
    return [f"{one.label.split(' · ')[-1]}: {text}" for one in row.fields for text in _now(one)]
