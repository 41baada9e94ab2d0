"""What the plan of an issue shows: its pages in spreads, each with its picture, state and what is open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.desk.base import count_of
from articles.desk.plan.model_issue import Standing, model_of, standing_columns, taken_columns
from articles.desk.plan.warnings import Warned, open_jumps, warnings_of
from articles.desk.waiting import Waiting, came_back, waiting_for
from articles.imaging import tiles
from articles.models import (
    Article,
    ArticlePart,
    Column,
    Issue,
    LeftOutText,
    Page,
    PageImage,
    PageSource,
    Photo,
    Stage,
)
from articles.wording.numbering import is_run, sections
from articles.wording.pages import page_name

Names = Callable[[list[Page], User], Mapping[int, list[str]]]
"""Who is in which of the pages now: names by the id of the page, for a user who looks."""

_HEADLINES = 6
_MOST_GAPS = 4

# The desk's pages about one page, by the name of their address. One that this desk does not have is left out.
LAYOUT = "articles_page_layout"
_WAYS = (
    (LAYOUT, _("Lay out")),
    ("articles_page_preflight", _("Check")),
    ("articles_page_proof", _("Proof")),
)


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A small picture of a page, and a sharper one for screens that show more."""

    url: str
    srcset: str
    width: int
    height: int


