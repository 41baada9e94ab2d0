"""The form of one story: a field a line, in the order of print. It checks; `saving` writes."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.desk.entry.story import OF_PART, OF_PHOTO, Story
from articles.desk.names import read_byline, read_credit, what_to_say
from articles.imaging.photo_facts import FIRST_PHOTO
from articles.models import Article, Newspaper, Photo

_LONGEST_BODY = 200_000
_LONGEST_LINE = 600
_WORDS = {
    "column": gettext_lazy("column"),
    "kicker": gettext_lazy("kicker"),
    "headline": gettext_lazy("headline"),
    "deck": gettext_lazy("deck"),
    "byline": gettext_lazy("byline"),
    "dateline": gettext_lazy("dateline"),
    "continuation": gettext_lazy("continuation line"),
    "body": gettext_lazy("body"),
    "jump": gettext_lazy("jump line"),
    "caption": gettext_lazy("caption"),
    "credit": gettext_lazy("photo credits"),
    "alt": gettext_lazy("alternative text"),
    "taken": gettext_lazy("taken on"),
    "captions": gettext_lazy("captions of new photos"),
}
_EXAMPLES = {
    "byline": "本报记者 张三 李四 通讯员 王五",
    "dateline": "本报讯 / 新华社北京5月23日电",
    "continuation": "上接第一版",
    "jump": "下转第三版",
    "credit": "本报记者 张三 摄",
}
_OF_NAMES = ("byline", "credit")
_LINES_OF_TEXT = ("kicker", "headline", "deck", "byline", "caption")
"""Fields that may be longer than a line on the screen, and have no line ends."""


def name_of_field(name: str) -> str:
    """What a field is called where it is spoken of: 主题, 正文."""
    return str(capfirst(_WORDS.get(name.partition("_")[0], name)))  # a script may have sent any name


class StoryForm(forms.Form):
    """All fields of a `Story`; ``cleaned_data`` holds them as texts, ``names`` the names that lines print."""

    def __init__(self, story: Story, newspaper: Newspaper, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial={**story.fields, **(initial or {})}, prefix=None)
        self.story = story
        self.names: dict[str, Any] = {}
        for name in story.fields:
            self.fields[name] = self._field(name, newspaper)
        for name in story.rich:
            self.fields[name].disabled = True

    def _field(self, name: str, newspaper: Newspaper) -> forms.Field:
        kind = name.partition("_")[0]
        label = _WORDS[kind]
        if kind == "column":
            columns = [(str(pk), title) for pk, title in newspaper.columns.values_list("pk", "name")]
            return forms.ChoiceField(label=label, required=False, choices=[("", "—"), *columns])
        if kind == "taken":
            widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            return forms.CharField(label=label, required=False, widget=widget, max_length=10)
        attrs = {"placeholder": _EXAMPLES[kind]} if kind in _EXAMPLES else {}
        if kind == "byline":
            attrs |= {
                "data-type-ahead": f"{reverse('admin:type_ahead_persons')}?line=1&newspaper={newspaper.pk}"
            }
        if kind in ("body", "captions"):
            rows = {"rows": 14 if kind == "body" else 2, "class": f"entry-{kind}"}
            return forms.CharField(
                label=label, required=False, max_length=_LONGEST_BODY, widget=forms.Textarea(attrs=rows)
            )
        if kind in _LINES_OF_TEXT and kind != "byline":
            widget_of_line: forms.Widget = forms.Textarea(attrs={"rows": 1, "data-one-line": "", **attrs})
        else:
            widget_of_line = forms.TextInput(attrs=attrs)
        return forms.CharField(label=label, required=False, max_length=_longest(kind), widget=widget_of_line)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name, value in list(data.items()):
            kind = name.partition("_")[0]
            data[name] = _one_line(value) if kind not in ("body", "captions") else _lines(value)
            check = _CHECKS.get(kind)
            if check is not None and data[name] != self.story.fields[name]:
                try:
                    self.names[name] = check(data[name])
                except ValidationError as error:
                    self.add_error(name, error)
        written = (
            *(n for n in data if n.partition("_")[0] in ("kicker", "headline", "deck", "body")),
            "captions",
        )
        if not self.errors and not any(data.get(name) for name in written):
            raise ValidationError(_("There is nothing to save yet: give the story a headline or a text."))
        return data

    def notes(self) -> dict[str, str]:
        """What should be known of how the names of changed lines were read, by field."""
        said = {
            name: what_to_say(self.cleaned_data[name], names)
            for name, names in self.names.items()
            if name.partition("_")[0] in _OF_NAMES
        }
        return {name: text for name, text in said.items() if text}

    def of_part(self, key: str) -> list[Any]:
        """The bound fields of one part: continuation line, body, jump line; None for a line that derives."""
        names = [f"{name}_{key}" for name in OF_PART]
        return [self[name] if name in self.fields else None for name in names]

    def of_photo(self, photo: Photo) -> list[Any]:
        """The bound fields of one photo."""
        return [self[f"{name}_{photo.pk}"] for name in OF_PHOTO]

    def parts(self) -> list[dict[str, Any]]:
        """Each part with its fields, in reading order."""
        found: list[dict[str, Any]] = []
        rows: list[Any] = [*self.story.parts] if self.story.article is not None else [None]
        for part, key in zip(rows, self.story.part_keys, strict=True):
            continuation, body, jump = self.of_part(key)
            derived = [self.story.derived.get(f"{name}_{key}", "") for name in ("continuation", "jump")]
            lines = [line for line in derived if line]
            found.append(
                {"part": part, "continuation": continuation, "body": body, "jump": jump, "derived": lines}
            )
        return found

    def photos(self) -> list[dict[str, Any]]:
        """Each photo with its fields."""
        return [{"photo": photo, "fields": self.of_photo(photo)} for photo in self.story.photos]


def _longest(kind: str) -> int:
    """As long as the column of the database is."""
    if kind in ("byline", "credit"):
        return _LONGEST_LINE
    if kind == "caption":
        return 10_000
    model, name = {
        "dateline": (Article, "dateline_printed"),
        "alt": (Photo, "alt_text"),
    }.get(kind, (Article, kind))
    if kind in ("jump", "continuation"):
        return 80
    return int(model._meta.get_field(name).max_length or _LONGEST_LINE)  # type: ignore[union-attr]


def _one_line(text: str) -> str:
    return re.sub(r"[ \t]*[\r\n]+[ \t]*", " ", _lines(text)).strip()


def _lines(text: str) -> str:
    """With one kind of line end, and without NUL, which PostgreSQL cannot store."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip()


def _day(text: str) -> datetime.date | None:
    if not text:
        return None
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.year < FIRST_PHOTO:
        raise ValidationError(_("This is no day: write it as 2026-03-14."))
    return day


_CHECKS: Mapping[str, Callable[[str], Any]] = {"byline": read_byline, "credit": read_credit, "taken": _day}
