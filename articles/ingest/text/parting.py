"""Two stories that came as one, since no heads, byline or dateline stand between them, are parted."""

from __future__ import annotations

import math
import re
from collections import Counter

from articles.ingest.text.joining import ends_sentence
from articles.ingest.text.told import ByRun, HeadRun, Story, Told
from articles.ingest.text.words import grams_of, plain_share
from articles.wording.datelines import split_closing, split_opening

OTHER_MEASURE = 2
"""Columns by which measures differ that are not one."""
LEAD = 0.1
"""What the wording of a lead counts where a story is cut in two, in shares of common words."""
SAID_AGAIN = 0.3
"""The same for the share of the best head's words in the paragraph."""
OF_A_HEAD = 0.55
"""The share of a head's words that stand in the lead of its story,"""
OF_ANOTHER = 0.25
"""and at most in another story."""
EVEN = 1e-6
LEAST_HEAD = 5
"""Pairs of characters in the shortest head that can prove anything."""

ALL_BY_CHANCE, LEAST_CHANCE = 0.9, 0.1
"""From which share on blank lines between paragraphs prove nothing, and the least that is reckoned with."""
MEASURE_CHANGES, OPENS_AS_LEAD, HEAD_SAYS, SAME_WORDS = 2.0, 1.0, 8.0, 6.0
"""What counts for and against two stories where a blank line stands, in logarithms of odds,"""
SURE = 2.0
"""and from where on they are two."""

_LEAD = re.compile(
    r"^(?:\d{1,2}月\d{1,2}日|近日|日前|昨日|昨天|今天|今日|今年|前天)|^[^。]{0,12}记者[^。]{2,30}(?:获悉|了解到)"
)


def part_stories(told: Told, bylines: list[ByRun], tears: float) -> None:
    """Cut in two each story that its signings, the page's heads or its blank lines say to be two.

    ``tears`` is the share of blank lines between paragraphs that stand there by chance. Bylines and runs of
    heads that stand behind are renumbered.
    """
    heads = [(run, [grams_of(line.text) for line in run.lines]) for run in told.heads]
    at = 0
    while at < len(told.stories):
        signed = any(by.after == at and not by.bare for by in bylines)
        cut = _second_signing(told.stories[at], signed, [one for _run, lines in heads for one in lines])
        if cut is None:
            cut = _cut_by_heads(told, at, heads)
        if cut is None and tears < ALL_BY_CHANCE:
            cut = _cut_by_gap(told, at, heads, tears)
        if cut is not None:
            told.stories.insert(at + 1, cut_story(told.stories[at], cut))
            for run in told.heads:
                run.after += run.after > at
            for by in bylines:
                by.after += by.after > at
        at += 1


def _second_signing(story: Story, signed: bool, heads: list[Counter[str]]) -> int | None:
    """The block with which another story starts, where one story would have two datelines or two signings.

    Its heads stand elsewhere on the page and it is signed at its end, so that nothing marks its start.
    Another measure does, or else that its words are new. ``signed``: a byline stands above the story.
    """
    if len(story.blocks) < 2 or story.jump is not None:
        return None
    text, dateline, names = split_closing(story.blocks[-1].text)
    if dateline is None:
        return None
    end = len(story.blocks) - (not text)
    starts = [at for at in range(1, end) if _may_start(story, at)]
    changes = [at for at in starts if _other_measure(story, at)]
    if split_opening(story.blocks[0].text) is None:
        # A byline above may be that of the story before, a tail's dateline its front's: they prove less.
        starts = changes if (signed and names) or story.continued_from is not None else []
    grams = [grams_of(block.text) for block in story.blocks]

    def shared(at: int) -> float:
        before, after = sum(grams[:at], Counter[str]()), sum(grams[at:end], Counter[str]())
        common = sum((before & after).values())
        alike = common / math.sqrt(max(1, before.total()) * max(1, after.total()))
        said_again = max(
            (plain_share(head, grams[at]) for head in heads if len(head) >= LEAST_HEAD), default=0
        )
        return alike - LEAD * bool(_LEAD.search(story.blocks[at].text)) - SAID_AGAIN * said_again

    return min(changes or starts, key=shared, default=None)


