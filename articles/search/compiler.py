"""A query tree as a tantivy query."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from itertools import product
from typing import Any

import tantivy
from tantivy import FieldType, Occur, Query

from articles.search import analysis
from articles.search.asking import Filters
from articles.search.openings import any_opening
from articles.search.proximity import Row, pattern_of, rows_near
from articles.search.query import And, Dates, Everything, Near, Node, Not, Or, Page, Phrase, sought
from articles.search.schema import MARK

_Word = str | tuple[int, str]  # as tantivy takes them: here always a place and a token

_HEADLINE_BOOST = 2.0


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
        pattern = pattern_of(text, prefix)
        if not pattern.tokens:
            return self._everything()
        if pattern.places == 1 and field == "text":
            if prefix:
                return self._beginning("units", pattern.opening)
            return self.term("units", pattern.tokens[0])
        opened = {len(pattern.tokens) - 1: pattern.opening} if pattern.opening else {}
        return self._row(field, Row([*enumerate(pattern.tokens)], opened))

    def _beginning(self, field: str, opening: str) -> Query:
        (pattern,) = any_opening(field, opening)
        return Query.regex_query(self.schema, field, pattern)

    def _row(self, field: str, row: Row) -> Query:
        """Tokens at places that are apart as given."""
        words, opened = row.words, row.opened
        if len(words) == 1:
            if opened:
                return self._beginning(field, opened[0])
            return self.term(field, words[0][1])
        if not opened:
            return Query.phrase_query(self.schema, field, [*words], row.slop)
        each = [
            [
                (place, pattern)
                for pattern in (self.openings(field, opened[at]) if at in opened else [re.escape(token)])
            ]
            for at, (place, token) in enumerate(words)
        ]
        rows: list[list[_Word]] = [[*one] for one in product(*each)]
        ways = [Query.regex_phrase_query(self.schema, field, one, row.slop) for one in rows]
        return ways[0] if len(ways) == 1 else Query.boolean_query([(Occur.Should, way) for way in ways])

    def _near(self, near: Near) -> Query:
        field = near.field or "text"
        return self._all(
            [(Occur.Must, self._pair(field, left, right, near.distance)) for left, right in near.pairs()]
        )

    def _pair(self, field: str, left: str, right: str, distance: int) -> Query:
        """Both phrases, at most ``distance`` places apart, in either order."""
        rows = rows_near(pattern_of(left), pattern_of(right), distance)
        ways = [(Occur.Should, self._row(field, row)) for row in rows]
        # There may be many rows to look at; so look only where both stand at all.
        return Query.boolean_query(
            [(Occur.Must, self.both(field, left, right)), (Occur.Must, Query.boolean_query(ways))]
        )

    def both(self, field: str, left: str, right: str) -> Query:
        """Both phrases, wherever they stand in a field."""
        return Query.boolean_query([(Occur.Must, self._phrase(field, text)) for text in (left, right)])


def _day(date: datetime.date) -> int:
    return (date.year * 100 + date.month) * 100 + date.day
