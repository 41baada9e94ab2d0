"""Bringing back a version of a story or page: as a new version, all of it or nothing."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from articles import access
from articles.desk import workflow
from articles.desk.workflow import Refused
from articles.ingest.people import forget_unused, link_people, people_of
from articles.models import Article, ArticlePart, Byline, LeftOutText, Page, Person, Photo, PhotoCredit, Stage
from articles.models.person import tie
from articles.models.version import Version, page_at, rows_at, version_at

_ASIDE = 20_000
_RESTORED: dict[Any, tuple[str, ...]] = {
    Article: (
        *("kicker", "headline", "deck", "column_id"),
        *("dateline_printed", "dateline_agency", "dateline_place", "dateline_date"),
    ),
    ArticlePart: (
        *("order", "page_id", "position", "heading", "body", "zones", "jump_zone", "continuation_zone"),
        *("joins_as", "repeats", "printed_jump", "printed_jump_page"),
        *("printed_continuation", "printed_continuation_page"),
    ),
    Byline: ("article_id", "order", "name", "role", "affiliation", "title", "person_id"),
    Photo: ("order", "caption", "alt_text", "zones", "picture_zone"),
    PhotoCredit: ("photo_id", "order", "name", "role", "affiliation", "title", "person_id"),
    LeftOutText: ("page_id", "kind", "text", "zones"),
}
"""What a version brings back. Stages, files and rights it does not."""
_FROM_NOTHING: dict[Any, tuple[str, ...]] = {
    Article: ("issue_id", "number"),
    ArticlePart: ("article_id",),
    Photo: ("page_id", "article_id", "taken_on", "online_permitted", "permitted_until", "rights_holder"),
}
"""What a row needs beside that where it was deleted since; a story comes back as a draft."""


@transaction.atomic
def restore_story(
    article: Article,
    moment: datetime.datetime,
    user: User | None,
    *,
    notice: str = "",
    silently: bool = False,
) -> int:
    """Make the story what it was at that moment; returns how many rows changed.

    Raises Refused. A public text needs a notice, or ``silently`` for mere typography. Parts that went to
    another story or came from one are not moved: joins are taken back by their own verb.
    """
    rows = Article.objects.select_for_update(of=("self",), no_key=True).select_related("issue__newspaper")
    row = rows.get(pk=article.pk)
    _refuse_locked([row], user)
    if row.merged_into_id is not None:
        raise Refused(_("This story was joined to another. Take the join back first."))
    then = version_at(row, moment)
    if then is None:
        raise Refused(_("There is no version of this moment."))
    if row.has_been_public and not (notice.strip() or silently):
        raise Refused(_("This text is public: say in a correction notice what was wrong and what is right."))
    former_at = workflow.keep_version(row)
    now = version_at(row, None)
    assert now is not None  # it is there
    _refuse_moved(then, now, moment)
    if row.has_been_public and {part.id for part in now.parts} - {part.id for part in then.parts}:
        raise Refused(_("A part that was published came later; it stays. Change the text by hand."))
    changed = _put_back(then, now, moment, with_removals=True)
    if changed and row.has_been_public:
        if notice.strip():
            workflow.note_correction(row, user, notice, former_at=former_at)
        else:
            workflow.note_typography(row, user)
    return changed


@transaction.atomic
def restore_page(page: Page, moment: datetime.datetime, user: User | None) -> int:
    """Make what the page printed at that moment what it prints; returns how many rows changed.

    Raises Refused. Stories that came to the page later stay as they are; one that was deleted since is a
    draft again.
    """
    row = Page.objects.select_for_update(no_key=True).get(pk=page.pk)
    then, now = page_at(row, moment), page_at(row, None)
    if not then.rows():
        raise Refused(_("There is no version of this moment."))
    pks = {one.id for one in then.articles} | {photo.article_id for photo in then.photos}
    locked = list(Article.objects.select_for_update(no_key=True).filter(pk__in=pks - {None}).order_by("pk"))
    held: list[Any] = [row, *locked]
    _refuse_locked(held, user)
    if public := [one for one in held if one.has_been_public]:
        raise Refused(
            _("Public, so restore each story by itself, with a correction: %(what)s.")
            % {"what": workflow.named(public)}
        )
    gone = {one.id for one in then.articles} - {story.pk for story in locked}
    if gone and user is not None and not access.may(user, "add", Article):
        raise Refused(_("A story of this version was deleted, and you may not add stories."))
    for story in locked:
        workflow.keep_version(story)
    workflow.keep_rows(now)
    _refuse_moved(then, now, moment)
    return _put_back(then, now, moment, with_removals=False)


def _refuse_locked(rows: list[Any], user: User | None) -> None:
    """Raise Refused where one of the locked rows may not be changed, or not by this user; None may all."""
    closed = [row for row in rows if row.stage == Stage.SIGNED_OFF]
    if closed:
        raise Refused(
            _("Signed off, so it cannot be changed; send it back first: %(what)s.")
            % {"what": workflow.named(closed)}
        )
    if user is not None and (strange := [row for row in rows if not access.open_to_change(user, [row])]):
        raise Refused(_("You may not change this now: %(what)s.") % {"what": workflow.named(strange)})


def _refuse_moved(then: Version, now: Version, moment: datetime.datetime) -> None:
    """Raise Refused where a part has another story or page now, or had then; or a photo or left-out text.

    What went elsewhere is no longer this story's or page's to change: there it may be public.
    """
    live = {part.pk: part for part in ArticlePart.objects.filter(pk__in=[part.id for part in then.parts])}
    moved = [part for part in then.parts if part.id in live and live[part.id].article_id != part.article_id]
    was = rows_at(ArticlePart, moment, "id", [part.id for part in now.parts])
    stood = {part.id: part.article_id for part in now.parts}
    moved += [part for part in was if part.article_id != stood[part.id]]
    if moved:
        raise Refused(
            _("A part of this version stands in another story now, or did then. Take the join back first.")
        )
    went = [(part.page_id, live[part.id].page_id) for part in then.parts if part.id in live]
    left = {page for was, now_on in went if was != now_on for page in (was, now_on)}
    _refuse_locked(list(Page.objects.filter(pk__in=left).select_related("issue__newspaper")), None)
    gone = {one.id for one in then.articles} - set(
        Article.objects.filter(pk__in=[one.id for one in then.articles]).values_list("pk", flat=True)
    )  # their photos stand alone until they come back
    for model, rows, ties in (
        (Photo, then.photos, ("article_id", "page_id")),
        (LeftOutText, then.left_out, ("page_id",)),
    ):
        stands = {row.pk: row for row in model._default_manager.filter(pk__in=[row.id for row in rows])}
        if any(
            getattr(stands[row.id], tie) != getattr(row, tie)
            for row in rows
            for tie in ties
            if row.id in stands and not (tie == "article_id" and row.article_id in gone)
        ):
            raise Refused(_("A photo or text of this version stands elsewhere now. Move it back first."))
    pages = {part.page_id for part in then.parts}
    if Page.objects.filter(pk__in=pages).count() != len(pages):
        raise Refused(_("A page of this version is not there any more."))


def _put_back(then: Version, now: Version, moment: datetime.datetime, with_removals: bool) -> int:
    """Bring all rows back; returns how many changed. Raises Refused where another row is in the way."""
    try:
        with transaction.atomic():
            return _all_back(then, now, moment, with_removals)
    except IntegrityError as error:  # such as a part at the place that a part of this version had
        raise Refused(
            _("This contradicts what is stored, so nothing was changed. Here is what is stored now.")
        ) from error


def _all_back(then: Version, now: Version, moment: datetime.datetime, with_removals: bool) -> int:
    parts = {part.id: part for part in then.parts}
    moving = [part.id for part in now.parts if part.id in parts and part.order != parts[part.id].order]
    ArticlePart.objects.filter(pk__in=moving).update(order=F("order") + _ASIDE)  # an order stands only once
    changed = 0
    former: set[int] = set()
    for model, name in (
        (Article, "articles"),
        (ArticlePart, "parts"),
        (Byline, "bylines"),
        (Photo, "photos"),
        (PhotoCredit, "credits"),
        (LeftOutText, "left_out"),
    ):
        old = {row.id: row for row in getattr(then, name)}
        live = {row.pk: row for row in model._default_manager.filter(pk__in=old)}
        removed = [row for row in getattr(now, name) if row.pk not in old]
        if model in (Byline, PhotoCredit) or (with_removals and model is ArticlePart):
            articles, photos = ({one.id for one in rows} for rows in (then.articles, then.photos))
            for row in removed:
                if model is ArticlePart or (
                    row.photo_id in photos if model is PhotoCredit else row.article_id in articles
                ):
                    if model in (Byline, PhotoCredit):
                        former |= people_of(model._default_manager.filter(pk=row.pk))
                    row.delete()
                    changed += 1
        for pk, as_it_was in old.items():
            changed += _bring_back(model, pk, as_it_was, live.get(pk), moment)
    forget_unused(former)
    return changed


def _bring_back(model: Any, pk: int, former: Any, row: Any, moment: datetime.datetime) -> int:
    """One row as it was; a new one with its old number where it is gone. Returns 1 where it changed."""
    values = {name: getattr(former, name) for name in _RESTORED[model]}
    if values.get("person_id"):
        values |= _tied(values["person_id"], row)
    if model is Photo and row is not None and row.article_id is None:
        values["article_id"] = former.article_id  # its story was deleted, and is there again
    if row is None:
        values |= {name: getattr(former, name) for name in _FROM_NOTHING.get(model, ())}
        if model is Article:
            values["written_by_id"] = Article.history.filter(id=pk).earliest().history_user_id
        if model is Photo and not Article.objects.filter(pk=former.article_id).exists():
            values["article_id"] = None
        row = model(pk=pk)  # of a photo without its file, which no version keeps
    elif all(getattr(row, name) == value for name, value in values.items()):
        return 0
    for name, value in values.items():
        setattr(row, name, value)
    person = getattr(former, "person_id", None)
    if person and not Person.objects.filter(pk=person).exists():  # forgotten since
        row.point_to(link_people([row.signature], row.newspaper, row.agency).get(row.signature))
    row._change_reason = f"version of {moment.isoformat()}"[:100]
    row.save()
    return 1


def _tied(person: int, row: Any) -> dict[str, int | None]:
    """How a name is tied to a person of then, who may be merged into another since, or gone."""
    to = tie(Person.objects.filter(pk=person).first())
    found = {
        f"{name}_id": one.pk if one else None
        for name, one in (("person", to["person"]), ("known_as", to["known_as"]))
    }
    if row is not None and row.person_id == found["person_id"]:
        del found["known_as_id"]
    return found
