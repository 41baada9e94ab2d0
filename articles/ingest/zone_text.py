"""What a page's text layer holds inside of polygons, and read as one story by the page-text reader."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from articles.geometry import Box, Polygon, contains, hull
from articles.ingest.decoding import UnreadableTextError
from articles.ingest.text import read_page
from articles.records import ArticleDraft, Block, LayerLine, TextLayer

_PARTED = 0.9
"""Lines that stand farther apart than this share of their height have a blank line between them;"""
_OTHER_SIZE = 1.25
"""so have lines whose type differs by this factor, as a head and its text do."""
_INDENT = (1.2, 3.5)
"""From and to how many of its characters the first line of a paragraph stands in."""


class NoText(ValueError):
    """No printed character stands in the zone."""


def lines_in(layer: TextLayer, polygons: Iterable[Polygon]) -> list[LayerLine]:
    """The lines, or pieces of lines, inside: polygon by polygon, each in the layer's reading order.

    A character is inside where its middle is; it is taken once.
    """
    taken: set[tuple[int, int]] = set()
    found = []
    for polygon in polygons:
        for number, line in enumerate(layer.lines):
            here = [
                at
                for at, box in enumerate(line.boxes)
                if (number, at) not in taken and contains(polygon, _middle(box))
            ]
            if here:
                taken.update((number, at) for at in here)
                found.append(
                    LayerLine("".join(line.text[at] for at in here), tuple(line.boxes[at] for at in here))
                )
    return found


def printed_text(lines: Sequence[LayerLine]) -> str:
    """The lines as a text that shows what print does: blank lines around heads, indents of paragraphs."""
    out: list[str] = []
    boxes = [hull(line.boxes) for line in lines]
    for at, (line, box) in enumerate(zip(lines, boxes, strict=True)):
        if at and _stand_apart(lines[at - 1], line):
            out.append("")
        wide = _type_size(line)
        column = [other[0] for other in boxes if _same_column(other, box) and other is not box]
        stands_in = (box[0] - min(column)) / wide if column and wide and not _is_upright(box) else 0.0
        out.append(("\u3000\u3000" if _INDENT[0] <= stands_in <= _INDENT[1] else "") + line.text.strip())
    return "\n".join(out)


def read_zone(layer: TextLayer, polygons: Iterable[Polygon]) -> ArticleDraft:
    """One story of all that is printed inside the polygons. Raises NoText.

    What the reader takes for more than one story, for a caption or for no story at all stands in its body as
    well, since whoever drew the zone says that it belongs together.
    """
    try:
        draft = read_page(printed_text(lines_in(layer, polygons)))
    except UnreadableTextError as error:
        raise NoText from error
    body: list[Block] = []
    for number, article in enumerate(draft.articles):
        if number:
            heads = (article.kicker, article.headline, article.deck)
            body += [Block("subhead", head) for head in heads if head]
        body += article.body
    body += [Block("paragraph", photo.caption) for photo in draft.photos if photo.caption]
    body += [
        Block("paragraph", line) for left in draft.left_out for line in left.text.splitlines() if line.strip()
    ]
    first = draft.articles[0] if draft.articles else ArticleDraft()
    last = draft.articles[-1] if draft.articles else first
    return ArticleDraft(
        column=first.column,
        kicker=first.kicker,
        headline=first.headline,
        deck=first.deck,
        bylines=tuple(dict.fromkeys(line for article in draft.articles for line in article.bylines)),
        dateline=first.dateline,
        body=tuple(body),
        jump=last.jump,
        continued_from=first.continued_from,
    )


def _middle(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _is_upright(box: Box) -> bool:
    """Whether a line runs down the page."""
    return box[3] - box[1] > 2 * (box[2] - box[0])


def _type_size(line: LayerLine) -> float:
    """How wide its widest common character is, as a share of the page's width."""
    widths = sorted(box[2] - box[0] for box in line.boxes)
    return widths[len(widths) * 3 // 4]


def _height(line: LayerLine) -> float:
    heights = sorted(box[3] - box[1] for box in line.boxes)
    return heights[len(heights) * 3 // 4]


def _same_column(one: Box, other: Box) -> bool:
    shared = min(one[2], other[2]) - max(one[0], other[0])
    return shared > 0.5 * min(one[2] - one[0], other[2] - other[0])


def _stand_apart(above: LayerLine, line: LayerLine) -> bool:
    """Whether a blank line belongs between two lines of one column; the next column goes on as it is."""
    one, other = hull(above.boxes), hull(line.boxes)
    high, low = sorted((_height(above), _height(line)), reverse=True)
    if low and high / low > _OTHER_SIZE:
        return True
    return _same_column(one, other) and other[1] - one[3] > _PARTED * high
