"""What the form's script asks for: keep, discard, split, names, pictures. Each is a POST."""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import access
from articles.desk.base import editor_of
from articles.desk.entry import autosaves
from articles.desk.entry.form import StoryForm, name_of_field
from articles.desk.entry.pictures import add_pictures
from articles.desk.entry.proposing import proposals
from articles.desk.entry.signing import signing
from articles.desk.entry.stamps import stamp_of
from articles.desk.entry.story import story_of
from articles.desk.entry.things import article_to_write, back_to, page_to_write_on
from articles.desk.forms import storable
from articles.ingest.decoding import UnreadableTextError
from articles.models import Article, Page, Photo


def _thing(request: HttpRequest) -> Page | Article:
    """The page or article that the address names, for who may write there."""
    for name, find in (("article", article_to_write), ("page", page_to_write_on)):
        pk = request.GET.get(name, "")
        if pk.isascii() and pk.isdecimal() and len(pk) < 19:
            return find(request, int(pk))
    raise Http404


def _sent(request: HttpRequest) -> dict[str, Any]:
    try:
        sent = json.loads(request.body)
    except (ValueError, RecursionError):
        return {}
    return sent if isinstance(sent, dict) else {}


def _text(sent: dict[str, Any], name: str) -> str:
    value = sent.get(name, "")
    return storable(value) if isinstance(value, str) else ""


@require_POST
def keep(request: HttpRequest) -> JsonResponse:
    """Keep what is typed: ``key``, ``turn``, ``fields``, ``base``. Answers with the next turn."""
    sent = _sent(request)
    try:
        thing = _thing(request)
    except PermissionDenied as closed:
        return JsonResponse({"message": str(closed) or _("You may not write here.")}, status=403)
    turn = sent.get("turn")
    try:
        now = autosaves.keep(
            editor_of(request),
            thing,
            _text(sent, "key"),
            turn if isinstance(turn, int) and 0 <= turn < 2**31 - 1 else 0,
            sent.get("fields"),
            sent.get("base"),
        )
    except autosaves.NotKept as error:
        key = autosaves.new_key() if error.fresh else ""
        address = back_to(error.article) if error.article is not None else ""
        return JsonResponse({"message": str(error), "key": key, "address": address}, status=409)
    return JsonResponse({"turn": now, "at": f"{timezone.localtime():%H:%M:%S}"})


@require_POST
def discard(request: HttpRequest) -> HttpResponse:
    """A button of the form: throw a kept text away."""
    thing = _thing(request)
    autosaves.discard(editor_of(request), request.POST.get("kept", "")[:32])
    return redirect(back_to(thing))


@require_POST
def split(request: HttpRequest) -> JsonResponse:
    """``text``, and the ``part`` into whose body it may go: the proposals by field."""
    sent, thing = _sent(request), _thing(request)
    part = _text(sent, "part")
    if not (part == "new" or (part.isascii() and part.isdecimal())):
        part = "new"
    try:
        proposed, left_out = proposals(_text(sent, "text"), thing.issue.newspaper, part)
    except UnreadableTextError as error:
        return JsonResponse({"message": str(error)}, status=422)
    labels = {name: name_of_field(name) for name in proposed}
    return JsonResponse({"fields": proposed, "labels": labels, "left_out": left_out})


@require_POST
def names(request: HttpRequest) -> JsonResponse:
    """``line`` under ``dateline``: how the byline is understood, as HTML."""
    sent, thing = _sent(request), _thing(request)
    signed = signing(_text(sent, "line"), thing.issue.newspaper, _text(sent, "dateline"))
    return JsonResponse({"html": render_to_string("desk/_entry_signed.html", {"signed": signed})})


@require_POST
def pictures(request: HttpRequest) -> JsonResponse:
    """Files for a story that is there, as ``pictures``: what came of each, and its fields as HTML."""
    thing = _thing(request)
    if not isinstance(thing, Article) or thing.merged_into_id:
        raise Http404
    if thing.has_been_public or not access.may(request.user, "add", Photo):
        raise PermissionDenied
    part = thing.parts.select_related("page").order_by("order").first()
    if part is None:
        return JsonResponse({"message": _("The story stands on no page yet.")}, status=409)
    files = request.FILES.getlist("pictures")
    if not files:
        return JsonResponse({"message": _("No file came.")}, status=422)
    outcomes = add_pictures(thing, part.page, files)
    story = story_of(thing)
    form = StoryForm(story, thing.issue.newspaper)
    made = {outcome.photo.pk for outcome in outcomes if outcome.photo is not None}
    rows = [row for row in form.photos() if row["photo"].pk in made]
    return JsonResponse(
        {
            "html": render_to_string("desk/_entry_photos.html", {"photos": rows}, request),
            "base": {
                n: m for n, m in stamp_of(story.fields).items() if n.rpartition("_")[2] in map(str, made)
            },
            "failed": [{"name": one.name, "reason": one.reason} for one in outcomes if one.reason],
        },
        status=200 if made else 422,
    )
