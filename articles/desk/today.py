"""What the desk's first page shows: the newest issues, and what waits for an editor in each."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import Count, Min, QuerySet
from django.utils import timezone

from articles import access
from articles.access import AnyUser
from articles.desk.base import count_of
from articles.desk.entry.autosaves import autosaves_of
from articles.desk.proposals import proposed
from articles.desk.waiting import came_back, waiting_for
from articles.models import (
    Article,
    ArticlePart,
    Byline,
    Issue,
    Job,
    Join,
    LeftOutText,
    Page,
    PhotoCredit,
    UnsavedText,
)

_ISSUES = 12
_SOON = datetime.timedelta(days=14)
"""How long before an unsaved text goes the first page says so."""


def today(user: AnyUser) -> dict[str, Any]:
    """The context of the first page, of what the user may see; a fixed number of queries."""
    out: dict[str, Any] = {
        "waiting": waiting_for(user),
        "came_back": came_back(user),
        **_unsaved(user),
        "may_import": user.has_perms(["articles.add_article", "articles.add_issue"]),
        "autosaves": access.within_reach(user, autosaves_of(user)),
        "may_search": user.has_perm("articles.view_article"),
        "may_add_issue": user.has_perm("articles.add_issue"),
    }
    if out["may_import"]:
        going_on = Job.objects.filter(state__in=[Job.State.PLANNING, Job.State.RUNNING])
        out["open_imports"] = access.within_reach(user, going_on).count()
    if user.has_perm("articles.view_issue"):
        out["newest_issues"] = newest_issues(user)
    if user.has_perm("articles.view_byline"):
        bylines = access.within_reach(user, Byline.objects.exclude(role="source"))
        out["open_bylines"] = bylines.filter(person__isnull=True).count()
        out["proposed_bylines"] = proposed(bylines).count()
    if user.has_perm("articles.view_photocredit"):
        credits = access.within_reach(user, PhotoCredit.objects.exclude(role="source"))
        out["proposed_credits"] = proposed(credits).count()
    if user.has_perm("articles.view_leftouttext"):
        out["unknown_texts"] = access.within_reach(
            user, LeftOutText.objects.filter(kind=LeftOutText.Kind.UNKNOWN)
        ).count()
    return out


def _unsaved(user: AnyUser) -> dict[str, Any]:
    """How many texts of the user are not saved, and until when the first is kept, where that is soon."""
    mine = UnsavedText.objects.filter(user_id=user.pk or 0)
    found = mine.aggregate(unsaved_texts=Count("pk"), unsaved_until=Min("until"))
    if found["unsaved_until"] and found["unsaved_until"] > timezone.now() + _SOON:
        found["unsaved_until"] = None
    return found


def newest_issues(user: AnyUser) -> QuerySet[Issue]:
    """The newest issues with the counts of what is in them and of what is open."""
    drafts = Article.objects.never_public()
    issues = Issue.objects.select_related("newspaper")
    return (
        access.within_reach(user, issues)
        .newest_first()
        .annotate(
            page_count=count_of(Page.objects.all(), "issue"),
            article_count=count_of(Article.objects.standing(), "issue"),
            draft_count=count_of(drafts, "issue"),
            open_jump_count=count_of(ArticlePart.objects.open_jumps(), "article__issue"),
            open_continuation_count=count_of(ArticlePart.objects.open_continuations(), "article__issue"),
            proposal_count=count_of(Join.objects.proposed(), "issue"),
        )[:_ISSUES]
    )
