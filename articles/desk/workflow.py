"""The verbs that change stages, each one function, atomic, safe to repeat."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, Issue, Page, Stage


class Refused(Exception):
    """The verb cannot be done now; the message says why, in the user's language."""


@transaction.atomic
def publish_issue(issue: Issue, at: datetime.datetime | None = None) -> int:
    """Publish an issue with all its pages and articles; returns how many rows changed.

    A published issue may be published again after something was added to it. Raises Refused where it has
    no page. Page addresses are fixed from now on.
    """
    at = at or timezone.now()
    issue = Issue.objects.select_for_update().get(pk=issue.pk)
    if not issue.pages.exists():
        raise Refused(_("An issue without pages cannot be published."))
    _fix_addresses(issue)
    rows: list[QuerySet] = [
        Issue.objects.filter(pk=issue.pk),
        issue.pages.all(),
        issue.articles.all(),
    ]
    return sum(_publish(queryset, at) for queryset in rows)


def _publish(queryset: QuerySet, at: datetime.datetime) -> int:
    becoming = [stage for stage in Stage if stage.can_become(Stage.PUBLISHED)]
    return queryset.filter(stage__in=becoming).update(stage=Stage.PUBLISHED, published_at=at)


@transaction.atomic
def publish_article(article: Article, at: datetime.datetime | None = None) -> int:
    """Publish one article; readers see it once its issue is published too. Returns how many rows changed."""
    return _publish(Article.objects.filter(pk=article.pk), at or timezone.now())


def _fix_addresses(issue: Issue) -> None:
    """Give each page its address number: its position, or where that is taken, the next free number."""
    pages = list(issue.pages.order_by("sequence"))
    taken = {page.address_number for page in pages if page.address_number}
    for page in pages:
        if page.address_number is None:
            number = page.sequence if page.sequence not in taken else max(taken) + 1
            taken.add(number)
            Page.objects.filter(pk=page.pk).update(address_number=number)
