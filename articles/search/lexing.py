"""A query cut into tokens. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import get_close_matches
from typing import NamedTuple

from articles.search.analysis import fold, is_cjk
from articles.search.dates import parse_dates
from articles.search.notes import Note
from articles.search.pages import NUMBERED
from articles.search.query import FIELDS, as_operator

_ALIASES = {
    "headline": "title kicker deck 标题 题目 引题 副题",
    "byline": "author 署名 作者",
    "caption": "photo 图说 图片说明",
    "column": "栏目 专栏",
    "place": "dateline 发稿地 电头",
    "agency": "通讯社",
    "section": "版名",
    "newspaper": "报纸",
    "date": "日期 见报日期",
    "page": "版次 版号 页码",
    "": "text body 正文 全文",
}
_FIELDS = {name: name for name in (*FIELDS, "date", "page")} | {
    alias: name for name, aliases in _ALIASES.items() for alias in aliases.split()
}
"""Names that a query may write before a colon, folded; the empty field is the whole article."""
_ASKS_PHOTO = re.compile(
    r"(?:photo ?: ?(?:1|yes|true|any|有|是)|(?:has|with) ?: ?(?:photos?|图片?))(?![^\s()|])", re.I
)

QUOTES = frozenset('"“”„‟「」『』〝〞〟')
_PARTNERS = {"“": "”", "„": "“”", "‟": "”", "「": "」", "『": "』", "〝": "〞〟"}
"""By what a quotation is closed; by the same mark where there is no other, as with the straight one."""
WITHOUT_QUOTES = str.maketrans(dict.fromkeys(QUOTES | {"＂"}, " "))
"""For `str.translate`: what holds quotation marks, as text without any; to the search it is the same."""
_MINUS = frozenset("-－−‐–")
_DASH = "—"
"""One before a word is a minus; two are the dash of Chinese print, with which a deck begins."""
_SAME = str.maketrans(
    {"（": "(", "）": ")", "：": ":", "～": "~", "〜": "~", "＊": "*", "｜": "|", "＂": '"'}
)
FIELD_BEFORE = re.compile(r"[^\W\d_]{2,12} ?[:：] ?$")
"""The name of a field that a text ends with, before its value."""
_NAME = re.compile(r"([^\W\d_]{2,12}) ?: ?")
_DISTANCE = re.compile(r"\s*~\s?(\d+)")
_VALUE = r"[^\s()|\"“”„‟「」『』〝〞〟]+"
_PAGES = re.compile(_VALUE)
_DAYS = re.compile(rf"{_VALUE}(?:\s+(?:\.{{2,}}|。{{2,}}|…+|~|—+|至|到)\s*\d{_VALUE})?")  # also 2024 .. 2025


def plainly(typed: str) -> str:
    """What was typed, with the marks of the language as a plain keyboard has them; as long as it was."""
    return typed.translate(_SAME)


class Token(NamedTuple):
    """A piece of a query; ``distance`` behind a quotation.

    It stands in the text from ``start`` to ``end``; an ``end`` of 0 where that is not kept.
    """

    kind: str  # word, quoted, field, operator (AND, OR, NOT), open, close, end
    text: str
    distance: int | None = None
    start: int = 0
    end: int = 0


class Lexer:
    """Cuts a query into tokens. What is written without white space between belongs together."""

    def __init__(self, text: str, notes: list[Note]) -> None:
        self.typed = text
        self.text = plainly(text)
        self.notes = notes
        self.at = 0
        self._closings: dict[int, int | None] = {}

    def tokens(self) -> list[Token]:
        """All of the text's."""
        out: list[Token] = []
        while self.at < len(self.text):
            char = self.text[self.at]
            after = self.text[self.at + 1 : self.at + 2]
            if char.isspace():
                self.at += 1
            elif char == "(":
                self.at += 1
                out.append(Token("open", char))
            elif char == ")":
                self.at += 1
                out.append(Token("close", char))
            elif char == "|":
                self.at += 1
                out.append(Token("OR", char))
            elif self._is_minus(char, after):
                self.at += 1
                out.append(Token("NOT", "-"))
            elif named := self._field():
                out.append(named)
                if named.text == "date":
                    out += self._values(_DAYS, parse_dates)
                elif named.text == "page":
                    out += self._values(_PAGES, NUMBERED.fullmatch)
            else:
                start = self.at
                out.append(self._term()._replace(start=start, end=self.at))
        return out

    def _is_minus(self, char: str, after: str) -> bool:
        if not after or after.isspace():
            return False
        before = self.text[self.at - 1] if self.at else " "
        return char in _MINUS or (char == _DASH != after and (before.isspace() or before in "(:|"))

    def _field(self) -> Token | None:
        found = _NAME.match(self.text, self.at)
        if not found:
            return None
        written = fold(found[1])
        name = _FIELDS.get(written)
        if asks := _ASKS_PHOTO.match(self.text, self.at):
            rest = f"{self.typed[: self.at].rstrip()} {self.typed[asks.end() :].lstrip()}"
            self.notes.append(Note("with_photo", self.typed[self.at : asks.end()], rest.strip()))
            return None
        if name is None:
            if found[1].isascii() and not self.text.startswith("//", found.end()):
                near = get_close_matches(written, _FIELDS, 1, 0.75)
                rest = (f"{near[0]}:" if near else "") + self.typed[found.end() :]
                self.notes.append(Note("unknown_field", found[1], (self.typed[: self.at] + rest).strip()))
            return None
        if not name:
            self.notes.append(Note("anywhere", found[1]))
        self.at = found.end()
        return Token("field", name)

    def _values(self, written: re.Pattern[str], read: Callable[[str], object]) -> list[Token]:
        """Days or pages, which may hold points, strokes and tildes; or several, where what stands behind a
        bar can be read as one: 2024|2025.
        """
        out: list[Token] = []
        if self.text[self.at : self.at + 1] in _MINUS and self.text[self.at + 1 : self.at + 2].isalnum():
            self.at += 1
            out.append(Token("NOT", "-"))
        values: list[Token] = []
        found = written.match(self.text, self.at)
        while found and (not values or read(found[0])):
            self.at = found.end()
            values += [Token("OR", "|")] * bool(values) + [Token("word", found[0])]
            found = written.match(self.text, self.at + 1) if self.text.startswith("|", self.at) else None
        if len(values) > 1:
            values = [Token("open", "("), *values, Token("close", ")")]
        return out + values

    def _term(self) -> Token:
        """A word, a quotation, or both where no white space parts them (“铁大叔”议事团)."""
        pieces: list[str] = []
        quoted = plain = in_plain = False
        depth = 0  # of brackets that belong to the word: 人工智能（AI）技术
        while self.at < len(self.text):
            char = self.text[self.at]
            if char in QUOTES:
                if quoted and not plain:
                    break  # two quotations side by side are two terms
                pieces.append(self._quotation())
                quoted, in_plain = True, False
                if found := _DISTANCE.match(self.text, self.at):
                    if plain:
                        break
                    self.at = found.end()
                    return Token("quoted", pieces[-1], int(found[1]))
                continue
            if char.isspace() or char == "|" or (char == ")" and depth == 0):
                break
            if char == "(" and (not plain or self._opens_group()):
                break
            depth += (char == "(") - (char == ")")
            if not in_plain:
                pieces.append("")
            plain = in_plain = True
            pieces[-1] += char
            self.at += 1
        text = _glue(pieces)
        if quoted:
            return Token("quoted", text)
        operator = as_operator(text)
        return Token(operator, text) if operator else Token("word", text)

    def _opens_group(self) -> bool:
        """Whether the bracket here, written to a word, holds more than a word: 经济（上海 OR 北京）."""
        depth, at, is_group = 0, self.at, False
        while at < len(self.text):
            char = self.text[at]
            if char in QUOTES and (end := self._closing(at)):
                at = end + 1
                continue
            depth += (char == "(") - (char == ")")
            if not depth:
                return is_group
            is_group = is_group or char.isspace() or char == "|"
            at += 1
        return False

    def _quotation(self) -> str:
        end = self._closing(self.at)
        # The language's own mark inside would end the phrase where it is printed; it reads as a blank anyway.
        inside = " ".join(self.text[self.at + 1 : end].replace('"', " ").split())
        if end is None:
            apart = f"{self.typed[: self.at]} {self.typed[self.at + 1 :]}" if " " in inside else ""
            note = Note("unclosed_quote", inside, " ".join(apart.split()))
            self.notes.append(note if inside else Note("lone_quote", ""))
        elif not inside:
            self.notes.append(Note("empty_quote", ""))
        self.at = len(self.text) if end is None else end + 1
        return inside

    def _closing(self, at: int) -> int | None:
        """Where the quotation that opens there is closed."""
        if at not in self._closings:
            self._closings[at] = self._find_closing(at)
        return self._closings[at]

    def _find_closing(self, opened_at: int) -> int | None:
        """By its partner, so that other marks inside are text;
        by any mark where the partner never comes.
        """
        opening = self.text[opened_at]
        partners = _PARTNERS.get(opening, opening)
        places = [at for at in range(opened_at + 1, len(self.text)) if self.text[at] in QUOTES]
        open_inside = 0
        for at in places:
            if self.text[at] in partners:
                if not open_inside:
                    return at
                open_inside -= 1
            open_inside += self.text[at] == opening
        return next((at for at in places if self.text[at] in partners), next(iter(places), None))


def _glue(pieces: list[str]) -> str:
    """The pieces of one term as one text. The quotation marks that parted them are as though they were not
    there only beside a Chinese character.
    """
    out = ""
    for piece in filter(None, pieces):
        parted = out and not (is_cjk(out[-1]) or is_cjk(piece[0]))
        out += " " + piece if parted else piece
    return out
