"""A stack of head lines → column, kicker, headline and deck."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from articles.ingest.text.flow import DASHES
from articles.ingest.text.joining import is_latin, tidy_head
from articles.ingest.text.lines import Line, columns
from articles.wording.column_names import column_of

MOST_LINES = 3
"""Lines of the longest headline,"""
TWO_LINES = 23
"""The widest line, in columns, of a headline that runs over two lines."""

DECK_LENGTH = 1.5
"""How much longer than its headline a deck without a dash is at least."""
TELLS_NOTHING, TELLS_ALL = 0.12, 0.5
"""How much of a kicker's words its story has at most, where set like its headline, and of that at least."""
_UNFINISHED = ("、", "，", "·", "的", "和", "与")
LEAST_CLAUSE, ALIKE = 8, 4
"""Columns of the shortest clause of a pair, and by which its clauses differ at most."""
_IN_BRACKETS = re.compile(r"^[（(][^（()）]{6,}[）)]$")
"""A deck that says when and by whom a document was adopted."""
_SAYS = ("强调", "提出", "指出", "要求")
"""How a kicker ends that names a meeting."""
EVEN = 10
"""Columns by which the two lines of one headline differ at most, where it stands between kicker and deck."""
LEAST_KICKER = 10
"""Columns of a line whose words are enough to tell that its story has none of them."""
SMALL_WORD = 3
"""Letters of words that title case leaves small,"""
TITLE_CASE = 0.8
"""and the share of the others that begin with a capital."""
_FUNCTION_WORD = re.compile(
    r"\b(?:a|an|the|of|to|in|on|at|for|and|or|with|from|by|der|die|das|dem|den|des|ein|eine|einen|einem|einer|und|oder|auf|aus|von|vom"
    r"|zu|zum|zur|mit|im|am|für|bei|nach|über|wird|werden|le|la|les|du|de|et|un|une)$",
    re.I,
)
_CHAIRED = re.compile(
    r"^[\u4e00-\u9fff·、 ]{2,16}(?:主持(?:会议)?(?:并讲话)?|出席(?:会议)?|讲话|致辞|作出批示)$"
)
"""Who chaired or spoke, as a deck tells below the headline of a meeting."""
# A column's name in brackets in front of a headline or behind it; serial marks and the like are none.
_COLUMN_IN_HEAD = re.compile(
    r"^[【\[［]([^】\]］]{2,12})[】\]］]\s*"
    r"|\s*[（(](?!(?:[上中下]|之?[一二三四五六七八九十]+|组图|附图|图文|视频|节选|摘要|连载|续完|完|全文|外.首)[）)])"
    r"([\u4e00-\u9fff·]{2,8})[）)]$"
)


@dataclass(frozen=True, slots=True)
class Heads:
    """Column, kicker, headline and deck of a story."""

    column: str = ""
    kicker: str = ""
    headline: str = ""
    deck: str = ""


def sort_heads(lines: list[Line], liking: Mapping[int, float] | None = None, *, whole: bool = False) -> Heads:
    """Which lines of a stack are kicker, headline and deck.

    ``liking`` tells by a line's index how much of its words its story has; ``whole`` says that no head runs
    over two lines.
    """
    told = liking or {}
    named = [line for line in lines if names_column(line)]
    column = column_of(named[0].text) if named else ""
    heads = [line for line in lines if line not in named]
    units = [[line] for line in heads] if whole else units_of(heads, told)
    if not units:
        return Heads(headline=column)
    at = 0 if whole and _is_deck(units) else _headline_at(units)
    kicker = " ".join(_text(unit) for unit in units[:at])
    deck = " ".join(_text(unit) for unit in units[at + 1 :])
    headline = _text(units[at])
    if found := _COLUMN_IN_HEAD.search(headline):
        column = column or found[1] or found[2]
        headline = headline[: found.start()] + headline[found.end() :]
    return Heads(column, kicker, headline.strip(), deck)


def names_column(line: Line) -> bool:
    """Whether a line of a stack names the column under which its story stands."""
    return not line.spaced and bool(column_of(line.text))


def _is_deck(units: list[list[Line]]) -> bool:
    """Whether the second of two lines tells the first at more length."""
    return len(units) == 2 and units[1][0].width >= DECK_LENGTH * units[0][0].width


def _text(unit: list[Line]) -> str:
    return tidy_head(" ".join(line.text for line in unit))


def units_of(lines: list[Line], liking: Mapping[int, float]) -> list[list[Line]]:
    """Lines grouped into heads: those of one headline that runs over two lines stand together."""
    units: list[list[Line]] = []
    for line in lines:
        last = units[-1][-1] if units else None
        if last is not None and _one_head(last, line, units[-1]) and not _is_kicker(last, line, liking):
            units[-1].append(line)
        else:
            units.append([line])
    return _of_meeting(_four([part for unit in units for part in _even(unit)]))


