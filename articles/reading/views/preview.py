"""The public pages for editors, drafts included, before anybody else sees them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from articles import access
from articles.reading.opened import OpenIssue
from articles.reading.views.articles import show_article
from articles.reading.views.issues import show_issue
from articles.reading.views.pages import show_page


def for_editors(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that asks for a login at the desk, refuses who is no editor, and lets nobody keep a copy."""

    @require_safe
    @cache_control(private=True, no_store=True)
    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), reverse("admin:login"))
        if not access.sees_drafts(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@for_editors
def preview_issue(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """An issue with its drafts."""
    return show_issue(request, _opened(request, slug, address))


@for_editors
def preview_page(request: HttpRequest, slug: str, address: str, number: int) -> HttpResponse:
    """A page with its drafts."""
    return show_page(request, _opened(request, slug, address), number)


@for_editors
def preview_article(request: HttpRequest, slug: str, address: str, number: int) -> HttpResponse:
    """An article, draft or not."""
    return show_article(request, _opened(request, slug, address), number)


def _opened(request: HttpRequest, slug: str, address: str) -> OpenIssue:
    issue = access.issue_or_404(slug, address, drafts=True)
    if not access.sees_drafts(request.user, issue.newspaper):
        raise Http404
    return OpenIssue(issue, drafts=True)
