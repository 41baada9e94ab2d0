"""At the river: dyke, bridge, harbour."""

from __future__ import annotations

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
    NIGHT,
    OCHRE,
    PAPER,
    PINE,
    ROSE,
    SAND,
    VERMILION,
    mix,
)
from demo.photos.figures import crane
from demo.photos.sheet import HEIGHT, WIDTH, Sheet


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
