"""What preflight forbids: errors stop the sign-off and the short way, until they are mended or overridden."""

from __future__ import annotations

from collections.abc import Collection

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.desk.preflight import Finding, preflight
from articles.desk.workflow.handling import Handled, Refused
from articles.models import Issue, Override
from articles.models.role import name_of


class Blocked(Refused):
    """Refused since preflight finds errors, which its page lists."""


def refuse_errors(thing: Handled) -> None:
    """Raise Blocked where preflight finds errors that nobody has overridden, in what was never public."""
    blocking = preflight(thing).blocking
    if blocking:
        text = ngettext(
            "Preflight finds %(n)d error in “%(thing)s”: %(first)s",
            "Preflight finds %(n)d errors in “%(thing)s”, the first: %(first)s",
            len(blocking),
        )
        first = blocking[0]
        said = _("%(subject)s: %(what)s") % {"subject": first.subject, "what": first.message}
        raise Blocked(text % {"n": len(blocking), "thing": thing, "first": said})


@transaction.atomic
def override(thing: Handled, keys: Collection[str], reason: str, user: User | None) -> int:
    """Answer for errors of a thing, by their keys, which then hold no more while their text stands.

    Returns how many. What is overridden already stays as it is. Raises Refused without a reason, without a
    key, and where an error is not there any more as the user saw it.
    """
    if not reason.strip():
        raise Refused(_("Say why these findings do not stand in the way."))
    if not keys:
        raise Refused(_("Choose the findings that you answer for."))
    issue = thing if isinstance(thing, Issue) else thing.issue
    Issue.objects.select_for_update(no_key=True).get(pk=issue.pk)  # two at once would override the same twice
    report = preflight(thing)
    errors = {finding.key: finding for finding in report.errors}
    known = {row.key for _finding, row in report.overridden}
    if not set(keys) <= errors.keys() | known:
        raise Refused(_("The text was changed since you looked, so nothing was overridden. Look again."))
    rows = [_row(issue, errors[key], reason, user) for key in dict.fromkeys(keys) if key in errors]
    return len(Override.objects.bulk_create(rows))


def _row(issue: Issue, finding: Finding, reason: str, user: User | None) -> Override:
    return Override(
        issue=issue,
        key=finding.key,
        kind=finding.kind.name,
        subject=finding.subject[:300],
        message=finding.message,
        reason=reason.strip(),
        user=user,
        user_name=name_of(user),
    )


def take_back_override(row: Override) -> int:
    """Let the finding block again; the row stays, as one taken back. Returns how many changed (0 or 1)."""
    return Override.objects.filter(pk=row.pk, undone=False).update(undone=True)
