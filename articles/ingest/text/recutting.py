"""Stories that came as one, parted where heads are left over that no other story tells.

Where a page's heads all stand apart from their texts, nothing marks where one text ends and the next begins;
but heads without a story say that there is one, and their words say where.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from articles.ingest.text.heads import assign
from articles.ingest.text.lines import Line
from articles.ingest.text.parting import LEAD, LEAST_HEAD, cut_story, opens_as_lead
from articles.ingest.text.stacks import Heads
from articles.ingest.text.told import ByRun, Story, Told
from articles.ingest.text.words import grams_of, plain_share

MOST_CUTS = 8
MOST_LINES = 3
SAID, MORE = 0.45, 0.3
"""The share of left-over heads in a story, and how much less of it stands on the one side of a cut."""
OWN_MORE = 0.15
"""How much more of the story's own heads stands on the other side."""
IN_LEAD = 0.5
"""How much the share of the heads in the first paragraph behind the cut counts."""


def part_by_heads_left(told: Told, bylines: list[ByRun]) -> None:
    """Cut stories while heads are left over that a part of one of them tells; all behind is renumbered."""
    for _time in range(MOST_CUTS):
        heads, left = assign(told.heads, told.stories)
        if not left:
            return
        texts = [grams_of(story.text) for story in told.stories]
        found = max(
            (
                cut
                for stack in _stacks(left)
                if (cut := _best_cut(stack, told.stories, texts, heads)) is not None
            ),
            default=None,
        )
        if found is None:
            return
        _score, number, at = found
        told.stories.insert(number + 1, cut_story(told.stories[number], at))
        for run in told.heads:
            run.after += run.after > number
        for by in bylines:
            by.after += by.after > number


def _stacks(lines: list[Line]) -> list[list[Line]]:
    """Lines side by side that may be one story's heads: each alone, and two or three together."""
    ordered = sorted(lines, key=lambda line: line.index)
    stacks = []
    for start in range(len(ordered)):
        for end in range(start + 1, min(len(ordered), start + MOST_LINES) + 1):
            stack = ordered[start:end]
            if all(line.index == last.index + 1 and not line.gap for last, line in pairwise(stack)):
                stacks.append(stack)
    return stacks


def _best_cut(
    stack: list[Line], stories: list[Story], texts: list[Counter[str]], heads: dict[int, Heads]
) -> tuple[float, int, int] | None:
    """What speaks for a cut, the number of the story and the block before which it is made."""
    words = grams_of("".join(line.text for line in stack))
    if len(words) < LEAST_HEAD:
        return None
    said = [plain_share(words, text) for text in texts]
    number = said.index(max(said)) if said else 0
    if not said or said[number] < SAID or stories[number].brief or number not in heads:
        return None
    own = grams_of(f"{heads[number].kicker}{heads[number].headline}{heads[number].deck}")
    story = stories[number]
    grams = [grams_of(block.text) for block in story.blocks]
    best: tuple[float, int, int] | None = None
    for at in range(1, len(story.blocks)):
        if story.blocks[at].kind != "paragraph" or story.blocks[at - 1].kind != "paragraph":
            continue
        front, rear = sum(grams[:at], Counter[str]()), sum(grams[at:], Counter[str]())
        more = plain_share(words, rear) - plain_share(words, front)
        kept = plain_share(own, front) - plain_share(own, rear)
        # What is left over may tell the front as well, where the story took the heads of its second part.
        second = words
        if more < 0:
            more, kept, second = -more, -kept, own
        if more < MORE or kept < OWN_MORE:
            continue
        score = more + kept + IN_LEAD * plain_share(second, grams[at])
        score += LEAD * opens_as_lead(story.blocks[at].text)
        if best is None or score > best[0]:
            best = (score, number, at)
    return best
