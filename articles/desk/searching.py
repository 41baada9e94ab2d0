"""The archive search at the desk: drafts included, and searches that are kept."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles.finding.address import Address, read_address
from articles.finding.facets import Facets
from articles.finding.notes import notes_of
from articles.finding.search import run
from articles.models import SavedSearch
from articles.search.asking import Order
from articles.search.folder import NotReady
from articles.search.query import to_text

MOST_SAVED = 200
may_search = permission_required("articles.view_article", raise_exception=True)


@may_search
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """``/desk/search/?q=…``: what the public finds and what it does not see yet."""
    assert request.user.is_authenticated
    read = read_address(request.GET.dict())
    address = read.address
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("Search"),
        "here": reverse("admin:search"),
        "address": address,
        "saved": list(request.user.saved_searches.all()[:MOST_SAVED]),
        "name": address.q[:120],
    }
    if not address.is_empty:
        try:
            found = run(read, drafts=True, user=request.user)
        except NotReady as problem:
            return render(request, "desk/search.html", {**context, "problem": problem}, status=503)
        address = found.address
        facets = Facets(found)
        as_read = to_text(address.query.tree)
        context |= {
            "address": address,
            "search": found,
            "rows": found.rows,
            "facets": facets.lists(),
            "chart": facets.chart(),
            "narrowed": facets.narrowed(),
            "notes": list(notes_of(found)),
            "as_read": as_read if as_read != address.q else "",
            "orders": [
                (name, f"?{address.changed(sort=str(order)).text}", order == address.order)
                for order, name in (
                    (Order.RELEVANCE, _("Relevance")),
                    (Order.NEWEST, _("Newest")),
                    (Order.OLDEST, _("Oldest")),
                )
            ],
            "several_newspapers": len(found.newspapers) > 1,
        }
    return render(request, "desk/search.html", context)


@may_search
@require_POST
def save_search(request: HttpRequest) -> HttpResponse:
    """Keep a search under a name; a name that is there already takes the new search."""
    assert request.user.is_authenticated
    address = read_address({name: str(value) for name, value in request.POST.items()}).address.changed()
    name = " ".join(request.POST.get("name", "").replace("\0", "").split())[:120]
    if address.is_empty or not name:
        messages.error(request, _("A search needs a name to be kept, and something that is looked for."))
    elif request.user.saved_searches.count() >= MOST_SAVED:
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
    """Keep a search no longer; what it was asks to be kept again."""
    assert request.user.is_authenticated
    saved = get_object_or_404(SavedSearch, pk=pk, user=request.user)
    saved.delete()
    messages.success(request, _("“%(name)s” is not kept any longer.") % {"name": saved.name})
    return redirect(f"{reverse('admin:search')}?{saved.address}")


def _back(address: Address) -> HttpResponse:
    return redirect(f"{reverse('admin:search')}?{address.text}")
