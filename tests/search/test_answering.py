"""Answers whatever is asked: no question of anybody's takes the search down, and phrases of very many tokens."""

from __future__ import annotations

import random
import re
from collections import Counter
from contextlib import contextmanager
from dataclasses import replace

import pytest

from articles.desk.workflow import publish_issue
from articles.search import engine_tantivy
from articles.search import folder as folders
from articles.search.asking import Ask
from articles.search.engine_tantivy import Engine
from articles.search.folder import NotReady, Problem
from articles.search.openings import opened_in_parts
from articles.search.parsing import parse
from articles.search.rebuild import rebuild
from articles.search.results import search
from tests.house import make_article, make_issue, published
from tests.search.reference import Reference
from tests.search.samples import make_engine, make_records


class PanicException(BaseException):
    """As the engine's Rust code raises it."""


PanicException.__module__ = "pyo3_runtime"


@pytest.fixture
def index(transactional_db):
    issue = make_issue()
    make_article(published(issue), headline="新桥通车")
    publish_issue(issue)
    rebuild()
    return folders.here()


@contextmanager
def broken_engine(monkeypatch, breaks, error):
    """The engine raises for the questions of which ``breaks`` says so."""
    whole = Engine.answer

    def answer(engine, ask):
        if breaks(ask):
            raise error
        return whole(engine, ask)

    with monkeypatch.context() as breaking:
        breaking.setattr(Engine, "answer", answer)
        yield


@pytest.mark.parametrize(
    "typed",
    [
        "headline:" + "a" * 990,
        "headline:" + "a" * 980 + "*",
        "headline:" + "𐐨" * 249,
        "x* headline:" + "a" * 980,
        '"' + "a" * 490 + " " + "b" * 490 + '"~5',
        '"' + "𐐨" * 490 + " " + "𐐩" * 490 + '"~5',
        "“甲 " + "ﷺ" * 900 + "”～５",
        "headline:" + "ﷺ" * 980 + "*",
        ".".join("1" * 499) + "*",
        "a-" * 498 + "b*",
        '"甲 ' + "a-" * 490 + '"~50',
        '"甲 ' + "ﷺ " * 490 + '"~50',
    ],
)
def test_words_without_end_are_looked_for(index, typed):
    assert search(Ask(parse(typed).tree)).total == 0
    assert search(Ask(parse("新桥通车").tree)).total == 1


@pytest.mark.parametrize(
    "error", [ValueError("An invalid argument was passed"), MemoryError(), PanicException("gone wrong")]
)
def test_a_question_that_fails_leaves_the_search_to_all_others(index, monkeypatch, client, error):
    asked = Ask(parse("新桥").tree)
    with broken_engine(monkeypatch, lambda ask: ask.tree == asked.tree, error):
        with pytest.raises(NotReady) as failed:
            search(asked)
        page = client.get("/en/search/?q=新桥")
    assert failed.value.problem is Problem.FAILED
    assert page.status_code == 503
    assert "could not be carried out" in page.content.decode()
    assert "rebuild_search" not in page.content.decode()
    assert search(asked).total == 1


def test_what_fails_for_a_moment_alone_is_no_damage(index, monkeypatch):
    failing = [True, True]  # the question, and the first that is asked to see whether the index is sound
    with (
        broken_engine(monkeypatch, lambda ask: failing and failing.pop(), MemoryError()),
        pytest.raises(NotReady) as failed,
    ):
        search(Ask(parse("新桥").tree))
    assert failed.value.problem is Problem.FAILED
    assert search(Ask(parse("新桥").tree)).total == 1


@pytest.mark.parametrize("error", [ValueError("An IO error occurred"), PanicException("out of bounds")])
def test_an_index_that_answers_nothing_is_damaged(index, monkeypatch, error):
    with broken_engine(monkeypatch, lambda ask: True, error), pytest.raises(NotReady) as damaged:
        search(Ask(parse("新桥").tree))
    assert damaged.value.problem is Problem.DAMAGED
    with pytest.raises(NotReady) as still:
        search(Ask(parse("新桥").tree))
    assert still.value.problem is Problem.DAMAGED


def test_an_interrupt_says_nothing_of_the_index(index, monkeypatch):
    with broken_engine(monkeypatch, lambda ask: True, KeyboardInterrupt()), pytest.raises(KeyboardInterrupt):
        search(Ask(parse("新桥").tree))
    assert search(Ask(parse("新桥").tree)).total == 1


def test_phrases_before_more_tokens_than_the_engine_takes_are_found():
    """约 and 共 stand before 20,000 numbers each, in one segment."""
    numbers = iter(random.Random(4).sample(range(10**7), 40_000))
    texts = [
        " ".join(f"约{next(numbers)}元 共{next(numbers)}人" for _ in range(200))
        + (f"，约{n}，一共{n}" if n % 3 else f"共，a 约{n}甲")
        for n in range(100)
    ]
    records = make_records(texts)
    engine, reference = make_engine(records, commits=1), Reference(records)
    for typed in [
        '"约 共"~5',
        '"约 元"~3',
        '"约 甲"~1',
        '"共 约"~2',
        '"一 约"~3',
        '"约1 共"~4',
        "人约1*",
        "约1* 共*",
    ]:
        tree = parse(typed).tree
        assert engine.refs(Ask(tree)) == reference.find(tree), typed
        assert engine.answer(Ask(tree)).total == len(reference.find(tree)), typed


def test_facets_are_exact_beyond_what_a_segment_keeps(monkeypatch):
    monkeypatch.setattr(engine_tantivy, "_ENOUGH", 60)
    rnd = random.Random(9)
    people = [rnd.sample(range(1, 400), rnd.randint(1, 4)) for _ in range(600)]
    records = [
        replace(record, people=tuple(some))
        for record, some in zip(make_records(["新桥"] * 600), people, strict=True)
    ]
    answer = make_engine(records, commits=4).answer(Ask(parse("新桥").tree))
    right = Counter(pk for some in people for pk in some)
    assert [bucket.count for bucket in answer.facets.people] == [n for _pk, n in right.most_common(30)]
    assert all(right[bucket.value] == bucket.count for bucket in answer.facets.people)


@pytest.mark.parametrize("at_once", [1, 2, 5, 40, 1000])
def test_parts_hold_each_token_once(at_once):
    rnd = random.Random(at_once)
    rest = {"".join(rnd.choices("01239a|中国,¶[]^-\\𐐨", k=rnd.randint(0, 4))) for _ in range(400)}
    tokens = [f"约{one}" for one in rest]
    parts = opened_in_parts("约", tokens, at_once)
    matched = [[token for token in tokens if re.fullmatch(part, token)] for part in parts]
    assert sorted(token for some in matched for token in some) == sorted(tokens)
    assert all(len(some) <= at_once for some in matched)
