"""Size and likeness of a page's tiles in several formats, on which docs/page-pictures.md rests.

    python bench/compare_formats.py FILE.pdf

Likeness is the peak signal-to-noise ratio of the greys in dB (the higher the better), time is processor
time for all tiles of the full size.
"""

from __future__ import annotations

import io
import math
import sys
import time
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageStat

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from articles.imaging.limits import DPI
from articles.imaging.tiles import levels, tiles

FORMATS: list[tuple[str, str, dict[str, object]]] = [
    *((f"JPEG {quality}", "JPEG", {"quality": quality}) for quality in (70, 80, 85)),
    ("JPEG 80, optimised", "JPEG", {"quality": 80, "optimize": True}),
    *((f"WebP 70, effort {effort}", "WEBP", {"quality": 70, "method": effort}) for effort in (0, 1, 2, 4)),
    ("WebP 80, effort 2", "WEBP", {"quality": 80, "method": 2}),
]


def likeness(tile: Image.Image, content: bytes) -> float:
    """Peak signal-to-noise ratio in dB, at most 60."""
    shown = Image.open(io.BytesIO(content)).convert("L")
    error = ImageStat.Stat(ImageChops.difference(tile.convert("L"), shown))
    mean = error.sum2[0] / error.count[0]
    return 60.0 if mean < 0.07 else 10 * math.log10(255**2 / mean)


def main(path: str) -> None:
    """Print a row a format."""
    document = pypdfium2.PdfDocument(path)
    image = document[0].render(scale=DPI / 72, rev_byteorder=True).to_pil()
    cut = [image.crop(tile.box) for tile in tiles(levels(*image.size)[0])]
    print(f"{image.width} × {image.height} pixels, {len(cut)} tiles")
    for name, kind, options in FORMATS:
        start = time.process_time()
        made = []
        for tile in cut:
            buffer = io.BytesIO()
            tile.save(buffer, kind, **options)
            made.append(buffer.getvalue())
        taken = time.process_time() - start
        alike = sum(likeness(tile, content) for tile, content in zip(cut, made, strict=True)) / len(cut)
        print(f"{name:22} {sum(map(len, made)) // 1024:6} kB {alike:6.1f} dB {taken:6.2f} s")


if __name__ == "__main__":
    main(sys.argv[1])
