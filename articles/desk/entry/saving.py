"""The verb of the form: a story is made or changed, all or nothing; only what was changed is written."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import access
from articles.desk.body_text import blocks_of_text
from articles.desk.entry import autosaves
from articles.desk.entry.stamps import Merged, Stamp, merge, stamp_of
from articles.desk.entry.story import NEW, Story, signatures, story_of
from articles.desk.entry.things import why_closed
from articles.desk.names import Names, read_byline, read_credit
from articles.desk.workflow import Refused
from articles.ingest.people import forget_unused, link_people, people_of
from articles.models import (
    Article,
    ArticlePart,
    Autosave,
    Byline,
    Issue,
    Page,
    Person,
    Photo,
    PhotoCredit,
    Stage,
)
from articles.models.person import fields_of
from articles.wording import html
from articles.wording.credits import split_credit
from articles.wording.datelines import read_dateline
from articles.wording.jumps import find_continuation, find_jump

_A_MOMENT = datetime.timedelta(hours=1)


class Clash(Exception):
    """Others changed the same fields meanwhile; nothing was saved. ``stored`` is what stands there now."""

    def __init__(self, merged: Merged, stored: Story) -> None:
        super().__init__(", ".join(merged.clashes))
        self.merged, self.stored = merged, stored


@dataclass(slots=True)
class Saved:
    """What came of it; ``taken`` are the fields that others changed and that were kept as theirs.

    ``repeated``: the same form was sent before, and nothing was done now.
    """

    article: Article
    made: bool = False
    repeated: bool = False
    changed: list[str] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)


@transaction.atomic
def create_story(
    page: Page,
    user: User,
    fields: Mapping[str, str],
    names: Mapping[str, Any],
    key: str,
    chosen: Mapping[str, int],
) -> Saved:
    """A new draft at the foot of a page. The same form sent twice makes one. Raises Refused."""
    issue = Issue.objects.select_for_update(no_key=True).get(pk=page.issue_id)
    pages = Page.objects.select_for_update(of=("self",), no_key=True).select_related("issue__newspaper")
    page = pages.get(pk=page.pk)
    if page.stage == Stage.SIGNED_OFF or issue.stage == Stage.SIGNED_OFF:
        raise Refused(_("%(page)s is signed off: nothing can be added to it.") % {"page": page})
    row = autosaves.become(user, key, page)
    if row is not None and row.saved and row.article is not None:
        return _sent_again(row, row.article, user, fields, chosen)
    if (twin := _just_made(user, page, fields)) is not None:
        return Saved(twin, repeated=True)
    article = Article(issue=page.issue, written_by=user)
    _set_heads(article, fields)
    article.save()
    part = ArticlePart(article=article, page=page, order=1)
    part.position = (page.parts.aggregate(last=Max("position"))["last"] or 0) + 1
    _set_part(part, {name: fields[f"{name}_{NEW}"] for name in ("continuation", "body", "jump")})
    if part.printed_continuation:
        part.heading = article.headline
    part.save()
    _sign(article, names.get("byline") or (), chosen)
    if row is not None:
        stored = {_as_new(name, part): mark for name, mark in stamp_of(story_of(article).fields).items()}
        autosaves.settle(row, article, stamp_of(fields), stored)
    return Saved(article, made=True, changed=[name for name, text in fields.items() if text])


def _just_made(user: User, page: Page, fields: Mapping[str, str]) -> Article | None:
    """The story that this user made of just these texts a moment ago.

    The way back shows a form as it was sent, under a new key where the browser asked for the page anew. Forms
    without a text may well be alike: several stories may be planned under one word.
    """
    if not fields.get(f"body_{NEW}", "").strip():
        return None
    recent = Autosave.objects.filter(
        user=user, page=page, saved=True, article__isnull=False, at__gte=timezone.now() - _A_MOMENT
    )
    sent = stamp_of(fields)
    return next(
        (row.article for row in recent.select_related("article") if row.base.get("sent") == sent), None
    )


def _sent_again(
    row: Autosave, article: Article, user: User, fields: Mapping[str, str], chosen: Mapping[str, int]
) -> Saved:
    """A second click changes nothing; what was typed on after the way back is a change of the story made."""
    part = article.parts.order_by("order").first()
    if stamp_of(fields) == row.base.get("sent"):
        return Saved(article, repeated=True)
    if part is None:
        raise Refused(
            _("This was saved, and joined with “%(thing)s” since: change it there. Nothing was saved.")
            % {"thing": article.root}
        )
    mine = {_as_stored(name, part): text for name, text in fields.items()}
    base = {_as_stored(name, part): mark for name, mark in row.base.get("stored", {}).items()}
    return save_story(article, user, mine, base, "", chosen)


def _as_stored(name: str, part: ArticlePart) -> str:
    return f"{name.removesuffix(NEW)}{part.pk}" if name.endswith(f"_{NEW}") else name


def _as_new(name: str, part: ArticlePart) -> str:
    return f"{name.removesuffix(str(part.pk))}{NEW}" if name.endswith(f"_{part.pk}") else name


@transaction.atomic
def save_story(
    article: Article, user: User, fields: Mapping[str, str], base: Stamp, key: str, chosen: Mapping[str, int]
) -> Saved:
    """Change what was changed, under a lock. Raises Clash, or Refused where it cannot be changed."""
    row = Article.objects.select_for_update(no_key=True).select_related(None).filter(pk=article.pk).first()
    if row is None or row.merged_into_id or row.has_been_public or not access.may(user, "change", row):
        why = _("“%(thing)s” cannot be changed here any more.") % {"thing": article}
        if row is not None and not row.merged_into_id and not access.may(user, "change", row):
            why = why_closed(user, row)
        raise Refused(f"{why} {_('Nothing was saved.')}")
    stored = story_of(Article.objects.select_related("issue__newspaper").get(pk=article.pk))
    merged = merge(base, fields, stored.fields)
    if merged.clashes:
        raise Clash(merged, stored)
    article = stored.article or article
    changed = [name for name, text in merged.fields.items() if text != stored.fields[name]]
    _apply(stored, article, merged.fields, changed, chosen)
    autosaves.discard(user, key)
    return Saved(article, changed=changed, taken=merged.taken)


def _apply(
    stored: Story, article: Article, fields: Mapping[str, str], changed: list[str], chosen: Mapping[str, int]
) -> None:
    heads = {"column", "kicker", "headline", "deck", "dateline"} & set(changed)
    if heads:
        _set_heads(article, {name: fields[name] for name in heads})
        article.save()
    for part in stored.parts:
        of_part = {
            n: fields[f"{n}_{part.pk}"]
            for n in ("continuation", "body", "jump")
            if f"{n}_{part.pk}" in changed
        }
        if of_part:
            _set_part(part, of_part)
            part.save()
    if "byline" in changed:
        _sign(article, read_byline(fields["byline"]), chosen)
    for photo in stored.photos:
        _set_photo(
            photo, article, {n: fields[f"{n}_{photo.pk}"] for n in _OF_PHOTO if f"{n}_{photo.pk}" in changed}
        )


_OF_PHOTO = ("caption", "credit", "alt", "taken")


def _set_heads(article: Article, fields: Mapping[str, str]) -> None:
    """Heads and dateline in memory; what the dateline says is read out of it."""
    if "column" in fields:
        article.column_id = int(fields["column"]) if fields["column"] else None
    for name in ("kicker", "headline", "deck"):
        if name in fields:
            setattr(article, name, fields[name])
    if "dateline" in fields:
        read = read_dateline(fields["dateline"])
        article.dateline_printed = fields["dateline"]
        article.dateline_agency, article.dateline_place = read.agency[:60], read.place[:60]
        article.dateline_date = read.date[:40]


def _set_part(part: ArticlePart, fields: Mapping[str, str]) -> None:
    if "body" in fields:
        part.body = html.from_blocks((b.kind, b.text) for b in blocks_of_text(fields["body"]))
    if "jump" in fields:
        line = find_jump(fields["jump"])
        part.printed_jump, part.printed_jump_page = fields["jump"], line.page[:20] if line else ""
    if "continuation" in fields:
        line = find_continuation(fields["continuation"])
        part.printed_continuation = fields["continuation"]
        part.printed_continuation_page = line.page[:20] if line else ""


def _sign(article: Article, names: Names, chosen: Mapping[str, int]) -> None:
    """The bylines as the line prints them; a name that stood there before keeps its row and its person.

    ``chosen`` are persons that the editor picked from the list; other names link by the rule of imports.
    """
    before = list(article.bylines.order_by("order", "pk"))
    left = {signature: row for row, signature in zip(before, signatures(before), strict=True)}
    # The same name in the same role, with other words about it, is the same row.
    retitled = {replace(one, title=""): one for one in left}
    new: list[tuple[int, Any]] = []
    wanted = list(dict.fromkeys(names))
    for order, name in enumerate(wanted, start=1):
        same = name if name in left else retitled.get(replace(name, title=""))
        row = left.pop(same, None) if same is not None and (same == name or same not in wanted) else None
        if row is None:
            new.append((order, name))
        elif (row.order, row.title) != (order, name.title):
            row.order, row.title = order, name.title
            row.save(update_fields=["order", "title"])
    gone = Byline.objects.filter(pk__in=[row.pk for row in left.values()])
    former = people_of(gone)
    gone.delete()
    people: dict[Any, Person | None] = dict(_chosen(article, [name for _order, name in new], chosen))
    rest = [name for _order, name in new if name not in people]
    people |= link_people(rest, article.issue.newspaper, article.dateline_agency)
    for order, name in new:
        Byline.objects.create(
            article=article,
            order=order,
            **fields_of(name, people.get(name)),
        )
    forget_unused(former)


def _chosen(article: Article, names: list[Any], chosen: Mapping[str, int]) -> dict[Any, Person]:
    """The persons picked for these names, as far as they bear them and belong to this newspaper."""
    picked = Person.objects.filter(newspaper=article.issue.newspaper_id).in_bulk(list(chosen.values()))
    found = {}
    for name in names:
        person = picked.get(chosen.get(name.name, 0))
        if person is not None and person.name == name.name:
            found[name] = person
    return found


def _set_photo(photo: Photo, article: Article, fields: Mapping[str, str]) -> None:
    if not fields:
        return
    if "credit" in fields:
        credit(photo, article, read_credit(fields["credit"]))
    photo.caption = fields.get("caption", photo.caption)
    photo.alt_text = fields.get("alt", photo.alt_text)
    if "taken" in fields:
        photo.taken_on = datetime.date.fromisoformat(fields["taken"]) if fields["taken"] else None
    if fields.keys() - {"credit"}:
        photo.save()


def credit(photo: Photo, article: Article, names: Names) -> None:
    """The credit line of a photo anew."""
    former = people_of(photo.credits.all())
    photo.credits.all().delete()
    people = link_people(names, article.issue.newspaper)
    for order, name in enumerate(dict.fromkeys(names), start=1):
        PhotoCredit.objects.create(
            photo=photo,
            order=order,
            **fields_of(name, people.get(name)),
        )
    forget_unused(former)


@dataclass(frozen=True, slots=True)
class Caption:
    """A caption with the credit that ends it."""

    text: str
    credits: Names


def captions_of(text: str) -> list[Caption]:
    """The captions of photos to come, one a line."""
    return [Caption(*split_credit(line.strip())) for line in text.splitlines() if line.strip()]
