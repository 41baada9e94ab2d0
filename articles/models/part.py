"""分片: a part of an article, as one page prints it, and the jump lines that lead from it and to it.

The printed jump lines are kept as evidence; those shown to a reader are derived from the neighbouring part's
page, so they cannot be wrong.
"""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from articles.geometry import Polygon
from articles.models.body import BodyField
from articles.models.change import Kind
from articles.models.page import Page
from articles.models.searchable import Searchable, SearchableQuerySet
from articles.models.stage import Stage
from articles.wording.jumps import label_key


class ArticlePartQuerySet(SearchableQuerySet):
    """Parts."""

    def in_print_order(self) -> Self:
        """As a page prints them: lead first."""
        return self.order_by("page__sequence", "position", "pk")

    def withdrawn(self) -> Self:
        """Those of articles that are withdrawn."""
        return self.filter(article__stage=Stage.WITHDRAWN)

    def open_jumps(self) -> Self:
        """Last parts whose printed jump line has no tail yet, and none proposed."""
        after = ArticlePart.objects.filter(article=OuterRef("article"), order__gt=OuterRef("order"))
        open_ones = self.exclude(printed_jump="").filter(~Exists(after), article__merged_into=None)
        return open_ones.exclude(joins_out__state="proposed")

    def open_continuations(self) -> Self:
        """First parts whose printed continuation line has no front yet, and none proposed."""
        before = ArticlePart.objects.filter(article=OuterRef("article"), order__lt=OuterRef("order"))
        open_ones = self.exclude(printed_continuation="").filter(~Exists(before), article__merged_into=None)
        return open_ones.exclude(joins_in__state="proposed")


class ArticlePart(Searchable):
    """分片: one page's share of an article.

    ``zones`` are polygons on the page image, each a list of ``[x, y]`` in fractions of its size; the heads
    first, then a column after the other. ``jump_zone`` and ``continuation_zone`` are one polygon each: where
    the jump lines are printed. ``former_zones`` of a tail that was split off at the desk are those that it
    left on the page of the part before, which has them again when the two are joined.
    """

    class JoinsAs(models.TextChoices):
        """How a part joins the one before (docs/jumps.md)."""

        PARAGRAPH = "paragraph", _("A new paragraph")
        SENTENCE = "sentence", _("Inside a sentence")
        WORD = "word", _("Inside a word")

    article = models.ForeignKey(
        "articles.Article", verbose_name=_("article"), on_delete=models.CASCADE, related_name="parts"
    )
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    page = models.ForeignKey(Page, verbose_name=_("page"), on_delete=models.RESTRICT, related_name="parts")
    position = models.PositiveSmallIntegerField(
        _("position on the page"), default=1, help_text=_("The lead story is 1.")
    )
    heading = models.CharField(
        _("heading"), max_length=300, blank=True, help_text=_("As printed over this part, if it is a tail.")
    )
    body = BodyField(_("body"), blank=True)
    zones = models.JSONField(_("zones"), default=list, blank=True, editable=False)
    jump_zone = models.JSONField(null=True, blank=True, editable=False)
    continuation_zone = models.JSONField(null=True, blank=True, editable=False)
    former_zones = models.JSONField(default=list, blank=True, editable=False)
    joins_as = models.CharField(
        _("joins the part before as"), max_length=10, choices=JoinsAs.choices, default=JoinsAs.PARAGRAPH
    )
    repeats = models.BooleanField(
        _("repeats"), default=False, help_text=_("Its text stands in an earlier part already.")
    )
    printed_jump = models.CharField(
        _("printed jump line"), max_length=80, blank=True, help_text=_("下转第三版")
    )
    printed_jump_page = models.CharField(_("page it names"), max_length=20, blank=True)
    printed_continuation = models.CharField(
        _("printed continuation line"), max_length=80, blank=True, help_text=_("上接第一版")
    )
    printed_continuation_page = models.CharField(_("page it names"), max_length=20, blank=True)

    history = HistoricalRecords()

    objects = ArticlePartQuerySet.as_manager()  # type: ignore[misc]  # narrows the base's

    search_reads = ("article", "order", "page", "heading", "body", "joins_as", "repeats")
    search_touches = ((Kind.ARTICLE, "article_id"),)

    class Meta:
        verbose_name = _("part")
        verbose_name_plural = _("parts")
        ordering = ["article", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "order"],
                name="part_unique_order",
                violation_error_message=_("The article already has a part at this place in its order."),
            ),
            models.CheckConstraint(condition=Q(order__gte=1), name="part_order_from_one"),
            models.CheckConstraint(
                condition=Q(joins_as__in=["paragraph", "sentence", "word"]), name="part_joins_as_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article} · {self.page.label}"

    @property
    def places(self) -> list[Polygon]:
        """Where it stands on the page, or nowhere, where that is not known."""
        return self.zones

    @property
    def anchor(self) -> str:
        """The id of its place in a page or article: ``s345``; a part's id is never used again."""
        return f"s{self.pk}"

    @property
    def zone_anchor(self) -> str:
        """The id of its zones on the page's picture: ``z345``."""
        return f"z{self.pk}"

    @property
    def hit_anchor(self) -> str:
        """The id of what is sought in it, wherever its page shows that: ``h345``."""
        return f"h{self.pk}"

    @property
    def previous(self) -> ArticlePart | None:
        """The part read before this one."""
        return self._neighbour(-1)

    @property
    def next(self) -> ArticlePart | None:
        """The part read after this one."""
        return self._neighbour(+1)

    def _neighbour(self, step: int) -> ArticlePart | None:
        # Through the article's list, so that a page of many parts costs one prefetch and no query a part.
        parts = sorted(self.article.parts.all(), key=lambda part: part.order)
        at = next(i for i, part in enumerate(parts) if part.pk == self.pk) + step
        return parts[at] if 0 <= at < len(parts) else None

    @property
    def open_jump_key(self) -> str:
        """The key of the page that a printed jump names while its tail is missing, else ``""``."""
        return label_key(self.printed_jump_page) if self.printed_jump and self.next is None else ""

    @property
    def open_continuation_key(self) -> str:
        """The key of the page that a printed continuation names while its front is missing, else ``""``."""
        missing = self.printed_continuation and self.previous is None
        return label_key(self.printed_continuation_page) if missing else ""