@dataclass(slots=True)
class Card:
    """One page on the plan."""

    page: Page
    name: str
    picture: Thumbnail | None
    headlines: list[str]
    stories: int
    photos: int
    open_jumps: int
    warnings: list[Warned]
    waits: int
    who: list[str]
    expected: list[Column]
    has_more: bool
    ways: list[tuple[str, object, str]] = field(default_factory=list)

    @property
    def warned(self) -> int:
        """How many warnings there are."""
        return sum(warning.count for warning in self.warnings)

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands on it, as far as the plan sees; the verb looks more closely."""
        return not (self.stories or self.photos or self.picture or self.has_more)

    @property
    def opens(self) -> str:
        """Where its picture leads: to the layout, where the desk has one, else to its form."""
        layout = next((address for name, _word, address in self.ways if name == LAYOUT), "")
        return layout or reverse("admin:articles_page_change", args=[self.page.pk])

    @property
    def may_go(self) -> bool:
        """Whether it can be taken out of the issue at all."""
        return not self.page.has_been_public and self.page.stage != Stage.SIGNED_OFF


Slot = Card | int | None
"""A page; the position of one that has not come; nothing, beside a front or back page."""


@dataclass(slots=True)
class Board:
    """All that the plan shows."""

    issue: Issue
    cards: list[Card]
    spreads: list[tuple[Slot, Slot]]
    stories: int
    is_run: bool
    waiting: list[Waiting]
    came_back: list[Waiting]
    stages: list[tuple[Stage, int]]

    @property
    def seen(self) -> str:
        """The order of pages as it stands, which a verb is told (`verbs`)."""
        return ",".join(str(card.page.pk) for card in self.cards)

    @property
    def waits(self) -> int:
        return len(self.waiting) + len(self.came_back)

    @property
    def open_jumps(self) -> int:
        return sum(card.open_jumps for card in self.cards)

    @property
    def warned(self) -> int:
        return sum(card.warned for card in self.cards)


def board_of(issue: Issue, user: User, who: Names | None = None) -> Board:
    """The plan of an issue for a user, in a fixed number of queries."""
    pages = list(_pages(issue))
    jumps, warned = open_jumps(issue), warnings_of(issue)
    waiting, back = waiting_for(user, issue), came_back(user, issue)
    on = {page.pk: {part.article_id for part in page.parts.all()} for page in pages}
    waits = _by_page(on, [*waiting, *back])
    names = who(pages, user) if who is not None else {}
    expected = _expected(issue, pages)
    cards = [
        Card(
            page=page,
            name=f"{page_name(page.label, issue.newspaper.language)} {page.section_name}".strip(),
            picture=_thumbnail(page),
            headlines=[_title(part) for part in page.parts.all()[:_HEADLINES]],
            stories=len(on[page.pk]),
            photos=page.photo_count,
            open_jumps=jumps.get(page.pk, 0),
            warnings=warned.get(page.pk, []),
            waits=waits[page.pk],
            who=list(names.get(page.pk, [])),
            expected=expected.get(page.pk, []),
            has_more=page.has_more,
            ways=_ways(page),
        )
        for page in pages
    ]
    stages = Counter(page.stage for page in pages)
    return Board(
        issue=issue,
        cards=cards,
        spreads=spreads_of(cards),
        stories=len(set().union(*on.values())),
        is_run=is_run([page.number for page in pages]),
        waiting=waiting,
        came_back=back,
        stages=[(stage, stages[stage]) for stage in Stage if stages[stage]],
    )


def spreads_of(cards: list[Card]) -> list[tuple[Slot, Slot]]:
    """The pages as they lie open: the front page right, then two and two; each section folded by itself.

    A position that no page has stands as its number; of many only the first few do.
    """
    marked = zip(sections([card.page.number for card in cards]), cards, strict=True)
    spreads: list[tuple[Slot, Slot]] = []
    before = 0
    for _section, rows in groupby(marked, key=lambda row: row[0]):
        slots: list[Slot] = [None]
        for _place, card in rows:
            slots += range(before + 1, min(card.page.sequence, before + 1 + _MOST_GAPS))
            slots.append(card)
            before = card.page.sequence
        slots += [None] * (len(slots) % 2)
        spreads += zip(slots[::2], slots[1::2], strict=True)
    return spreads


def _pages(issue: Issue) -> QuerySet[Page, Any]:
    heads = ("article__headline", "article__kicker", "article__deck")
    parts = ArticlePart.objects.select_related("article").only("page", "position", "heading", *heads)
    return (
        issue.pages.select_related("issue__newspaper", "image")
        .prefetch_related(Prefetch("parts", parts.order_by("position", "pk")))
        .annotate(
            photo_count=count_of(Photo.objects.all(), "page"),
            has_more=Exists(LeftOutText.objects.filter(page=OuterRef("pk")))
            | Exists(PageSource.objects.filter(page=OuterRef("pk"))),
        )
        .order_by("sequence")
    )


def _title(part: ArticlePart) -> str:
    article = part.article
    return part.heading or article.headline or article.kicker or article.deck or gettext("(no headline)")


def _thumbnail(page: Page) -> Thumbnail | None:
    image: PageImage | None = getattr(page, "image", None)
    if image is None:
        return None
    base = reverse("preview-image", args=[image.folder])
    sizes = list(reversed(tiles.levels(image.width, image.height)))
    wide = [size for size in sizes if size.width <= 900] or sizes[:1]
    small = next((size for size in wide if size.width >= 200), wide[-1])
    srcset = ", ".join(f"{base}/{tiles.whole_path(size)} {size.width}w" for size in wide)
    return Thumbnail(f"{base}/{tiles.whole_path(small)}", srcset, small.width, small.height)


def _by_page(on: Mapping[int, set[int]], rows: list[Waiting]) -> Counter[int]:
    """How many of the rows are about each page or a story on it; ``on`` are the ids of stories by page."""
    found: Counter[int] = Counter()
    for row in rows:
        if isinstance(row.thing, Page):
            found[row.thing.pk] += 1
        elif isinstance(row.thing, Article):
            found.update(page for page, stories in on.items() if row.thing.pk in stories)
    return found


def _expected(issue: Issue, pages: list[Page]) -> dict[int, list[Column]]:
    """The standing columns that are still to come, by the id of the page on which they would stand."""
    if issue.has_been_public:
        return {}
    model = model_of(issue.newspaper, issue.date, issue.edition, with_stories=True)
    rows: list[Standing] = standing_columns(model)
    taken = set(taken_columns(issue)) if rows else set()
    found: dict[int, list[Column]] = {}
    for row in rows:
        page = next((page for page in pages if row.belongs_on(page)), None)
        if page is not None and row.column.pk not in taken:
            found.setdefault(page.pk, []).append(row.column)
    return found


def _ways(page: Page) -> list[tuple[str, object, str]]:
    """The pages about one page: the name of the address, what a link says, the address."""
    ways: list[tuple[str, object, str]] = []
    for name, word in _WAYS:
        with suppress(NoReverseMatch):
            ways.append((name, word, reverse(f"admin:{name}", args=[page.pk])))
    address = [page.issue.newspaper.slug, page.issue.address, page.address]
    return [*ways, ("preview-page", _("Preview"), reverse("preview-page", args=address))]
