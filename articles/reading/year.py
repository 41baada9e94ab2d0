"""A year of issues as a calendar."""

from __future__ import annotations

import calendar
import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from articles.models import Issue


@dataclass(slots=True)
class Day:
    """A day of the calendar and its issues; a day of another month, which only fills the week, has None."""

    date: datetime.date | None
    is_today: bool = False
    issues: list[Issue] = field(default_factory=list)


@dataclass(slots=True)
class Month:
    """A month by its first day, week by week."""

    first: datetime.date
    weeks: list[list[Day]]


def months_of(issues: Iterable[Issue], today: datetime.date) -> list[Month]:
    """The months in which issues of one year appeared, in order; weeks begin on Monday."""
    by_date: dict[datetime.date, list[Issue]] = defaultdict(list)
    for issue in issues:
        by_date[issue.date].append(issue)
    weeks_of = calendar.Calendar().monthdatescalendar
    return [
        Month(
            first,
            [
                [
                    Day(date, date == today, by_date.get(date, []))
                    if date.month == first.month
                    else Day(None)
                    for date in week
                ]
                for week in weeks_of(first.year, first.month)
            ],
        )
        for first in sorted({date.replace(day=1) for date in by_date})
    ]
