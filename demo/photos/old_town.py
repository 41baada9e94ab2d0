"""In the old streets: roofs, a well, a lamp, an umbrella, the clock tower."""

from __future__ import annotations

import math

from demo.photos.colours import (
    BLUE,
    BRICK,
    CREAM,
    DEEP,
    EARTH,
    GREEN,
    HAZE,
    INK,
    LAMP,
    MIST,
    NIGHT,
    OCHRE,
    PAPER,
    PINE,
    ROSE,
    SAGE,
    SAND,
    VERMILION,
    Colour,
    mix,
)
from demo.photos.figures import person
from demo.photos.sheet import HEIGHT, SCALE, WIDTH, Sheet


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
