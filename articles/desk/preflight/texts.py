"""Texts: what a proofreader marks, and HTML that should not be there."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator

from articles.desk.preflight import kinds
from articles.desk.preflight.finding import Finding, Place
from articles.desk.preflight.proof import Proof, Text
from articles.models import Article, ArticlePart
from articles.wording import html
from articles.wording.proofreading import Slip, proofread, unpaired


def check(proof: Proof) -> Iterator[Finding]:
    """All findings about how texts are written."""
    for text in proof.texts:
        whole = not isinstance(text.thing, ArticlePart) or text.field != "body"
        yield from _grouped(text, proofread(text.text, complete=whole))
    for article in proof.asked:
        yield from _unpaired(proof, article)
        for part in article.parts.all():
            if html.clean(part.body) != part.body:
                html_found = Finding(kinds.FORBIDDEN_HTML, part, "body", {}, part.body)
                yield dataclasses.replace(html_found, page=part.page, article=article)


def _grouped(text: Text, slips: Iterable[Slip]) -> Iterator[Finding]:
    """A finding for each slip; what is wrong in the same way several times in one field is one finding."""
    groups: dict[tuple[str, str], list[Slip]] = {}
    for slip in slips:
        groups.setdefault((slip.kind, slip.found), []).append(slip)
    for (name, found), same in groups.items():
        yield Finding(
            kinds.KINDS[name],
            text.thing,
            text.field,
            {"found": found, "right": same[0].right},
            text.text,
            Place(same[0].at, same[0].length, len(same)),
            text.page,
            text.article,
        )


def _unpaired(proof: Proof, article: Article) -> Iterator[Finding]:
    """Pairs are looked for in the whole story: a jump may cut a quotation in two."""
    parts = article.story_parts()
    if not parts or (parts[0].printed_continuation and parts[0].order == 1) or _is_open(article, parts):
        return  # half of it is missing, which is said already
    joined, starts = "", []
    for part in parts:
        if joined:
            joined += "\n" if part.joins_as == ArticlePart.JoinsAs.PARAGRAPH else ""
        starts.append((len(joined), part))
        joined += proof.bodies[part.pk]
    by_part: dict[int, list[Slip]] = {}
    for slip in unpaired(joined):
        start, part = next(one for one in reversed(starts) if one[0] <= slip.at)
        by_part.setdefault(part.pk, []).append(
            Slip(slip.kind, slip.at - start, slip.length, slip.found, slip.right)
        )
    for part in parts:
        text = Text(part, "body", proof.bodies[part.pk], part.page, article)
        yield from _grouped(text, by_part.get(part.pk, []))


def _is_open(article: Article, parts: list[ArticlePart]) -> bool:
    last = list(article.parts.all())[-1]
    return bool(last.printed_jump) and last in parts
