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
from html.parser import HTMLParser
from pathlib import Path

from articles.geometry import Box
from articles.imaging.sheet import Glyph, Shape, Sheet, SheetError

LANGUAGES = "chi_sim"
SECONDS = 900
"""How long one page may take: a broadsheet takes minutes."""
ASCENT = 0.88
"""Where a Chinese character's baseline lies in its em, from the top."""
_ONE_THREAD = {**os.environ, "OMP_THREAD_LIMIT": "1"}
"""Tesseract's threads wait for each other more than they help where other jobs run."""
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

    glyphs = []
    for letters in reader.lines:
        boxes = [points(box) for _letter, box in letters]
        # A line's size is that of its larger characters: 一 is flat, and an i narrow.
        size = statistics.quantiles([max(b[2] - b[0], b[3] - b[1]) for b in boxes] * 2, n=4)[2]
        middle = statistics.median((box[1] + box[3]) / 2 for box in boxes)
        top = middle - size / 2
        for (letter, _box), box in zip(letters, boxes, strict=True):
            glyphs.append(Glyph(letter, (box[0], top, box[2], top + size), top + ASCENT * size, size, 0))
    shapes = [Shape("rule", points(box)) for box in reader.rules]
    shapes += [Shape("picture", points(box)) for box in reader.photos]
    return Sheet(width, height, tuple(glyphs), tuple(shapes), ("ocr",), "ocr")


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
