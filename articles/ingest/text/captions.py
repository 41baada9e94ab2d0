"""Photos: captions found by the credit that ends them, or by what only a caption says."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from articles.ingest.text.joining import ends_sentence, join_lines, tidy
from articles.ingest.text.lines import Line
from articles.ingest.text.marks import Mark
from articles.wording.credits import split_credit
from articles.wording.values import Signature

MOST_LINES = 6
MOST_CHARACTERS = 240

_PICTURED = re.compile(r"(?:摄|摄影|供图|[/／]图)\s*[）)]?$")
_CUE = re.compile(
    r"^(?:这是|图为|图[①-⑳一二三四\d]|[上下左右]图|▲|▼|△)|[（(][左右前后中]+[一二三四五排]?[）)]|[（(]资料(?:图|照)片?[）)]"
)


@dataclass(slots=True)
class Shot:
    """A photo as printed: the lines that it takes, caption and credits."""

    lines: list[Line]
    caption: str
    credits: tuple[Signature, ...] = ()
    near: list[int] = field(default_factory=list)


def find_shots(lines: list[Line], marks: list[Mark]) -> list[Shot]:
    """Captions that a credit line ends, in print order; no line is taken twice."""
    shots: list[Shot] = []
    taken: set[int] = set()
    for at, (line, mark) in enumerate(zip(lines, marks, strict=True)):
        if mark in (Mark.JUMP, Mark.CONTINUATION, Mark.DATELINE) or line.index in taken:
            continue
        if mark is Mark.BYLINE and not _PICTURED.search(line.text):
            continue
        start, caption, credits = _caption(lines, marks, at, taken)
        if not credits or len(caption) > MOST_CHARACTERS or (not caption and mark is not Mark.CREDIT):
            continue
        block = lines[start : at + 1]
        shots.append(Shot(block, tidy(caption), credits))
        taken |= {one.index for one in block}
    return shots


def _caption(
    lines: list[Line], marks: list[Mark], at: int, taken: set[int]
) -> tuple[int, str, tuple[Signature, ...]]:
    """Where the caption starts that a credit ends on line ``at``, the caption and the credit."""
    start = at
    best: tuple[int, str, tuple[Signature, ...]] = (at, "", ())
    while True:
        # Spaces stay as printed until the credit is read, since they part its names.
        caption, credits = split_credit(join_lines(line.text for line in lines[start : at + 1]))
        if credits and (ends_sentence(caption) or not best[2]):
            best = (start, caption, credits)
        if start == 0 or at - start + 1 >= MOST_LINES or lines[start].gap:
            return best
        before = lines[start - 1]
        if before.spaced or before.index in taken or marks[start - 1] is not Mark.NONE:
            return best
        wide = max((line.width for line in lines[start:at]), default=0)
        whole = bool(best[2] and best[1])
        if ends_sentence(before.text):
            if whole:
                return best
        elif before.width < wide * 0.9 or (start == at and before.width < lines[at].width * 0.9):
            return best
        start -= 1


def is_caption(text: str) -> bool:
    """Whether a lone sentence without a credit reads as a caption."""
    return len(text) <= 90 and bool(_CUE.search(text))
