"""What a browser sends of a page's layout, checked for its form; what is refused, and why."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from articles.desk.workflow import Refused
from articles.geometry import BadZone, Point, is_simple, read_polygon

MOST_ZONES = 600
"""Zones on one page; a page of small advertisements has some two hundred."""
MOST_POINTS, MOST_POINTS_OF_ALL = 200, 6000
"""Corners of one zone, and of all."""
ROLES = {"part": ("zone", "jump", "continuation"), "photo": ("zone", "picture"), "left": ("zone",)}
"""What a zone may be to each kind of owner; of all but ``zone`` there is one at most."""
NEW = re.compile(r"(story|advert|notice|teaser|furniture|unknown)-\d{1,4}", re.ASCII)
"""The key of an owner that saving makes."""


class Changed(Refused):
    """Somebody else saved meanwhile; the message names what changed."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page's layout as its user wants it.

    ``seen`` are the marks of the owners as the user saw them; ``zones`` are polygons by owner and role, in
    order; ``order`` are the keys of the page's stories, the lead first. Coordinates are not yet checked.
    """

    seen: dict[str, str]
    order: list[str]
    zones: dict[str, dict[str, list[Any]]] = field(default_factory=dict)


def read_wanted(body: bytes) -> Wanted:
    """The layout in a request's body. Raises Refused where it has another form, or is too much."""
    try:
        data = json.loads(body)
        seen = {str(key): str(mark) for key, mark in data["seen"].items()}
        order = [str(key) for key in data["order"]]
        given = [(str(zone["owner"]), str(zone["role"]), zone["points"]) for zone in data["zones"]]
        corners = sum(len(points) for _owner, _role, points in given)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Refused(_("This is no layout of a page. Load the page again; nothing was changed.")) from error
    if len(given) > MOST_ZONES or corners > MOST_POINTS_OF_ALL:
        raise Refused(
            _("There are more than %(zones)d zones or %(points)d corners on this page. Nothing was changed.")
            % {"zones": MOST_ZONES, "points": MOST_POINTS_OF_ALL}
        )
    zones: dict[str, dict[str, list[Any]]] = {}
    for owner, role, points in given:
        zones.setdefault(owner, {}).setdefault(role, []).append(points)
    return Wanted(seen, order, zones)


def checked(polygons: Iterable[Any], name: str) -> list[list[Point]]:
    """The polygons, each on the page, simple, of not too many corners. Raises Refused, naming their owner."""
    out = []
    for value in polygons:
        try:
            polygon = [(round(x, 5), round(y, 5)) for x, y in read_polygon(value)]
        except BadZone as error:
            raise Refused(
                _("A zone of “%(name)s” is no polygon on the page. Nothing was changed.") % {"name": name}
            ) from error
        if len(polygon) > MOST_POINTS:
            raise Refused(
                _("A zone of “%(name)s” has more than %(points)d corners. Nothing was changed.")
                % {"name": name, "points": MOST_POINTS}
            )
        if not is_simple(polygon):
            raise Refused(
                _("A zone of “%(name)s” crosses itself or encloses nothing. Nothing was changed.")
                % {"name": name}
            )
        out.append(polygon)
    return out
