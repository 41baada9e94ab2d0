"""The jumps of an issue (下转, 上接) on one page, with the verbs that join and take back."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from articles import access
from articles.desk.base import tell
from articles.ingest import joining
from articles.models import Article, ArticlePart, Issue, Join, Jump, jumps_of

STATES = {
    "joined": gettext_lazy("Joined"),
    "proposed": gettext_lazy("Proposed"),
    "open_out": gettext_lazy("Tail missing"),
    "open_in": gettext_lazy("Front missing"),
    "undone": gettext_lazy("Taken back"),
}


def _issue_or_refuse(request: HttpRequest, pk: int, joining_it: bool = False) -> Issue:
    """The issue, for a user who may see its jumps, or join them; who may only look gets no verb."""
    issues = access.within_reach(request.user, Issue.objects.select_related("newspaper"))
    issue = get_object_or_404(issues, pk=pk)
    if not (
        access.may(request.user, "join", issue) if joining_it else access.may(request.user, "view", Article)
    ):
        raise PermissionDenied
    return issue


def _refuse_locked(request: HttpRequest, *articles: Article) -> bool:
    """Whether one of the articles cannot be changed by this user now; the editor reads which."""
    for article in articles:
        if not access.may(request.user, "change", article):
            messages.error(
                request,
                _("You cannot change “%(article)s” now; if it is signed off, send it back first.")
                % {"article": article},
            )
            return True
    if len({article.stage for article in articles}) > 1:
        messages.error(
            request,
            _("The two are at different stages; joined, the tail would skip reviews."),
        )
        return True
    return False


@require_safe
def jump_list(request: HttpRequest, pk: int) -> HttpResponse:
    """All jumps of the issue in print order."""
    issue = _issue_or_refuse(request, pk)
    rows = jumps_of(issue)
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("Jumps of this issue"),
        "subtitle": str(issue),
        "issue": issue,
        "rows": [{"jump": jump, "word": STATES[jump.state], "printed": _printed(jump)} for jump in rows],
        "tails": [jump.tail for jump in rows if jump.state == "open_in"],
        "may_join": access.may(request.user, "join", issue),
    }
    return render(request, "desk/jumps.html", context)


def _printed(jump: Jump) -> list[str]:
    """The jump lines as printed on either side: the evidence."""
    out = [jump.front.printed_jump] if jump.front else []
    return [line for line in [*out, *([jump.tail.printed_continuation] if jump.tail else [])] if line]


@require_POST
def join_pair(request: HttpRequest, pk: int) -> HttpResponse:
    """Join the pair in the form: a proposal, an undone join, or two open halves that an editor matched."""
    issue = _issue_or_refuse(request, pk, joining_it=True)
    front, tail = (_part(issue, request.POST.get(name, "")) for name in ("front", "tail"))
    if front is None or tail is None:
        messages.error(
            request, _("Choose the continuation that this story goes on with. Nothing was changed.")
        )
    elif not _refuse_locked(request, front.article, tail.article) and tell(
        request, joining.join, front, tail, user=request.user
    ):
        messages.success(
            request,
            _("Joined: page %(front)s → page %(tail)s.")
            % {"front": front.page.label, "tail": tail.page.label},
        )
    return redirect("admin:articles_issue_jumps", issue.pk)


@require_POST
def undo_join(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a join back, or turn a proposal down; the pair is not made again by itself."""
    issue = _issue_or_refuse(request, pk, joining_it=True)
    join = get_object_or_404(issue.joins, pk=_number(request.POST.get("join", "")))
    was_joined = join.state == Join.State.JOINED
    if was_joined and _refuse_locked(request, join.front_part.article):
        return redirect("admin:articles_issue_jumps", issue.pk)
    if tell(request, joining.undo, join, user=request.user):
        messages.success(
            request,
            _("The join was taken back; the tail is an article of its own again.")
            if was_joined
            else _("The proposal was turned down; it will not be made again."),
        )
    return redirect("admin:articles_issue_jumps", issue.pk)


def _part(issue: Issue, pk: str) -> ArticlePart | None:
    parts = ArticlePart.objects.filter(article__issue=issue).select_related("article__issue", "page")
    return parts.filter(pk=_number(pk)).first()


def _number(text: str) -> int:
    """The id in a form field; 0, which no row has, for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0
