"""The proof print (校样): a page's text for readers on paper, each line with its number and room to write."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import access
from articles.desk.base import editor_of, stage_dot
from articles.models import Article, ArticlePart, Page, Photo
from articles.models.role import name_of
from articles.wording import html
from articles.wording.lines import lines
from articles.wording.signing import text_of

MEASURE = 28
"""Characters a line: at 10.5 pt a third of an A4 sheet is left to write on."""


@dataclass(frozen=True, slots=True)
class Printed:
    """One numbered line; ``kind`` says what it is, ``first`` whether a paragraph begins with it."""

    number: int
    text: str
    kind: str
    first: bool


@dataclass(frozen=True, slots=True)
class Story:
    """One story's share of the page."""

    title: str
    stage: SafeString
    lines: list[Printed]


@require_safe
def proof(request: HttpRequest, pk: int) -> HttpResponse:
    """The print of one page, in a fixed number of queries; ``?lang`` of the interface as everywhere."""
    rows = access.within_reach(request.user, Page.objects.select_related("issue__newspaper"))
    page = get_object_or_404(rows, pk=pk)
    if not access.may(request.user, "view", page):
        raise PermissionDenied
    numbers = count(1)
    context = {
        **admin.site.each_context(request),
        "title": _("Proof of page %(page)s") % {"page": page.label},
        "page": page,
        "stage": stage_dot(page),
        "stories": [*_stories(page, numbers), *_photo_news(page, numbers), *_left_out(page, numbers)],
        "at": timezone.localtime(timezone=page.issue.newspaper.zone),
        "who": name_of(editor_of(request)),
    }
    return render(request, "desk/proof.html", context)


def _stories(page: Page, numbers: Iterator[int]) -> list[Story]:
    parts = page.parts.in_print_order().prefetch_related(
        Prefetch(
            "article",
            Article.objects.prefetch_related(
                "bylines",
                Prefetch("parts", ArticlePart.objects.select_related("page").order_by("order")),
                Prefetch("photos", Photo.objects.filter(page=page).prefetch_related("credits")),
            ),
        )
    )
    return [_story(part, numbers, page.issue.newspaper.is_chinese) for part in parts]


def _story(part: ArticlePart, numbers: Iterator[int], chinese: bool) -> Story:
    article = part.article
    before, after = part.previous, part.next
    texts: list[tuple[str, str]] = []
    if before is not None:
        texts.append(("jump", _("Continued from page %(page)s") % {"page": before.page.label}))
    elif part.printed_continuation:
        texts.append(("jump", part.printed_continuation))
    if before is None:
        heads = (("kicker", article.kicker), ("headline", article.headline), ("deck", article.deck))
        texts += [(kind, text) for kind, text in heads if text]
        signed = text_of(article.bylines.all(), chinese)
        texts += [("byline", text) for text in (signed, article.dateline_printed) if text]
    elif part.heading:
        texts.append(("headline", part.heading))
    for block in html.blocks(part.body):
        kind = "subhead" if block.startswith("<h3") else "text"
        texts += [(kind, line) for line in html.plain_text(block).splitlines()]
    if after is not None:
        texts.append(("jump", _("Continued on page %(page)s") % {"page": after.page.label}))
    elif part.printed_jump:
        texts.append(("jump", part.printed_jump))
    for photo in article.photos.all():
        texts += _caption(photo, chinese)
    return Story(article.title, stage_dot(article), _numbered(texts, numbers))


def _photo_news(page: Page, numbers: Iterator[int]) -> list[Story]:
    photos = page.photos.filter(article=None).prefetch_related("credits")
    chinese = page.issue.newspaper.is_chinese
    return [
        Story(_("Photo"), SafeString(""), _numbered(_caption(photo, chinese), numbers)) for photo in photos
    ]


def _left_out(page: Page, numbers: Iterator[int]) -> list[Story]:
    return [
        Story(
            row.get_kind_display(),
            SafeString(""),
            _numbered([("text", line) for line in row.text.splitlines()], numbers),
        )
        for row in page.left_out.all()
    ]


def _caption(photo: Photo, chinese: bool) -> list[tuple[str, str]]:
    credits = text_of(photo.credits.all(), chinese)
    return [("caption", text) for text in (photo.caption or _("(no caption)"), credits) if text]


def _numbered(texts: list[tuple[str, str]], numbers: Iterator[int]) -> list[Printed]:
    found: list[Printed] = []
    for kind, text in texts:
        indent: Any = 2 if kind == "text" else 0
        for at, line in enumerate(lines(text, MEASURE, indent)):
            found.append(Printed(next(numbers), line, kind, at == 0))
    return found
