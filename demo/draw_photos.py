"""Draw the photos of the demo newspaper, so that no picture of it needs anybody's permission.

Run as ``python demo/draw_photos.py``; ``--only dyke`` draws one. Flat shapes in the colours of a two-ink
press, printed with a little grain. Every random number comes from a seed of the picture's own name, so that
the same Pillow draws the same picture.
"""

from __future__ import annotations

import argparse
import io
import math
import random
from collections.abc import Callable, Sequence
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter

DEMO = Path(__file__).resolve().parent
WIDTH, HEIGHT = 1600, 1067
SCALE = 2  # drawn twice as large and brought down, which smooths the edges
JPEG_QUALITIES = (80, 76, 72, 68, 64, 60)  # the first that keeps a picture under its limit
JPEG_LIMIT = 150_000
GRAIN = 5

Colour = tuple[int, int, int]
Point = tuple[float, float]

PAPER = (243, 236, 221)
CREAM = (250, 245, 234)
SAND = (224, 209, 180)
OCHRE = (217, 164, 65)
LAMP = (255, 224, 150)
VERMILION = (200, 64, 42)
BRICK = (150, 48, 36)
ROSE = (226, 160, 132)
INK = (28, 39, 48)
NIGHT = (22, 40, 56)
DEEP = (38, 68, 86)
BLUE = (66, 108, 128)
HAZE = (143, 176, 184)
MIST = (201, 214, 211)
PINE = (52, 80, 66)
GREEN = (94, 128, 96)
SAGE = (160, 182, 142)
EARTH = (122, 92, 66)


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """The colour ``share`` of the way from the first to the second."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


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


def person(sheet: Sheet, x: float, foot: float, height: float, coat: Colour, skin: Colour = ROSE) -> None:
    """A standing figure: legs, coat and head."""
    head = height * 0.11
    sheet.box(x - height * 0.1, foot - height * 0.42, x - height * 0.015, foot, INK, height * 0.03)
    sheet.box(x + height * 0.015, foot - height * 0.42, x + height * 0.1, foot, INK, height * 0.03)
    sheet.shape(
        [
            (x - height * 0.12, foot - height * 0.76),
            (x + height * 0.12, foot - height * 0.76),
            (x + height * 0.17, foot - height * 0.32),
            (x - height * 0.17, foot - height * 0.32),
        ],
        coat,
    )
    sheet.disc(x, foot - height * 0.86, head, skin)


def dyke(sheet: Sheet) -> None:
    sheet.shade(NIGHT, DEEP, 0, 620)
    sheet.ridge(590, 150, 0.9, mix(NIGHT, DEEP, 0.45))
    sheet.ridge(625, 80, 1.4, mix(NIGHT, INK, 0.5))
    sheet.shade(mix(DEEP, BLUE, 0.5), NIGHT, 600, HEIGHT)
    for x in (120, 210, 330, 470):
        sheet.disc(x, 596, 3, LAMP)
        sheet.stroke([(x, 606), (x, 606 + 40 + x % 37)], mix(BLUE, LAMP, 0.45), 2)
    sheet.ripples(615, HEIGHT, [BLUE, mix(BLUE, HAZE, 0.4), DEEP], 150)
    sheet.shape([(560, HEIGHT), (1010, 560), (1600, 500), (1600, HEIGHT)], mix(PINE, NIGHT, 0.35))
    sheet.shape([(1010, 560), (1600, 500), (1600, 556), (1070, 590)], mix(EARTH, NIGHT, 0.25))
    for _ in range(420):
        x, y = sheet.chance.uniform(620, 1600), sheet.chance.uniform(600, HEIGHT)
        if y > 560 + (1010 - x) * 1.12:
            sheet.stroke([(x, y), (x + 5, y - 14)], mix(PINE, GREEN, sheet.chance.random() * 0.5), 2)
    sheet.glow([(1150, 468), (560, 905), (900, 985)], LAMP, 26, 0.72)
    sheet.disc(715, 930, 90, mix(LAMP, GREEN, 0.35), 22)
    sheet.shape([(1178, 365), (1252, 365), (1290, 545), (1145, 545)], VERMILION)
    sheet.shape([(1178, 365), (1200, 365), (1186, 545), (1145, 545)], BRICK)
    sheet.box(1172, 540, 1200, 594, INK, 6)
    sheet.box(1232, 538, 1260, 590, INK, 6)
    sheet.disc(1215, 338, 37, ROSE)
    sheet.shape(
        [(1168, 335), (1182, 290), (1240, 284), (1266, 330), (1258, 372), (1238, 350), (1190, 330)], BRICK
    )
    sheet.stroke([(1190, 405), (1155, 470)], BRICK, 26)
    sheet.stroke([(1166, 462), (1138, 478)], INK, 16)
    sheet.rain(560, mix(HAZE, DEEP, 0.35))


def canteen(sheet: Sheet) -> None:
    sheet.shade(CREAM, PAPER, 0, 560)
    sheet.shade(mix(SAND, PAPER, 0.3), SAND, 520, HEIGHT)
    sheet.box(0, 430, WIDTH, 526, mix(HAZE, PAPER, 0.4))
    for x in (70, 360, 1050, 1340):
        sheet.box(x, 70, x + 220, 380, BLUE)
        sheet.box(x + 10, 80, x + 210, 370, MIST)
        sheet.shape(
            [(x + 10, 370), (x + 10, 300), (x + 80, 240), (x + 150, 290), (x + 210, 250), (x + 210, 370)],
            SAGE,
        )
        sheet.box(x + 106, 70, x + 114, 380, BLUE)
        sheet.box(x, 218, x + 220, 226, BLUE)
    for n, colour in enumerate((VERMILION, OCHRE, GREEN)):
        x = 652 + n * 116
        sheet.box(x, 130, x + 96, 300, mix(SAND, INK, 0.12))
        sheet.box(x - 4, 124, x + 92, 294, CREAM)
        sheet.box(x - 4, 124, x + 92, 152, colour)
        for line in range(7):
            sheet.stroke([(x + 8, 172 + line * 16), (x + 52 + (line * 23) % 28, 172 + line * 16)], HAZE, 4)
    coats = [VERMILION, BLUE, OCHRE, GREEN, DEEP, ROSE]
    for row, (y, size) in enumerate(((520, 0.72), (690, 1.05), (925, 1.5))):
        step = 150 * size
        for n in range(-1, math.ceil(WIDTH / step) + 1):
            x = n * step + (row % 2) * step / 2 + 30
            coat = coats[(n * 2 + row) % len(coats)]
            sheet.shape(
                [
                    (x - 48 * size, y + 70 * size),
                    (x - 36 * size, y - 16 * size),
                    (x + 36 * size, y - 16 * size),
                    (x + 48 * size, y + 70 * size),
                ],
                coat,
            )
            sheet.disc(x, y - 18 * size, 36 * size, coat, 16 * size)
            sheet.disc(x, y - 56 * size, 33 * size, mix(ROSE, CREAM, 0.3))
            long_hair = (n + row) % 3 == 0
            sheet.pen.chord(
                [v * SCALE for v in (x - 35 * size, y - 96 * size, x + 35 * size, y - 26 * size)],
                180,
                360,
                fill=INK,
            )
            if long_hair:
                sheet.disc(x - 36 * size, y - 62 * size, 12 * size, INK)
                sheet.disc(x + 36 * size, y - 62 * size, 12 * size, INK)
            for side in (-1, 1):
                sheet.disc(x + side * 11 * size, y - 52 * size, 3.2 * size, INK)
            sheet.disc(x, y - 38 * size, 7 * size, VERMILION, 2.6 * size)
        top = y + 34 * size
        sheet.box(-10, top, WIDTH + 10, top + 52 * size, mix(OCHRE, PAPER, 0.55))
        sheet.box(-10, top + 52 * size, WIDTH + 10, top + 66 * size, mix(EARTH, OCHRE, 0.4))
        for n in range(-1, math.ceil(WIDTH / step) + 1):
            x = n * step + (row % 2) * step / 2 + 30
            sheet.box(x - 46 * size, top + 8 * size, x + 46 * size, top + 42 * size, HAZE, 8 * size)
            sheet.disc(x - 22 * size, top + 24 * size, 15 * size, CREAM, 10 * size)
            sheet.disc(x + 8 * size, top + 19 * size, 11 * size, GREEN, 6 * size)
            sheet.disc(x + 29 * size, top + 28 * size, 12 * size, VERMILION, 7 * size)


def bridge(sheet: Sheet) -> None:
    sheet.shade(mix(HAZE, PAPER, 0.25), mix(ROSE, PAPER, 0.45), 0, 620)
    sheet.halo(1130, 330, 210, CREAM, 0.55)
    sheet.disc(1130, 330, 92, VERMILION)
    sheet.ridge(520, 210, 0.7, mix(HAZE, PAPER, 0.35))
    sheet.ridge(575, 170, 0.9, mix(HAZE, BLUE, 0.25))
    sheet.glow([(0, 500), (WIDTH, 520), (WIDTH, 620), (0, 620)], PAPER, 60, 0.75)
    sheet.ridge(618, 60, 1.6, mix(BLUE, GREEN, 0.4), 640)
    sheet.shade(mix(ROSE, PAPER, 0.55), BLUE, 630, HEIGHT)
    sheet.ripples(640, HEIGHT, [HAZE, mix(HAZE, PAPER, 0.5), mix(BLUE, HAZE, 0.5)], 240)
    for n in range(22):
        y, spread = 648 + n * 17, 96 - n * 2.2
        wobble = sheet.chance.uniform(-16, 16)
        sheet.box(
            1130 + wobble - spread * 0.8,
            y,
            1130 + wobble + spread * 0.8,
            y + 5 + n * 0.15,
            mix(VERMILION, ROSE, n / 26),
            3,
        )
    for tower in (430, 1010):
        for n in range(1, 15):
            reach, height = n * 27, 250 + n * 9
            for side in (-1, 1):
                sheet.stroke([(tower, height), (tower + side * reach, 586)], mix(DEEP, HAZE, 0.25), 1.6)
    sheet.shape([(0, 592), (WIDTH, 576), (WIDTH, 598), (0, 616)], DEEP)
    sheet.shape([(0, 616), (WIDTH, 598), (WIDTH, 604), (0, 623)], INK)
    for tower in (430, 1010):
        sheet.shape([(tower - 11, 224), (tower + 11, 224), (tower + 24, 690), (tower - 24, 690)], INK)
        sheet.shape([(tower - 11, 224), (tower - 2, 224), (tower - 6, 690), (tower - 24, 690)], DEEP)
        sheet.box(tower - 44, 674, tower + 44, 700, INK, 6)
        for n in range(9):
            y = 708 + n * 22
            sheet.box(tower - 24 + n, y, tower + 24 - n, y + 8, mix(DEEP, BLUE, n / 10), 4)
    sheet.shape([(520, 852), (740, 852), (700, 884), (556, 884)], INK)
    sheet.shape([(566, 852), (596, 812), (664, 812), (690, 852)], mix(EARTH, INK, 0.3))
    sheet.stroke([(720, 852), (770, 760)], INK, 4)
    sheet.disc(724, 806, 11, INK)
    sheet.shape([(712, 816), (737, 816), (742, 854), (708, 854)], VERMILION)
    for n in range(5):
        sheet.box(545 + n * 9, 892 + n * 12, 720 - n * 12, 897 + n * 12, mix(INK, BLUE, 0.35 + n * 0.12), 3)
    for x, y in ((250, 180), (300, 150), (352, 196), (700, 120)):
        sheet.stroke([(x - 20, y - 8), (x, y), (x + 20, y - 10)], DEEP, 3.2)


def tiled_roof(sheet: Sheet, x0: float, x1: float, eave: float, rise: float, tone: Colour) -> None:
    """A roof with its rows of tiles, sloping towards the reader."""
    inset = rise * 0.35
    sheet.shape(
        [(x0 - 26, eave), (x1 + 26, eave), (x1 - inset, eave - rise), (x0 + inset, eave - rise)], tone
    )
    count = max(6, round((x1 - x0) / 19))
    for n in range(count + 1):
        share = n / count
        low, high = x0 - 22 + (x1 - x0 + 44) * share, x0 + inset + (x1 - x0 - 2 * inset) * share
        sheet.stroke([(low, eave - 2), (high, eave - rise)], mix(tone, HAZE, 0.28), 2.4)
        sheet.disc(low, eave, 6, mix(tone, INK, 0.5))
    sheet.box(x0 + inset - 12, eave - rise - 9, x1 - inset + 12, eave - rise + 4, mix(tone, INK, 0.55), 4)


def stepped_gable(sheet: Sheet, x: float, top: float, foot: float, width: float) -> None:
    """A 马头墙: a white fire wall whose top goes down in steps."""
    for n, share in enumerate((0.34, 0.68, 1.0)):
        half, y = width * share / 2, top + n * width * 0.2
        sheet.box(x - half, y, x + half, foot, mix(CREAM, MIST, 0.12 * n))
        sheet.box(x - half - 12, y - 13, x + half + 12, y + 3, INK, 4)
        for side in (-1, 1):
            sheet.shape(
                [
                    (x + side * (half + 6), y - 11),
                    (x + side * (half + 26), y - 26),
                    (x + side * (half + 12), y),
                ],
                INK,
            )


def roofs(sheet: Sheet) -> None:
    sheet.shade(mix(HAZE, PAPER, 0.3), mix(PAPER, ROSE, 0.22), 0, 520)
    sheet.ridge(390, 170, 0.8, mix(HAZE, PAPER, 0.25))
    sheet.ridge(430, 90, 1.3, mix(HAZE, GREEN, 0.35))
    for level in range(6):
        y, half = 360 - level * 46, 64 - level * 7
        sheet.box(1225 - half * 0.72, y - 30, 1225 + half * 0.72, y + 22, mix(BRICK, SAND, 0.35))
        sheet.shape(
            [
                (1225 - half - 16, y - 22),
                (1225 + half + 16, y - 22),
                (1225 + half * 0.7, y - 44),
                (1225 - half * 0.7, y - 44),
            ],
            DEEP,
        )
    sheet.stroke([(1225, 92), (1225, 42)], DEEP, 6)
    rows = [
        (470, 96, mix(DEEP, HAZE, 0.35)),
        (610, 120, mix(DEEP, INK, 0.15)),
        (780, 150, mix(DEEP, INK, 0.45)),
        (985, 190, mix(INK, DEEP, 0.25)),
    ]
    for row, (eave, rise, tone) in enumerate(rows):
        if row:
            sheet.box(0, eave - 30, WIDTH, HEIGHT, mix(CREAM, SAND, 0.5))
        x = -140.0 + row * 60
        while x < WIDTH + 80:
            width = sheet.chance.uniform(250, 400) * (0.8 + row * 0.16)
            sheet.box(x - 8, eave - 6, x + width + 8, eave + 150, mix(CREAM, SAND, 0.14 + 0.1 * (row % 2)))
            sheet.box(x - 8, eave - 6, x + width + 8, eave + 16, mix(SAND, EARTH, 0.4))
            windows = round(width / 130)
            for n in range(windows):
                wx = x + width * (n + 0.5) / windows
                sheet.box(wx - 19, eave + 30, wx + 19, eave + 84, mix(BRICK, INK, 0.45))
                sheet.stroke([(wx, eave + 30), (wx, eave + 84)], SAND, 2)
                sheet.stroke([(wx - 19, eave + 57), (wx + 19, eave + 57)], SAND, 2)
            tiled_roof(sheet, x, x + width, eave, rise, tone)
            x += width + 34
        if row < 3:
            for gable in (340 + row * 430, 1180 - row * 290):
                stepped_gable(sheet, gable, eave - rise - 20, eave + rise * 0.95, 128 + row * 30)
    sheet.stroke([(770, 560), (770, 640)], INK, 3)
    sheet.halo(770, 685, 80, LAMP, 0.4)
    sheet.disc(770, 685, 46, VERMILION, 40)
    for offset in (-24, 0, 24):
        sheet.stroke([(770 + offset, 652), (770 + offset, 718)], BRICK, 2)
    sheet.box(752, 640, 788, 651, OCHRE, 3)
    sheet.box(752, 719, 788, 729, OCHRE, 3)
    for offset in (-8, 0, 8):
        sheet.stroke([(770 + offset, 729), (770 + offset, 762)], OCHRE, 3)


def crane(sheet: Sheet, x: float, foot: float, size: float, hook: float) -> None:
    """A portal crane: a gate of four legs, a tower, a jib over the water."""
    for side in (-1, 1):
        sheet.stroke(
            [(x + side * 120 * size, foot), (x + side * 72 * size, foot - 250 * size)], BRICK, 22 * size
        )
        sheet.stroke(
            [(x + side * 96 * size, foot), (x + side * 54 * size, foot - 250 * size)], VERMILION, 18 * size
        )
    sheet.box(x - 110 * size, foot - 130 * size, x + 110 * size, foot - 112 * size, VERMILION)
    sheet.box(x - 92 * size, foot - 282 * size, x + 92 * size, foot - 246 * size, BRICK)
    sheet.shape(
        [
            (x - 56 * size, foot - 282 * size),
            (x + 56 * size, foot - 282 * size),
            (x + 36 * size, foot - 470 * size),
            (x - 36 * size, foot - 470 * size),
        ],
        VERMILION,
    )
    sheet.box(x - 60 * size, foot - 392 * size, x - 6 * size, foot - 330 * size, MIST, 5)
    tip, root = (x - 330 * size, foot - 640 * size), (x, foot - 410 * size)
    sheet.stroke([root, tip], VERMILION, 13 * size)
    sheet.stroke([(x, foot - 468 * size), tip], VERMILION, 9 * size)
    for n in range(1, 11):
        share = n / 11
        low = (root[0] + (tip[0] - root[0]) * share, root[1] + (tip[1] - root[1]) * share)
        high = (
            x + (tip[0] - x) * (share - 0.05),
            foot - 468 * size + (tip[1] - foot + 468 * size) * (share - 0.05),
        )
        sheet.stroke([low, high], BRICK, 4 * size)
    sheet.stroke([(x, foot - 470 * size), (x + 34 * size, foot - 590 * size), tip], INK, 3.2 * size)
    sheet.stroke([(x + 34 * size, foot - 590 * size), (x + 130 * size, foot - 440 * size)], INK, 3.2 * size)
    sheet.box(x + 60 * size, foot - 452 * size, x + 150 * size, foot - 396 * size, INK)
    sheet.stroke([tip, (tip[0], hook)], INK, 3)


def harbour(sheet: Sheet) -> None:
    sheet.shade(mix(HAZE, PAPER, 0.15), mix(PAPER, OCHRE, 0.18), 0, 660)
    sheet.disc(380, 250, 74, CREAM)
    sheet.ridge(640, 120, 0.8, mix(HAZE, PAPER, 0.2))
    sheet.ridge(660, 60, 1.5, mix(HAZE, BLUE, 0.35))
    sheet.shade(mix(HAZE, PAPER, 0.2), DEEP, 650, HEIGHT)
    sheet.ripples(660, HEIGHT, [HAZE, BLUE, mix(HAZE, PAPER, 0.5)], 260)
    sheet.shape([(900, HEIGHT), (1010, 790), (WIDTH, 765), (WIDTH, HEIGHT)], mix(SAND, INK, 0.22))
    sheet.shape([(900, HEIGHT), (1010, 790), (1030, 790), (950, HEIGHT)], mix(EARTH, INK, 0.35))
    for n in range(7):
        x = 1060 + n * 78
        sheet.box(x, 800 + n * 2, x + 46, 806 + n * 2, OCHRE)
    crane(sheet, 1420, 786, 0.86, 560)
    crane(sheet, 1130, 806, 1.08, 470)
    hanging = 1130 - 330 * 1.08
    sheet.shape([(hanging, 470), (hanging - 88, 512), (hanging + 88, 512)], mix(INK, HAZE, 0.2))
    sheet.shape([(hanging, 484), (hanging - 70, 511), (hanging + 70, 511)], mix(HAZE, PAPER, 0.4))
    sheet.box(hanging - 98, 512, hanging + 98, 590, OCHRE)
    for n in range(12):
        sheet.stroke([(hanging - 86 + n * 16, 518), (hanging - 86 + n * 16, 584)], mix(OCHRE, EARTH, 0.4), 3)
    colours = [VERMILION, BLUE, GREEN, OCHRE, DEEP, BRICK, HAZE]
    for tier, (start, count) in enumerate(((250, 5), (250, 4), (360, 2))):
        for n in range(count):
            x, y = start + n * 130, 716 - tier * 62
            colour = colours[(n * 3 + tier * 2) % len(colours)]
            sheet.box(x, y, x + 124, y + 58, colour)
            for rib in range(8):
                sheet.stroke(
                    [(x + 10 + rib * 15, y + 5), (x + 10 + rib * 15, y + 53)], mix(colour, INK, 0.25), 2.6
                )
    sheet.box(90, 590, 226, 776, CREAM)
    sheet.box(78, 566, 240, 596, VERMILION)
    for floor in range(3):
        for n in range(3):
            sheet.box(106 + n * 40, 614 + floor * 52, 132 + n * 40, 640 + floor * 52, DEEP, 3)
    sheet.box(140, 500, 182, 568, INK)
    sheet.box(140, 516, 182, 534, VERMILION)
    sheet.shape([(40, 774), (950, 774), (900, 880), (96, 880)], INK)
    sheet.shape([(90, 862), (910, 862), (900, 884), (98, 884)], BRICK)
    sheet.stroke([(60, 800), (936, 800)], PAPER, 4)
    for n in range(8):
        sheet.box(120 + n * 10, 892 + n * 15, 880 - n * 16, 897 + n * 15, mix(INK, BLUE, 0.3 + n * 0.08), 3)


def fish(sheet: Sheet, x: float, y: float, size: float, colour: Colour) -> None:
    sheet.disc(x, y, 74 * size, colour, 25 * size)
    sheet.disc(x, y + 6 * size, 66 * size, mix(colour, CREAM, 0.45), 16 * size)
    sheet.shape(
        [
            (x + 62 * size, y),
            (x + 112 * size, y - 28 * size),
            (x + 98 * size, y),
            (x + 112 * size, y + 28 * size),
        ],
        colour,
    )
    sheet.shape(
        [(x - 14 * size, y - 20 * size), (x + 30 * size, y - 42 * size), (x + 34 * size, y - 18 * size)],
        mix(colour, INK, 0.3),
    )
    sheet.disc(x - 52 * size, y - 5 * size, 6 * size, CREAM)
    sheet.disc(x - 52 * size, y - 5 * size, 3 * size, INK)


def market(sheet: Sheet) -> None:
    sheet.shade(mix(DEEP, BLUE, 0.25), mix(BLUE, HAZE, 0.35), 0, 700)
    for n in range(4):
        x = 60 + n * 400
        sheet.box(x, 320, x + 300, 620, mix(DEEP, BLUE, 0.45), 4)
        for shelf in range(3):
            sheet.box(x, 400 + shelf * 90, x + 300, 408 + shelf * 90, DEEP)
            for item in range(7):
                colour = [OCHRE, VERMILION, SAGE, SAND][(item + shelf + n) % 4]
                sheet.disc(x + 26 + item * 41, 386 + shelf * 90, 15, mix(colour, BLUE, 0.45))
    person(sheet, 250, 760, 470, mix(OCHRE, BRICK, 0.15))
    person(sheet, 1020, 760, 500, GREEN)
    for x, y in ((250, 356), (1020, 330)):
        sheet.pen.chord([v * SCALE for v in (x - 56, y - 60, x + 56, y + 56)], 180, 360, fill=INK)
        sheet.disc(x - 16, y + 4, 4, INK)
        sheet.disc(x + 16, y + 4, 4, INK)
    sheet.box(965, 480, 1075, 640, mix(MIST, CREAM, 0.3), 8)
    sheet.stroke([(1080, 420), (1170, 520), (1215, 590)], GREEN, 40)
    sheet.disc(1222, 604, 22, ROSE)
    sheet.stroke([(300, 440), (380, 540), (430, 600)], mix(OCHRE, BRICK, 0.25), 38)
    sheet.disc(436, 610, 21, ROSE)
    for n in range(16):
        x = n * 100
        colour = VERMILION if n % 2 == 0 else CREAM
        sheet.shape([(x + 20, 0), (x + 120, 0), (x + 100, 190), (x, 190)], colour)
        sheet.disc(x + 50, 190, 50, colour, 40)
    sheet.box(0, 0, WIDTH, 16, BRICK)
    for x in (330, 800, 1270):
        sheet.stroke([(x, 190), (x, 262)], INK, 4)
        sheet.halo(x, 310, 150, LAMP, 0.55)
        sheet.shape([(x - 54, 296), (x + 54, 296), (x + 22, 256), (x - 22, 256)], INK)
        sheet.disc(x, 298, 26, CREAM, 15)
    sheet.shape([(-20, 650), (WIDTH + 20, 650), (WIDTH + 60, 850), (-60, 850)], mix(MIST, CREAM, 0.35))
    for _ in range(420):
        sheet.disc(
            sheet.chance.uniform(20, 860),
            sheet.chance.uniform(662, 840),
            sheet.chance.uniform(4, 13),
            sheet.chance.choice([CREAM, MIST, mix(HAZE, CREAM, 0.5)]),
            6,
        )
    for row in range(3):
        for n in range(4):
            fish(
                sheet,
                120 + n * 205 + row * 30,
                690 + row * 56,
                0.98,
                [BLUE, mix(BLUE, INK, 0.3), HAZE][(n + row) % 3],
            )
    for n in range(4):
        x = 965 + n * 165
        sheet.disc(x, 782, 82, EARTH, 52)
        sheet.disc(x, 770, 74, mix(EARTH, INK, 0.4), 38)
        for _ in range(26):
            colour = [GREEN, VERMILION, SAGE, OCHRE][n]
            sheet.disc(
                x + sheet.chance.uniform(-54, 54),
                756 + sheet.chance.uniform(-28, 20),
                17,
                mix(colour, INK if sheet.chance.random() < 0.4 else CREAM, 0.14),
            )
    sheet.box(690, 560, 830, 582, INK, 5)
    sheet.box(738, 580, 782, 640, mix(INK, HAZE, 0.3))
    sheet.box(680, 632, 840, 672, INK, 8)
    sheet.box(846, 520, 960, 620, INK, 8)
    sheet.box(856, 530, 950, 610, mix(LAMP, SAGE, 0.35), 3)
    sheet.stroke([(868, 550), (920, 550)], PINE, 6)
    sheet.stroke([(868, 572), (938, 572)], PINE, 6)
    sheet.stroke([(868, 594), (902, 594)], VERMILION, 7)
    sheet.stroke([(904, 620), (904, 650)], INK, 10)
    fish(sheet, 752, 546, 0.62, BLUE)
    sheet.shade(VERMILION, BRICK, 850, HEIGHT)
    for n in range(33):
        sheet.box(n * 50 - 3, 850, n * 50 + 3, HEIGHT, mix(BRICK, INK, 0.25))
    sheet.box(0, 842, WIDTH, 864, INK)


def library(sheet: Sheet) -> None:
    sheet.shade(mix(EARTH, INK, 0.55), mix(EARTH, INK, 0.35))
    sheet.box(560, 90, 1040, 650, mix(EARTH, INK, 0.7))
    sheet.box(578, 108, 1022, 632, NIGHT)
    for y in range(108, 440):
        sheet.box(578, y, 1022, y + 1, mix(NIGHT, BLUE, (y - 108) / 420))
    sheet.disc(890, 210, 46, LAMP)
    sheet.shape(
        [(578, 440), (578, 400), (650, 360), (740, 398), (830, 350), (930, 392), (1022, 366), (1022, 440)],
        mix(NIGHT, DEEP, 0.5),
    )
    sheet.box(578, 438, 1022, 632, mix(DEEP, BLUE, 0.3))
    for n in range(14):
        wide = 40 + (n * 29) % 34
        sheet.box(890 - wide, 450 + n * 13, 890 + wide, 454 + n * 13, mix(LAMP, BLUE, 0.25 + n * 0.04), 2)
    for x in (722, 870):
        sheet.box(x, 100, x + 10, 640, mix(EARTH, INK, 0.7))
    sheet.box(570, 366, 1030, 376, mix(EARTH, INK, 0.7))
    tones = [VERMILION, BRICK, OCHRE, SAND, BLUE, HAZE, GREEN, PAPER, DEEP, ROSE]
    for side in (0, 1):
        far = 545.0 if side == 0 else WIDTH - 545.0
        near = -40.0 if side == 0 else WIDTH + 40.0
        for shelf in range(7):
            low_far, low_near = 130 + shelf * 82, -60 + shelf * 152
            sheet.shape(
                [(far, low_far), (near, low_near), (near, low_near + 152), (far, low_far + 82)],
                mix(EARTH, INK, 0.74),
            )
            x = 0.015
            while x < 0.97:
                step = sheet.chance.uniform(0.016, 0.03)
                tall = sheet.chance.uniform(0.62, 0.9)
                start, end = far + (near - far) * x, far + (near - far) * (x + step * 0.86)
                tone = mix(sheet.chance.choice(tones), INK, 0.18 + 0.3 * (1 - x))
                base = [low_far + 76 + (low_near + 144 - low_far - 76) * v for v in (x, x + step * 0.86)]
                size = [tall * (66 + (124 - 66) * v) for v in (x, x + step * 0.86)]
                sheet.shape(
                    [(start, base[0]), (end, base[1]), (end, base[1] - size[1]), (start, base[0] - size[0])],
                    tone,
                )
                x += step
            sheet.shape(
                [(far, low_far + 76), (near, low_near + 144), (near, low_near + 158), (far, low_far + 84)],
                mix(EARTH, OCHRE, 0.25),
            )
    sheet.shape([(500, 700), (1100, 700), (1640, HEIGHT), (-40, HEIGHT)], mix(EARTH, OCHRE, 0.18))
    for size, y, seats in ((0.62, 720, (640, 800, 960)), (1.0, 860, (460, 800, 1140))):
        for n, x in enumerate(seats):
            coat = [BLUE, VERMILION, SAGE][(n + round(size)) % 3]
            sheet.shape(
                [
                    (x - 70 * size, y + 40 * size),
                    (x - 54 * size, y - 60 * size),
                    (x + 54 * size, y - 60 * size),
                    (x + 70 * size, y + 40 * size),
                ],
                coat,
            )
            sheet.disc(x, y - 60 * size, 54 * size, coat, 22 * size)
            sheet.disc(x, y - 112 * size, 40 * size, mix(ROSE, CREAM, 0.2))
            sheet.pen.chord(
                [v * SCALE for v in (x - 43 * size, y - 160 * size, x + 43 * size, y - 74 * size)],
                180,
                360,
                fill=INK,
            )
        left, right = seats[0] - 170 * size, seats[-1] + 170 * size
        sheet.shape(
            [
                (left, y + 8),
                (right, y + 8),
                (right + 40 * size, y + 70 * size),
                (left - 40 * size, y + 70 * size),
            ],
            mix(OCHRE, EARTH, 0.45),
        )
        sheet.box(left - 40 * size, y + 70 * size, right + 40 * size, y + 86 * size, mix(EARTH, INK, 0.45))
        for x in seats:
            sheet.shape(
                [
                    (x - 46 * size, y + 40 * size),
                    (x, y + 30 * size),
                    (x + 46 * size, y + 40 * size),
                    (x + 46 * size, y + 54 * size),
                    (x, y + 44 * size),
                    (x - 46 * size, y + 54 * size),
                ],
                CREAM,
            )
            lamp = x + 104 * size
            sheet.halo(lamp - 20 * size, y + 6 * size, 120 * size, LAMP, 0.5)
            sheet.stroke([(lamp, y + 40 * size), (lamp, y - 58 * size)], INK, 6 * size)
            sheet.shape(
                [
                    (lamp - 46 * size, y - 40 * size),
                    (lamp + 30 * size, y - 40 * size),
                    (lamp + 12 * size, y - 82 * size),
                    (lamp - 28 * size, y - 82 * size),
                ],
                PINE,
            )
            sheet.box(lamp - 44 * size, y - 42 * size, lamp + 28 * size, y - 34 * size, LAMP, 3)


def bus(sheet: Sheet) -> None:
    sheet.shade(NIGHT, mix(DEEP, BLUE, 0.2), 0, 700)
    x = -20.0
    while x < WIDTH:
        width, top = sheet.chance.uniform(110, 210), sheet.chance.uniform(120, 400)
        tone = mix(NIGHT, DEEP, sheet.chance.uniform(0.2, 0.8))
        sheet.box(x, top, x + width, 720, tone)
        for row in range(round((640 - top) / 48)):
            for column in range(round(width / 40)):
                if sheet.chance.random() < 0.32:
                    wx, wy = x + 14 + column * 40, top + 22 + row * 48
                    sheet.box(wx, wy, wx + 16, wy + 24, mix(LAMP, DEEP, sheet.chance.uniform(0.25, 0.7)))
        x += width + sheet.chance.uniform(0, 26)
    sheet.shade(mix(INK, DEEP, 0.5), INK, 720, HEIGHT)
    sheet.box(0, 712, WIDTH, 726, mix(HAZE, INK, 0.5))
    for x in (170, 1440):
        sheet.stroke([(x, 720), (x, 250), (x + 70, 222)], mix(INK, HAZE, 0.25), 9)
        sheet.halo(x + 84, 244, 150, LAMP, 0.5)
        sheet.disc(x + 84, 232, 24, CREAM, 10)
    left, right, top, foot = 300, 1330, 330, 800
    sheet.glow([(right - 10, 720), (WIDTH + 200, 640), (WIDTH + 200, 930), (right - 10, 770)], LAMP, 30, 0.55)
    sheet.box(left, top, right, foot - 30, CREAM, 46)
    sheet.box(left, 600, right, foot - 30, VERMILION, 20)
    sheet.box(left, 600, right, 660, VERMILION)
    sheet.box(left, 652, right, 664, PAPER)
    sheet.box(left + 26, top + 22, left + 640, top + 82, INK, 10)
    for points in (
        [(384, 400), (384, 364), (416, 400), (416, 364)],
        [(440, 364), (468, 364), (454, 379), (468, 388), (462, 400), (440, 400)],
    ):
        sheet.stroke(points, LAMP, 7)
    for n in range(6):
        sheet.stroke([(510 + n * 66, 382), (550 + n * 66, 382)], mix(LAMP, BRICK, 0.2), 7)
    doors = (2, 6)
    for n in range(7):
        wx = left + 34 + n * 128
        if n in doors:
            sheet.box(wx, 432, wx + 112, 752, DEEP, 8)
            for half in (0, 58):
                sheet.box(wx + 5 + half, 442, wx + 49 + half, 740, mix(LAMP, PAPER, 0.25), 5)
            continue
        sheet.box(wx, 432, wx + 116, 588, DEEP, 10)
        sheet.box(wx + 6, 438, wx + 110, 582, mix(LAMP, PAPER, 0.15), 8)
        for seat in range(2):
            px = wx + 34 + seat * 46
            tone = [DEEP, BRICK, PINE, EARTH][(n * 2 + seat) % 4]
            sheet.disc(px, 512, 18, mix(tone, INK, 0.25))
            sheet.shape([(px - 24, 582), (px - 18, 538), (px + 18, 538), (px + 24, 582)], tone)
    sheet.shape([(right - 104, 424), (right - 24, 424), (right - 2, 600), (right - 104, 600)], DEEP)
    sheet.shape(
        [(right - 98, 432), (right - 30, 432), (right - 12, 592), (right - 98, 592)], mix(HAZE, LAMP, 0.45)
    )
    sheet.disc(right - 66, 520, 20, ROSE)
    sheet.shape([(right - 96, 592), (right - 88, 546), (right - 46, 546), (right - 36, 592)], BLUE)
    sheet.box(right - 26, 690, right + 4, 726, LAMP, 8)
    sheet.stroke([(right - 6, 450), (right + 30, 470), (right + 30, 530)], INK, 8)
    for x in (500, 1130):
        sheet.disc(x, 772, 66, INK)
        sheet.disc(x, 772, 34, mix(HAZE, INK, 0.25))
        sheet.disc(x, 772, 12, INK)
    for n in range(34):
        y = 846 + n * 6.4
        fade = n / 36
        for a, b, tone in (
            (left + 30, right - 30, VERMILION),
            (right - 40, right + 250, LAMP),
            (230, 290, LAMP),
            (1500, 1550, LAMP),
        ):
            if sheet.chance.random() < 0.72:
                start = a + sheet.chance.uniform(0, (b - a) * 0.6)
                end = min(b, start + sheet.chance.uniform(30, (b - a) * 0.55 + 31))
                sheet.box(start, y, end, y + 3, mix(tone, INK, 0.35 + fade * 0.6), 1)
    sheet.rain(460, mix(HAZE, DEEP, 0.3))


def terraces(sheet: Sheet) -> None:
    sheet.shade(mix(HAZE, PAPER, 0.35), mix(PAPER, OCHRE, 0.12), 0, 420)
    sheet.ridge(300, 170, 0.7, mix(HAZE, PAPER, 0.25))
    sheet.ridge(360, 130, 1.0, mix(HAZE, GREEN, 0.4))
    sheet.glow([(0, 290), (WIDTH, 310), (WIDTH, 360), (0, 360)], PAPER, 40, 0.7)
    count = 17
    for n in range(count):
        share = n / (count - 1)
        base = 345 + 720 * share**1.45
        turn, swell = 0.9 + 0.12 * n, 16 + 62 * share
        edge = []
        for x in range(-10, WIDTH + 20, 10):
            wave = math.sin(x / WIDTH * 6.3 * 0.8 + turn) + 0.42 * math.sin(
                x / WIDTH * 6.3 * 1.9 - turn * 1.4
            )
            edge.append((float(x), base + swell * wave))
        bank = 5 + 20 * share
        sheet.shape(
            [*edge, (WIDTH + 20, HEIGHT + 80), (-20, HEIGHT + 80)],
            mix(SAGE, GREEN, 0.2 + 0.6 * ((n * 5) % 7) / 7),
        )
        sheet.shape(
            [*[(x, y + bank) for x, y in edge], (WIDTH + 20, HEIGHT + 80), (-20, HEIGHT + 80)],
            mix(PINE, EARTH, 0.25),
        )
        water = mix(CREAM, HAZE, 0.25 + 0.55 * ((n * 3) % 5) / 5)
        if n % 6 == 4:
            water = mix(ROSE, CREAM, 0.55)
        sheet.shape(
            [*[(x, y + bank * 1.35) for x, y in edge], (WIDTH + 20, HEIGHT + 80), (-20, HEIGHT + 80)], water
        )
        for _ in range(6 + n):
            x = sheet.chance.uniform(0, WIDTH)
            y = edge[round(x / 10)][1] + bank * 1.35 + sheet.chance.uniform(8, 20 + 30 * share)
            sheet.stroke([(x, y), (x + 30 + 70 * share, y)], mix(water, CREAM, 0.55), 1.4 + share)
    x, y = 600, 742
    sheet.disc(x + 120, y - 62, 84, INK, 42)
    for leg in (62, 88, 150, 176):
        sheet.box(x + leg, y - 50, x + leg + 17, y + 14, INK, 6)
    sheet.disc(x + 222, y - 76, 34, INK, 25)
    horns = (x + 188, y - 124, x + 252, y - 76)
    sheet.pen.arc([v * SCALE for v in horns], 170, 350, fill=INK, width=8 * SCALE)
    sheet.stroke([(x + 38, y - 70), (x + 28, y - 20)], INK, 6)
    sheet.stroke([(x + 40, y - 60), (x - 80, y - 50)], EARTH, 4)
    sheet.stroke([(x - 96, y + 8), (x - 84, y - 60)], INK, 18)
    sheet.stroke([(x - 62, y + 8), (x - 78, y - 60)], INK, 18)
    sheet.shape([(x - 108, y - 132), (x - 52, y - 132), (x - 54, y - 52), (x - 106, y - 52)], VERMILION)
    sheet.stroke([(x - 62, y - 120), (x - 40, y - 70)], VERMILION, 16)
    sheet.disc(x - 80, y - 152, 21, ROSE)
    sheet.shape([(x - 132, y - 156), (x - 80, y - 196), (x - 28, y - 156)], OCHRE)


def football(sheet: Sheet) -> None:
    sheet.shade(mix(DEEP, INK, 0.35), mix(DEEP, BLUE, 0.3), 0, 420)
    for row in range(6):
        for n in range(54):
            x = n * 31 + (row % 2) * 15 + sheet.chance.uniform(-3, 3)
            tone = sheet.chance.choice([VERMILION, BRICK, VERMILION, SAND, HAZE, BLUE, INK, ROSE])
            sheet.disc(x, 142 + row * 48, 15, mix(tone, DEEP, 0.45), 20)
            sheet.disc(x, 120 + row * 48, 9, mix(ROSE, DEEP, 0.4))
    sheet.box(0, 400, WIDTH, 452, CREAM)
    for n in range(9):
        sheet.box(n * 190 - 20, 400, n * 190 + 76, 452, VERMILION)
    for n in range(9):
        sheet.shape(
            [(n * 230 - 260, HEIGHT), (n * 230 - 30, HEIGHT), (n * 190 + 80, 452), (n * 190 - 110, 452)],
            GREEN if n % 2 else mix(GREEN, PINE, 0.4),
        )
    sheet.shape([(0, 905), (WIDTH, 905), (WIDTH, 921), (0, 921)], CREAM)
    for n in range(21):
        sheet.stroke([(190 + n * 61, 230), (230 + n * 57, 800)], mix(HAZE, CREAM, 0.3), 1.6)
    for n in range(12):
        sheet.stroke(
            [(190 + n * 3.1, 240 + n * 51), (1410 - n * 3.1, 240 + n * 51)], mix(HAZE, CREAM, 0.3), 1.6
        )
    sheet.stroke([(176, 912), (176, 214), (1424, 214), (1424, 912)], CREAM, 24)
    sheet.stroke([(186, 912), (186, 224), (1414, 224)], MIST, 6)
    kit, dark = VERMILION, BRICK
    sheet.disc(640, 900, 190, mix(PINE, INK, 0.35), 15)
    sheet.stroke([(560, 640), (420, 700), (300, 660)], INK, 50)
    sheet.stroke([(572, 680), (470, 800), (340, 830)], INK, 52)
    sheet.stroke([(318, 660), (262, 628)], CREAM, 40)
    sheet.stroke([(352, 830), (286, 838)], CREAM, 42)
    sheet.shape([(548, 600), (770, 452), (842, 548), (590, 720)], kit)
    sheet.disc(806, 500, 60, kit)
    sheet.disc(566, 660, 60, INK)
    sheet.stroke([(640, 560), (650, 640)], dark, 10)
    sheet.stroke([(806, 492), (930, 420), (1040, 356)], kit, 46)
    sheet.stroke([(820, 530), (950, 500), (1062, 430)], dark, 44)
    sheet.disc(1056, 346, 36, OCHRE)
    sheet.disc(1084, 420, 36, OCHRE)
    sheet.disc(880, 440, 52, ROSE)
    sheet.pen.chord([v * SCALE for v in (824, 380, 934, 494)], 150, 330, fill=INK)
    ball = (1166, 350)
    sheet.disc(*ball, 56, CREAM)
    sheet.disc(ball[0], ball[1], 18, INK)
    for turn in range(5):
        angle = turn / 5 * math.tau - 0.4
        sheet.disc(ball[0] + 44 * math.cos(angle), ball[1] + 44 * math.sin(angle), 11, INK)
        sheet.stroke([ball, (ball[0] + 44 * math.cos(angle), ball[1] + 44 * math.sin(angle))], INK, 3)
    for n in range(4):
        sheet.stroke([(1240 + n * 12, 290 + n * 30), (1340 + n * 16, 250 + n * 30)], CREAM, 4)
    sheet.rain(300, mix(MIST, BLUE, 0.25), 0.2)


def museum(sheet: Sheet) -> None:
    sheet.shade(mix(INK, DEEP, 0.45), INK)
    sheet.halo(800, 500, 620, mix(OCHRE, EARTH, 0.4), 0.38)
    sheet.glow([(300, 190), (1330, 200), (1340, 960), (280, 950)], (8, 12, 16), 46, 0.8)
    left, right, top, foot = 300, 1300, 150, 900
    edge = [(x, top + 5 * math.sin(x / 37) + sheet.chance.uniform(-2, 2)) for x in range(left, right, 12)]
    edge += [(right + 5 * math.sin(y / 41) + sheet.chance.uniform(-2, 2), y) for y in range(top, foot, 12)]
    edge += [(x, foot + 5 * math.sin(x / 29) + sheet.chance.uniform(-2, 2)) for x in range(right, left, -12)]
    edge += [(left + 5 * math.sin(y / 33) + sheet.chance.uniform(-2, 2), y) for y in range(foot, top, -12)]
    paper = mix(SAND, OCHRE, 0.22)
    sheet.shape(edge, paper)
    for _ in range(26):
        x, y = sheet.chance.uniform(left + 60, right - 60), sheet.chance.uniform(top + 50, foot - 50)
        sheet.halo(x, y, sheet.chance.uniform(26, 84), mix(paper, EARTH, 0.5), 0.14)
    for share in (1 / 3, 2 / 3):
        x = left + (right - left) * share
        sheet.stroke([(x, top + 6), (x, foot - 6)], mix(paper, EARTH, 0.3), 3)
        sheet.stroke([(x + 4, top + 6), (x + 4, foot - 6)], mix(paper, CREAM, 0.5), 3)
    for inset, width in ((34, 7), (48, 2.4)):
        sheet.stroke(
            [
                (left + inset, top + inset),
                (right - inset, top + inset),
                (right - inset, foot - inset),
                (left + inset, foot - inset),
                (left + inset, top + inset),
            ],
            DEEP,
            width,
        )
    columns = 11
    for column in range(columns):
        x = right - 106 - column * 76
        if column:
            sheet.stroke([(x + 38, top + 60), (x + 38, foot - 60)], mix(DEEP, paper, 0.45), 1.6)
        size = 30 if column in (0, columns - 1) else 21
        y = top + 96.0
        stop = foot - (110 if column % 3 else 260)
        while y < stop:
            for _ in range(3):
                level = y + sheet.chance.uniform(-size, size) * 0.75
                sheet.stroke(
                    [
                        (x - size * sheet.chance.uniform(0.5, 1), level),
                        (x + size * sheet.chance.uniform(0.5, 1), level - 3),
                    ],
                    INK,
                    4,
                )
            for _ in range(2):
                shift = x + sheet.chance.uniform(-size, size) * 0.6
                sheet.stroke(
                    [
                        (shift, y - size * sheet.chance.uniform(0.4, 0.95)),
                        (shift + sheet.chance.uniform(-6, 6), y + size * sheet.chance.uniform(0.4, 0.95)),
                    ],
                    INK,
                    4.4,
                )
            if sheet.chance.random() < 0.5:
                sheet.stroke([(x - 2, y), (x + size * 0.85, y + size * 0.85)], INK, 4)
            y += size * 2.75
    for x, y, size in ((1080, 640, 92), (800, 470, 104), (440, 690, 78)):
        seal = mix(VERMILION, paper, 0.12)
        sheet.stroke(
            [
                (x - size, y - size),
                (x + size, y - size),
                (x + size, y + size),
                (x - size, y + size),
                (x - size, y - size),
            ],
            seal,
            12,
        )
        for row in range(3):
            for column in range(3):
                cx, cy = x + (column - 1) * size * 0.6, y + (row - 1) * size * 0.6
                arm = size * 0.22
                sheet.stroke(
                    [
                        (cx - arm, cy - arm),
                        (cx + arm, cy - arm),
                        (cx + arm, cy),
                        (cx - arm, cy),
                        (cx - arm, cy + arm),
                        (cx + arm, cy + arm),
                    ],
                    seal,
                    7,
                )
                if (row + column) % 2:
                    sheet.stroke([(cx, cy - arm), (cx, cy + arm)], seal, 7)
    sheet.box(1180, 950, 1420, 1020, CREAM, 4)
    sheet.stroke([(1204, 974), (1330, 974)], INK, 7)
    sheet.stroke([(1204, 998), (1380, 998)], HAZE, 5)


def lamp(sheet: Sheet) -> None:
    """The ferryman's lamp on its crooked pole, the new bridge behind it in the dusk."""
    sheet.shade(mix(DEEP, HAZE, 0.25), mix(ROSE, HAZE, 0.35), 0, 560)
    sheet.ridge(500, 150, 0.8, mix(DEEP, HAZE, 0.45))
    sheet.ridge(548, 80, 1.5, mix(DEEP, HAZE, 0.2))
    sheet.shade(mix(HAZE, ROSE, 0.3), DEEP, 545, HEIGHT)
    deck = 470
    sheet.box(0, deck, WIDTH, deck + 13, mix(NIGHT, DEEP, 0.5))
    for x in range(90, WIDTH, 250):
        sheet.box(x, deck, x + 20, 585, mix(NIGHT, DEEP, 0.5))
    for n in range(26):
        x = 20 + n * 62 + sheet.chance.uniform(-16, 16)
        sheet.disc(x, deck - 6, 4, LAMP)
        sheet.stroke([(x, 590), (x, 600 + sheet.chance.uniform(20, 90))], mix(LAMP, DEEP, 0.55), 2)
    sheet.ripples(580, HEIGHT, [mix(HAZE, CREAM, 0.2), BLUE, DEEP], 170)
    sheet.shape([(0, 1067), (0, 900), (360, 872), (820, 930), (1010, 1067)], mix(PINE, NIGHT, 0.45))
    for step in range(5):
        sheet.box(610 + step * 76, 902 + step * 33, 800 + step * 76, 926 + step * 33, mix(SAND, DEEP, 0.4), 3)
    sheet.stroke([(452, 930), (478, 560), (462, 240)], INK, 21)
    sheet.stroke([(464, 262), (566, 236)], INK, 12)
    sheet.halo(566, 330, 250, LAMP, 0.5)
    sheet.halo(566, 330, 105, LAMP, 0.85)
    sheet.shape([(516, 286), (566, 244), (616, 286)], INK)
    sheet.shape([(524, 286), (608, 286), (598, 378), (534, 378)], LAMP)
    for x0, x1 in ((524, 534), (566, 566), (608, 598)):
        sheet.stroke([(x0, 286), (x1, 378)], INK, 6)
    sheet.box(528, 376, 604, 390, INK, 3)
    sheet.disc(566, 345, 13, CREAM, 20)
    sheet.shape([(1010, 800), (1400, 800), (1340, 862), (1070, 862)], mix(INK, EARTH, 0.35))
    sheet.shape([(1120, 800), (1150, 742), (1290, 742), (1320, 800)], mix(EARTH, NIGHT, 0.3))
    sheet.stroke([(1392, 655), (1330, 900)], EARTH, 7)
    for y in range(350, 610, 12):
        sheet.stroke([(560 - (y % 7), y + 250), (590 + (y % 9), y + 250)], mix(LAMP, DEEP, 0.62), 2)
    sheet.rain(240, mix(CREAM, HAZE, 0.5))


