"""Heads → stories: wording decides which story a head stands for, its neighbours decide where it does not."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from articles.ingest.text.flow import DASHES
from articles.ingest.text.joining import is_latin, tidy_head
from articles.ingest.text.lines import Line
from articles.ingest.text.told import HeadRun, Story
from articles.ingest.text.words import grams_of, rarity_of, share_of

NEXT_TO = 0.16
"""What it counts that a head stands right before its story."""
BEHIND = 0.15
"""The same for right after."""
BESIDE = 0.05
FAR = 0.15
"""What it costs that other stories lie between: words must make up for it."""
A_LINE = 0.06
"""What each further line of a stack counts for itself: a kicker need not repeat its story's words."""
A_GAP = 0.03
A_TIGHT = 0.1
"""What it counts, on a page that has blank lines, that none parts two lines set alike."""
A_STACK = 0.08
"""What a stack costs, so that one story's heads stay together."""
LEAST = 0.06
"""A head with less than this stays without a story."""
MOST_LINES = 6
"""The most lines that one story's heads take."""
ROUNDS = 4
TWO_LINES = 23
"""The widest line, in columns, of a headline that runs over two lines."""


_COLUMN_LINE = re.compile(r"^[【\[［]([^】\]］]{2,12})[】\]］]$")
# A column's name in brackets in front of a headline or behind it; serial marks and the like are none.
_COLUMN_IN_HEAD = re.compile(
    r"^[【\[［]([^】\]］]{2,12})[】\]］]\s*"
    r"|\s*[（(](?!(?:[上中下]|之?[一二三四五六七八九十]+|组图|附图|图文|视频|节选|摘要|连载|续完|完|全文|外.首)[）)])"
    r"([\u4e00-\u9fff·]{2,8})[）)]$"
)


@dataclass(frozen=True, slots=True)
class Heads:
    """Column, kicker, headline and deck of a story."""

    column: str = ""
    kicker: str = ""
    headline: str = ""
    deck: str = ""


def assign(runs: list[HeadRun], stories: list[Story]) -> tuple[dict[int, Heads], list[Line]]:
    """Heads by the number of their story, and the lines that no story took."""
    rarity = rarity_of([story.text for story in stories])
    texts = [grams_of(story.text) for story in stories]
    leads = [grams_of(story.blocks[0].text if story.blocks else "") for story in stories]
    gapped = any(line.gap for run in runs for line in run.lines)
    liking = {
        line.index: _liking(grams_of(line.text), texts, leads, rarity) for run in runs for line in run.lines
    }
    offers: list[tuple[float, int, int, int, int]] = []
    for number, run in enumerate(runs):
        for start in range(len(run.lines)):
            for end in range(start + 1, min(len(run.lines), start + MOST_LINES) + 1):
                if not _may_be_stack(run.lines, start, end):
                    continue
                for story in range(len(stories)):
                    alike = sum(liking[line.index][story] for line in run.lines[start:end])
                    gaps = sum(bool(line.gap) for line in run.lines[start + 1 : end])
                    tight = sum(
                        not line.gap and line.spaced == last.spaced
                        for last, line in pairwise(run.lines[start:end])
                    )
                    near = (
                        _nearness(run, start, end, story)
                        + (end - start) * A_LINE
                        - gaps * A_GAP
                        + tight * (A_TIGHT if gapped else 0)
                    )
                    offers.append((alike + near - A_STACK, number, start, end, story))
    chosen = _choose(offers, len(stories), runs)
    heads = {}
    used: set[int] = set()
    for story, spans in chosen.items():
        lines = [line for number, start, end in spans for line in runs[number].lines[start:end]]
        heads[story] = sort_heads(lines)
        used |= {line.index for line in lines}
    return heads, [line for run in runs for line in run.lines if line.index not in used]


def _liking(
    words: Counter[str], texts: list[Counter[str]], leads: list[Counter[str]], rarity: dict[str, float]
) -> list[float]:
    """How much a line likes each story: by its text, and half as much again by its lead."""
    return [
        share_of(words, text, rarity) + 0.5 * share_of(words, lead, rarity)
        for text, lead in zip(texts, leads, strict=True)
    ]


def _choose(
    offers: list[tuple[float, int, int, int, int]], stories: int, runs: list[HeadRun]
) -> dict[int, list[tuple[int, int, int]]]:
    """For each run the best way to cut it into stacks; where two runs want one story, the surer has it.

    What the other run then does with its lines is thought over again, so that no line is lost with it.
    """
    tables: list[dict[tuple[int, int, int], float]] = [{} for _ in runs]
    for score, number, start, end, story in offers:
        if score >= LEAST:
            tables[number][start, end, story] = score
    blocked: list[frozenset[int]] = [frozenset() for _ in runs]
    won: dict[int, tuple[float, int, int, int]] = {}
    for _round in range(ROUNDS):
        won = {}
        for number, run in enumerate(runs):
            for start, end, story, score in _best_cut(
                tables[number], len(run.lines), stories, blocked[number]
            ):
                won[story] = max(won.get(story, (-1.0, 0, 0, 0)), (score, number, start, end))
        anew = [
            frozenset(story for story, (_score, owner, _s, _e) in won.items() if owner != number)
            for number in range(len(runs))
        ]
        if anew == blocked:
            break
        blocked = anew
    return {story: [(number, start, end)] for story, (_score, number, start, end) in won.items()}


