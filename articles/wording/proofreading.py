"""What a proofreader marks in a text without knowing what it is about. Pure Python.

`proofread` gives slips with offset and length in the very text that it was given, so that the place can be marked.
It would rather miss a slip than mark what is right: a rule that a sentence can refute is none. Rules about Han
text look only beside Han characters, so that an English quotation in a Chinese story is left alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from articles.wording.confusions import find_confusions

SlipKind = Literal[
    "half_width",
    "full_width",
    "straight_quote",
    "clashing_marks",
    "space_before_mark",
    "unclosed",
    "unopened",
    "repeated",
    "confusion",
    "leftover",
    "broken_character",
    "markup",
]


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip: ``length`` characters at ``at`` of the text; ``right`` is what may be meant, or ``""``."""

    kind: SlipKind
    at: int
    length: int
    found: str
    right: str = ""


_HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_LINK = re.compile(r"(?:https?://|www\.)[!-~]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。", "(": "（", ")": "）"}

# A mark counts as a slip by its neighbours: behind a Han character or what closes Han text, or before one.
_BEHIND = rf"(?:(?<=[{_HAN}」』》）])|(?<=[{_HAN}，。！？…][”’]))"
_HALF = re.compile(
    rf"{_BEHIND}[,;?!](?![,;?!])|[,;?!](?=[{_HAN}“「『《（]*[{_HAN}])"
    rf"|{_BEHIND}:(?!\w*//)|{_BEHIND}\.(?=[{_HAN}“「『《（\n]|\s*$)"
)
_ELLIPSIS = re.compile(rf"(?<=[{_HAN}])\.{{3,6}}")
_HALF_BRACKETS = re.compile(rf"(?<=[{_HAN}])\(([^()\n]*)\)|\(([{_HAN}][^()\n]*|[^()\n]*[{_HAN}])\)")
_STRAIGHT = re.compile(rf'(?<=[{_HAN}，。：；、])"|"(?=[{_HAN}])')
_FULL = re.compile(r"(?<=[A-Za-z])[，。；：？！](?=[\sA-Za-z]|$)")
_CLASH = re.compile(r"[，、；：。](?:\s*[，、；：。])+|[，、；：][？！]|,{2,}|;{2,}")
_SPACE = re.compile(rf"(?<=[{_HAN}”』」》）])[ \t\u00a0]+(?=[，。；：！？、）》”」』])")

# Characters that no right word doubles, but for the neighbours given: 为了了解, 目的的, 现在在.
_DOUBLED = re.compile(
    r"(?<![目标有打中之无的])的的(?![确士哥姐款喀的])|(?<![为除不时得完到])了了(?![解结却事然心一了])"
    r"|(?<![但于可还就只总要也正若硬凡倒都不是])是是(?![否非是])|(?<![哥姐爷娘们])们们|这这(?!个个)"
    r"|也也(?!门)|而而|(?<![棉褥毛薄厚绒床花夹])被被(?![子套单])"
)
_PARTICLES = "我们 你们 他们 她们 它们 以及 或者 因为 所以 但是 如果 由于 对于 关于 其中 目前 记者 本报 已经 并且 而且 根据 为了"
_WORD_TWICE = re.compile("(" + "|".join(_PARTICLES.split()) + r")\1")
_RUN_TWICE = re.compile(rf"([{_HAN}]{{3,12}})\1")
_ENGLISH_TWICE = re.compile(r"\b(the|an|of|and|to|with|by|from|at|for)[ \n]+\1\b", re.IGNORECASE)

_NOTE = "待补|待核|待核实|待查|待写|存疑|此处待补|此处补|此处缺|补图|补充数据|数据待核|照片待补|TK|TODO"
_LEFTOVER = re.compile(
    rf"[（(【\[]\s*(?:{_NOTE})[^）)】\]\n]{{0,12}}[）)】\]]|\b(?:TODO|FIXME|TKTK|[Ll]orem ipsum)\b"
    r"|(?<![A-Za-z0-9])[Xx]{3,}(?![A-Za-z0-9])|\?{3,}|_{3,}|(?<![\d*＊])[*＊]{3,}(?![\d*＊])|[■□▇]{2,}"
)
_MARKUP = re.compile(
    r"</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>\n]*)?/?>|&(?:nbsp|amp|lt|gt|quot|ldquo|rdquo|mdash|#\d{2,6});"
)
# Controls, zero width, private use (where a PDF's font had its own characters), and the sign of a lost one.
_BROKEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2060\ufeff\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]"
)

_PAIRS = {
    "“": "”", "「": "」", "『": "』", "《": "》", "〈": "〉", "（": "）", "【": "】", "〔": "〕", "［": "］",
    "(": ")", "[": "]", "‘": "’",
}  # fmt: skip
_CLOSERS = {close: opener for opener, close in _PAIRS.items()}
_CARRIED = "“「『‘"
"""A quotation that goes on in the next paragraph is opened there anew, and closed once."""
_ITEM = re.compile(r"(?:^|[\s，。；：、,;:.])[\dA-Za-z一二三四五六七八九十]{1,3}$")


