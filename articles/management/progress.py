"""A progress bar for commands that take long."""

from __future__ import annotations

from django.core.management.base import OutputWrapper

_WIDTH = 24


class Bar:
    """So many steps of so many, drawn over itself on a terminal; nothing where the output is a file."""

    def __init__(self, out: OutputWrapper, steps: int) -> None:
        self.out, self.steps, self.done = out, steps, 0
        self.shown = out.isatty() and steps > 1
        self._draw("")

    def step(self, name: str) -> None:
        """One more step is done."""
        self.done += 1
        self._draw(name)

    def end(self) -> None:
        """Leave the line."""
        if self.shown:
            self.out.write("")

    def _draw(self, name: str) -> None:
        if self.shown:
            full = _WIDTH * self.done // self.steps
            self.out.write(
                f"\r\033[K[{'█' * full}{'·' * (_WIDTH - full)}] {self.done}/{self.steps} {name}", ending=""
            )
            self.out.flush()
