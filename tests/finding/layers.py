"""Text layers for pages made by `make_zoned_picture`: lines set in the zones of parts, drawn on the picture too."""

from __future__ import annotations

from collections.abc import Iterable

from articles.geometry import bounds
from articles.interchange.text_layer import to_bytes
from articles.models import ArticlePart, Page, PageText
from articles.records import LayerLine, TextLayer

HIGH = 0.012


def set_line(text: str, left: float, top: float, size: float = 0.018) -> LayerLine:
    """One line, its characters side by side."""
    return LayerLine(
        text, tuple((left + n * size, top, left + (n + 1) * size, top + HIGH) for n in range(len(text)))
    )


def in_zone(part: ArticlePart, zone: int, lines: Iterable[str]) -> list[LayerLine]:
    """Lines one below the other in a zone of a part."""
    left, top, _right, _bottom = bounds((x, y) for x, y in part.zones[zone])
    return [set_line(text, left + 0.01, top + 0.006 + row * 0.018) for row, text in enumerate(lines)]


def keep_layer(page: Page, lines: Iterable[LayerLine]) -> PageText:
    """The lines as the page's text layer."""
    lines = tuple(lines)
    return PageText.objects.create(
        page=page, content=to_bytes(TextLayer(lines)), characters=sum(len(line.text) for line in lines)
    )
