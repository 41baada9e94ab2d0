"""The paper's own word list: banned and mistyped words, titles and order of names."""

from __future__ import annotations

from collections.abc import Iterator

from articles.desk.preflight import kinds
from articles.desk.preflight.finding import Finding, Place
from articles.desk.preflight.proof import Proof

_KINDS = {
    "banned": kinds.BANNED,
    "mistyped": kinds.MISTYPED,
    "title": kinds.WRONG_TITLE,
    "order": kinds.WRONG_ORDER,
}


def check(proof: Proof) -> Iterator[Finding]:
    """All findings of the newspaper's word list."""
    for text in proof.texts:
        for hit in proof.words.search(text.text):
            params = {
                "found": hit.found,
                "right": hit.right,
                "name": hit.entry.word,
                "note": hit.entry.note,
            }
            place, where = Place(hit.at, hit.length), (text.page, text.article)
            yield Finding(_KINDS[hit.entry.kind], text.thing, text.field, params, text.text, place, *where)
