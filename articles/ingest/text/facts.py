"""What is known of each line before its measure is: width, first word, widths near by, how it ends."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from articles.ingest.text.joining import ends_sentence, ends_softly
from articles.ingest.text.lines import Line, columns

LEAST_MEASURE, WIDEST_MEASURE = 10, 160
"""Columns that a column of text or a caption may be wide."""
LONG = 72
"""A line as wide as this may be a paragraph that was never wrapped."""
REACH = 9
"""Lines on either side among whose widths a line's measure is looked for."""
MOST_OVER = 6
"""Columns by which a line may exceed its measure at most."""
_MID_SENTENCE = 7.0
_SOFT_END = 2.5
_BRACKET_END = 4.5
NEVER_FIRST = "，。、；：！？”’）》」』】…％%,.;:!?)"
"""Marks that no line begins with."""
_CLOSING = "”’）》」』】)"
_NEVER_LAST = "“‘（《「『【"
_WORD = re.compile(r"[A-Za-z0-9À-ÿ.%+\-—…/]+")
_CLAUSES = re.compile(r"[\u4e00-\u9fff”》][ \u3000]+[\u4e00-\u9fff“《][^，。；：]*$")
"""Clauses that a space parts, as heads print them."""


@dataclass(frozen=True, slots=True)
class Hint:
    """What wording says of a line before its measure is known.

    ``mark`` lines are no text (byline, jump); ``starts`` is a line that must begin a paragraph, ``ends`` one
    that ends its text by its wording (a tail's dateline, a photo credit), ``alone`` one that is a paragraph
    by itself, ``after_cut`` one that may go on in the middle of a sentence, ``cut`` one before a jump line,
    ``caption`` one that may start a photo's caption, ``pictured``
    such a one above a photo's credit, ``name`` one that is a name and nothing else,
    ``credit`` one that a photo credit ends, ``item`` one that a bullet opens: text
    or a head, and nothing goes on there, ``clause`` one that a document's number opens: text.
    """

    mark: bool = False
    starts: bool = False
    ends: bool = False
    alone: bool = False
    after_cut: bool = False
    cut: bool = False
    caption: bool = False
    pictured: bool = False
    name: bool = False
    credit: bool = False
    item: bool = False
    clause: bool = False


class Facts:
    """The lines of a page with what is known of each; ``texts`` have their justifying spaces taken out.

    ``ending`` is what it costs that the text comes to its end on a line.
    """

    def __init__(self, lines: Sequence[Line], texts: Sequence[str], hints: Sequence[Hint]) -> None:
        self.lines, self.texts, self.hints = lines, texts, hints
        self.widths = [columns(text) for text in texts]
        # Spaces around digits may be as printed or put there by the tool: a line is as wide as either says.
        self.printed = [max(line.width, width) for line, width in zip(lines, self.widths, strict=True)]
        self.starts_with = [_first_word(text) for text in texts]
        self.near = [
            Counter(self.widths[max(0, at - REACH) : at + REACH + 1]) for at in range(len(self.widths))
        ]
        self.gapped = sum(bool(line.gap) for line in lines[1:]) > 0.04 * len(lines)
        self.indented = sum(line.indent >= 2 for line in lines) > 0.04 * len(lines)
        self.unwrapped = sum(width >= LONG for width in self.widths) * 3 > len(lines)
        self.clauses = [self._has_clauses(at) for at in range(len(lines))]
        self.ending = [self._ending(at) for at in range(len(lines))]

    def _has_clauses(self, at: int) -> bool:
        hint = self.hints[at]
        named = hint.mark or hint.starts or hint.ends or hint.alone
        text = self.lines[at].text
        return not named and not self.lines[at].spaced and bool(_CLAUSES.search(text)) and "（" not in text

    def _ending(self, at: int) -> float:
        if self.hints[at].ends or self.hints[at].cut or ends_sentence(self.texts[at]):
            return 0.0
        if self.texts[at][-1] in _CLOSING:
            return _BRACKET_END
        return _SOFT_END if ends_softly(self.texts[at]) else _MID_SENTENCE

    def measures(self, at: int) -> set[int]:
        """The measures that a line may be set in: widths near by, indents added to its own."""
        near = range(max(0, at - REACH), min(len(self.lines), at + REACH + 1))
        found = {width for one in near for width in (self.widths[one], self.printed[one])}
        return {
            one
            for one in found
            if LEAST_MEASURE <= one <= WIDEST_MEASURE and one + MOST_OVER >= self.widths[at]
        }


def _first_word(text: str) -> int:
    """Columns of what cannot be parted at the start of a line: a word, a bracket with what it opens."""
    end = 0
    while end < len(text) and text[end] in _NEVER_LAST:
        end += 1
    word = _WORD.match(text, end)
    end = word.end() if word else min(len(text), end + 1)
    while end < len(text) and text[end] in NEVER_FIRST:
        end += 1
    return columns(text[:end])
