"""A body as plain text in a form: a line is a paragraph, one that begins with ``##`` a subhead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from articles.records import Block

_SUBHEAD = "## "


def blocks_of_text(text: str) -> Iterator[Block]:
    """The paragraphs and subheads of a text as typed."""
    for line in map(str.strip, text.splitlines()):
        if line.startswith(_SUBHEAD.strip()):
            if subhead := line.lstrip("#").strip():
                yield Block("subhead", subhead)
        elif line:
            yield Block("paragraph", line)


def text_of_blocks(blocks: Iterable[tuple[str, str]]) -> str:
    """The text of ``(kind, text)`` pairs, as it is typed."""
    return "\n".join((_SUBHEAD if kind == "subhead" else "") + text for kind, text in blocks)
