"""What a query finds, worked out slowly and straight from the definition in docs/search.md.

It shares no code with the analysis, the matching or the engine: characters are classified by their Unicode
names, and phrases are compared unit by unit.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import pairwise

import opencc

from articles.search.query import And, Dates, Everything, Near, Node, Not, Or, Page, Phrase
from articles.search.record import Record
from articles.wording.jumps import label_key

_FORMS = [opencc.OpenCC(of) for of in ("t2s", "tw2s", "hk2s")]
_STANDARD = {"瞭": "了", "祇": "只", "藉": "借", "砲": "炮", "珮": "佩"}  # those that stand in the samples
_SEEN_THROUGH = "\"'`“”„‟«»‘’‚‹›「」『』〝〞〟()[]{}<>〈〉《》〔〕【】〖〗〘〙〚〛·•・‧∙⋅"
_LONGEST = 100  # letters of a word that count
_READ_AS = {"⻓": "长", "⻋": "车", "⻢": "马", "⻄": "西", "○": "〇", "◯": "〇"}
_CJK_NAMES = ("CJK UNIFIED", "CJK COMPAT", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC")
Unit = tuple[str, str]  # ("c", 字) a character, ("w", word), ("|", "") a break


def _simplified(char: str) -> str:
    """Whatever any region's print writes for it; 么 is one of its own."""
    for forms in _FORMS:
        char = char if char == "么" else forms.convert(_STANDARD.get(char, char))
    return char


@cache
def _marks(char: str) -> tuple[tuple[str, str], ...]:
    """One printed character as (class, text) pairs: c, w, point, space, break."""
    if unicodedata.name(char, "").startswith("HANGUL SYLLABLE"):
        return (("c", char),)  # which decomposes, but is read as one
    out = []
    for part in unicodedata.normalize("NFKD", _READ_AS.get(char, char)):
        for one in unicodedata.normalize("NFKD", part.casefold()):
            name, category = unicodedata.name(one, ""), unicodedata.category(one)
            if one == ".":
                out.append((".", one))
            elif one in _SEEN_THROUGH or one.isspace() or category == "Cc":
                out.append((" ", ""))
            elif category in ("Mn", "Me", "Cf"):
                continue
            elif category == "Cn" and 0x20000 <= ord(one) <= 0x3FFFF:  # characters of a later Unicode
                out.append(("c", one))
            elif (name.startswith(_CJK_NAMES) or one == "〇" or category == "Co") and category[0] in "LNC":
                out.append(("c", _simplified(one)))
            elif category[0] in "LNM":
                out.append(("w", one))
            else:
                out.append(("|", ""))
    return tuple(out)


@cache
def units(text: str) -> list[Unit]:
    """The characters, whole words and breaks of a text."""
    marks = [mark for char in unicodedata.normalize("NFC", text) for mark in _marks(char)]
    out: list[Unit] = []
    word = ""
    for at, (kind, value) in enumerate(marks):
        if kind == ".":
            around = [marks[i][1] if 0 <= i < len(marks) else "" for i in (at - 1, at + 1)]
            kind = "w" if all(len(a) == 1 and a in "0123456789" for a in around) else "|"
            value = "." if kind == "w" else ""
        if kind == "w":
            word += value
            continue
        if word:
            out.append(("w", word[:_LONGEST]))
            word = ""
        if kind in "c|":
            out.append((kind, value))
    if word:
        out.append(("w", word[:_LONGEST]))
    single = [u for i, u in enumerate(out) if u[0] != "|" or (i and out[i - 1][0] != "|")]
    return [
        unit
        for i, unit in enumerate(single)
        if unit[0] != "|" or (0 < i < len(single) - 1 and single[i - 1][0] == "c" == single[i + 1][0])
    ]


def occurrences(text: list[Unit], phrase: list[Unit], prefix: bool = False) -> list[tuple[int, int]]:
    """Where a phrase stands among the units of a text."""
    n = len(phrase)

    def same(at: int) -> bool:
        if text[at : at + n] == phrase:
            return True
        cut = text[at : at + n]
        return bool(
            prefix
            and cut
            and len(cut) == n
            and cut[:-1] == phrase[:-1]
            and cut[-1][0] == "w" == phrase[-1][0]
            and cut[-1][1].startswith(phrase[-1][1])
        )

    begins = range(len(text) - n + 1)
    if n > 1:  # the first unit is whole in any case
        begins = [at for at in begins if text[at] == phrase[0]]
    return [(at, at + n) for at in begins if same(at)]


def _near(pieces: list[list[Unit]], near: Near) -> bool:
    """Units count one each; a text's pieces are counted through, though no phrase runs across two."""

    def everywhere(phrase: list[Unit]) -> list[tuple[int, int]]:
        out, before = [], 0
        for piece in pieces:
            out += [(before + start, before + end) for start, end in occurrences(piece, phrase)]
            before += len(piece)
        return out

    found = [everywhere(units(one)) for one in near.texts]

    def close(a: tuple[int, int], b: tuple[int, int]) -> bool:
        first, second = min(a, b), max(a, b)
        return 0 <= second[0] - first[1] <= near.distance

    return all(any(close(a, b) for a in left for b in right) for left, right in pairwise(found))


class Reference:
    """The records, cut into units once."""

    def __init__(self, records: list[Record]) -> None:
        self.records = records
        self.cut = {
            record.ref.number: {
                "": [units(piece) for piece in record.text],
                **{name: [units(piece) for piece in pieces] for name, pieces in record.named.items()},
            }
            for record in records
        }

    def find(self, tree: Node) -> set[int]:
        """The numbers of the records that a tree finds."""
        return {record.ref.number for record in self.records if self._holds(record, tree)}

    def _holds(self, record: Record, tree: Node) -> bool:
        match tree:
            case Everything():
                return True
            case Phrase(text, field, prefix):
                phrase = units(text)
                pieces = self.cut[record.ref.number].get(field, [])
                return any(occurrences(piece, phrase, prefix) for piece in pieces)
            case Near(_texts, _distance, field):
                return _near(self.cut[record.ref.number].get(field, []), tree)
            case Dates(first, last):
                return (first is None or first <= record.date) and (last is None or record.date <= last)
            case Page(number):
                return number in {label_key(page) for page in record.pages}
            case Not(child):
                return not self._holds(record, child)
            case And(children):
                return all(self._holds(record, child) for child in children)
            case Or(children):
                return any(self._holds(record, child) for child in children)
