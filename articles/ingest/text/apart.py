"""Lines of a page set apart from its stories, with what they are."""

from __future__ import annotations

from dataclasses import dataclass, field

from articles.ingest.text.lines import Line
from articles.ingest.text.marks import Mark
from articles.records import LeftOut, LeftOutKind

ADVERT_MARK = "广告"
STORY_MARKS = {Mark.DATELINE, Mark.BYLINE, Mark.CONTINUATION, Mark.JUMP, Mark.CREDIT}
"""What only a story or a photo prints."""


@dataclass(slots=True)
class Apart:
    """Lines set apart: `taken` maps a line's index to its kind; `number` and `section` are the folio's."""

    taken: dict[int, LeftOutKind] = field(default_factory=dict)
    group: dict[int, int] = field(default_factory=dict)
    number: str | None = None
    section: str = ""

    def take(self, lines: list[Line], kind: LeftOutKind) -> None:
        """Set `lines` apart as one piece of `kind`."""
        for line in lines:
            if line.index not in self.taken:
                self.taken[line.index] = kind
                self.group[line.index] = lines[0].index

    def pieces(self, lines: list[Line]) -> list[tuple[int, LeftOut]]:
        """The pieces with the index of their first line, lines kept as printed."""
        texts: dict[tuple[int, LeftOutKind], list[str]] = {}
        for line in lines:
            if line.index in self.taken:
                texts.setdefault((self.group[line.index], self.taken[line.index]), []).append(line.text)
        return [(first, LeftOut(kind, "\n".join(parts))) for (first, kind), parts in texts.items()]

    def is_free(self, line: Line) -> bool:
        """Whether nothing has taken a line yet."""
        return line.index not in self.taken
