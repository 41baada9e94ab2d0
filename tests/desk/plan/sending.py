"""The plan of pages as tests see it, and its verbs sent as its page sends them."""

from __future__ import annotations

from articles.models import Page
from tests.desk.conftest import address


def pages_of(issue) -> list[Page]:
    """Its pages in order."""
    return list(issue.pages.order_by("sequence"))


def ids_of(issue) -> list[int]:
    """The ids of its pages in order."""
    return [page.pk for page in pages_of(issue)]


def shown(issue) -> list[tuple[int, str, str]]:
    """Its pages as the plan shows them: sequence, number, section."""
    return [(page.sequence, page.number, page.section_name) for page in pages_of(issue)]


def as_seen(issue) -> str:
    """What the form says its user saw: the plan as it is now."""
    return ",".join(map(str, ids_of(issue)))


def post(client, issue, verb, **sent):
    """A verb as the page sends it without scripts."""
    data = {"seen": as_seen(issue), "follow": "on", **sent}
    return client.post(address("issue", f"plan_{verb}", issue.pk), data)


def ask(client, issue, verb, **sent):
    """A verb as the page's script sends it."""
    data = {"seen": as_seen(issue), "follow": "on", **sent}
    return client.post(
        address("issue", f"plan_{verb}", issue.pk), data, headers={"Accept": "application/json"}
    )
