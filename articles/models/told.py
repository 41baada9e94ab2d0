"""A sentence as it is kept: which message, and what stands in it; said in the language of who reads it."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils import formats, translation


@dataclass(frozen=True, slots=True)
class Told:
    """A message by its id, put into words only by ``str()``; ``values`` stand in its places.

    `told` and `told_of_many` are called as gettext and ngettext are, so that messages are collected as
    theirs. A value may be a sentence itself, a date, or a row that has one as ``told``.
    """

    message: str
    values: Mapping[str, Any] = field(default_factory=dict)
    plural: str = ""
    n: int = 0

    def __mod__(self, values: Mapping[str, Any]) -> Told:
        return replace(self, values=values)

    def __str__(self) -> str:
        if self.plural:
            text = translation.ngettext(self.message, self.plural, self.n)
        else:
            text = translation.gettext(self.message)
        return text % {name: _said(value) for name, value in self.values.items()} if self.values else text

    def as_json(self) -> dict[str, Any]:
        """As it is kept; `told_from` reads it."""
        kept: dict[str, Any] = {"told": self.message}
        if self.values:
            kept["with"] = {name: _kept(value) for name, value in self.values.items()}
        if self.plural:
            kept |= {"plural": self.plural, "n": self.n}
        return kept


def told(message: str) -> Told:
    """What gettext would say now, to be said later."""
    return Told(message)


def told_of_many(message: str, plural: str, n: int) -> Told:
    """What ngettext would say now, to be said later."""
    return Told(message, plural=plural, n=n)


def told_from(kept: Any) -> Told | str:
    """What `Told.as_json` made of a sentence; plain text as it is."""
    if not isinstance(kept, dict) or "told" not in kept:
        return str(kept)
    values = {name: _read(value) for name, value in kept.get("with", {}).items()}
    return Told(kept["told"], values, kept.get("plural", ""), kept.get("n", 0))


def as_kept(sentences: Iterable[Told | str]) -> list[Any]:
    """Several of them, for a field of JSON."""
    return [one.as_json() if isinstance(one, Told) else one for one in sentences]


if TYPE_CHECKING:
    _Text = models.TextField[Told | str, Told | str]
else:
    _Text = models.TextField


class ToldField(_Text):
    """A sentence, or plain text, as rows had it before sentences were kept."""

    def from_db_value(self, value: str | None, _expression: Any, _connection: Any) -> Told | str | None:
        if not value or not value.startswith('{"told":'):
            return value
        try:
            return told_from(json.loads(value))
        except ValueError:  # a text that only begins so
            return value

    def get_prep_value(self, value: Any) -> Any:
        return json.dumps(value.as_json(), ensure_ascii=False) if isinstance(value, Told) else value


def _said(value: Any) -> Any:
    return formats.date_format(value, "DATE_FORMAT") if isinstance(value, datetime.date) else value


def _kept(value: Any) -> Any:
    value = getattr(value, "told", value)
    if isinstance(value, Told):
        return value.as_json()
    if isinstance(value, datetime.date):
        return {"day": value.isoformat()}
    return value if isinstance(value, int | float) else str(value)


def _read(value: Any) -> Any:
    if isinstance(value, dict) and "day" in value:
        return datetime.date.fromisoformat(value["day"])
    return told_from(value) if isinstance(value, dict) else value
