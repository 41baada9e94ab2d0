"""Which halves of jumped stories find each other, on made-up issues: the simulation behind docs/jumps.md.

Stories of our own are cut at a paragraph, after a sentence or inside one, and sent away by one to four jumps,
mostly to one page. Some come back in another order, some without their heading, some halves are missing.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

import pytest

from articles.wording.pairing import Side, joins_as, pair, repeated
from demo.set_pages import manuscripts, read_manuscript
from tests.ingest_text.samples import HELD_OUT, STORIES, load_samples

SURE = 0.6
"""JUMP_JOIN_CONFIDENCE as it is set."""
ISSUES = 400
LEAST_CHARACTERS = 380
"""Shorter stories are not sent to another page."""


@dataclass
class Issue:
    fronts: list[Side]
    tails: list[Side]
    background: list[str]
    truth: set[tuple[int, int]]


def stories(day: int = 0) -> list[tuple[str, str]]:
    """Headline and text, a paragraph a line, of the samples and of one day of the demo newspaper.

    The longest first. The days are never mixed, since the second follows the first one's stories up.
    """
    samples = [*load_samples(STORIES), *load_samples(HELD_OUT)]
    told = [(s.headline.replace("|", ""), "\n".join(block.text for block in s.blocks)) for s in samples]
    for article in read_manuscript(list(manuscripts())[day])["articles"]:
        body = [item for part in article["parts"] for item in part["body"] if isinstance(item, str)]
        told.append(("".join(article["headline"]), "\n".join(body)))
    return sorted(told, key=lambda story: -len(story[1]))


def cut(rng: random.Random, text: str) -> tuple[str, str]:
    """Front and tail: parted at a paragraph, after a sentence, or inside one."""
    middle = rng.randint(len(text) * 2 // 5, len(text) * 3 // 5)
    how = rng.choice(["paragraph", "sentence", "inside"])
    mark = {"paragraph": "\n", "sentence": "。"}.get(how)
    at = text.find(mark, middle) + 1 if mark else middle
    if not 40 < at < len(text) - 40:
        at = middle
    return text[:at].strip(), text[at:].strip()


def made_up(rng: random.Random, told: list[tuple[str, str]], missing: float) -> Issue:
    jumped = rng.sample([story for story in told if len(story[1]) >= LEAST_CHARACTERS], rng.randint(1, 4))
    others = rng.sample([story for story in told if story not in jumped], rng.randint(8, 20))
    one_page = rng.random() < 0.7
    issue = Issue([], [], [text for _headline, text in others], set())
    halves: list[tuple[int, Side]] = []
    for headline, text in jumped:
        front, tail = cut(rng, text)
        page = "3" if one_page else rng.choice("234")
        lost = rng.choice(["front", "tail"]) if rng.random() < missing else ""
        number = len(issue.fronts) if lost != "front" else -1
        if lost != "front":
            issue.fronts.append(Side(headline, front, page, "1", 1))
        if lost != "tail":
            heading = headline if rng.random() < 0.5 else ""
            halves.append((number, Side(heading, tail, "1", page, int(page))))
    if rng.random() < 0.5:
        halves.reverse()
    else:
        rng.shuffle(halves)
    for at, (number, side) in enumerate(halves):
        issue.tails.append(side)
        if number >= 0:
            issue.truth.add((number, at))
    return issue


def joined(issue: Issue) -> set[tuple[int, int]]:
    found = pair(issue.fronts, issue.tails, issue.background, sure=SURE)
    return {(p.front, p.tail) for p in found if p.confidence >= SURE}


@pytest.mark.parametrize("missing", [0.0, 0.2])
def test_pairs_join_by_themselves_and_hardly_ever_falsely(missing):
    days = [stories(0), stories(1)]
    rng = random.Random(7)
    pairs = right = false = 0
    for _ in range(ISSUES):
        issue = made_up(rng, rng.choice(days), missing)
        made = joined(issue)
        pairs += len(issue.truth)
        right += len(made & issue.truth)
        false += len(made - issue.truth)
    assert pairs > ISSUES
    assert right / pairs >= 0.95
    assert false / pairs <= 0.003


def test_three_jumps_to_one_page_in_reversed_order_without_headings():
    told = stories()[:12]
    fronts, tails = [], []
    for headline, text in told[:3]:
        half = text.rfind("\n", 0, len(text) * 3 // 5)
        fronts.append(Side(headline, text[:half], "3", "1", 1))
        tails.insert(0, Side("", text[half + 1 :], "1", "3", 3))
    found = pair(fronts, tails, [text for _h, text in told[3:]])
    assert {(p.front, p.tail) for p in found} == {(0, 2), (1, 1), (2, 0)}


def test_lines_that_name_other_pages_make_no_pair():
    (headline, text), *_rest = stories()
    front = Side(headline, text[:100], "3", "1")
    assert pair([front], [Side(headline, text[100:], "2", "4")]) == []


def test_a_tail_that_the_front_holds_already_is_a_repeat():
    told = stories()
    fronts = [Side(headline, text, "3", "1") for headline, text in told[:4]]
    tails = [Side("", text[len(text) // 2 :], "1", "3") for _headline, text in told[:4]]
    assert {(p.front, p.tail) for p in repeated(fronts, tails)} == {(at, at) for at in range(4)}
    assert all(p.repeats for p in repeated(fronts, tails))
    # One headline may head different stories of a day: it alone is no double.
    other = Side(told[0][0], told[5][1][len(told[5][1]) // 2 :], "1", "3")
    assert repeated(fronts[:1], [other]) == []


@pytest.mark.parametrize(
    ("front", "tail", "chinese", "how"),
    [
        ("他看完了全程。", "第二天，船停了。", True, "paragraph"),
        ("一笔笔账算下来，", "村民的顾虑慢慢打消了。", True, "sentence"),
        ("“以后过江，不用再看天了", "。”他说。", True, "sentence"),
        ("the bridge over the Ri-", "ver was closed.", False, "word"),
    ],
)
def test_how_a_tail_joins(front, tail, chinese, how):
    assert joins_as(front, tail, chinese) == how
