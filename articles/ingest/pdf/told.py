"""What a story says, while its fragments are read."""

from __future__ import annotations

from dataclasses import dataclass, field

from articles.geometry import Box
from articles.records import Block
from articles.wording.values import Dateline, JumpLine, Signature


@dataclass(slots=True)
class Body:
    """What a story says. ``jump_zone`` and ``continuation_zone`` are in points."""

    blocks: list[Block] = field(default_factory=list)
    bylines: list[Signature] = field(default_factory=list)
    dateline: Dateline | None = None
    jump: JumpLine | None = None
    continued_from: JumpLine | None = None
    deck: str = ""
    """What a line over its dateline says: no text stands before that."""
    jump_zone: Box | None = None
    continuation_zone: Box | None = None

    @property
    def text(self) -> str:
        """Its paragraphs and subheads, one a line."""
        return "\n".join(block.text for block in self.blocks)
