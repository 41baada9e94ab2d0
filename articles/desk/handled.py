"""The verbs of stages on the forms and lists of issues, pages and articles; the timeline of what was done."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import localize
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from articles import access
from articles.desk import workflow
from articles.desk.base import DeskAdmin, editor_of, stage_dot
from articles.desk.forms import typed
from articles.desk.preflight import preflight
from articles.desk.preflight.views import preflight_urls
from articles.models import Article, Handling, Issue, Stage, Verb
from articles.models.role import name_of

_ALONG = (
    Verb.SUBMIT,
    Verb.FIRST_REVIEW,
    Verb.SECOND_REVIEW,
    Verb.FINAL_REVIEW,
    Verb.SIGN_OFF,
    Verb.SEND_BACK,
)
_IN_LISTS = (*_ALONG, Verb.PUBLISH, Verb.PUBLISH_AT_ONCE)
_LEAVING = (*_ALONG[:-1], Verb.PUBLISH, Verb.PUBLISH_AT_ONCE)
"""Verbs that may leave something of an issue or page behind."""
_MOST_NAMED = 12
_DETAILED = (Verb.WITHDRAW, Verb.SCHEDULE)  # have a form of their own


class ActionsWithNote(ActionForm):
    """A list's choice of actions, with the note that goes with them."""

    note = forms.CharField(
        required=False,
        label=gettext_lazy("Note"),
        widget=forms.TextInput(attrs={"class": "desk-action-note"}),
    )


class TimeForm(forms.Form):
    """A moment as an editor of the newspaper names it, in its own time zone."""

    moment = forms.DateTimeField(
        required=False, widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )


