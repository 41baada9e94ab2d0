"""Jumps (下转, 上接): open, undecided, contradicted by the parts, circular, or left in the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from articles.desk.preflight import kinds
from articles.desk.preflight.finding import Finding
from articles.desk.preflight.kinds import Kind
from articles.desk.preflight.proof import Proof
from articles.models import Article, ArticlePart, Jump
from articles.models.jump import jumps_among
from articles.wording.jumps import find_continuation, find_jump, label_key


def check(proof: Proof) -> Iterator[Finding]:
    """All findings about jumps."""
    joins = proof.issue.joins.select_related(
        "front_part__article", "front_part__page", "tail_part__article", "tail_part__page"
    )
    known = list(joins)
    for jump in jumps_among(proof.articles, known):
        yield from _open(proof, jump)
    stood = {(one.front_part_id, one.tail_part_id): one.stood for one in known if one.state == "joined"}
    for article in proof.asked:
        parts = list(article.parts.all())
        yield from _contradicted(article, parts, stood)
        yield from _circular(article, parts)
        for part in parts:
            yield from _in_text(proof, article, part)


def _at(kind: Kind, article: Article, part: ArticlePart, field: str, **params: object) -> Finding:
    basis = "\n".join([part.printed_continuation, part.printed_jump, part.page.label, part.body])
    return Finding(kind, part, field, params, basis, page=part.page, article=article)


def _open(proof: Proof, jump: Jump) -> Iterator[Finding]:
    part = jump.front or jump.tail
    assert part is not None  # one side is always there
    article = next((one for one in proof.asked if one.pk == part.article_id), None)
    if article is None:
        return
    part = next((one for one in article.parts.all() if one.pk == part.pk), part)
    match jump.state:
        case "open_out":
            known = any(page.key == label_key(part.printed_jump_page) for page in proof.pages.values())
            kind = kinds.OPEN_OUT if known or not part.printed_jump_page else kinds.OPEN_OUT_NOWHERE
            page = part.printed_jump_page or "?"
            yield _at(kind, article, part, "jumps", printed=part.printed_jump, page=page)
        case "open_in":
            yield _at(kinds.OPEN_IN, article, part, "jumps", printed=part.printed_continuation)
        case "proposed" if jump.tail is not None:
            tail = jump.headline_of_tail or jump.tail.printed_continuation or "—"
            label = jump.tail.page.label
            yield _at(kinds.UNDECIDED, article, part, "jumps", page=label, headline=tail)


def _contradicted(
    article: Article, parts: list[ArticlePart], stood: Mapping[tuple[int, int], Mapping[str, str]]
) -> Iterator[Finding]:
    """Lines that name another page than the other half's.

    One that named it when the two were joined was right: the page was moved since, and what readers get
    derives from where it is now.
    """
    for front, tail in pairwise(parts):
        then = stood.get((front.pk, tail.pk), {})
        right_out = {tail.page.key, then.get("tail")}
        right_in = {front.page.key, then.get("front")}
        if front.printed_jump_page and label_key(front.printed_jump_page) not in right_out:
            params = {"printed": front.printed_jump, "page": tail.page.label}
            yield _at(kinds.MISMATCH_OUT, article, front, "printed_jump", **params)
        if tail.printed_continuation_page and label_key(tail.printed_continuation_page) not in right_in:
            params = {"printed": tail.printed_continuation, "page": front.page.label}
            yield _at(kinds.MISMATCH_IN, article, tail, "printed_continuation", **params)


def _circular(article: Article, parts: list[ArticlePart]) -> Iterator[Finding]:
    left: list[int] = []
    for front, tail in pairwise(parts):
        if front.page_id != tail.page_id:
            left.append(front.page_id)
            if tail.page_id in left:
                yield _at(kinds.CIRCULAR, article, tail, "page", page=tail.page.label)
    last = parts[-1] if parts else None
    if last and last.printed_jump_page and label_key(last.printed_jump_page) == last.page.key:
        yield _at(kinds.TO_ITSELF, article, last, "printed_jump", printed=last.printed_jump)


def _in_text(proof: Proof, article: Article, part: ArticlePart) -> Iterator[Finding]:
    lines = proof.bodies[part.pk].split("\n")
    for line, at_end in ((find_jump(lines[-1]), True), (find_continuation(lines[0]), False)):
        if line is not None and not (part.printed_jump if at_end else part.printed_continuation):
            yield _at(kinds.JUMP_IN_TEXT, article, part, "body", printed=line.printed)
