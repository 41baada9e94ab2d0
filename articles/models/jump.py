"""下转 and 上接: the jumps of an issue, derived from parts, and what was decided about them.

A jump is *joined* when its two parts follow each other in one article. `Join` remembers how that came
about (by the program, with a confidence; by an editor, without), what waits for an editor, and what an
editor took back. docs/jumps.md tells the rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.issue import Issue
from articles.models.part import ArticlePart


class JoinQuerySet(models.QuerySet):
    """Joins."""

    def proposed(self) -> Self:
        """Those that wait for an editor."""
        return self.filter(state=Join.State.PROPOSED)


class Join(models.Model):
    """A pair of parts that are, may be, or were held to be one story across a jump.

    ``stood`` tells how the two stood when they were joined: the keys of their pages (``front``, ``tail``),
    and the lines that somebody had typed and that the join made needless (``jump``, ``continuation``: the
    line and the page that it names).
    """

    class State(models.TextChoices):
        JOINED = "joined", _("Joined")
        PROPOSED = "proposed", _("Proposed")
        UNDONE = "undone", _("Undone")

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="joins")
    front_part = models.ForeignKey(ArticlePart, on_delete=models.CASCADE, related_name="joins_out")
    tail_part = models.ForeignKey(ArticlePart, on_delete=models.CASCADE, related_name="joins_in")
    tail_article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="joins_as_tail")
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    confidence = models.FloatField(_("confidence"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(auto_now=True)
    stood = models.JSONField(default=dict, blank=True, editable=False)

    objects = JoinQuerySet.as_manager()

    class Meta:
        verbose_name = _("join")
        verbose_name_plural = _("joins")
        constraints = [
            models.UniqueConstraint(fields=["front_part", "tail_part"], name="join_unique_pair"),
            models.UniqueConstraint(
                fields=["front_part"], condition=Q(state="joined"), name="join_one_tail_a_front"
            ),
            models.UniqueConstraint(
                fields=["tail_part"], condition=Q(state="joined"), name="join_one_front_a_tail"
            ),
            models.CheckConstraint(
                condition=~Q(front_part=models.F("tail_part")), name="join_not_with_itself"
            ),
            models.CheckConstraint(
                condition=Q(confidence__isnull=True) | Q(confidence__gte=0, confidence__lte=1),
                name="join_confidence_is_a_share",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.front_part} → {self.tail_part} ({self.get_state_display()})"


@dataclass(frozen=True, slots=True)
class Jump:
    """One row of the jump list: a join, a proposal, an undone join, or a line whose other half is missing.

    ``front`` and ``tail`` are parts; one of them is None where that side has not come. ``state`` is one of
    joined, proposed, open_out, open_in, undone. ``join`` is the record behind it, where there is one.
    """

    state: str
    front: ArticlePart | None
    tail: ArticlePart | None
    confidence: float | None = None
    join: Join | None = None

    @property
    def headline(self) -> str:
        """The headline on the front's side, as printed; a tail that jumps on has its own heading."""
        if self.front is None:
            return ""
        return self.front.heading or self.front.article.headline

    @property
    def headline_of_tail(self) -> str:
        """The heading printed over the tail."""
        if self.tail is None:
            return ""
        if self.tail.heading or self.state == "joined":
            return self.tail.heading
        return self.tail.article.headline


def jumps_of(issue: Issue) -> list[Jump]:
    """All jumps of an issue in print order, in a fixed number of queries.

    A tail that two fronts may claim gives a row for each proposal and no open row beside it; an undone
    join gives its row, and its two lines are open again.
    """
    articles = list(issue.articles.standing().with_story())
    joins = list(
        issue.joins.select_related(
            "front_part__article__issue", "front_part__page", "tail_part__article__issue", "tail_part__page"
        )
    )
    return jumps_among(articles, joins)


def jumps_among(articles: list[Article], joins: list[Join]) -> list[Jump]:
    """`jumps_of` for articles and joins that are at hand, with their parts and pages: no query."""
    rows = [*_joined(articles, joins), *_decided(joins), *_open(articles, joins)]
    return sorted(rows, key=_print_order)


def _joined(articles: list[Article], joins: list[Join]) -> Iterator[Jump]:
    known = {(join.front_part_id, join.tail_part_id): join for join in joins if join.state == "joined"}
    for article in articles:
        parts = list(article.parts.all())
        for front, tail in pairwise(parts):
            join = known.get((front.pk, tail.pk))
            yield Jump("joined", front, tail, join.confidence if join else None, join)


def _decided(joins: list[Join]) -> Iterator[Jump]:
    for join in joins:
        if join.state != "joined":
            yield Jump(str(join.state), join.front_part, join.tail_part, join.confidence, join)


def _open(articles: list[Article], joins: list[Join]) -> Iterator[Jump]:
    proposed = [join for join in joins if join.state == "proposed"]
    fronts, tails = {join.front_part_id for join in proposed}, {join.tail_part_id for join in proposed}
    for article in articles:
        parts = list(article.parts.all())
        if not parts:
            continue
        if parts[-1].printed_jump and parts[-1].pk not in fronts:
            yield Jump("open_out", parts[-1], None)
        if parts[0].printed_continuation and parts[0].pk not in tails:
            yield Jump("open_in", None, parts[0])


def _print_order(jump: Jump) -> tuple[int, int, int, str]:
    part = jump.front or jump.tail
    assert part is not None  # one side is always there
    return part.page.sequence, part.position, part.pk, jump.state
