"""What a new issue takes after: the last one of its weekday; and the columns that stand on its pages."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Exists, Min, OuterRef, QuerySet, Subquery

from articles.models import Article, ArticlePart, Column, Issue, Newspaper, Page

_RECENT = datetime.timedelta(weeks=5)


def model_of(
    newspaper: Newspaper, date: datetime.date, edition: int = 1, *, with_stories: bool = False
) -> Issue | None:
    """The issue that one of this day takes after; None for the first of a newspaper.

    The last earlier one of the same weekday and edition within five weeks, else the last earlier one of the
    edition, else the last earlier one. A Sunday paper has other sections and columns than a Monday paper.
    ``with_stories`` passes over issues that were made ahead and are still empty.
    """
    earlier = newspaper.issues.filter(date__lt=date).newest_first().select_related("newspaper")
    if with_stories:
        earlier = earlier.filter(Exists(Article.objects.filter(issue=OuterRef("pk"))))
    same = earlier.filter(edition=edition)
    weekday = date.isoweekday() % 7 + 1  # as the database counts: Sunday is 1
    return (
        same.filter(date__week_day=weekday, date__gte=date - _RECENT).first()
        or same.first()
        or earlier.first()
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """A column that stands on a page of the model issue."""

    column: Column
    sequence: int
    section_name: str

    def belongs_on(self, page: Page) -> bool:
        """Whether the page is the one of another issue on which it would stand: by section, else by place."""
        if self.section_name or page.section_name:
            return self.section_name == page.section_name
        return self.sequence == page.sequence


def standing_columns(model: Issue | None) -> list[Standing]:
    """The columns of an issue with the pages where their stories begin, in print order; two queries."""
    if model is None:
        return []
    first = ArticlePart.objects.filter(article=OuterRef("pk")).order_by("order")
    stories = (
        model.articles.standing()
        .exclude(column=None)
        .annotate(
            begins_at=Subquery(first.values("page__sequence")[:1]),
            begins_in=Subquery(first.values("page__section_name")[:1]),
        )
        .exclude(begins_at=None)
    )
    places = stories.order_by().values("column", "begins_in").annotate(place=Min("begins_at"))
    rows = list(places.order_by("place", "column").values_list("column", "place", "begins_in"))
    known = Column.objects.in_bulk([column for column, _place, _section in rows])
    return [Standing(known[column], place, section) for column, place, section in rows]


def taken_columns(issue: Issue) -> QuerySet:
    """The ids of the columns that stories of the issue bear already."""
    return (
        issue.articles.standing().exclude(column=None).order_by().values_list("column", flat=True).distinct()
    )
