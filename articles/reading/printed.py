"""A page as it is printed: its parts in order, set in rows, and its photos beside them."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.html import escape
from django.utils.safestring import mark_safe

from articles import access
from articles.finding.sought import Found, Sought
from articles.models import Article, ArticlePart, Byline, Page, Photo
from articles.reading.opened import JumpLink, OpenIssue
from articles.reading.story import with_dateline
from articles.wording import html

BRIEF = 320
"""A part of at most so many Chinese characters is a brief: up to three of them stand side by side."""
LONG = 1800
"""A part of more is set in one column: columns longer than the screen are read up and down."""
LATIN = 3
"""A language with an alphabet takes about so many characters for what Chinese says in one."""
BRIEFS_A_ROW = 3
TEXT_ANCHOR = "hit-text"
"""The id of the first hit in the texts of a page."""


@dataclass(slots=True)
class PrintedPart:
    """One part on the page, with its heads, its lines and its photos."""

    part: ArticlePart
    article: Article
    heading: str
    is_headed: bool
    is_tail: bool
    body: str
    found: Found | None
    size: str
    jump: JumpLink | None
    continuation: JumpLink | None
    url: str
    signatures: list[Byline]
    photos: list[Photo] = field(default_factory=list)

    @property
    def in_parts(self) -> bool:
        """Whether the article has more parts than this one."""
        return len(self.article.parts.all()) > 1

    @property
    def runs_on(self) -> bool:
        """Whether it goes on inside the paragraph that the page break cut."""
        return self.is_tail and self.part.joins_as != ArticlePart.JoinsAs.PARAGRAPH


@dataclass(slots=True)
class PrintedPage:
    """What a page shows: rows of parts, and the photos that stand alone."""

    rows: list[list[PrintedPart]]
    photos: list[Photo]

    @property
    def parts(self) -> list[PrintedPart]:
        """Its parts in order."""
        return [printed for row in self.rows for printed in row]

    @property
    def all_photos(self) -> list[Photo]:
        """Those of its parts, and those that stand alone."""
        return [*(photo for printed in self.parts for photo in printed.photos), *self.photos]

    @property
    def description(self) -> str:
        """What the page holds, in one line."""
        return " · ".join(printed.heading for printed in self.parts)


def printed_page(opened: OpenIssue, page: Page, sought: Sought | None = None) -> PrintedPage:
    """The page as the reader of ``opened`` may see it, in a fixed number of queries.

    Where in its texts what is ``sought`` stands is looked up as well.
    """
    parts = [_printed(opened, part, sought) for part in access.visible_parts(page, opened.drafts)]
    first_of: dict[int, PrintedPart] = {}
    for printed in parts:
        first_of.setdefault(printed.article.pk, printed)
    alone: list[Photo] = []
    for photo in access.visible_photos(opened.issue, opened.drafts).filter(page=page):
        owner = first_of.get(photo.article.root.pk) if photo.article else None
        (owner.photos if owner else alone).append(photo)
    if parts and parts[0].size == "brief":
        parts[0].size = "story"  # the lead stands alone, however short
    return PrintedPage(_rows(parts), alone)


def _look(opened: OpenIssue, part: ArticlePart, body: str, sought: Sought) -> Found:
    """Where it stands in the body of a part, over the page breaks before and behind it too."""
    bodies = [(body, part.joins_as)]
    before, after = opened.beside(part)
    if before is not None:
        bodies.insert(0, (escape(opened.text_end(before)), ArticlePart.JoinsAs.PARAGRAPH))
    if after is not None:
        bodies.append((escape(opened.text_start(after)), after.joins_as))
    found = sought.in_bodies(bodies, opened.newspaper.is_chinese)[0 if before is None else 1]
    return found._replace(begun=len(found.spans))


def _printed(opened: OpenIssue, part: ArticlePart, sought: Sought | None) -> PrintedPart:
    article = part.article
    is_tail = part.previous is not None
    length = len(html.plain_text(part.body)) // (1 if opened.newspaper.is_chinese else LATIN)
    url = opened.article_url(article)
    body = part.body if is_tail else with_dateline(part.body, article.dateline_printed)
    return PrintedPart(
        part=part,
        article=article,
        heading=part.heading or article.title,
        is_headed=bool(part.heading) or article.has_heads,
        is_tail=is_tail,
        body=mark_safe(body),
        found=_look(opened, part, body, sought) if sought else None,
        size="brief" if length <= BRIEF else "long" if length > LONG else "story",
        jump=opened.jump(part),
        continuation=opened.continuation(part),
        url=f"{url}#{part.anchor}" if is_tail else url,
        signatures=[] if is_tail else opened.signatures(article),
    )


def _rows(parts: list[PrintedPart]) -> list[list[PrintedPart]]:
    """Parts in order, briefs that follow each other in one row."""
    rows: list[list[PrintedPart]] = []
    for printed in parts:
        room = rows and all(one.size == "brief" for one in rows[-1]) and len(rows[-1]) < BRIEFS_A_ROW
        if printed.size == "brief" and room:
            rows[-1].append(printed)
        else:
            rows.append([printed])
    return rows
