"""Photos as readers get them: upright, without what a camera tells about its owner, in several sizes."""

from __future__ import annotations

import hashlib
import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from PIL import Image, ImageOps, UnidentifiedImageError

MOST_PIXELS = 120_000_000
"""A photo of more pixels is refused: it is a scan of something else, or a decompression bomb."""
MOST_BYTES = 60 * 1024 * 1024
WIDTHS = (480, 960, 1600)
"""Widths of the renditions in pixels; none is made that is wider than the photo."""
QUALITY = 82

_FORMATS = ("JPEG", "PNG", "WEBP", "TIFF")


class BadPhoto(Exception):
    """The file is no photo that can be kept. ``reason`` is one of too_large, unreadable, wrong_format."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Picture:
    """An encoded picture: its bytes, size in pixels, and the ending of its file name."""

    content: bytes
    width: int
    height: int
    suffix: str


def upright(source: BinaryIO) -> tuple[Image.Image, str]:
    """The photo turned as its EXIF orientation says, and the sha256 of its bytes; no metadata is kept.

    Raises BadPhoto for what is no JPEG, PNG, WebP or TIFF, is broken, or larger than the limits.
    """
    data = source.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise BadPhoto("too_large")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=_FORMATS)
            if image.width * image.height > MOST_PIXELS:
                raise BadPhoto("too_large")
            turned = ImageOps.exif_transpose(image)
            turned.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as error:
        raise BadPhoto("too_large") from error
    except UnidentifiedImageError as error:
        raise BadPhoto("wrong_format") from error
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise BadPhoto("unreadable") from error
    return plain(turned), hashlib.sha256(data).hexdigest()


def plain(image: Image.Image) -> Image.Image:
    """A copy in RGB or grey, without EXIF, GPS, comments or profile; see-through parts become paper white."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layer = image.convert("RGBA")
        paper = Image.new("RGB", layer.size, "white")
        paper.paste(layer, mask=layer.getchannel("A"))
        return paper
    kept = image.convert("L" if image.mode in ("1", "L", "I;16", "I") else "RGB")
    bare = Image.new(kept.mode, kept.size)
    bare.paste(kept)
    return bare


def encode(image: Image.Image) -> Picture:
    """The picture as a progressive JPEG."""
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return Picture(buffer.getvalue(), image.width, image.height, ".jpg")


def renditions(image: Image.Image) -> Iterator[Picture]:
    """Smaller copies, one for each of `WIDTHS` under the photo's own width."""
    for width in WIDTHS:
        if width < image.width:
            height = max(1, round(image.height * width / image.width))
            yield encode(image.resize((width, height), Image.Resampling.LANCZOS))
