"""What the plan warns of on each page of an issue: open jumps, empty pages, stories without a headline.

This is the one place where the plan asks; a check of more (付印检查) answers here as well.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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
    jumps = reverse("admin:articles_issue_jumps", args=[issue.pk])
    for page, n in open_jumps(issue).items():
        said = ngettext("%(n)d open jump", "%(n)d open jumps", n) % {"n": n}
        found.setdefault(page, []).append(Warned(said, jumps, n))
    for page, n in _headless(issue).items():
        said = ngettext("%(n)d story without a headline", "%(n)d stories without a headline", n) % {"n": n}
        articles = reverse("admin:articles_article_changelist")
        address = f"{articles}?parts__page__id__exact={page}&look=headless"
        found.setdefault(page, []).append(Warned(said, address, n))
    for page in issue.pages.filter(parts=None, photos=None, left_out=None).values_list("pk", flat=True):
        address = reverse("admin:articles_page_change", args=[page])
        found.setdefault(page, []).append(Warned(_("Nothing stands on this page"), address))
    return found


def _headless(issue: Issue) -> dict[int, int]:
    """How many stories without a headline begin on each page."""
    begun = ArticlePart.objects.filter(
        order=1, article__issue=issue, article__headline="", article__merged_into=None
    )
    return dict(begun.order_by().values_list("page").annotate(n=Count("pk")))
