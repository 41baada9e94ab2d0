"""What stands in more than one picture, or is a small picture by itself."""

from __future__ import annotations

from demo.photos.colours import BRICK, CREAM, INK, MIST, ROSE, VERMILION, Colour, mix
from demo.photos.sheet import Sheet


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
