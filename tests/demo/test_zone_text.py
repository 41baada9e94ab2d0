"""Text taken from the zones of the demo's printed pages: what the PDF reader makes of the same story."""

from __future__ import annotations

from difflib import SequenceMatcher

import pytest

from articles.geometry import corners
from articles.imaging.extraction import extract_sheet
from articles.ingest.pdf import read_sheet
from articles.ingest.zone_text import read_zone
from demo.set_pages import DEMO

ALIKE = 0.98
"""The two readers judge apart; so much of a story's text has to be the same, in the same order."""


@pytest.mark.parametrize(
    "path", sorted(DEMO.glob("issues/*/*.pdf")), ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_a_story_taken_from_its_zones_has_its_text_and_headline(path):
    draft, layer = read_sheet(extract_sheet(path, 0))
    assert draft.articles
    for article in draft.articles:
        taken = read_zone(layer, [corners(zone) for zone in article.zones])
        mine, its = ("\n".join(block.text for block in one.body) for one in (taken, article))
        assert SequenceMatcher(None, mine, its, autojunk=False).ratio() >= ALIKE, article.headline
        assert (taken.headline or taken.body[0].text).startswith(
            article.headline[:4]
        ) or article.continued_from
