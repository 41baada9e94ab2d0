"""Findings as a page of the desk lists them: by page and story, each with the address where it is mended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.urls import reverse

from articles.desk.layout.state import owner_key
from articles.desk.preflight.finding import Finding
from articles.models import (
    Article,
    ArticlePart,
    Byline,
    Issue,
    LeftOutText,
    Override,
    Page,
    Photo,
    PhotoCredit,
)


@dataclass(frozen=True, slots=True)
class Row:
    """One finding with the address of its place, and the override where there is one."""

    finding: Finding
    address: str
    override: Override | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one story on one page; both None for those of the issue itself."""

    page: Page | None
    article: Article | None
    rows: list[Row] = field(default_factory=list)


def groups(findings: Iterable[Finding | tuple[Finding, Override]]) -> list[Group]:
    """Findings in print order, a group for each story on each page."""
    pairs = [one if isinstance(one, tuple) else (one, None) for one in findings]
    found = []
    for (page, article), same in groupby(pairs, key=lambda pair: (pair[0].page, pair[0].article)):
        rows = [Row(finding, address_of(finding), override) for finding, override in same]
        found.append(Group(page, article, rows))
    return found


def address_of(finding: Finding) -> str:
    """Where a finding is mended: a form of the desk, at the field, with the place to be marked in it."""
    form, anchor = _form(finding)
    place = finding.place
    mark = f"?place={place.at},{place.length}" if place is not None else ""
    return f"{form}{mark}#{anchor}"


def _form(finding: Finding) -> tuple[str, str]:
    thing, name = finding.thing, finding.field
    match thing:
        case ArticlePart() | Photo() | LeftOutText() if name == "zones":
            return _change("page", thing.page_id, "layout"), f"o-{owner_key(thing)}"
        case ArticlePart() if name == "jumps":
            return _change("issue", _issue_id(finding), "jumps"), f"jump-{thing.pk}"
        case ArticlePart():
            parts = list(finding.article.parts.all()) if finding.article else []
            at = next((place for place, part in enumerate(parts) if part.pk == thing.pk), 0)
            return _change("article", thing.article_id), f"id_parts-{at}-{name}"
        case Byline():
            at = _place_among(thing, finding.article)
            return _change("article", thing.article_id), f"id_bylines-{at}-name"
        case PhotoCredit():
            return _change("photo", thing.photo_id), "credits-group"
        case Photo():
            return _change("photo", thing.pk), "credits-group" if name == "credits" else f"id_{name}"
        case Article() if name == "parts":
            return _change("article", thing.pk), "parts-group"
        case Issue() if name == "pages":
            return _change("issue", thing.pk), "pages-group"
    return _change(finding.noun, thing.pk), f"id_{name}"


def _place_among(line: Any, story: Article | None) -> int:
    """The place of a byline in the form of its article, which may be a tail of the story."""
    rows = [story, *story.merged.all()] if story else []
    lines = next((list(row.bylines.all()) for row in rows if row.pk == line.article_id), [])
    return next((place for place, other in enumerate(lines) if other.pk == line.pk), 0)


def _issue_id(finding: Finding) -> int:
    return finding.article.issue_id if finding.article else 0


def _change(noun: str, pk: int, what: str = "change") -> str:
    return reverse(f"admin:articles_{noun}_{what}", args=[pk])