def _best_cut(
    table: dict[tuple[int, int, int], float], size: int, stories: int, blocked: frozenset[int]
) -> list[tuple[int, int, int, float]]:
    """The stacks (start, end, story, score) of one run that together count most, no story twice."""
    best: list[tuple[float, list[tuple[int, int, int, float]]]] = [(0.0, [])]
    for end in range(1, size + 1):
        options = [best[end - 1]]
        for start in range(max(0, end - MOST_LINES), end):
            total, spans = best[start]
            taken = {story for _s, _e, story, _score in spans} | blocked
            for story in range(stories):
                score = table.get((start, end, story))
                if score is not None and story not in taken:
                    options.append((total + score, [*spans, (start, end, story, score)]))
        best.append(max(options, key=lambda option: option[0]))
    return best[size][1]


def _may_be_stack(lines: list[Line], start: int, end: int) -> bool:
    """Whether lines can be one story's heads: no deck in front, one headline that was set apart."""
    stack = lines[start:end]
    if len(stack) > 1 and stack[0].text.startswith(DASHES):
        return False
    spaced = [at for at, line in enumerate(stack) if line.spaced]
    if any(stack[at].gap for at in spaced[1:]):
        return False
    if spaced and spaced[-1] - spaced[0] + 1 != len(spaced):
        return False
    dashed = [at for at, line in enumerate(stack) if line.text.startswith(DASHES)]
    return all(at == len(stack) - 1 for at in dashed)


def _nearness(run: HeadRun, start: int, end: int, story: int) -> float:
    if story == run.after and end == len(run.lines):
        return NEXT_TO
    if story == run.after - 1 and start == 0:
        return BEHIND
    return BESIDE if story in (run.after, run.after - 1) else -FAR


def sort_heads(lines: list[Line]) -> Heads:
    """Which lines of a stack are kicker, headline and deck."""
    column = next((found[1] for line in lines if (found := _COLUMN_LINE.match(line.text))), "")
    units = _units([line for line in lines if not _COLUMN_LINE.match(line.text)])
    if not units:
        return Heads(headline=column)
    at = _headline_at(units)
    kicker = " ".join(_text(unit) for unit in units[:at])
    deck = " ".join(_text(unit) for unit in units[at + 1 :])
    headline = _text(units[at])
    if found := _COLUMN_IN_HEAD.search(headline):
        column = column or found[1] or found[2]
        headline = headline[: found.start()] + headline[found.end() :]
    return Heads(column, kicker, headline.strip(), deck)


def _text(unit: list[Line]) -> str:
    return tidy_head(" ".join(line.text for line in unit))


def _units(lines: list[Line]) -> list[list[Line]]:
    """Lines grouped into heads: those of one headline that runs over two lines stand together."""
    units: list[list[Line]] = []
    for line in lines:
        last = units[-1][-1] if units else None
        if last is not None and _one_head(last, line, units[-1]):
            units[-1].append(line)
        else:
            units.append([line])
    return [part for unit in units for part in _even(unit)]


def _even(unit: list[Line]) -> list[list[Line]]:
    """Three lines set alike are two heads: the two that are most nearly of one width are one."""
    if len(unit) != 3 or unit[0].spaced:
        return [unit]
    first, second, third = (line.width for line in unit)
    return [unit[:2], unit[2:]] if abs(first - second) <= abs(second - third) else [unit[:1], unit[1:]]


def _one_head(last: Line, line: Line, unit: list[Line]) -> bool:
    if line.gap or len(unit) >= 3 or line.text.startswith(DASHES):
        return False
    if last.spaced:
        return line.spaced or line.width <= 1.5 * last.width
    if line.spaced:
        return False
    if last.text.endswith(("、", "，", "·", "的", "和", "与")):
        return True
    if last.text.endswith(("？", "！", "：", "强调", "提出", "指出")):
        return False  # so kickers end
    return last.width <= TWO_LINES and line.width <= TWO_LINES + (4 if last.width <= 16 else 0)


def _headline_at(units: list[list[Line]]) -> int:
    spaced = [at for at, unit in enumerate(units) if unit[0].spaced]
    if spaced:
        return spaced[0]
    capitals = [at for at, unit in enumerate(units) if unit[0].text.isupper() and is_latin(unit[0].text)]
    if 0 < len(capitals) < len(units):
        return capitals[0]  # Latin headlines stand in capitals, the decks below them do not
    dashed = [at for at, unit in enumerate(units) if unit[0].text.startswith(DASHES)]
    if dashed:
        return max(0, dashed[0] - 1)
    several = [at for at, unit in enumerate(units) if len(unit) > 1]
    if several:
        return several[0]
    return 0 if len(units) == 1 else min(1, len(units) - 1)
