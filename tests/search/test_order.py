"""The orders of hits: old and new turn the days, not what is printed on one; pages of a list in both ways."""

from __future__ import annotations

import datetime
import random
from dataclasses import replace
from itertools import pairwise

import pytest

from articles.search import engine_tantivy
from articles.search.asking import Ask, Order
from articles.search.parsing import parse
from articles.search.record import Kind, Place, Record, Ref, read_newest_key, read_oldest_key
from tests.search.samples import make_engine

DAYS = [datetime.date(2026, 3, 13) + datetime.timedelta(days=n) for n in range(4)]


def records(count: int, seed: int) -> list[Record]:
    """Of a few days, newspapers and pages, made in any order; articles and photos count by themselves."""
    rnd = random.Random(seed)
    taken = {kind: rnd.sample(range(1, 9000), count) for kind in Kind}
    out = []
    for number in range(count):
        kind = Kind.PHOTO if rnd.random() < 0.3 else Kind.ARTICLE
        out.append(
            Record(
                ref=Ref(kind, taken[kind][number]),
                date=rnd.choice(DAYS),
                public=True,
                newspaper=rnd.randint(1, 3),
                text=(rnd.choice(["护堤员", "护堤员在堤上", "涵闸"]),),
                page=rnd.choice([0, 1, 1, 2, 3, 16]),
            )
        )
    return out


def as_printed(record: Record) -> tuple[int, int, Kind, int]:
    return record.newspaper, record.page or 10_000, record.ref.kind, record.ref.pk


def expected(some: list[Record], order: Order) -> list[Ref]:
    of_days = sorted(some, key=as_printed)
    return [one.ref for one in sorted(of_days, key=lambda one: one.date, reverse=order == Order.NEWEST)]


@pytest.mark.parametrize("order", [Order.NEWEST, Order.OLDEST])
@pytest.mark.parametrize("typed", ["", "护堤员", "涵闸 OR 堤上"])
def test_days_turn_and_a_day_stays_as_it_is_printed(order, typed):
    some = records(140, seed=3)
    engine, tree = make_engine(some, commits=4), parse(typed).tree
    found = engine.refs(Ask(tree))
    wanted = expected([one for one in some if one.ref.number in found], order)
    assert [hit.ref for hit in engine.answer(Ask(tree, order=order, limit=1000)).hits] == wanted
    ask = Ask(tree, order=order, limit=7, facets=False)
    forwards, answer = [], engine.answer(ask)
    pages = [answer]
    forwards += answer.hits
    while answer.has_more:
        answer = engine.answer(replace(ask, after=answer.hits[-1].key))
        assert answer.has_previous
        pages.append(answer)
        forwards += answer.hits
    assert [hit.ref for hit in forwards] == wanted
    assert [hit.date for hit in forwards] == [{one.ref: one.date for one in some}[ref] for ref in wanted]
    for before, page in pairwise(pages):
        back = engine.answer(replace(ask, before=page.hits[0].key))
        assert back.hits == before.hits
        assert back.has_more
        assert back.has_previous == (before is not pages[0])


def test_a_day_begins_with_its_front_page_in_both_orders():
    day = DAYS[0]
    lead = Record(Ref(Kind.ARTICLE, 90), day, True, 1, ("堤",), page=1)
    second = Record(Ref(Kind.ARTICLE, 91), day, True, 1, ("堤",), page=1)
    photo = Record(Ref(Kind.PHOTO, 4), day, True, 1, ("堤",), page=1)
    back = Record(Ref(Kind.ARTICLE, 12), day, True, 1, ("堤",), page=4)
    before = Record(Ref(Kind.ARTICLE, 99), DAYS[1], True, 1, ("堤",), page=1)
    engine = make_engine([back, photo, before, second, lead])
    in_order = {
        order: [hit.ref for hit in engine.answer(Ask(parse("堤").tree, order=order)).hits]
        for order in (Order.NEWEST, Order.OLDEST)
    }
    of_day = [lead.ref, second.ref, photo.ref, back.ref]
    assert in_order[Order.OLDEST] == [*of_day, before.ref]
    assert in_order[Order.NEWEST] == [before.ref, *of_day]


@pytest.mark.parametrize("day", [datetime.date.min, DAYS[0], datetime.date.max])
@pytest.mark.parametrize("pk", [1, 2**29 - 1])
@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize(("newspaper", "page"), [(1, 0), (15, 127), (10**6, 10**6)])
def test_keys_say_what_they_stand_for_and_fit(day, pk, kind, newspaper, page):
    place = Place(day, newspaper, page, Ref(kind, pk))
    assert read_newest_key(place.newest_key) == (day, place.ref)
    assert read_oldest_key(place.oldest_key) == (day, place.ref)
    assert 0 < place.newest_key < 2**63 > place.oldest_key > 0


def test_a_key_that_does_not_fit_is_not_written():
    with pytest.raises(ValueError, match="536870912"):
        _ = Place(DAYS[0], 1, 1, Ref(Kind.ARTICLE, 2**29)).newest_key


@pytest.mark.parametrize("few", [0, 50, 1000])
def test_of_equal_hits_the_newest_come_first(monkeypatch, few):
    """In the whole list where hits are few, else on each page; and all are there once in any case."""
    monkeypatch.setattr(engine_tantivy, "_FEW", few)
    some = records(140, seed=8)
    engine, tree = make_engine(some, commits=5), parse("护堤员").tree
    keys = {one.ref: one.place.newest_key for one in some}
    pages = []
    while not pages or pages[-1].has_more:
        pages.append(engine.answer(Ask(tree, limit=7, offset=7 * len(pages), facets=False)))
    total = pages[0].total
    assert total > 50
    listed = [hit for page in pages for hit in page.hits]
    assert {hit.ref.number for hit in listed} == engine.refs(Ask(tree))
    assert len({hit.ref for hit in listed}) == len(listed) == total
    assert [hit.score for hit in listed] == sorted((hit.score for hit in listed), reverse=True)
    assert len({hit.score for hit in listed}) < total / 10
    for some_hits in [listed] if few >= total else [page.hits for page in pages]:
        for before, behind in pairwise(some_hits):
            assert before.score > behind.score or keys[before.ref] > keys[behind.ref]
