"""The engine: a query tree as a tantivy query, and its answer."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import tantivy
from tantivy import FieldType, Occur, Query

from articles.search import analysis
from articles.search.asking import Answer, Ask, Bucket, Facets, Filters, Hit, Order
from articles.search.query import And, Dates, Everything, Near, Node, Not, Or, Page, Phrase, sought
from articles.search.record import read_sort_key
from articles.search.schema import DRAFT, MARK

_Word = str | tuple[int, str]  # as tantivy takes them: here always a place and a token

_HEADLINE_BOOST = 2.0

# How many values of a facet are given, and by what they are ordered.
_FACETS: dict[str, tuple[str, int]] = {
    "newspapers": ("of_newspaper", 100),
    "pages": ("page", 100),
    "sections": ("in_section", 50),
    "people": ("person", 50),
    "columns": ("in_column", 50),
    "agencies": ("from_agency", 50),
}
_BY_VALUE = {"years", "months", "days", "pages"}
_ENOUGH = 10_000  # values that a segment may count before its rarest are dropped; none has as many


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A phrase as tokens of the index, a place each, and the number of places that its characters take.

    An open token is the beginning of one: a last single character, or a word with a star.
    """

    tokens: tuple[str, ...]
    places: int
    open_end: str = ""  # the regular expression of the last token, where that is open

    @property
    def single(self) -> bool:
        return len(self.tokens) == 1


def _pattern(text: str, prefix: bool = False) -> _Pattern:
    tokens: list[str] = []
    places = 0
    open_end = ""
    runs = list(analysis.runs(text))
    for at, run in enumerate(runs):
        last = at == len(runs) - 1
        if not analysis.is_cjk(run[0]):
            tokens.append(run)
            places += 1
            if last and prefix:
                open_end = re.escape(run) + ".*"
            continue
        places += len(run)
        tokens += [a + b for a, b in pairwise(run)]
        # Whatever follows the run in the text stands after its last character's own place; at the end of
        # the phrase the run may go on, so that the last pair says it all.
        if not last or len(run) == 1:
            tokens.append(run[-1])
            if last:
                open_end = re.escape(run) + ".?"
    return _Pattern(tuple(tokens), places, open_end)