def _four(units: list[list[Line]]) -> list[list[Line]]:
    """Four lines in none of which print shows what they are: a kicker, a headline of two lines and a deck.

    So they are where the two in the middle are set to one width; with a dash before it the deck is known.
    """
    lines = [line for unit in units for line in unit]
    dashed = lines[-1].text.startswith(DASHES) if lines else False
    if dashed and len(lines) == 4 and len(units) != 3 and not any(line.spaced for line in lines):
        return [lines[:1], lines[1:3], lines[3:]]
    plain = not any(line.spaced or line.text.startswith(DASHES) or is_latin(line.text) for line in lines)
    if len(lines) != 4 or not plain or lines[2].gap or _CHAIRED.match(lines[3].text):
        return units
    return [lines[:1], lines[1:3], lines[3:]] if abs(lines[1].width - lines[2].width) <= EVEN else units


def _of_meeting(units: list[list[Line]]) -> list[list[Line]]:
    """Between a kicker that says which meeting and a deck that says who chaired it stands one headline."""
    if len(units) < 4 or not units[0][-1].text.endswith(_SAYS) or not _CHAIRED.match(units[-1][0].text):
        return units
    between = [line for unit in units[1:-1] for line in unit]
    return [units[0], between, units[-1]] if len(between) <= MOST_LINES else units


def _even(unit: list[Line]) -> list[list[Line]]:
    """Three lines set alike are two heads: the two that are most nearly of one width are one."""
    if len(unit) != 3 or unit[0].spaced:
        return [unit]
    first, second, third = (line.width for line in unit)
    return [unit[:2], unit[2:]] if abs(first - second) <= abs(second - third) else [unit[:1], unit[1:]]


def _one_head(last: Line, line: Line, unit: list[Line]) -> bool:
    if len(unit) >= 3 or line.text.startswith(DASHES) or _CHAIRED.match(line.text):
        return False
    if is_latin(last.text) and is_latin(line.text):
        return _goes_on(last.text, line.text, bool(line.gap))
    if line.gap:
        return False
    if last.spaced:
        return line.spaced or line.width <= 1.5 * last.width
    if line.spaced:
        return False
    if last.text.endswith(_UNFINISHED):
        return True
    if last.text.endswith(("？", "！", "：", *_SAYS)):
        return False  # so kickers end
    return _set(last) <= TWO_LINES and _set(line) <= TWO_LINES + (4 if last.width <= 16 else 0)


def _set(line: Line) -> int:
    """Columns of a head as it is set: a quotation mark takes half of a character's room."""
    return line.width - sum(line.text.count(mark) for mark in "“”‘’")


def _is_kicker(last: Line, line: Line, liking: Mapping[int, float]) -> bool:
    """Whether a line is no part of the headline below, a pair of clauses or what alone tells the story."""
    if last.spaced or is_latin(last.text) or last.text.endswith(_UNFINISHED):
        return False
    if _is_pair(line.text) and not _is_pair(last.text) and " " not in last.text:
        return True
    if last.width < LEAST_KICKER:
        return False
    return liking.get(last.index, 1.0) <= TELLS_NOTHING and liking.get(line.index, 0.0) >= TELLS_ALL


def _is_pair(text: str) -> bool:
    """Whether two clauses of like length stand in one line, as headlines are set: 小病不出村 大病有人管."""
    clauses = text.split()
    lengths = [columns(clause) for clause in clauses]
    return len(clauses) == 2 and min(lengths) >= LEAST_CLAUSE and max(lengths) - min(lengths) <= ALIKE


def _goes_on(last: str, line: str, gap: bool) -> bool:
    """Whether a head of a language that writes spaces goes on in the next line."""
    if line[0].islower() or last.endswith((",", "–", "-", "&", "„", "(")) or _FUNCTION_WORD.search(last):
        return True
    return not gap and _has_capitals(last) and _has_capitals(line) and last.isupper() == line.isupper()


def _has_capitals(text: str) -> bool:
    """Whether a head is set in title case or capitals, as English headlines are and decks are not."""
    words = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > SMALL_WORD]
    return len(words) > 1 and sum(word[0].isupper() for word in words) >= TITLE_CASE * len(words)


def _headline_at(units: list[list[Line]]) -> int:
    spaced = [at for at, unit in enumerate(units) if unit[0].spaced]
    if spaced:
        return spaced[0]
    if is_latin(units[0][0].text):
        capitals = [at for at, unit in enumerate(units) if unit[0].text.isupper()]
        titles = [at for at, unit in enumerate(units) if _has_capitals(unit[0].text)]
        return next((found[0] for found in (capitals, titles) if 0 < len(found) < len(units)), 0)
    dashed = [
        at for at, unit in enumerate(units) if unit[0].text.startswith(DASHES) or _CHAIRED.match(unit[0].text)
    ]
    if dashed:
        return max(0, dashed[0] - 1)
    several = [at for at, unit in enumerate(units) if len(unit) > 1]
    if several:
        return several[0]
    if len(units) == 2 and (_IN_BRACKETS.match(units[1][0].text) or _is_in_clauses(units)):
        return 0
    return min(1, len(units) - 1)


def _is_in_clauses(units: list[list[Line]]) -> bool:
    """Whether only the first of two heads is set in clauses with a space between, as headlines are."""
    first, second = (_text(unit) for unit in units)
    return " " in first and " " not in second and not first.endswith(_SAYS)
