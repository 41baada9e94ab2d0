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
    stories = {article.pk: article for article in proof.articles}
    texts = {pk: proof.whole_text(article) for pk, article in stories.items()}
    asked = {article.pk for article in proof.asked}
    found: list[Double] = list(doubles(texts, {pk: text for pk, (_article, text) in proof.earlier.items()}))
    for pair in found:
        one = stories[pair.one]
        if one.pk in asked:
            yield _double(proof, one, pair, texts[one.pk])
        elif pair.other in asked and pair.other in stories:
            other = stories[pair.other]
            yield _double(
                proof, other, Double(pair.other, pair.one, pair.of_longer, pair.of_shorter), texts[other.pk]
            )


def _double(proof: Proof, article: Article, pair: Double, text: str) -> Finding:
    page = proof.page_of(article)
    here = next((one for one in proof.articles if one.pk == pair.other), None)
    percent = round(100 * pair.of_shorter)
    if here is None:
        before = proof.earlier[pair.other][0]
        params = {
            "percent": percent,
            "date": before.issue.date.isoformat(),
            "headline": before.headline or "—",
        }
        kind = kinds.PRINTED_BEFORE
    else:
        other = proof.page_of(here)
        params = {"percent": percent, "page": other.label if other else "—", "headline": here.title}
        kind = kinds.DOUBLE if pair.of_longer >= _THE_SAME else kinds.NEARLY_DOUBLE
    basis = f"{pair.other}\n{text}"
    return Finding(kind, article, "headline", params, basis, page=page, article=article)
