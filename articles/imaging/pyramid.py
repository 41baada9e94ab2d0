"""Writes a picture as `tiles` tells: decoded once, halved level by level, each tile encoded once.

Tiles and thumbnails are WebP, the master is JPEG; docs/page-pictures.md has the measurement behind it.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import BinaryIO

from PIL import Image

from articles.imaging.tiles import levels, tiles

MASTER_QUALITY = 85
TILE_QUALITY = 70
TILE_METHOD = 2
"""How hard the encoder tries, 0 to 6: from 2 on it gains 3 % for twice the time."""


def write_pyramid(image: Image.Image, folder: Path, dpi: int | None = None) -> None:
    """Write all files of `image` (mode L or RGB) into an empty folder; `dpi` is told in the master."""
    for level in levels(*image.size):
        if level.scale == 1:
            extra = {"dpi": (dpi, dpi)} if dpi else {}
            image.save(folder / level.name, "JPEG", quality=MASTER_QUALITY, **extra)
        else:
            image = image.reduce(2)
            save_webp(image, folder / level.name)
        if not level.is_one_tile:
            (folder / str(level.scale)).mkdir()
        for tile in tiles(level):
            save_webp(image.crop(tile.box), folder / tile.name)


def save_webp(image: Image.Image, path: Path) -> None:
    """Encode as tiles and thumbnails are."""
    image.save(path, "WEBP", quality=TILE_QUALITY, method=TILE_METHOD)


def as_jpeg(file: BinaryIO) -> bytes:
    """A tile or thumbnail as JPEG, for viewers that know the one format which level 0 demands."""
    buffer = io.BytesIO()
    Image.open(file, formats=["WEBP"]).convert("RGB").save(buffer, "JPEG", quality=MASTER_QUALITY)
    return buffer.getvalue()
