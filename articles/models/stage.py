"""稿件状态: how far an issue, page or article has come, and what the public sees of it."""

from __future__ import annotations

from typing import Self, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.change import Searchable, SearchableQuerySet


class Stage(models.TextChoices):
    """The stages and their transitions. Stages change by the verbs of ``desk.workflow`` alone."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")

    def can_become(self, other: Stage) -> bool:
        """Whether a verb may lead from this stage to the other."""
        return other in _TRANSITIONS[self]


_TRANSITIONS: dict[Stage, frozenset[Stage]] = {
    Stage.DRAFT: frozenset({Stage.PUBLISHED}),
    Stage.PUBLISHED: frozenset(),
}


_Row = TypeVar("_Row", bound=models.Model, covariant=True)


class StagedQuerySet(SearchableQuerySet[_Row]):
    """Rows that have a stage."""

    def published(self) -> Self:
        """What is published; it never reads the clock (a timed command runs the publishing verb)."""
        return self.filter(stage=Stage.PUBLISHED)


class Staged(Searchable):
    """A thing with a stage; ``published_at`` says when it was published first."""

    stage = models.CharField(
        _("stage"), max_length=20, choices=Stage.choices, default=Stage.DRAFT, editable=False, db_index=True
    )
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_published(self) -> bool:
        """Whether this row itself is published; what holds it may still be a draft."""
        return self.stage == Stage.PUBLISHED
