"""Small newspaper pages set at test time with reportlab, in Chinese without embedded fonts.

`Proof` places type as a layout program does: headlines, columns of lines that fill their measure, rules, boxes
and pictures. Measures are points from the top left corner.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

SONG = "STSong-Light"
BOLD = "HeiseiKakuGo-W5"
"""Another face without embedding, for what print sets in bold: it need not look right, only differ."""
SIZE, LEADING = 9.0, 13.0
NEVER_FIRST = "，。、；：？！”）》"


class Proof:
    """One page in the making."""

    def __init__(self, path: Path, width: float = 600, height: float = 800) -> None:
        for face in (SONG, BOLD):
            pdfmetrics.registerFont(UnicodeCIDFont(face))
        self.path, self.width, self.height = path, width, height
        self.canvas = Canvas(str(path), pagesize=(width, height))

    def save(self) -> Path:
        self.canvas.save()
        return self.path

    def line(
        self, x: float, y: float, text: str, size: float = SIZE, face: str = SONG, spread: float = 0.0
    ) -> None:
        """One line whose em box has its top left at (x, y); `spread` puts its letters apart, in points."""
        self.canvas.setFont(face, size)
        self.canvas.drawString(x, self.height - y - 0.88 * size, text, charSpace=spread)

    def centred(self, x0: float, x1: float, y: float, text: str, size: float, face: str = BOLD) -> None:
        self.line((x0 + x1 - pdfmetrics.stringWidth(text, face, size)) / 2, y, text, size, face)

    def upright(self, x: float, y: float, text: str, size: float, face: str = BOLD) -> None:
        """One line from top to bottom."""
        for at, letter in enumerate(text):
            self.line(x, y + at * size * 1.1, letter, size, face)

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.canvas.setLineWidth(0.5)
        self.canvas.line(x0, self.height - y0, x1, self.height - y1)

    def box(self, x0: float, y0: float, x1: float, y1: float, tint: float | None = None) -> None:
        if tint is not None:
            self.canvas.setFillGray(tint)
        self.canvas.rect(x0, self.height - y1, x1 - x0, y1 - y0, stroke=tint is None, fill=tint is not None)
        self.canvas.setFillGray(0)

    def picture(self, x0: float, y0: float, x1: float, y1: float) -> None:
        image = ImageReader(Image.new("RGB", (40, 30), (90, 120, 90)))
        self.canvas.drawImage(image, x0, self.height - y1, x1 - x0, y1 - y0)

    def columns(
        self,
        places: list[tuple[float, float, float]],
        measure: float,
        paragraphs: list[str],
        face: str = SONG,
    ) -> None:
        """Set paragraphs into columns, each (x, top, foot), of one measure; `*` in front makes a subhead."""
        lines: list[tuple[float, str, str]] = []
        for paragraph in paragraphs:
            if paragraph.startswith("*"):
                width = pdfmetrics.stringWidth(paragraph[1:], BOLD, SIZE)
                lines.append(((measure - width) / 2, paragraph[1:], BOLD))
                continue
            lines += [(indent, line, face) for indent, line in wrap(paragraph, measure)]
        for x, top, foot in places:
            y = top
            while lines and y + SIZE <= foot:
                indent, text, face = lines.pop(0)
                self.line(x + indent, y, text, SIZE, face)
                y += LEADING
        assert not lines, f"{len(lines)} lines do not fit"


def wrap(paragraph: str, measure: float) -> list[tuple[float, str]]:
    """A paragraph's lines with their indent: two characters before the first."""
    lines: list[tuple[float, str]] = []
    indent, text = 2 * SIZE, ""
    for letter in paragraph:
        full = pdfmetrics.stringWidth(text + letter, SONG, SIZE) > measure - indent
        if full and letter not in NEVER_FIRST:
            lines.append((indent, text))
            indent, text = 0.0, ""
        text += letter
    return [*lines, (indent, text)]
