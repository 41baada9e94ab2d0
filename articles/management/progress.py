"""A progress bar for commands that take long: one line, rewritten, on a terminal alone."""

from __future__ import annotations

import time

from django.core.management.base import OutputWrapper

_WIDTH = 40
_PAUSE = 0.1  # seconds between two drawings


class ProgressBar:
    """How many of so many are done, and at what pace or with what."""

    def __init__(self, out: OutputWrapper, total: int, shown: bool = True) -> None:
        self._out, self._total, self._done = out, total, 0
        self._begun = self._drawn = time.monotonic()
        self._shown = shown and out.isatty()

    def show(self, name: str) -> None:
        """Draw it with the name of what is being done now, which may take long."""
        if self._shown:
            self._draw(name)

    def advance(self, count: int = 1, name: str = "") -> None:
        """So many more are done; ``name`` says which, in place of the pace."""
        self._done += count
        now = time.monotonic()
        if self._shown and (now - self._drawn >= _PAUSE or self._done >= self._total):
            self._drawn = now
            self._draw(name or f"({self._done / max(0.001, now - self._begun):.0f}/s)")

    def _draw(self, note: str) -> None:
        share = min(1.0, self._done / max(1, self._total))
        bar = "█" * round(share * _WIDTH)
        line = f"\r\033[K{bar:░<{_WIDTH}} {share:4.0%} {self._done} {note}"
        self._out.write(line, style_func=str, ending="")  # not red, as errors are
        self._out.flush()

    def end(self) -> None:
        """Leave the line."""
        if self._shown:
            self._out.write("")
