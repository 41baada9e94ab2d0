"""What a user did with a plan, step by step, as long as it can be taken back: kept in their session."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

from django.contrib.sessions.backends.base import SessionBase

from articles.desk.plan.verbs import Change, Place, Plan
from articles.models import Issue

_KEY = "plan_undo"
_FOR = 15 * 60  # seconds; who comes back to the plan after lunch is offered nothing
_MOST = 20


@dataclass(slots=True)
class Steps:
    """The changes of one issue's plan that can be undone, the last one last, and those that can be redone."""

    issue: int
    past: list[Change] = field(default_factory=list)
    future: list[Change] = field(default_factory=list)

    @classmethod
    def of(cls, session: SessionBase, issue: Issue) -> Steps:
        """Those that the session keeps; none of another issue, or of before lunch."""
        kept = session.get(_KEY)
        if not kept or kept["issue"] != issue.pk or time.time() - kept["at"] > _FOR or "past" not in kept:
            return cls(issue.pk)
        return cls(issue.pk, *([_read(change) for change in kept[way]] for way in ("past", "future")))

    def did(self, change: Change) -> None:
        """Something new was done: what was undone before cannot come again."""
        self.past = [*self.past, change][-_MOST:]
        self.future = []

    def undid(self, back: Change) -> None:
        """The last change was put back."""
        self.future.append(back)
        self.past = _renamed(self.past[:-1], back)

    def redid(self, forth: Change) -> None:
        """What was undone last was done again."""
        self.past.append(forth)
        self.future = _renamed(self.future[:-1], forth)

    def keep(self, session: SessionBase) -> None:
        """Keep them, from now for a while."""
        ways = {"past": self.past, "future": self.future}
        packed = {way: [{"before": one.before, "after": one.after} for one in ways[way]] for way in ways}
        session[_KEY] = {"issue": self.issue, "at": int(time.time()), **packed}


def _read(kept: dict[str, Any]) -> Change:
    return Change([Place(*row) for row in kept["before"]], [Place(*row) for row in kept["after"]])


def _renamed(changes: list[Change], done: Change) -> list[Change]:
    """The changes about the pages as they are now: one that was taken out and made anew has another id."""
    if not changes:
        return changes
    stood = changes[-1].after
    if len(stood) != len(done.after):
        return changes
    ids = {old.page: new.page for old, new in zip(stood, done.after, strict=True)}

    def of(plan: Plan) -> Plan:
        return [place._replace(page=ids.get(place.page, place.page)) for place in plan]

    return [Change(of(change.before), of(change.after)) for change in changes]
