"""稿件: an article, one story of an issue; `part` has the parts in which it is printed.

The reading order of an article is the order of its parts, whatever their pages: a tail may sit on an
earlier page.
"""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from articles.models.change import Kind
from articles.models.column import Column
from articles.models.issue import Issue
from articles.models.part import ArticlePart
from articles.models.person import Byline
from articles.models.stage import Stage, Staged, StagedQuerySet
from articles.wording import html


class ArticleQuerySet(StagedQuerySet["Article"]):
    """Articles."""

    def standing(self) -> Self:
        """Without those that live on as a part of another article."""
        return self.filter(merged_into__isnull=True)

    def in_print_order(self) -> Self:
        """By where each begins: page by page, lead first; those without a part last."""
        first = ArticlePart.objects.filter(article=OuterRef("pk")).order_by("order")
        return self.order_by(
            Subquery(first.values("page__sequence")[:1]).asc(nulls_last=True),
            Subquery(first.values("position")[:1]).asc(nulls_last=True),
            "number",
        )

    def with_heads_public(self) -> Self:
        """Joined tails with ``heads_public``: whether the part under their heads is on a published page."""
        under = ArticlePart.objects.filter(
            joins_in__tail_article=OuterRef("pk"), joins_in__state="joined", page__stage=Stage.PUBLISHED
        )
        return self.annotate(heads_public=Exists(under))

    def with_story(self) -> Self:
        """With all that a joined article shows, in a fixed number of queries."""
        return self.select_related("issue__newspaper", "column").prefetch_related(
            Prefetch("parts", ArticlePart.objects.select_related("page").order_by("order")),
            Prefetch("bylines", Byline.objects.select_related("person")),
            Prefetch(
                "merged",
                Article.objects.prefetch_related(
                    "bylines__person", "photos__credits__person", "photos__renditions"
                ),
            ),
            "photos__credits__person",
            "photos__renditions",
        )


class Article(Staged):
    """One story of an issue, with its heads; its text stands in its parts."""

    issue = models.ForeignKey(
        Issue, verbose_name=_("issue"), on_delete=models.CASCADE, related_name="articles"
    )
    number = models.PositiveIntegerField(
        _("number"), editable=False, help_text=_("Its number in the issue, never given twice.")
    )
    column = models.ForeignKey(
        Column,
        verbose_name=_("column"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
    )
    kicker = models.CharField(_("kicker"), max_length=300, blank=True, help_text=_("引题"))
    headline = models.CharField(_("headline"), max_length=300, blank=True, help_text=_("主题"))
    deck = models.CharField(_("deck"), max_length=500, blank=True, help_text=_("副题"))
    dateline_printed = models.CharField(
        _("dateline"), max_length=120, blank=True, help_text=_("As printed: 新华社北京5月23日电")
    )
    dateline_agency = models.CharField(_("agency"), max_length=60, blank=True)
    dateline_place = models.CharField(_("place"), max_length=60, blank=True)
    dateline_date = models.CharField(
        _("date in the dateline"), max_length=40, blank=True, help_text=_("As printed: 5月23日")
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, editable=False, related_name="merged"
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="written",
    )

    # A revision for each saved change of the text; stages have their handlings, and `update` makes none.
    history = HistoricalRecords(
        excluded_fields=["stage", "published_at", "publish_at", "withdrawal_notice", "written_by"]
    )

    objects = ArticleQuerySet.as_manager()  # type: ignore[misc]  # narrows the base's

    search_reads = (
        *("issue", "column", "kicker", "headline", "deck", "stage", "published_at", "merged_into"),
        *("dateline_printed", "dateline_agency", "dateline_place"),
    )
    search_touches = ((Kind.ARTICLE, "pk"), (Kind.ARTICLE, "merged_into_id"))

    class Meta(Staged.Meta):
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["issue", "number"]
        constraints = [
            *Staged.Meta.constraints,
            models.UniqueConstraint(fields=["issue", "number"], name="article_unique_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="article_number_from_one"),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=models.F("id")),
                name="article_not_merged_into_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.number is None:
            self.number = self.issue.take_article_number()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("article", args=[self.issue.newspaper.slug, self.issue.address, self.number])

    @property
    def citation_key(self) -> str:
        """What it is known by outside, in all languages and at any host: ``harbour-daily-2026-03-14-a12``."""
        return f"{self.issue.newspaper.slug}-{self.issue.address}-a{self.number}"

    @property
    def has_heads(self) -> bool:
        """Whether anything is printed over it; else its `title` is how its text begins."""
        return bool(self.headline or self.kicker or self.deck)

    @property
    def title(self) -> str:
        """What it is called in a list: the headline, else another head, else how its text begins."""
        if heads := self.headline or self.kicker or self.deck:
            return heads
        first = next(iter(self.parts.all()), None)
        text = html.plain_text(first.body)[:24] if first else ""
        return f"{text}…" if text else str(_("(no headline)"))

    @property
    def root(self) -> Article:
        """The article that this one lives on in; itself where it was never merged."""
        article = self
        while article.merged_into is not None:
            article = article.merged_into
        return article

    def signatures(self) -> list[Byline]:
        """Its bylines and those of the tails that were joined to it, each name and role once."""
        lines = [*self.bylines.all(), *(line for tail in self.merged.all() for line in tail.bylines.all())]
        return list({(line.name, line.role): line for line in reversed(lines)}.values())[::-1]

    def story_parts(self) -> list[ArticlePart]:
        """The parts that make up the joined text: all but those that only repeat what stands before."""
        return [part for part in self.parts.all() if not part.repeats]

    def joined_text(self) -> str:
        """The whole body as text, one paragraph a line, cuts inside a sentence glued."""
        text = ""
        for part in self.story_parts():
            text = html.glue(text, html.plain_text(part.body), part.joins_as, self.issue.newspaper.is_chinese)
        return text

    def reorder_parts(self, parts: list[ArticlePart]) -> None:
        """Give its parts the order 1…n of the list; two steps, since an order stands only once."""
        top = max((part.order for part in self.parts.all()), default=0) + len(parts)
        for shift in (top, 0):
            for order, part in enumerate(parts, start=1):
                if part.order != order + shift:
                    ArticlePart.objects.filter(pk=part.pk).update(order=order + shift)
                    part.order = order + shift
