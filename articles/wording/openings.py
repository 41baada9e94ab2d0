"""The opening of a Chinese text, as a front page shows it. Pure Python."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SENTENCE_END = re.compile(r"[。！？…]+[”’」』）]*")
_PAUSE = re.compile(r"[，、；：]")
_CLOSED = tuple("。！？…；：，”’」』）")
CUT = "……"
"""The ellipsis of GB/T 15834: six dots in the room of two characters."""


def chinese_opening(paragraphs: Sequence[str], most: int) -> str:
    """The whole sentences at the head of `paragraphs` that fit `most` characters.

    Where they fill less than half of it, the text is cut at its last pause instead, with an ellipsis. A
    paragraph without a closing mark (a subhead, a list item) is parted from the next by a space of one character.
    """
    lines = [line if line.endswith(_CLOSED) else f"{line}\u3000" for line in paragraphs if line]
    text = "".join(lines).rstrip("\u3000")
    if len(text) <= most:
        return text
    whole = _last(_SENTENCE_END, text, most)
    if whole >= most // 2:
        return text[:whole]
    room = most - len(CUT)
    return text[: _last(_PAUSE, text, room + 1) or room].rstrip("，、；：\u3000") + CUT


def _last(mark: re.Pattern[str], text: str, most: int) -> int:
    """Where the last mark ends within the first `most` characters, or 0."""
    return max((found.end() for found in mark.finditer(text) if found.end() <= most), default=0)
