"""The layout view of a page, and its verbs: one saves the whole as JSON, the others are forms."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from articles import access
from articles.desk import presence
from articles.desk.base import editor_of, tell
from articles.desk.layout.jumping import Cut, join_again, make_jump
from articles.desk.layout.pictures import strip_of
from articles.desk.layout.rows import story_rows
from articles.desk.layout.saving import move_story, save_layout
from articles.desk.layout.state import Layout, layer_of, owner_key, printed_lines
from articles.desk.layout.wanted import Changed, read_wanted
from articles.desk.layout.words import words
from articles.desk.workflow import Refused
from articles.models import Article, ArticlePart, LeftOutText, Page


def _page_or_refuse(request: HttpRequest, pk: int, verb: str = "change") -> Page:
    """The page, for a user who may look at it, or change it; what is out of reach is not there."""
    pages = access.within_reach(request.user, Page.objects.select_related("issue__newspaper", "image"))
    page = get_object_or_404(pages, pk=pk)
    # Whether this very page may be changed now says the verb, in words; who may change none gets no verb.
    if not access.may(request.user, verb, page if verb == "view" else Page):
        raise PermissionDenied
    return page


@never_cache
@require_safe
def page_layout(request: HttpRequest, pk: int) -> HttpResponse:
    """The page's picture with its zones, the list of what stands on it, the strip of the issue's pages."""
    page = _page_or_refuse(request, pk, "view")
    layout = Layout(page, request.user)
    strip = strip_of(page.issue, page)
    picture = next(leaf.picture for leaf in strip if leaf.is_here)
    layer = layer_of(page)
    may_change = page in access.open_to_change(request.user, [page])
    address = [page.issue.newspaper.slug, page.issue.address, page.address]
    data = {
        **layout.as_data(),
        "lines": printed_lines(layer),
        "drawn": picture.drawn,
        "save": reverse("admin:articles_page_layout_save", args=[page.pk]),
        "mayChange": may_change,
        "hasText": bool(layer and layer.lines),
        "words": words(),
        "kinds": {kind: str(label) for kind, label in LeftOutText.Kind.choices},
    }
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        **_list(request, layout),
        "title": _("Layout of page %(page)s") % {"page": page.label},
        "subtitle": str(page.issue),
        "layout": layout,
        "strip": strip,
        "picture": picture,
        "drawn": _drawn(layout, picture.drawn),
        "may_change": may_change,
        "data": data,
        "preview": reverse("preview-page", args=address),
        "is_nav_sidebar_enabled": False,
        "has_change_permission": may_change,
        "company": presence.enter(editor_of(request), page),
        "noun": "page",
        "original": page,
        "shown_at": timezone.now().isoformat(),
    }
    return render(request, "desk/layout/page.html", context)


def _drawn(layout: Layout, size: tuple[int, int]) -> list[tuple[str, str]]:
    """Each zone's owner by name, and its corners as SVG writes them: what is seen without a script."""
    return [
        (owner.name, " ".join(f"{x * size[0]:.1f},{y * size[1]:.1f}" for x, y in polygon))
        for owner in layout.owners.values()
        for polygons in owner.zones.values()
        for polygon in polygons
    ]


def _list(request: HttpRequest, layout: Layout) -> dict[str, Any]:
    """What the list beside the picture shows."""
    page = layout.page
    return {
        "page": page,
        "stories": story_rows(layout, request.user),
        "photos": layout.of_kind("photo"),
        "left_out": layout.of_kind("left"),
        "others": [other for other in page.issue.pages.order_by("sequence") if other.pk != page.pk],
        "may_arrange": page in access.open_to_change(request.user, [page]),
    }


