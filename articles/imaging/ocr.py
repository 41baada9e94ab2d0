"""Text recognition by Tesseract, where it is installed: a page's picture → the same `Sheet` that a PDF gives.

Tesseract runs as a program of its own, with a time limit; its hOCR output tells a box for each character,
and the rules and pictures that it saw.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import unicodedata
from html.parser import HTMLParser
from pathlib import Path

from articles.geometry import Box
from articles.imaging.sheet import Glyph, Shape, Sheet, SheetError

LANGUAGES = "chi_sim"
SECONDS = 900
"""How long one page may take: a broadsheet takes minutes."""
ASCENT = 0.88
"""Where a Chinese character's baseline lies in its em, from the top."""
SPREAD = 1.3
"""A step of more than this many times the height of a line's characters is letter-spacing."""
NARROW = 0.55
"""The width of a Latin letter or a digit, in em."""
NEARLY = 0.16
"""Recognised sizes that differ by less than this share are one: a page's running text has one size."""
_ONE_THREAD = {**os.environ, "OMP_THREAD_LIMIT": "1"}
"""Tesseract's threads wait for each other more than they help where other jobs run."""
_Letter = tuple[str, Box]
_BOX = re.compile(r"(?:x_bboxes|bbox) (\d+) (\d+) (\d+) (\d+)")


def is_installed() -> bool:
    """Whether there is a Tesseract to call."""
    return shutil.which("tesseract") is not None


def recognise(image: Path, width: float, height: float, languages: str = LANGUAGES) -> Sheet:
    """The text in `image`, the picture of a page of `width` x `height` points.

    Raises SheetError where Tesseract is missing, fails or takes too long.
    """
    if not is_installed():
        raise SheetError("Tesseract is not installed")
    words = ["tesseract", str(image), "-", "-l", languages, "--psm", "3"]
    words += ["-c", "tessedit_create_hocr=1", "-c", "hocr_char_boxes=1"]
    try:
        done = subprocess.run(words, capture_output=True, check=True, timeout=SECONDS, env=_ONE_THREAD)
    except (OSError, subprocess.SubprocessError) as error:
        raise SheetError(f"Tesseract: {error}") from error
    return read_hocr(done.stdout.decode("utf-8", "replace"), width, height)


def read_hocr(hocr: str, width: float, height: float) -> Sheet:
    """The sheet that hOCR with character boxes tells of; raises SheetError where it tells of no page."""
    reader = _Reader()
    reader.feed(hocr)
    if reader.page is None or reader.page[2] <= 0 or reader.page[3] <= 0:
        raise SheetError("no page in the hOCR")
    across, down = width / reader.page[2], height / reader.page[3]

    def points(box: Box) -> Box:
        return box[0] * across, box[1] * down, box[2] * across, box[3] * down

    rules = [points(box) for box in reader.rules]
    lines = [
        piece
        for letters in reader.lines
        for piece in _parted([(letter, points(box)) for letter, box in letters], rules)
    ]
    spread = [_spread(letters) for letters in lines]
    sizes = _settled([(size, len(letters)) for size, letters in spread])
    glyphs = []
    for size, (_own, letters) in zip(sizes, spread, strict=True):
        top = statistics.median((box[1] + box[3]) / 2 for _letter, box in letters) - size / 2
        for letter, box in letters:
            glyphs.append(Glyph(letter, (box[0], top, box[2], top + size), top + ASCENT * size, size, 0))
    shapes = [Shape("rule", box) for box in rules]
    shapes += [Shape("picture", points(box)) for box in reader.photos]
    return Sheet(width, height, tuple(glyphs), tuple(shapes), ("ocr",), "ocr")


def _parted(letters: list[_Letter], rules: list[Box]) -> list[list[_Letter]]:
    """A line cut where an upright rule crosses it; a mark that stands on the rule is the rule itself."""
    out: list[list[_Letter]] = [[]]
    for letter, box in letters:
        middle = (box[0] + box[2]) / 2
        crossing = [
            (rule[0] + rule[2]) / 2
            for rule in rules
            if rule[3] - rule[1] > rule[2] - rule[0] and rule[1] < (box[1] + box[3]) / 2 < rule[3]
        ]
        last = (out[-1][-1][1][0] + out[-1][-1][1][2]) / 2 if out[-1] else middle
        if any(last < x < middle for x in crossing):
            out.append([])
        if not (any(box[0] - 1 <= x <= box[2] + 1 for x in crossing) and not letter.isalnum()):
            out[-1].append((letter, box))
    return [piece for piece in out if piece]


def _spread(letters: list[_Letter]) -> tuple[float, list[_Letter]]:
    """A line's em in points, and its characters evenly set along it.

    Tesseract is sure of a line's ends, but not of where one Chinese character ends and the next begins.
    """
    tall = statistics.quantiles([box[3] - box[1] for _letter, box in letters] * 2, n=4)[2]
    left, right = min(box[0] for _letter, box in letters), max(box[2] for _letter, box in letters)
    parts = [1.0 if unicodedata.east_asian_width(letter[0]) in "WF" else NARROW for letter, _box in letters]
    step = (right - left) / sum(parts)
    size = min(step, SPREAD * tall) if max(parts) == 1 else tall
    out: list[_Letter] = []
    for (letter, box), part in zip(letters, parts, strict=True):
        spare = max(0.0, step - size) * part / 2
        out.append((letter, (left + spare, box[1], left + step * part - spare, box[3])))
        left += step * part
    return size, out


def _settled(sizes: list[tuple[float, int]]) -> list[float]:
    """Sizes, each with its count of characters, those near to the usual one made equal to it."""
    text = [round(size, 1) for size, count in sizes for _ in range(count)]
    if not text:
        return []
    usual = statistics.median(text)
    return [usual if abs(size - usual) <= NEARLY * usual else size for size, _count in sizes]


class _Reader(HTMLParser):
    """Lines of characters with boxes, rules and photos, in pixels."""

    def __init__(self) -> None:
        super().__init__()
        self.page: Box | None = None
        self.lines: list[list[tuple[str, Box]]] = []
        self.rules: list[Box] = []
        self.photos: list[Box] = []
        self._box: Box | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        kind, found = values.get("class") or "", _BOX.search(values.get("title") or "")
        if found is None:
            return
        x0, y0, x1, y1 = map(float, found.groups())
        box = (x0, y0, x1, y1)
        match kind:
            case "ocr_page":
                self.page = box
            case "ocr_line" | "ocr_header" | "ocr_textfloat" | "ocr_caption":
                self.lines.append([])
            case "ocr_separator":
                self.rules.append(box)
            case "ocr_photo":
                self.photos.append(box)
            case "ocrx_cinfo":
                self._box = box

    def handle_data(self, data: str) -> None:
        if self._box is not None and data.strip():
            if not self.lines:
                self.lines.append([])
            self.lines[-1].append((data.strip(), self._box))
        self._box = None

    def feed(self, data: str) -> None:
        super().feed(data)
        self.lines = [line for line in self.lines if line]
