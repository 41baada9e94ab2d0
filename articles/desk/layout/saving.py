"""The verb that saves a page's zones and the order of its stories, and makes stories of what zones hold."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from articles import access
from articles.desk.layout.state import Layout, Owner, layer_of, owner_key
from articles.desk.layout.wanted import NEW, ROLES, Wanted, checked
from articles.desk.workflow import Refused
from articles.geometry import Point
from articles.ingest.drafted import add_article
from articles.ingest.zone_text import NoText, lines_in, read_zone
from articles.models import Article, ArticlePart, Issue, LeftOutText, Page
from articles.records import ArticleDraft


@transaction.atomic
def save_layout(page: Page, wanted: Wanted, user: User) -> dict[str, str]:
    """Store the zones and the order that the user wants; returns the new keys of owners that were made.

    A key like ``story-1`` makes a draft article of the text that is printed in its zones, ``advert-2`` and
    the other kinds a left-out text; a zone of nobody (``""``) becomes one of unknown kind. Raises
    Changed where somebody else saved since, and Refused where a zone cannot be kept or its owner is locked.
    """
    layout = _opened(page, user)
    layout.refuse_if_changed(wanted.seen)
    for owner in layout.owners.values():
        _put(owner, wanted.zones.get(owner.key, {}))
    made = _Maker(layout, user)
    for key, zones in wanted.zones.items():
        if key not in layout.owners:
            made.make(key, zones)
    _arrange(layout, [made.keys.get(key, key) for key in wanted.order], made.parts)
    return made.keys


@transaction.atomic
def move_story(page: Page, key: str, by: int, seen: str, user: User) -> None:
    """Move a story up (-1) or down (1) by a place. ``seen`` is its mark. Raises Refused."""
    layout = _opened(page, user)
    order = layout.order
    if key not in order:
        raise Refused(_("This story is not on this page any more. Nothing was changed."))
    layout.refuse_if_changed({**{k: o.mark for k, o in layout.owners.items()}, key: seen})
    at = order.index(key)
    if 0 <= at + by < len(order):
        order.insert(at + by, order.pop(at))
    _arrange(layout, order, {})


def _opened(page: Page, user: User) -> Layout:
    """The page's layout under a lock, for a user who may change it."""
    # The issue first, as the plan does: a new story takes its number there.
    Issue.objects.select_for_update(no_key=True).get(pk=page.issue_id)
    row = (
        Page.objects.select_for_update(of=("self",), no_key=True)
        .select_related("issue__newspaper")
        .get(pk=page.pk)
    )
    if not access.may(user, "change", row):
        raise Refused(_("You cannot change this page now; if it is signed off, send it back first."))
    return Layout(row, user, lock=True)


def _put(owner: Owner, wanted: dict[str, list[Any]]) -> None:
    """Store an owner's zones where they differ from what is stored; those that it had are not judged anew."""
    stored = owner.zones
    new = {role: wanted.get(role, []) for role in stored}
    if wanted.keys() - stored.keys() or any(len(new[role]) > 1 for role in new if role != "zone"):
        raise Refused(
            _("“%(name)s” cannot have these zones: of a jump line or a picture there is one.")
            % {"name": owner.name}
        )
    if new == stored:
        return
    if owner.locked:
        raise Refused(
            _("You cannot change “%(article)s” now; if it is signed off, send it back first.")
            % {"article": owner.name}
        )
    owner.put(
        {
            role: [
                polygon if polygon in stored[role] else checked([polygon], owner.name)[0]
                for polygon in polygons
            ]
            for role, polygons in new.items()
        }
    )


class _Maker:
    """Makes the owners that a user wants for new zones, with the text that is printed there."""

    def __init__(self, layout: Layout, user: User) -> None:
        self.layout, self.user, self.page = layout, user, layout.page
        self.layer = layer_of(layout.page)
        self.keys: dict[str, str] = {}
        self.parts: dict[str, ArticlePart] = {}

    def make(self, key: str, zones: dict[str, list[Any]]) -> None:
        known = NEW.fullmatch(key)
        if (key and known is None) or zones.keys() - set(ROLES["left"]):
            raise Refused(_("This is no layout of a page. Load the page again; nothing was changed."))
        polygons = checked(zones["zone"], _("(new)"))
        if known and known[1] == "story":
            part = self._story(polygons)
            self.keys[key] = owner_key(part)
            self.parts[self.keys[key]] = part
        elif known:
            self.keys[key] = f"left-{self._left_out(known[1], polygons).pk}"
        else:
            for polygon in polygons:
                self._left_out(LeftOutText.Kind.UNKNOWN, [polygon])

    def _story(self, polygons: list[list[Point]]) -> ArticlePart:
        """A draft; where the page has no text layer an empty one, to be written."""
        if not access.may(self.user, "add", Article):
            raise Refused(_("You may not add articles."))
        draft = ArticleDraft()
        if self.layer is not None and self.layer.lines:
            try:
                draft = read_zone(self.layer, polygons)
            except NoText as error:
                raise Refused(
                    _("No text is printed in this zone: draw it over some, or give the zone to a story.")
                ) from error
        last = max((part.position for part in self.page.parts.all()), default=0)
        article = add_article(self.page, last + 1, draft)
        Article.objects.filter(pk=article.pk).update(written_by=self.user)
        part = article.parts.get()
        part.zones = polygons
        part.save(update_fields=["zones"])
        return part

    def _left_out(self, kind: str, polygons: list[list[Point]]) -> LeftOutText:
        if not access.may(self.user, "add", LeftOutText):
            raise Refused(_("Give each zone to a story or photo first."))
        lines = lines_in(self.layer, polygons) if self.layer is not None else []
        text = "\n".join(line.text for line in lines)
        return LeftOutText.objects.create(page=self.page, kind=kind, text=text, zones=polygons)


def _arrange(layout: Layout, order: list[str], made: dict[str, ArticlePart]) -> None:
    """Bring the stories into this order; those that it does not name come last, as they stand."""
    known = dict(zip(layout.order, layout.parts, strict=True)) | made
    if len(set(order)) != len(order) or not set(order) <= known.keys():
        raise Refused(_("This is no layout of a page. Load the page again; nothing was changed."))
    whole = [*order, *(key for key in known if key not in order)]
    if whole == [*layout.order, *made]:
        return
    for position, key in enumerate(whole, start=1):
        part = known[key]
        if part.position == position:
            continue
        owner = layout.owners.get(key)
        if owner is not None and owner.locked:
            raise Refused(
                _("You cannot change “%(article)s” now; if it is signed off, send it back first.")
                % {"article": owner.name}
            )
        ArticlePart.objects.filter(pk=part.pk).update(position=position)
