"""Which verbs a user is offered for a thing, and what one would leave behind; a verb asks all of it again."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from articles import access
from articles.desk.workflow.handling import Handled, contents, not_before
from articles.models import Article, Handling, Issue, Page, Stage, Verb, without_own
from articles.models.stage import REVIEWS, UNDOABLE

_ORDER: list[Verb] = [verb for verb in Verb if verb not in (Verb.TAKE_BACK, Verb.CORRECT)]


def offered(thing: Handled, user: User) -> list[Verb]:
    """The verbs that the user may do with the thing now, what goes on first."""
    if isinstance(thing, Article) and thing.merged_into_id:
        return []
    verbs = [verb for verb in _ORDER if _fits(thing, verb) and access.may(user, verb, thing)]
    judged = [verb for verb in verbs if verb in (*REVIEWS, Verb.SIGN_OFF)]
    if judged and not without_own(type(thing).objects.filter(pk=thing.pk), judged[0], user.pk).exists():
        verbs.remove(judged[0])
    if thing.is_published and Verb.PUBLISH in verbs and not _has_ready(thing):
        verbs.remove(Verb.PUBLISH)
    return verbs


def left_behind(thing: Handled, verb: Verb, user: User | None) -> list[Page | Article]:
    """The pages and stories in an issue or page that the verb would not take along, and that are not ahead.

    They stand at an earlier stage, are the user's own to be judged by others, or must wait for their time.
    """
    found: list[Page | Article] = []
    for rows in contents(thing):
        going = _going_along(rows, thing, verb, user)
        waiting = rows.never_public().exclude(pk__in=going.values("pk"))
        if verb not in (Verb.PUBLISH, Verb.PUBLISH_AT_ONCE):
            waiting = waiting.exclude(stage__in=_ahead(Stage(thing.stage)))
        found += waiting.in_print_order() if rows.model is Article else waiting.order_by("sequence")
    return found


def _going_along(rows: Any, thing: Handled, verb: Verb, user: User | None) -> Any:
    if verb in (Verb.PUBLISH, Verb.PUBLISH_AT_ONCE):
        ready = rows.filter(not_before(timezone.now()))
        return ready if verb == Verb.PUBLISH_AT_ONCE else ready.filter(stage=Stage.SIGNED_OFF)
    same = rows.filter(stage=thing.stage)
    judged = user is not None and verb in (*REVIEWS, Verb.SIGN_OFF)
    return without_own(same, verb, user.pk) if judged and user is not None else same


def _ahead(stage: Stage) -> list[Stage]:
    """The stages that come after this one on the way to the reader."""
    on_the_way = list(Stage)
    return on_the_way[on_the_way.index(stage) + 1 :]


def _fits(thing: Handled, verb: Verb) -> bool:
    if verb == Verb.SCHEDULE:
        return not thing.has_been_public
    if thing.is_published and verb == Verb.PUBLISH:
        return not isinstance(thing, Article)
    if thing.is_published and verb == Verb.PUBLISH_AT_ONCE:
        return isinstance(thing, Issue) and any(rows.never_public().exists() for rows in contents(thing))
    return Stage(thing.stage).after(verb) is not None


def _has_ready(thing: Handled) -> bool:
    return any(rows.filter(stage=Stage.SIGNED_OFF).exists() for rows in contents(thing))


def undoable(thing: Handled, user: User) -> Handling | None:
    """What the user did last with the thing, if it can still be taken back."""
    last = Handling.objects.of(thing).filter(undone=False).first()
    if last is None or last.user_id != user.pk or last.verb not in UNDOABLE or last.to_stage != thing.stage:
        return None
    return last
