"""Bylines and photo credits that point to nobody on record."""

from __future__ import annotations

from collections.abc import Iterator

from articles.desk.preflight import kinds
from articles.desk.preflight.finding import Finding
from articles.desk.preflight.proof import Proof
from articles.ingest.people import is_source
from articles.models import Byline, PhotoCredit


def check(proof: Proof) -> Iterator[Finding]:
    """All findings about printed names; agencies and bodies are no persons."""
    for article in proof.asked:
        page = proof.page_of(article)
        for row in (article, *article.merged.all()):
            for line in row.bylines.all():
                if _is_nobody(line):
                    may_be = line.pk in proof.proposed[Byline]
                    kind = kinds.BYLINE_PROPOSED if may_be else kinds.BYLINE_UNKNOWN
                    name = {"name": line.name}
                    yield Finding(kind, line, "person", name, line.name, page=page, article=article)
    for photo, page, story in proof.photos:
        for credit in photo.credits.all():
            if _is_nobody(credit):
                may_be = credit.pk in proof.proposed[PhotoCredit]
                kind = kinds.CREDIT_PROPOSED if may_be else kinds.CREDIT_UNKNOWN
                name = {"name": credit.name}
                yield Finding(kind, credit, "person", name, credit.name, page=page, article=story)


def _is_nobody(line: Byline | PhotoCredit) -> bool:
    return line.person_id is None and not is_source(line.signature)
