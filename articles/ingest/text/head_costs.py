"""What single facts cost where a line is read as a head."""

from __future__ import annotations

import re

from articles.ingest.text.facts import LONG, NEVER_FIRST, Facts
from articles.ingest.text.joining import ends_sentence, is_latin
from articles.ingest.text.text_costs import CLAUSE_SPACE, CLOSING_FIRST, INDENT, SPEAKER

_HEAD = 1.0
_HEAD_FULL_STOP = 6.0
_HEAD_ENDS = 0.5
_HEAD_COMMA = 0.6
_HEAD_POINTS = 4.0
_HEAD_OPEN = 1.0
_HEAD_WIDE = ((44, 1.0), (56, 2.0), (LONG, 5.0))
_SPACED_HEAD = -2.5
_DASHED_HEAD = -3.0
ONE_LETTER = 2
"""Columns of a Chinese character: more than that is a word that no line end may part, or a mark behind it."""
_DASH_START = ("——", "—", "－－", "--")
_INNER_STOP = re.compile(r"[。！？][^”’」』）】》！？…]|。[”’」』][^”’」』）】》\s]")
_IN_PICTURE = re.compile(r"[（(][左右前后中]+[一二三四五排]?[）)]")
"""Who is who in a picture: captions say it, heads do not."""
SPEAKS = 18
"""such a line that is unfinished fills its column, so many columns at least: 工业：挑起大梁 is a subhead."""
_UNCLOSED = re.compile(r"“[^”]*$|《[^》]*$|（[^）]*$")


def head(page: Facts, at: int) -> float:
    """What speaks against a line as a head, and for it below nothing."""
    line, text = page.lines[at], page.texts[at]
    cost = _HEAD - (CLAUSE_SPACE if page.clauses[at] else 0.0)
    if SPEAKER.match(text) and (ends_sentence(text) or page.widths[at] >= SPEAKS):
        cost += _HEAD_FULL_STOP
    if _IN_PICTURE.search(text):
        cost += _HEAD_POINTS
    if text.startswith(_DASH_START):
        cost += _DASHED_HEAD
    elif line.spaced and not _is_spread(page, at):
        cost += _SPACED_HEAD
    if text[0] in NEVER_FIRST:
        cost += CLOSING_FIRST
    if _INNER_STOP.search(text):
        cost += _HEAD_FULL_STOP
    latin_stop = text.endswith(".") and is_latin(text) and not text.isupper()
    if text.endswith("。") or latin_stop or page.hints[at].ends:
        cost += _HEAD_FULL_STOP
    elif ends_sentence(text):
        cost += _HEAD_ENDS
    if _UNCLOSED.search(text) or text[-1] in "，、；":
        cost += _HEAD_OPEN
    cost += _HEAD_COMMA * max(0, len(re.findall("[，、；]", text)) - 1)
    cost += next((extra for wide, extra in reversed(_HEAD_WIDE) if page.widths[at] >= wide), 0.0)
    return cost


def _is_spread(page: Facts, at: int) -> bool:
    """Whether a line's letters stand apart to fill its measure: the next line's word had no room."""
    if at + 1 == len(page.lines) or page.starts_with[at + 1] <= ONE_LETTER:
        return False
    width, wanted = page.widths[at], page.starts_with[at + 1]
    return any(page.near[at][one] >= 2 for one in range(width, width + wanted + INDENT))
