"""One field of a form in three states, and what is to be chosen where two people changed it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext as _

from articles.desk.together.snapshot import is_body, is_text, plain
from articles.wording import html
from articles.wording.comparing import Line, compare
from articles.wording.merging import Hunk, merge, weave

MINE, THEIRS, BOTH, EDITED = "mine", "theirs", "both", "edit"


@dataclass(slots=True)
class Field:
    """One field of one row in three states, as hunks: one for a line, one or more for a text."""

    key: str
    label: str
    form: Any
    name: str
    hunks: list[Hunk]

    @property
    def body(self) -> bool:
        """Whether it is HTML."""
        return is_body(self.form, self.name)

    def resolved(self, answers: Mapping[str, str]) -> str:
        """Its value, with the answers to its conflicts."""
        found: list[str] = []
        for at, hunk in enumerate(self.hunks):
            found += Choice(self, at).resolved(answers) if hunk.kind == "conflict" else hunk.result
        return ("" if self.body else "\n").join(found)

    def lines(self, hunk: Hunk, side: str) -> list[Line]:
        """What one side changed in a hunk, as words."""
        return compare(self.words(hunk.base), self.words(getattr(hunk, side)))

    def words(self, texts: Sequence[str]) -> list[str]:
        """Paragraphs as an editor reads them."""
        if self.body:
            return [html.plain_text(text) or text for text in texts]
        return [worded(self.form, self.name, text) for text in texts if text]


@dataclass(frozen=True, slots=True)
class Choice:
    """A conflict: one hunk of a field, to be settled by who saves last."""

    field: Field
    at: int

    @property
    def key(self) -> str:
        """Names it in the form."""
        return f"{self.field.key}:{self.at}"

    @property
    def hunk(self) -> Hunk:
        """Its three states."""
        return self.field.hunks[self.at]

    @property
    def label(self) -> str:
        """What it is called."""
        return self.field.label

    @property
    def mine(self) -> list[Line]:
        """What I changed."""
        return self.field.lines(self.hunk, "mine")

    @property
    def theirs(self) -> list[Line]:
        """What they changed."""
        return self.field.lines(self.hunk, "theirs")

    @property
    def woven(self) -> str | None:
        """Both changes together where they touch different clauses of one paragraph."""
        hunk = self.hunk
        if not self.can_edit or not len(hunk.base) == len(hunk.mine) == len(hunk.theirs) == 1:
            return None
        return weave(hunk.base[0], hunk.mine[0], hunk.theirs[0])

    @property
    def can_edit(self) -> bool:
        """Whether it is text that can be written anew."""
        kind = self.field.form.fields[self.field.name]
        return isinstance(kind, forms.CharField)

    @property
    def is_simple(self) -> bool:
        """Whether it can be edited as lines of plain text."""
        texts = [*self.hunk.mine, *self.hunk.theirs]
        return not self.field.body or all(
            f"<p>{escape(html.plain_text(text), quote=False)}</p>" == text for text in texts
        )

    @property
    def draft(self) -> str:
        """What the field for editing begins with: both where that goes, else mine."""
        texts = list(self.hunk.mine) if self.woven is None else [self.woven]
        if not self.field.body:
            return "\n".join(texts)
        return "\n".join(html.plain_text(text) for text in texts) if self.is_simple else "\n".join(texts)

    @property
    def rows(self) -> int:
        """How high the field for editing is."""
        return 1 if not is_text(self.field.form, self.field.name) else 3 + len(self.draft) // 60

    def resolved(self, answers: Mapping[str, str]) -> Sequence[str]:
        """The paragraphs that the answer chooses; mine where there is none."""
        answer = answers.get(f"c-{self.key}", MINE)
        if answer == THEIRS:
            return self.hunk.theirs
        if answer == BOTH and self.woven is not None:
            return [self.woven]
        if answer == EDITED and self.can_edit:
            text = answers.get(f"e-{self.key}", "")
            if not self.field.body:
                return text.replace("\r\n", "\n").split("\n")
            if self.is_simple:
                return [html.from_blocks(("paragraph", line) for line in text.splitlines() if line.strip())]
            return html.blocks(html.clean(text))
        return self.hunk.mine


def worded(form: Any, name: str, value: str) -> str:
    """A value as words: what a choice is called, yes or no."""
    kind = form.fields[name]
    if isinstance(kind, forms.BooleanField):
        return _("Yes") if value else _("No")
    if isinstance(kind, forms.ModelChoiceField) and kind.queryset is not None:
        known = value.isdecimal() and len(value) < 19
        row: models.Model | None = kind.queryset.filter(pk=value).first() if known else None
        return str(row) if row is not None else value
    if isinstance(kind, forms.ChoiceField):
        return str(dict(kind.choices).get(value, value))  # type: ignore[arg-type]
    return value


def hunks_of(form: Any, name: str, base: str | None, mine: str, theirs: str) -> list[Hunk]:
    """The three states of a field as hunks; the base is None where it is not known."""
    body = is_body(form, name)
    if body or is_text(form, name):
        cut = (lambda text: html.blocks(html.clean(text))) if body else (lambda text: text.split("\n"))
        texts = [None if text is None else cut(plain(text, body)) for text in (base, mine, theirs)]
        return merge(texts[0], texts[1] or [], texts[2] or [])
    then = theirs if base is None else base
    if plain(mine, False) == plain(then, False):
        kind = "same" if then == theirs else "theirs"
    elif plain(mine, False) == plain(theirs, False):
        kind = "both"
    else:
        kind = "mine" if then == theirs and base is not None else "conflict"
    return [Hunk(kind, (then,), (mine,), (theirs,))]  # type: ignore[arg-type]
