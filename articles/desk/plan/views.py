"""The plan of an issue: the page, and a view for each verb, which answers a form as well as a script.

A script asks for JSON and gets the plan's new HTML with a message, or 4xx with the reason; a form is led back
to the plan, where the messages stand. Both ways do the same.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from articles import access
from articles.desk.base import editor_of
from articles.desk.plan import new_issue, verbs
from articles.desk.plan.board import Board, board_of
from articles.desk.plan.forms import ArrangeForm, InsertForm, NameForm, RemoveForm
from articles.desk.plan.undoing import Steps
from articles.desk.plan.verbs import Change
from articles.desk.presence import present
from articles.desk.workflow import Refused
from articles.models import Article, Issue, Page, Stage


def urls(wrap: Callable[..., Any]) -> list[URLPattern]:
    """The addresses of the plan, below those of issues."""
    return [
        path("new/", wrap(new_issue.new_issue), name="articles_issue_new"),
        path("<int:pk>/plan/", wrap(plan), name="articles_issue_plan"),
        path("<int:pk>/plan/arrange/", wrap(arrange), name="articles_issue_plan_arrange"),
        path("<int:pk>/plan/insert/", wrap(insert), name="articles_issue_plan_insert"),
        path("<int:pk>/plan/remove/", wrap(remove), name="articles_issue_plan_remove"),
        path("<int:pk>/plan/name/", wrap(name), name="articles_issue_plan_name"),
        path("<int:pk>/plan/undo/", wrap(undo), name="articles_issue_plan_undo"),
    ]


@never_cache
@require_safe
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """All pages of the issue."""
    issue = _issue(request, pk, "view")
    if _wants_json(request):
        return JsonResponse({"plan": _rendered(request, issue)})
    context = {
        **admin.site.each_context(request),
        "title": _("Plan of pages"),
        "subtitle": str(issue),
        **_context(request, issue),
    }
    return render(request, "desk/plan.html", context)


@require_POST
def arrange(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the pages in another order: the one sent, or one page a place earlier or later."""
    issue = _issue(request, pk, "change")
    form = ArrangeForm(request.POST)
    if not form.is_valid():
        return _refused(request, issue, _said(form))
    sent = form.cleaned_data
    verb = partial(verbs.arrange, issue, form.new_order, seen=sent["seen"], follow=sent["follow"])
    return _do(request, issue, verb, lambda change: _("The pages have their new order."))


@require_POST
def insert(request: HttpRequest, pk: int) -> HttpResponse:
    """Put empty pages in."""
    issue = _issue(request, pk, "change")
    if not access.may(request.user, "add", Page):
        raise PermissionDenied
    form = InsertForm(request.POST)
    if not form.is_valid():
        return _refused(request, issue, _said(form))
    verb = partial(verbs.insert, issue, form.cleaned_data.pop("before"), **form.cleaned_data)

    def said(change: Change) -> str:
        n = len(change.pages)
        return ngettext("%(n)d page was added.", "%(n)d pages were added.", n) % {"n": n}

    return _do(request, issue, verb, said)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a page out; where something stands on it, ask first where that goes."""
    issue = _issue(request, pk, "change")
    form = RemoveForm(request.POST)
    if not form.is_valid():
        return _refused(request, issue, _said(form))
    sent = form.cleaned_data
    page = get_object_or_404(issue.pages.select_related("issue__newspaper"), pk=sent["page"])
    if not access.may(request.user, "delete", page):
        raise PermissionDenied
    was_empty = page.is_empty
    if not was_empty and sent["onto"] is None and not _wants_json(request):
        return _ask_where_to(request, issue, page, sent)
    verb = partial(verbs.remove, issue, page.pk, seen=sent["seen"], follow=sent["follow"], onto=sent["onto"])
    said = (
        _("Page %(page)s was taken out.")
        if was_empty
        else _("Page %(page)s was taken out; what stood on it has moved.")
    )
    return _do(request, issue, verb, lambda change: said % {"page": page.label}, undoable=was_empty)


@require_POST
def name(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a page its printed number and section name."""
    issue = _issue(request, pk, "change")
    form = NameForm(request.POST)
    if not form.is_valid():
        return _refused(request, issue, _said(form))
    sent = form.cleaned_data
    page = get_object_or_404(issue.pages.select_related("issue"), pk=sent["page"])
    if not access.may(request.user, "change", page):
        raise PermissionDenied
    verb = partial(
        verbs.name,
        issue,
        page.pk,
        seen=sent["seen"],
        number=sent["number"],
        section_name=sent["section_name"],
        was=(sent["was_number"], sent["was_section_name"]),
    )
    return _do(request, issue, verb, lambda change: _("The page has its name."))


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Put back what the user did last with this plan, or with ``redo`` what they put back last."""
    issue = _issue(request, pk, "change")
    steps, redoing = Steps.of(request.session, issue), "redo" in request.POST
    changes = steps.future if redoing else steps.past
    if not changes:
        return _refused(request, issue, _("There is nothing of yours to take back here."))
    verb = partial(verbs.put_back, issue, changes[-1])
    said = _("Done again.") if redoing else _("Undone.")
    return _do(request, issue, verb, lambda _change: said, Steps.redid if redoing else Steps.undid)


def _issue(request: HttpRequest, pk: int, deed: str) -> Issue:
    issues = access.within_reach(request.user, Issue.objects.select_related("newspaper"))
    issue = get_object_or_404(issues, pk=pk)
    if not access.may(request.user, deed, issue):
        raise PermissionDenied
    return issue


def _do(
    request: HttpRequest,
    issue: Issue,
    verb: Callable[[], Change],
    said: Callable[[Change], str],
    step: Callable[[Steps, Change], None] = Steps.did,
    undoable: bool = True,
) -> HttpResponse:
    """Do the verb, keep how to undo it, write it into the issue's history, and answer."""
    try:
        change = verb()
    except Refused as refused:
        return _refused(request, issue, str(refused))
    except IntegrityError:  # an import or a form put a page in, which takes no lock of the issue
        return _refused(
            request,
            issue,
            _("This contradicts what is stored, so nothing was changed. Here is what is stored now."),
        )
    if not change.is_one:
        return _answer(request, issue, _("Nothing was changed."), messages.INFO)
    text = said(change)
    steps = Steps.of(request.session, issue) if undoable else Steps(issue.pk)
    if undoable:
        step(steps, change)
    steps.keep(request.session)
    admin.site.get_model_admin(Issue).log_change(
        request, issue, _("%(subject)s: %(what)s") % {"subject": _("Plan of pages"), "what": text}
    )
    return _answer(request, issue, text, messages.SUCCESS)


