"""Dates and numbers: an issue's numbers beside its neighbours', datelines beside its date."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from articles.desk.preflight import kinds
from articles.desk.preflight.finding import Finding
from articles.desk.preflight.proof import Proof
from articles.models import Issue
from articles.wording.folio_dates import dates_in
from articles.wording.numerals import from_chinese

_DAY = re.compile(
    r"(?:(\d{1,2}|[一二三四五六七八九十]{1,3})月)?(\d{1,2}|[一二三四五六七八九十廿卅]{1,3})[日号]"
)


def check(proof: Proof) -> Iterator[Finding]:
    """All findings about dates and numbers."""
    before, after = proof.neighbours
    for name, out_of_order, missing in (
        ("number", kinds.NUMBER_OUT_OF_ORDER, kinds.NUMBER_MISSING),
        ("whole_number", kinds.WHOLE_NUMBER_OUT_OF_ORDER, kinds.WHOLE_NUMBER_MISSING),
    ):
        own = getattr(proof.issue, name)
        for other in filter(None, (before, after)):
            value = getattr(other, name)
            params = {"number": own, "other": value, "date": other.date.isoformat()}
            if value is None:
                continue
            if own is None:
                yield Finding(missing, proof.issue, name, params, f"{value}")
                break
            if not fits(proof.issue, other, own, value, whole=name == "whole_number"):
                yield Finding(out_of_order, proof.issue, name, params, f"{own} {value} {other.date}")
    yield from _datelines(proof)
    yield from _folios(proof)


def _folios(proof: Proof) -> Iterator[Finding]:
    """Pages whose furniture prints days, and none of them the paper's: a page of another issue."""
    for pk, texts in proof.furniture.items():
        days = dates_in(line for text in texts for line in text.splitlines())
        if days and proof.issue.date not in days:
            page = proof.pages[pk]
            printed = "、".join(day.isoformat() for day in sorted(days))
            params = {"printed": printed, "date": proof.issue.date.isoformat()}
            yield Finding(kinds.FOLIO_DATE, page, "number", params, printed, page=page)


def fits(issue: Issue, other: Issue, own: int, value: int, whole: bool) -> bool:
    """Whether two issues' numbers agree with their dates.

    Numbers grow, by no more than one a day; editions of one day may share theirs. A number (期号)
    may begin anew with a year, a whole number (总期号) never does.
    """
    earlier, later = sorted([(issue.date, issue.edition, own), (other.date, other.edition, value)])
    days = (later[0] - earlier[0]).days
    if days == 0:
        return earlier[2] <= later[2] <= earlier[2] + 1
    if not whole and earlier[0].year != later[0].year and later[2] <= earlier[2]:
        return later[2] <= later[0].timetuple().tm_yday
    return earlier[2] < later[2] <= earlier[2] + days


def _datelines(proof: Proof) -> Iterator[Finding]:
    for article in proof.asked:
        day = day_of(article.dateline_date, proof.issue.date)
        if day is not None and day > proof.issue.date:
            params = {"printed": article.dateline_printed, "date": proof.issue.date.isoformat()}
            yield Finding(
                kinds.DATELINE_LATER,
                article,
                "dateline_printed",
                params,
                article.dateline_printed,
                page=proof.page_of(article),
                article=article,
            )


def day_of(printed: str, near: datetime.date) -> datetime.date | None:
    """The day that a dateline names (5月23日, 十月二日), of the year nearest to ``near``, or None.

    A day without its month (本报合肥18日电) may be of the month before: it contradicts nothing.
    """
    found = _DAY.search(printed)
    if not found:
        return None
    day = _number(found[2])
    if day is None or not 1 <= day <= 31 or found[1] is None:
        return None
    month = _number(found[1])
    days = [one for year in (-1, 0, 1) if (one := _date(near.year + year, month or 0, day)) is not None]
    return min(days, key=lambda one: abs((one - near).days), default=None)


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() else from_chinese(text)


def _date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
