"""A page's layout as it is stored: who owns which zones, in which order, and a mark of each owner's state."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from articles import access
from articles.desk.layout.wanted import ROLES, Changed
from articles.geometry import hull
from articles.interchange.text_layer import TextLayerError, from_bytes
from articles.models import Article, ArticlePart, LeftOutText, Page, PageText, Photo
from articles.records import TextLayer

_FIELDS = {
    "part": {"jump": "jump_zone", "continuation": "continuation_zone"},
    "photo": {"picture": "picture_zone"},
    "left": {},
}
"""Where a role's one zone is kept; ``zone`` is kept in ``zones``."""


def mark_of(*state: Any) -> str:
    """A short mark that changes with the state."""
    return hashlib.sha256(json.dumps(state, sort_keys=True, default=str).encode()).hexdigest()[:16]


def owner_key(row: ArticlePart | Photo | LeftOutText) -> str:
    """What an owner is called on the page: its kind and primary key."""
    kind = "part" if isinstance(row, ArticlePart) else "photo" if isinstance(row, Photo) else "left"
    return f"{kind}-{row.pk}"


@dataclass(slots=True, eq=False)
class Owner:
    """A part, photo or left-out text; ``number`` is a part's place in the page's order, from 1."""

    key: str
    row: ArticlePart | Photo | LeftOutText
    locked: bool
    number: int = 0

    @property
    def kind(self) -> str:
        return self.key.partition("-")[0]

    @property
    def name(self) -> str:
        """What it is called in a list."""
        match self.row:
            case ArticlePart() as part:
                return part.heading or part.article.title
            case Photo() as photo:
                return Truncator(photo.caption or photo.alt_text or _("(no caption)")).chars(40)
            case LeftOutText() as left_out:
                return Truncator(" ".join(left_out.text.split()) or _("(no text)")).chars(40)

    @property
    def zones(self) -> dict[str, list[Any]]:
        """Its polygons by role, as they are stored."""
        one = {role: getattr(self.row, name) for role, name in _FIELDS[self.kind].items()}
        return {"zone": list(self.row.zones), **{role: [zone] if zone else [] for role, zone in one.items()}}

    @property
    def count(self) -> int:
        """How many zones it has, of all roles."""
        return sum(map(len, self.zones.values()))

    @property
    def mark(self) -> str:
        """A mark of its zones, and of a part's place in the order."""
        return mark_of(self.zones, self.number)

    def put(self, zones: dict[str, list[Any]]) -> None:
        """Store other zones; an article's part keeps a revision."""
        self.row.zones = zones["zone"]
        for role, name in _FIELDS[self.kind].items():
            setattr(self.row, name, zones[role][0] if zones[role] else None)
        self.row.save(update_fields=["zones", *_FIELDS[self.kind].values()])


class Layout:
    """All owners of a page, in a fixed number of queries; ``lock`` holds them while the transaction lasts."""

    def __init__(self, page: Page, user: access.AnyUser, lock: bool = False) -> None:
        self.page = page
        if lock:
            _hold(page)
        self.parts: list[ArticlePart] = list(parts_of(page))
        photos: list[Photo] = list(page.photos.select_related("page", "article"))
        left_out: list[LeftOutText] = list(page.left_out.order_by("pk"))
        for row in left_out:
            row.page = page
        open_ones = access.open_to_change(user, [*self.parts, *photos, *left_out])
        self.owners = {
            owner.key: owner
            for owner in (
                *(
                    Owner(owner_key(part), part, part not in open_ones, n)
                    for n, part in enumerate(self.parts, 1)
                ),
                *(Owner(owner_key(photo), photo, photo not in open_ones) for photo in photos),
                *(Owner(owner_key(row), row, row not in open_ones) for row in left_out),
            )
        }

    def of_kind(self, kind: str) -> list[Owner]:
        """The owners of one kind: part, photo or left."""
        return [owner for owner in self.owners.values() if owner.kind == kind]

    @property
    def order(self) -> list[str]:
        """The keys of the stories, the lead first."""
        return [owner.key for owner in self.of_kind("part")]

    def refuse_if_changed(self, seen: dict[str, str]) -> None:
        """Raise Changed, with what changed, where an owner came, went or changed since the user saw it."""
        changes = list(self._changes(seen))
        if changes:
            raise Changed(
                _("Somebody else changed this page meanwhile: %(changes)s. Nothing of yours is lost.")
                % {"changes": "；".join(changes[:6]) + ("…" if len(changes) > 6 else "")}
            )

    def _changes(self, seen: dict[str, str]) -> Iterator[str]:
        for key, owner in self.owners.items():
            if key not in seen:
                yield _("“%(name)s” came") % {"name": owner.name}
            elif seen[key] != owner.mark:
                yield _("“%(name)s” has other zones or another place") % {"name": owner.name}
        if gone := len(seen.keys() - self.owners.keys()):
            yield _("%(count)d gone") % {"count": gone}

    def as_data(self) -> dict[str, Any]:
        """What the page's script works with."""
        zones = [
            {"owner": key, "role": role, "points": polygon}
            for key, owner in self.owners.items()
            for role, polygons in owner.zones.items()
            for polygon in polygons
        ]
        owners = [
            {
                "key": key,
                "kind": owner.kind,
                "name": owner.name,
                "number": owner.number,
                "locked": owner.locked,
                "roles": ROLES[owner.kind],
                "mark": owner.mark,
            }
            for key, owner in self.owners.items()
        ]
        return {"owners": owners, "zones": zones, "order": self.order}


def parts_of(page: Page) -> QuerySet[ArticlePart]:
    """The page's parts in print order, each with the parts of its whole story."""
    whole = ArticlePart.objects.select_related("page").order_by("order")
    return (
        page.parts.in_print_order()
        .select_related("article__issue__newspaper", "page")
        .prefetch_related(Prefetch("article__parts", whole))
    )


def _hold(page: Page) -> None:
    """Lock all that stands on a page, and the stories whose stage says who may move it; each kind by id."""
    stories = Q(pk__in=page.parts.values("article")) | Q(pk__in=page.photos.values("article"))
    list(Article.objects.select_for_update(no_key=True).filter(stories).order_by("pk").values_list("pk"))
    for rows in (page.parts, page.photos, page.left_out):
        list(rows.select_for_update(no_key=True).order_by("pk").values_list("pk"))


def layer_of(page: Page) -> TextLayer | None:
    """The characters printed on the page; None where nobody knows them."""
    stored = PageText.objects.filter(page=page).first()
    if stored is None:
        return None
    try:
        return from_bytes(stored.content)
    except TextLayerError:
        return None


def printed_lines(layer: TextLayer | None) -> list[list[int]]:
    """The boxes of the printed lines, to which zones snap; in ten-thousandths of the page."""
    lines = layer.lines if layer is not None else ()
    return [[round(10_000 * number) for number in hull(line.boxes)] for line in lines if line.boxes]
