"""Where on the picture of a page what is sought stands: boxes around its characters, from the text layer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from articles.finding.sought import Sought
from articles.geometry import Box, Polygon, contains, hull
from articles.interchange.text_layer import TextLayerError, from_bytes
from articles.models import ArticlePart, PageText
from articles.reading.opened import OpenIssue
from articles.reading.sheet import Sheet
from articles.records import LayerLine
from articles.wording import html

_AROUND = 80
"""So many characters of the parts before and behind are looked at, for a hit that a page break cuts."""
_GROW = 0.12  # a box is drawn so much larger than its print, in heights of it
_HIDDEN = "\ufffc"  # in place of a character that is painted over; no word holds it, none reads on over it

FIELDS = ("headline", "byline", "caption", "column", "place", "agency")
"""All that is printed on a page."""


@dataclass(frozen=True, slots=True)
class HitBox:
    """A box around a hit, or around its share of a line; in pixels of the picture.

    ``anchor`` is the id of the first one of a story (``h345``, by its part).
    """

    x: int
    y: int
    width: int
    height: int
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class _Char:
    text: str
    box: Box | None = None
    line: int = -1


def boxes_on(opened: OpenIssue, sheet: Sheet, stored: PageText | None, sought: Sought) -> list[HitBox]:
    """The hits on a page's picture, story by story; none where the page has no text layer."""
    if stored is None:
        return []
    try:
        layer = from_bytes(stored.content)
    except TextLayerError:
        return []  # the page is whole without it
    hidden = sheet.facsimile.hidden
    lines = [(number, _readable(line, hidden)) for number, line in enumerate(layer.lines) if line.text]
    out: list[HitBox] = []
    drawn: set[Box] = set()
    for part in (row.part.part for row in sheet.rows if row.part is not None):
        own = [(number, line) for number, line in lines if _stands_in(line, part.zones)]
        lines = [pair for pair in lines if pair not in own]
        out += _drawn(sheet, _hits_of_part(opened, part, own, sought), drawn, f"h{part.pk}")
    return out + _drawn(sheet, _hits([_chars(lines)], sought), drawn)


def _readable(line: LayerLine, hidden: Sequence[Polygon]) -> LayerLine:
    """The line without what is painted over: what a reader may not see, no search may tell either."""
    if not hidden:
        return line
    shown = (
        _HIDDEN if _printed_in(box, hidden) else text for text, box in zip(line.text, line.boxes, strict=True)
    )
    return replace(line, text="".join(shown))


def _stands_in(line: LayerLine, zones: Sequence[Polygon]) -> bool:
    return _printed_in(hull(line.boxes), zones)


def _hits_of_part(
    opened: OpenIssue, part: ArticlePart, lines: list[tuple[int, LayerLine]], sought: Sought
) -> list[list[_Char]]:
    """A part by itself, and with the end of the text before it and the beginning of what follows."""
    jumps = [zone for zone in (part.jump_zone, part.continuation_zone) if zone]
    text = [char for char in _chars(lines) if not _printed_in(char.box, jumps)]
    streams = [_chars(lines)]
    before, after = opened.beside(part)
    if after is not None:
        streams.append([*text, *_plain(html.plain_text(after.body)[:_AROUND])])
    if before is not None:
        # The heading over a tail stands between the two halves of a sentence.
        head = part.zones[:1] if part.heading and len(part.zones) > 1 else []
        below = [char for char in text if not _printed_in(char.box, head)]
        streams.append([*_plain(html.plain_text(before.body)[-_AROUND:]), *below])
    return _hits(streams, sought)


def _printed_in(box: Box | None, zones: Sequence[Polygon]) -> bool:
    """Whether the middle of a box lies in one of the zones."""
    if box is None:
        return False
    x0, y0, x1, y1 = box
    middle = (x0 + x1) / 2, (y0 + y1) / 2
    return any(contains(zone, middle) for zone in zones)


def _chars(lines: Iterable[tuple[int, LayerLine]]) -> list[_Char]:
    """Lines as one text; a hyphen that only the line's end put there goes."""
    out: list[_Char] = []
    for number, line in lines:
        if out and out[-1].text in "-\u00ad" and line.text[0].islower():
            out.pop()
        elif out:
            out.append(_Char("\n"))
        out += [_Char(text, box, number) for text, box in zip(line.text, line.boxes, strict=True)]
    return out


def _plain(text: str) -> Iterator[_Char]:
    return (_Char(char) for char in text)


def _hits(streams: Iterable[list[_Char]], sought: Sought) -> list[list[_Char]]:
    return [
        stream[start:end]
        for stream in streams
        for start, end in sought.spans("".join(char.text for char in stream), *FIELDS)
    ]


def _drawn(sheet: Sheet, hits: Iterable[Sequence[_Char]], drawn: set[Box], anchor: str = "") -> list[HitBox]:
    """A box for each line that a hit stands on, each once."""
    wide, high = sheet.facsimile.width, sheet.facsimile.height
    out: list[HitBox] = []
    for hit in hits:
        by_line: dict[int, list[Box]] = {}
        for char in hit:
            if char.box is not None:
                by_line.setdefault(char.line, []).append(char.box)
        for boxes in by_line.values():
            box = hull(boxes)
            if box in drawn:
                continue
            drawn.add(box)
            x0, y0, x1, y1 = box[0] * wide, box[1] * high, box[2] * wide, box[3] * high
            by = _GROW * min(x1 - x0, y1 - y0)
            left, top = round(x0 - by), round(y0 - by)
            size = max(1, round(x1 + by) - left), max(1, round(y1 + by) - top)
            out.append(HitBox(left, top, *size, anchor))
            anchor = ""
    return out
