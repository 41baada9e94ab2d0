"""What the items of a page tell: stories while they are read, and the heads and bylines between them."""

from __future__ import annotations

from dataclasses import dataclass, field

from articles.ingest.text.lines import Line
from articles.records import Block
from articles.wording.values import Dateline, JumpLine, Signature


@dataclass(slots=True)
class Story:
    """One story while it is read.

    ``places`` tells for each block the indexes of its first and last printed line, and its measure;
    ``gaps`` are the numbers of the blocks above which a blank line stands. A ``brief`` brings its own
    ``headline``, if it has one.
    """

    blocks: list[Block] = field(default_factory=list)
    bylines: list[Signature] = field(default_factory=list)
    dateline: Dateline | None = None
    jump: JumpLine | None = None
    continued_from: JumpLine | None = None
    closed: bool = False
    places: list[tuple[int, int, int]] = field(default_factory=list)
    gaps: set[int] = field(default_factory=set)
    brief: bool = False
    headline: str = ""

    @property
    def awaits_text(self) -> bool:
        """Whether only its continuation line has come: heads or a byline may stand before its text."""
        return self.continued_from is not None and not self.blocks

    @property
    def first(self) -> int:
        """The index of its body's first printed line, -1 without a body."""
        return self.places[0][0] if self.places else -1

    @property
    def last(self) -> int:
        """The index of its body's last printed line."""
        return self.places[-1][1] if self.places else -1

    @property
    def text(self) -> str:
        """The body as text, a block a line."""
        return "\n".join(block.text for block in self.blocks)


@dataclass(slots=True)
class HeadRun:
    """Head lines side by side, with the number of the story that follows them."""

    lines: list[Line]
    after: int


@dataclass(slots=True)
class ByRun:
    """Bylines side by side, with the number of the story that follows them.

    ``bare`` is the line where it prints names and no title.
    """

    signatures: tuple[Signature, ...]
    after: int
    bare: Line | None = None


@dataclass(slots=True)
class Told:
    """What the items told."""

    stories: list[Story] = field(default_factory=list)
    heads: list[HeadRun] = field(default_factory=list)