@require_POST
def save(request: HttpRequest, pk: int) -> JsonResponse:
    """Save zones and order; answers with the layout as stored, 409 where somebody was faster, or 400."""
    page = _page_or_refuse(request, pk)
    try:
        made = save_layout(page, read_wanted(request.body), editor_of(request))
        _log(request, page)
    except Changed as error:
        return _answer(request, page, str(error), status=409)
    except Refused as error:
        return JsonResponse({"message": str(error)}, status=400)
    except RequestDataTooBig:
        return JsonResponse({"message": _("This is too much for one page. Nothing was changed.")}, status=400)
    stories = sum(key.startswith("part-") for key in made.values())
    said = _("Saved.")
    if stories:
        said = ngettext(
            "Saved; %(count)d draft story was made.", "Saved; %(count)d draft stories were made.", stories
        ) % {"count": stories}
    return _answer(request, page, said, made=made)


def _answer(request: HttpRequest, page: Page, message: str, status: int = 200, **more: Any) -> JsonResponse:
    layout = Layout(page, request.user)
    shown = render_to_string("desk/layout/_list.html", _list(request, layout), request)
    return JsonResponse({"message": message, "list": shown, **layout.as_data(), **more}, status=status)


@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a story up or down by a place, from the list's form."""
    page = _page_or_refuse(request, pk)
    key = request.POST.get("story", "")
    by = -1 if request.POST.get("way") == "up" else 1
    try:
        move_story(page, key, by, request.POST.get("seen", ""), editor_of(request))
        _log(request, page)
    except Refused as error:
        messages.error(request, str(error))
    return _back(page, key)


@require_POST
def jump(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a jump: the tail of a story goes to another page."""
    page = _page_or_refuse(request, pk)
    part = _part(page, request)
    to = page.issue.pages.filter(pk=_number(request.POST.get("page", ""))).first()
    if part is None or to is None:
        messages.error(request, _("Choose another page of this issue. Nothing was changed."))
        return _back(page)
    tail = tell(request, make_jump, part, _cut(request), to, editor_of(request), request.POST.get("seen", ""))
    if tail is None:
        return _back(page, owner_key(part))
    _log(request, page, part.article)
    messages.success(
        request,
        _("“%(story)s” goes on on page %(page)s now; both jump lines follow by themselves.")
        % {"story": part.article.title, "page": to.label},
    )
    return _back(page, owner_key(part))


@require_POST
def join(request: HttpRequest, pk: int) -> HttpResponse:
    """Join a tail with the part before it again."""
    page = _page_or_refuse(request, pk)
    part = _part(page, request)
    if part is None:
        messages.error(request, _("This part is not there any more. Nothing was changed."))
        return _back(page)
    if front := tell(request, join_again, part, editor_of(request), request.POST.get("seen", "")):
        _log(request, page, front.article)
        messages.success(
            request,
            _("“%(story)s” is one piece on page %(page)s again.")
            % {"story": front.article.title, "page": front.page.label},
        )
        return _back(front.page, owner_key(front))
    return _back(page, owner_key(part))


def _log(request: HttpRequest, *things: Page | Article) -> None:
    """Who did it, as the forms of the desk write it down: a merge tells by it who was faster."""
    for thing in things:
        admin.site.get_model_admin(type(thing)).log_change(request, thing, _("Layout"))


def _back(page: Page, key: str = "") -> HttpResponse:
    anchor = f"#o-{key}" if key.replace("-", "").isalnum() else ""
    return redirect(reverse("admin:articles_page_layout", args=[page.pk]) + anchor)


def _part(page: Page, request: HttpRequest) -> ArticlePart | None:
    parts = page.parts.select_related("article__issue__newspaper", "page")
    return parts.filter(pk=_number(request.POST.get("part", ""))).first()


def _cut(request: HttpRequest) -> Cut:
    """Where the tail begins: the cursor first, which a script sends, then words, a zone, a paragraph."""
    sent = request.POST
    place = sent.get("cursor") or ("" if sent.get("words") or sent.get("zone") else sent.get("at", ""))
    block, _colon, offset = place.partition(":")
    if place:
        return Cut(block=_number(block), offset=_number(offset))
    if words_ := sent.get("words", "").strip():
        return Cut(words=words_[:200])
    return Cut(zone=_number(sent["zone"])) if sent.get("zone") else Cut()


def _number(text: str) -> int:
    """A number in a form field; 0 for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
