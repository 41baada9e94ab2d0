"""Searching, for the views: one call, whatever state the index is in."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace

from articles.models.change import Position
from articles.search import folder as folders
from articles.search.asking import Answer, Ask, Order
from articles.search.folder import Folder, NotReady, Opened, Problem
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
            return self.opened.engine.answer(ask)
        except BaseException as error:
            if not _is_failure(error):
                raise
            # Anybody may ask anything, and building anew takes long: what answers another is sound.
            if _is_sound(self.opened) or _is_sound(self.opened):
                logger.exception("The search index is sound, but did not answer.")
                raise NotReady(Problem.FAILED, building=False) from error
            logger.exception("The search index cannot be read.")
            raise self._folder.report_damage(self.opened) from error


def current(folder: Folder | None = None) -> State:
    """The index as it was last committed.

    Raises NotReady where there is no index to ask; its text is for logs, its fields say what to tell people.
    """
    folder = folder or folders.here()
    return State(folder.open(), folder)


def _is_failure(error: BaseException) -> bool:
    """Whether a question failed; what the engine's Rust code raises where it gives up is no Exception."""
    return isinstance(error, Exception) or type(error).__module__ == "pyo3_runtime"


def _is_sound(opened: Opened) -> bool:
    try:
        for ask in _KNOWN_GOOD:
            opened.engine.answer(ask)
    except BaseException as error:
        if not _is_failure(error):
            raise
        return False
    return True
