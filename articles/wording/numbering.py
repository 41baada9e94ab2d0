"""Printed page numbers as a run: 1…8, 一…四, A01…A08 and B01…B04; counted anew when pages move. Pure Python."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from articles.wording.numerals import NUMERAL_CLASS, from_chinese, to_chinese

_LATIN = re.compile(r"([A-Za-z]{0,3})([0-9]{1,3})")
_CHINESE = re.compile(rf"[{NUMERAL_CLASS}]{{1,3}}")


@dataclass(frozen=True, slots=True)
class Style:
    """How a number is written: the letters of its section, how many digits at least, or Chinese numerals."""

    letters: str = ""
    digits: int = 1
    chinese: bool = False

    def write(self, value: int) -> str:
        """The number as this section prints it."""
        return to_chinese(value) if self.chinese else f"{self.letters}{value:0{self.digits}d}"


def style_of(label: str) -> Style | None:
    """How the label is written: ``A01`` has the letter A and two digits; None for what is no number."""
    if found := _LATIN.fullmatch(label):
        return Style(found[1], len(found[2]) if found[2].startswith("0") else 1)
    if _CHINESE.fullmatch(label) and from_chinese(label) is not None:
        return Style(chinese=True)
    return None


def counted(labels: Sequence[str]) -> list[str]:
    """The labels counted from 1, each section by itself, written as they are.

    A label that is no number, such as that of a page just put in, counts on in the section of the one before
    (the one after, where it is the first). Where nothing is printed at all, nothing is afterwards.
    """
    known = [style_of(label) for label in labels]
    last = next((style for style in known if style is not None), None)
    if last is None:
        return [""] * len(labels) if not any(labels) else [str(n) for n in range(1, len(labels) + 1)]
    digits: Counter[str] = Counter()
    for style in known:
        if style is not None:
            digits[style.letters] = max(digits[style.letters], style.digits)
    counts: Counter[str] = Counter()
    out = []
    for style in known:
        last = style or last
        counts[last.letters] += 1
        out.append(Style(last.letters, digits[last.letters], last.chinese).write(counts[last.letters]))
    return out


def is_run(labels: Sequence[str]) -> bool:
    """Whether the labels are simply counted, so that they may follow the position when pages move."""
    return list(labels) == counted(labels)


def sections(labels: Sequence[str]) -> list[int]:
    """The place of each label's section, from 0: A01 A02 B01 are 0 0 1. A paper folds each for itself."""
    out: list[int] = []
    before: str | None = None
    for label in labels:
        style = style_of(label)
        letters = before if style is None and before is not None else (style.letters if style else "")
        out.append(out[-1] + (letters != before) if out else 0)
        before = letters
    return out