def well(sheet: Sheet) -> None:
    """The old well at the end of the street, and the neighbours on their six stone benches."""
    sheet.shade(mix(HAZE, CREAM, 0.4), mix(PAPER, OCHRE, 0.25), 0, 640)
    for x0, top in ((-40, 210), (360, 260), (1010, 240), (1330, 190)):
        sheet.box(x0, top + 70, x0 + 380, 660, CREAM)
        tiled_roof(sheet, x0 - 26, x0 + 406, top + 84, 92, mix(INK, DEEP, 0.3))
        for window in (70, 230):
            sheet.box(x0 + window, top + 200, x0 + window + 82, top + 318, mix(EARTH, INK, 0.3), 3)
            sheet.box(x0 + window + 8, top + 208, x0 + window + 74, top + 310, mix(LAMP, OCHRE, 0.3), 2)
    sheet.shade(mix(SAND, HAZE, 0.2), mix(SAND, EARTH, 0.25), 640, HEIGHT)
    for _ in range(190):
        y = 655 + 400 * sheet.chance.random() ** 1.4
        x = sheet.chance.uniform(-40, WIDTH)
        sheet.stroke([(x, y), (x + 20 + (y - 640) * 0.22, y)], mix(SAND, EARTH, 0.45), 1.5 + (y - 640) / 190)
    sheet.stroke([(812, 690), (800, 470), (830, 250)], mix(EARTH, INK, 0.35), 46)
    sheet.stroke([(812, 440), (900, 310)], mix(EARTH, INK, 0.35), 22)
    for _ in range(120):
        turn, reach = sheet.chance.uniform(0, 6.3), sheet.chance.random() ** 0.5
        x, y = 830 + 330 * reach * math.cos(turn), 190 + 165 * reach * math.sin(turn)
        sheet.disc(x, y, 46, mix(PINE, SAGE, sheet.chance.random()), 34)
    sheet.disc(800, 800, 168, mix(HAZE, INK, 0.35), 54)
    sheet.box(640, 720, 960, 800, mix(HAZE, SAND, 0.4))
    sheet.disc(800, 800, 160, mix(HAZE, SAND, 0.4), 44)
    sheet.disc(800, 722, 160, mix(CREAM, HAZE, 0.45), 44)
    sheet.disc(800, 722, 118, NIGHT, 30)
    coats = (VERMILION, OCHRE, DEEP, PINE, BRICK, BLUE)
    spots = ((200, 850), (420, 960), (700, 1010), (960, 1000), (1210, 940), (1410, 840))
    for coat, (x, y) in zip(coats, spots, strict=True):
        sheet.box(x - 118, y - 18, x + 118, y + 14, mix(CREAM, HAZE, 0.6), 8)
        for leg in (-90, 58):
            sheet.box(x + leg, y + 10, x + leg + 32, y + 56, mix(HAZE, INK, 0.2), 4)
        sheet.box(x - 40, y - 128, x + 40, y - 14, coat, 26)
        sheet.disc(x, y - 156, 31, ROSE)
        sheet.pen.pieslice([v * SCALE for v in (x - 33, y - 190, x + 33, y - 124)], 180, 360, fill=INK)
        for knee in (-24, 8):
            sheet.box(x + knee, y - 20, x + knee + 17, y + 58, INK, 7)
    sheet.stroke([(1100, 690), (1100, 470)], INK, 12)
    sheet.halo(1100, 450, 90, LAMP, 0.7)
    sheet.shape([(1068, 470), (1080, 420), (1120, 420), (1132, 470)], LAMP)
    sheet.shape([(1064, 424), (1100, 396), (1136, 424)], INK)


