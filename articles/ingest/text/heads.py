"""Heads → stories: wording decides which story a head stands for, its neighbours decide where it does not."""

from __future__ import annotations

from itertools import pairwise

from articles.ingest.text.choosing import Table, choose
from articles.ingest.text.flow import DASHES
from articles.ingest.text.joining import is_latin
from articles.ingest.text.lines import Line
from articles.ingest.text.stacks import Heads, names_column, sort_heads, units_of
from articles.ingest.text.told import HeadRun, Story
from articles.ingest.text.words import grams_of, rarity_of, share_of

NEXT_TO = 0.16
"""What it counts that a head stands right before its story."""
BEHIND = 0.15
"""The same for right after."""
APART = 4
"""Printed lines behind a body, after which what follows is not its own any more: a notice stood between."""
BESIDE = 0.05
FAR = 0.15
"""What it costs that other stories lie between: words must make up for it."""
A_LINE = 0.06
"""What each further line of a stack counts for itself: a kicker need not repeat its story's words."""
A_GAP, A_GAP_MORE = 0.08, 0.12
"""What a blank line costs in a stack, below its first line and elsewhere."""
A_TIGHT = 0.1
"""What it counts, on a page that has blank lines, that none parts two lines set alike."""
A_STACK = -0.04
"""What a stack costs: less than nothing, since hardly a story has no head."""
TORN = 0.3
"""What it costs, on a page that has blank lines, to part lines between which there is none."""
LEAST = 0.06
"""A head with less than this stays without a story."""
MOST_LINES = 6
"""The most lines that one story's heads take."""
RIVAL = 0.6
"""How much of a line's liking for another story counts against it: a foreign headline is none."""
DOUBLE_REACH = 3
"""Lines above among which a doubled line's twin stands."""
TOLD_TWICE = 0.6
"""How much two stories must like a line that may head both."""
FEW_PAIRS, FEW_STEMS = 10, 5
"""Pairs of characters, or words, of a line that can prove as much."""
MOST_HEADS = 3
"""Kicker, headline and deck;"""
ANOTHER_HEAD = 0.4
"""what each head more speaks against a stack."""


def assign(runs: list[HeadRun], stories: list[Story]) -> tuple[dict[int, Heads], list[Line]]:
    """Heads by the number of their story, and the lines that no story took."""
    lines = [line for run in runs for line in run.lines]
    liking = _liking(lines, stories)
    gapped = any(line.gap for line in lines)
    doubled = {line.index for run in runs for line in _doubled(run.lines, liking)}
    runs = [HeadRun([line for line in run.lines if line.index not in doubled], run.after) for run in runs]
    tables = [_offers(run, liking, gapped, stories) for run in runs]
    heads = {}
    used: set[int] = set()
    for story, (number, start, end) in choose(tables, [len(run.lines) for run in runs], len(stories)).items():
        stack = runs[number].lines[start:end]
        heads[story] = sort_heads(stack, {line.index: liking[line.index][story] for line in stack})
        used |= {line.index for line in stack}
    return heads, [line for line in lines if line.index not in used]


def _doubled(lines: list[Line], liking: dict[int, list[float]]) -> list[Line]:
    """Lines printed again right below, as a PDF tool prints a headline set twice for its weight or shadow.

    Where two stories tell what it says, it heads both.
    """
    return [
        line
        for at, line in enumerate(lines)
        if any(one.text == line.text for one in lines[max(0, at - DOUBLE_REACH) : at])
        and sum(like >= TOLD_TWICE for like in liking[line.index]) < 2
    ]


def _liking(lines: list[Line], stories: list[Story]) -> dict[int, list[float]]:
    """How much each line likes each story: by its text, and half as much again by its lead."""
    rarity = rarity_of([story.text for story in stories])
    texts = [grams_of(story.text) for story in stories]
    leads = [grams_of(story.blocks[0].text if story.blocks else "") for story in stories]
    liking = {}
    for line in lines:
        words = grams_of(line.text)
        liking[line.index] = [
            share_of(words, text, rarity) + 0.5 * share_of(words, lead, rarity)
            for text, lead in zip(texts, leads, strict=True)
        ]
    return liking


