"""Layout: stories on no page, pages left out of the sequence, zones that are missing or belong to nothing."""

from __future__ import annotations

from collections.abc import Iterator

from articles.desk.preflight import kinds
from articles.desk.preflight.finding import Finding
from articles.desk.preflight.proof import Proof
from articles.models import Page


def check(proof: Proof) -> Iterator[Finding]:
    """All findings about pages and zones. Zones are asked for only where the page has a picture."""
    taken = {page.sequence for page in proof.pages.values()}
    for sequence in sorted(set(range(1, max(taken, default=0) + 1)) - taken):
        yield Finding(kinds.PAGES_MISSING, proof.issue, "pages", {"sequence": sequence}, str(sequence))
    for article in proof.asked:
        parts = list(article.parts.all())
        if not parts:
            yield Finding(kinds.NO_PART, article, "parts", basis=article.headline, article=article)
        for part in parts:
            if not part.zones and has_picture(part.page):
                params = {"page": part.page.label}
                yield Finding(kinds.PART_WITHOUT_ZONE, part, "zones", params, page=part.page, article=article)
    for photo, page, story in proof.photos:
        if not (photo.zones or photo.picture_zone) and has_picture(page):
            params = {"page": page.label}
            yield Finding(kinds.PHOTO_WITHOUT_ZONE, photo, "zones", params, page=page, article=story)
    for left in proof.left_out:
        page = proof.pages[left.page_id]
        if left.zones and has_picture(page):
            text = " ".join(left.text.split())
            params = {"text": text[:24] + ("…" if len(text) > 24 else "")}
            yield Finding(kinds.ZONE_WITHOUT_STORY, left, "zones", params, left.text, page=page)


def has_picture(page: Page) -> bool:
    """Whether the page has a picture; no query where the page came with it."""
    return hasattr(page, "image")
