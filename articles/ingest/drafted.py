"""Drafted stories and photos → rows of a page."""

from __future__ import annotations

from django.utils.text import slugify

from articles.geometry import Box, Point, corners
from articles.ingest.people import link_people
from articles.models import Article, ArticlePart, Byline, Column, Newspaper, Page, Photo, PhotoCredit
from articles.models.person import fields_of
from articles.records import ArticleDraft, PhotoDraft
from articles.wording import html
from articles.wording.values import JumpLine


def add_article(page: Page, position: int, drafted: ArticleDraft) -> Article:
    """A draft article of what was read, with a part at this position of the page."""
    newspaper = page.issue.newspaper
    dateline = drafted.dateline
    article = Article.objects.create(
        issue=page.issue,
        column=_column(newspaper, drafted.column),
        kicker=drafted.kicker,
        headline=drafted.headline,
        deck=drafted.deck,
        dateline_printed=dateline.printed if dateline else "",
        dateline_agency=dateline.agency if dateline else "",
        dateline_place=dateline.place if dateline else "",
        dateline_date=dateline.date if dateline else "",
    )
    jump, continuation = drafted.jump or JumpLine("", ""), drafted.continued_from or JumpLine("", "")
    ArticlePart.objects.create(
        article=article,
        order=1,
        page=page,
        position=position,
        heading=drafted.headline if drafted.continued_from else "",
        body=html.from_blocks((block.kind, block.text) for block in drafted.body),
        zones=[corners(zone) for zone in drafted.zones],
        jump_zone=_polygon(drafted.jump_zone),
        continuation_zone=_polygon(drafted.continuation_zone),
        printed_jump=jump.printed,
        printed_jump_page=jump.page,
        printed_continuation=continuation.printed,
        printed_continuation_page=continuation.page,
    )
    people = link_people(drafted.bylines, newspaper, dateline.agency if dateline else "")
    Byline.objects.bulk_create(
        Byline(
            article=article,
            order=order,
            **fields_of(line, people.get(line)),
        )
        for order, line in enumerate(drafted.bylines, start=1)
    )
    return article


def add_photo(page: Page, order: int, drafted: PhotoDraft, article: Article | None) -> Photo:
    """A photo of what was read, with its credits; ``article`` is the story that it belongs to, if any."""
    photo = Photo.objects.create(
        page=page,
        article=article,
        order=order,
        caption=drafted.caption,
        zones=[corners(z) for z in drafted.zones],
        picture_zone=_polygon(drafted.picture_zone),
    )
    people = link_people(drafted.credits, page.issue.newspaper)
    for at, credit in enumerate(drafted.credits, start=1):
        PhotoCredit.objects.create(
            photo=photo,
            order=at,
            **fields_of(credit, people.get(credit)),
        )
    return photo


def _polygon(box: Box | None) -> list[Point] | None:
    return None if box is None else corners(box)


def _column(newspaper: Newspaper, name: str) -> Column | None:
    if not name:
        return None
    column = Column.objects.filter(newspaper=newspaper, name=name).first()
    if column is None:
        column = Column.objects.create(newspaper=newspaper, name=name, slug=_free_slug(newspaper, name))
    return column


def _free_slug(newspaper: Newspaper, name: str) -> str:
    """A slug for a new column; two names may differ in nothing that a slug keeps (江边·话, 江边话)."""
    slug = (slugify(name, allow_unicode=True) or "column")[:70]
    taken = set(newspaper.columns.filter(slug__startswith=slug).values_list("slug", flat=True))
    tries = (slug if n == 1 else f"{slug}-{n}" for n in range(1, len(taken) + 2))
    return next(one for one in tries if one not in taken)
