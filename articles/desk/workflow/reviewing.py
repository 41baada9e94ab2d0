"""From the draft to the sign-off: submit, the three reviews, send back, sign off.

A page or issue may take along what it holds: the pages and articles that stand at the same stage as itself
and that the user may judge. What stands elsewhere stays where it is.
"""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from articles.desk.workflow.handling import (
    Handled,
    Refused,
    contents,
    locked,
    move,
    named,
    refuse_own_work,
    stage_after,
)
from articles.desk.workflow.overriding import refuse_errors
from articles.models import Article, ArticlePart, Handling, Issue, Stage, Verb, without_own


@transaction.atomic
def submit(
    thing: Handled, user: User | None, note: str = "", *, seen: str | None = None, along: bool = False
) -> int:
    """Hand a draft in for review. Returns how many rows changed, as all these verbs do. Raises Refused."""
    return _advance(thing, Verb.SUBMIT, user, note, seen, along)


@transaction.atomic
def first_review(
    thing: Handled, user: User | None, note: str = "", *, seen: str | None = None, along: bool = False
) -> int:
    """Pass the first review (初审) of what another submitted."""
    return _advance(thing, Verb.FIRST_REVIEW, user, note, seen, along)


@transaction.atomic
def second_review(
    thing: Handled, user: User | None, note: str = "", *, seen: str | None = None, along: bool = False
) -> int:
    """Pass the second review (复审); not by who passed the first."""
    return _advance(thing, Verb.SECOND_REVIEW, user, note, seen, along)


@transaction.atomic
def final_review(
    thing: Handled, user: User | None, note: str = "", *, seen: str | None = None, along: bool = False
) -> int:
    """Pass the final review (终审); not by who passed one before."""
    return _advance(thing, Verb.FINAL_REVIEW, user, note, seen, along)


@transaction.atomic
def sign_off(
    thing: Handled, user: User | None, note: str = "", *, seen: str | None = None, along: bool = False
) -> int:
    """Sign off (签发) what is through all reviews; the final reviewer may do it, the writer may not.

    A page needs all its articles signed off, an issue all its pages and what stands on them; errors of
    preflight stop it (Blocked).
    """
    changed = _advance(thing, Verb.SIGN_OFF, user, note, seen, along)
    _refuse_unfinished(thing)
    refuse_errors(thing)
    return changed


@transaction.atomic
def send_back(
    thing: Handled, user: User | None, note: str, *, seen: str | None = None, along: bool = False
) -> int:
    """Send back to the draft, with a note that says why; all reviews begin anew."""
    if not note.strip():
        raise Refused(_("Say in the note why it is sent back."))
    return _advance(thing, Verb.SEND_BACK, user, note, seen, along)


def _advance(thing: Handled, verb: Verb, user: User | None, note: str, seen: str | None, along: bool) -> int:
    row = locked(thing, seen)
    if isinstance(row, Article) and row.merged_into_id:
        raise Refused(_("“%(thing)s” lives on in another article and follows that one.") % {"thing": row})
    to = stage_after(row, verb)
    if _is_judgement(verb):
        refuse_own_work(row, verb, user)
    (handling,) = move([row], verb, to, user, note)
    return 1 + (_take_along(row, verb, to, user, note, handling) if along else 0)


def _take_along(row: Handled, verb: Verb, to: Stage, user: User | None, note: str, handling: Handling) -> int:
    changed = 0
    for rows in contents(row):
        same = rows.select_for_update(of=("self",), no_key=True).filter(stage=row.stage)
        if user is not None and _is_judgement(verb):
            same = without_own(same, verb, user.pk)
        changed += len(move(same, verb, to, user, note, along_with=handling))
    return changed


def _is_judgement(verb: Verb) -> bool:
    return verb not in (Verb.SUBMIT, Verb.SEND_BACK)


def _refuse_unfinished(thing: Handled) -> None:
    """Refuse where something in the page or issue is not signed off; a story on no page may stay behind."""
    if isinstance(thing, Article):
        return
    held = contents(thing)
    if isinstance(thing, Issue):
        pages, stories = held
        if not pages.exists():
            raise Refused(_("An issue without pages cannot be signed off."))
        held = [pages, stories.filter(Exists(ArticlePart.objects.filter(article=OuterRef("pk"))))]
    open_rows = [row for rows in held for row in rows.never_public().exclude(stage=Stage.SIGNED_OFF)]
    if open_rows:
        raise Refused(
            _("“%(thing)s” cannot be signed off while these are not: %(rows)s")
            % {"thing": thing, "rows": named(open_rows)}
        )
