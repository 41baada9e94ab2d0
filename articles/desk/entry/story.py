"""A story as lines of text: what the form shows of an article, and what of it the form can say.

A field is named by what it is, and by the row where there are several: ``headline``, ``body_12`` (part 12),
``caption_7`` (photo 7). A new story has one part, ``body_new``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from django.db.models import Prefetch

from articles.desk.body_text import text_of_blocks
from articles.desk.names import byline_line, credit_line
from articles.models import Article, ArticlePart, Byline, Page, Photo
from articles.wording import html
from articles.wording.jumps import continuation_text, jump_text
from articles.wording.values import Signature

NEW = "new"
HEADS = ("column", "kicker", "headline", "deck", "byline", "dateline")
OF_PART = ("continuation", "body", "jump")
OF_PHOTO = ("caption", "credit", "alt", "taken")


@dataclass(slots=True)
class Story:
    """The fields in the order of print, with what stands beside them on the form.

    ``rich`` names bodies with more in them than plain text can say: they are shown, not changed. ``derived``
    are the jump lines between its parts, under the names that their fields would have: nobody types them.
    """

    page: Page | None
    article: Article | None = None
    fields: dict[str, str] = field(default_factory=dict)
    parts: list[ArticlePart] = field(default_factory=list)
    photos: list[Photo] = field(default_factory=list)
    rich: set[str] = field(default_factory=set)
    derived: dict[str, str] = field(default_factory=dict)

    @property
    def part_keys(self) -> list[str]:
        """What the fields of its parts end with."""
        return [str(part.pk) for part in self.parts] if self.article is not None else [NEW]


def new_story(page: Page) -> Story:
    """An empty one."""
    names = (*HEADS, *(f"{name}_{NEW}" for name in OF_PART), "captions")
    return Story(page, fields=dict.fromkeys(names, ""))


def story_of(article: Article) -> Story:
    """The article as stored; five queries, whatever it holds."""
    parts = list(article.parts.select_related("page").order_by("order"))
    photos = list(
        article.photos.select_related("page")
        .prefetch_related("renditions", "credits")
        .order_by("order", "pk")
    )
    fields = {
        "column": str(article.column_id or ""),
        "kicker": article.kicker,
        "headline": article.headline,
        "deck": article.deck,
        "byline": byline_line(signatures(article.bylines.order_by("order", "pk"))),
        "dateline": article.dateline_printed,
    }
    rich = set()
    derived = {}
    language = article.issue.newspaper.language
    for front, tail in pairwise(parts):
        derived[f"jump_{front.pk}"] = jump_text(tail.page.label, language)
        derived[f"continuation_{tail.pk}"] = continuation_text(front.page.label, language)
    for part in parts:
        blocks = html.blocks_of(part.body)
        if blocks is None or any(text.startswith("#") for _kind, text in blocks):
            rich.add(f"body_{part.pk}")
        body = html.plain_text(part.body) if f"body_{part.pk}" in rich else text_of_blocks(blocks or ())
        of_part = {
            f"continuation_{part.pk}": part.printed_continuation,
            f"body_{part.pk}": body,
            f"jump_{part.pk}": part.printed_jump,
        }
        fields |= {name: text for name, text in of_part.items() if name not in derived}
    for photo in photos:
        fields |= {
            f"caption_{photo.pk}": photo.caption,
            f"credit_{photo.pk}": credit_line(signatures(photo.credits.all())),
            f"alt_{photo.pk}": photo.alt_text,
            f"taken_{photo.pk}": photo.taken_on.isoformat() if photo.taken_on else "",
        }
    fields["captions"] = ""  # of photos to come: never stored, so always empty
    page = parts[0].page if parts else None
    return Story(page, article, fields, parts, photos, rich, derived)


def signatures(lines: Iterable[Any]) -> list[Signature]:
    """Stored names as values."""
    return [line.signature for line in lines]


def stories_on(page: Page) -> Any:
    """The stories of a page as the form lists them beside itself."""
    return (
        Article.objects.filter(parts__page=page, merged_into__isnull=True)
        .distinct()
        .in_print_order()
        .prefetch_related(
            Prefetch("parts", ArticlePart.objects.order_by("order")),
            Prefetch("bylines", Byline.objects.order_by("order", "pk")),
        )
    )
