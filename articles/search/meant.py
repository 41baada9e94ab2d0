"""What else a query may have meant: words taken for operators, lists for phrases, days for words. Pure.

It changes nothing in what is searched; each finding is a note with the query that says it in the language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from articles.search.analysis import BREAK, counts, fold_character, is_cjk
from articles.search.dates import english_days, may_be_of_print, nearest, parse_dates
from articles.search.lexing import FIELD_BEFORE, WITHOUT_QUOTES, Token, plainly
from articles.search.notes import Note
from articles.search.query import to_text
from articles.wording.numerals import written_otherwise

_OPERATORS = {
    **dict.fromkeys(("or", "或", "或者"), "OR"),
    **dict.fromkeys(("and", "与", "和", "及", "且", "并且"), "AND"),
    **dict.fromkeys(("not", "非"), "NOT"),
}
_NEAR = re.compile(r"near(?:/?(\d{1,2}))?", re.I)
_NEAR_CALL = re.compile(r"near\s*\(\s*([^()\"]+?)\s*(?:[,，]\s*(\d{1,2})\s*)?\)", re.I)
_USUAL_DISTANCE = "10"
_DASHES = re.compile(r"[—―─]{2,}")
_IN_LISTS = ",，、;；&+"
_GLUED = re.compile(r"(?<![A-Za-z])(AND|OR|NOT)(?![A-Za-z])")
_BEFORE, _BEHIND = ("word", "quoted", "close"), ("word", "quoted", "open")


class _Change(NamedTuple):
    """Text from ``start`` to ``end``, written another way; ``about`` is what the note names."""

    start: int
    end: int
    text: str
    about: str


def other_readings(typed: str, tokens: Sequence[Token]) -> Iterator[Note]:
    """Notes on what else a query may mean, each with the query that means it; ``tokens`` are its own."""
    chinese = any(map(is_cjk, typed))
    for code, changed in (  # the first that holds: one other query is enough to offer
        ("near_word", lambda at: _near(typed, tokens, at)),
        ("operator_word" if chinese else "latin_operator", lambda at: _operator(tokens, at)),
        ("dash_word", lambda at: _dash(tokens, at)),
        ("operator_glued", lambda at: _glued(tokens, at)),
        ("date_words", lambda at: _day(typed, tokens, at, of_one_day=True)),
        ("year_words", lambda at: _day(typed, tokens, at, of_one_day=False)),
        ("one_phrase", lambda at: _list(tokens, at)),
        ("number_written", lambda at: _number(tokens, at)),
    ):
        if changes := [change for at in range(len(tokens)) if (change := changed(at))]:
            yield Note(code, changes[0].about, _written(typed, changes))
            break
    for token in tokens:
        if token.kind == "word" and (found := _has_wildcard(token.text)):
            yield Note("wildcard", found)


def with_date(note: Note, typed: str) -> Note:
    """A note on what is no date with another query: of a time near it, or without the day of all years."""
    if note.code not in ("bad_date", "every_year") or (at := plainly(typed).find(note.text)) < 0:
        return note
    end = at + len(note.text)
    if note.code == "every_year":
        named = FIELD_BEFORE.search(typed[:at])
        rest = f"{typed[: named.start() if named else at]} {typed[end:]}"
        return note._replace(instead=" ".join(rest.split()))
    dates = nearest(note.text)
    days = to_text(dates).removeprefix("date:") if dates else ""
    return note._replace(instead=typed[:at] + days + typed[end:] if days else "")


def _written(typed: str, changes: Sequence[_Change]) -> str:
    out, at = "", 0
    for change in changes:
        if change.start < at:
            continue  # a year inside of a day
        out += typed[at : change.start] + change.text
        at = change.end
    return out + typed[at:]


def _kind(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].kind if 0 <= at < len(tokens) else ""


def _operator(tokens: Sequence[Token], at: int) -> _Change | None:
    token = tokens[at]
    operator = _OPERATORS.get(token.text.lower()) if token.kind == "word" and token.end else None
    if not operator or _kind(tokens, at + 1) not in (*_BEHIND, "field"):
        return None
    if operator != "NOT" and _kind(tokens, at - 1) not in _BEFORE:
        return None
    return _Change(token.start, token.end, operator, token.text)


def _near(typed: str, tokens: Sequence[Token], at: int) -> _Change | None:
    token = tokens[at]
    if token.kind != "word":
        return None
    if token.end and (call := _NEAR_CALL.match(typed.translate(_BRACKETS), token.start)):
        words, distance = re.split(r"[\s,，]+", call[1]), call[2] or _USUAL_DISTANCE
        if len(words) > 1:
            return _Change(token.start, call.end(), f'"{" ".join(words)}"~{distance}', call[0])
    if not (found := _NEAR.fullmatch(token.text)):
        return None
    if _kind(tokens, at - 1) not in ("word", "quoted") or _kind(tokens, at + 1) not in ("word", "quoted"):
        return None
    left, right = tokens[at - 1], tokens[at + 1]
    sides = f"{left.text} {right.text}".translate(WITHOUT_QUOTES)
    if not token.text.isupper() and not any(map(is_cjk, sides)):
        return None  # a word of English
    return _Change(left.start, right.end, f'"{sides}"~{found[1] or _USUAL_DISTANCE}', token.text)


_BRACKETS = str.maketrans("（）", "()")


def _dash(tokens: Sequence[Token], at: int) -> _Change | None:
    """The dash of a Chinese keyboard before a word; where a query begins with it, a deck was pasted."""
    token = tokens[at]
    found = _DASHES.match(token.text) if token.kind == "word" and _kind(tokens, at - 1) in _BEFORE else None
    if not found or not counts(token.text[found.end() : found.end() + 1] or " "):
        return None
    return _Change(token.start, token.start + found.end(), "-", found[0])


def _glued(tokens: Sequence[Token], at: int) -> _Change | None:
    """An operator in capitals between Chinese characters, with no blanks around it: 堤OR涵闸."""
    token = tokens[at]
    if token.kind != "word" or not token.end or not any(map(is_cjk, token.text)):
        return None
    apart = " ".join(_GLUED.sub(r" \1 ", token.text).split())
    if apart == token.text or apart.split()[-1] in ("AND", "OR", "NOT"):
        return None
    if apart.split()[0] in ("AND", "OR") and _kind(tokens, at - 1) not in _BEFORE:
        return None
    return _Change(token.start, token.end, apart, token.text)


def _day(typed: str, tokens: Sequence[Token], at: int, of_one_day: bool) -> _Change | None:
    """A day, or a month, year or range, looked for in the texts, where the day of print may be meant."""
    token = tokens[at]
    if token.kind != "word" or not token.end or _kind(tokens, at - 1) == "field":
        return None
    if in_english := english_days(typed, token.start):
        dates, end = in_english
    elif read := parse_dates(token.text):
        dates, end = read.dates, token.end
    else:
        return None
    if not may_be_of_print(dates) or of_one_day is not (dates.first == dates.last):
        return None
    return _Change(token.start, end, to_text(dates), typed[token.start : end])


def _number(tokens: Sequence[Token], at: int) -> _Change | None:
    """A number that print may have in the other script: 四十六座 and 46座."""
    token = tokens[at]
    if token.kind != "word" or not token.end or not (other := written_otherwise(token.text)):
        return None
    return _Change(token.start, token.end, other, token.text)


def _list(tokens: Sequence[Token], at: int) -> _Change | None:
    """Words that punctuation parts, which are one phrase: 堤、涵闸."""
    token = tokens[at]
    if token.kind != "word" or not token.end:
        return None
    text = token.text
    places = [place for place, char in enumerate(text) if fold_character(char) in (BREAK, ".")]
    parting = {place for place in places if _parts(text, place)}
    if not parting:
        return None
    apart = "".join(" " if place in parting else char for place, char in enumerate(text))
    apart = " ".join(apart.split())
    if _kind(tokens, at - 1) == "field":
        apart = f"({apart})"
    return _Change(token.start, token.end, apart, text)


def _parts(text: str, place: int) -> bool:
    """Whether it stands between two words of a list: no number is written with it, as 1,000 and 23.6, nor a
    Latin word, as pm/2.
    """
    before, behind = text[:place].rstrip(_IN_LISTS), text[place + 1 :].lstrip(_IN_LISTS)
    if text[place] == "*" or not before or not behind:
        return False
    sides = before[-1], behind[0]
    if not all(map(counts, sides)) or all(side.isdecimal() for side in sides):
        return False
    return text[place] in _IN_LISTS or any(map(is_cjk, sides))


def _has_wildcard(text: str) -> str:
    """The word in which a ? seems to stand for a character, 堤? or colo?r; empty where it ends a question."""
    for at, char in enumerate(text):
        if char == "?" and at and (is_cjk(text[at - 1]) or (at + 1 < len(text) and counts(text[at + 1]))):
            return text
    return ""
