"""Under a roof: canteen, library, museum."""

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
    mix,
)
from demo.photos.sheet import HEIGHT, SCALE, WIDTH, Sheet


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
