"""When a newspaper comes out next, by the days on which it came out. Plain dates; nothing is stored."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

_WEEKS = 5
_DAY = datetime.timedelta(days=1)


def next_day(days: Sequence[datetime.date]) -> datetime.date | None:
    """The next day of publication after the last of ``days``, which may come in any order; None without any.

    Evenly spaced days go on so (a daily, a weekly, a fortnightly). Else, where there are two weeks to judge
    by, the next weekday on which the paper came out in the last five weeks: a daily without Sundays. A paper
    with more than ten days between its issues goes on by the day of the month where it keeps one. What is
    left goes on by its most frequent distance.
    """
    sorted_days = sorted(set(days))
    if not sorted_days:
        return None
    last = sorted_days[-1]
    gaps = [(late - early).days for early, late in pairwise(sorted_days)]
    if not gaps:
        return last + _DAY
    if len(set(gaps)) == 1 and gaps[0] < 28:
        return last + gaps[0] * _DAY
    usual = _most_frequent(gaps)
    if usual > 10:
        if len({day.day for day in sorted_days}) == 1:
            return _next_month(last)
        return last + usual * _DAY
    if (last - sorted_days[0]).days >= 14:
        weekdays = {day.weekday() for day in sorted_days if (last - day).days < 7 * _WEEKS}
        return next(day for n in range(1, 8) if (day := last + n * _DAY).weekday() in weekdays)
    return last + usual * _DAY


def _most_frequent(gaps: Sequence[int]) -> int:
    """The gap that is there most often; the shortest of several."""
    counts = Counter(gaps)
    return min(counts, key=lambda gap: (-counts[gap], gap))


def _next_month(day: datetime.date) -> datetime.date:
    """The same day of the next month, or of the next one that has it."""
    year, month = day.year, day.month
    while True:
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        try:
            return day.replace(year=year, month=month)
        except ValueError:
            continue
