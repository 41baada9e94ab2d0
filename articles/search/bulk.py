"""The tokens of many texts in one go: those of `analysis`, made several times as fast for a rebuild. Pure.

All texts stand one after the other as an array of code points, and each step goes over the whole array. Only
words and numbers, which are few among Chinese characters, are handled one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from articles.search import analysis

_AT_ONCE = 100_000  # characters: their arrays stay in a core's own cache, which halves the time
_Codes = NDArray[np.int32]
_TEXT_ENDS = 0x110000  # stands after each text: no code point
_STRANGE, _MANY = -2, -1  # not met yet; folds to several characters, to none, or with its neighbours
_SPACE, _POINT, _BREAK, _CJK, _WORD, _END, _UNKNOWN = range(7)
_ZERO, _NINE, _BLANK = ord("0"), ord("9"), ord(" ")
_NO_WORD = (2**62, "")

# Grown as characters are met: code point → folded code point, and folded code point → what it is.
_FOLDED = np.full(_TEXT_ENDS + 1, _STRANGE, dtype=np.int32)
_KINDS = np.full(_TEXT_ENDS + 1, _UNKNOWN, dtype=np.uint8)
_FOLDED[_TEXT_ENDS] = _TEXT_ENDS
_KINDS[_TEXT_ENDS] = _END


@dataclass(frozen=True, slots=True)
class Row:
    """What the index keeps of one text, parted by blanks: its tokens; its units, as often as they come."""

    tokens: str
    units: str


def index_rows(texts: Sequence[str]) -> list[Row]:
    """The rows of many texts, in their order: `analysis.tokens` and `analysis.units` of each."""
    return [row for some in _some_at_once(texts) for row in _rows_of(some)]


def _some_at_once(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    begin = length = 0
    for end, text in enumerate(texts, 1):
        length += len(text)
        if length > _AT_ONCE or end == len(texts):
            yield texts[begin:end]
            begin, length = end, 0


def _rows_of(texts: Sequence[str]) -> list[Row]:
    end = _TEXT_ENDS.to_bytes(4, "little")
    joined = end.join(text.encode("utf-32-le", "surrogatepass") for text in texts) + end
    codes = _fold(np.frombuffer(joined, dtype=np.int32))
    kinds = _kinds_of(codes)
    _tie_decimals(codes, kinds)
    is_word = kinds == _WORD
    begins, ends = _edges(is_word)
    at = np.flatnonzero((kinds != _SPACE) & (~is_word | begins))
    at = at[_standing(kinds[at])]
    words = _texts_between(codes, np.flatnonzero(begins), np.flatnonzero(ends))
    return _rows(codes[at], kinds[at], words)


def _fold(codes: _Codes) -> _Codes:
    folded = _FOLDED[codes]
    if (folded == _STRANGE).any():
        for code in np.unique(codes[folded == _STRANGE]).tolist():
            text = analysis.fold_character(chr(code))
            _FOLDED[code] = ord(text) if len(text) == 1 and not _is_letter(code) else _MANY
        folded = _FOLDED[codes]
    several = np.flatnonzero(folded == _MANY)
    if not several.size:
        return folded
    pieces: list[_Codes] = []
    done = 0
    for at in several.tolist():
        if at < done:
            continue
        end = at + 1
        if _is_letter(codes[at]):  # Korean, which go together, perhaps with the syllable before
            at -= at > done and _is_syllable(codes[at - 1])
            while _is_letter(codes[end]):
                end += 1
        text = analysis.fold_characters("".join(map(chr, codes[at:end])))
        pieces += [folded[done:at], np.array([ord(char) for char in text], dtype=np.int32)]
        done = end
    return np.concatenate([*pieces, folded[done:]])


def _is_letter(code: int) -> bool:
    return 0x1100 <= code <= 0x11FF


def _is_syllable(code: int) -> bool:
    return 0xAC00 <= code <= 0xD7A3


def _kinds_of(codes: _Codes) -> NDArray[np.uint8]:
    kinds = _KINDS[codes]
    if (kinds == _UNKNOWN).any():
        for code in np.unique(codes[kinds == _UNKNOWN]).tolist():
            _KINDS[code] = _kind(chr(code))
        kinds = _KINDS[codes]
    return kinds


def _kind(char: str) -> int:
    if char == ".":
        return _POINT
    if char == analysis.BREAK:
        return _BREAK
    if char == analysis.SEPARATOR:
        return _SPACE
    return _CJK if analysis.is_cjk(char) else _WORD


def _tie_decimals(codes: _Codes, kinds: NDArray[np.uint8]) -> None:
    """A point between two digits belongs to their number."""
    points = np.flatnonzero(kinds == _POINT)
    if points.size:
        points = points[points > 0]  # the last code is the end of a text, so that one always follows
        before, after = codes[points - 1], codes[points + 1]
        tied = (before >= _ZERO) & (before <= _NINE) & (after >= _ZERO) & (after <= _NINE)
        kinds[points[tied]] = _WORD


def _edges(is_word: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Where a word begins, and the place after each, which is never beyond the end."""
    before = np.concatenate([[False], is_word[:-1]])
    return is_word & ~before, ~is_word & before


