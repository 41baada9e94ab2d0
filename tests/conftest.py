"""What every test stands on: a database (SQLite, or that of DATABASE_URL), files that go away again."""

from __future__ import annotations

import itertools
import os

import pytest
from django.db import connection
from django.utils import translation

from articles.models import change

_numbers = itertools.count(1)

# Playwright's sync API runs an event loop in the thread that also asks the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, tmp_path_factory):
    """SQLite in a file, as it is served: in memory a table that one thread writes is refused to all others at once."""
    default = connection.settings_dict
    if default["ENGINE"] == "django.db.backends.sqlite3":
        default["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")
        default["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"  # no test outlives a power cut


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path_factory):
    """Uploads and the search index of a test go to folders of its own; the index follows where a test says so."""
    # Not made before they are needed: to number so many folders takes longer than most tests do.
    own = tmp_path_factory.getbasetemp() / f"files-{next(_numbers)}"
    settings.MEDIA_ROOT, settings.SEARCH_DIR = own / "media", own / "search"
    settings.SEARCH_FOLLOWS = False
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.AXES_ENABLED = False
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


@pytest.fixture(autouse=True)
def _own_language(settings):
    """A request leaves its language behind in the thread, and addresses are made in it: none inherits it."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def _own_rows_settled(request, monkeypatch):
    """On PostgreSQL rows of the log settle when no older transaction is open: neither a test's own, nor one of a
    test beside it, is waited for. The tests of the search itself see the real thing.
    """
    if request.path.parent.name != "search":
        for bound in (change.OldestOpenTransaction, change.NextTransaction):
            monkeypatch.setattr(bound, "as_postgresql", bound.as_sql)


def pytest_collection_modifyitems(config, items):
    """What is no part of this database's run is left out; a skip would fail that under CI."""
    elsewhere = [item for item in items if _belongs_elsewhere(item)]
    if elsewhere:
        config.hook.pytest_deselected(items=elsewhere)
        items[:] = [item for item in items if item not in elsewhere]


def _belongs_elsewhere(item: pytest.Item) -> bool:
    """A test of the other database alone (``only_on``). And, on PostgreSQL, what SQLite's run has shown for both:
    a test that asks no database, or for nothing that others do not ask (``any_database``), and how pages look and
    move, unless its test is one of ``both_databases``.
    """
    if mark := item.get_closest_marker("only_on"):
        return bool(mark.args[0] != connection.vendor)
    if connection.vendor != "postgresql":
        return False
    asks = item.get_closest_marker("django_db") or {"db", "transactional_db"} & set(item.fixturenames)  # type: ignore[attr-defined]
    looks = item.get_closest_marker("browser") and not item.get_closest_marker("both_databases")
    return not asks or bool(looks) or item.get_closest_marker("any_database") is not None


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session, exitstatus):
    """Under CI a skipped test is a failed run: everything that a test needs is installed there."""
    if os.environ.get("NEWSROOM_NO_SKIPS") != "1" or hasattr(session.config, "workerinput"):
        return
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and reporter.stats.get("skipped") and exitstatus == 0:
        reporter.write_line("NEWSROOM_NO_SKIPS=1: a skipped test fails this run.", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
