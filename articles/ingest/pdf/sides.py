"""How a fragment begins and ends, by its indents and its wording, and which of its lines are subheads."""

from __future__ import annotations

import re
from collections import Counter
from enum import Enum
from itertools import pairwise

from articles.ingest.pdf.fragments import Fragment, is_indented, is_short
from articles.ingest.pdf.measure import Measure
from articles.ingest.text.flow import ends_text
from articles.ingest.text.joining import ends_sentence
from articles.wording.bylines import has_title, parse_byline
from articles.wording.datelines import opens_with_dateline, split_closing
from articles.wording.jumps import find_continuation, find_jump

FREE_STEP = 1.25
"""A full line of another style with steps wider than this over and under it is a subhead, too."""
MARKED_LENGTH = 16
"""A line that begins with a mark (▲■◆) and is at most this long is a subhead."""
# Names, a dateline or a reference at a story's end; a number in brackets may well begin a subhead.
_IN_BRACKETS = re.compile(r"^[（(](?![一二三四五六七八九十\d]+[）)])|[）)]$")
_MARKED = re.compile(r"^[▲■◆●★▼◎□◇○△▽♦▪]\s*\S")


class Side(Enum):
    """How a fragment begins or ends: with a whole paragraph, inside one, or unknown."""

    WHOLE = "whole"
    INSIDE = "inside"
    UNKNOWN = "unknown"


def opens_story(fragment: Fragment) -> bool:
    """Whether its wording begins a story: a dateline, a byline or a continuation line."""
    first = fragment.lines[0].text
    text = "".join(line.text for line in fragment.lines[:2])
    return (
        opens_with_dateline(text)
        or find_continuation(text) is not None
        or is_byline(first)
        or bool(re.match(r"^[■□◆◇●▲]", first) and is_byline(text))
    )


def continues(fragment: Fragment) -> bool:
    """Whether it begins with a continuation line (上接第一版)."""
    return find_continuation("".join(line.text for line in fragment.lines[:2])) is not None


def closes_story(fragment: Fragment) -> bool:
    """Whether its wording ends a story: a jump line, or a dateline in brackets."""
    text = "".join(line.text for line in fragment.lines[-3:])
    return find_jump(text) is not None or split_closing(text)[1] is not None


def is_byline(text: str) -> bool:
    """Whether a line is nothing but a byline with its title."""
    if ends_sentence(text) or find_jump(text) is not None or find_continuation(text) is not None:
        return False
    return has_title(text) and bool(parse_byline(text))


def start_of(fragment: Fragment, sizes: Measure) -> Side:
    """How it begins."""
    first = fragment.lines[0]
    if opens_story(fragment) or is_subhead(fragment, 0, sizes):
        return Side.WHOLE
    if first.text[:1].islower():
        return Side.INSIDE
    if not fragment.indents:
        return Side.UNKNOWN
    if is_indented(fragment, first, sizes):
        return Side.WHOLE
    if len(fragment.lines) == 1 and fragment.left == first.left and not fragment.measured:
        return Side.UNKNOWN
    return Side.INSIDE


def end_of(fragment: Fragment, sizes: Measure) -> Side:
    """How it ends."""
    last = fragment.lines[-1]
    if len(fragment.lines) == 1 and find_continuation(last.text) is not None:
        return Side.UNKNOWN
    if closes_story(fragment) or is_subhead(fragment, len(fragment.lines) - 1, sizes):
        return Side.WHOLE
    if ends_text(last.text):
        return Side.WHOLE if is_short(fragment, last, sizes) else Side.UNKNOWN
    if last.text.endswith(("：", ":")):
        return Side.UNKNOWN
    return Side.INSIDE


def is_subhead(fragment: Fragment, at: int, sizes: Measure) -> bool:
    """Whether line `at` is of another style than its fragment's text, and short: a subhead or part of one."""
    line = fragment.lines[at]
    if fragment.down:
        return False
    if (
        _MARKED.match(line.text)
        and not _runs_on(fragment, at, sizes)
        and len(line.text) <= MARKED_LENGTH
        and not re.search(r"[，。；：]", line.text)
    ):
        return not is_byline(line.text) and find_jump(line.text) is None
    main = Counter(one.font for one in fragment.lines if one is not line).most_common(1)
    # Of more than two lines one can tell what its text is set in, which need not be what the page's is.
    other_font = line.font != main[0][0] if len(fragment.lines) > 2 else line.font not in sizes.fonts
    styled = other_font or line.size > 1.08 * fragment.size
    if not styled or (ends_sentence(line.text) and not line.text.endswith(("？", "！", "?", "!", "…"))):
        return False
    if (
        _IN_BRACKETS.search(line.text)
        or find_jump(line.text)
        or find_continuation(line.text)
        or opens_with_dateline(line.text)
        or is_byline(line.text)
    ):
        return False
    # Where its edge is may be told by few lines: none of its lines is wider than its column.
    measure = max(fragment.right, *(one.x1 for one in fragment.lines)) - fragment.left
    return (
        line.width <= 0.92 * measure
        or line.size > 1.12 * fragment.size
        or len(fragment.lines) == 1
        or _stands_free(fragment, at, sizes)
    )


def _runs_on(fragment: Fragment, at: int, sizes: Measure) -> bool:
    """Whether a line fills its column and the next goes on with its sentence."""
    if is_short(fragment, fragment.lines[at], sizes) or at + 1 == len(fragment.lines):
        return False
    following = fragment.lines[at + 1]
    return following.font == fragment.lines[at].font and not is_indented(fragment, following, sizes)


def _stands_free(fragment: Fragment, at: int, sizes: Measure) -> bool:
    """Whether there is white over and under a line."""
    tops = [line.y0 for line in fragment.lines[max(0, at - 1) : at + 2]]
    return all(lower - upper > FREE_STEP * sizes.pitch for upper, lower in pairwise(tops))
