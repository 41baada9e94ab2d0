"""The engine: a query tree as a tantivy query, and its answer."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise, product
from typing import Any, TypeVar

import tantivy
from tantivy import FieldType, Occur, Query

from articles.search import analysis
from articles.search.asking import Answer, Ask, Bucket, Facets, Filters, Hit, Order
from articles.search.openings import any_opening, opened_in_parts
from articles.search.query import And, Dates, Everything, Near, Node, Not, Or, Page, Phrase, sought
from articles.search.record import read_sort_key
from articles.search.schema import DRAFT, MARK

_Word = str | tuple[int, str]  # as tantivy takes them: here always a place and a token
_Found = TypeVar("_Found")

_HEADLINE_BOOST = 2.0

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


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A phrase as tokens of the index, a place each, and the number of places that its units take.

    ``opening``: what the last token begins with, where that is not known in full: one unit by itself is any
    pair that begins with it, a word with a star any that begins so.
    """

    tokens: tuple[str, ...]
    places: int
    opening: str = ""


def _pattern(text: str, prefix: bool = False) -> _Pattern:
    units = analysis.units(text)
    tokens = [analysis.pair(first, second) for first, second in pairwise(units)]
    opening = ""
    if units and prefix:
        tokens = tokens or [units[-1]]
        opening = tokens[-1]
    elif len(units) == 1:
        tokens = [units[0]]
        opening = units[0] if analysis.is_character(units[0]) else units[0] + analysis.STROKE
    return _Pattern(tuple(tokens), len(units), opening)


