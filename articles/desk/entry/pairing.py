"""Jump lines typed at the desk: a story that was just saved finds its other half, where both agree."""

from __future__ import annotations

from django.contrib.auth.models import User

from articles import access
from articles.ingest.joining import MatchReport, match_issue
from articles.models import Article


def pair_typed(article: Article, user: User) -> MatchReport:
    """Join the story with its other half where headline, text and pages make that sure; else propose it.

    It is joined by itself only where the user may change both, and neither was ever public. Repeating it
    changes nothing.
    """
    parts = list(article.parts.order_by("order"))
    if article.merged_into_id or not parts:
        return MatchReport()
    if not (parts[-1].printed_jump or parts[0].printed_continuation):
        return MatchReport()

    def allowed(front: Article, tail: Article) -> bool:
        both = (front, tail)
        return article.pk in (front.pk, tail.pk) and all(
            not one.has_been_public and access.may(user, "change", one) for one in both
        )

    return match_issue(article.issue, allowed)
