"""The text layer of a page <-> bytes: characters with their boxes, small and exact to 1/65535 of the page.

``text-layer/1``: zlib over UTF-8 JSON ``{"format", "source", "lines"}``, a line being ``[text, numbers]``
with four whole numbers a character (x0, y0, x1, y1 times 65535), each as the difference from those of the
character before.
"""

from __future__ import annotations

import json
import zlib
from itertools import chain

from articles.geometry import Box
from articles.records import LayerLine, TextLayer

FORMAT = "text-layer/1"
_SCALE = 65535
MOST_BYTES = 64 * 1024 * 1024
"""A layer that unpacks to more is refused."""


class TextLayerError(ValueError):
    """Bytes that are no text layer; the message says why."""


def to_bytes(layer: TextLayer) -> bytes:
    """`layer` as bytes; each line needs a box for each of its characters."""
    lines = [[line.text, _numbers(line)] for line in layer.lines]
    data = {"format": FORMAT, "source": layer.source, "lines": lines}
    return zlib.compress(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode(), 6)


def from_bytes(content: bytes | memoryview) -> TextLayer:
    """The layer that `to_bytes` wrote; raises TextLayerError."""
    try:
        unpacker = zlib.decompressobj()
        raw = unpacker.decompress(bytes(content), MOST_BYTES)
        if unpacker.unconsumed_tail:
            raise TextLayerError("too large")
        data = json.loads(raw)
        if data["format"] != FORMAT:
            raise TextLayerError(f"format: {data['format']!r} is not {FORMAT!r}")
        lines = tuple(_line(text, numbers) for text, numbers in data["lines"])
        return TextLayer(lines, "ocr" if data["source"] == "ocr" else "pdf")
    except (zlib.error, ValueError, KeyError, TypeError, RecursionError) as error:
        raise TextLayerError(str(error)) from error


def _numbers(line: LayerLine) -> list[int]:
    if len(line.boxes) != len(line.text):
        raise TextLayerError(f"{len(line.boxes)} boxes for {len(line.text)} characters")
    whole = [tuple(round(number * _SCALE) for number in box) for box in line.boxes]
    before = [(0, 0, 0, 0), *whole]
    return list(
        chain.from_iterable(
            (n - b for n, b in zip(now, was, strict=True)) for now, was in zip(whole, before, strict=False)
        )
    )


def _line(text: str, numbers: list[int]) -> LayerLine:
    if len(numbers) != 4 * len(text):
        raise TextLayerError(f"{len(numbers)} numbers for {len(text)} characters")
    boxes: list[Box] = []
    at = [0, 0, 0, 0]
    for start in range(0, len(numbers), 4):
        at = [a + d for a, d in zip(at, numbers[start : start + 4], strict=True)]
        boxes.append((at[0] / _SCALE, at[1] / _SCALE, at[2] / _SCALE, at[3] / _SCALE))
    return LayerLine(text, tuple(boxes))