class HandledAdmin(DeskAdmin):
    """A noun with a stage: its verbs are buttons on the form and actions of the list."""

    action_form = ActionsWithNote

    def get_urls(self) -> list[URLPattern]:
        noun = self.opts.model_name
        verbs = [verb for verb in Verb if verb != Verb.CORRECT]
        return [
            *(
                path(
                    f"<int:pk>/{verb.replace('_', '-')}/",
                    self.admin_site.admin_view(require_POST(partial(self.do_view, verb=verb))),
                    name=f"articles_{noun}_{verb}",
                )
                for verb in verbs
            ),
            *preflight_urls(self),
            *super().get_urls(),
        ]

    def do_view(self, request: HttpRequest, pk: int, verb: Verb) -> HttpResponse:
        """One verb on one row, from its own page."""
        thing = get_object_or_404(self.get_queryset(request), pk=pk)
        asked = verb
        if verb == Verb.TAKE_BACK:
            last = workflow.undoable(thing, editor_of(request))
            asked = Verb(last.verb) if last else verb
        if not access.may(request.user, "view" if asked == Verb.TAKE_BACK else asked, thing):
            raise PermissionDenied
        blocked = self.do(request, thing, verb, seen=request.POST.get("seen") or None)
        return redirect(
            f"admin:articles_{self.opts.model_name}_{'preflight' if blocked else 'change'}", thing.pk
        )

    def do(self, request: HttpRequest, thing: Any, verb: Verb, seen: str | None = None) -> bool:
        """Do the verb with what the form says, and tell the editor what came of it.

        Returns whether preflight stood in the way.
        """
        goes_along = verb in _LEAVING and (verb not in _ALONG or "along" in request.POST)
        left = workflow.left_behind(thing, verb, editor_of(request)) if goes_along else []
        try:
            changed = _CALLS.get(verb, _plain)(verb, thing, request, seen)
        except workflow.Refused as refused:
            messages.error(request, str(refused))
            return isinstance(refused, workflow.Blocked)
        if changed == 0:
            messages.info(
                request, _("“%(thing)s” was published already; nothing was changed.") % {"thing": thing}
            )
        else:
            thing.refresh_from_db(fields=["stage", "publish_at"])
            self.log_change(request, thing, str(verb.label))
            messages.success(request, _done(thing, verb, changed))
            if left:
                messages.warning(request, _("Left behind: %(rows)s") % {"rows": "；".join(_by_stage(left))})
        return False

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions: dict[str, Any] = super().get_actions(request)
        if "_popup" in request.GET:
            return actions
        for verb in _IN_LISTS:
            if access.may(request.user, verb, self.model):
                actions[str(verb)] = (_action(verb), str(verb), str(verb.label))
        return actions

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        if obj is not None and not add:
            context["handling"] = self.handling_of(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def handling_of(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        """What the panel over the form shows."""
        zone = (obj if isinstance(obj, Issue) else obj.issue).newspaper.zone
        verbs = workflow.offered(obj, editor_of(request))
        mine = workflow.undoable(obj, editor_of(request))
        leaving = next((verb for verb in verbs if verb in _LEAVING), None)
        left = workflow.left_behind(obj, leaving, editor_of(request)) if leaving else []
        with timezone.override(zone):
            form = TimeForm(initial={"moment": obj.publish_at}) if Verb.SCHEDULE in verbs else None
            moment = str(form["moment"]) if form else ""  # rendered here, in the newspaper's own time
        return {
            "thing": obj,
            "stage": stage_dot(obj),
            "next": Stage(obj.stage).next_verb,
            "zone": _zone_name(zone),
            "not_before": f"{obj.publish_at.astimezone(zone):%Y-%m-%d %H:%M}" if obj.publish_at else "",
            "verbs": [(verb, self._address(obj, verb)) for verb in verbs if verb not in _DETAILED],
            "schedule": self._address(obj, Verb.SCHEDULE) if Verb.SCHEDULE in verbs else "",
            "moment": SafeString(moment),
            "withdraw": self._address(obj, Verb.WITHDRAW) if Verb.WITHDRAW in verbs else "",
            "undo": self._address(obj, Verb.TAKE_BACK) if mine else "",
            "undone_verb": Verb(mine.verb).label if mine else "",
            "takes_along": not isinstance(obj, Article) and any(verb in _ALONG for verb in verbs),
            "leaving": leaving.label if leaving else "",
            "left": _by_stage(left),
            "preflight": reverse(f"admin:articles_{self.opts.model_name}_preflight", args=[obj.pk]),
            "blocking": len(preflight(obj).blocking) if Verb.SIGN_OFF in verbs else 0,
            "timeline": list(Handling.objects.of(obj).select_related("along_with")),
        }

    def _address(self, obj: Any, verb: Verb) -> str:
        return reverse(f"admin:articles_{self.opts.model_name}_{verb}", args=[obj.pk])


def _zone_name(zone: datetime.tzinfo) -> str:
    """What a time zone is called in running text; by its key where it has no name of its own."""
    return _("Beijing time") if str(zone) == "Asia/Shanghai" else _("time of %(zone)s") % {"zone": zone}


def _note(request: HttpRequest) -> str:
    return typed(request, "note")


def _plain(verb: Verb, thing: Any, request: HttpRequest, seen: str | None) -> int:
    call: Callable[..., int] = getattr(workflow, verb)
    along = {"along": "along" in request.POST} if verb in _ALONG else {}
    return call(thing, editor_of(request), _note(request), seen=seen, **along)


def _at_once(verb: Verb, thing: Any, request: HttpRequest, seen: str | None) -> int:
    return workflow.publish_at_once(thing, user=editor_of(request), note=_note(request), seen=seen)


def _undo(verb: Verb, thing: Any, request: HttpRequest, seen: str | None) -> int:
    return workflow.take_back(thing, editor_of(request), seen=seen)


def _withdraw(verb: Verb, thing: Any, request: HttpRequest, seen: str | None) -> int:
    return workflow.withdraw(
        thing, editor_of(request), typed(request, "notice", 4000), _note(request), seen=seen
    )


def _schedule(verb: Verb, thing: Any, request: HttpRequest, seen: str | None) -> int:
    zone = (thing if isinstance(thing, Issue) else thing.issue).newspaper.zone
    with timezone.override(zone):
        form = TimeForm(request.POST)
        if not form.is_valid():  # no moment, or one that the clock skips or has twice
            raise workflow.Refused(" ".join(map(str, form.errors["moment"])))
    moment: datetime.datetime | None = form.cleaned_data["moment"]
    workflow.schedule(thing, moment, editor_of(request), _note(request), seen=seen)
    return 1


_CALLS: dict[Verb, Callable[..., int]] = {
    Verb.PUBLISH_AT_ONCE: _at_once,
    Verb.TAKE_BACK: _undo,
    Verb.WITHDRAW: _withdraw,
    Verb.SCHEDULE: _schedule,
}


def _by_stage(rows: list[Any]) -> list[str]:
    """Pages and stories by name, a sentence for each stage that they stand at."""
    named: dict[str, list[str]] = {}
    for row in rows:
        name = f"“{row}”" if isinstance(row, Article) else _("page %(page)s") % {"page": row.label}
        named.setdefault(row.stage, []).append(name)
    return [
        _("%(stage)s: %(rows)s")
        % {
            "stage": Stage(stage).label,
            "rows": "、".join(names[:_MOST_NAMED]) + ("…" if len(names) > _MOST_NAMED else ""),
        }
        for stage, names in named.items()
    ]


def _done(thing: Any, verb: Verb, changed: int) -> str:
    if verb == Verb.SCHEDULE:
        if thing.publish_at is None:
            return _("“%(thing)s” has no time any more.") % {"thing": thing}
        return _("“%(thing)s” has its time; what is signed off by then is published then.") % {"thing": thing}
    if verb == Verb.SEND_BACK:
        writer = name_of(thing.written_by) if isinstance(thing, Article) and thing.written_by else ""
        text = _("“%(thing)s” is sent back to %(who)s.") if writer else _("“%(thing)s” is sent back.")
        text %= {"thing": thing, "who": writer}
    else:
        text = _("“%(thing)s”: %(stage)s.") % {"thing": thing, "stage": Stage(thing.stage).label}
    if isinstance(thing, Article) and thing.is_published and not thing.issue.is_published:
        text += " " + _("Readers see it as soon as its issue is published.")
    if changed > 1:
        more = changed - 1
        text += " " + ngettext("%(n)d more went along.", "%(n)d more went along.", more) % {"n": more}
    return text


def _action(verb: Verb) -> Callable[..., None]:
    @admin.action(description=verb.label)
    def act(modeladmin: HandledAdmin, request: HttpRequest, queryset: QuerySet) -> None:
        for thing in queryset:
            if access.may(request.user, verb, thing):
                modeladmin.do(request, thing, verb)
            else:
                messages.error(request, _("“%(thing)s”: you may not do this.") % {"thing": thing})

    return act


_SHOWN = ("when", "user_name", "verb", "subject", "issue", "stages", "note")


@admin.register(Handling)
class HandlingAdmin(DeskAdmin):
    """All handlings, to look at only."""

    list_display = fields = readonly_fields = _SHOWN
    list_display_links = None
    list_filter = ["verb", "noun"]
    list_select_related = ["issue__newspaper"]
    search_fields = ["subject", "user_name", "note"]
    date_hierarchy = "at"
    ordering = ["-pk"]
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Handling | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Handling | None = None) -> bool:
        # They go with the draft that they are about, and never by themselves.
        return obj is not None and access.may(request.user, "delete", Issue)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return self.change_view(request, object_id)

    @admin.display(description=gettext_lazy("when"), ordering="pk")
    def when(self, handling: Handling) -> str:
        return localize(timezone.localtime(handling.at))

    @admin.display(description=gettext_lazy("stage"))
    def stages(self, handling: Handling) -> str:
        if handling.from_stage == handling.to_stage:
            return handling.get_to_stage_display()
        return f"{handling.get_from_stage_display()} → {handling.get_to_stage_display()}"
