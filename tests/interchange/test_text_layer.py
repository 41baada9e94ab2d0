"""The text layer as bytes: it comes back, and what is none is refused."""

from __future__ import annotations

import json
import zlib

import pytest

from articles.interchange.text_layer import TextLayerError, from_bytes, to_bytes
from articles.records import LayerLine, TextLayer


def layer_of(*texts: str) -> TextLayer:
    lines = []
    for row, text in enumerate(texts):
        y = 0.1 + row * 0.02
        lines.append(
            LayerLine(text, tuple((0.1 + n / 100, y, 0.1099 + n / 100, y + 0.012) for n in range(len(text))))
        )
    return TextLayer(tuple(lines), "ocr")


def test_it_comes_back():
    layer = layer_of("（下转第三版）", "", "𠮷 is a character outside the BMP")
    back = from_bytes(to_bytes(layer))
    assert [line.text for line in back.lines] == [line.text for line in layer.lines]
    assert back.source == "ocr"
    for line, same in zip(layer.lines, back.lines, strict=True):
        for box, other in zip(line.boxes, same.boxes, strict=True):
            assert other == pytest.approx(box, abs=1 / 65535)


def test_a_page_of_ten_thousand_characters_stays_small():
    content = to_bytes(layer_of(*["春风吹过江面，渡口的灯一盏接一盏地亮了起来"] * 450))
    assert len(content) < 60_000


def test_a_box_a_character():
    with pytest.raises(TextLayerError):
        to_bytes(TextLayer((LayerLine("两字", ((0, 0, 1, 1),)),)))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no zlib",
        zlib.compress(b"[]"),
        zlib.compress(b'{"format": "text-layer/2", "source": "pdf", "lines": []}'),
        zlib.compress(
            json.dumps({"format": "text-layer/1", "source": "pdf", "lines": [["两字", [1]]]}).encode()
        ),
    ],
)
def test_what_is_no_layer_is_refused(content):
    with pytest.raises(TextLayerError):
        from_bytes(content)


def test_a_bomb_is_refused(monkeypatch):
    monkeypatch.setattr("articles.interchange.text_layer.MOST_BYTES", 1000)
    with pytest.raises(TextLayerError, match="large"):
        from_bytes(zlib.compress(b" " * 2000))
