"""An issue as one reader sees it: which pages are there, where things stand, where jump lines lead.

The public and the preview differ in nothing but this: what is visible, and the addresses. A thing that is
not visible has the address ``""``, and what would lead there is plain text.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from articles import access
from articles.models import Article, ArticlePart, Byline, Issue, Page, Photo
from articles.reading.facsimile import Facsimile, facsimile_of
from articles.wording import html
from articles.wording.jumps import continuation_text, jump_text
from articles.wording.pages import page_name

AROUND = 80
"""So many characters of the parts before and behind are looked at, for a hit that a page break cuts."""


@dataclass(frozen=True, slots=True)
class JumpLink:
    """A jump or continuation line; without an address it is plain text."""

    text: str
    url: str = ""


class OpenIssue:
    """An issue and its visible pages, opened for the public or, with ``drafts``, for an editor."""

    def __init__(self, issue: Issue, drafts: bool = False) -> None:
        self.issue = issue
        self.drafts = drafts
        self.newspaper = issue.newspaper
        self.language = issue.newspaper.language
        self.pages = list(access.visible_pages(issue, drafts))
        self._visible = {page.pk for page in self.pages}
        withheld = {} if drafts else access.withheld(issue)
        self._facsimiles = {
            page.pk: facsimile_of(page, drafts, withheld.get(page.pk, ())) for page in self.pages
        }

    @property
    def linked(self) -> bool:
        """Whether names lead to their persons: the preview, which stays in itself, has no such pages."""
        return not self.drafts

    def shows(self, page: Page) -> bool:
        """Whether the reader may see this page of the issue."""
        return page.pk in self._visible

    def page_name(self, page: Page) -> str:
        """第三版, as the newspaper's own language says it."""
        return page_name(page.label, self.language)

    def issue_url(self, issue: Issue | None = None) -> str:
        """The address of this issue, or of another one of the same newspaper."""
        issue = issue or self.issue
        return self._reverse("issue", issue)

    def page_url(self, page: Page) -> str:
        """The page's address."""
        return self._reverse("page", self.issue, page.address) if self.shows(page) else ""

    def article_url(self, article: Article) -> str:
        """The joined article's address."""
        return self._reverse("article", self.issue, article.number)

    def part_url(self, part: ArticlePart) -> str:
        """The very place on its page where a part is printed."""
        page = self.page_url(part.page)
        return f"{page}#{part.anchor}" if page else ""

    def facsimile(self, page: Page) -> Facsimile | None:
        """The page's picture, if it has one that the reader may see."""
        return self._facsimiles.get(page.pk)

    @property
    def is_pictured(self) -> bool:
        """Whether any page shows a picture."""
        return any(self._facsimiles.values())

    def zone_url(self, part: ArticlePart) -> str:
        """The very place on its page's picture where a part is printed; in its text where there is none."""
        if part.zones and self.facsimile(part.page):
            return f"{self.page_url(part.page)}#{part.zone_anchor}"
        return self.part_url(part)

    def _reverse(self, name: str, issue: Issue, *number: int) -> str:
        prefix = "preview-" if self.drafts else ""
        return reverse(f"{prefix}{name}", args=[self.newspaper.slug, issue.address, *number])

    def jump(self, part: ArticlePart) -> JumpLink | None:
        """下转: to the part that follows, or for an open jump to the page that the printed line names."""
        if (after := part.next) is not None:
            return JumpLink(jump_text(after.page.label, self.language), self.part_url(after))
        if not part.printed_jump:
            return None
        page = self.page_named(part.open_jump_key, part.page, forward=True)
        if page is None:
            return JumpLink(part.printed_jump)
        return JumpLink(jump_text(page.label, self.language), self.page_url(page))

    def continuation(self, part: ArticlePart) -> JumpLink | None:
        """上接: to the part before, or for an open continuation to the page that the printed line names."""
        if (before := part.previous) is not None:
            return JumpLink(continuation_text(before.page.label, self.language), self.part_url(before))
        if not part.printed_continuation:
            return None
        page = self.page_named(part.open_continuation_key, part.page, forward=False)
        if page is None:
            return JumpLink(part.printed_continuation)
        return JumpLink(continuation_text(page.label, self.language), self.page_url(page))

    def beside(self, part: ArticlePart) -> tuple[ArticlePart | None, ArticlePart | None]:
        """The parts read before and after this one, where the reader may see their pages."""
        before, after = (one if one and self.shows(one.page) else None for one in (part.previous, part.next))
        return before, after

    def text_end(self, part: ArticlePart) -> str:
        """How its text ends, for a hit that a page break cuts."""
        return html.plain_text(part.body)[-AROUND:]

    def text_start(self, part: ArticlePart) -> str:
        """How its text begins, for the same."""
        return html.plain_text(part.body)[:AROUND]

    def page_named(self, key: str, near: Page, forward: bool) -> Page | None:
        """The other visible page whose label has this key; of several the one in the nearest section.

        That is the one of ``near``'s own section, else the nearest position; of two equally near ones the
        later where the line leads ``forward``, else the earlier.
        """

        def distance(page: Page) -> tuple[bool, int, bool]:
            away = page.sequence - near.sequence
            return page.section_name != near.section_name, abs(away), (away > 0) != forward

        named = [page for page in self.pages if key and page.key == key and page.pk != near.pk]
        return min(named, key=distance, default=None)

    def shows_of(self, article: Article, owner_id: int | None) -> bool:
        """Whether a byline or photo of ``article`` shows: its own, or that of a tail which is public too."""
        if self.drafts or owner_id in (None, article.pk):
            return True
        return any(tail.pk == owner_id and tail.is_published for tail in article.merged.all())

    def signatures(self, article: Article) -> list[Byline]:
        """The bylines of the article and of the tails joined to it."""
        return [line for line in article.signatures() if self.shows_of(article, line.article_id)]

    def photos(self, article: Article) -> list[Photo]:
        """The photos of the article and of the tails joined to it, on pages that are visible."""
        found = [
            *article.photos.all(),
            *(photo for tail in article.merged.all() for photo in tail.photos.all()),
        ]
        return [
            photo
            for photo in found
            if photo.page_id in self._visible and self.shows_of(article, photo.article_id)
        ]
