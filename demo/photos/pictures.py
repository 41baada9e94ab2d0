"""Which pictures there are: by name, the issue that prints it and who draws it."""

from __future__ import annotations

from collections.abc import Callable

from demo.photos.indoors import canteen, library, museum
from demo.photos.old_town import clock, lamp, roofs, umbrella, well
from demo.photos.open_air import bus, football, market, terraces
from demo.photos.river import bridge, dyke, harbour
from demo.photos.sheet import Sheet

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