def umbrella(sheet: Sheet) -> None:
    """The umbrella mender at his bench, open umbrellas over his head."""
    sheet.shade(mix(EARTH, INK, 0.55), mix(EARTH, INK, 0.3))
    for x in range(0, WIDTH, 80):
        sheet.box(x, 0, x + 3, HEIGHT, mix(EARTH, INK, 0.62))
    sheet.halo(800, 430, 480, LAMP, 0.55)
    colours = (VERMILION, OCHRE, BLUE, GREEN, ROSE, HAZE, BRICK)
    for n, colour in enumerate(colours):
        x, y = 120 + n * 228, 210 + (n * 97) % 130
        size = 150 + (n * 53) % 46
        fan = [
            (x + size * math.cos(t / 20 * math.pi), y - size * 0.78 * math.sin(t / 20 * math.pi))
            for t in range(21)
        ]
        sheet.shape(fan, colour)
        for rib in range(6):
            x0 = x - size + rib * size / 3
            sheet.disc(x0 + size / 6, y + 4, size / 6, mix(EARTH, INK, 0.47), size / 13)
        for t in (4, 7, 10, 13, 16):
            sheet.stroke([(x, y - size * 0.78), fan[t]], mix(colour, INK, 0.35), 3)
            sheet.stroke([(x, y - size * 0.78), (x + (t - 10) * size / 10, y)], mix(colour, INK, 0.25), 2)
        sheet.stroke([(x, y - size * 0.84), (x, y + 92)], mix(OCHRE, EARTH, 0.4), 7)
        sheet.stroke([(x, y + 92), (x + 14, y + 106), (x + 26, y + 92)], mix(OCHRE, EARTH, 0.4), 7)
    sheet.box(0, 850, WIDTH, HEIGHT, mix(EARTH, OCHRE, 0.35))
    sheet.box(0, 850, WIDTH, 872, mix(SAND, OCHRE, 0.3))
    sheet.shape([(650, 850), (690, 590), (910, 590), (960, 850)], DEEP)
    sheet.stroke([(700, 640), (600, 800), (760, 832)], DEEP, 60)
    sheet.stroke([(905, 640), (1010, 800), (850, 832)], DEEP, 60)
    sheet.disc(800, 510, 76, ROSE, 84)
    sheet.pen.pieslice([v * SCALE for v in (718, 420, 882, 570)], 180, 360, fill=mix(CREAM, HAZE, 0.4))
    for x in (768, 832):
        sheet.pen.ellipse([v * SCALE for v in (x - 24, 500, x + 24, 540)], outline=INK, width=5 * SCALE)
    sheet.stroke([(792, 518), (808, 518)], INK, 5)
    sheet.disc(775, 830, 30, ROSE)
    sheet.disc(838, 830, 30, ROSE)
    sheet.stroke([(520, 838), (1130, 812)], mix(HAZE, INK, 0.2), 8)
    for n in range(5):
        sheet.stroke([(1130, 812), (950 + n * 34, 780 - n * 20)], mix(HAZE, INK, 0.35), 4)
    for n, x in enumerate((110, 190, 280, 1230, 1330, 1440)):
        sheet.box(x, 800 - n % 3 * 26, x + 58, 852, mix(colours[n], INK, 0.2), 6)
        sheet.stroke([(x + 30, 800 - n % 3 * 26), (x + 26, 736 - n % 2 * 22)], SAND, 7)


