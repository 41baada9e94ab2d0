"""The arithmetic of a tiled picture: IIIF Image API 3.0, level 0. Pure; `pyramid` does the writing.

A picture is kept in levels, each half as large as the one before, until one fits a tile. Every level but the
first is also kept whole, as a thumbnail; the first one whole is the master. Sizes are rounded up, as the
API's implementation notes compute them: (5000, 7000) ends in ``full/313,438``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

TILE = 512
MASTER = "master.jpg"
CONTEXT = "http://iiif.io/api/image/3/context.json"
_NUMBERS = re.compile(r"[0-9]{1,6}(,[0-9]{1,6})*,?", re.ASCII)

Size = tuple[int, int]
"""Width and height in pixels."""
Region = tuple[int, int, int, int]
"""x, y, width and height in pixels of the full picture."""


@dataclass(frozen=True, slots=True)
class Level:
    """The picture at 1/``scale`` of its size."""

    scale: int
    width: int
    height: int

    @property
    def name(self) -> str:
        """The file that holds the level whole."""
        return MASTER if self.scale == 1 else f"full-{self.scale}.webp"

    def region(self, width: int, height: int) -> Region:
        """What it shows of a picture of that size: all."""
        return 0, 0, width, height

    @property
    def is_one_tile(self) -> bool:
        return self.width <= TILE and self.height <= TILE


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile of a level, by its column and row from 0."""

    level: Level
    column: int
    row: int

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Left, top, right and bottom in the level's pixels."""
        left, top = self.column * TILE, self.row * TILE
        return left, top, min(left + TILE, self.level.width), min(top + TILE, self.level.height)

    @property
    def size(self) -> Size:
        left, top, right, bottom = self.box
        return right - left, bottom - top

    @property
    def name(self) -> str:
        return f"{self.level.scale}/{self.column}-{self.row}.webp"

    def region(self, width: int, height: int) -> Region:
        """What it shows of a picture of that size."""
        side = TILE * self.level.scale
        x, y = self.column * side, self.row * side
        return x, y, min(side, width - x), min(side, height - y)


def levels(width: int, height: int) -> tuple[Level, ...]:
    """All levels, the full size first, the last one no larger than a tile."""
    out = [Level(1, width, height)]
    while not out[-1].is_one_tile:
        scale = out[-1].scale * 2
        out.append(Level(scale, -(-width // scale), -(-height // scale)))
    return tuple(out)


def tiles(level: Level) -> Iterator[Tile]:
    """A level's tiles row by row; none for a level that is one tile, since it is kept whole."""
    if level.is_one_tile:
        return
    for row in range(-(-level.height // TILE)):
        for column in range(-(-level.width // TILE)):
            yield Tile(level, column, row)


def file_names(width: int, height: int) -> list[str]:
    """All files of a picture of that size."""
    return [
        name
        for level in levels(width, height)
        for name in (level.name, *(tile.name for tile in tiles(level)))
    ]


def info(identifier: str, width: int, height: int) -> dict[str, object]:
    """The ``info.json`` of the picture whose base address is `identifier`.

    ``sizes`` and the levels are the same, since viewers take one for the other where their numbers agree.
    """
    made = levels(width, height)
    return {
        "@context": CONTEXT,
        "id": identifier,
        "type": "ImageService3",
        "protocol": "http://iiif.io/api/image",
        "profile": "level0",
        "width": width,
        "height": height,
        "sizes": [{"width": level.width, "height": level.height} for level in reversed(made)],
        "tiles": [{"width": TILE, "height": TILE, "scaleFactors": [level.scale for level in made]}],
        "preferredFormats": ["webp", "jpg"],
        "extraFormats": ["webp"],
    }


def whole_path(level: Level) -> str:
    """The canonical path of a level shown whole, under the picture's base address."""
    if level.scale == 1:
        return "full/max/0/default.jpg"
    return f"full/{level.width},{level.height}/0/default.webp"


def find(region: str, size: str, width: int, height: int) -> Level | Tile | None:
    """What the region and size of an address ask for; None where level 0 does not keep it.

    Sizes are ``w,h`` (the canonical form) or ``w,``; the full size is ``max`` as well.
    """
    if region == "full":
        wanted = next((level for level in levels(width, height) if _is_size(size, level)), None)
        return levels(width, height)[0] if size == "max" else wanted
    if not _NUMBERS.fullmatch(region) or region.count(",") != 3 or region.endswith(","):
        return None
    x, y, w, h = map(int, region.split(","))
    for level in levels(width, height):
        side = TILE * level.scale
        if x % side or y % side or x >= width or y >= height:
            continue
        tile = Tile(level, x // side, y // side)
        if tile.region(width, height) != (x, y, w, h):
            continue
        if _is_size(size, tile) or (size == "max" and level.scale == 1):
            return level if level.is_one_tile else tile
    return None


def _is_size(size: str, thing: Level | Tile) -> bool:
    w, h = thing.size if isinstance(thing, Tile) else (thing.width, thing.height)
    return size in (f"{w},{h}", f"{w},")
