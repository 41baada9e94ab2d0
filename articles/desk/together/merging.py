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
from django.forms.models import BaseInlineFormSet
from django.http import QueryDict
from django.utils.translation import gettext as _

from articles.desk.together.fields import Choice, Field
from articles.desk.together.rows import MergedRow, RowChoice, SentForm, model_of
from articles.desk.together.snapshot import FIELD, Row, Snapshot
from articles.models import Stage
from articles.wording.comparing import Line, compare


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
    rows: dict[str, list[MergedRow]] = field(default_factory=dict)
    lost: list[RowChoice] = field(default_factory=list)

    def __post_init__(self) -> None:
        base = self.base.row if self.base else None
        read = SentForm(self.base, self.theirs, self.data, self.files)
        self.own = read.fields("", "", self.form, "", base, self.theirs.row)
        here = set()
        for formset in self.formsets:
            here.add(str(formset.prefix))
            self.rows[str(formset.prefix)] = read.rows(formset)
        for prefix, rows in (self.base.inlines if self.base else {}).items():
            if prefix not in here:
                self.lost += read.homeless(prefix, rows)

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
                (row.fields[0].label.split(" · ")[0], compare([], row.words))
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
        prefix, model = str(formset.prefix), model_of(formset)
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
                if row.is_new and not _is_there(one, value):
                    value = ""  # such as a person whom nothing but the row had named that somebody took away
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


def _is_there(one: Field, value: str) -> bool:
    """Whether what a field chooses is still there to be chosen; true of what is no choice of a row."""
    shown = one.form.fields[one.name]
    if isinstance(shown, forms.ModelChoiceField):
        try:
            shown.to_python(value)
        except forms.ValidationError:
            return False
    return True


def _put(data: QueryDict, key: str, one: Field, value: str) -> None:
    if isinstance(one.form.fields[one.name], forms.BooleanField) and not value:
        data.pop(key, None)
    else:
        data[key] = value
