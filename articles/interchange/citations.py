"""Citations → bytes for reference managers and spreadsheets: CSV, JSON, RIS, BibTeX, a piece at a time."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from articles.records import Citation

COLUMNS = (
    "headline", "kicker", "deck", "column",
    "newspaper", "date", "edition", "issue_number", "whole_number", "pages", "section", "authors",
    "agency", "photo_credits", "kind", "address",
)  # fmt: skip


class Format(NamedTuple):
    """A way to write citations."""

    media_type: str
    write: Callable[[Iterable[Citation]], Iterator[str]]


class _Line:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def to_csv(citations: Iterable[Citation], heads: Mapping[str, str] | None = None) -> Iterator[str]:
    """RFC 4180, with a byte order mark, by which spreadsheets know UTF-8.

    ``heads`` says how the `COLUMNS` are called, where it is not by these names.
    """
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow([(heads or {}).get(name, name) for name in COLUMNS])
    for citation in citations:
        values = _plain(citation)
        yield writer.writerow([_cell(values[name]) for name in COLUMNS])


# What makes a spreadsheet read a cell as a formula, the full-width forms included.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def _cell(value: object) -> str:
    """A cell that no spreadsheet takes for a formula: such a text gets an apostrophe before it (OWASP)."""
    text = "; ".join(value) if isinstance(value, list) else "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" \u3000").startswith(_FORMULA) or text.startswith(_FORMULA) else text


def to_json(citations: Iterable[Citation]) -> Iterator[str]:
    """An array of objects, one a line."""
    before = "[\n"
    for citation in citations:
        yield before + json.dumps(_plain(citation), ensure_ascii=False)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _plain(citation: Citation) -> dict[str, object]:
    return {
        "headline": citation.headline,
        "kicker": citation.kicker,
        "deck": citation.deck,
        "column": citation.column,
        "newspaper": citation.newspaper,
        "date": citation.date.isoformat(),
        "edition": citation.edition,
        "issue_number": citation.issue_number,
        "whole_number": citation.whole_number,
        "pages": list(citation.pages),
        "section": citation.section,
        "authors": list(citation.authors),
        "agency": citation.agency,
        "photo_credits": list(citation.photo_credits),
        "kind": citation.kind,
        "address": citation.address,
    }


def authors_of(citation: Citation) -> tuple[str, ...]:
    """Who signs it; where nobody does, the agency whose report it is, as a corporate author."""
    return citation.authors or ((citation.agency,) if citation.agency else ())


def _notes(citation: Citation) -> list[str]:
    """What has no field of its own, in the newspaper's language: the column, the agency beside authors…"""
    chinese = citation.language.lower().startswith("zh")
    notes = []
    if citation.column:
        notes.append(f"栏目：{citation.column}" if chinese else f"Column: {citation.column}")
    if citation.issue_number and citation.whole_number:
        number = citation.whole_number
        notes.append(f"总第{number}期" if chinese else f"Whole No. {number}")
    if citation.agency and citation.authors:
        notes.append(f"通讯社：{citation.agency}" if chinese else f"Agency: {citation.agency}")
    if names := citation.photo_credits:
        notes.append(f"图片：{'、'.join(names)}" if chinese else f"Photos: {', '.join(names)}")
    return notes


def _heads(citation: Citation) -> list[str]:
    """What stands over and under the headline, as notes."""
    chinese = citation.language.lower().startswith("zh")
    notes = []
    if citation.kicker:
        notes.append(f"引题：{citation.kicker}" if chinese else f"Kicker: {citation.kicker}")
    if citation.deck:
        notes.append(f"副题：{citation.deck}" if chinese else f"Deck: {citation.deck}")
    return notes


