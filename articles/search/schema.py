"""How a record is kept in tantivy: the fields of an index, and a record as a document of it."""

from __future__ import annotations

import marshal
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

import tantivy

from articles.search import analysis
from articles.search.bulk import Row, index_rows
from articles.search.query import FIELDS
from articles.search.record import Record

FINGERPRINT = f"{analysis.FINGERPRINT} schema 6"
"""Which rules made an index; an index made by others is built anew. Raise the number with any change here."""

TOKENIZER = "blanks"
Values = dict[str, list[Any]]
"""What a document is given, by field."""

MARK = "mark"
"""The state of the one document that is no record: it holds how far the index has followed the log."""
DRAFT = "draft"
HALF = "half"
"""What the public sees of a story of which another document, a draft, holds the whole."""


def build_schema() -> tantivy.Schema:
    """The fields. ``text`` and those that a query names hold tokens made by `analysis`."""
    builder = tantivy.SchemaBuilder()
    for name in ("text", *FIELDS):
        builder.add_text_field(name, tokenizer_name=TOKENIZER, index_option="position")
    # Each character and word by itself: a query of one would else be a union of all pairs that begin with it.
    builder.add_text_field("units", tokenizer_name=TOKENIZER, index_option="basic")
    builder.add_text_field("state", tokenizer_name="raw", index_option="basic")  # one of those above, or none
    builder.add_text_field("mark", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("ref", indexed=True)
    for name in ("newest", "oldest", "updated"):  # what hits are ordered by
        builder.add_integer_field(name, fast=True)
    for name in ("of_newspaper", "day", "person", "in_column", "photo"):
        builder.add_integer_field(name, fast=True, indexed=True)
    builder.add_integer_field("month_day", indexed=True)
    for name in ("year", "month", "sum"):  # counted and compared, not looked up
        builder.add_integer_field(name, fast=True)
    for name in ("page", "in_section", "from_agency"):
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


def register_tokenizer(index: tantivy.Index) -> None:
    """Teach an opened index the tokenizer, which is not stored with it."""
    blanks = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(TOKENIZER, blanks)


def prepared(records: Sequence[Record]) -> list[Values]:
    """Records as plain values by field; what takes time is done here, in whatever process calls it."""
    pieces: dict[str, None] = {}
    for record in records:
        pieces.update(dict.fromkeys(record.text))
        for named in record.named.values():
            pieces.update(dict.fromkeys(named))
    rows = dict(zip(pieces, index_rows([*pieces]), strict=True))
    return [_values(record, rows) for record in records]


def _values(record: Record, rows: Mapping[str, Row]) -> Values:
    """``rows`` holds that of each piece: its last token is in no phrase, so none runs on into the next."""
    date, place = record.date, record.place
    text = [rows[piece] for piece in record.text]
    values: Values = {
        "text": [" ".join(row.tokens for row in text)],
        "units": [" ".join(row.units for row in text)],
        "ref": [record.ref.number],
        "newest": [place.newest_key],
        "oldest": [place.oldest_key],
        "updated": [record.update_key],
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
            values[name] = [" ".join(rows[piece].tokens for piece in pieces)]
    if record.column is not None:
        values["in_column"] = [record.column]
    if record.agency:
        values["from_agency"] = [record.agency]
    if not record.public:
        values["state"] = [DRAFT]
    elif record.is_half:
        values["state"] = [HALF]
    values["sum"] = [_checksum(values)]
    return values


def document(values: Values, schema: tantivy.Schema) -> tantivy.Document:
    """Prepared values as tantivy takes them."""
    return tantivy.Document.from_dict(values, schema)


def _checksum(values: Values) -> int:
    """Of all that the index is given of a document; by this `checking` knows what it holds."""
    # Version 2 writes equal values alike, which the later ones, with references, do not.
    return zlib.crc32(marshal.dumps(values, 2))
