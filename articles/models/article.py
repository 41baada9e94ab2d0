"""稿件: an article and the parts in which it is printed.

The reading order of an article is the order of its parts, whatever their pages: a tail may sit on an
earlier page. Jump lines shown to a reader are derived from the neighbouring part's page, so they cannot
be wrong; the printed lines are kept beside as evidence.
"""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Prefetch, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from articles.geometry import Polygon
from articles.models.change import Kind
from articles.models.issue import Issue
from articles.models.newspaper import Newspaper
from articles.models.page import Page
from articles.models.person import Byline
from articles.models.searchable import Searchable, SearchableQuerySet
from articles.models.stage import Stage, Staged, StagedQuerySet
from articles.wording import html
from articles.wording.jumps import label_key


class BodyField(models.TextField):
    """Allow-listed HTML. It is cleaned on its way into the database, whichever way it came."""

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return html.clean(value) if isinstance(value, str) else value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = html.clean(getattr(model_instance, self.attname) or "")
        setattr(model_instance, self.attname, value)  # what is in memory is what is stored
        return value


class Column(Searchable):
    """栏目: a standing column or a series under one name."""

    newspaper = models.ForeignKey(
        Newspaper, verbose_name=_("newspaper"), on_delete=models.CASCADE, related_name="columns"
    )
    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(_("slug"), max_length=80, allow_unicode=True)
    about = models.TextField(_("about"), blank=True)

    search_reads = ("name",)
    search_touches = ((Kind.COLUMN, "pk"),)

    class Meta:
        verbose_name = _("column")
        verbose_name_plural = _("columns")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["newspaper", "name"], name="column_unique_name"),
            models.UniqueConstraint(fields=["newspaper", "slug"], name="column_unique_slug"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(slug=""), name="column_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("column", args=[self.newspaper.slug, self.slug])


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
        return self.annotate(heads_public=models.Exists(under))

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
        after = ArticlePart.objects.filter(
            article=models.OuterRef("article"), order__gt=models.OuterRef("order")
        )
        open_ones = self.exclude(printed_jump="").filter(~models.Exists(after), article__merged_into=None)
        return open_ones.exclude(joins_out__state="proposed")

    def open_continuations(self) -> Self:
        """First parts whose printed continuation line has no front yet, and none proposed."""
        before = ArticlePart.objects.filter(
            article=models.OuterRef("article"), order__lt=models.OuterRef("order")
        )
        open_ones = self.exclude(printed_continuation="").filter(
            ~models.Exists(before), article__merged_into=None
        )
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
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="parts"
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