def to_ris(citations: Iterable[Citation]) -> Iterator[str]:
    """RIS, reference type NEWS; a line a value, ended by CR LF as its specification has it.

    A name without a comma is one name, of a person or of a body; each note is an N1.
    """
    for citation in citations:
        lines = [
            ("TY", "NEWS"),
            ("ID", citation.key),
            ("TI", citation.headline),
            *(("N1", note) for note in _heads(citation)),
            *(("AU", author) for author in authors_of(citation)),
            ("T2", citation.newspaper),
            ("PY", f"{citation.date:%Y}"),
            ("DA", f"{citation.date:%Y/%m/%d}"),
            ("ET", citation.edition),
            ("IS", str(citation.issue_number or citation.whole_number or "")),
            ("SP", ", ".join(citation.pages)),
            ("SE", citation.section),
            ("PB", citation.publisher),
            ("CY", citation.place),
            ("SN", citation.issn),
            ("LA", citation.language),
            *(("N1", note) for note in _notes(citation)),
            ("UR", citation.address),
        ]
        written = "".join(f"{tag}  - {_one_line(value)}\r\n" for tag, value in lines if value)
        yield f"{written}ER  - \r\n\r\n"


# Primary language of a BCP 47 tag → what babel calls it, and so biblatex.
_LANGIDS = {
    "zh": "chinese",
    "en": "english",
    "de": "ngerman",
    "fr": "french",
    "es": "spanish",
    "it": "italian",
    "pt": "portuguese",
    "ru": "russian",
    "ja": "japanese",
    "ko": "korean",
    "vi": "vietnamese",
}


def to_bibtex(citations: Iterable[Citation]) -> Iterator[str]:
    """BibTeX in UTF-8; ``date``, ``url``, ``entrysubtype``, ``langid`` are biblatex's,
    and so are ``subtitle`` for the deck and ``titleaddon`` for the kicker.
    """
    for citation in citations:
        date = citation.date
        fields = [
            # Each name in braces of its own: Chinese names are not turned round, and "and" parts nothing.
            ("author", " and ".join(f"{{{_tex(author)}}}" for author in authors_of(citation))),
            ("title", f"{{{_tex(citation.headline)}}}"),
            ("subtitle", f"{{{_tex(citation.deck)}}}" if citation.deck else ""),
            ("titleaddon", f"{{{_tex(citation.kicker)}}}" if citation.kicker else ""),
            ("journal", _tex(citation.newspaper)),
            ("entrysubtype", "newspaper"),
            ("date", date.isoformat()),
            ("year", f"{date:%Y}"),
            ("month", _MONTHS[date.month - 1]),
            ("day", str(date.day)),
            ("edition", _tex(citation.edition)),
            ("number", str(citation.issue_number or citation.whole_number or "")),
            ("pages", ", ".join(map(_tex, citation.pages))),
            ("publisher", _tex(citation.publisher)),
            ("address", _tex(citation.place)),
            ("issn", _tex(citation.issn)),
            ("langid", _LANGIDS.get(citation.language.lower().partition("-")[0], "")),
            ("note", _tex("; ".join(_notes(citation)))),
            ("url", citation.address),
        ]
        body = "".join(f"  {name} = {_value(name, value)},\n" for name, value in fields if value)
        yield f"@article{{{citation.key},\n{body}}}\n\n"


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _value(name: str, value: str) -> str:
    """A month is one of BibTeX's own words, which its styles spell out; a number is set as it stands."""
    return value if name == "month" else f"{{{value}}}"


_TEX = {
    "\\": r"\textbackslash{}",
    # Not \{ and \}: BibTeX counts braces, whatever stands before them.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{char: rf"\{char}" for char in "$&#%_"},
}


def _tex(text: str) -> str:
    return "".join(_TEX.get(char, char) for char in _one_line(text))


def _one_line(text: str) -> str:
    return re.sub(r"[\s\x00-\x1f\x7f]+", " ", text).strip()


FORMATS = {
    "csv": Format("text/csv; charset=utf-8", to_csv),
    "json": Format("application/json; charset=utf-8", to_json),
    "ris": Format("application/x-research-info-systems; charset=utf-8", to_ris),
    "bib": Format("application/x-bibtex; charset=utf-8", to_bibtex),
}
"""By the end of the file's name."""