class Compiler:
    """Trees → tantivy queries for one schema."""

    def __init__(self, schema: tantivy.Schema) -> None:
        self.schema = schema

    def compile(self, tree: Node) -> Query:
        """The query for a tree."""
        match tree:
            case Everything():
                return Query.all_query()
            case Phrase():
                return self._phrase(tree.field or "text", _pattern(tree.text, tree.prefix))
            case Near():
                return self._near(tree)
            case Dates(first, last):
                return self.dates(first, last)
            case Page(number):
                return self.term("page", number)
            case Not(child):
                return _all([(Occur.MustNot, self.compile(child))])
            case And(children):
                clauses = [
                    (Occur.MustNot, self.compile(child.child))
                    if isinstance(child, Not)
                    else (Occur.Must, self.compile(child))
                    for child in children
                ]
                return _all(clauses)
            case Or(children):
                return Query.boolean_query([(Occur.Should, self.compile(child)) for child in children])

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
            if isinstance(leaf, Phrase) and not leaf.field and not leaf.prefix
        ]
        return Query.boolean_query([(Occur.Must, query), *favoured]) if favoured else query

    def _phrase(self, field: str, pattern: _Pattern) -> Query:
        if not pattern.tokens:
            return Query.all_query()
        if not pattern.single:
            return self._placed(field, list(enumerate(pattern.tokens)), pattern.open_end)
        if not pattern.open_end:
            return self.term(field, pattern.tokens[0])
        if field == "text" and analysis.is_cjk(pattern.tokens[0]):
            return self.term("characters", pattern.tokens[0])
        return Query.regex_query(self.schema, field, pattern.open_end)

    def _placed(
        self, field: str, words: list[tuple[int, str]], open_end: str = "", slop: int = 0, open_at: int = -1
    ) -> Query:
        """Tokens at places that are apart as given; the one at ``open_at`` may be open."""
        if not open_end:
            return Query.phrase_query(self.schema, field, [*words], slop)
        patterns: list[_Word] = [(place, re.escape(token)) for place, token in words]
        patterns[open_at] = (words[open_at][0], open_end)
        return Query.regex_phrase_query(self.schema, field, patterns, slop)

    def _near(self, near: Near) -> Query:
        field = near.field or "text"
        patterns = [_pattern(text) for text in near.texts]
        return _all(
            [
                (Occur.Must, self._pair(field, left, right, near.distance))
                for left, right in pairwise(patterns)
            ]
        )

    def _pair(self, field: str, left: _Pattern, right: _Pattern, distance: int) -> Query:
        """Both patterns, at most ``distance`` places apart, in either order."""
        ways = [*self._followed(field, left, right, distance), *self._followed(field, right, left, distance)]
        either = Query.boolean_query([(Occur.Should, way) for way in ways])
        if left.single and right.single:
            return either
        # There are many ways to look at; so look only where both stand at all.
        both = [(Occur.Must, self._phrase(field, pattern)) for pattern in (left, right)]
        return Query.boolean_query([*both, (Occur.Must, either)])

    def _followed(self, field: str, left: _Pattern, right: _Pattern, distance: int) -> list[Query]:
        """The ways in which the right pattern follows the left one."""
        if left.single and right.single and not (left.open_end and right.open_end):
            return self._windows(field, left, right, distance)
        ways = []
        for gap in range(distance + 1):
            start = left.places + gap
            words = [*enumerate(left.tokens), *((start + i, token) for i, token in enumerate(right.tokens))]
            ways.append(self._with_open_ends(field, words, left, right))
        return ways

    def _windows(self, field: str, left: _Pattern, right: _Pattern, distance: int) -> list[Query]:
        """Two single tokens: tantivy's slop for two terms is a window of places around the expected one.

        |place(right) - place(left) - expected| ≤ slop, in both directions; so the middle of the wanted window
        is expected, and where the window has no middle its last place is asked for by itself.
        """
        slop, odd = divmod(distance, 2)
        open_end, open_at = left.open_end or right.open_end, 0 if left.open_end else 1
        around = [(0, left.tokens[0]), (left.places + slop, right.tokens[0])]
        ways = [self._placed(field, around, open_end, slop, open_at)]
        if odd:
            last = [(0, left.tokens[0]), (left.places + distance, right.tokens[0])]
            ways.append(self._placed(field, last, open_end, 0, open_at))
        return ways

    def _with_open_ends(
        self, field: str, words: list[tuple[int, str]], left: _Pattern, right: _Pattern
    ) -> Query:
        if not left.open_end and not right.open_end:
            return Query.phrase_query(self.schema, field, [*words])
        patterns: list[_Word] = [(place, re.escape(token)) for place, token in words]
        if left.open_end:
            at = len(left.tokens) - 1
            patterns[at] = (words[at][0], left.open_end)
        if right.open_end:
            patterns[-1] = (words[-1][0], right.open_end)
        return Query.regex_phrase_query(self.schema, field, patterns)


def _all(clauses: list[tuple[Occur, Query]]) -> Query:
    """A conjunction; tantivy finds nothing where all clauses exclude, so then everything is asked for."""
    if all(occur == Occur.MustNot for occur, _query in clauses):
        clauses = [(Occur.Must, Query.const_score_query(Query.all_query(), 0.0)), *clauses]
    if len(clauses) == 1:
        return clauses[0][1]
    return Query.boolean_query(clauses)


def _day(date: datetime.date) -> int:
    return (date.year * 100 + date.month) * 100 + date.day


