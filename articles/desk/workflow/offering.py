"""Which verbs a user is offered for a thing; a verb asks all of it again when it is done."""

from __future__ import annotations

from django.contrib.auth.models import User

from articles import access
from articles.desk.workflow.handling import Handled, contents
from articles.models import Article, Handling, Issue, Stage, Verb, without_own
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
    if thing.stage == Stage.SIGNED_OFF and Verb.PUBLISH in verbs and Verb.PUBLISH_AT_ONCE in verbs:
        verbs.remove(Verb.PUBLISH_AT_ONCE)  # reviewed as it is, it needs no way round the reviews
    if thing.is_published and Verb.PUBLISH in verbs and not _has_ready(thing):
        verbs.remove(Verb.PUBLISH)
    return verbs


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
