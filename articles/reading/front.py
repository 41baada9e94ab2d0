"""An issue at a glance: the front page's stories by their weight, the other pages as lists of headlines."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.text import Truncator

from articles import access
from articles.models import Article, ArticlePart, Page, Photo
from articles.reading.opened import JumpLink, OpenIssue
from articles.wording import html
from articles.wording.openings import chinese_opening

SECONDS = 4
"""At most so many stories after the lead stand below it; the rest are briefs."""
OPENING_CHARACTERS = 80
OPENING_WORDS = 32


@dataclass(slots=True)
class Headline:
    """An article in an issue's overview."""

    article: Article
    url: str
    opening: str
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

    @property
    def seconds(self) -> list[Headline]:
        """The stories right after the lead that stand below it."""
        return self.headlines[1 : 1 + self._room]

    @property
    def briefs(self) -> list[Headline]:
        """The rest, in the narrow column beside."""
        return self.headlines[1 + self._room :]

    @property
    def _room(self) -> int:
        # The narrow column is filled first, and a lead with a photo fills the wide one, so that neither
        # stands empty beside the other.
        beside = len(self.headlines) - 1 + len(self.photos)
        pictured = self.lead is not None and any(photo.file for photo in self.lead.photos)
        few, many = (4, 7) if pictured else (3, 6)
        return 0 if beside < few else SECONDS // 2 if beside < many else SECONDS


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
                entry = Headline(
                    article, opened.article_url(article), _opening(opened, part), opened.photos(article)
                )
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


def _opening(opened: OpenIssue, part: ArticlePart) -> str:
    text = html.plain_text(part.body)
    if opened.newspaper.is_chinese:
        return chinese_opening(text.splitlines(), OPENING_CHARACTERS)
    return Truncator(" ".join(text.split())).words(OPENING_WORDS, truncate="…")
