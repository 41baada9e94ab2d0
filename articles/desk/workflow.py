"""The verbs that change stages and kinds, each one function, atomic; publishing is safe to repeat."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, ArticlePart, Issue, LeftOutText, Page, PageImage, Stage
from articles.wording import html


class Refused(Exception):
    """The verb cannot be done now; the message says why, in the user's language."""


@transaction.atomic
def publish_issue(issue: Issue, at: datetime.datetime | None = None) -> int:
    """Publish an issue with all its pages and articles; returns how many rows changed.

    A published issue may be published again after something was added to it. Raises Refused where it has
    no page. Page addresses are fixed from now on, and page pictures have a public key.
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
    changed = sum(_publish(queryset, at) for queryset in rows)
    PageImage.objects.filter(page__issue=issue).give_keys()
    return changed


def _publish(queryset: QuerySet, at: datetime.datetime) -> int:
    becoming = [stage for stage in Stage if stage.can_become(Stage.PUBLISHED)]
    return queryset.filter(stage__in=becoming).update(stage=Stage.PUBLISHED, published_at=at)


@transaction.atomic
def publish_article(article: Article, at: datetime.datetime | None = None) -> int:
    """Publish one article; readers see it once its issue is published too. Returns how many rows changed.

    The tails that live on in it go with it, so that their own addresses lead to it.
    """
    rows = Article.objects.filter(Q(pk=article.pk) | Q(merged_into=article.pk))
    return _publish(rows, at or timezone.now())


@transaction.atomic
def promote(left_out: LeftOutText) -> Article:
    """Make a draft article, without heads, of a text that was left out; it stands last on its page."""
    page = left_out.page
    last = page.parts.aggregate(last=Max("position"))["last"] or 0
    article = Article.objects.create(issue=page.issue)
    body = html.from_blocks(
        ("paragraph", line.strip()) for line in left_out.text.splitlines() if line.strip()
    )
    ArticlePart.objects.create(article=article, page=page, position=last + 1, body=body)
    left_out.delete()
    return article


def _fix_addresses(issue: Issue) -> None:
    """Give each page its address number: its position, or where that is taken, the next free number."""
    pages = list(issue.pages.order_by("sequence"))
    taken = {page.address_number for page in pages if page.address_number}
    for page in pages:
        if page.address_number is None:
            number = page.sequence if page.sequence not in taken else max(taken) + 1
            taken.add(number)
            Page.objects.filter(pk=page.pk).update(address_number=number)
