"""An issue at a glance: what its pages hold, each story with how it begins; `makeup` sets the front page."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.text import Truncator

from articles import access
from articles.models import Article, Page, Photo
from articles.reading.opened import JumpLink, OpenIssue
from articles.wording import html
from articles.wording.openings import chinese_opening

OPENING_CHARACTERS = 80
OPENING_WORDS = 32


@dataclass(slots=True)
class Headline:
    """An article in an issue's overview."""

    article: Article
    url: str
    opening: str
    text: str
    """All that the page prints of it, a paragraph a line."""
    photos: list[Photo]


@dataclass(slots=True)
class PageOverview:
    """A page in an issue's overview: what begins there, what goes on there, and its photo news."""

    page: Page
    name: str
    url: str
    headlines: list[Headline] = field(default_factory=list)
    tails: list[JumpLink] = field(default_factory=list)
    photos: list[Photo] = field(default_factory=list)

    @property
    def lead(self) -> Headline | None:
        """The story that the page puts first."""
        return self.headlines[0] if self.headlines else None


def overview(opened: OpenIssue) -> list[PageOverview]:
    """The issue's visible pages in order with their headlines, in a fixed number of queries."""
    pages = {
        page.pk: PageOverview(page, opened.page_name(page), opened.page_url(page)) for page in opened.pages
    }
    begins: dict[int, list[tuple[int, int, Headline]]] = defaultdict(list)
    tails: dict[int, list[tuple[int, int, JumpLink]]] = defaultdict(list)
    for article in access.visible_articles(opened.issue, opened.drafts).standing().with_story():
        visible = [part for part in article.parts.all() if opened.shows(part.page)]
        for part in visible:
            if part is visible[0]:
                text = html.plain_text(part.body)
                begun = opening(text, opened.newspaper.is_chinese)
                entry = Headline(article, opened.article_url(article), begun, text, opened.photos(article))
                begins[part.page_id].append((part.position, part.pk, entry))
            else:
                link = JumpLink(part.heading or article.title, opened.part_url(part))
                tails[part.page_id].append((part.position, part.pk, link))
    for pk, page in pages.items():
        page.headlines = [entry for _position, _pk, entry in sorted(begins[pk], key=lambda row: row[:2])]
        page.tails = [link for _position, _pk, link in sorted(tails[pk], key=lambda row: row[:2])]
    for photo in access.visible_photos(opened.issue, opened.drafts).standing_alone():
        if photo.page_id in pages and (photo.file or photo.caption):
            pages[photo.page_id].photos.append(photo)
    return list(pages.values())


def opening(text: str, chinese: bool, more: int = 0) -> str:
    """How a text begins: so much as is usual, and about ``more`` times the width of a Chinese character."""
    if chinese:
        return chinese_opening(text.splitlines(), OPENING_CHARACTERS + more)
    words = OPENING_WORDS * (OPENING_CHARACTERS + more) // OPENING_CHARACTERS
    return Truncator(" ".join(text.split())).words(words, truncate="…")