class Compiler:
    """Trees → tantivy queries for one schema.

    ``openings`` gives, for a field and what a token begins with, patterns that together are all such tokens.
    """

    def __init__(
        self, schema: tantivy.Schema, openings: Callable[[str, str], list[str]] = any_opening
    ) -> None:
        self.schema = schema
        self.openings = openings

    def compile(self, tree: Node) -> Query:
        """The query for a tree."""
        match tree:
            case Everything():
                return self._everything()
            case Phrase():
                return self._phrase(tree.field or "text", tree.text, tree.prefix)
            case Near():
                return self._near(tree)
            case Dates(first, last):
                return self.dates(first, last)
            case Page(number):
                return self.term("page", number)
            case Not(child):
                return self._all([(Occur.MustNot, self.compile(child))])
            case And(children):
                clauses = [
                    (Occur.MustNot, self.compile(child.child))
                    if isinstance(child, Not)
                    else (Occur.Must, self.compile(child))
                    for child in children
                ]
                return self._all(clauses)
            case Or(children):
                return Query.boolean_query([(Occur.Should, self.compile(child)) for child in children])

    def _everything(self) -> Query:
        """All documents but the mark, which has no text: nothing else that is asked for can find it."""
        mark = (Occur.MustNot, self.term("state", MARK))
        return Query.boolean_query([(Occur.Must, Query.all_query()), mark])

    def _all(self, clauses: list[tuple[Occur, Query]]) -> Query:
        """A conjunction; tantivy finds nothing where all clauses exclude, so then everything is asked for."""
        if all(occur == Occur.MustNot for occur, _query in clauses):
            clauses = [(Occur.Must, Query.const_score_query(self._everything(), 0.0)), *clauses]
        if len(clauses) == 1:
            return clauses[0][1]
        return Query.boolean_query(clauses)

    def term(self, field: str, value: Any) -> Query:
        """What has just this value in a field."""
        return Query.term_query(self.schema, field, value)

    def dates(self, first: datetime.date | None, last: datetime.date | None) -> Query:
        """What was printed on these days."""
        if first and first == last:
            return self.term("day", _day(first))
        return Query.range_query(
            self.schema,
            "day",
            FieldType.Integer,
            lower_bound=_day(first) if first else None,
            upper_bound=_day(last) if last else None,
        )

    def narrowed(self, query: Query, filters: Filters, *, dates: bool = True) -> Query:
        """The query within the filters; ``dates=False`` leaves the filter of dates out."""
        values = {
            "of_newspaper": filters.newspaper,
            "page": filters.page,
            "in_section": filters.section,
            "person": filters.person,
            "in_column": filters.column,
            "from_agency": filters.agency,
            "photo": None if filters.photo is None else int(filters.photo),
        }
        if day := filters.same_day:
            values["month_day"] = day.month * 100 + day.day
        clauses = [self.term(field, value) for field, value in values.items() if value is not None]
        if dates and (filters.first or filters.last):
            clauses.append(self.dates(filters.first, filters.last))
        if not clauses:
            return query
        # What narrows says nothing about how well the words fit.
        narrowing = [(Occur.Must, Query.const_score_query(clause, 0.0)) for clause in clauses]
        return Query.boolean_query([(Occur.Must, query), *narrowing])

    def favouring_headlines(self, query: Query, tree: Node) -> Query:
        """The same hits, those with a sought phrase in the headline ranked higher."""
        favoured = [
            (Occur.Should, Query.boost_query(self.compile(Phrase(leaf.text, "headline")), _HEADLINE_BOOST))
            for leaf in sought(tree)
            if isinstance(leaf, Phrase)
            and not leaf.field
            and not leaf.prefix
            # One character or word by itself would be a search for all that begins with it.
            and len(analysis.units(leaf.text)) > 1
        ]
        return Query.boolean_query([(Occur.Must, query), *favoured]) if favoured else query

    def _phrase(self, field: str, text: str, prefix: bool = False) -> Query:
        pattern = _pattern(text, prefix)
        if not pattern.tokens:
            return self._everything()
        if pattern.places == 1 and field == "text":
            if prefix:
                return self._beginning("units", pattern.opening)
            return self.term("units", pattern.tokens[0])
        return self._row(field, [*enumerate(pattern.tokens)], {len(pattern.tokens) - 1: pattern.opening})

    def _beginning(self, field: str, opening: str) -> Query:
        (pattern,) = any_opening(field, opening)
        return Query.regex_query(self.schema, field, pattern)

    def _row(self, field: str, words: list[tuple[int, str]], opened: dict[int, str], slop: int = 0) -> Query:
        """Tokens at places that are apart as given; ``opened`` gives how some begin, by their index."""
        opened = {at: opening for at, opening in opened.items() if opening}
        if len(words) == 1:
            if opened:
                return self._beginning(field, opened[0])
            return self.term(field, words[0][1])
        if not opened:
            return Query.phrase_query(self.schema, field, [*words], slop)
        each = [
            [
                (place, pattern)
                for pattern in (self.openings(field, opened[at]) if at in opened else [re.escape(token)])
            ]
            for at, (place, token) in enumerate(words)
        ]
        rows: list[list[_Word]] = [[*row] for row in product(*each)]
        ways = [Query.regex_phrase_query(self.schema, field, row, slop) for row in rows]
        return ways[0] if len(ways) == 1 else Query.boolean_query([(Occur.Should, way) for way in ways])

    def _near(self, near: Near) -> Query:
        field = near.field or "text"
        return self._all(
            [(Occur.Must, self._pair(field, left, right, near.distance)) for left, right in near.pairs()]
        )

    def _pair(self, field: str, left: str, right: str, distance: int) -> Query:
        """Both phrases, at most ``distance`` places apart, in either order."""
        one, other = _pattern(left), _pattern(right)
        ways = [*self._followed(field, one, other, distance), *self._followed(field, other, one, distance)]
        either = Query.boolean_query([(Occur.Should, way) for way in ways])
        # There may be many ways to look at; so look only where both stand at all.
        both = [(Occur.Must, self._phrase(field, text)) for text in (left, right)]
        return Query.boolean_query([*both, (Occur.Must, either)])

    def _followed(self, field: str, left: _Pattern, right: _Pattern, distance: int) -> list[Query]:
        """The ways in which the right pattern follows the left one."""
        opened = {0: left.opening} if left.opening else {}
        if right.opening:
            opened[len(left.tokens)] = right.opening
        if len(left.tokens) == 1 == len(right.tokens):
            # For two tokens tantivy's slop is a window of places around the expected one, on both sides:
            # |place(right) - place(left) - expected| ≤ slop. So the middle of the wanted window is expected,
            # and where it has no middle its last place is asked for by itself.
            slop, odd = divmod(distance, 2)
            windows = [(left.places + slop, slop)] + [(left.places + distance, 0)] * odd
            return [
                self._row(field, [(0, left.tokens[0]), (start, right.tokens[0])], opened, width)
                for start, width in windows
            ]
        ways = []
        for start in range(left.places, left.places + distance + 1):
            words = [*enumerate(left.tokens), *((start + at, token) for at, token in enumerate(right.tokens))]
            ways.append(self._row(field, words, opened))
        return ways


