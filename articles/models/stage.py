"""稿件状态: how far an issue, page or article has come, and what the public sees of it.

A stage tells what has been done: at “first review” the first review is through, and the second is waited for.
The three reviews (三审: 初审、复审、终审) are those of Chinese publishing.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.searchable import Searchable, SearchableQuerySet

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Verb(models.TextChoices):
    """What is done with an issue, page or article; each is one function of ``desk.workflow``."""

    SUBMIT = "submit", _("Submit for review")
    FIRST_REVIEW = "first_review", _("Pass the first review")
    SECOND_REVIEW = "second_review", _("Pass the second review")
    FINAL_REVIEW = "final_review", _("Pass the final review")
    SEND_BACK = "send_back", _("Send back")
    SIGN_OFF = "sign_off", _("Sign off")
    SCHEDULE = "schedule", _("Set the time")
    PUBLISH = "publish", _("Publish")
    PUBLISH_AT_ONCE = "publish_at_once", _("Publish at once, without reviews")
    WITHDRAW = "withdraw", _("Withdraw")
    RESTORE = "restore", _("Restore")
    TAKE_BACK = "take_back", _("Undo")
    CORRECT = "correct", _("Correct")

    @property
    def permission(self) -> str:
        """The permission that the verb asks for; `TAKE_BACK` asks for that of what it undoes."""
        return f"articles.{Verb.WITHDRAW if self == Verb.RESTORE else self}"

    @property
    def task(self) -> StrOrPromise:
        """What has to be done, in a list of what waits: the review, not its passing."""
        return _TASKS.get(self, self.label)


_TASKS = {
    Verb.SUBMIT: _("To be submitted"),
    Verb.FIRST_REVIEW: _("First review"),
    Verb.SECOND_REVIEW: _("Second review"),
    Verb.FINAL_REVIEW: _("Final review"),
    Verb.SIGN_OFF: _("Sign-off"),
    Verb.PUBLISH: _("Publishing"),
}

REVIEWS = (Verb.FIRST_REVIEW, Verb.SECOND_REVIEW, Verb.FINAL_REVIEW)
UNDOABLE = (Verb.SUBMIT, *REVIEWS, Verb.SEND_BACK, Verb.SIGN_OFF)


class Stage(models.TextChoices):
    """The stages and their transitions. Stages change by the verbs of ``desk.workflow`` alone."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    FIRST_REVIEW = "first_review", _("First review passed")
    SECOND_REVIEW = "second_review", _("Second review passed")
    FINAL_REVIEW = "final_review", _("Final review passed")
    SIGNED_OFF = "signed_off", _("Signed off")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")

    def after(self, verb: Verb) -> Stage | None:
        """The stage that the verb leads to from this one; None where it cannot be done here."""
        return _TRANSITIONS[self].get(verb)

    @property
    def next_verb(self) -> Verb | None:
        """What is waited for at this stage; None where nothing is."""
        return next((verb for verb in _TRANSITIONS[self] if verb in _FORWARD), None)

    @property
    def has_been_public(self) -> bool:
        """Whether readers know its address: it has to stay, and its text is not changed in silence."""
        return self in (Stage.PUBLISHED, Stage.WITHDRAWN)

    @classmethod
    def before(cls, verb: Verb) -> list[Stage]:
        """The stages from which the verb can be done."""
        return [stage for stage in cls if stage.after(verb) is not None]


_FORWARD = (Verb.SUBMIT, *REVIEWS, Verb.SIGN_OFF, Verb.PUBLISH)
_UNDER_REVIEW = {Verb.SEND_BACK: Stage.DRAFT, Verb.PUBLISH_AT_ONCE: Stage.PUBLISHED}
_TRANSITIONS: dict[Stage, dict[Verb, Stage]] = {
    Stage.DRAFT: {Verb.SUBMIT: Stage.SUBMITTED, Verb.PUBLISH_AT_ONCE: Stage.PUBLISHED},
    Stage.SUBMITTED: {Verb.FIRST_REVIEW: Stage.FIRST_REVIEW, **_UNDER_REVIEW},
    Stage.FIRST_REVIEW: {Verb.SECOND_REVIEW: Stage.SECOND_REVIEW, **_UNDER_REVIEW},
    Stage.SECOND_REVIEW: {Verb.FINAL_REVIEW: Stage.FINAL_REVIEW, **_UNDER_REVIEW},
    Stage.FINAL_REVIEW: {Verb.SIGN_OFF: Stage.SIGNED_OFF, **_UNDER_REVIEW},
    Stage.SIGNED_OFF: {Verb.PUBLISH: Stage.PUBLISHED, **_UNDER_REVIEW},
    Stage.PUBLISHED: {Verb.WITHDRAW: Stage.WITHDRAWN},
    Stage.WITHDRAWN: {Verb.RESTORE: Stage.PUBLISHED},
}


_Row = TypeVar("_Row", bound=models.Model, covariant=True)


class StagedQuerySet(SearchableQuerySet[_Row]):
    """Rows that have a stage."""

    def published(self) -> Self:
        """What is published; it never reads the clock (a timed command runs the publishing verb)."""
        return self.filter(stage=Stage.PUBLISHED)

    def never_public(self) -> Self:
        """What readers have never seen."""
        return self.exclude(stage__in=[stage for stage in Stage if stage.has_been_public])


class Staged(Searchable):
    """A thing with a stage.

    ``published_at`` says when it was published first, ``publish_at`` that it must not be before that moment:
    for an issue its schedule, for an article its embargo. ``withdrawal_notice`` is what its address says
    while it is withdrawn.
    """

    stage = models.CharField(
        _("stage"), max_length=20, choices=Stage.choices, default=Stage.DRAFT, editable=False, db_index=True
    )
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)
    publish_at = models.DateTimeField(_("not before"), null=True, blank=True, editable=False, db_index=True)
    withdrawal_notice = models.TextField(_("withdrawal notice"), blank=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="%(class)s_stage_known")
        ]

    @property
    def is_published(self) -> bool:
        """Whether this row itself is published; what holds it may still be a draft."""
        return self.stage == Stage.PUBLISHED

    @property
    def has_been_public(self) -> bool:
        """Whether this row is published or was: it cannot be deleted."""
        return Stage(self.stage).has_been_public


def last_moment(*moments: datetime.datetime | None) -> datetime.datetime | None:
    """The last of those that are known: a thing is public once it is and all that it is printed in."""
    return max((moment for moment in moments if moment is not None), default=None)
