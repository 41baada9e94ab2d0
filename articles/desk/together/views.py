"""The addresses beside the forms: heartbeat, take-over, keeping what is typed, the list of what was kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.apps import apps
from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles import access
from articles.desk import presence
from articles.desk.forms import sent_moment
from articles.desk.together import keeping
from articles.desk.together.snapshot import FIELD, read
from articles.models import Article, Page, UnsavedText
from articles.models.presence import KEPT_FOR
from articles.models.role import name_of
from articles.wording import html


def addresses(wrap: Callable[..., Any]) -> list[URLPattern]:
    """For the desk's site."""
    return [
        path("presence/", wrap(beat), name="presence"),
        path("token/", wrap(token), name="token"),
        path("take-over/", wrap(take_over), name="take_over"),
        path("keep/", wrap(keep_typed), name="keep_typed"),
        path("kept/", wrap(kept_list), name="kept_list"),
        path("kept/<int:pk>/", wrap(kept_text), name="kept_text"),
        path("kept/<int:pk>/drop/", wrap(drop), name="kept_drop"),
    ]


@require_POST
def beat(request: HttpRequest) -> HttpResponse:
    """Somebody still has a thing open (``noun``, ``row``), or has ``left`` it. JSON: who else is there."""
    thing = _thing(request)
    user = cast(User, request.user)
    if "left" in request.POST:
        presence.leave(user, thing)
        return JsonResponse({})
    company = presence.enter(user, thing, beats=True)
    holder = company.holder
    return JsonResponse(
        {
            "others": [one.name for one in company.others],
            "text": _sentence(company),
            "holder": holder.name if holder else "",
            "takenBy": company.taken_by,
            "taken": _taken(company),
            "saved": _saved(thing, request.POST.get("since", ""), user),
        }
    )


@require_safe
def token(request: HttpRequest) -> HttpResponse:
    """Who is signed in by now, and the token that their forms need; who is signed out is led to the login."""
    return JsonResponse({"user": request.user.pk, "token": get_token(request)})


@require_POST
def take_over(request: HttpRequest) -> HttpResponse:
    """The verb: hold the thing from now on. Answers with its form, or as JSON to a script."""
    thing = _thing(request)
    if not access.may(request.user, "change", thing):
        raise PermissionDenied
    company = presence.take_over(cast(User, request.user), thing)
    said = _("You hold it now. Who held it is told, and what they typed is kept.")
    if request.headers.get("Accept", "").startswith("application/json"):
        others = [one.name for one in company.others]
        return JsonResponse({"text": _sentence(company), "others": others, "said": said})
    messages.success(request, said)
    return redirect(_back(thing, request.POST.get("back", "")))


@require_POST
@transaction.atomic
def keep_typed(request: HttpRequest) -> HttpResponse:
    """Keep the whole form of somebody who was taken over from, as their text to merge; JSON."""
    thing = _thing(request)
    seen = read(request.POST.get(FIELD, ""), str(thing._meta.model_name))
    if seen is None or seen.pk != thing.pk:
        return JsonResponse({"error": _("This form is not one of the desk's.")}, status=400)
    if not keeping.has_typed(seen, request.POST):
        return JsonResponse({"kept": None})
    user = cast(User, request.user)
    former = UnsavedText.objects.filter(user=user, noun=seen.noun, row=seen.pk, why=UnsavedText.Why.TAKEN)
    former.filter(seen__at=seen.at).delete()  # of this very window, not of another one
    kept = keeping.keep(user, seen, request.POST, request.FILES, UnsavedText.Why.TAKEN, thing)
    change = reverse(f"admin:articles_{seen.noun}_change", args=[seen.pk])
    return JsonResponse(
        {"kept": kept.pk, "url": f"{change}?merge={kept.pk}", "text": _("What you typed is kept.")}
    )


@require_safe
def kept_list(request: HttpRequest) -> HttpResponse:
    """All that the user typed and could not save."""
    mine = UnsavedText.objects.filter(user=cast(User, request.user)).defer("posted", "seen")
    context = {
        **admin.site.each_context(request),
        "title": _("Kept texts"),
        "texts": mine,
        "days": KEPT_FOR.days,
    }
    return render(request, "desk/together/kept_list.html", context)


