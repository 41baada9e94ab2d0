"""Out of doors: market, bus, terraces, football."""

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
from demo.photos.figures import fish, person
from demo.photos.sheet import HEIGHT, SCALE, WIDTH, Sheet


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
