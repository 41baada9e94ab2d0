"""What a page of results shows, for the public page and the desk's alike."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from articles.finding.facets import Facets
from articles.finding.notes import notes_of
from articles.finding.search import Search
from articles.finding.years import chart_of
from articles.search.asking import Order
from articles.search.query import to_text

_LONGEST_READING = 200  # characters that are shown of a query as it was read


def ways(desk: bool = False) -> dict[str, str]:
    """Where the search, its form and its help stand, for readers or at the desk."""
    names = {"here": "search", "advanced": "search_advanced", "help": "search_help"}
    return {way: reverse(f"admin:{name}" if desk else name.replace("_", "-")) for way, name in names.items()}


def shown(found: Search) -> dict[str, Any]:
    """The context of the templates in ``search/``."""
    address = found.address
    facets = Facets(found)
    as_read = to_text(address.query.tree)
    orders = [(Order.RELEVANCE, _("Relevance")), (Order.NEWEST, _("Newest")), (Order.OLDEST, _("Oldest"))]
    return {
        "address": address,
        "search": found,
        "rows": found.rows,
        "facets": facets.lists(),
        "chart": chart_of(facets.address, facets.found.years, found.range),
        "narrowed": facets.narrowed(),
        "same_day": facets.same_day(),
        "notes": list(notes_of(found)),
        "as_read": Truncator(as_read).chars(_LONGEST_READING) if as_read != address.q else "",
        "orders": [
            (name, f"?{address.ordered(order).text}", order == address.order) for order, name in orders
        ],
        "several_newspapers": len(found.newspapers) > 1,
    }
