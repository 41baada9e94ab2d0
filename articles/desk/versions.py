"""The versions of a story or page: one in full, two beside each other, one brought back."""

from __future__ import annotations

import datetime
from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles import access
from articles.desk.base import tell
from articles.desk.comparison import pictures, sections
from articles.desk.forms import sent_moment, typed
from articles.desk.restoring import restore_page, restore_story
from articles.models import Article, Page, Stage
from articles.models.version import Version, moments_of, page_at, page_moments, version_at

NOW = "now"


@require_safe
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    """All versions of one story, and two of them compared (``?a=…&b=…``, the newest two unless told)."""
    return _compared(request, _thing(request, Article, pk))


@require_safe
def page_versions(request: HttpRequest, pk: int) -> HttpResponse:
    """The same of a page: the moments at which anything on it changed."""
    return _compared(request, _thing(request, Page, pk))


@require_POST
def restore(request: HttpRequest, pk: int, noun: type[Article] | type[Page]) -> HttpResponse:
    """The verb: make it again what it was ``at`` a moment."""
    thing = _thing(request, noun, pk)
    user = cast(User, request.user)
    may = access.may(user, "change", thing)
    if not may and not (thing.stage == Stage.SIGNED_OFF and access.may(user, "change", noun)):
        raise PermissionDenied  # what is signed off is refused in words, to those who could change it
    moment = sent_moment(request.POST.get("at", ""))
    if moment is None:
        messages.error(request, _("There is no version of this moment."))
    elif isinstance(thing, Article):
        silently = request.POST.get("kind") == "typography" and user.has_perm("articles.correct_silently")
        notice = "" if silently else typed(request, "notice", 4000)
        _tell(
            request,
            thing,
            moment,
            tell(request, restore_story, thing, moment, user, notice=notice, silently=silently),
        )
    else:
        _tell(request, thing, moment, tell(request, restore_page, thing, moment, user))
    return redirect(f"admin:articles_{noun._meta.model_name}_versions", pk)


def _tell(request: HttpRequest, thing: Any, moment: datetime.datetime, changed: int | None) -> None:
    if changed is None:
        return  # refused, and said why
    at = f"{localtime(moment):%Y-%m-%d %H:%M:%S}"
    if not changed:
        messages.info(request, _("It is as it was at %(at)s already.") % {"at": at})
        return
    text = _("The version of %(at)s is back, as a new one.") % {"at": at}
    admin.site._registry[type(thing)].log_change(request, thing, text)
    messages.success(request, text)


def _thing(request: HttpRequest, noun: Any, pk: int) -> Any:
    rows = noun.objects.select_related("issue__newspaper")
    thing = get_object_or_404(access.within_reach(request.user, rows), pk=pk)
    if not access.may(request.user, "view", thing):
        raise PermissionDenied
    return thing


def _compared(request: HttpRequest, thing: Any) -> HttpResponse:
    is_story = isinstance(thing, Article)
    moments = moments_of(thing) if is_story else page_moments(thing)
    keys = [one["at"].isoformat() for one in moments]
    later = request.GET.get("b") or NOW
    former = request.GET.get("a") or request.GET.get("at") or [*keys, NOW][min(1, max(0, len(keys) - 1))]
    before, after = (_version(thing, key) for key in (former, later))
    labels = {page.pk: page.label for page in Page.objects.filter(issue=thing.issue_id)}
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("Versions of the text") if is_story else _("Versions of the page"),
        "subtitle": str(thing),
        "opts": thing._meta,
        "thing": thing,
        "moments": [{**one, "key": key} for one, key in zip(moments, keys, strict=True)],
        "former": former,
        "later": later,
        "former_at": sent_moment(former),
        "later_at": sent_moment(later),
        "may_restore": access.may(request.user, "change", thing) and sent_moment(former) is not None,
        "may_be_silent": request.user.has_perm("articles.correct_silently"),
        "restore_name": f"admin:articles_{thing._meta.model_name}_restore_version",
        "change_name": f"admin:articles_{thing._meta.model_name}_change",
    }
    if before is not None and after is not None:
        found = sections(before, after, labels)
        on = {part.page_id for part in (*before.parts, *after.parts)} if is_story else {thing.pk}
        pages = list(Page.objects.filter(pk__in=on).order_by("sequence"))
        shown = pictures(before, after, pages)
        context |= {
            "changed": [one for one in found if not one.is_same],
            "same": [one for one in found if one.is_same],
            "pictures": [one for one in shown if one.has_moved or not is_story],
        }
    return render(request, "desk/versions.html", context)


def _version(thing: Any, key: str) -> Version | None:
    moment = None if key == NOW else sent_moment(key)
    if moment is None and key != NOW:
        return None
    if isinstance(thing, Article):
        return version_at(thing, moment)
    return page_at(thing, moment)
