"""What a line is in its column."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Role(Enum):
    """What a line is in its column."""

    FIRST = "first"
    NEXT = "next"
    ALONE = "alone"
    HEAD = "head"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Placed:
    """A line's role, and its measure where it is text in a column (0 elsewhere)."""

    role: Role
    measure: int = 0


State = tuple[Role, int]
"""A role with the measure."""
TEXT = (Role.FIRST, Role.NEXT, Role.ALONE)
