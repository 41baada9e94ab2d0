"""Writes a picture as `tiles` tells: decoded once, halved level by level, each tile encoded once.

Tiles and thumbnails are WebP, the master is JPEG; docs/page-pictures.md has the measurement behind it.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import BinaryIO

from PIL import Image

from articles.imaging.tiles import levels, tiles

MASTER_QUALITY = 85
TILE_QUALITY = 70
TILE_METHOD = 2
"""How hard the encoder tries, 0 to 6: from 2 on it gains 3 % for twice the time."""
_ENCODERS = 2  # threads; Pillow's encoders run without the interpreter's lock


@contextmanager
def writing(image: Image.Image, folder: Path, dpi: int | None = None) -> Iterator[None]:
    """Write all files of `image` (mode L or RGB) into an empty folder; `dpi` is told in the master.

    The encoders work beside the block, which may do what else there is to do with the page; when it ends all
    files are there.
    """
    with ThreadPoolExecutor(_ENCODERS) as pool:
        work = [pool.submit(save) for save in _saves(image, folder, dpi)]
        yield
        for piece in work:
            piece.result()


def _saves(image: Image.Image, folder: Path, dpi: int | None) -> Iterator[Callable[[], None]]:
    for level in levels(*image.size):
        if level.scale == 1:
            yield partial(_save_master, image, folder / level.name, dpi)
        else:
            image = image.reduce(2)
            yield partial(_save_webp, image, folder / level.name)
        if not level.is_one_tile:
            (folder / str(level.scale)).mkdir()
        for tile in tiles(level):
            yield partial(_save_tile, image, tile.box, folder / tile.name)


def _save_master(image: Image.Image, path: Path, dpi: int | None) -> None:
    extra = {"dpi": (dpi, dpi)} if dpi else {}
    image.save(path, "JPEG", quality=MASTER_QUALITY, **extra)


def _save_tile(image: Image.Image, box: tuple[int, int, int, int], path: Path) -> None:
    _save_webp(image.crop(box), path)


def _save_webp(image: Image.Image, path: Path) -> None:
    image.save(path, "WEBP", quality=TILE_QUALITY, method=TILE_METHOD)


def as_jpeg(file: BinaryIO) -> bytes:
    """A tile or thumbnail as JPEG, for viewers that know the one format which level 0 demands."""
    buffer = io.BytesIO()
    Image.open(file, formats=["WEBP"]).convert("RGB").save(buffer, "JPEG", quality=MASTER_QUALITY)
    return buffer.getvalue()
