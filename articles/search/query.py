"""What a query asks for, as a tree that any engine can compile and that prints back into the language. Pure.

A tree is made of `Phrase`, `Near`, `Dates` and `Page` under `And`, `Or` and `Not`; `Everything` stands for an
empty query. Trees are in one shape: no `And` stands in an `And`, none holds a single child or the same one
twice, a `Not` holds no `Not`. `to_text(tree)` gives a query that parses to the same tree.
"""

from __future__ import annotations

import calendar
import datetime
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from articles.search.analysis import counts, fold_character

FIELDS = ("headline", "byline", "caption", "column", "place", "agency", "section", "newspaper")
"""Fields whose text a query may name; the empty name means the whole text of an article."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Text that stands somewhere as it is. ``prefix``: its last word may go on (``pm*``)."""

    text: str
    field: str = ""
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """Phrases each of which stands within ``distance`` characters of the next, in either order."""

    texts: tuple[str, ...]
    distance: int
    field: str = ""

    def pairs(self) -> list[tuple[str, str]]:
        """The neighbours, each two once, whichever comes first."""
        return list({frozenset(pair): pair for pair in pairwise(self.texts)}.values())


@dataclass(frozen=True, slots=True)
class Dates:
    """Printed on a day from ``first`` to ``last``, both counted; None leaves that side open."""

    first: datetime.date | None
    last: datetime.date | None


@dataclass(frozen=True, slots=True)
class Page:
    """Printed on a page of this number, whichever way it is written (三, 3, 03)."""

    number: str


@dataclass(frozen=True, slots=True)
class Everything:
    """Asks for nothing in particular."""


@dataclass(frozen=True, slots=True)
class Not:
    """What the child does not find."""

    child: Node


