"""What ends a story but stands apart from it: a jump line, or who sent it, in a column left free."""

from __future__ import annotations

from articles.geometry import hull
from articles.ingest.pdf.drafting import Page, Story
from articles.ingest.pdf.lines import Line
from articles.ingest.pdf.sides import Side, end_of
from articles.ingest.pdf.surface import inside, overlap
from articles.ingest.text.flow import TAIL_NAMES
from articles.ingest.text.marks import is_whole_jump
from articles.wording.bylines import parse_byline
from articles.wording.datelines import split_closing
from articles.wording.jumps import find_jump

UNDER = 3.0
"""A jump line stands at most so many lines under its story's last one,"""
NEAR = 2.0
"""or so many times its column's width beside it."""


def give_ends(page: Page) -> None:
    """Give lines that were left over to the stories that end beside or over them; others stay left over."""
    for kind, lines in list(page.left):
        text = "".join(line.text for line in lines)
        if kind == "unknown" and _give(page, text, lines):
            page.left.remove((kind, lines))


def _give(page: Page, text: str, lines: list[Line]) -> bool:
    """Give a line to its story, if it is a jump line or, in brackets, a dateline or a writer's name."""
    if is_whole_jump(text):
        story = _before(page, lines, [one for one in page.stories if one.body.jump is None])
        if story is not None:
            story.body.jump = find_jump(text)
            story.body.jump_zone = hull(line.box for line in lines)
        return story is not None
    rest, dateline, names = split_closing(text)
    if dateline is not None and not rest:
        story = _before(page, lines, [one for one in page.stories if one.body.dateline is None])
        if story is not None:
            story.body.dateline = dateline
            story.body.bylines += names
        return story is not None
    named = TAIL_NAMES.fullmatch(text)
    if named is None or not (signed := parse_byline(named["names"], role="reporter")):
        return False
    story = _before(page, lines, [one for one in page.stories if not one.body.bylines])
    if story is not None:
        story.body.bylines += signed
    return story is not None


def _before(page: Page, lines: list[Line], stories: list[Story]) -> Story | None:
    """The story beside or under whose last line some lines stand: an unfinished one first."""
    box = hull(line.box for line in lines)
    near: list[tuple[bool, float, float, Story]] = []
    for story in stories:
        heads = [story.chain.head.box] if story.chain.head else []
        fragments = story.chain.fragments
        whole = hull([*heads, *(fragment.box for fragment in fragments)])
        last = fragments[-1].lines[-1].box
        if not inside(story.panel.box, box) or not whole[1] < box[1] <= whole[3] + UNDER * page.sizes.pitch:
            continue
        beside = box[0] - last[2] < NEAR * (fragments[-1].right - fragments[-1].left)
        if overlap(whole, box, 0) < 0.5 and not (beside and box[1] <= whole[3] + page.sizes.pitch):
            continue
        if box[0] < last[0] - page.sizes.em:
            continue  # it stands in a column before the one in which the text ends
        ended = end_of(fragments[-1], page.sizes) is not Side.INSIDE
        near.append((ended, abs(box[1] - last[1]), abs(box[0] - last[2]), story))
    return min(near, key=lambda one: one[:3])[3] if near else None
