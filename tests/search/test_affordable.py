"""Proximities that take too long in a large archive are asked in another way, and people are told."""

from __future__ import annotations

import pytest

from articles.search.affordable import MOST, affordable, cost
from articles.search.asking import Ask
from articles.search.parsing import parse
from articles.search.proximity import pattern_of, rows_near
from articles.search.query import Near, to_text
from tests.search.reference import Reference
from tests.search.samples import make_engine, make_records, newspaper_texts

_LARGE = 1_000_000
# A common character of an archive of that size: many rare pairs, and some that stand in very many texts.
_COMMON = [*[3] * 9_000, *[40] * 4_000, *[2_000] * 1_500, *[90_000] * 40]


def takes(left: str, right: str, distance: int, both: int, counts: list[int]) -> float:
    rows = rows_near(pattern_of(left), pattern_of(right), distance)
    return cost(rows, both, _LARGE, lambda _opening: counts)


def test_what_grows_with_the_archive_is_too_dear_and_what_is_rare_is_not():
    assert takes("的", "了", 10, 900_000, _COMMON) > MOST
    assert takes("渡", "埠", 10, 800, [2] * 300) < MOST
    assert takes("营商环境", "乡村振兴", 10, 3_000, []) < MOST
    assert takes("营商环境", "乡村振兴", 50, 90_000, []) > MOST  # asked for at each distance


def test_two_characters_are_asked_for_once_in_both_orders():
    assert len(rows_near(pattern_of("的"), pattern_of("了"), 10)) == 1
    assert len(rows_near(pattern_of("发展"), pattern_of("建设"), 50)) == 1
    assert len(rows_near(pattern_of("的"), pattern_of("的"), 10)) == 2  # which would find itself


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ('"的 了"~10', "的 了"),
        ('"的 了"~10 渡轮', "的 了 渡轮"),
        ('headline:"的 了 在"~10', "headline:(的 了 在)"),
        ('渡轮 -"的 了"~10', "渡轮"),
        ('-"的 了"~10', ""),
        ('渡轮 OR -"的 了"~10', ""),
        ('渡轮 -(码头 "的 了"~10)', "渡轮"),
        ('渡轮 -(码头 OR "的 了"~10)', "渡轮 -码头"),
        ('渡轮 -(码头 -"的 了"~10)', "渡轮 -(码头 -(的 了))"),
        ('-(渡轮 OR -("的 了"~10 OR 码头))', "-(渡轮 OR -((的 了) OR 码头))"),
    ],
)
def test_what_is_too_dear_is_asked_for_anywhere_or_not_excluded(typed, left):
    tree, dear = affordable(parse(typed).tree, lambda near: MOST + 1)
    assert to_text(tree) == left
    assert len(dear) == 1


def test_what_is_asked_for_twice_side_by_side_is_asked_for_once():
    tree, dear = affordable(parse('"的 了"~10 "的 了"~10 渡轮 渡轮').tree, lambda near: MOST * 0.8)
    assert (to_text(tree), dear) == ('"的 了"~10 渡轮', ())


def test_all_proximities_of_a_query_are_counted_together():
    one, other = Near(("的", "了"), 10), Near(("在", "是"), 10)
    tree = parse('"的 了"~10 (渡轮 OR "在 是"~10)').tree
    assert affordable(tree, lambda near: MOST * 0.6)[1] == (other,)
    assert affordable(tree, lambda near: MOST * (1.5 if near == one else 0.6))[1] == (one,)


def test_nothing_is_lost_where_proximities_are_too_dear(monkeypatch):
    records = make_records(newspaper_texts(60, seed=4))
    engine, reference = make_engine(records), Reference(records)
    queries = [
        '"的 了"~3',
        '"的 了"~3 OR 发展',
        '-"的 了"~3 的',
        '-(的 -"的 了"~3)',
        '(发展 "在 的"~2) -"有 的"~5',
    ]
    exact = {typed: reference.find(parse(typed).tree) for typed in queries}
    assert {typed: engine.refs(Ask(parse(typed).tree)) for typed in queries} == exact
    monkeypatch.setattr(engine, "_cost", lambda near: MOST + 1)
    for typed, expected in exact.items():
        answer = engine.answer(Ask(parse(typed).tree))
        assert answer.loosened
        assert engine.refs(Ask(parse(typed).tree)) >= expected
    assert engine.answer(Ask(parse("的 了").tree)).total == engine.answer(Ask(parse(queries[0]).tree)).total
