"""Publishing: what is signed off; everything at once, the short way; and by the clock.

The short way (`publish_issue`, `publish_page`, `publish_article`) asks for no review. It is there for imports
of old issues and for a newsroom of one; it needs a permission of its own, and its handling says so. The desk
takes it by `publish_at_once`, which errors of preflight stop; an import publishes what was printed as it is.
Nothing is published before its time (``publish_at``) by either way: it is signed off, and the clock does the
rest.
"""

from __future__ import annotations

import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from articles.desk.workflow.handling import (
    Handled,
    Refused,
    articles_on,
    contents,
    locked,
    move,
    not_before,
    record,
    settle_pictures,
    stage_after,
)
from articles.desk.workflow.overriding import refuse_errors
from articles.models import Article, Handling, Issue, Page, Stage, Verb
from articles.models.told import told as _

LATEST = datetime.timedelta(days=36_525)
"""No embargo is longer than a hundred years: a later moment is a slip of the pen."""


@transaction.atomic
def publish(
    thing: Handled,
    user: User | None,
    note: str = "",
    *,
    seen: str | None = None,
    at: datetime.datetime | None = None,
) -> int:
    """Publish what is signed off, an issue or page with all in it that is; returns how many rows changed.

    On an issue or page that is public already it publishes what was signed off since. Raises Refused before
    its time. Page addresses are fixed from now on.
    """
    at = at or timezone.now()
    row = locked(thing, seen)
    again = row.is_published and not isinstance(row, Article)
    if not again:
        stage_after(row, Verb.PUBLISH)
    if row.publish_at is not None and row.publish_at > at:
        raise _too_early(row)
    handling = None if again else move([row], Verb.PUBLISH, Stage.PUBLISHED, user, note, at)[0]
    changed = 0 if again else 1
    for rows in contents(row):
        ready = rows.select_for_update(of=("self",), no_key=True).filter(
            not_before(at), stage=Stage.SIGNED_OFF
        )
        changed += len(move(ready, Verb.PUBLISH, Stage.PUBLISHED, user, note, at, handling))
    if not isinstance(row, Article):
        issue = row if isinstance(row, Issue) else row.issue
        issue.pages.fix_addresses()
        changed += _settle_tails(issue, at)
        settle_pictures(row)
    return changed


@transaction.atomic
def publish_issue(
    issue: Issue,
    at: datetime.datetime | None = None,
    *,
    user: User | None = None,
    note: str = "",
    seen: str | None = None,
) -> int:
    """Publish an issue with all its pages and articles, reviewed or not; returns how many rows changed.

    A published issue may be published again after something was added to it. Raises Refused where it has
    no page or is withdrawn. Page addresses are fixed from now on, and page pictures have a public key.
    """
    at = at or timezone.now()
    row = locked(issue, seen) if seen else Issue.objects.select_for_update(no_key=True).get(pk=issue.pk)
    if not row.pages.exists():
        raise Refused(_("An issue without pages cannot be published."))
    handling = _at_once(row, at, user, note)
    changed = int(handling is not None)
    for rows in contents(row):
        changed += _all_at_once(rows, at, user, note, handling)
    row.pages.fix_addresses()
    settle_pictures(row)
    return changed + _settle_tails(row, at)


@transaction.atomic
def publish_page(
    page: Page,
    at: datetime.datetime | None = None,
    *,
    user: User | None = None,
    note: str = "",
    seen: str | None = None,
) -> int:
    """Publish a page with its articles, reviewed or not; readers see them once their issue is published."""
    at = at or timezone.now()
    row = locked(page, seen) if seen else Page.objects.select_for_update(no_key=True).get(pk=page.pk)
    handling = _at_once(row, at, user, note)
    changed = int(handling is not None) + _all_at_once(articles_on(row), at, user, note, handling)
    row.issue.pages.fix_addresses()
    settle_pictures(row)
    return changed + _settle_tails(row.issue, at)


@transaction.atomic
def publish_article(
    article: Article,
    at: datetime.datetime | None = None,
    *,
    user: User | None = None,
    note: str = "",
    seen: str | None = None,
) -> int:
    """Publish one article, reviewed or not; readers see it once its issue is published too.

    The tails that live on in it go with it. Returns how many rows changed, the tails' among them.
    """
    at = at or timezone.now()
    row = locked(article, seen) if seen else Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    tails = Article.objects.filter(merged_into=row).never_public().count()
    handling = _at_once(row, at, user, note)
    return 0 if handling is None else 1 + tails


