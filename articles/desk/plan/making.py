"""A new issue with its empty pages: what is proposed for it, and the verb that makes it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.desk.plan.model_issue import model_of, standing_columns
from articles.desk.plan.rhythm import next_day
from articles.desk.workflow import Refused
from articles.models import Issue, Newspaper, Page
from articles.wording.numbering import counted, is_run

_ISSUES_FOR_RHYTHM = 60
PAGES_OF_A_FIRST_ISSUE = 4


@dataclass(slots=True)
class PlannedPage:
    """A page of an issue to be made, with the columns that stand on such a page."""

    number: str = ""
    section_name: str = ""
    columns: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Proposal:
    """What the form of a new issue says before anybody writes in it; ``source`` is whose pages it takes."""

    date: datetime.date
    edition: int
    number: int | None
    whole_number: int | None
    pages: list[PlannedPage]
    source: Issue | None = None


def propose(
    newspaper: Newspaper, date: datetime.date | None = None, plan_of: Issue | None = None
) -> Proposal:
    """The next issue of a newspaper, or the one of a day: by its rhythm, last numbers, and a plan of pages.

    The plan is that of ``plan_of`` where an issue is named, else that of the model issue
    (`model_issue.model_of`). The edition is the next free one of the day.
    """
    day = date or next_day(_days(newspaper)) or timezone.localdate(timezone=newspaper.zone)
    that_day = newspaper.issues.filter(date=day)
    edition = (that_day.aggregate(last=Max("edition"))["last"] or 0) + 1
    model = model_of(newspaper, day, edition)
    source = plan_of or that_day.order_by("edition").first() or model
    number, whole_number = _counted_on(newspaper, day)
    filled = model_of(newspaper, day, edition, with_stories=True)
    return Proposal(day, edition, number, whole_number, _pages(source, filled), source)


@transaction.atomic
def make_issue(issue: Issue, pages: Sequence[tuple[str, str]]) -> Issue:
    """Store a new issue with an empty page for each printed number and section name.

    Raises Refused where somebody has made this edition meanwhile.
    """
    try:
        with transaction.atomic():
            issue.save(force_insert=True)
    except IntegrityError:
        raise Refused(_("This newspaper already has this edition of this day.")) from None
    Page.objects.bulk_create(
        Page(issue=issue, sequence=sequence, number=number, section_name=section_name)
        for sequence, (number, section_name) in enumerate(pages, start=1)
    )
    return issue


def filled_up(pages: Sequence[PlannedPage], count: int) -> list[PlannedPage]:
    """So many pages: the first of the plan, or the plan with pages behind it that count on."""
    out = [*pages[:count], *(PlannedPage() for _n in range(count - len(pages)))]
    if is_run([page.number for page in pages]):
        for page, label in zip(out, counted([page.number for page in out]), strict=True):
            page.number = label
    return out


def _days(newspaper: Newspaper) -> list[datetime.date]:
    dates = newspaper.issues.order_by("-date").values_list("date", flat=True).distinct()
    return list(dates[:_ISSUES_FOR_RHYTHM])


def _counted_on(newspaper: Newspaper, day: datetime.date) -> tuple[int | None, int | None]:
    """Number and whole number: those of the day's first edition, else one more than the last before.

    Where both are counted, the number begins anew with the year, and the whole number runs on.
    """
    last = newspaper.issues.filter(date__lte=day).newest_first().first()
    if last is None:
        return None, None
    step = 0 if last.date == day else 1
    number = last.number + step if last.number is not None else None
    whole = last.whole_number + step if last.whole_number is not None else None
    if number is not None and whole is not None and number != whole and last.date.year != day.year:
        number = 1
    return number, whole


def _pages(source: Issue | None, filled: Issue | None) -> list[PlannedPage]:
    if source is None:
        return filled_up([PlannedPage("1")], PAGES_OF_A_FIRST_ISSUE)
    standing = standing_columns(filled)
    return [
        PlannedPage(
            page.number,
            page.section_name,
            [row.column.name for row in standing if row.belongs_on(page)],
        )
        for page in source.pages.order_by("sequence")
    ]
