"""Names in the order of the alphabet: Chinese ones by pinyin, as an index of a Chinese book has them.

A key is made of lower-case letters and digits alone, so that every database orders it alike, whatever its
collation. Readings are pypinyin's; those of surnames, which often differ from a character's usual reading, are
listed here.
"""

from __future__ import annotations

import unicodedata
from typing import Any

KEY_CHARACTERS = 120
"""A key is no longer; names that differ only behind that are in no order."""
OTHERS = "#"
"""The heading of what begins with no letter, which comes first."""

# Characters that read otherwise as a surname, as the common dictionaries of surnames give them.
_SURNAMES = {
    "柏": "bai3", "秘": "bi4", "卜": "bu3", "参": "can1", "岑": "cen2", "晁": "chao2", "车": "che1", "谌": "chen2",
    "乘": "cheng2", "种": "chong2", "重": "chong2", "储": "chu3", "都": "du1", "盖": "ge3", "葛": "ge3",
    "句": "gou1", "勾": "gou1", "过": "guo1", "哈": "ha3", "黑": "he4", "华": "hua4", "纪": "ji3", "贾": "jia3",
    "解": "xie4", "隗": "kui2", "乐": "yue4", "缪": "miao4", "牟": "mu4", "那": "na1", "能": "nai4", "粘": "nian2",
    "宁": "ning4", "区": "ou1", "逄": "pang2", "朴": "piao2", "繁": "po2", "仇": "qiu2", "曲": "qu1", "瞿": "qu2",
    "阙": "que1", "任": "ren2", "撒": "sa3", "单": "shan4", "折": "she2", "召": "shao4", "盛": "sheng4",
    "石": "shi2", "宿": "su4", "覃": "qin2", "尉": "wei4", "洗": "xian3", "冼": "xian3", "相": "xiang4",
    "行": "xing2", "燕": "yan1", "应": "ying1", "於": "yu1", "员": "yun4", "曾": "zeng1", "查": "zha1",
    "祭": "zhai4", "翟": "zhai2", "占": "zhan1", "訾": "zi1",
}  # fmt: skip
_DOUBLE_SURNAMES = {
    "澹台": ("tan2", "tai2"), "万俟": ("mo4", "qi2"), "尉迟": ("yu4", "chi2"), "长孙": ("zhang3", "sun1"),
    "令狐": ("ling2", "hu2"), "宰父": ("zai3", "fu3"), "单于": ("chan2", "yu2"), "相里": ("xiang4", "li3"),
    "乐正": ("yue4", "zheng4"), "皇甫": ("huang2", "fu3"), "呼延": ("hu1", "yan2"), "夏侯": ("xia4", "hou2"),
}  # fmt: skip


def sort_key(name: str, person: bool = False) -> str:
    """The key of a name; ``person``: it begins with a surname, where it is Chinese."""
    name = name[next((at for at, char in enumerate(name) if char.isalnum()), 0) :]  # 《 begins no name
    key = ""
    for char, reading in zip(name, _readings(name, person), strict=True):
        key += _unit(char, reading) if reading else _plain(char)
        if len(key) >= KEY_CHARACTERS:
            break
    return key[:KEY_CHARACTERS] or "0"


def letter(key: str) -> str:
    """The heading under which a key stands: A to Z, or `OTHERS`."""
    return key[0].upper() if key[:1].isalpha() else OTHERS


def bounds(heading: str) -> tuple[str, str]:
    """From which key on, and before which one, the keys of a heading stand; "" for no bound."""
    if heading == OTHERS:
        return "", "a"
    first = heading.lower()
    return first, "" if first == "z" else chr(ord(first) + 1)


def _readings(name: str, person: bool) -> list[str]:
    """The reading of each character with its tone (zhou1); "" for what is not Chinese or not known."""
    if not any(_is_chinese(char) for char in name):
        return [""] * len(name)
    # Its tables take a third of a second to load: only where a Chinese name is written, never to show a page.
    from pypinyin import Style, lazy_pinyin

    known: list[str] = []
    if person:
        single = (_SURNAMES[name[0]],) if name[0] in _SURNAMES else ()
        known = list(_DOUBLE_SURNAMES.get(name[:2], single))
    rest = name[len(known) :]
    # Of what it cannot read it takes a list too, one for each character, which its types do not say.
    unread: Any = lambda run: [""] * len(run)  # noqa: E731
    told = lazy_pinyin(rest, style=Style.TONE3, neutral_tone_with_five=True, errors=unread)
    return [*known, *told]


def _is_chinese(char: str) -> bool:
    return char == "〇" or unicodedata.name(char, "").startswith("CJK UNIFIED")


def _unit(char: str, reading: str) -> str:
    """A character by its syllable, tone, and by itself: one surname stands together, not among its homophones."""
    return f"{reading[:-1]:0<6}{reading[-1]}{ord(char):05x}"


def _plain(char: str) -> str:
    """A letter without its accents, a digit; 0 for space and signs; other scripts by their code points."""
    if not char.isalnum():
        return "0"
    folded = unicodedata.normalize("NFKD", char).casefold()
    letters = "".join(one for one in folded if one.isascii() and one.isalnum())
    return letters or f"0{ord(char):05x}"
