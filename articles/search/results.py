"""Searching, for the views: one call, whatever state the index is in."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, replace

from articles.models.change import Position
from articles.search import folder as folders
from articles.search.asking import Answer, Ask, Order
from articles.search.doubts import doubt
from articles.search.folder import Folder, NotReady, Opened, Problem, is_failure
from articles.search.follower import wake
from articles.search.query import Everything, Phrase

logger = logging.getLogger(__name__)

_PAUSE = 60.0  # seconds
_ANY = Ask(Everything(), order=Order.NEWEST, limit=1)
_KNOWN_GOOD = (_ANY, replace(_ANY, tree=Phrase("的")), replace(_ANY, tree=Phrase("新闻", "headline")))
"""What a sound index answers, whatever it holds; between them they read all kinds of its files."""


def search(ask: Ask, folder: Folder | None = None) -> Answer:
    """What the index holds now of what is asked. Raises NotReady, as `current`."""
    return current(folder).search(ask)


@dataclass(frozen=True, slots=True)
class State:
    """The index as it was at one commit: whatever is asked of it, one after the other, fits together."""

    opened: Opened
    _folder: Folder

    @property
    def position(self) -> Position:
        """How far it has followed the log."""
        return self.opened.position

    def search(self, ask: Ask) -> Answer:
        """What it holds of what is asked. Raises NotReady where it does not answer.

        Hits are as the index last saw the database: whoever shows them fetches the rows through ``access``,
        and leaves out what is not there.
        """
        try:
            return self.opened.engine.answer(ask)
        except BaseException as error:
            if not is_failure(error):
                raise
            # Anybody may ask anything, and building anew takes long: what answers another is sound.
            if _is_sound(self.opened) or _is_sound(self.opened):
                logger.exception("The search index answers, but not this.")
                doubt(self._folder, self.opened)
                raise NotReady(Problem.FAILED, building=False) from error
            logger.exception("The search index cannot be read.")
            damage = self._folder.report_damage(self.opened)
            wake()
            raise damage from error


def current(folder: Folder | None = None) -> State:
    """The index as it was last committed.

    Raises NotReady where there is no index to ask; its text is for logs, its fields say what to tell people.
    """
    folder = folder or folders.here()
    try:
        return State(folder.open(), folder)
    except NotReady:
        _ask_for_one()
        raise


_asked_at = -_PAUSE


def _ask_for_one() -> None:
    """Wake the follower, which builds the index of a small archive; now and then, since everybody asks."""
    global _asked_at
    now = time.monotonic()
    if now - _asked_at >= _PAUSE:
        _asked_at = now
        wake()


def _is_sound(opened: Opened) -> bool:
    try:
        for ask in _KNOWN_GOOD:
            opened.engine.answer(ask)
    except BaseException as error:
        if not is_failure(error):
            raise
        return False
    return True