def _standing(kinds: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Without the punctuation that says nothing: all but one of a row, and what is not between characters."""
    is_break = (kinds == _POINT) | (kinds == _BREAK)
    first = is_break & ~np.concatenate([[False], is_break[:-1]])
    # Looked at without the rest of each row, so that both neighbours are what they are parted from.
    kept = np.flatnonzero(~is_break | first)
    cjk = kinds[kept] == _CJK
    between = np.zeros(kept.size, dtype=bool)
    between[1:-1] = cjk[:-2] & cjk[2:]
    standing = np.zeros(kinds.size, dtype=bool)
    standing[kept] = ~is_break[kept] | between
    return standing


def _texts_between(codes: _Codes, begins: NDArray[np.intp], ends: NDArray[np.intp]) -> list[str]:
    """The words as strings, each as far as it counts."""
    lengths = np.minimum(ends - begins, analysis.LONGEST_WORD)
    offsets = np.concatenate([[0], np.cumsum(lengths)])
    places = np.repeat(begins - offsets[:-1], lengths) + np.arange(offsets[-1])
    text = _string(codes[places])
    bounds = offsets.tolist()
    return [text[one:other] for one, other in pairwise(bounds)]


def _rows(codes: _Codes, kinds: NDArray[np.uint8], words: list[str]) -> list[Row]:
    units = codes.copy()
    units[(kinds == _BREAK) | (kinds == _POINT)] = ord(analysis.BREAK)
    units[kinds == _WORD] = _BLANK
    units[kinds == _END] = ord(analysis.END)
    each = _string(_with_blanks(units))
    pairs = _string(_with_blanks(units, np.append(units[1:], _BLANK)))
    out: list[Row] = []
    waiting = zip(np.flatnonzero(kinds == _WORD).tolist(), words, strict=True)
    word_at, word = next(waiting, _NO_WORD)
    at = 0
    for end in np.flatnonzero(kinds == _END).tolist():
        row, alone = [], []
        while word_at < end:
            if at < word_at:
                row.append(pairs[3 * at : 3 * word_at - 3])
                row.append(f"{each[2 * word_at - 2]}{analysis.STROKE}{word} ")
                alone.append(each[2 * at : 2 * word_at])
            alone.append(f"{word} ")
            at, before = word_at + 1, word
            word_at, word = next(waiting, _NO_WORD)
            after = word if word_at == at else each[2 * at]
            row.append(f"{before}{analysis.STROKE}{after} ")
        row.append(pairs[3 * at : 3 * end])
        alone.append(each[2 * at : 2 * end])
        out.append(Row("".join(row).rstrip(), "".join(alone).rstrip()))
        at = end + 1
    return out


def _with_blanks(*columns: _Codes) -> _Codes:
    """The columns side by side with a blank after them, as one row of code points."""
    table = np.empty((columns[0].size, len(columns) + 1), dtype=np.int32)
    for place, column in enumerate(columns):
        table[:, place] = column
    table[:, -1] = _BLANK
    return table.ravel()


def _string(codes: _Codes) -> str:
    return codes.tobytes().decode("utf-32-le", "surrogatepass")
