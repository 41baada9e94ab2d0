"""Doubts whether an index is as it was written: who raises one, and who looks at the files.

Of an index that is half bad some questions fail and others do not. But anybody may ask what fails, and the
files are large. So a doubt is a file beside them, which one process takes away; and for an hour after they
were found sound no other is raised.
"""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

_DOUBTED, _SOUND = "doubted", "sound"
_TRUSTED = 3600.0  # seconds


def report(index: Path) -> None:
    """Note that a question failed on the index in this folder."""
    with suppress(OSError):
        if time.time() - (index / _SOUND).stat().st_mtime < _TRUSTED:
            return
    with suppress(OSError):
        (index / _DOUBTED).touch()


def take(index: Path) -> bool:
    """Whether the files are to be looked at; only one of those who ask is told so."""
    try:
        (index / _DOUBTED).unlink()
    except OSError:
        return False
    return True


def settle(index: Path) -> None:
    """Note that they were looked at, and are as they were written."""
    with suppress(OSError):
        (index / _SOUND).touch()
