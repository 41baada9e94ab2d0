"""What an import has brought to a page, and whether anybody has changed it since.

A page's source keeps a mark of each story, photo and left-out text that came with it. What bears no mark was
typed; what does not agree with its mark any more was changed. Only the rest may be taken away by another
import, so that nobody's work goes with it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from articles.models import Article, ArticlePart, Join, LeftOutText, Page, PageSource, Photo

_HEADS = (
    *("kicker", "headline", "deck", "column_id"),
    *("dateline_printed", "dateline_agency", "dateline_place", "dateline_date"),
)
_OF_PART = (
    *("page_id", "heading", "body", "zones", "jump_zone", "continuation_zone"),
    *("printed_jump", "printed_jump_page", "printed_continuation", "printed_continuation_page"),
)
_OF_PHOTO = (
    *("page_id", "article_id", "caption", "alt_text", "zones", "picture_zone", "taken_on", "sha256"),
    *("online_permitted", "permitted_until", "rights_holder"),
)
_SIGNED = ("order", "name", "role", "affiliation")


@dataclass(slots=True)
class Standing:
    """What stands on a page: what another import may take away, and what it has to keep."""

    going: list[Article] = field(default_factory=list)
    going_parts: list[ArticlePart] = field(default_factory=list)
    going_photos: list[Photo] = field(default_factory=list)
    going_texts: list[LeftOutText] = field(default_factory=list)
    kept: list[Article] = field(default_factory=list)
    kept_photos: list[Photo] = field(default_factory=list)
    kept_texts: list[LeftOutText] = field(default_factory=list)

    @property
    def named(self) -> list[Article | Photo]:
        """What is kept, as an editor knows it: stories (of a joined tail the whole one), and lone photos."""
        alone = [photo for photo in self.kept_photos if photo.article_id is None]
        return [*dict.fromkeys(story.root for story in self.kept), *alone]


def remember(
    page: Page, articles: Iterable[Article], photos: Iterable[Photo], texts: Iterable[LeftOutText]
) -> None:
    """Mark what an import has just made of the page, as it stands in the database."""
    pks = [article.pk for article in articles]
    parts = ArticlePart.objects.filter(article__in=pks).order_by("order")
    marks = {
        _key(story): _of_story(story, [part for part in parts if part.article_id == story.pk])
        for story in Article.objects.filter(pk__in=pks)
    }
    for photo in Photo.objects.filter(pk__in=[photo.pk for photo in photos]):
        marks[_key(photo)] = _of_photo(photo)
    for text in LeftOutText.objects.filter(pk__in=[text.pk for text in texts]):
        marks[_key(text)] = _of_text(text)
    PageSource.objects.filter(page=page).update(brought=marks)


@transaction.atomic
def remember_file(photo: Photo, before: str) -> None:
    """An import gave a photo its file: its mark follows, where ``before`` (`mark_of`) agreed with it."""
    source = PageSource.objects.select_for_update(no_key=True).filter(page=photo.page_id).first()
    if source is not None and source.brought.get(_key(photo)) == before:
        source.brought[_key(photo)] = mark_of(photo)
        source.save(update_fields=["brought"])


def mark_of(photo: Photo) -> str:
    """The mark of a photo as it stands in the database."""
    return _of_photo(Photo.objects.get(pk=photo.pk))


def is_typed(part: ArticlePart) -> bool:
    """Whether the jump lines of a part were typed at the desk; those that an import read are evidence.

    Of a page that was imported before marks were kept they count as evidence.
    """
    source = PageSource.objects.filter(page=part.page_id).first()
    if source is None:
        return True
    came_as = {part.article_id, *part.joins_in.values_list("tail_article", flat=True)}
    return bool(source.brought) and not any(f"article:{pk}" in source.brought for pk in came_as)


def standing_on(page: Page) -> Standing:
    """Tell what an import brought and nobody changed from what somebody typed or changed.

    Of a joined story each part counts as the story that it came as; one that was split over other pages by
    hand, or whose photo was changed, is kept whole.
    """
    source = PageSource.objects.filter(page=page).first()
    marks: dict[str, str] = source.brought if source is not None else {}
    found = Standing()
    photos = list(Photo.objects.filter(page=page).order_by("order", "pk"))
    changed = {photo.pk for photo in photos if marks.get(_key(photo)) != _of_photo(photo)}
    for story, parts in _as_they_came(page):
        own = [*Photo.objects.filter(article=story)]
        whole = all(photo.page_id == page.pk and photo.pk not in changed for photo in own)
        if whole and marks.get(_key(story)) == _of_story(story, parts):
            found.going.append(story)
            found.going_parts += parts
        else:
            found.kept.append(story)
    staying = {story.pk for story in found.kept}
    for photo in photos:
        stays = photo.pk in changed or photo.article_id in staying
        (found.kept_photos if stays else found.going_photos).append(photo)
    for text in LeftOutText.objects.filter(page=page).order_by("pk"):
        (found.going_texts if marks.get(_key(text)) == _of_text(text) else found.kept_texts).append(text)
    return found


def _as_they_came(page: Page) -> list[tuple[Article, list[ArticlePart]]]:
    """Each story with a part on the page, a joined tail as the story that it was, with all of its parts."""
    stories = Article.objects.filter(parts__page=page).distinct().in_print_order()
    joins = Join.objects.filter(state=Join.State.JOINED, tail_part__article__in=stories)
    tails = {join.tail_part_id: join.tail_article for join in joins.select_related("tail_article")}
    came = []
    for story in stories:
        own: dict[int, tuple[Article, list[ArticlePart]]] = {}
        was = story
        for part in ArticlePart.objects.filter(article=story).order_by("order"):
            was = tails.get(part.pk, was)
            own.setdefault(was.pk, (was, []))[1].append(part)
        came += [(one, parts) for one, parts in own.values() if any(p.page_id == page.pk for p in parts)]
    return came


def _key(row: Article | Photo | LeftOutText) -> str:
    return f"{row._meta.model_name}:{row.pk}"


def _of_story(story: Article, parts: list[ArticlePart]) -> str:
    return _digest(
        [getattr(story, name) for name in _HEADS],
        list(story.bylines.order_by("order", "pk").values_list(*_SIGNED)),
        [[getattr(part, name) for name in _OF_PART] for part in parts],
    )


def _of_photo(photo: Photo) -> str:
    signed = list(photo.credits.order_by("order", "pk").values_list(*_SIGNED))
    return _digest([getattr(photo, name) for name in _OF_PHOTO], signed)


def _of_text(text: LeftOutText) -> str:
    return _digest(text.kind, text.text, text.zones)


def _digest(*values: Any) -> str:
    return hashlib.sha256(json.dumps(values, default=str).encode()).hexdigest()[:24]
