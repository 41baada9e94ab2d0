"""Where a page goes: the issue, and the page of it that is meant or made."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from articles.ingest.source import Source
from articles.models import Issue, Newspaper, Page, PageSource
from articles.records import PageDraft
from articles.wording.jumps import label_key


@dataclass(frozen=True, slots=True)
class Target:
    """Where a page goes: the issue by date and edition, the page by its printed number.

    ``number`` may be "" where a sequence is given: then the page has the number that it prints.
    ``sequence`` may be left out: then the page that bears the number is meant, else the position that the
    number names, else the next free one.
    """

    newspaper: Newspaper
    date: datetime.date
    number: str
    edition: int = 1
    sequence: int | None = None
    section: str = ""


def find_loaded(target: Target, source: Source) -> Page | None:
    """The page that has this very source already, so that reading it again can be spared."""
    issue = Issue.objects.filter(newspaper=target.newspaper, date=target.date, edition=target.edition).first()
    page = _meant(issue, target) if issue else None
    former = PageSource.objects.filter(page=page).first() if page else None
    return page if source.is_that_of(former) else None


def page_of(issue: Issue, target: Target, draft: PageDraft) -> tuple[Page, bool]:
    """The page meant, made where the issue has none yet."""
    section = target.section or draft.section
    if (page := _meant(issue, target)) is not None:
        if section and not page.section_name:
            page.section_name = section
            page.save(update_fields=["section_name"])
        return page, False
    taken = set(issue.pages.values_list("sequence", flat=True))
    number = target.number or draft.number or ""
    sequence = target.sequence or _free_sequence(number, taken)
    return Page.objects.create(
        issue=issue, sequence=sequence, number=number or str(sequence), section_name=section
    ), True


def _meant(issue: Issue, target: Target) -> Page | None:
    """The page of the issue that is meant, if it is there."""
    for page in issue.pages.all():
        if target.sequence is not None:
            if page.sequence == target.sequence:
                return page
        elif target.number and page.key == label_key(target.number):
            return page
    return None


def _free_sequence(number: str, taken: set[int]) -> int:
    key = label_key(number)
    if key.isascii() and key.isdigit() and 0 < int(key) <= 999 and int(key) not in taken:
        return int(key)
    return max(taken, default=0) + 1
