"""The colours of a two-ink press."""

from __future__ import annotations

Colour = tuple[int, int, int]

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