def _offers(run: HeadRun, liking: dict[int, list[float]], gapped: bool, stories: list[Story]) -> Table:
    """What each stack of a run counts for each story that it may head."""
    own = {line.index: _more_than_others(line.text, liking[line.index]) for line in run.lines}
    before = stories[run.after - 1].last if 0 < run.after <= len(stories) else -1
    cut_off = bool(run.lines) and run.lines[0].index - before > APART
    table: Table = {}
    open_ = [number for number, story in enumerate(stories) if not story.brief]
    for start in range(len(run.lines)):
        for end in range(start + 1, min(len(run.lines), start + MOST_LINES) + 1):
            stack = run.lines[start:end]
            if not _may_be_stack(stack) or _tears_column(run.lines, start, end):
                continue
            shape = _shape(stack, gapped) - (_torn(run.lines, start, end) * TORN if gapped else 0)
            for story in open_:
                alike = sum(own[line.index][story] for line in stack)
                score = alike + shape + _nearness(run, start, end, story, cut_off)
                if score >= LEAST:
                    table[start, end, story] = score
    return table


def _more_than_others(text: str, liking: list[float]) -> list[float]:
    """How much more a line likes each story than the one that it likes best of the others.

    Of few words other stories have some by chance, so that those of a short line prove little.
    """
    rival = RIVAL * min(1.0, sum(grams_of(text).values()) / (FEW_STEMS if is_latin(text) else FEW_PAIRS))
    first, second = [*sorted(liking, reverse=True), 0.0, 0.0][:2]
    return [like - rival * (second if like == first else first) for like in liking]


def _gap_cost(stack: list[Line]) -> float:
    """What speaks against a stack across blank lines: those between whole groups part stories' heads."""
    cost = 0.0
    for at in range(1, len(stack)):
        if stack[at].gap:
            kicker = at == 1 and not stack[0].text.startswith(DASHES)
            question = stack[at - 1].text.endswith(("？", "！", "："))
            cost += 0.0 if question else A_GAP if kicker or stack[at].text.startswith(DASHES) else A_GAP_MORE
    return cost


def _shape(stack: list[Line], gapped: bool) -> float:
    """What speaks for lines to be one story's heads, whatever they say."""
    tight = sum(not line.gap and line.spaced == last.spaced for last, line in pairwise(stack))
    units = len(units_of([line for line in stack if not names_column(line)], {}))
    return (
        len(stack) * A_LINE
        - _gap_cost(stack)
        + tight * (A_TIGHT if gapped else 0)
        - max(0, units - MOST_HEADS) * ANOTHER_HEAD
        - A_STACK
    )


def _torn(lines: list[Line], start: int, end: int) -> int:
    """At how many ends a stack leaves out a line that no blank line parts from it, though it is set alike."""
    edges = [at for at in (start, end) if 0 < at < len(lines)]
    return sum(not lines[at].gap and not lines[at - 1].text.startswith(DASHES) for at in edges)


def _tears_column(lines: list[Line], start: int, end: int) -> bool:
    """Whether a stack begins or ends between a column's name and the head that it stands over."""
    return any(
        0 < at < len(lines) and not lines[at].gap and names_column(lines[at - 1]) for at in (start, end)
    )


def _may_be_stack(stack: list[Line]) -> bool:
    """Whether lines can be one story's heads: no deck in front, one headline that was set apart."""
    if len(stack) > 1 and stack[0].text.startswith(DASHES):
        return False
    if any(names_column(line) for line in stack[1:-1]):
        return False
    spaced = [at for at, line in enumerate(stack) if line.spaced]
    if any(stack[at].gap for at in spaced[1:]):
        return False
    if spaced and spaced[-1] - spaced[0] + 1 != len(spaced):
        return False
    dashed = [at for at, line in enumerate(stack) if line.text.startswith(DASHES)]
    return all(at == len(stack) - 1 for at in dashed)


def _nearness(run: HeadRun, start: int, end: int, story: int, cut_off: bool) -> float:
    """``cut_off`` says that something else stands between the run and the story before it."""
    if story == run.after and end == len(run.lines):
        return NEXT_TO
    if story == run.after - 1 and start == 0 and not cut_off:
        return BEHIND
    beside = story == run.after or (story == run.after - 1 and not cut_off)
    return BESIDE if beside else -FAR
