"""The label of a column (栏目) that stands apart from its head, over one set downwards or in a filled box."""

from __future__ import annotations

import re
from dataclasses import replace

from articles.geometry import Box
from articles.ingest.pdf.drafting import Page, Story
from articles.ingest.pdf.heads import parted
from articles.ingest.pdf.lines import Line
from articles.ingest.pdf.surface import inside, overlap
from articles.wording.column_names import column_of

REACH = 6.0
"""A label stands at most this many em over its head, or as far as the head is large."""
IN_BOX = 6
"""A label in a filled box may do without brackets; it has at most so many characters."""
_WORD = re.compile(r"[\u4e00-\u9fff·]{2,}$")


def give_labels(page: Page) -> None:
    """Give labels that were left over to the stories under them; those of no story stay left over."""
    for kind, lines in list(page.left):
        if kind != "unknown" or len(lines) != 1:
            continue
        name = _name(lines[0], page.surface.highlights)
        story = _under(page, lines[0]) if name else None
        if story is not None:
            story.head = replace(story.head, column=name)
            story.label = lines[0]
            page.left.remove((kind, lines))


def _name(line: Line, highlights: list[Box]) -> str:
    """The column that a line names; "" where it is no label."""
    if name := column_of(line.text):
        return name
    boxed = len(line.text) <= IN_BOX and _WORD.match(line.text)
    return line.text if boxed and any(inside(box, line.box) for box in highlights) else ""


def _under(page: Page, label: Line) -> Story | None:
    """The story whose head stands right under a label, with nothing between."""
    walls = [shot.picture for shot, _panel in page.shots]
    near = [
        (head.box[1] - label.y1, story)
        for story in page.stories
        if (head := story.chain.head) is not None
        and not story.head.column
        and -0.5 * label.size <= head.box[1] - label.y1 <= max(REACH * page.sizes.em, head.size)
        and overlap(head.box, label.box, 0) > 0.5
        and not parted(label.box, head.box, 1, page.surface.across, walls)
    ]
    return min(near, key=lambda pair: pair[0])[1] if near else None