def proofread(text: str, complete: bool = True) -> list[Slip]:
    """All slips of a text (paragraphs a line) in their order.

    ``complete`` says that it begins and ends here; else its pairs may close elsewhere and are not looked at.
    """
    links = [found.span() for found in _LINK.finditer(text)]
    slips = [*marks(text), *doubled(text), *left_over(text)]
    slips += [Slip("confusion", at, len(wrong), wrong, right) for at, wrong, right in find_confusions(text)]
    if complete:
        slips += unpaired(text)
    # Inside of an address, of a note or of markup nothing else is marked.
    whole = [*links, *((one.at, one.at + one.length) for one in slips if one.kind in ("leftover", "markup"))]
    outside = [slip for slip in slips if not any(at < slip.at < end for at, end in whole)]
    return sorted(outside, key=lambda slip: (slip.at, slip.kind))


def marks(text: str) -> Iterator[Slip]:
    """Punctuation of the wrong width, in a wrong neighbourhood, or twice."""
    for found in _HALF.finditer(text):
        yield Slip("half_width", found.start(), 1, found[0], _WIDE[found[0]])
    for found in _ELLIPSIS.finditer(text):
        yield Slip("half_width", found.start(), len(found[0]), found[0], "……")
    for found in _HALF_BRACKETS.finditer(text):
        inside = found[1] if found[1] is not None else found[2]
        if re.search(f"[{_HAN}]", inside):  # a formula or a word in Latin letters keeps its own
            yield Slip("half_width", found.start(), len(found[0]), "()", "（）")
    for found in _STRAIGHT.finditer(text):
        yield Slip("straight_quote", found.start(), 1, '"', "“”")
    for found in _FULL.finditer(text):
        if not _beside_han(text, found.start()):
            yield Slip("full_width", found.start(), 1, found[0], unicodedata.normalize("NFKC", found[0]))
    for found in _CLASH.finditer(text):
        yield Slip("clashing_marks", found.start(), len(found[0]), found[0])
    for found in _SPACE.finditer(text):
        yield Slip(
            "space_before_mark", found.start(), len(found[0]) + 1, text[found.start() : found.end() + 1]
        )


def _beside_han(text: str, at: int) -> bool:
    """Whether the line that holds ``at`` has Chinese in it."""
    line = text[text.rfind("\n", 0, at) + 1 :].partition("\n")[0]
    return bool(re.search(f"[{_HAN}]", line))


def doubled(text: str) -> Iterator[Slip]:
    """Characters, words and runs that stand twice in a row."""
    for pattern in (_DOUBLED, _WORD_TWICE, _ENGLISH_TWICE):
        for found in pattern.finditer(text):
            yield Slip("repeated", found.start(), len(found[0]), found[0])
    for found in _RUN_TWICE.finditer(text):
        if len(set(found[1])) > 2 and not _is_chant(text, *found.span()):
            yield Slip("repeated", found.start(), len(found[0]), found[0], found[1])


def _is_chant(text: str, at: int, end: int) -> bool:
    """Whether it is said on purpose: 一步一个脚印一步一个脚印, or alone inside quotation marks."""
    return text[at] == "一" or (text[at - 1 : at] in "“「『‘" and text[end : end + 1] in "”」』’！")


def left_over(text: str) -> Iterator[Slip]:
    """What typist, typesetter or extraction left: notes to oneself, placeholders, markup, broken characters."""
    for found in _LEFTOVER.finditer(text):
        yield Slip("leftover", found.start(), len(found[0]), found[0])
    for found in _MARKUP.finditer(text):
        yield Slip("markup", found.start(), len(found[0]), found[0])
    for found in _BROKEN.finditer(text):
        yield Slip("broken_character", found.start(), 1, f"U+{ord(found[0]):04X}")


def unpaired(text: str) -> Iterator[Slip]:
    """Quotation marks and brackets without their other half.

    Brackets and book titles pair within a paragraph. A quotation may run over several, opened anew in each.
    """
    open_ones: list[tuple[int, str]] = []
    begins = True  # no character of the paragraph but opening marks has come
    for at, character in enumerate(text):
        if character == "\n":
            yield from _unclosed(one for one in open_ones if one[1] not in _CARRIED)
            open_ones = [one for one in open_ones if one[1] in _CARRIED]
            begins = True
        elif character in _PAIRS:
            carried = begins and any(opener == character for _at, opener in open_ones)
            if not carried and not _is_apostrophe(text, at):
                open_ones.append((at, character))
        elif character in _CLOSERS:
            begins = False
            opener = _CLOSERS[character]
            places = [place for place, one in enumerate(open_ones) if one[1] == opener]
            if places:
                yield from _unclosed(open_ones[places[-1] + 1 :])
                del open_ones[places[-1] :]
            elif not _is_apostrophe(text, at) and not _ends_item(text, at):
                yield Slip("unopened", at, 1, character, opener)
        elif not character.isspace():
            begins = False
    yield from _unclosed(open_ones)


def _unclosed(left: object) -> Iterator[Slip]:
    for at, opener in left:  # type: ignore[attr-defined]
        yield Slip("unclosed", at, 1, opener, _PAIRS[opener])


def _is_apostrophe(text: str, at: int) -> bool:
    """Whether the single quote stands for a letter: don’t, the harbours’ lights, the ’90s."""
    if text[at] not in "‘’":
        return False
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    return (before.isascii() and before.isalnum()) or (text[at] == "’" and after.isdigit())


def _ends_item(text: str, at: int) -> bool:
    """Whether the bracket closes the number of an item: 1) … or a) …"""
    return text[at] in ")）" and bool(_ITEM.search(text[max(0, at - 5) : at]))
