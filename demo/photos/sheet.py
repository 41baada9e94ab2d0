"""The surface that the photos are drawn on."""

from __future__ import annotations

import io
import math
import random
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from demo.photos.colours import PAPER, Colour, mix

WIDTH, HEIGHT = 1600, 1067
SCALE = 2  # drawn twice as large and brought down, which smooths the edges
JPEG_QUALITIES = (80, 76, 72, 68, 64, 60)  # the first that keeps a picture under its limit
JPEG_LIMIT = 150_000
GRAIN = 5

Point = tuple[float, float]


class Sheet:
    """A drawing surface measured in the finished picture's pixels."""

    def __init__(self, name: str, ground: Colour = PAPER) -> None:
        self.chance = random.Random(name)
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), ground)
        self.pen = ImageDraw.Draw(self.image)

    def shade(self, top: Colour, bottom: Colour, y0: float = 0, y1: float = HEIGHT) -> None:
        """A vertical run of colour over the full width."""
        for y in range(round(y0 * SCALE), round(y1 * SCALE)):
            share = (y - y0 * SCALE) / max(1.0, (y1 - y0) * SCALE)
            self.pen.line([(0, y), (WIDTH * SCALE, y)], fill=mix(top, bottom, share))

    def shape(self, points: Sequence[Point], colour: Colour) -> None:
        self.pen.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=colour)

    def box(self, x0: float, y0: float, x1: float, y1: float, colour: Colour, radius: float = 0) -> None:
        corners = (x0 * SCALE, y0 * SCALE, x1 * SCALE, y1 * SCALE)
        self.pen.rounded_rectangle(corners, radius * SCALE, fill=colour)

    def disc(self, x: float, y: float, rx: float, colour: Colour, ry: float | None = None) -> None:
        ry = rx if ry is None else ry
        self.pen.ellipse(
            ((x - rx) * SCALE, (y - ry) * SCALE, (x + rx) * SCALE, (y + ry) * SCALE), fill=colour
        )

    def stroke(self, points: Sequence[Point], colour: Colour, width: float) -> None:
        """A line with round joints and ends."""
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        self.pen.line(scaled, fill=colour, width=max(1, round(width * SCALE)), joint="curve")
        if width > 3:
            for x, y in (points[0], points[-1]):
                self.disc(x, y, width / 2, colour)

    def ridge(self, base: float, height: float, waves: float, colour: Colour, foot: float = HEIGHT) -> None:
        """A range of hills from edge to edge, filled down to ``foot``."""
        parts = [
            (self.chance.uniform(0.6, 1.5) * waves, self.chance.uniform(0, 6.3), 1 / (n + 1))
            for n in range(4)
        ]
        line = []
        for x in range(0, WIDTH + 8, 8):
            lift = sum(
                size * math.sin(x / WIDTH * 6.3 * speed * (n + 1) + turn)
                for n, (speed, turn, size) in enumerate(parts)
            )
            line.append((float(x), base - height * (0.5 + lift / 3.2)))
        self.shape([(0, foot), *line, (WIDTH, foot)], colour)

    def glow(self, points: Sequence[Point], colour: Colour, blur: float, strength: float) -> None:
        """Light: a soft-edged shape laid over what is there."""
        mask = Image.new("L", (WIDTH // 2, HEIGHT // 2), 0)
        ImageDraw.Draw(mask).polygon([(x / 2, y / 2) for x, y in points], fill=round(255 * strength))
        mask = mask.filter(ImageFilter.GaussianBlur(blur / 2)).resize(
            self.image.size, Image.Resampling.BILINEAR
        )
        self.image.paste(Image.new("RGB", self.image.size, colour), mask=mask)

    def halo(self, x: float, y: float, radius: float, colour: Colour, strength: float) -> None:
        points = [
            (x + radius * math.cos(turn / 12 * math.tau), y + radius * math.sin(turn / 12 * math.tau))
            for turn in range(12)
        ]
        self.glow(points, colour, radius * 0.6, strength)

    def rain(self, count: int, colour: Colour, slant: float = 0.28) -> None:
        for _ in range(count):
            x, y = self.chance.uniform(-50, WIDTH + 50), self.chance.uniform(-40, HEIGHT)
            length = self.chance.uniform(18, 62)
            self.stroke([(x, y), (x - length * slant, y + length)], colour, 1.1)

    def ripples(self, y0: float, y1: float, colours: Sequence[Colour], count: int) -> None:
        """Short level strokes, closer together towards the horizon."""
        for _ in range(count):
            depth = self.chance.random() ** 1.6
            y, x = y0 + (y1 - y0) * depth, self.chance.uniform(-60, WIDTH)
            length = 30 + 190 * depth * self.chance.random()
            self.stroke([(x, y), (x + length, y)], self.chance.choice(list(colours)), 1 + 3 * depth)

    def print_to(self, path: Path) -> None:
        """Bring down to size, lay the grain of newsprint over it and write the JPEG."""
        picture = self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        coarse = (WIDTH // 3, HEIGHT // 3)
        grain = Image.frombytes("L", coarse, self.chance.randbytes(coarse[0] * coarse[1]))
        grain = grain.resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(1.4))
        light = grain.point([round(value * GRAIN / 255) for value in range(256)])
        dark = grain.point([round((255 - value) * GRAIN / 255) for value in range(256)])
        picture = ImageChops.subtract(ImageChops.add(picture, light.convert("RGB")), dark.convert("RGB"))
        path.parent.mkdir(parents=True, exist_ok=True)
        for quality in JPEG_QUALITIES:
            printed = io.BytesIO()
            picture.save(printed, "JPEG", quality=quality, optimize=True, progressive=True)
            if printed.tell() < JPEG_LIMIT:
                break
        path.write_bytes(printed.getvalue())
