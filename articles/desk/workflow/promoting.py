"""Making articles: of a text that was left out, and saying who entered those of an import."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max

from articles.models import Article, ArticlePart, LeftOutText
from articles.wording import html


@transaction.atomic
def promote(left_out: LeftOutText, user: User | None = None) -> Article:
    """Make a draft article, without heads, of a text that was left out; it stands last on its page."""
    page = left_out.page
    last = page.parts.aggregate(last=Max("position"))["last"] or 0
    article = Article.objects.create(issue=page.issue, written_by=user)
    body = html.from_blocks(
        ("paragraph", line.strip()) for line in left_out.text.splitlines() if line.strip()
    )
    ArticlePart.objects.create(article=article, page=page, position=last + 1, body=body, zones=left_out.zones)
    left_out.delete()
    return article


def sign_as_writer(articles: Iterable[Article], user: User) -> None:
    """Keep who entered these articles, so that somebody else reviews them."""
    made = [article.pk for article in articles]
    Article.objects.filter(pk__in=made, written_by=None).update(written_by=user)
