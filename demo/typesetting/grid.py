"""A page's grid, and how a page is carved into the rooms of its stories."""

from __future__ import annotations

import random
from dataclasses import dataclass, field


@dataclass(slots=True)
class Leaf:
    """One room: first column, columns, first row, rows."""

    column: int
    columns: int
    row: int
    rows: int
    kind: str = "story"
    lead: bool = False

    @property
    def area(self) -> int:
        return self.columns * self.rows

    def touches(self, other: Leaf) -> bool:
        """Whether ``other`` stands right beside it, to its left."""
        return (
            other.column + other.columns == self.column
            and other.row < self.row + self.rows
            and self.row < other.row + other.rows
        )


@dataclass(slots=True)
class Carver:
    """Cuts a room in two, again and again, along the gutters or across."""

    rng: random.Random
    shape: float  # the width of a column over the height of a row
    gap: int = 1  # empty rows between rooms over each other
    leaves: list[Leaf] = field(default_factory=list)

    def least_rows(self, columns: int) -> int:
        return 17 if columns == 1 else 13

    def carve(self, leaf: Leaf, target: float) -> None:
        rng = self.rng
        least = self.least_rows(leaf.columns)
        level = leaf.rows >= 2 * least + self.gap
        upright = leaf.columns >= 2 and leaf.rows >= self.least_rows(1)
        small = leaf.area <= target * rng.uniform(0.75, 1.35) and leaf.columns <= 5
        if small or not (level or upright):
            self.leaves.append(leaf)
            return
        aspect = leaf.columns * self.shape / leaf.rows
        if level and (not upright or rng.random() > aspect / (aspect + 0.9)):
            rows = round(leaf.rows * rng.uniform(0.34, 0.66))
            rows = min(max(rows, least), leaf.rows - least - self.gap)
            self.carve(Leaf(leaf.column, leaf.columns, leaf.row, rows), target)
            below = leaf.rows - rows - self.gap
            self.carve(Leaf(leaf.column, leaf.columns, leaf.row + rows + self.gap, below), target)
            return
        columns = round(leaf.columns * rng.uniform(0.3, 0.7))
        columns = min(max(columns, 1), leaf.columns - 1)
        self.carve(Leaf(leaf.column, columns, leaf.row, leaf.rows), target)
        self.carve(Leaf(leaf.column + columns, leaf.columns - columns, leaf.row, leaf.rows), target)
