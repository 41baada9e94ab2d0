"""The jumps of an issue as ``list_jumps --json`` prints them (docs/jumps.md)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from articles.models import ArticlePart, Jump


def jump_rows(jumps: Iterable[Jump]) -> list[dict[str, object]]:
    """One JSON object a jump, in the order given."""
    return [
        {
            "headline": jump.headline,
            "headline_of_tail": jump.headline_of_tail,
            "from_page": _label(jump.front),
            "to_page": _label(jump.tail),
            "state": jump.state,
            "confidence": jump.confidence,
            "joined_text_sha1": _text_sha1(jump) if jump.state == "joined" else None,
        }
        for jump in jumps
    ]


def _label(part: ArticlePart | None) -> str | None:
    return part.page.label if part else None


def _text_sha1(jump: Jump) -> str:
    """SHA-1 of the whole article's text without white space: what a cut's glue cannot change."""
    assert jump.front is not None
    text = re.sub(r"\s", "", jump.front.article.joined_text())
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()
