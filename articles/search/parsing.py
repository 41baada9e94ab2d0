"""The search language: what somebody typed → a tree, and notes on how it was read. Pure.

Nothing typed is an error: what cannot be read as meant is searched for as words, and a note says so.
docs/search.md tells the language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from articles.search.analysis import fold, fold_character, is_cjk, trimmed, units
from articles.search.dates import day_of_year, parse_dates
from articles.search.lexing import Lexer, Token
from articles.search.meant import other_readings, with_date
from articles.search.notes import Note
from articles.search.pages import read_pages
from articles.search.query import (
    And,
    Everything,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    all_of,
    any_of,
    none_of,
    to_text,
    within,
)

MAX_CHARACTERS = 1000
"""Of a query, as they fold: ﷺ counts as the four words that it is."""
MAX_NEAR_UNITS = 60
"""Characters and words of a proximity, all together: an engine looks for them at each distance by itself."""
MAX_TERMS = 60
MAX_NEAR = 12
"""Words of all proximities of a query: one near another is dear to look for, in the index and in a text."""
MAX_DEPTH = 12
MAX_DISTANCE = 50


@dataclass(frozen=True, slots=True)
class Query:
    """A query as it was read."""

    tree: Node
    notes: tuple[Note, ...] = ()


def parse(text: str) -> Query:
    """Read a query. Never raises; an empty one gives `Everything`."""
    notes: list[Note] = []
    text = text.encode(errors="replace").decode()  # half a surrogate pair is no text
    end = _within(MAX_CHARACTERS, _lengths(text))
    if end < len(text):
        notes.append(Note("cut", text[end:]))
        text = text[:end]
    tree, notes = _read(text, notes)
    if _only_excludes(tree):
        notes.append(Note("only_excludes", ""))
    if isinstance(tree, Everything) and text.strip():
        notes.append(Note("everything", ""))
    notes = [with_date(note, text) for note in notes]
    another = any(note.instead for note in notes)
    notes += (one for one in other_readings(text, Lexer(text, []).tokens()) if not (another and one.instead))
    return Query(tree, tuple(dict.fromkeys(notes)))


def _read(text: str, notes: list[Note]) -> tuple[Node, list[Note]]:
    """The tree, of as many terms and brackets as print back into a query that is not too long or deep."""
    most_terms, most_depth = MAX_TERMS, MAX_DEPTH
    while True:
        said = [*notes]
        parser = _Parser(Lexer(text, said).tokens(), said, most_terms, most_depth)
        tree = parser.whole()
        printed = to_text(tree)
        if _length(printed) > MAX_CHARACTERS:
            most_terms = min(most_terms, parser.terms) - 1
        elif _depth(printed) > MAX_DEPTH:
            most_depth -= 1
        else:
            return tree, said


def _length(text: str) -> int:
    return sum(_lengths(text))


def _lengths(text: str) -> Iterator[int]:
    return (max(1, len(fold_character(char))) for char in text)


def _depth(printed: str) -> int:
    """How many brackets stand in each other in a query as `to_text` prints it."""
    outside = "".join(printed.split('"')[::2])
    return max(accumulate((char == "(") - (char == ")") for char in outside), default=0)


def _only_excludes(tree: Node) -> bool:
    match tree:
        case Not():
            return True
        case And(children) | Or(children):
            return all(_only_excludes(child) for child in children)
    return False


def _within(most: int, lengths: Iterable[int]) -> int:
    """How many of these lengths are together no more than ``most``, from the first on."""
    return sum(1 for so_far in accumulate(lengths) if so_far <= most)


@dataclass
class _Parser:
    """Tokens → tree, by precedence: brackets, NOT, AND (or nothing), OR."""

    tokens: list[Token]
    notes: list[Note]
    most_terms: int
    most_depth: int
    at: int = 0
    depth: int = 0
    terms: int = 0
    near: int = 0
    fields: list[str] = field(default_factory=list)

    def whole(self) -> Node:
        parts: list[Node] = [self._either()]
        while self.at < len(self.tokens):  # only a bracket that nothing opened stops the reading early
            self.at += 1
            self._note("unopened_bracket")
            parts.append(self._either())
        return all_of(parts)

    def _peek(self) -> str:
        return self.tokens[self.at].kind if self.at < len(self.tokens) else "end"

    def _note(self, code: str, text: str = "") -> None:
        self.notes.append(Note(code, text))

    def _either(self) -> Node:
        sides = [self._all()]
        while self._peek() == "OR":
            operator = self.tokens[self.at].text
            self.at += 1
            right = self._all()
            if isinstance(sides[-1], Everything) or isinstance(right, Everything):
                self._note("operator_alone", operator)
            sides.append(right)
        return any_of(sides)

    def _all(self) -> Node:
        parts: list[Node] = []
        while (kind := self._peek()) not in ("end", "OR", "close"):
            if kind == "AND":
                self.at += 1
                if not parts or self._peek() in ("end", "OR", "close", "AND"):
                    self._note("operator_alone", "AND")
                continue
            parts.append(self._one())
        return all_of(parts)

    def _one(self) -> Node:
        token = self.tokens[self.at]
        self.at += 1
        match token.kind:
            case "NOT":
                return self._negated(token)
            case "field":
                return self._named(token.text)
            case "open":
                return self._group()
        return self._leaf(token)

    def _negated(self, token: Token) -> Node:
        odd = True
        while self._peek() == "NOT":  # a loop, since a thousand of them would be a deep recursion
            odd = not odd
            self.at += 1
        if self._peek() in ("end", "AND", "OR", "close"):
            self._note("operator_alone", token.text)
            return Everything()
        child = self._one()
        return none_of(child) if odd else child

    def _group(self) -> Node:
        if self.depth >= self.most_depth:
            self._note("too_deep")
            self._skip_group()
            return Everything()
        self.depth += 1
        tree = self._either()
        self.depth -= 1
        if self._peek() == "close":
            self.at += 1
        else:
            self._note("unclosed_bracket")
        return tree

    def _skip_group(self) -> None:
        inside = 1
        while inside and self._peek() != "end":
            inside += (self._peek() == "open") - (self._peek() == "close")
            self.at += 1

    def _named(self, name: str) -> Node:
        """What follows a field's name; ``headline:-甲`` is ``-headline:甲``."""
        odd = False
        while self._peek() == "NOT":
            odd = not odd
            self.at += 1
        found = self._of_field(name)
        return none_of(found) if odd else found

    def _of_field(self, name: str) -> Node:
        kind = self._peek()
        if kind not in ("word", "quoted", "open"):
            self._note("empty_field", name)
            return Everything()
        token = self.tokens[self.at]
        self.at += 1
        if name in ("date", "page"):
            read = self._date if name == "date" else self._page
            return read(token.text) if kind != "open" else _each_phrase(self._group(), read)
        return within(name, self._group() if kind == "open" else self._leaf(token))

    def _date(self, text: str) -> Node:
        found = parse_dates(text)
        if found is None:
            self._note("every_year" if day_of_year(text) else "bad_date", text)
            return self._leaf(Token("word", text))
        if self._is_beyond(text):
            return Everything()
        if found.swapped:
            self._note("swapped_dates", text)
        return found.dates

    def _page(self, text: str) -> Node:
        if self._is_beyond(text):
            return Everything()
        pages, notes = read_pages(text)
        self.notes += notes
        if pages is None:
            self._note("empty_field", "page")
        return pages or Everything()

    def _is_beyond(self, text: str) -> bool:
        """Count one more term; whether it is one too many, and left out."""
        self.terms += 1
        if self.terms > self.most_terms and fold(text):
            self._note("cut", text)
        return self.terms > self.most_terms

    def _leaf(self, token: Token) -> Node:
        if self._is_beyond(token.text):
            return Everything()
        if token.distance is not None:
            return self._near(token)
        text = " ".join(trimmed(token.text).split())
        folded = fold(text)
        if not folded:
            if token.kind == "word" or token.text.strip():  # an empty quotation is told where it is cut
                self._note("nothing_to_find", token.text)
            return Everything()
        written = token.text.rstrip()
        star = written.endswith("*")
        if "*" in written.rstrip("*"):
            self._note("star_ignored", token.text)
        if star and is_cjk(folded[-1]):
            self._note("star_not_needed", token.text)
            star = False
        return Phrase(text, prefix=star)

    def _near(self, token: Token) -> Node:
        assert token.distance is not None
        if "*" in token.text:
            self._note("star_ignored", token.text)
        texts = [text for word in token.text.split() if fold(text := trimmed(word))]
        end = _within(MAX_NEAR_UNITS, (len(units(text)) for text in texts))
        if end < len(texts):
            self._note("cut", " ".join(texts[end:]))
            texts = texts[:end]
        if len(texts) < 2:
            self._note("near_needs_two", token.text)
            return self._leaf(Token("quoted", token.text))
        room = MAX_NEAR - self.near
        if room < len(texts):
            self._note("cut", " ".join(texts[room:] if room > 1 else texts))
            texts = texts[:room] if room > 1 else []
        if not texts:
            return Everything()
        self.near += len(texts)
        if token.distance > MAX_DISTANCE:
            self._note("distance_lowered", str(token.distance))
        return Near(tuple(texts), min(token.distance, MAX_DISTANCE))


def _each_phrase(tree: Node, read: Callable[[str], Node]) -> Node:
    """A tree of bare phrases with each read as something else: ``date:(2024 OR 2025)``."""
    match tree:
        case Phrase(text, ""):
            return read(text)
        case Not(child):
            return none_of(_each_phrase(child, read))
        case And(children):
            return all_of([_each_phrase(child, read) for child in children])
        case Or(children):
            return any_of([_each_phrase(child, read) for child in children])
    return tree