@require_safe
def kept_text(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them in full, for copying; also where its thing is gone."""
    kept = get_object_or_404(UnsavedText, pk=pk, user=cast(User, request.user))
    kept.renew()
    context = {
        **admin.site.each_context(request),
        "title": _("Your text is kept"),
        "subtitle": kept.title,
        "kept": kept,
        "texts": texts_of(kept),
        "merge_address": _merge_address(kept),
    }
    return render(request, "desk/together/kept.html", context)


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """The verb: the text is not needed any more."""
    kept = get_object_or_404(UnsavedText, pk=pk, user=cast(User, request.user))
    kept.delete()
    messages.info(request, _("Dropped: “%(title)s”.") % {"title": kept.title})
    return redirect("admin:kept_list")


def texts_of(kept: UnsavedText) -> list[tuple[str, list[str]]]:
    """What a kept form says, by the label of its field: all that is longer than a number."""
    noun = admin.site._registry[apps.get_model("articles", kept.noun)]
    models_of = {"": noun.model}
    for inline in noun.inlines:
        for field in inline.model._meta.concrete_fields:
            if field.remote_field is not None and field.remote_field.model is noun.model:
                models_of[str(field.remote_field.get_accessor_name())] = inline.model
    found = []
    for key, values in sorted(kept.posted.items(), key=lambda item: _place(item[0])):
        *prefix, name = key.split("-")
        model = models_of.get(prefix[0] if prefix else "")
        field = (
            next((one for one in model._meta.concrete_fields if one.name == name), None) if model else None
        )
        if (
            isinstance(field, (models.CharField, models.TextField))
            and not field.choices
            and values
            and values[0]
        ):
            text = html.plain_text(values[0]) if "<" in values[0] else values[0]
            found.append((str(field.verbose_name), text.splitlines()))
    return found


def _place(key: str) -> tuple[int, str, int]:
    prefix, *rest = key.split("-")
    return (1, prefix, int(rest[0])) if rest and rest[0].isdecimal() else (0, "", 0)


def _merge_address(kept: UnsavedText) -> str:
    model = apps.get_model("articles", kept.noun)
    if not model._default_manager.filter(pk=kept.row).exists():
        return ""
    return f"{reverse(f'admin:articles_{kept.noun}_change', args=[kept.row])}?merge={kept.pk}"


def _thing(request: HttpRequest) -> models.Model:
    """The row that is meant, if the user may look at it; else 404."""
    noun, row = request.POST.get("noun", ""), request.POST.get("row", "")
    model = next((one for one in admin.site._registry if one._meta.label_lower == f"articles.{noun}"), None)
    if model is None or not row.isdecimal() or len(row) > 18:
        raise Http404
    thing = access.within_reach(request.user, model._default_manager.filter(pk=row)).first()
    if thing is None:
        raise Http404
    if not access.may(request.user, "view", thing):
        raise PermissionDenied
    return thing


def _back(thing: models.Model, address: str) -> str:
    """The form from which a thing was taken over: its own, fast entry's or the layout's."""
    form = reverse(f"admin:articles_{thing._meta.model_name}_change", args=[thing.pk])
    names: tuple[str, ...] = ()
    if isinstance(thing, Article):
        names = ("admin:write",)
    elif isinstance(thing, Page):
        names = ("admin:write_new", "admin:articles_page_layout")
    known = [reverse(name, args=[thing.pk]) for name in names]
    return address if address in known else form


def _sentence(company: presence.Company) -> str:
    """Who else is there, in a sentence."""
    if (holder := company.holder) is not None:
        since = time_format(timezone.localtime(holder.since), "H:i")
        text = _("%(who)s is at work on this since %(since)s.") % {"who": holder.name, "since": since}
        rest = [one.name for one in company.others if not one.holds]
        return text + (" " + _("Also here: %(who)s.") % {"who": "、".join(rest)} if rest else "")
    names = "、".join(one.name for one in company.others)
    return _("Also here: %(who)s.") % {"who": names} if names else ""


def _taken(company: presence.Company) -> str:
    if not company.taken_by or company.taken_at is None:
        return ""
    at = time_format(timezone.localtime(company.taken_at), "H:i")
    return _("%(who)s took this over at %(at)s.") % {"who": company.taken_by, "at": at}


def _saved(thing: models.Model, since: str, user: User) -> str:
    """That somebody else saved since the form was opened."""
    moment = sent_moment(since)
    if moment is None:
        return ""
    entries = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(thing), object_id=str(thing.pk), action_time__gt=moment
    )
    last = entries.exclude(user=user).select_related("user").order_by("-pk").first()
    if last is None:
        return ""
    at = time_format(timezone.localtime(last.action_time), "H:i")
    return _("%(who)s saved this at %(at)s. Saving puts both together.") % {
        "who": name_of(last.user),
        "at": at,
    }
