"""Common characters near each other, which would be dear to look for: answered another way, and said."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest

from articles.search import dear
from articles.search.asking import Ask
from articles.search.parsing import parse
from articles.search.query import Near
from tests.search.reference import Reference
from tests.search.samples import make_engine, make_records, newspaper_texts

QUERIES = [
    '"的 了"~10',
    '"的 了"~9',
    '"一 的 了"~50',
    'headline:"的 一"~3',
    '"的 工作"~6',
    '-"的 了"~2 的',
    '"5g 的"~8',
]


@pytest.fixture(scope="module")
def archive():
    records = make_records(newspaper_texts(80, seed=4))
    return make_engine(records), Reference(records)


@pytest.mark.parametrize("typed", QUERIES)
def test_what_can_be_paid_for_is_exact(archive, typed):
    engine, reference = archive
    tree = parse(typed).tree
    answer = engine.answer(Ask(tree, limit=1000))
    assert answer.refused == ()
    assert {hit.ref.number for hit in answer.hits} == reference.find(tree) == engine.refs(Ask(tree))


@pytest.mark.parametrize("typed", QUERIES)
@pytest.mark.parametrize("most", [0, 4])
def test_what_is_too_dear_is_answered_by_what_holds_the_words(archive, monkeypatch, typed, most):
    """Below what articles hold it at all, which is told without a look at the dictionary, and above."""
    monkeypatch.setattr(dear, "MOST", most)
    engine, reference = archive
    answer = engine.answer(Ask(parse(typed).tree, limit=1000))
    assert [type(one) for one in answer.refused] == [Near]
    apart = re.sub(r'(headline:)?"([^"]*)"~\d+', lambda near: f"{near[1] or ''}({near[2]})", typed)
    assert {hit.ref.number for hit in answer.hits} == reference.find(parse(apart).tree)
    assert answer.facets is not None


def test_words_in_full_are_never_too_dear(archive, monkeypatch):
    monkeypatch.setattr(dear, "MOST", 0)
    engine, reference = archive
    tree = parse('"工作 环境"~50').tree
    answer = engine.answer(Ask(tree, limit=1000))
    assert answer.refused == ()
    assert {hit.ref.number for hit in answer.hits} == reference.find(tree)


def test_all_of_a_query_is_paid_for_together(archive, monkeypatch):
    engine, _reference = archive
    one, other = parse('"的 了"~10').tree, parse('"在 是"~10').tree

    def cost(tree) -> int:
        purse = dear.Purse(engine.searcher)
        purse.affordable(tree)
        return dear.MOST - purse._left

    monkeypatch.setattr(dear, "MOST", cost(one) + cost(other))
    assert engine.answer(Ask(parse('"的 了"~10 "在 是"~10').tree)).refused == ()
    monkeypatch.setattr(dear, "MOST", cost(one) + cost(other) - 1)
    assert engine.answer(Ask(parse('"的 了"~10 "在 是"~10').tree)).refused == (other,)


def test_it_is_said(client, monkeypatch, transactional_db):
    from articles.search.rebuild import rebuild
    from tests.house import make_article, make_issue, published

    issue = make_issue()
    make_article(issue, headline="堤上的灯亮了")
    published(issue)
    rebuild()
    typed = quote('"的 了"~1')
    assert "太常见" not in client.get(f"/search/?q={typed}").content.decode()
    monkeypatch.setattr(dear, "MOST", 1)
    text = client.get(f"/search/?q={typed}").content.decode()
    assert "太常见" in text
    assert "堤上" in text
