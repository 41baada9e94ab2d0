"""Stories: empty heads and bodies, and texts that are printed twice."""

from __future__ import annotations

from collections.abc import Iterator

from articles.desk.preflight import kinds
from articles.desk.preflight.finding import Finding
from articles.desk.preflight.proof import Proof
from articles.models import Article
from articles.wording.doubles import Double, doubles

_THE_SAME = 0.85
"""Above this share of the longer text two stories of one issue are one that was entered twice."""


def check(proof: Proof) -> Iterator[Finding]:
    """All findings about stories as such."""
    with_photo = {story.pk for photo, _page, story in proof.photos if story is not None and photo.caption}
    for article in proof.asked:
        page = proof.page_of(article)
        if not article.headline.strip():
            yield Finding(kinds.NO_HEADLINE, article, "headline", page=page, article=article)
        parts = list(article.parts.all())
        empty = [part for part in parts if not proof.bodies[part.pk]]
        if len(empty) == len(parts) and article.pk in with_photo:
            continue  # photo news with a headline: the caption is its text
        for part in empty:
            params = {"page": part.page.label}
            yield Finding(kinds.NO_BODY, part, "body", params, page=part.page, article=article)
    yield from _doubles(proof)


def _doubles(proof: Proof) -> Iterator[Finding]:
    """Of two stories that are asked about the later one is told; else the one that is asked about."""
    texts = {article.pk: proof.whole_text(article) for article in proof.articles}
    asked = {article.pk: texts[article.pk] for article in proof.asked}
    others = {pk: text for pk, text in texts.items() if pk not in asked}
    others |= {pk: story.text for pk, story in proof.earlier.items()}
    stories = {article.pk: article for article in proof.articles}
    for pair in doubles(asked, others):
        yield _double(proof, stories[pair.one], stories.get(pair.other), pair, asked[pair.one])


def _double(proof: Proof, article: Article, here: Article | None, pair: Double, text: str) -> Finding:
    percent = round(100 * pair.of_shorter)
    if here is None:
        before = proof.earlier[pair.other]
        params = {"percent": percent, "date": before.date.isoformat(), "headline": before.headline or "—"}
        kind = kinds.PRINTED_BEFORE
    else:
        other = proof.page_of(here)
        params = {"percent": percent, "page": other.label if other else "—", "headline": here.title}
        kind = kinds.DOUBLE if pair.of_longer >= _THE_SAME else kinds.NEARLY_DOUBLE
    basis = f"{pair.other}\n{text}"
    return Finding(kind, article, "headline", params, basis, page=proof.page_of(article), article=article)