@transaction.atomic
def publish_at_once(
    thing: Handled, *, user: User | None = None, note: str = "", seen: str | None = None
) -> int:
    """The short way for whatever it is, as the desk offers it: errors of preflight stop it (Blocked)."""
    refuse_errors(thing)
    match thing:
        case Issue():
            return publish_issue(thing, user=user, note=note, seen=seen)
        case Page():
            return publish_page(thing, user=user, note=note, seen=seen)
    return publish_article(thing, user=user, note=note, seen=seen)


def _too_early(row: Handled) -> Refused:
    zone = (row if isinstance(row, Issue) else row.issue).newspaper.zone
    at = f"{row.publish_at.astimezone(zone):%Y-%m-%d %H:%M}" if row.publish_at else ""
    text = _(
        "“%(thing)s” must not be published before %(at)s. "
        "To take the time away, empty it under “Schedule or embargo”."
    )
    return Refused(text % {"thing": row, "at": at})


def _at_once(row: Handled, at: datetime.datetime, user: User | None, note: str) -> Handling | None:
    """Publish one row, None where it is public already."""
    if row.is_published:
        return None
    stage_after(row, Verb.PUBLISH_AT_ONCE)
    if row.publish_at is not None and row.publish_at > at:
        raise _too_early(row)
    return move([row], Verb.PUBLISH_AT_ONCE, Stage.PUBLISHED, user, note, at)[0]


def _all_at_once(
    rows: QuerySet, at: datetime.datetime, user: User | None, note: str, along_with: Handling | None
) -> int:
    becoming = rows.select_for_update(of=("self",), no_key=True).filter(
        stage__in=Stage.before(Verb.PUBLISH_AT_ONCE)
    )
    waiting = list(becoming.exclude(not_before(at)).exclude(stage=Stage.SIGNED_OFF))
    move(waiting, Verb.PUBLISH_AT_ONCE, Stage.SIGNED_OFF, user, note, at, along_with)
    ready = becoming.filter(not_before(at))
    return len(move(ready, Verb.PUBLISH_AT_ONCE, Stage.PUBLISHED, user, note, at, along_with))


@transaction.atomic
def schedule(
    thing: Handled,
    at: datetime.datetime | None,
    user: User | None,
    note: str = "",
    *,
    seen: str | None = None,
) -> None:
    """Say before which moment it must not be published (an issue's schedule, an article's embargo).

    What is signed off by then is published by `publish_due`. None takes the time away. Raises Refused for a
    moment that has passed, and for what is public.
    """
    row = locked(thing, seen)
    if row.has_been_public:
        raise Refused(_("“%(thing)s” is published already.") % {"thing": row})
    if at is not None and at <= timezone.now():
        raise Refused(_("This moment has passed. Choose a later one."))
    if at is not None and at > timezone.now() + LATEST:
        raise Refused(_("This moment is more than a hundred years away; is the year right?"))
    type(row).objects.filter(pk=row.pk).update(publish_at=at)
    zone = (row if isinstance(row, Issue) else row.issue).newspaper.zone
    said = f"{at.astimezone(zone):%Y-%m-%d %H:%M} {zone}" if at else _("no time")
    record(row, Verb.SCHEDULE, user, f"{said}\n{note}")


def publish_due(now: datetime.datetime) -> list[tuple[Handled, int | Refused]]:
    """Publish what is signed off and whose time has come; each thing with what came of it.

    Pages and articles of an issue that is not published wait for it. Repeating it changes nothing.
    """
    due = Q(stage=Stage.SIGNED_OFF, publish_at__lte=now)
    public = Q(issue__stage=Stage.PUBLISHED)
    issues = Issue.objects.filter(due).select_related("newspaper").order_by("publish_at", "pk")
    pages = Page.objects.filter(due, public).select_related("issue__newspaper").order_by("publish_at", "pk")
    articles = Article.objects.filter(due, public).standing().order_by("publish_at", "pk")
    done: list[tuple[Handled, int | Refused]] = []
    for rows in (issues, pages, articles):
        for row in rows:  # asked for only now: an issue may have taken its own along
            try:
                done.append((row, publish(row, None, at=now)))
            except Refused as refused:
                done.append((row, refused))
    return done


def _settle_tails(issue: Issue, at: datetime.datetime) -> int:
    """Publish the empty rows of tails that were joined to a story when it was public already."""
    late = issue.articles.filter(merged_into__stage=Stage.PUBLISHED).never_public()
    return late.update(stage=Stage.PUBLISHED, published_at=at)
