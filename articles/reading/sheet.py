"""A page as its picture shows it: zones that lead to the stories, and the list of the stories beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from articles.models import ArticlePart, Page, Photo
from articles.reading.drawing import Cover, covers, outline, photo_zones
from articles.reading.facsimile import Facsimile
from articles.reading.opened import JumpLink, OpenIssue
from articles.reading.printed import PrintedPage, PrintedPart

CAPTION_CHARACTERS = 40


@dataclass(frozen=True, slots=True)
class Zone:
    """A link on the picture. ``kind`` is story, photo, out (下转) or in (上接).

    ``path`` is its outline as SVG writes it, in pixels of the picture. ``row`` is the anchor that its row in
    the list names; its own ``anchor`` and ``hit_anchor`` where it is the story's zone and no line in it.
    """

    kind: str
    name: str
    url: str
    path: str
    row: str
    anchor: str = ""
    hit_anchor: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A story or a lone photo in the list beside the picture; ``anchor`` is its zone's, where it has one."""

    heading: str
    url: str
    anchor: str = ""
    part: PrintedPart | None = None
    continuation: JumpLink | None = None
    jump: JumpLink | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """The picture of a page with its zones, in reading order, and the rows of the list."""

    facsimile: Facsimile
    zones: list[Zone]
    rows: list[Row]

    @property
    def covers(self) -> list[Cover]:
        """What is said on places that are painted over."""
        return covers(self.facsimile)

    @property
    def src(self) -> str:
        """A middling copy, for those who take only one."""
        return self.facsimile.at_least(900).url

    @property
    def master(self) -> str:
        """The picture in its own size."""
        return self.facsimile.sizes[-1].url


def sheet_of(opened: OpenIssue, page: Page, printed: PrintedPage) -> Sheet | None:
    """The page's picture as the reader of ``opened`` may see it; asks the database nothing more."""
    facsimile = opened.facsimile(page)
    if facsimile is None:
        return None
    zones: list[Zone] = []
    rows: list[Row] = []
    for part in printed.parts:
        row = _story_row(opened, part)
        rows.append(row)
        zones += _story_zones(facsimile, part, row)
    for photo in printed.photos:
        row = _photo_row(photo)
        rows.append(row)
        if row.anchor:
            path = outline(facsimile, photo_zones(photo))
            zones.append(Zone("photo", row.heading, row.url, path, row.anchor, row.anchor, photo.hit_anchor))
    return Sheet(facsimile, zones, rows)


def _story_row(opened: OpenIssue, printed: PrintedPart) -> Row:
    part = printed.part
    return Row(
        heading=printed.heading,
        url=printed.url,
        anchor=part.zone_anchor if part.zones else "",
        part=printed,
        continuation=_on_picture(opened, printed.continuation, part.previous),
        jump=_on_picture(opened, printed.jump, part.next),
    )


def _story_zones(on: Facsimile, printed: PrintedPart, row: Row) -> Iterator[Zone]:
    """The story with its photos, and on top of it its jump lines; a line that leads nowhere is no link."""
    part = printed.part
    if part.zones:
        around = [*part.zones, *(zone for photo in printed.photos for zone in photo_zones(photo))]
        path = outline(on, around)
        yield Zone("story", row.heading, row.url, path, row.anchor, row.anchor, part.hit_anchor)
    lines = (("in", row.continuation, part.continuation_zone), ("out", row.jump, part.jump_zone))
    for kind, line, zone in lines:
        if zone and line is not None and line.url:
            yield Zone(kind, f"{line.text} · {row.heading}", line.url, outline(on, [zone]), row.anchor)


def _photo_row(photo: Photo) -> Row:
    name = photo.caption or photo.alt_text or str(_("Photo news"))
    anchor = f"zp{photo.pk}" if photo_zones(photo) else ""
    return Row(Truncator(name).chars(CAPTION_CHARACTERS), f"#photo{photo.pk}", anchor)


def _on_picture(opened: OpenIssue, line: JumpLink | None, other: ArticlePart | None) -> JumpLink | None:
    """A jump line that leads to the other half's place on its page's picture instead of to its text."""
    return JumpLink(line.text, opened.zone_url(other)) if line is not None and other is not None else line
