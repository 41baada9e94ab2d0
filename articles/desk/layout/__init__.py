"""The layout of a page: zones on its picture, the order of its stories, jumps made and joined again.

The verbs are atomic, take what their user saw, and refuse in words (docs/layout.md).
"""

from articles.desk.layout.jumping import Cut, join_again, make_jump, text_mark
from articles.desk.layout.saving import move_story, save_layout
from articles.desk.layout.state import Layout
from articles.desk.layout.wanted import Changed, Wanted, read_wanted

__all__ = [
    "Changed",
    "Cut",
    "Layout",
    "Wanted",
    "join_again",
    "make_jump",
    "move_story",
    "read_wanted",
    "save_layout",
    "text_mark",
]
