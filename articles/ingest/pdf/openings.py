"""What stands over a story's text: a deck as large as the text, and bylines in lines of their own."""

from __future__ import annotations

import re
from itertools import pairwise

from articles.ingest.pdf.fragments import Fragment, is_short
from articles.ingest.pdf.lines import Line
from articles.ingest.pdf.measure import Measure
from articles.ingest.pdf.sides import is_byline
from articles.ingest.pdf.told import Body
from articles.ingest.text.joining import ends_sentence, is_latin, tidy_head
from articles.records import BlockKind
from articles.wording.bylines import MARKS, has_title, parse_byline
from articles.wording.datelines import opens_with_dateline
from articles.wording.jumps import find_continuation

Piece = tuple[BlockKind, list[Line]]
"""A paragraph or a subhead as the lines that it takes."""
DECK_LINES = 2
"""A deck that is set as large as the text has at most so many lines."""
NAMES = 16
"""A line of names without a title is at most so long."""
_STOP = re.compile("[，。；：、]")


def take_deck(pieces: list[Piece], body: Body) -> list[Piece]:
    """A line or two over the dateline that opens the text, set as large as the text: the story's deck."""
    lines = [line for _kind, lines in pieces[:2] for line in lines[: DECK_LINES + 1]]
    opens = next((at for at, line in enumerate(lines) if opens_with_dateline(line.text)), 0)
    over = lines[:opens]
    if not 0 < opens <= DECK_LINES or any(_STOP.search(line.text) or line.down for line in over):
        return pieces
    text = " ".join(line.text for line in over)
    if find_continuation(text) or is_byline(text) or parse_byline(text) or has_title(text):
        return pieces
    body.deck = tidy_head(text)
    left = [(kind, [line for line in lines if line not in over]) for kind, lines in pieces]
    return [(kind if at else "paragraph", lines) for at, (kind, lines) in enumerate(left) if lines]


def take_bylines(pieces: list[Piece], body: Body, fragment: Fragment, sizes: Measure) -> list[Piece]:
    """The bylines at the top of a story, in lines of their own, a continuation line before them or not."""
    if not pieces or pieces[0][0] != "paragraph":
        return pieces
    lines = pieces[0][1]
    taken = 0
    best = 0
    for taken in range(1, min(3, len(lines)) + 1):
        if ends_sentence(lines[taken - 1].text):
            break
        text = _joined(lines[:taken], fragment, sizes)
        bare = text.strip(MARKS + " ")
        if (
            opens_with_dateline(text)
            or not (is_byline(text) or (len(bare) <= NAMES and taken == 1))
            or text.startswith(("（", "(", "【"))
        ):
            continue
        if parse_byline(text) and not find_continuation(text):
            best = taken
    if best and (len(lines) > best or len(pieces) > 1):
        body.bylines += parse_byline(_joined(lines[:best], fragment, sizes))
        rest = lines[best:]
        first: list[Piece] = [("paragraph", rest)] if rest else []
        return first + pieces[1:]
    return pieces


def _joined(lines: list[Line], fragment: Fragment, sizes: Measure) -> str:
    """A byline's lines in one: where a line is full, a name may run over its end."""
    text = lines[0].text
    for last, line in pairwise(lines):
        run_on = not is_short(fragment, last, sizes) and not is_latin(line.text)
        text += line.text if run_on else f" {line.text}"
    return text