def _may_start(story: Story, at: int) -> bool:
    return story.blocks[at].kind == "paragraph" and story.blocks[at - 1].kind == "paragraph"


def _other_measure(story: Story, at: int) -> bool:
    own, before = story.places[at][2], story.places[at - 1][2]
    return bool(own) and abs(own - before) > OTHER_MEASURE


def opens_as_lead(text: str) -> bool:
    """Whether a paragraph is worded as the lead of a story: 近日, 7月3日, 记者获悉."""
    return bool(_LEAD.search(text))


def cut_story(story: Story, at: int) -> Story:
    """Cut a story before block ``at``; what follows is returned as another."""
    second = Story(
        blocks=story.blocks[at:],
        places=story.places[at:],
        jump=story.jump,
        closed=story.closed,
        gaps={gap - at for gap in story.gaps if gap > at},
    )
    del story.blocks[at:], story.places[at:]
    story.jump, story.closed = None, True
    return second


def _cut_by_heads(told: Told, number: int, words: list[tuple[HeadRun, list[Counter[str]]]]) -> int | None:
    """The block whose lead a head of the page says again, where the front has a head in another run."""
    story = told.stories[number]
    starts = [at for at in range(1, len(story.blocks)) if _may_start(story, at)]
    if not starts:
        return None
    grams = [grams_of(block.text) for block in story.blocks]
    others = [grams_of(one.text) for one in told.stories if one is not story]
    best, found = OF_A_HEAD - EVEN, None
    for at in starts:
        leading = [(run, one) for run, lines in words for one in lines if plain_share(one, grams[at]) > best]
        if not leading:
            continue
        before, after = sum(grams[:at], Counter[str]()), sum(grams[at:], Counter[str]())
        fronts = {
            id(run) for run, lines in words if any(_heads(one, grams[0], after, others) for one in lines)
        }
        for run, one in leading:
            if fronts - {id(run)} and _heads(one, grams[at], before, others):
                best, found = max(best, plain_share(one, grams[at])), at
    return found


def _cut_by_gap(
    told: Told, number: int, words: list[tuple[HeadRun, list[Counter[str]]]], tears: float
) -> int | None:
    """The first block below a blank line that parts two stories rather than tears one."""
    story = told.stories[number]
    grams = [grams_of(block.text) for block in story.blocks]
    for at in sorted(story.gaps):
        if (
            not 0 < at < len(story.blocks)
            or not _may_start(story, at)
            or not ends_sentence(story.blocks[at - 1].text)
        ):
            continue
        score = math.log(max(1 - tears, EVEN) / max(tears, LEAST_CHANCE))
        score += MEASURE_CHANGES * _other_measure(story, at)
        score += OPENS_AS_LEAD * bool(_LEAD.search(story.blocks[at].text))
        front = sum(grams[:at], Counter[str]())
        rear = sum(grams[at:], Counter[str]())
        said = [
            plain_share(one, grams[at]) - plain_share(one, front)
            for _run, lines in words
            for one in lines
            if len(one) >= LEAST_HEAD
        ]
        score += HEAD_SAYS * max(said, default=0.0)
        common = sum((front & rear).values()) / math.sqrt(max(1, front.total()) * max(1, rear.total()))
        score -= SAME_WORDS * common
        if score > SURE:
            return at
    return None


def _heads(head: Counter[str], lead: Counter[str], rest: Counter[str], others: list[Counter[str]]) -> bool:
    """Whether a head stands for a lead, and neither for the rest of that text nor for any other story."""
    if len(head) < LEAST_HEAD or plain_share(head, lead) < OF_A_HEAD:
        return False
    return all(plain_share(head, other) <= OF_ANOTHER for other in (rest, *others))