def _answer(request: HttpRequest, issue: Issue, text: str, level: int) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse({"message": text, "plan": _rendered(request, issue, text)})
    messages.add_message(request, level, text)
    return redirect("admin:articles_issue_plan", issue.pk)


def _refused(request: HttpRequest, issue: Issue, text: str) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse(
            {"message": text, "plan": _rendered(request, issue, text, failed=True)}, status=409
        )
    messages.error(request, text)
    return redirect("admin:articles_issue_plan", issue.pk)


def _ask_where_to(request: HttpRequest, issue: Issue, page: Page, sent: dict[str, Any]) -> HttpResponse:
    others = issue.pages.exclude(pk=page.pk).order_by("sequence")
    context = {
        **admin.site.each_context(request),
        "title": _("Take page %(page)s out") % {"page": page.label},
        "subtitle": str(issue),
        "issue": issue,
        "page": page,
        "stories": page.parts.select_related("article").order_by("position"),
        "photos": page.photos.count(),
        "left_out": page.left_out.count(),
        "has_picture": hasattr(page, "image") or hasattr(page, "source"),
        "targets": [
            other for other in others if not other.has_been_public and other.stage != Stage.SIGNED_OFF
        ],
        "seen": ",".join(map(str, sent["seen"])),
        "follow": sent["follow"],
    }
    return render(request, "desk/plan_remove.html", context)


def _rendered(request: HttpRequest, issue: Issue, said: str = "", failed: bool = False) -> str:
    issue.refresh_from_db()
    context = {**_context(request, issue), "said": said, "failed": failed}
    return render_to_string("desk/_plan.html", context, request)


def _context(request: HttpRequest, issue: Issue) -> dict[str, Any]:
    board: Board = board_of(issue, editor_of(request), who=present)
    may_change = access.may(request.user, "change", issue)
    steps, now = Steps.of(request.session, issue), [card.page.pk for card in board.cards]
    return {
        "issue": issue,
        "board": board,
        "may_arrange": may_change and issue.stage != Stage.SIGNED_OFF,
        "may_add": may_change and access.may(request.user, "add", Page),
        "may_remove": may_change and access.may(request.user, "delete", Page),
        "may_write": access.may(request.user, "add", Article),
        "may_make_issue": access.may(request.user, "add", Issue),
        "may_undo": _fits(steps.past, now),
        "may_redo": _fits(steps.future, now),
        "follows": board.is_run and not issue.has_been_public,
    }


def _fits(changes: list[Change], now: list[int]) -> bool:
    """Whether the last of the changes led to these pages in this order."""
    return bool(changes) and [place.page for place in changes[-1].after] == now


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "") == "application/json"


def _said(form: Any) -> str:
    return " ".join(str(error) for errors in form.errors.values() for error in errors)
