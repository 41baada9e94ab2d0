"""The change log of a database server that other tests use at the same time."""

from __future__ import annotations

import time

from articles.models import Change


def wait_until_in_order(seconds: float = 120) -> None:
    """Wait until every row has settled: on PostgreSQL, when the tests beside this one have ended their
    transactions that are older.
    """
    until = time.monotonic() + seconds
    while Change.objects.count() != Change.objects.settled().count():
        assert time.monotonic() < until, "an older transaction stays open"
        time.sleep(0.05)
