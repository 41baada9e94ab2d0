"""What the plan warns of on each page of an issue: what preflight finds, and pages that are empty."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.desk.preflight import counts_by_page
from articles.models import ArticlePart, Issue


@dataclass(frozen=True, slots=True)
class Warned:
    """One line about a page: what, of how many, and where it is put right."""

    text: str
    address: str
    count: int = 1


def open_jumps(issue: Issue) -> dict[int, int]:
    """How many printed jump and continuation lines of each page have no other half, by the id of the page."""
    found: dict[int, int] = {}
    parts = ArticlePart.objects.filter(page__issue=issue)
    for rows in (parts.open_jumps(), parts.open_continuations()):
        for page, n in rows.order_by().values_list("page").annotate(n=Count("pk", distinct=True)):
            found[page] = found.get(page, 0) + n
    return found


def warnings_of(issue: Issue) -> dict[int, list[Warned]]:
    """The warnings by the id of the page; a page without any is not there. A fixed number of queries."""
    found: dict[int, list[Warned]] = {}
    for page, counts in counts_by_page(issue).items():
        address = reverse("admin:articles_page_preflight", args=[page])
        errors, warnings = counts.errors, counts.warnings
        if errors:
            said = ngettext("%(n)s error", "%(n)s errors", errors) % {"n": errors}
            found.setdefault(page, []).append(Warned(said, f"{address}#errors", errors))
        if warnings:
            said = ngettext("%(n)s warning", "%(n)s warnings", warnings) % {"n": warnings}
            found.setdefault(page, []).append(Warned(said, f"{address}#warnings", warnings))
    for page in issue.pages.filter(parts=None, photos=None, left_out=None).values_list("pk", flat=True):
        address = reverse("admin:articles_page_change", args=[page])
        found.setdefault(page, []).append(Warned(_("Nothing stands on this page"), address))
    return found
