"""A whole story pasted into one field, as proposals for all. Nothing is stored, nothing overwritten."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from articles.desk.body_text import text_of_blocks
from articles.desk.entry.stamps import same
from articles.desk.names import byline_line, credit_line
from articles.ingest.text.pasted import read_story
from articles.models import Newspaper
from articles.records import PageDraft


def proposals(text: str, newspaper: Newspaper, part: str) -> tuple[dict[str, str], list[str]]:
    """Field by field what the text holds, and what was left out; ``part`` ends the names of its fields.

    Raises ``decoding.UnreadableTextError``.
    """
    draft = read_story(text)
    article = draft.articles[0]
    found = {
        "kicker": article.kicker,
        "headline": article.headline,
        "deck": article.deck,
        "byline": byline_line(dict.fromkeys(article.bylines)),
        "dateline": article.dateline.printed if article.dateline else "",
        f"continuation_{part}": article.continued_from.printed if article.continued_from else "",
        f"body_{part}": text_of_blocks((block.kind, block.text) for block in article.body),
        f"jump_{part}": article.jump.printed if article.jump else "",
        "captions": _captions(draft),
    }
    left_out = [piece.text for piece in draft.left_out]
    if article.column:
        column = newspaper.columns.filter(name=article.column).first()
        if column is not None:
            found["column"] = str(column.pk)
        else:
            left_out.append(_("column: %(name)s (not known yet)") % {"name": article.column})
    return {name: value for name, value in found.items() if value}, left_out


def _captions(draft: PageDraft) -> str:
    return "\n".join(
        " ".join(filter(None, [photo.caption, credit_line(photo.credits)])) for photo in draft.photos
    )


def fill(
    fields: Mapping[str, str], proposed: Mapping[str, str], source: str
) -> tuple[dict[str, str], dict[str, str]]:
    """The fields with proposals in those that were empty, and the proposals that found others filled.

    ``source`` is the field that held the text that was split, and so gives way.
    """
    filled = {name: "" if name == source else text for name, text in fields.items()}
    refused: dict[str, str] = {}
    for name, text in proposed.items():
        if not filled.get(name, "").strip():
            filled[name] = text
        elif not same(filled[name], text):
            refused[name] = text
    return filled, refused