def _day(date: datetime.date) -> int:
    return (date.year * 100 + date.month) * 100 + date.day


class Engine:
    """Answers from one state of an index."""

    def __init__(
        self, schema: tantivy.Schema, searcher: tantivy.Searcher, compiler: Compiler | None = None
    ) -> None:
        self.searcher = searcher
        self.compiler = compiler or Compiler(schema)
        self.has_drafts = searcher.doc_freq("state", DRAFT) > 0

    def query(self, ask: Ask, *, dates: bool = True) -> Query:
        """What tantivy is asked, without order and paging."""
        tree = self.compiler.compile(ask.tree)
        narrowed = self.compiler.narrowed(tree, ask.filters, dates=dates)
        clauses = [] if ask.within is None else [(Occur.Must, self._within(ask.within))]
        # Without an exclusion a term is ranked by its best blocks alone; so none where there are no drafts.
        if not ask.drafts and self.has_drafts:
            clauses.append((Occur.MustNot, self.compiler.term("state", DRAFT)))
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
        return self._asked(lambda engine: engine._answer(ask))

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
        hits, total = self._ranked(query, ask) if ask.order == Order.RELEVANCE else self._dated(query, ask)
        page, beyond = hits[: ask.limit], len(hits) > ask.limit
        has_previous, has_more = ask.offset > 0 or ask.after is not None, beyond
        if ask.before is not None and ask.after is None and ask.order != Order.RELEVANCE:
            page, has_previous, has_more = page[::-1], beyond, True
        facets = self.facets(query, ask) if ask.facets else None
        return Answer(tuple(page), total, has_previous, has_more, facets)

    def refs(self, ask: Ask) -> set[int]:
        """The numbers of all things found, for tests."""
        most = max(1, self.searcher.num_docs)
        found = self._asked(
            lambda engine: engine.searcher.search(engine.query(ask), most, order_by_field="key")
        )
        return {read_sort_key(key)[1].number for key, _address in found.hits}

    def _ranked(self, query: Query, ask: Ask) -> tuple[list[Hit], int]:
        found = self.searcher.search(self.ranking(query, ask), ask.limit + 1, offset=ask.offset)
        keys = self.searcher.fast_field_values("key", [address for _score, address in found.hits])
        hits = [_hit(int(key or 0), score) for key, (score, _address) in zip(keys, found.hits, strict=True)]
        return hits, _total(found)

    def _dated(self, query: Query, ask: Ask) -> tuple[list[Hit], int]:
        field = "updated" if ask.order == Order.UPDATED else "key"
        newest = ask.order != Order.OLDEST
        if ask.after is None and ask.before is None:
            return self._by_key(field, query, ask.limit + 1, newest, ask.offset)
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
        hits, _rest = self._by_key(field, rest, ask.limit + 1, newest != backwards)
        return hits, self.count(query)

    def _by_key(
        self, field: str, query: Query, limit: int, newest: bool, offset: int = 0
    ) -> tuple[list[Hit], int]:
        """Hits in the order of ``key`` or ``updated``."""
        order = tantivy.Order.Desc if newest else tantivy.Order.Asc
        found = self.searcher.search(query, limit, order_by_field=field, offset=offset, order=order)
        if field == "key":
            return [_hit(key) for key, _address in found.hits], _total(found)
        dated = self.searcher.fast_field_values("key", [address for _key, address in found.hits])
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


def _hit(key: int, score: float = 0.0) -> Hit:
    date, ref = read_sort_key(key)
    return Hit(ref, date, key, score)
