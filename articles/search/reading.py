"""Reading many documents where one of them cannot be read: the others are not held up by it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

from django.db import Error

from articles.search.record import Ref

logger = logging.getLogger(__name__)

_Made = TypeVar("_Made")
_OF_NO_DOCUMENT = (Error, OSError, MemoryError)  # a database or a machine in trouble, which may pass


def read_each(
    refs: list[Ref], read: Callable[[list[Ref]], dict[Ref, _Made]]
) -> tuple[dict[Ref, _Made], list[Ref]]:
    """What ``read`` makes of the refs, and those by which it fails, each of which is logged.

    Raises what ``read`` raises where that says nothing about a document, but of the database or the machine.
    """
    try:
        return read(refs), []
    except _OF_NO_DOCUMENT:
        raise
    except Exception:
        if len(refs) == 1:
            logger.exception("Search cannot read the %s %s.", refs[0].kind.name.lower(), refs[0].pk)
            return {}, refs
    middle = len(refs) // 2
    made, failed = read_each(refs[:middle], read)
    others, failed_too = read_each(refs[middle:], read)
    return made | others, failed + failed_too