class Engine:
    """Answers from one state of an index."""

    def __init__(self, schema: tantivy.Schema, searcher: tantivy.Searcher) -> None:
        self.searcher = searcher
        self.compiler = Compiler(schema)

    def query(self, ask: Ask, *, dates: bool = True) -> Query:
        """What tantivy is asked, without order and paging."""
        tree = self.compiler.compile(ask.tree)
        narrowed = self.compiler.narrowed(tree, ask.filters, dates=dates)
        hidden = [MARK] if ask.drafts else [MARK, DRAFT]
        excluded = [
            (Occur.MustNot, self.compiler.term("state", state))
            for state in hidden
            if self.searcher.doc_freq("state", state)
        ]
        return Query.boolean_query([(Occur.Must, narrowed), *excluded]) if excluded else narrowed

    def answer(self, ask: Ask) -> Answer:
        """Hits, total and facets."""
        query = self.query(ask)
        hits, total = self._ranked(query, ask) if ask.order == Order.RELEVANCE else self._dated(query, ask)
        page, beyond = hits[: ask.limit], len(hits) > ask.limit
        has_previous, has_more = ask.offset > 0 or ask.after is not None, beyond
        if ask.before is not None and ask.after is None and ask.order != Order.RELEVANCE:
            page, has_previous, has_more = page[::-1], beyond, True
        facets = self._facets(query, ask) if ask.facets else None
        return Answer(tuple(page), total, has_previous, has_more, facets)

    def refs(self, ask: Ask) -> set[int]:
        """The numbers of all things found, for exports and tests."""
        found = self.searcher.search(self.query(ask), max(1, self.searcher.num_docs), order_by_field="key")
        return {read_sort_key(key)[1].number for key, _address in found.hits}

    def _ranked(self, query: Query, ask: Ask) -> tuple[list[Hit], int]:
        favouring = self.compiler.favouring_headlines(query, ask.tree)
        found = self.searcher.search(favouring, ask.limit + 1, offset=ask.offset)
        keys = self.searcher.fast_field_values("key", [address for _score, address in found.hits])
        hits = [_hit(int(key or 0), score) for key, (score, _address) in zip(keys, found.hits, strict=True)]
        return hits, _total(found)

    def _dated(self, query: Query, ask: Ask) -> tuple[list[Hit], int]:
        newest = ask.order == Order.NEWEST
        if ask.after is None and ask.before is None:
            return self._by_key(query, ask.limit + 1, newest, ask.offset)
        backwards = ask.after is None
        bound = ask.before if ask.after is None else ask.after
        older = newest != backwards
        beyond = Query.range_query(
            self.compiler.schema,
            "key",
            FieldType.Integer,
            lower_bound=None if older else bound,
            upper_bound=bound if older else None,
            include_lower=older,
            include_upper=not older,
        )
        rest = Query.boolean_query([(Occur.Must, query), (Occur.Must, beyond)])
        hits, _rest = self._by_key(rest, ask.limit + 1, newest != backwards)
        return hits, self.count(query)

    def _by_key(self, query: Query, limit: int, newest: bool, offset: int = 0) -> tuple[list[Hit], int]:
        order = tantivy.Order.Desc if newest else tantivy.Order.Asc
        found = self.searcher.search(query, limit, order_by_field="key", offset=offset, order=order)
        return [_hit(key) for key, _address in found.hits], _total(found)

    def count(self, query: Query) -> int:
        """How many documents a query finds."""
        return _total(self.searcher.search(query, 1))

    def _facets(self, query: Query, ask: Ask) -> Facets:
        filters = ask.filters
        wanted = {name: _terms(field, size) for name, (field, size) in _FACETS.items()}
        wanted["photos"] = _terms("photo", 2)
        dated = filters.first is not None or filters.last is not None
        if not dated:
            wanted["years"] = _terms("year", 500)
        elif filters.first and filters.last and filters.first.year == filters.last.year:
            wanted["months"] = _terms("month", 12)
            if filters.first.month == filters.last.month:
                wanted["days"] = _terms("day", 31)
        counted = self.searcher.aggregate(query, wanted)
        if dated:
            counted |= self.searcher.aggregate(self.query(ask, dates=False), {"years": _terms("year", 500)})
        photos = {bucket.value: bucket.count for bucket in _buckets(counted, "photos")}
        names = (*_FACETS, "years", "months", "days")
        return Facets(**{name: _buckets(counted, name) for name in names}, with_photo=photos.get(1, 0))


def _total(found: tantivy.SearchResult) -> int:
    count: int = found.count  # type: ignore[attr-defined]  # is there, if not in the package's stubs
    return count


def _terms(field: str, size: int) -> dict[str, Any]:
    return {"terms": {"field": field, "size": size, "segment_size": _ENOUGH}}


def _buckets(counted: dict[str, Any], name: str) -> tuple[Bucket, ...]:
    buckets = [
        Bucket(bucket["key"] if isinstance(bucket["key"], str) else int(bucket["key"]), bucket["doc_count"])
        for bucket in counted.get(name, {}).get("buckets", [])
    ]
    if name in _BY_VALUE:
        buckets.sort(key=lambda bucket: (len(str(bucket.value)), str(bucket.value)))
    else:
        buckets.sort(key=lambda bucket: (-bucket.count, str(bucket.value)))
    return tuple(buckets)


def _hit(key: int, score: float = 0.0) -> Hit:
    date, ref = read_sort_key(key)
    return Hit(ref, date, key, score)
