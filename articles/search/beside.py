"""Two questions to the index at once: tantivy lets go of Python while it looks, so that each has a core."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

_Given = TypeVar("_Given")


def _begin() -> None:
    """With no thread; again in a process that was forked off, where those of its parent are not."""
    global _pool
    _pool = ThreadPoolExecutor(os.cpu_count() or 1, "search-beside")


_pool: ThreadPoolExecutor
_begin()
os.register_at_fork(after_in_child=_begin)


def beside(work: Callable[[], _Given]) -> Callable[[], _Given]:
    """Begin ``work`` in another thread; calling what is returned gives or raises what it did.

    It must not use the database, of which each thread would open a connection of its own.
    """
    return _pool.submit(work).result
