"""Chinese numerals as page labels and dates use them: 1 to 99 both ways, pure Python."""

from __future__ import annotations

import re

DIGITS = "〇一二三四五六七八九"
_VALUES = {digit: value for value, digit in enumerate(DIGITS)} | {
    "零": 0,
    "○": 0,
    "两": 2,
    "廿": 20,
    "卅": 30,
}
_NUMERAL_LIMIT = 99

ENGLISH_NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
).split()
NUMERAL_CLASS = "〇零○一二三四五六七八九十百廿卅"
"""The characters a Chinese page numeral is made of, for use inside a regular expression class."""


# Of what is counted in tens or hundreds, a year, a month: others stand in too many words (一起, 三三两两).
_COUNTED = re.compile(
    rf"[{NUMERAL_CLASS}]*[十百廿卅][{NUMERAL_CLASS}]*|[一二][〇零○一二三四五六七八九]{{3}}(?=年)|[一二三四五六七八九](?=[月日])"
)
_SHARE = re.compile(rf"百分之([{NUMERAL_CLASS}]+)")
_PERCENT = re.compile(r"(?<![\d.,])([1-9]\d?)%")
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d.,])")
_LARGE = re.compile(r"(?<![A-Za-z\d.,/:-])(?!(?:1[6-9]|2[01])\d\d(?!\d))[1-9]\d{3,}(?![\d.,/:年-])")
_SMALL = re.compile(r"(?<![A-Za-z\d.,/:-])[1-9]\d?(?![\d.,/:%-])(?=[\u4e00-\u9fff])")


def written_otherwise(text: str) -> str:
    """The text with its numbers as print may have them as well: 四十六座 and 46座, 3200 and 3,200; else empty.

    Only the first of these ways that it has anything for.
    """
    for written, other in (
        (_SHARE, lambda found: f"{from_chinese(found[1])}%" if from_chinese(found[1]) else found[0]),
        (_COUNTED, lambda found: str(from_chinese(found[0]) or found[0])),
        (_PERCENT, lambda found: f"百分之{to_chinese(int(found[1]))}"),
        (_GROUPED, lambda found: found[0].replace(",", "")),
        (_LARGE, lambda found: f"{int(found[0]):,}"),
        (_SMALL, lambda found: to_chinese(int(found[0]))),
    ):
        if (changed := written.sub(other, text)) != text:
            return changed
    return ""


def from_chinese(text: str) -> int | None:
    """The value of 三, 十一, 二十三, 廿一 or of digits read one by one (一〇 is 10); None for anything else."""
    if not text:
        return None
    hundreds, mark, rest = text.rpartition("百")
    if mark:
        if len(hundreds) > 1 or len(rest) > 4:  # 一百零二, 一百二十三; never as deep as the text is long
            return None
        high = from_chinese(hundreds or "一")
        low = from_chinese(rest.lstrip("零〇○")) if rest.lstrip("零〇○") else 0
        return None if high is None or low is None or high > 9 else high * 100 + low
    if "十" in text:
        tens, _, ones = text.partition("十")
        if len(tens) > 1 or len(ones) > 1:
            return None
        high = _VALUES.get(tens) if tens else 1
        low = _VALUES.get(ones) if ones else 0
        return None if high is None or low is None else high * 10 + low
    if text[0] in "廿卅":
        if len(text) > 2:
            return None
        low = from_chinese(text[1:]) if text[1:] else 0
        return None if low is None else _VALUES[text[0]] + low
    if any(character not in _VALUES or _VALUES[character] > 9 for character in text):
        return None
    return int("".join(str(_VALUES[character]) for character in text))


def to_chinese(value: int) -> str:
    """三 for 3, 十一 for 11, 二十三 for 23; digits above 99 and below 1, where print uses them too."""
    if not 1 <= value <= _NUMERAL_LIMIT:
        return str(value)
    tens, ones = divmod(value, 10)
    head = "" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十"
    return head + (DIGITS[ones] if ones else "")
