"""How a record is kept in tantivy: the fields of an index, and a record as a document of it."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from typing import Any

import tantivy

from articles.search import analysis
from articles.search.query import FIELDS
from articles.search.record import Record

FINGERPRINT = f"{analysis.FINGERPRINT} schema 1"
"""Which rules made an index; an index made by others is built anew. Raise the number with any change here."""

TOKENIZER = "blanks"
PIECE_END = "¶"
"""A token between two pieces of text, which no query holds: so no phrase runs from one into the other."""

MARK = "mark"
"""The state of the one document that is no record: it holds how far the index has followed the log."""
DRAFT = "draft"


def build_schema() -> tantivy.Schema:
    """The fields. ``text`` and those that a query names hold tokens made by `analysis`."""
    builder = tantivy.SchemaBuilder()
    for name in ("text", *FIELDS):
        builder.add_text_field(name, tokenizer_name=TOKENIZER, index_option="position")
    # Each CJK character once: a query of one character would else be a union of all pairs that begin with it.
    builder.add_text_field("characters", tokenizer_name=TOKENIZER, index_option="basic")
    builder.add_text_field("state", tokenizer_name="raw", index_option="basic")  # draft, mark; none if public
    builder.add_text_field("mark", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("ref", indexed=True)
    builder.add_integer_field("key", fast=True)
    for name in ("of_newspaper", "year", "month", "day", "person", "in_column", "photo"):
        builder.add_integer_field(name, fast=True, indexed=True)
    builder.add_integer_field("month_day", indexed=True)
    builder.add_integer_field("sum", fast=True)
    for name in ("page", "in_section", "from_agency"):
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


def register_tokenizer(index: tantivy.Index) -> None:
    """Teach an opened index the tokenizer, which is not stored with it."""
    blanks = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(TOKENIZER, blanks)


def prepared(record: Record) -> dict[str, list[Any]]:
    """A record as plain values by field; what takes time is done here, in whatever process calls it."""
    date = record.date
    values: dict[str, list[Any]] = {
        "text": [_joined(record.text)],
        "characters": [" ".join(sorted(analysis.characters("".join(record.text))))],
        "ref": [record.ref.number],
        "key": [record.key],
        "of_newspaper": [record.newspaper],
        "year": [date.year],
        "month": [date.year * 100 + date.month],
        "day": [(date.year * 100 + date.month) * 100 + date.day],
        "month_day": [date.month * 100 + date.day],
        "photo": [int(record.has_photo)],
        "page": list(record.pages),
        "in_section": list(record.sections),
        "person": list(record.people),
    }
    for name, pieces in record.named.items():
        if pieces:
            values[name] = [_joined(pieces)]
    if record.column is not None:
        values["in_column"] = [record.column]
    if record.agency:
        values["from_agency"] = [record.agency]
    if not record.public:
        values["state"] = [DRAFT]
    values["sum"] = [zlib.crc32(repr(values).encode())]  # by which `checking` knows a document again
    return values


def document(values: dict[str, list[Any]], schema: tantivy.Schema) -> tantivy.Document:
    """Prepared values as tantivy takes them."""
    return tantivy.Document.from_dict(values, schema)


def _joined(pieces: Iterable[str]) -> str:
    return f" {PIECE_END} ".join(" ".join(analysis.tokens(piece)) for piece in pieces)
