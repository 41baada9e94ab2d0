"""The page of preflight (付印检查) of an issue, page or story, and the verbs on it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from articles import access
from articles.desk import workflow
from articles.desk.base import editor_of, tell
from articles.desk.forms import typed
from articles.desk.preflight import preflight
from articles.desk.preflight.showing import groups
from articles.desk.workflow import Handled
from articles.models import Issue, Override


def preflight_urls(noun: ModelAdmin) -> list[URLPattern]:
    """The addresses of preflight beside those of a noun's forms: ``<pk>/preflight/`` and its verbs."""
    name, wrap = noun.opts.model_name, noun.admin_site.admin_view
    views = {
        "preflight/": ("preflight", require_safe(partial(_shown, noun))),
        "preflight/override/": ("override", require_POST(partial(_override, noun))),
        "preflight/take-back/": ("override_take_back", require_POST(partial(_take_back, noun))),
    }
    return [
        path(f"<int:pk>/{address}", wrap(view), name=f"articles_{name}_{verb}")
        for address, (verb, view) in views.items()
    ]


def _thing(noun: ModelAdmin, request: HttpRequest, pk: int, verb: str) -> Any:
    """The issue, page or story within reach, for a user who may do this."""
    thing = get_object_or_404(noun.get_queryset(request), pk=pk)
    if not access.may(request.user, verb, thing):
        raise PermissionDenied
    return thing


def _address(noun: ModelAdmin, pk: int, verb: str = "preflight") -> str:
    return reverse(f"admin:articles_{noun.opts.model_name}_{verb}", args=[pk])


def _shown(noun: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    thing: Handled = _thing(noun, request, pk, "view")
    report = preflight(thing)
    context = {
        **noun.admin_site.each_context(request),
        "title": _("Preflight"),
        "subtitle": str(thing),
        "opts": noun.opts,
        "thing": thing,
        "issue": thing if isinstance(thing, Issue) else thing.issue,
        "form_address": _address(noun, pk, "change"),
        "report": report,
        "errors": groups(report.errors),
        "warnings": groups(report.warnings),
        "overridden": groups(report.overridden),
        "override": _address(noun, pk, "override") if access.may(request.user, "override", thing) else "",
        "take_back": _address(noun, pk, "override_take_back"),
    }
    return render(request, "desk/preflight.html", context)


def _override(noun: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    thing = _thing(noun, request, pk, "override")
    keys, reason = request.POST.getlist("key")[:2000], typed(request, "reason")
    done = tell(request, workflow.override, thing, keys, reason, editor_of(request))
    if done:
        noun.log_change(request, thing, _("Overrode findings of preflight: %(reason)s") % {"reason": reason})
        said = ngettext("%(n)d finding is overridden.", "%(n)d findings are overridden.", done)
        messages.success(request, said % {"n": done})
    elif done == 0:
        messages.info(request, _("These findings were overridden already; nothing was changed."))
    return redirect(_address(noun, pk))


def _take_back(noun: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    thing = _thing(noun, request, pk, "override")
    issue = thing if isinstance(thing, Issue) else thing.issue
    number = request.POST.get("override", "")
    known = number.isascii() and number.isdecimal() and len(number) < 19
    row = get_object_or_404(Override, issue=issue, pk=int(number) if known else 0)
    if workflow.take_back_override(row):
        messages.success(request, _("The finding stands in the way again."))
    return redirect(_address(noun, pk))
