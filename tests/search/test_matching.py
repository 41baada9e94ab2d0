"""Where phrases stand in a text."""

from __future__ import annotations

import random
import re
from bisect import bisect_left
from itertools import pairwise

import pytest

from articles.search import matching
from articles.search.analysis import fold
from articles.search.matching import Within, find
from articles.search.parsing import parse
from articles.search.query import Near


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("他说“营商\n环境”好，营商，环境不好", "营商环境", ["营商\n环境"]),
        ("優化營商環境，服务", "营商环境 服务", ["營商環境", "服务"]),
        ("优化营商环境，服务", '"环境 服务"~3', ["环境", "服务"]),
        ("环境，一二三四服务，环境", '"环境 服务"~3', ["服务", "环境"]),
        ("PM２．５超标 pm2.55", "pm2.5", ["PM２．５"]),
        ("pm2.55 pma", "pm*", ["pm2.55", "pma"]),
        ("5月份，15月", "5月", ["5月"]),
        ("甲乙丙", "甲乙 -丙", ["甲乙"]),
        ("甲乙丙", "甲乙 乙丙", ["甲乙丙"]),
        ("甲乙丙", "headline:甲 丙", ["丙"]),
        ("Cafe\u0301s cafe\u0301", "café", ["cafe\u0301"]),
    ],
)
def test_find(text, query, marked):
    spans = find(text, parse(query).tree)
    assert [text[start:end] for start, end in spans] == marked


def test_a_named_field_is_looked_for_in_its_own_text_alone():
    tree = parse("headline:甲 乙").tree
    assert find("甲乙", tree) == [(1, 2)]
    assert find("甲乙", tree, fields=("headline",)) == [(0, 2)]


def units_of(folded: str) -> list[tuple[str, int, int]]:
    """What takes a place each, with where it stands: characters, words, and a break between characters."""
    out: list[tuple[str, int, int]] = []
    for run in re.finditer("[a-z]+|[^a-z ]", folded):
        if out and out[-1][0] > "z" < run[0] and out[-1][2] < run.start():
            out.append((",", run.start(), run.start()))
        out.append((run[0], *run.span()))
    return out


def slowly(folded: str, near: Near) -> set[int]:
    """The characters that are to be marked in a folded text: all pairs of occurrences are looked at."""
    row = units_of(folded)
    found = []
    for word in near.texts:
        wanted = [unit for unit, _start, _end in units_of(word)]
        starts = range(len(row) - len(wanted) + 1)
        found.append(
            [
                (at, at + len(wanted))
                for at in starts
                if [u for u, _s, _e in row[at : at + len(wanted)]] == wanted
            ]
        )
    kept = set()
    for some, others in pairwise(found):
        pairs = [
            (a, b)
            for a in some
            for b in others
            if 0 <= b[0] - a[1] <= near.distance or 0 <= a[0] - b[1] <= near.distance
        ]
        if not pairs:
            return set()
        kept.update(span for pair in pairs for span in pair)
    return {at for a, b in kept for _unit, start, end in row[a:b] for at in range(start, end)}


def test_proximities_are_those_that_all_pairs_give():
    rnd = random.Random(4)
    hits = 0
    for _ in range(4000):
        text = fold("".join(rnd.choices(["甲", "乙", "丙", "，", " ab ", " a ", "丁"], k=rnd.randint(0, 24))))
        words = rnd.choices(["甲", "乙", "丙", "甲乙", "ab", "a"], k=rnd.randint(2, 4))
        near = Near(tuple(words), rnd.randint(0, 5))
        spans = Within(text).spans(near)
        marked = {at for start, end in spans for at in range(start, end) if text[at] != " "}
        assert marked == slowly(text, near), (text, near)
        hits += bool(marked)
    assert hits > 400


def test_the_work_for_a_proximity_grows_with_the_text_and_not_with_its_square(monkeypatch):
    """Two words, each five thousand times in a text: all their pairs were 25 million."""
    text = fold("的一" * 5000)
    steps = 0

    def counted(*args):
        nonlocal steps
        steps += 1
        return bisect_left(*args)

    monkeypatch.setattr(matching, "bisect_left", counted)
    assert find(text, parse('"的 一 的 一"~50').tree) == [(0, 10_000)]
    assert 0 < steps <= 4 * 10_000
