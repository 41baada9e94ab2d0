"""A joined article as it is read: its visible parts one after the other, the page breaks between them."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.html import escape
from django.utils.safestring import mark_safe

from articles.finding.sought import Found, Sought
from articles.models import Article, ArticlePart, Photo
from articles.reading.drawing import CutOut, cut_out, photo_zones
from articles.reading.opened import JumpLink, OpenIssue


@dataclass(slots=True)
class Segment:
    """One part in the joined article, the mark of the page break before it, and its photos."""

    part: ArticlePart
    page: JumpLink
    before: JumpLink | None = None
    body: str = ""
    found: Found | None = None
    photos: list[Photo] = field(default_factory=list)
    cut_out: CutOut | None = None

    @property
    def runs_on(self) -> bool:
        """Whether it goes on inside the paragraph that the page break cut."""
        return self.before is not None and self.part.joins_as != ArticlePart.JoinsAs.PARAGRAPH


@dataclass(slots=True)
class Story:
    """What the article page shows below the heads."""

    segments: list[Segment]
    repeats: list[Segment]
    continuation: JumpLink | None
    jump: JumpLink | None
    photos: list[Photo]

    @property
    def cut_outs(self) -> list[Segment]:
        """The parts of which there is a picture, in reading order."""
        return [one for one in (*self.segments, *self.repeats) if one.cut_out]


def story_of(opened: OpenIssue, article: Article, sought: Sought | None = None) -> Story:
    """The article's story as the reader of ``opened`` may see it, and where in it what is ``sought`` stands.

    A part on a page that is not published is left out: the line that leads there stays, as plain text.
    A part that only repeats is named at the end, so that its place in the article has an address too.
    """
    visible = [part for part in article.parts.all() if opened.shows(part.page)]
    segments: list[Segment] = []
    for part in visible:
        if part.repeats:
            continue
        body = as_article_body(part.body)
        if not segments:
            body = with_dateline(body, article.dateline_printed)
        segments.append(
            Segment(part, _page(opened, part), segments[-1].page if segments else None, mark_safe(body))
        )
    if sought:
        _look(segments, sought, opened)
    repeats = [Segment(part, _page(opened, part)) for part in visible if part.repeats]
    rest = _place(opened.photos(article), segments)
    for segment in (*segments, *repeats):
        segment.cut_out = _cut_out(opened, segment.part, segment.photos)
    # Where the last part shown goes on: nowhere, on a hidden page, or on one that has not come.
    end = visible[-1] if visible else None
    return Story(
        segments=segments,
        repeats=repeats,
        continuation=opened.continuation(visible[0]) if visible else None,
        jump=opened.jump(end) if end else None,
        photos=rest,
    )


def _look(segments: list[Segment], sought: Sought, opened: OpenIssue) -> None:
    bodies = [(str(segment.body), segment.part.joins_as) for segment in segments]
    found = sought.in_bodies(bodies, opened.newspaper.is_chinese)
    for segment, one in zip(segments, found, strict=True):
        segment.found = one


def _page(opened: OpenIssue, part: ArticlePart) -> JumpLink:
    return JumpLink(opened.page_name(part.page), opened.part_url(part))


def _cut_out(opened: OpenIssue, part: ArticlePart, photos: list[Photo]) -> CutOut | None:
    facsimile = opened.facsimile(part.page)
    if facsimile is None or not part.zones:
        return None
    beside = [zone for photo in photos for zone in photo_zones(photo)]
    return cut_out(facsimile, [*part.zones, *beside], opened.zone_url(part))


def _place(photos: list[Photo], segments: list[Segment]) -> list[Photo]:
    """Put each photo to the first part on its page; returns those that have no such part."""
    rest: list[Photo] = []
    for photo in photos:
        owner = next((one for one in segments if one.part.page_id == photo.page_id), None)
        (owner.photos if owner else rest).append(photo)
    return rest


def as_article_body(body: str) -> str:
    """A body under an ``h1``: its subheads one level up. Bodies are clean, so their tags have no dress."""
    return body.replace("<h3>", "<h2>").replace("</h3>", "</h2>")


def with_dateline(body: str, dateline: str) -> str:
    """The body with its dateline at the head of the first paragraph, as print sets it."""
    if not dateline:
        return body
    mark = f'<strong class="dateline">{escape(dateline)}</strong> '
    return f"<p>{mark}{body[3:]}" if body.startswith("<p>") else f"<p>{mark}</p>{body}"
