"""An issue as preflight reads it: all its rows at once, in a fixed number of queries."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.db.models import Prefetch

from articles.desk.proposals import proposed
from articles.models import (
    Article,
    ArticlePart,
    Byline,
    Issue,
    LeftOutText,
    Page,
    Photo,
    PhotoCredit,
)
from articles.wording import html
from articles.wording.word_list import WordList


@dataclass(frozen=True, slots=True)
class Text:
    """One text that is printed or read: where it stands and what it says."""

    thing: Article | ArticlePart | Photo
    field: str
    text: str
    page: Page | None
    article: Article | None


@dataclass(frozen=True, slots=True)
class Earlier:
    """A story of an issue before this one."""

    headline: str
    date: datetime.date
    text: str


class Proof:
    """An issue's pages, stories and photos, and what they are measured by.

    ``only`` are the ids of the stories that are asked about; the texts of others are not proofread, though
    doubles and jumps are looked for in all of them.
    """

    def __init__(self, issue: Issue, only: frozenset[int] | None = None) -> None:
        self.issue = issue
        self.only = only

    @cached_property
    def pages(self) -> dict[int, Page]:
        """The issue's pages by id, in order."""
        rows = self.issue.pages.select_related("image").order_by("sequence")
        return {page.pk: page for page in rows}

    @cached_property
    def articles(self) -> list[Article]:
        """The standing stories with parts, bylines and the empty rows of their tails."""
        parts = Prefetch("parts", ArticlePart.objects.order_by("order"))
        rows = self.issue.articles.standing().prefetch_related(
            parts,
            "bylines",
            Prefetch("merged", Article.objects.prefetch_related("bylines").order_by("number")),
        )
        articles = list(rows)
        for article in articles:
            for part in article.parts.all():
                part.page = self.pages.get(part.page_id) or part.page
        return articles

    @property
    def asked(self) -> list[Article]:
        """The stories that are asked about."""
        return [one for one in self.articles if self.only is None or one.pk in self.only]

    @cached_property
    def photos(self) -> list[tuple[Photo, Page, Article | None]]:
        """Each photo with its page and its story, in print order."""
        stories = {story.pk: story for story in self.articles}
        stories |= {tail.pk: story for story in self.articles for tail in story.merged.all()}
        rows = Photo.objects.filter(page__issue=self.issue).prefetch_related("credits")
        return [
            (photo, self.pages[photo.page_id], stories.get(photo.article_id or 0))
            for photo in rows.order_by("page__sequence", "order", "pk")
        ]

    @cached_property
    def left_out(self) -> list[LeftOutText]:
        """Printed texts of which nobody has said what they are."""
        rows = LeftOutText.objects.filter(page__issue=self.issue, kind=LeftOutText.Kind.UNKNOWN)
        return list(rows.order_by("pk"))

    @cached_property
    def furniture(self) -> dict[int, list[str]]:
        """Folios, nameplates and imprints by the id of their page."""
        rows = LeftOutText.objects.filter(page__issue=self.issue, kind=LeftOutText.Kind.FURNITURE)
        found: dict[int, list[str]] = {}
        for page, text in rows.order_by("page__sequence", "pk").values_list("page", "text"):
            found.setdefault(page, []).append(text)
        return found

    @cached_property
    def proposed(self) -> dict[type, set[int]]:
        """The ids of bylines and credits that may be persons on record."""
        lines = {
            Byline: Byline.objects.filter(article__issue=self.issue),
            PhotoCredit: PhotoCredit.objects.filter(photo__page__issue=self.issue),
        }
        return {kind: set(proposed(rows).values_list("pk", flat=True)) for kind, rows in lines.items()}

    @cached_property
    def neighbours(self) -> tuple[Issue | None, Issue | None]:
        """The newspaper's issue before this one and the one after it."""
        issues = Issue.objects.all()
        return issues.before(self.issue).first(), issues.after(self.issue).first()

    @cached_property
    def words(self) -> WordList:
        """The newspaper's word list."""
        return self.issue.newspaper.word_list.all().compiled()

    @cached_property
    def earlier(self) -> dict[int, Earlier]:
        """The stories of the issues of the last days, by id."""
        first = self.issue.date - datetime.timedelta(days=settings.PREFLIGHT_DAYS)
        parts = (
            ArticlePart.objects.filter(
                article__issue__newspaper=self.issue.newspaper_id,
                article__issue__date__range=(first, self.issue.date),
                article__merged_into=None,
                repeats=False,
            )
            .exclude(article__issue=self.issue)
            .order_by("article", "order")
        )
        found: dict[int, Earlier] = {}
        for pk, headline, date, body in parts.values_list(
            "article", "article__headline", "article__issue__date", "body"
        ):
            before = found[pk].text if pk in found else ""
            found[pk] = Earlier(headline, date, before + html.plain_text(body))
        return found

    @cached_property
    def bodies(self) -> dict[int, str]:
        """The plain text of each part, by its id."""
        return {part.pk: html.plain_text(part.body) for one in self.articles for part in one.parts.all()}

    def whole_text(self, article: Article) -> str:
        """A story's text without what only repeats."""
        return "\n".join(self.bodies[part.pk] for part in article.story_parts())

    def page_of(self, article: Article) -> Page | None:
        """The page that a story begins on."""
        first = next(iter(article.parts.all()), None)
        return first.page if first else None

    @cached_property
    def texts(self) -> list[Text]:
        """All texts that are asked about: heads, headings, bodies, captions."""
        return [*self._texts()]

    def _texts(self) -> Iterator[Text]:
        for article in self.asked:
            page = self.page_of(article)
            for name in ("kicker", "headline", "deck"):
                yield Text(article, name, getattr(article, name), page, article)
            for part in article.parts.all():
                yield Text(part, "heading", part.heading, part.page, article)
                yield Text(part, "body", self.bodies[part.pk], part.page, article)
        for photo, page, story in self.photos:
            if self.only is None or (story is not None and story.pk in self.only):
                yield Text(photo, "caption", photo.caption, page, story)
                yield Text(photo, "alt_text", photo.alt_text, page, story)
