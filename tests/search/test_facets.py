"""Facets are exact, however many values there are."""

from __future__ import annotations

import datetime

import tantivy

from articles.search import engine_tantivy
from articles.search.asking import Ask
from articles.search.engine_tantivy import Engine
from articles.search.query import Everything
from articles.search.record import Kind, Record, Ref
from articles.search.schema import build_schema, document, prepared, register_tokenizer


def make_engine(segments: list[list[tuple[int, ...]]]) -> Engine:
    """An index of documents with these people, in segments."""
    schema = build_schema()
    index = tantivy.Index(schema)
    register_tokenizer(index)
    number = 0
    for segment in segments:
        writer = index.writer(20_000_000, 1)
        for people in segment:
            number += 1
            ref = Ref(Kind.ARTICLE, number)
            [values] = prepared(
                [Record(ref, datetime.date(2026, 3, 14), True, 1, ("渡口新桥",), people=people)]
            )
            writer.add_document(document(values, schema))
        writer.commit()
        writer.wait_merging_threads()
    index.reload()
    return Engine(schema, index.searcher())


def test_a_person_who_is_rare_in_one_segment_is_counted_there_as_well(monkeypatch):
    monkeypatch.setattr(engine_tantivy, "_ENOUGH", 60)
    # In the first segment 100 others wrote twice each and the person once; in the second it is he who wrote most.
    others = range(1000, 1100)
    first = [(one,) for one in others for _twice in range(2)] + [(7,)]
    second = [(7,)] * 5
    engine = make_engine([first, second])
    assert engine.searcher.num_segments == 2
    facets = engine.answer(Ask(Everything())).facets
    assert facets is not None
    assert [(one.value, one.count) for one in facets.people[:2]] == [(7, 6), (1000, 2)]
    assert len(facets.people) == 30


def test_facets_without_cut_values_are_counted_once(monkeypatch):
    engine = make_engine([[(1, 2)], [(2,)]])
    asked: list[object] = []

    class Searcher:
        def aggregate(self, query: object, wanted: object) -> object:
            asked.append(wanted)
            return real.aggregate(query, wanted)

    real = engine.searcher
    monkeypatch.setattr(engine, "searcher", Searcher())
    facets = engine.facets(tantivy.Query.all_query(), Ask(Everything()))
    assert [(one.value, one.count) for one in facets.people] == [(2, 2), (1, 1)]
    assert len(asked) == 1
