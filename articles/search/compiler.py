"""A query tree as a tantivy query."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Any

import tantivy
from tantivy import FieldType, Occur, Query

from articles.search import analysis
from articles.search.asking import Filters
from articles.search.openings import any_opening
from articles.search.query import And, Dates, Everything, Near, Node, Not, Or, Page, Phrase, sought
from articles.search.schema import MARK

_Word = str | tuple[int, str]  # as tantivy takes them: here always a place and a token

_HEADLINE_BOOST = 2.0


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