@dataclass(frozen=True, slots=True)
class And:
    """What all children find."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """What any child finds."""

    children: tuple[Node, ...]


Node = Phrase | Near | Dates | Page | Everything | Not | And | Or


def all_of(children: list[Node]) -> Node:
    """The conjunction, in the one shape of trees."""
    flat: list[Node] = []
    for child in children:
        flat += child.children if isinstance(child, And) else [child]
    flat = [child for child in dict.fromkeys(flat) if not isinstance(child, Everything)]
    if not flat:
        return Everything()
    return flat[0] if len(flat) == 1 else And(tuple(flat))


def any_of(children: list[Node]) -> Node:
    """The disjunction, in the one shape of trees; an empty child asks for nothing and counts for nothing."""
    flat: list[Node] = []
    for child in children:
        flat += child.children if isinstance(child, Or) else [child]
    flat = [child for child in dict.fromkeys(flat) if not isinstance(child, Everything)]
    if not flat:
        return Everything()
    return flat[0] if len(flat) == 1 else Or(tuple(flat))


def none_of(child: Node) -> Node:
    """The negation, in the one shape of trees."""
    if isinstance(child, Not):
        return child.child
    return child if isinstance(child, Everything) else Not(child)


def within(field: str, tree: Node) -> Node:
    """The tree with each phrase that names no field looked for in ``field``."""
    match tree:
        case Phrase(field="") | Near(field=""):
            return replace(tree, field=field)
        case Not(child):
            return Not(within(field, child))
        case And(children):
            return And(tuple(within(field, child) for child in children))
        case Or(children):
            return Or(tuple(within(field, child) for child in children))
    return tree


def sought(tree: Node) -> Iterator[Phrase | Near]:
    """The phrases whose standing in a text is a reason for finding it: all that are not under a `Not`."""
    match tree:
        case Phrase() | Near():
            yield tree
        case And(children) | Or(children):
            for child in children:
                yield from sought(child)


def words_apart(tree: Node) -> Node:
    """The words of its proximities, each by itself: near each other across two texts, each stands in one."""
    return any_of(
        [Phrase(text, leaf.field) for leaf in sought(tree) if isinstance(leaf, Near) for text in leaf.texts]
    )


_IN_WORDS = frozenset("_.·，。、%-")  # what may stand in a word and is no part of the language there
OPERATORS = ("AND", "OR", "NOT")


def to_text(tree: Node) -> str:
    """The query that asks for this, in the search language."""
    match tree:
        case Everything():
            return ""
        case Phrase():
            return _prefixed(tree.field, _quoted(tree.text, "*" if tree.prefix else ""))
        case Near():
            return _prefixed(tree.field, f'"{" ".join(tree.texts)}"~{tree.distance}')
        case Dates():
            return f"date:{_dates(tree)}"
        case Page():
            return f"page:{_quoted(tree.number)}"
        case Not(child):
            return f"-{_bracketed(child, (And, Or))}"
        case And(children):
            return " ".join(_pieces(children, " ", (Or,)))
        case Or(children):
            return " OR ".join(_pieces(_page_ranges(children), " OR ", (And,)))


def _pieces(children: Iterable[Node | str], between: str, kinds: tuple[type, ...]) -> Iterator[str]:
    """What stands between the operators; three neighbours in one field name it once."""
    for field, group in groupby(children, key=_field_of):
        there = [*group]
        if field and len(there) > 2:
            inside = (_bracketed(_in_no_field(child), kinds) for child in there if not isinstance(child, str))
            yield f"{field}:({between.join(inside)})"
        else:
            for child in there:
                yield child if isinstance(child, str) else _bracketed(child, kinds)


def _field_of(tree: Node | str) -> str:
    """The field that all phrases of a tree name; empty where there is no such field."""
    match tree:
        case Phrase() | Near():
            return tree.field
        case Not(child):
            return _field_of(child)
        case And(children) | Or(children):
            fields = {_field_of(child) for child in children}
            return fields.pop() if len(fields) == 1 else ""
    return ""


def _in_no_field(tree: Node) -> Node:
    match tree:
        case Phrase() | Near():
            return replace(tree, field="")
        case Not(child):
            return Not(_in_no_field(child))
        case And(children):
            return And(tuple(_in_no_field(child) for child in children))
        case Or(children):
            return Or(tuple(_in_no_field(child) for child in children))
    return tree


def _page_ranges(children: Iterable[Node]) -> Iterator[Node | str]:
    """The children, three pages or more that follow each other as one text."""
    run: list[tuple[str, int, Node]] = []
    for child in (*children, Everything()):
        found = (
            re.fullmatch(r"([A-Z]*)([1-9][0-9]{0,3}|0)", child.number) if isinstance(child, Page) else None
        )
        if run and not (found and (found[1], int(found[2])) == (run[-1][0], run[-1][1] + 1)):
            if len(run) > 2:
                yield f"page:{run[0][0]}{run[0][1]}..{run[-1][0]}{run[-1][1]}"
            else:
                yield from (page for _letter, _number, page in run)
            run = []
        if found:
            run.append((found[1], int(found[2]), child))
        elif not isinstance(child, Everything):
            yield child


def _bracketed(tree: Node, kinds: tuple[type, ...]) -> str:
    return f"({to_text(tree)})" if isinstance(tree, kinds) else to_text(tree)


def _prefixed(field: str, text: str) -> str:
    return f"{field}:{text}" if field else text


def is_plain(text: str) -> bool:
    """Whether the text is read as one word without quotation marks around it."""
    inside = all(char in _IN_WORDS or counts(char) or not fold_character(char) for char in text)
    return inside and counts(text[0]) and not as_operator(text)


def as_operator(text: str) -> str:
    """The operator that a word is, in whichever width it is written; empty if it is none."""
    plain = unicodedata.normalize("NFKC", text)
    return plain if plain in OPERATORS else ""


def _quoted(text: str, star: str = "") -> str:
    return text + star if is_plain(text) else f'"{text}{star}"'


def _dates(dates: Dates) -> str:
    first, last = dates.first, dates.last
    if first and last:
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
            years = (f"{first.year:04}", f"{last.year:04}")
            return years[0] if first.year == last.year else "..".join(years)
        if first == last.replace(day=1) and last.day == calendar.monthrange(last.year, last.month)[1]:
            return first.isoformat()[:7]
        if first == last:
            return first.isoformat()
    return f"{first.isoformat() if first else ''}..{last.isoformat() if last else ''}"
