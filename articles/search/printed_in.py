"""What many articles share, read once for all of them: the issue, the page, the column of each."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from articles.models import Column, Issue, Page
from articles.search.pages import page_key

ISSUE_FIELDS = ("date", "stage", "published_at", "newspaper_id", "newspaper__name", "newspaper__language")
PAGE_FIELDS = ("issue_id", "number", "sequence", "section_name", "stage", "published_at")
COLUMN_FIELDS = ("name",)


class PrintedIn(NamedTuple):
    """An issue, and the newspaper that it is one of."""

    date: datetime.date
    stage: str
    published_at: datetime.datetime | None
    newspaper: int
    newspaper_name: str
    language: str

    @property
    def is_chinese(self) -> bool:
        return self.language.lower().startswith("zh")


class PrintedOn(NamedTuple):
    """A page."""

    issue: int
    number: str
    sequence: int
    section: str
    stage: str
    published_at: datetime.datetime | None

    @property
    def key(self) -> str:
        """The page number as a query names it."""
        return _page_key(self.number or str(self.sequence))


_page_key = lru_cache(4096)(page_key)  # the same few numbers again and again


def issues_of(pks: Iterable[int]) -> dict[int, PrintedIn]:
    """Those issues by their primary keys, without any that is gone."""
    rows = Issue.objects.filter(pk__in=set(pks)).values_list("pk", *ISSUE_FIELDS)
    return {pk: PrintedIn(*row) for pk, *row in rows}


def pages_of(pks: Iterable[int]) -> dict[int, PrintedOn]:
    """Those pages by their primary keys, without any that is gone."""
    rows = Page.objects.filter(pk__in=set(pks)).values_list("pk", *PAGE_FIELDS)
    return {pk: PrintedOn(*row) for pk, *row in rows}


def columns_of(pks: Iterable[int | None]) -> dict[int | None, str]:
    """The names of those columns by their primary keys, without any that is gone."""
    rows = Column.objects.filter(pk__in={pk for pk in pks if pk is not None})
    return dict(rows.values_list("pk", *COLUMN_FIELDS))
