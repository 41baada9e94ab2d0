"""Optimistic concurrency of every form of the desk: a save sees what was saved in between, and merges.

The check stands inside the save's transaction, under a lock of the row and of the rows under it: what was
compared is what is written over.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.models import User
from django.db import models
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import access
from articles.desk import presence
from articles.desk.together import keeping
from articles.desk.together.merging import Merge
from articles.desk.together.snapshot import FIELD, Snapshot, read, snapshot
from articles.models import UnsavedText

if TYPE_CHECKING:
    _Base = admin.ModelAdmin
else:
    _Base = object

_BUTTONS = ("_save", "_continue", "_addanother")


class SavedTogether(_Base):
    """A form whose save never overwrites what it did not show; mixed into Django's admins."""

    def _changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None,
        form_url: str,
        extra_context: dict[str, Any] | None,
    ) -> HttpResponse:
        if object_id is not None:
            answer = None
            if request.method == "POST":
                answer = self._bring_together(request, object_id)
            elif "merge" in request.GET:
                answer = self._merge_later(request, object_id)
            if answer is not None:
                return answer
        return super()._changeform_view(request, object_id, form_url, extra_context)  # type: ignore[misc]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        if getattr(request, "_only_shows", False):  # to be edited before it is saved
            form = type(form.__name__, (form,), {"is_valid": lambda _self: False})
        return form

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
            theirs = getattr(request, "_theirs", None)
            if theirs is None:
                formsets = [inline.formset for inline in context["inline_admin_formsets"]]
                theirs = snapshot(obj, _now(), context["adminform"].form, formsets)
            user = cast(User, request.user)
            context |= {
                "seen": theirs.signed() if self.has_change_permission(request, obj) else "",
                "kept": request.POST.get("_kept", ""),
                "noun": self.opts.model_name,
                "company": presence.enter(user, obj),
                "unsaved": keeping.unsaved_of(user, obj),
                "shown_at": theirs.at,
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        changelist = super().get_changelist_instance(request)
        if "here" in self.list_display:
            rows = list(changelist.result_list)
            found = presence.present(rows, besides=cast(User, request.user))
            for row in rows:
                row.here = found.get(row.pk, [])
            changelist.result_list = rows
        return changelist

    @admin.display(description=gettext_lazy("at work"))
    def here(self, row: Any) -> SafeString | str:
        """Who else is in it now, in lists."""
        return format_html('<span class="desk-here">{}</span>', "、".join(row.here)) if row.here else ""

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        user = cast(User, request.user)
        if (kept := self._own_kept(request, obj, request.POST.get("_kept", ""))) is not None:
            kept.delete()
        if "_continue" not in request.POST:
            presence.leave(user, obj)
        if taken := getattr(request, "_taken", None):
            who = keeping.who_changed(obj, taken[0], user) if taken[0] else ""
            messages.info(
                request,
                _("%(who)s saved in between. What does not touch was put together: %(what)s.")
                % {"who": who or _("The clock or an import"), "what": "、".join(taken[1])},
            )
        return super().response_change(request, obj)

    def state_of(
        self, request: HttpRequest, obj: models.Model
    ) -> tuple[Snapshot, Any, Sequence[BaseInlineFormSet]]:
        """What the form of the row shows now, with the unbound forms that show it."""
        asking = copy.copy(request)
        asking.method = "GET"
        asking._only_shows = False  # type: ignore[attr-defined]
        fields = admin.utils.flatten_fieldsets(self.get_fieldsets(asking, obj))
        form = self.get_form(asking, obj, change=True, fields=fields)(instance=copy.copy(obj))
        formsets, _inlines = self._create_formsets(asking, obj, change=True)  # type: ignore[attr-defined]
        return snapshot(obj, _now(), form, formsets), form, formsets

    def _bring_together(self, request: HttpRequest, object_id: str) -> HttpResponse | None:
        """Before a save: None where it may go on, with the form put together where need be; else a page."""
        obj = self._locked(request, object_id)
        seen = read(request.POST.get(FIELD, ""), str(self.opts.model_name))
        if obj is None:
            return self._gone(request, object_id, seen)
        seen = seen if seen is not None and seen.pk == obj.pk else None
        if not self.has_change_permission(request, obj):
            may_look = self.has_view_permission(request, obj)
            if seen is None or not may_look or not keeping.has_typed(seen, request.POST):
                return None  # Django refuses it
            kept = self._keep(request, seen, seen, UnsavedText.Why.CLOSED, obj)
            return self._kept_page(request, kept, obj, 403)
        theirs, form, formsets = self.state_of(request, obj)
        files = frozenset(request.FILES)
        request._theirs = theirs  # type: ignore[attr-defined]
        if "_merge" in request.POST:
            return self._settle(request, obj, theirs, form, formsets)
        if seen is not None and seen.same_as(theirs):
            return None
        merge = Merge(seen, theirs, request.POST, form, formsets, files)
        if merge.is_settled or not merge.changes_anything:
            if merge.changes_anything:
                labels = list(dict.fromkeys(label for label, _lines in merge.taken()))
                request._taken = (seen.at if seen else "", labels)  # type: ignore[attr-defined]
            self._send_again(request, merge, {})
            return None
        kept = self._keep(request, seen, theirs, UnsavedText.Why.CHANGED, obj)
        merge.files_lost = True
        return self._merge_page(request, obj, merge, kept, 409)

    def _locked(self, request: HttpRequest, object_id: str) -> Any:
        """The row as it is stored, under a lock with the rows under it; None where it is not to be had."""
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            return None
        if not self.model._base_manager.select_for_update(no_key=True).filter(pk=obj.pk).exists():
            return None
        for inline in self.get_inline_instances(request, obj):
            ties = [
                one.name
                for one in inline.model._meta.concrete_fields
                if one.remote_field is not None and one.remote_field.model is self.model
            ]
            rows = inline.model._base_manager.select_for_update(no_key=True).order_by("pk")
            if ties:
                list(rows.filter(**{inline.fk_name or ties[0]: obj.pk}).values_list("pk"))
        return self.get_object(request, unquote(object_id))

    def _send_again(
        self, request: HttpRequest, merge: Merge, answers: Any, more: dict[str, str] | None = None
    ) -> None:
        """Put the merged form in the place of the one that was sent."""
        data, renamed = merge.posted(answers)
        for name, value in (more or {}).items():
            data[name] = value
        moved: MultiValueDict = MultiValueDict()
        for name, files in request.FILES.lists():
            old = next((old for old in renamed if name.startswith(old)), None)
            moved.setlist(name if old is None else renamed[old] + name.removeprefix(old), files)
        request.POST = data  # type: ignore[assignment]
        request._files = moved  # type: ignore[attr-defined]

    def _settle(
        self, request: HttpRequest, obj: Any, theirs: Snapshot, form: Any, formsets: Sequence[Any]
    ) -> HttpResponse | None:
        """The page that puts both texts together was sent: go on with what was chosen, or show it again."""
        kept = self._own_kept(request, obj, request.POST.get("_merge", ""))
        if kept is None:
            messages.error(request, _("This text was saved or dropped already. Here is what is stored now."))
            return redirect(request.path)
        merge = _merge_of(kept, theirs, form, formsets)
        looked_at = read(request.POST.get(FIELD, ""), str(self.opts.model_name))
        if looked_at is None or not looked_at.same_as(theirs):
            messages.warning(request, _("Somebody saved once more in between: please look again."))
            return self._merge_page(request, obj, merge, kept, 409)
        if merge.unanswered(request.POST):
            messages.error(request, _("Choose for each place that both changed."))
            return self._merge_page(request, obj, merge, kept, 409)
        answers = request.POST
        pressed = {name: "1" for name in _BUTTONS if name in answers}
        self._send_again(request, merge, answers, {"_kept": str(kept.pk), **pressed})
        if "_edit" in answers:
            request._only_shows = True  # type: ignore[attr-defined]
            messages.info(request, _("Both texts are put together here. Look it over, then save."))
        return None

    def _merge_later(self, request: HttpRequest, object_id: str) -> HttpResponse | None:
        """The page for a text that was kept earlier."""
        obj = self.get_object(request, unquote(object_id))
        if obj is None or not self.has_view_permission(request, obj):
            return None
        kept = self._own_kept(request, obj, request.GET["merge"])
        if kept is None:
            return redirect(request.path)
        if not self.has_change_permission(request, obj):
            return self._kept_page(request, kept, obj)
        theirs, form, formsets = self.state_of(request, obj)
        presence.enter(cast(User, request.user), obj)
        return self._merge_page(request, obj, _merge_of(kept, theirs, form, formsets), kept)

    def _own_kept(self, request: HttpRequest, obj: models.Model, pk: str) -> UnsavedText | None:
        if not pk.isdecimal() or len(pk) > 18:
            return None
        mine = UnsavedText.objects.filter(
            user=cast(User, request.user), noun=self.opts.model_name, row=obj.pk
        )
        if (kept := mine.filter(pk=pk).first()) is not None:
            kept.renew()
        return kept

    def _keep(
        self, request: HttpRequest, seen: Snapshot | None, theirs: Snapshot, why: UnsavedText.Why, obj: Any
    ) -> UnsavedText:
        user = cast(User, request.user)
        return keeping.keep(user, seen or theirs, request.POST, request.FILES, why, obj, seen is not None)

    def _gone(self, request: HttpRequest, object_id: str, seen: Snapshot | None) -> HttpResponse | None:
        """What was deleted while somebody typed: the text is kept for its writer, who is told so."""
        if seen is None or str(seen.pk) != object_id or not access.may(request.user, "change", self.model):
            return None
        kept = keeping.keep(
            cast(User, request.user), seen, request.POST, request.FILES, UnsavedText.Why.GONE, None
        )
        return self._kept_page(request, kept, None, 404)

    def _merge_page(
        self, request: HttpRequest, obj: Any, merge: Merge, kept: UnsavedText, status: int = 200
    ) -> HttpResponse:
        since = merge.base.at if merge.base else ""
        context = {
            **self.admin_site.each_context(request),
            "title": _("Two texts, one story") if self.opts.model_name == "article" else _("Both changed it"),
            "subtitle": str(obj),
            "opts": self.opts,
            "original": obj,
            "merge": merge,
            "who": keeping.who_changed(obj, since, cast(User, request.user)) if since else "",
            "kept": kept,
            "seen": merge.theirs.signed(),
            "answers": request.POST if "_merge" in request.POST else QueryDict(),
            "action": request.path,
        }
        return render(request, "desk/together/merge.html", context, status=status)

    def _kept_page(
        self, request: HttpRequest, kept: UnsavedText, obj: Any, status: int = 200
    ) -> HttpResponse:
        from articles.desk.together.views import texts_of

        context = {
            **self.admin_site.each_context(request),
            "title": _("Your text is kept"),
            "subtitle": kept.title,
            "opts": self.opts,
            "original": obj,
            "kept": kept,
            "texts": texts_of(kept),
        }
        return render(request, "desk/together/kept.html", context, status=status)


def _merge_of(kept: UnsavedText, theirs: Snapshot, form: Any, formsets: Sequence[Any]) -> Merge:
    data, files = keeping.kept_data(kept)
    base = Snapshot.from_json(kept.seen) if kept.seen else None
    return Merge(base, theirs, data, form, formsets, files, files_lost=True)


def _now() -> str:
    return timezone.now().isoformat()
