"""Two versions of a story or a page beside each other: words, names, and zones on the page's picture."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from articles.geometry import Polygon
from articles.imaging import tiles
from articles.models import LeftOutText, Page, PageImage
from articles.models.person import SignatureLine
from articles.models.version import Version
from articles.wording import html
from articles.wording.comparing import Line, compare
from articles.wording.signing import text_of

_ACROSS = 900
"""Pixels that a page picture is wide, at least."""
_HEADS = ("kicker", "headline", "deck", "dateline_printed")


@dataclass(frozen=True, slots=True)
class Section:
    """One field or text of a comparison."""

    label: str
    lines: list[Line]

    @property
    def is_same(self) -> bool:
        """Whether nothing changed."""
        return all(line.kind == "same" for line in self.lines)


@dataclass(frozen=True, slots=True)
class Outline:
    """A zone on the picture: moved away from (``old``), moved to (``new``), or where it always was."""

    kind: str
    path: str
    label: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A page's picture with the zones of two versions."""

    label: str
    src: str
    width: int
    height: int
    outlines: list[Outline]

    @property
    def has_moved(self) -> bool:
        """Whether any zone did."""
        return any(one.kind != "same" for one in self.outlines)


def sections(before: Version, after: Version, labels: dict[int, str]) -> list[Section]:
    """All that can be read, story by story; ``labels`` are the pages' by their primary key."""
    found: list[Section] = []
    for old, new in _pairs(before.articles, after.articles):
        story = _title(new or old)
        several = len(before.articles) > 1 or len(after.articles) > 1
        under = f"{story} · " if several else ""
        for name in _HEADS:
            found += _section(f"{under}{_label(new or old, name)}", _one(old, name), _one(new, name))
        of = (new or old).id
        found += _section(f"{under}{_('bylines')}", _signed(before.bylines, of), _signed(after.bylines, of))
        for part, now in _pairs(_under(before.parts, of), _under(after.parts, of)):
            page = labels.get((now or part).page_id, "—")
            name = _("Page %(page)s") % {"page": page}
            found += _section(f"{under}{name} · {_('heading')}", _one(part, "heading"), _one(now, "heading"))
            found += _section(f"{under}{name} · {_('Text')}", _body(part), _body(now))
    for photo, now in _pairs(before.photos, after.photos):
        name = f"{_('photo')} {(now or photo).order}"
        found += _section(f"{name} · {_('caption')}", _one(photo, "caption"), _one(now, "caption"))
        pk = (now or photo).id
        found += _section(
            f"{name} · {_('photo credits')}",
            _signed(before.credits, pk, "photo_id"),
            _signed(after.credits, pk, "photo_id"),
        )
    for left, now in _pairs(before.left_out, after.left_out):
        kind = LeftOutText.Kind((now or left).kind).label
        found += _section(str(kind), _one(left, "text"), _one(now, "text"))
    return found


def pictures(before: Version, after: Version, pages: Iterable[Page]) -> list[Picture]:
    """The pages' pictures with the zones of both; those pages alone that have a picture."""
    images = {image.page_id: image for image in PageImage.objects.filter(page__in=list(pages))}
    found = []
    for page in pages:
        if (image := images.get(page.pk)) is None:
            continue
        outlines: list[Outline] = []
        for kind, of in (("parts", _part_zones), ("photos", _photo_zones), ("left_out", _zones)):
            old = [row for row in getattr(before, kind) if row.page_id == page.pk]
            new = [row for row in getattr(after, kind) if row.page_id == page.pk]
            for row, now in _pairs(old, new):
                outlines += _outlines(row, now, of, image, before, after)
        level = next(
            (one for one in reversed(tiles.levels(image.width, image.height)) if one.width >= _ACROSS),
            tiles.levels(image.width, image.height)[0],
        )
        src = f"{reverse('preview-image', args=[image.folder])}/{tiles.whole_path(level)}"
        found.append(Picture(page.label, src, image.width, image.height, outlines))
    return found


def _outlines(
    row: Any, now: Any, of: Callable[[Any], list[Polygon]], image: PageImage, before: Version, after: Version
) -> list[Outline]:
    label = _name_of(now or row, after if now else before)
    old, new = (None if one is None else of(one) for one in (row, now))
    if old == new:
        return [Outline("same", _path(new or [], image), label)] if new else []
    states = (("old", old), ("new", new))
    return [Outline(kind, _path(zones, image), label) for kind, zones in states if zones]


def _part_zones(part: Any) -> list[Polygon]:
    return [*(part.zones or []), *(zone for zone in (part.continuation_zone, part.jump_zone) if zone)]


def _photo_zones(photo: Any) -> list[Polygon]:
    return [*(photo.zones or []), *([photo.picture_zone] if photo.picture_zone else [])]


def _zones(row: Any) -> list[Polygon]:
    return list(row.zones or [])


def _path(zones: Sequence[Polygon], image: PageImage) -> str:
    """The polygons as an SVG path in the picture's pixels."""
    return " ".join(
        "M" + "L".join(f"{x * image.width:.0f} {y * image.height:.0f}" for x, y in zone) + "Z"
        for zone in zones
    )


def _name_of(row: Any, version: Version) -> str:
    if hasattr(row, "article_id") and hasattr(row, "body"):
        return next((_title(one) for one in version.articles if one.id == row.article_id), "")
    return str(getattr(row, "caption", "") or getattr(row, "text", ""))[:40]


def _pairs(before: Sequence[Any], after: Sequence[Any]) -> list[tuple[Any, Any]]:
    """Rows that are the same one, in the order of the later version; what is gone stands last."""
    old = {row.id: row for row in before}
    found = [(old.pop(row.id, None), row) for row in after]
    return found + [(row, None) for row in old.values()]


def _under(rows: Sequence[Any], article: int) -> list[Any]:
    return [row for row in rows if row.article_id == article]


def _section(label: str, before: list[str], after: list[str]) -> list[Section]:
    label = label[:1].upper() + label[1:]
    return [Section(label, compare(before, after))] if before or after else []


def _one(row: Any, name: str) -> list[str]:
    value = getattr(row, name) if row is not None else ""
    return value.split("\n") if value else []


def _body(part: Any) -> list[str]:
    return [] if part is None else html.plain_text(part.body).splitlines()


def _signed(rows: Sequence[Any], pk: int, tie: str = "article_id") -> list[str]:
    lines = [row for row in rows if getattr(row, tie) == pk]
    roles = dict(SignatureLine.Role.choices)
    printed = [(text_of([row]), str(roles.get(row.role, row.role))) for row in lines]
    return [text if role in text else f"{text} · {role}" for text, role in printed for row in lines]


def _title(heads: Any) -> str:
    return heads.headline or heads.kicker or heads.deck or _("(no headline)")


def _label(row: Any, name: str) -> str:
    return str(row._meta.get_field(name).verbose_name)
