"""Where on the picture of a page what is sought stands: boxes around its characters, from the text layer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from articles.finding.sought import Sought
from articles.geometry import Box, Polygon, contains, hull
from articles.interchange.text_layer import TextLayerError, from_bytes
from articles.models import ArticlePart, PageText
from articles.reading.opened import OpenIssue
from articles.reading.printed import PrintedPage
from articles.reading.sheet import Sheet
from articles.records import LayerLine

_WAY = 0.028  # a link at a box is so large, in widths of the picture
_ON_PHONES = 2.2  # so much larger on a small screen (page-picture.css)
_GROW = 0.12  # a box is drawn so much larger than its print, in heights of it
_HIDDEN = "\ufffc"  # in place of a character that is painted over; no word holds it, none reads on over it

_Line = tuple[int, LayerLine]  # with its number

FIELDS = ("headline", "byline", "caption", "column", "place", "agency")
"""All that is printed on a page."""


@dataclass(frozen=True, slots=True)
class HitBox:
    """A box around a hit, or around its share of a line; in pixels of the picture.

    ``anchor`` is its id: that of a part or caption (`ArticlePart.hit_anchor`) for the first one in it, one of
    its own for where another hit begins, none where a hit goes on.
    """

    x: int
    y: int
    width: int
    height: int
    anchor: str = ""


class Way(NamedTuple):
    """A link on the picture from a hit to the one before (-1) or the next (1); in pixels of the picture."""

    anchor: str
    step: int
    x: int
    y: int
    size: int


@dataclass(frozen=True, slots=True)
class PageHits:
    """Where a page shows what is sought: every part and photo has a place that the list of hits leads to.

    That is its first box on the picture; else, where the characters there are not known, its outline
    (anchor and SVG path); else its text.
    """

    boxes: list[HitBox] = field(default_factory=list)
    outlines: list[tuple[str, str]] = field(default_factory=list)
    in_text: set[str] = field(default_factory=set)
    wide: int = 0
    """The picture's width."""
    high: int = 0
    """The picture's height."""

    @property
    def with_ways(self) -> list[tuple[HitBox, list[Way]]]:
        """The boxes, each with the links at it."""
        stops = [box for box in self.boxes if box.anchor]
        return [(box, self._ways(stops, box)) for box in self.boxes]

    def _ways(self, stops: list[HitBox], box: HitBox) -> list[Way]:
        if not box.anchor:
            return []
        at, size = stops.index(box), round(self.wide * _WAY)
        # Below, for what stands beside a hit is what one wants to read; above at the foot of the page. There
        # is room for them as large as a phone shows them.
        room = round(size * _ON_PHONES)
        x = min(box.x, self.wide - 2 * room - room // 4)
        below = box.y + box.height + size // 4
        y = below if below + room <= self.high else box.y - room - size // 4
        around = ((at - 1, -1, x), (at + 1, 1, x + size + size // 8))
        return [
            Way(stops[there].anchor, step, left, y, size)
            for there, step, left in around
            if 0 <= there < len(stops)
        ]


@dataclass(frozen=True, slots=True)
class _Char:
    text: str
    box: Box | None = None
    line: int = -1


def hits_on(
    opened: OpenIssue, printed: PrintedPage, sheet: Sheet | None, stored: PageText | None, sought: Sought
) -> PageHits:
    """The places of a page's parts and photos; ``sheet`` is its picture, ``stored`` the text layer."""
    boxes = _boxes_on(opened, printed, sheet, stored, sought) if sheet else []
    boxed = {box.anchor for box in boxes}
    wide, high = (sheet.facsimile.width, sheet.facsimile.height) if sheet else (0, 0)
    zones = {zone.hit_anchor: zone.path for zone in sheet.zones} if sheet else {}
    places = [one.part.hit_anchor for one in printed.parts]
    places += [photo.hit_anchor for photo in printed.all_photos]
    unboxed = [place for place in places if place not in boxed]
    return PageHits(
        boxes,
        [(place, zones[place]) for place in unboxed if place in zones],
        {place for place in unboxed if place not in zones},
        wide,
        high,
    )


def _boxes_on(
    opened: OpenIssue, printed: PrintedPage, sheet: Sheet, stored: PageText | None, sought: Sought
) -> list[HitBox]:
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
    # Captions first: a photo may stand inside its story.
    for photo in printed.all_photos:
        own, lines = _parted(lines, photo.zones)
        out += _drawn(sheet, _hits([_chars(own)], sought), drawn, photo.hit_anchor)
    for part in (one.part for one in printed.parts):
        own, lines = _parted(lines, part.zones)
        out += _drawn(sheet, _hits_of_part(opened, part, own, sought), drawn, part.hit_anchor)
    return out + _drawn(sheet, _hits([_chars(lines)], sought), drawn)


def _readable(line: LayerLine, hidden: Sequence[Polygon]) -> LayerLine:
    """The line without what is painted over: what a reader may not see, no search may tell either."""
    if not hidden:
        return line
    shown = (
        _HIDDEN if _printed_in(box, hidden) else text for text, box in zip(line.text, line.boxes, strict=True)
    )
    return replace(line, text="".join(shown))


def _parted(lines: list[_Line], zones: Sequence[Polygon]) -> tuple[list[_Line], list[_Line]]:
    """The lines that stand in the zones, and the rest."""
    own = [pair for pair in lines if _printed_in(hull(pair[1].boxes), zones)]
    return own, [pair for pair in lines if pair not in own]


def _hits_of_part(
    opened: OpenIssue, part: ArticlePart, lines: list[_Line], sought: Sought
) -> list[list[_Char]]:
    """A part by itself, and with the end of the text before it and the beginning of what follows."""
    jumps = [zone for zone in (part.jump_zone, part.continuation_zone) if zone]
    text = [char for char in _chars(lines) if not _printed_in(char.box, jumps)]
    streams = [_chars(lines)]
    before, after = opened.beside(part)
    if after is not None:
        streams.append([*text, *_plain(opened.text_start(after))])
    if before is not None:
        # The heading over a tail stands between the two halves of a sentence.
        head = part.zones[:1] if part.heading and len(part.zones) > 1 else []
        below = [char for char in text if not _printed_in(char.box, head)]
        streams.append([*_plain(opened.text_end(before)), *below])
    return _hits(streams, sought)


def _printed_in(box: Box | None, zones: Sequence[Polygon]) -> bool:
    """Whether the middle of a box lies in one of the zones."""
    if box is None:
        return False
    x0, y0, x1, y1 = box
    middle = (x0 + x1) / 2, (y0 + y1) / 2
    return any(contains(zone, middle) for zone in zones)


def _chars(lines: Iterable[_Line]) -> list[_Char]:
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
    begun: Sequence[_Char] | None = None
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
            begins = not out or hit is not begun
            # Where it stands makes an id that no other hit has.
            out.append(HitBox(left, top, *size, (anchor or f"b{left}_{top}") if begins else ""))
            anchor, begun = "", hit
    return out
