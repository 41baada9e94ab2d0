"""What a form of the desk shows: the fields of a row and of those under it, as a browser sends them.

The form carries it signed, so that a save knows what its user had seen; it is compared with what stands in
the database then, whoever changed that: another editor, an import, a verb.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core import signing
from django.db import models
from django.forms.models import BaseInlineFormSet

from articles.models.body import BodyField
from articles.wording import html

SALT = "articles.desk.seen"
FIELD = "_seen"
"""The name of the hidden field."""
_STATE = ("stage", "withdrawal_notice", "merged_into_id")
"""What a form does not change, but who saves has to know of."""

Row = dict[str, str]


@dataclass(slots=True)
class Snapshot:
    """One state. ``row`` are the fields of the row itself; ``inlines`` those of the rows under it, by the
    prefix of their formset and their primary key; ``state`` is what the form does not change."""

    noun: str
    pk: int
    title: str
    at: str
    row: Row = field(default_factory=dict)
    inlines: dict[str, dict[str, Row]] = field(default_factory=dict)
    state: Row = field(default_factory=dict)

    def same_as(self, other: Snapshot) -> bool:
        """Whether both show the same."""
        mine, theirs = (one.content() for one in (self, other))
        return mine == theirs

    def content(self) -> dict[str, Any]:
        """What it shows, as plain values."""
        return {"row": self.row, "inlines": self.inlines, "state": self.state}

    def as_json(self) -> dict[str, Any]:
        """As plain values, for `from_json`."""
        return {
            "noun": self.noun,
            "pk": self.pk,
            "title": self.title,
            "at": self.at,
            **self.content(),
        }

    @classmethod
    def from_json(cls, data: Any) -> Snapshot | None:
        """What `as_json` gave; None for anything else."""
        try:
            return cls(**data)
        except TypeError:
            return None

    def signed(self) -> str:
        """For the hidden field."""
        return signing.dumps(self.as_json(), salt=SALT, compress=True)


def read(text: str, noun: str) -> Snapshot | None:
    """What `Snapshot.signed` wrote into a form of the noun; None for what nobody signed."""
    try:
        found = Snapshot.from_json(signing.loads(text, salt=SALT))
    except signing.BadSignature:
        return None
    return found if found is not None and found.noun == noun else None


def snapshot(obj: models.Model, at: str, form: Any, formsets: Sequence[BaseInlineFormSet]) -> Snapshot:
    """What these unbound forms show."""
    return Snapshot(
        noun=str(obj._meta.model_name),
        pk=obj.pk,
        title=str(obj)[:300],
        at=at,
        row=_row(form),
        inlines={
            str(formset.prefix): {str(one.instance.pk): _row(one) for one in formset.initial_forms}
            for formset in formsets
        },
        state={name: str(getattr(obj, name) or "") for name in _STATE if hasattr(obj, name)},
    )


def _row(form: Any) -> Row:
    row = {name: shown(form, name) for name in merged_fields(form)}
    if uploaded := getattr(form.instance, "sha256", ""):
        row["sha256"] = uploaded
    return row


def merged_fields(form: Any) -> list[str]:
    """The names of the form's fields that are fields of its row."""
    own = {one.name for one in form._meta.model._meta.concrete_fields}
    return [name for name in form.fields if name in own and name != form._meta.model._meta.pk.name]


def shown(form: Any, name: str) -> str:
    """A field's value as the form shows it and a browser sends it back untouched."""
    one = form.fields[name]
    value = one.prepare_value(form.get_initial_for_field(one, name))
    if isinstance(one, forms.BooleanField):
        return "on" if value else ""
    formatted = one.widget.format_value(value)
    if isinstance(formatted, (list, tuple)):
        formatted = formatted[0] if formatted else ""
    return _lines(str(formatted)) if formatted not in (None, "None") else ""


def sent(form: Any, name: str, data: Any, prefixed: str) -> str | None:
    """A field's value as a browser sent it under that name; None where it sent none."""
    if isinstance(form.fields[name], forms.BooleanField):
        return "on" if data.get(prefixed, "") not in ("", "false", "False") else ""
    value = data.get(prefixed)
    return None if value is None else _lines(value)


def is_body(form: Any, name: str) -> bool:
    """Whether the field holds HTML."""
    return isinstance(form._meta.model._meta.get_field(name), BodyField)


def is_text(form: Any, name: str) -> bool:
    """Whether the field holds text of several lines."""
    return isinstance(form._meta.model._meta.get_field(name), models.TextField)


def plain(value: str, body: bool) -> str:
    """The value so that two that mean the same are equal: an editor sets the same HTML otherwise."""
    if not body:
        return value.strip()
    return re.sub(r">\s*[\n\t]\s*<", "><", html.clean(value)).replace("\u00a0", " ").replace("&nbsp;", " ")


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
