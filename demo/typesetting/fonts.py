"""Faces and their widths: fontconfig names the file that Chromium will use, Pillow measures in it."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from functools import cache

from PIL import ImageFont

FONTCONFIG_WEIGHT = {300: 50, 400: 80, 500: 100, 600: 180, 700: 200, 900: 210}
UNIT = 1000  # measured at this size, so that a width is in thousandths of an em


@dataclass(frozen=True, slots=True)
class Face:
    """A font family in one weight, as CSS names it."""

    family: str
    weight: int = 400


SONG = Face("Noto Serif CJK SC")
SONG_MEDIUM = Face("Noto Serif CJK SC", 500)
SONG_BOLD = Face("Noto Serif CJK SC", 700)
SONG_BLACK = Face("Noto Serif CJK SC", 900)
HEI_LIGHT = Face("Noto Sans CJK SC", 300)
HEI = Face("Noto Sans CJK SC")
HEI_MEDIUM = Face("Noto Sans CJK SC", 500)
HEI_BOLD = Face("Noto Sans CJK SC", 700)
HEI_BLACK = Face("Noto Sans CJK SC", 900)
KAI = Face("LXGW WenKai")
KAI_BOLD = Face("LXGW WenKai", 700)
OLD_KAI = Face("AR PL KaitiM GB")
OLD_SONG = Face("AR PL SungtiL GB")
ZEN_HEI = Face("WenQuanYi Zen Hei")
FANG_SONG = Face("AR PL UMing CN", 300)
SMILEY = Face("Smiley Sans")


@cache
def font_file(face: Face) -> tuple[str, int]:
    """The file of a face and its place in it. Raises LookupError where the face is not installed."""
    pattern = f"{face.family}:weight={FONTCONFIG_WEIGHT[face.weight]}:lang=zh-cn"
    answer = subprocess.run(
        ["fc-match", "--format", "%{file}\n%{index}\n%{family}", pattern],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split("\n")
    if face.family not in answer[2]:
        raise LookupError(f"the font “{face.family}” is not installed (fontconfig answers {answer[2]})")
    return answer[0], int(answer[1])


@cache
def _font(face: Face) -> ImageFont.FreeTypeFont:
    file, index = font_file(face)
    return ImageFont.truetype(file, UNIT, index=index, layout_engine=ImageFont.Layout.BASIC)


@cache
def advance(char: str, face: Face) -> float:
    """How far a character moves the pen, in em."""
    return _font(face).getlength(char) / UNIT


def width(text: str, face: Face, tracking: float = 0.0) -> float:
    """The width of a text in em, with ``tracking`` em after each character but the last."""
    return sum(advance(char, face) for char in text) + tracking * max(0, len(text) - 1)
