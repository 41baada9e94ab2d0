"""Names and words that a paper watches: banned and mistyped words, names with their titles, names in their order.

A list is compiled once and searched in many texts. Pure Python; what an editor keeps stands in ``models.word_entry``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

EntryKind = Literal["banned", "mistyped", "title", "order"]

_BETWEEN = re.compile(r"[、，,/|；;\s]+")
_TITLE = (
    "总书记|书记处书记|书记|秘书长|委员长|主席|国务委员|总理|部长|省长|市长|州长|县长|区长|镇长|乡长|村长"
    "|主任委员|主任|局长|厅长|处长|科长|司长|署长|行长|院长|校长|社长|台长|站长|总编辑|总编|检察长|董事长|总经理|理事长|会长"
    "|司令员|政委|参谋长|主委|常委"
)
_RANK = "常务副|第一副|代理|副|代|原|前"
_BEFORE = re.compile(rf"(?P<rank>(?:{_RANK})*)(?P<title>{_TITLE})[ \u3000]*$")
_AFTER = re.compile(
    rf"(?P<rank>(?:{_RANK})*)(?P<title>{_TITLE})(?!医师|护师|编辑部|办公|信箱|热线|员|助理|级|期|久|大|江|成|出|高|远)"
)
_FORMER = ("原", "前")
# What may stand between two names of one enumeration: 、 and a title, never a new clause.
_ENUMERATED = re.compile(r"[ \u3000]*[、，和及与][^，。！？；：\n“”]{0,20}$|[ \u3000]+$")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. ``right`` is the right form of a mistyped word, the right titles of a name, parted by 、.

    For ``order`` ``word`` holds the names in their order, parted by 、; ``right`` is empty.
    """

    kind: EntryKind
    word: str
    right: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a text goes against an entry; ``right`` is what should stand there, or ``""``."""

    entry: Entry
    at: int
    length: int
    found: str
    right: str = ""


def split_names(text: str) -> list[str]:
    """The names or titles of an entry, in their order."""
    return [name for name in _BETWEEN.split(text.strip()) if name]


class WordList:
    """The entries of one paper, ready to be searched."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        entries = [entry for entry in entries if entry.word.strip()]
        self._words = {entry.word: entry for entry in entries if entry.kind in ("banned", "mistyped")}
        self._titles = {entry.word: entry for entry in entries if entry.kind == "title"}
        self._orders = [(entry, split_names(entry.word)) for entry in entries if entry.kind == "order"]
        self._word = _any_of(self._words)
        self._name = _any_of(self._titles)
        self._ordered = [(entry, names, _any_of(names)) for entry, names in self._orders if len(names) > 1]

    def search(self, text: str) -> list[Hit]:
        """All hits, in their order."""
        found = [*self._find_words(text), *self._find_titles(text), *self._find_orders(text)]
        return sorted(found, key=lambda hit: hit.at)

    def _find_words(self, text: str) -> Iterator[Hit]:
        for found in self._word.finditer(text) if self._word else ():
            entry = self._words[found[0]]
            if not _inside_right(text, found.start(), entry):
                yield Hit(entry, found.start(), len(found[0]), found[0], entry.right)

    def _find_titles(self, text: str) -> Iterator[Hit]:
        for found in self._name.finditer(text) if self._name else ():
            entry = self._titles[found[0]]
            right = {title for whole in split_names(entry.right) if (title := _office(whole))}
            before = _BEFORE.search(text, max(0, found.start() - 16), found.start())
            after = _AFTER.match(text, found.end())
            for office in (before, after):
                if office is None or office["rank"].startswith(_FORMER):
                    continue
                if right and office["rank"] + office["title"] not in right:
                    at, end = min(office.start(), found.start()), max(office.end(), found.end())
                    yield Hit(entry, at, end - at, text[at:end], entry.right)

    def _find_orders(self, text: str) -> Iterator[Hit]:
        for entry, names, pattern in self._ordered:
            place = {name: rank for rank, name in enumerate(names)}
            last: re.Match[str] | None = None
            for found in pattern.finditer(text) if pattern else ():
                if last is not None and place[found[0]] < place[last[0]]:
                    if _ENUMERATED.fullmatch(text[last.end() : found.start()]):
                        span = text[last.start() : found.end()]
                        yield Hit(entry, last.start(), len(span), span, "、".join(names))
                last = found


def _any_of(words: Iterable[str]) -> re.Pattern[str] | None:
    """One pattern for all words, the longest first; a Latin word only as a whole."""
    patterns = [
        rf"(?<![A-Za-z0-9]){re.escape(word)}(?![A-Za-z0-9])" if word.isascii() else re.escape(word)
        for word in sorted(words, key=len, reverse=True)
    ]
    return re.compile("|".join(patterns)) if patterns else None


def _inside_right(text: str, at: int, entry: Entry) -> bool:
    """Whether the wrong form only stands inside of the right one."""
    inside = entry.right.find(entry.word) if entry.right else -1
    return inside >= 0 and text.startswith(entry.right, at - inside) and at >= inside


def _office(whole: str) -> str:
    """副书记 of 市委副书记."""
    found = _BEFORE.search(whole)
    return found["rank"] + found["title"] if found else ""