def clock(sheet: Sheet) -> None:
    """The tower of the old post office at twelve sharp, the street looking up."""
    sheet.shade(mix(BLUE, HAZE, 0.35), mix(CREAM, HAZE, 0.3), 0, 800)
    for x, y in ((180, 180), (460, 120), (1180, 150), (1390, 250)):
        for step in range(4):
            sheet.disc(x + step * 58, y - (step % 2) * 20, 58, mix(CREAM, HAZE, 0.12), 30)
    for x0, top, tone in ((-60, 560, 0.1), (270, 610, 0.35), (1010, 590, 0.2), (1320, 545, 0.4)):
        sheet.box(x0, top + 50, x0 + 360, 960, mix(PAPER, SAND, tone))
        tiled_roof(sheet, x0 - 20, x0 + 380, top + 62, 66, mix(INK, DEEP, 0.25))
        for column in range(3):
            for row in range(2):
                x, y = x0 + 50 + column * 104, top + 110 + row * 120
                sheet.box(x, y, x + 58, y + 82, mix(DEEP, HAZE, 0.35), 3)
                sheet.box(x + 26, y, x + 31, y + 82, CREAM)
    sheet.box(610, 150, 990, 960, mix(BRICK, EARTH, 0.45))
    for y in range(160, 960, 22):
        for x in range(646 + (y // 22 % 2) * 24, 930, 48):
            sheet.stroke([(x, y), (x + 34, y)], mix(BRICK, EARTH, 0.7), 2)
    for x in (610, 958):
        sheet.box(x, 150, x + 32, 960, mix(SAND, EARTH, 0.25))
    sheet.box(584, 140, 1016, 172, SAND, 3)
    sheet.box(584, 560, 1016, 588, SAND, 3)
    sheet.shape([(600, 140), (800, 6), (1000, 140)], mix(INK, DEEP, 0.4))
    sheet.stroke([(800, 8), (800, -30)], INK, 7)
    sheet.disc(800, 362, 172, mix(SAND, EARTH, 0.3))
    sheet.disc(800, 362, 154, CREAM)
    for hour in range(12):
        turn = hour / 12 * math.tau
        inner = 118 if hour % 3 == 0 else 130
        sheet.stroke(
            [
                (800 + inner * math.sin(turn), 362 - inner * math.cos(turn)),
                (800 + 145 * math.sin(turn), 362 - 145 * math.cos(turn)),
            ],
            INK,
            11 if hour % 3 == 0 else 6,
        )
    sheet.stroke([(800, 380), (796, 280)], INK, 15)
    sheet.stroke([(800, 384), (806, 240)], INK, 9)
    sheet.disc(800, 362, 13, VERMILION)
    for x in (690, 800, 910):
        sheet.box(x - 34, 650, x + 34, 800, mix(DEEP, HAZE, 0.2), 30)
        sheet.box(x - 34, 720, x + 34, 800, mix(DEEP, HAZE, 0.2))
    sheet.shade(mix(SAND, EARTH, 0.2), mix(EARTH, SAND, 0.45), 950, HEIGHT)
    coats = (VERMILION, OCHRE, GREEN, DEEP, ROSE, BRICK, BLUE, PINE, OCHRE)
    for n, coat in enumerate(coats):
        person(sheet, 120 + n * 168 + (n * 37) % 50, 1050 - (n * 29) % 40, 190 + (n * 31) % 36, coat)
    for n in range(9):
        x, y = 260 + n * 58 + (n * 41) % 60, 300 - (n * 47) % 150
        sheet.stroke([(x - 22, y - 10), (x, y), (x + 22, y - 12)], INK, 4)


PICTURES: dict[str, tuple[str, Callable[[Sheet], None]]] = {
    "dyke": ("2026-03-14", dyke),
    "canteen": ("2026-03-14", canteen),
    "bridge": ("2026-03-14", bridge),
    "roofs": ("2026-03-14", roofs),
    "harbour": ("2026-03-14", harbour),
    "market": ("2026-03-14", market),
    "library": ("2026-03-14", library),
    "lamp": ("2026-03-14", lamp),
    "bus": ("2026-03-15", bus),
    "terraces": ("2026-03-15", terraces),
    "well": ("2026-03-15", well),
    "umbrella": ("2026-03-15", umbrella),
    "clock": ("2026-03-15", clock),
    "football": ("2026-03-15", football),
    "museum": ("2026-03-15", museum),
}


def main() -> None:
    parser = argparse.ArgumentParser(description="Draw the photos of the demo newspaper.")
    parser.add_argument("--only", choices=sorted(PICTURES), help="draw this picture alone")
    only = parser.parse_args().only
    for name, (date, draw) in PICTURES.items():
        if only in (None, name):
            sheet = Sheet(name)
            draw(sheet)
            sheet.print_to(DEMO / "issues" / date / "photos" / f"{name}.jpg")


if __name__ == "__main__":
    main()
