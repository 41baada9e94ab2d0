"""Whether a search would be answered as it was, told without searching: its ETag (RFC 9110, 8.8.3)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from articles.models import Change, Newspaper
from articles.search.folder import NotReady
from articles.search.follower import nudge
from articles.search.results import current
from articles.search.schema import FINGERPRINT

_MOST = 1_000  # rows of the log behind the index; with more it is not told apart any more


def search_etag(request: HttpRequest) -> str | None:
    """A weak ETag of a public search; None where what is shown cannot be told from what was.

    It is made of all that an answer is made of: the index (its place in the log), the database (how much of
    the log the index lacks; the newspapers, which a footer names), the address with host and language, the
    program, and the day. What is shown of a hit is in the log (`Searchable.search_reads`).
    """
    if settings.DEBUG:
        return None  # templates change while the program runs
    try:
        position = current().position
    except NotReady:
        return None
    waiting = Change.objects.after(position)[: _MOST + 1].count()
    if waiting:
        nudge()  # whoever wrote them may have died before they were followed
    if waiting > _MOST:
        return None
    made_of = (
        *(_program(), FINGERPRINT, settings.DEFAULT_NEWSPAPER, settings.TIME_ZONE),
        *(position, waiting, list(Newspaper.objects.order_by("pk").values_list())),
        *(request.build_absolute_uri(), get_language(), timezone.localdate()),
    )
    return f'W/"{hashlib.sha256(repr(made_of).encode()).hexdigest()[:32]}"'


@cache
def _program() -> str:
    """What the files say that pages are made by: the same on every machine that runs the same."""
    found = hashlib.sha256()
    for path in sorted(_files(settings.BASE_DIR)):
        found.update(str(path.relative_to(settings.BASE_DIR)).encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def _files(base: Path) -> Iterable[Path]:
    for folder, pattern in (
        ("templates", "*.*"),
        ("articles", "*.py"),
        ("articles", "*.mo"),
        ("newsroom", "*.py"),
    ):
        yield from (path for path in (base / folder).rglob(pattern) if path.is_file())
