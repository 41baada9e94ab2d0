"""One finding: what, where, in which text, and the key by which an override knows it again."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from articles.desk.preflight.kinds import Kind
from articles.models import (
    Article,
    ArticlePart,
    Byline,
    Issue,
    LeftOutText,
    Page,
    Photo,
    PhotoCredit,
)

Thing = Issue | Page | Article | ArticlePart | Byline | Photo | PhotoCredit | LeftOutText

_AROUND = 14
"""Characters shown on either side of a marked place."""


@dataclass(frozen=True, slots=True)
class Place:
    """``length`` characters at ``at`` of a field's text (a body's plain text), first of ``count`` places."""

    at: int
    length: int
    count: int = 1


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that preflight found.

    ``thing`` and ``field`` say where it is mended; ``page`` and ``article`` under what it is listed, None for
    the issue. ``basis`` is what was looked at: while it stands unchanged, an override holds.
    """

    kind: Kind
    thing: Thing
    field: str = ""
    params: dict[str, Any] = dataclasses.field(default_factory=dict)
    basis: str = ""
    place: Place | None = None
    page: Page | None = None
    article: Article | None = None

    @property
    def level(self) -> str:
        """``error`` or ``warning``."""
        return self.kind.level

    @property
    def is_error(self) -> bool:
        """Whether it blocks the sign-off."""
        return self.kind.level == "error"

    @property
    def message(self) -> str:
        """The sentence that an editor reads, in the language of the moment."""
        return str(self.kind.message % self.params).strip()

    @property
    def noun(self) -> str:
        """The noun of its thing: ``articlepart``."""
        return str(self.thing._meta.model_name)

    @property
    def key(self) -> str:
        """The same for the same finding in the same text, in whatever language; 40 characters."""
        where = [self.kind.name, self.noun, self.thing.pk, self.field, self.place and self.place.at]
        said = json.dumps([*where, self.basis], ensure_ascii=False)
        return hashlib.sha1(said.encode(), usedforsecurity=False).hexdigest()

    @property
    def excerpt(self) -> tuple[str, str, str] | None:
        """The marked place with what stands before and after it; None where no place is marked."""
        if self.place is None:
            return None
        at, end = self.place.at, self.place.at + self.place.length
        before, after = self.basis[max(0, at - _AROUND) : at], self.basis[end : end + _AROUND]
        return before.rpartition("\n")[2], self.basis[at:end], after.partition("\n")[0]

    @property
    def subject(self) -> str:
        """What it is about, as a list names it."""
        page = gettext("Page %(label)s") % {"label": self.page.label} if self.page else ""
        names = [page, self.article.title if self.article else ""]
        return " · ".join(filter(None, names)) or str(self.thing)

    def as_row(self) -> dict[str, object]:
        """The finding as JSON (docs/preflight.md)."""
        excerpt = self.excerpt
        return {
            "level": self.level,
            "kind": self.kind.name,
            "page": self.page.label if self.page else None,
            "article": self.article.number if self.article else None,
            "headline": self.article.title if self.article else None,
            "noun": self.noun,
            "id": self.thing.pk,
            "field": self.field,
            "at": self.place.at if self.place else None,
            "length": self.place.length if self.place else None,
            "count": self.place.count if self.place else 1,
            "excerpt": "".join(excerpt) if excerpt else None,
            "message": self.message,
            "key": self.key,
        }
