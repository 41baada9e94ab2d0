"""Searching, for the views: one call, whatever state the index is in."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace

from articles.models.change import Position
from articles.search import folder as folders
from articles.search.asking import Answer, Ask, Order
from articles.search.folder import Folder, NotReady, Opened, Problem
from articles.search.follower import nudge
from articles.search.panics import panics_as_errors
from articles.search.query import Everything, Phrase

logger = logging.getLogger(__name__)

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
            return _answer(self.opened, ask)
        except Exception as error:
            # Anybody may ask anything, and building anew takes long: what answers another is sound, or is so
            # unless its files are not as they were written, which the follower sees.
            if _is_sound(self.opened) or _is_sound(self.opened):
                logger.exception("The search index answers other questions, but not this one.")
                self._folder.report_doubt(self.opened)
                nudge()
                raise NotReady(Problem.FAILED, building=False) from error
            logger.exception("The search index cannot be read.")
            raise self._folder.report_damage(self.opened) from error


def current(folder: Folder | None = None) -> State:
    """The index as it was last committed.

    Raises NotReady where there is no index to ask; its text is for logs, its fields say what to tell people.
    """
    folder = folder or folders.here()
    try:
        opened = folder.open()
    except NotReady:
        nudge()
        raise
    nudge(once=True)  # whoever served before may have died between a commit and its following
    return State(opened, folder)


@panics_as_errors()
def _answer(opened: Opened, ask: Ask) -> Answer:
    return opened.engine.answer(ask)


def _is_sound(opened: Opened) -> bool:
    try:
        for ask in _KNOWN_GOOD:
            _answer(opened, ask)
    except Exception:
        return False
    return True
