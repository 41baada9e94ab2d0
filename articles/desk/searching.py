"""The archive search at the desk: drafts included, and searches that are kept."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles.finding import composing
from articles.finding.address import Address, asks_for_range, read_address
from articles.finding.examples import CHAPTERS
from articles.finding.search import run
from articles.finding.shown import shown, ways
from articles.models import SavedSearch
from articles.search.folder import NotReady

MOST_SAVED = 200
may_search = permission_required("articles.view_article", raise_exception=True)


@may_search
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """``/desk/search/?q=…``: what the public finds and what it does not see yet."""
    assert request.user.is_authenticated
    read = read_address(request.GET.dict())
    address = read.address
    if asks_for_range(request.GET, read):
        return _back(address)
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        **ways(desk=True),
        "title": _("Search"),
        "address": address,
        "saved": list(request.user.saved_searches.all()[:MOST_SAVED]),
        "name": address.q[:120],
    }
    if not address.is_empty or read.range is not None:
        try:
            found = run(read, drafts=True, user=request.user)
        except NotReady as problem:
            return render(request, "desk/search.html", {**context, "problem": problem}, status=503)
        if found.is_beginning:
            return _back(found.address.changed())
        context |= shown(found)
        narrowed = [one.value.text for one in context["narrowed"]]
        context["name"] = " · ".join(filter(None, [address.lifted.q, *narrowed]))[:120]
    return render(request, "desk/search.html", context)


@may_search
@require_safe
def advanced_search(request: HttpRequest) -> HttpResponse:
    """``/desk/search/advanced/``: the form that writes the search language."""
    form = composing.advanced_search(request.GET, request.user)
    if form.is_bound and form.is_valid():
        return _back(form.address)
    context = {
        **admin.site.each_context(request),
        **ways(desk=True),
        "title": _("Advanced search"),
        "form": form,
    }
    return render(request, "desk/search_advanced.html", context, status=400 if form.is_bound else 200)


@may_search
@require_safe
def search_help(request: HttpRequest) -> HttpResponse:
    """``/desk/search/help/``: the search language, with examples to try among drafts as well."""
    context = {
        **admin.site.each_context(request),
        **ways(desk=True),
        "title": _("How to search"),
        "chapters": CHAPTERS,
    }
    return render(request, "desk/search_help.html", context)


@may_search
@require_POST
def save_search(request: HttpRequest) -> HttpResponse:
    """Keep a search under a name; a name that is there already takes the new search."""
    assert request.user.is_authenticated
    address = read_address({name: str(value) for name, value in request.POST.items()}).address.changed()
    name = " ".join(request.POST.get("name", "").replace("\0", "").split())[:120]
    if address.is_empty or not name:
        messages.error(request, _("A search needs a name to be kept, and something that is looked for."))
    elif not _has_room(request.user.saved_searches.all(), name):
        messages.error(
            request, _("You keep %(n)d searches, and no more fit. Forget one first.") % {"n": MOST_SAVED}
        )
    else:
        SavedSearch.objects.update_or_create(user=request.user, name=name, defaults={"address": address.text})
        messages.success(request, _("Kept as “%(name)s”.") % {"name": name})
    return _back(address)


@may_search
@require_POST
def forget_search(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a search no longer. Where it was looked at, it can be kept again; else the page stays as it is."""
    assert request.user.is_authenticated
    saved = get_object_or_404(SavedSearch, pk=pk, user=request.user)
    saved.delete()
    messages.success(request, _("“%(name)s” is not kept any longer.") % {"name": saved.name})
    return redirect(f"{reverse('admin:search')}?{request.POST.get('here', '').replace(chr(0), '')}")


def _has_room(saved: QuerySet[SavedSearch], name: str) -> bool:
    return saved.filter(name=name).exists() or saved.count() < MOST_SAVED


def _back(address: Address) -> HttpResponse:
    return redirect(f"{reverse('admin:search')}?{address.text}")
