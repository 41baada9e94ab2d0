"""The engine: what an index answers."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from functools import cache, lru_cache
from typing import Any, TypeVar

import tantivy
from tantivy import FieldType, Occur, Query

from articles.search.affordable import MOST, affordable, cost
from articles.search.asking import Answer, Ask, Bucket, Facets, Hit, Order
from articles.search.beside import beside
from articles.search.compiler import Compiler
from articles.search.openings import opened_in_parts
from articles.search.proximity import pattern_of, rows_near
from articles.search.query import Near
from articles.search.record import Ref, read_newest_key, read_oldest_key
from articles.search.schema import DRAFT, HALF

_Found = TypeVar("_Found")

# How many values of a facet are given, and by what they are ordered.
_FACETS: dict[str, tuple[str, int]] = {
    "newspapers": ("of_newspaper", 100),
    "pages": ("page", 100),
    "sections": ("in_section", 30),
    "people": ("person", 30),
    "columns": ("in_column", 30),
    "agencies": ("from_agency", 30),
}
_TOO_MANY = "exceeded max expansions"  # in what tantivy says of a phrase of too many tokens
_BY_VALUE = ("years", "years_within", "months", "days")
_ENOUGH = 10_000  # values of a facet that a segment hands over, its most frequent
_ALL = 2**31 - 1
_FEW = 200
"""So many hits by rank are put in order as a whole where some are equal; more would cost too much."""


class Engine:
    """Answers from one state of an index."""

    def __init__(
        self, schema: tantivy.Schema, searcher: tantivy.Searcher, compiler: Compiler | None = None
    ) -> None:
        self.searcher = searcher
        self.compiler = compiler or Compiler(schema)
        self.has_drafts = searcher.doc_freq("state", DRAFT) > 0
        self.has_halves = searcher.doc_freq("state", HALF) > 0
        self._held = lru_cache(200)(self._counts)

    def query(self, ask: Ask, *, dates: bool = True) -> Query:
        """What tantivy is asked, without order and paging."""
        tree = self.compiler.compile(ask.tree)
        narrowed = self.compiler.narrowed(tree, ask.filters, dates=dates)
        clauses = [] if ask.within is None else [(Occur.Must, self._within(ask.within))]
        # Without an exclusion a term is ranked by its best blocks alone; so none where nothing is excluded.
        # Readers find nothing of a draft, and editors the whole of a story instead of the half.
        left_out, there = (HALF, self.has_halves) if ask.drafts else (DRAFT, self.has_drafts)
        if there:
            clauses.append((Occur.MustNot, self.compiler.term("state", left_out)))
        return Query.boolean_query([(Occur.Must, narrowed), *clauses]) if clauses else narrowed

    def _within(self, newspapers: frozenset[int]) -> Query:
        """Of these newspapers; it says nothing about how well the words fit."""
        each = [(Occur.Should, self.compiler.term("of_newspaper", pk)) for pk in sorted(newspapers)]
        return Query.const_score_query(Query.boolean_query(each), 0.0)

    def ranking(self, query: Query, ask: Ask) -> Query:
        """A query as it is asked for in the order of relevance."""
        return self.compiler.favouring_headlines(query, ask.tree)

    def answer(self, ask: Ask) -> Answer:
        """Hits, total and facets."""
        ask, loosened = self.affordable(ask)
        found = self._asked(lambda engine: engine._answer(ask))
        return replace(found, loosened=loosened) if loosened else found

    def affordable(self, ask: Ask) -> tuple[Ask, tuple[Near, ...]]:
        """What is asked after all, and the proximities that are asked for in another way."""
        tree, loosened = affordable(ask.tree, self._cost)
        return replace(ask, tree=tree), loosened

    def _cost(self, near: Near) -> float:
        """About the nanoseconds that it takes, in the whole archive, so that narrowing changes nothing."""
        field, whole = near.field or "text", 0.0
        for left, right in near.pairs():
            if whole > MOST:
                break
            rows = rows_near(pattern_of(left), pattern_of(right), near.distance)
            both = self.count(self.compiler.both(field, left, right))
            whole += cost(rows, both, self.searcher.num_docs, lambda opening: self._held(field, opening))
        return whole

    def _counts(self, field: str, opening: str) -> tuple[int, ...]:
        return tuple(count for _token, count in self.searcher.terms_with_prefix(field, opening))

    def _asked(self, question: Callable[[Engine], _Found]) -> _Found:
        """What a question gives; asked in parts where a phrase stands for more tokens than tantivy takes."""
        try:
            return question(self)
        except ValueError as error:
            if _TOO_MANY not in str(error):
                raise
        schema = self.compiler.schema
        return question(Engine(schema, self.searcher, Compiler(schema, cache(self._openings))))

    def _openings(self, field: str, opening: str) -> list[str]:
        there = self.searcher.terms_with_prefix(field, opening)
        return opened_in_parts(opening, [token for token, _count in there])

    def _answer(self, ask: Ask) -> Answer:
        query = self.query(ask)
        counted = beside(lambda: self.facets(query, ask)) if ask.facets else None
        ranked = ask.order == Order.RELEVANCE
        hits, total, rest = self._ranked(query, ask) if ranked else self._dated(query, ask)
        page, beyond = hits[: ask.limit], len(hits) > ask.limit
        has_previous, has_more = ask.offset > 0 or ask.after is not None, beyond
        preceding = ask.offset + total - rest
        if ask.before is not None and ask.after is None and not ranked:
            page, has_previous, has_more = page[::-1], beyond, rest < total
            preceding = rest - len(page)
        facets = counted() if counted else None
        return Answer(tuple(page), total, has_previous, has_more, preceding, facets)

    def refs(self, ask: Ask) -> set[int]:
        """The numbers of all things found, for tests."""
        ask, _loosened = self.affordable(ask)
        most = max(1, self.searcher.num_docs)
        found = self._asked(
            lambda engine: engine.searcher.search(engine.query(ask), most, order_by_field="newest")
        )
        return {read_newest_key(key)[1].number for key, _address in found.hits}

    def _ranked(self, query: Query, ask: Ask) -> tuple[list[Hit], int, int]:
        """Hits by rank, the newest of equal ones first: of few hits in the whole list, of many on a page."""
        ranking, most = self.ranking(query, ask), ask.limit + 1
        found = self.searcher.search(ranking, most, offset=ask.offset)
        total = _total(found)
        scores = [score for score, _address in found.hits]
        may_be_tied = ask.offset or len(set(scores)) < len(scores)
        if may_be_tied and len(scores) < total <= _FEW:
            found = self.searcher.search(ranking, total)
            return self._newest_first(found.hits)[ask.offset : ask.offset + most], total, total
        # The one behind the page only says that there are more: it begins the next page.
        page, behind = found.hits[: ask.limit], found.hits[ask.limit :]
        return self._newest_first(page) + self._newest_first(behind), total, total

    def _newest_first(self, ranked: list[Any]) -> list[Hit]:
        """These hits, given as scores and addresses; of those with one score the newest first."""
        keys = self.searcher.fast_field_values("newest", [address for _score, address in ranked])
        hits = [_hit(int(key or 0), score=score) for key, (score, _a) in zip(keys, ranked, strict=True)]
        return sorted(hits, key=lambda hit: (-hit.score, -hit.key))

    def _dated(self, query: Query, ask: Ask) -> tuple[list[Hit], int, int]:
        """Hits, how many there are in all, and how many on the side of the bound that is asked for."""
        field = str(ask.order)  # the fields are called as the orders are
        newest = ask.order != Order.OLDEST
        if ask.after is None and ask.before is None:
            hits, total = self._by_key(field, query, ask.limit + 1, newest, ask.offset)
            return hits, total, total
        backwards = ask.after is None
        bound = ask.before if ask.after is None else ask.after
        older = newest != backwards
        beyond = Query.range_query(
            self.compiler.schema,
            field,
            FieldType.Integer,
            lower_bound=None if older else bound,
            upper_bound=bound if older else None,
            include_lower=older,
            include_upper=not older,
        )
        rest = Query.boolean_query([(Occur.Must, query), (Occur.Must, beyond)])
        counted = beside(lambda: self.count(query))
        hits, on_this_side = self._by_key(field, rest, ask.limit + 1, newest != backwards)
        return hits, counted(), on_this_side

    def _by_key(
        self, field: str, query: Query, limit: int, newest: bool, offset: int = 0
    ) -> tuple[list[Hit], int]:
        """Hits in the order of one of the keys."""
        order = tantivy.Order.Desc if newest else tantivy.Order.Asc
        found = self.searcher.search(query, limit, order_by_field=field, offset=offset, order=order)
        if field != Order.UPDATED:
            read = read_newest_key if field == Order.NEWEST else read_oldest_key
            return [_hit(key, read) for key, _address in found.hits], _total(found)
        dated = self.searcher.fast_field_values("newest", [address for _key, address in found.hits])
        hits = [
            replace(_hit(int(key or 0)), key=own) for key, (own, _a) in zip(dated, found.hits, strict=True)
        ]
        return hits, _total(found)

    def count(self, query: Query) -> int:
        """How many documents a query finds."""
        return _total(self.searcher.search(query, 1))

    def facet_request(self, ask: Ask) -> dict[str, Any]:
        """The facets that are counted within the filters, as tantivy is asked for them."""
        wanted = {name: _terms(field, size) for name, (field, size) in _FACETS.items()}
        wanted["photos"] = _terms("photo", 2)
        if ask.one_newspaper:
            del wanted["newspapers"]
        first, last = ask.filters.first, ask.filters.last
        if first is None and last is None:
            wanted["years"] = _terms("year", 500)
        elif first and last and first.year == last.year:
            wanted["months"] = _terms("month", 12)
            if first.month == last.month:
                wanted["days"] = _terms("day", 31)
        else:
            wanted["years_within"] = _terms("year", 500)
        return wanted

    def facets(self, query: Query, ask: Ask) -> Facets:
        """Counts over all that a query finds."""
        wanted = self.facet_request(ask)
        counted = self.searcher.aggregate(query, wanted)
        if "years" not in wanted:  # the histogram keeps other years in sight
            counted |= self.searcher.aggregate(self.query(ask, dates=False), {"years": _terms("year", 500)})
        if cut := [name for name in wanted if counted[name].get("doc_count_error_upper_bound")]:
            # Persons may be more than a segment hands over, and what is rare in one is frequent in another.
            counted |= self.searcher.aggregate(query, {name: _whole(wanted[name]) for name in cut})
        photos = {bucket.value: bucket.count for bucket in _buckets(counted, "photos")}
        names = (*_FACETS, *_BY_VALUE)
        return Facets(**{name: _buckets(counted, name) for name in names}, with_photo=photos.get(1, 0))


def _total(found: tantivy.SearchResult) -> int:
    count: int = found.count  # type: ignore[attr-defined]  # is there, if not in the package's stubs
    return count


def _terms(field: str, size: int) -> dict[str, Any]:
    return {"terms": {"field": field, "size": size, "segment_size": _ENOUGH}}


def _whole(terms: dict[str, Any]) -> dict[str, Any]:
    return {"terms": terms["terms"] | {"segment_size": _ALL}}


def _buckets(counted: dict[str, Any], name: str) -> tuple[Bucket, ...]:
    """The values of one facet: the most frequent first, as they come, or in their own order."""
    found = counted.get(name, {}).get("buckets", ())
    # Numbers may come as floats.
    values = [(key if isinstance(key := one["key"], str) else int(key), one["doc_count"]) for one in found]
    if name == "pages":
        values.sort(key=lambda value: (len(str(value[0])), value[0]))
    elif name in _BY_VALUE:
        values.sort()
    return tuple(Bucket(value, count) for value, count in values)


def _hit(
    key: int, read: Callable[[int], tuple[datetime.date, Ref]] = read_newest_key, score: float = 0.0
) -> Hit:
    date, ref = read(key)
    return Hit(ref, date, key, score)
