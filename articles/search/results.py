"""Searching, for the views: one call, whatever state the index is in."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace

import tantivy

from articles.models.change import Position
from articles.search import folder as folders
from articles.search.asking import Answer, Ask
from articles.search.folder import Folder, Opened
from articles.search.query import And, Node, Not, Or, Phrase, all_of, any_of, none_of

logger = logging.getLogger(__name__)


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
        """What it holds of what is asked. Raises NotReady where it cannot be read.

        Hits are as the index last saw the database: whoever shows them fetches the rows through ``access``,
        and leaves out what is not there.
        """
        try:
            return self.opened.engine.answer(ask)
        except ValueError:
            # A star in a phrase may stand for more words than the engine looks at.
            plain = _without_stars(ask.tree)
            if plain != ask.tree and _is_sound(self.opened):
                return replace(self.opened.engine.answer(replace(ask, tree=plain)), stars_ignored=True)
            logger.exception("The search index cannot be read.")
            raise self._folder.report_damage(self.opened) from None
        except Exception:
            logger.exception("The search index cannot be read.")
            raise self._folder.report_damage(self.opened) from None
        except BaseException as error:
            # What the engine's Rust code raises where it meets what cannot be is no Exception.
            if type(error).__module__ != "pyo3_runtime":
                raise
            logger.exception("The search index cannot be read.")
            raise self._folder.report_damage(self.opened) from None


def current(folder: Folder | None = None) -> State:
    """The index as it was last committed.

    Raises NotReady where there is no index to ask; its text is for logs, its fields say what to tell people.
    """
    folder = folder or folders.here()
    return State(folder.open(), folder)


def _is_sound(opened: Opened) -> bool:
    try:
        opened.engine.count(tantivy.Query.all_query())
    except Exception:
        return False
    return True


def _without_stars(tree: Node) -> Node:
    match tree:
        case Phrase(prefix=True):
            return replace(tree, prefix=False)
        case Not(child):
            return none_of(_without_stars(child))
        case And(children):
            return all_of([_without_stars(child) for child in children])
        case Or(children):
            return any_of([_without_stars(child) for child in children])
    return tree
