"""The bars on the shared typeset pages, where they are."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

from articles.imaging.extraction import extract_sheet
from articles.ingest.pdf import read_sheet
from articles.interchange.page_draft import to_dict

SHARED = Path(__file__).resolve().parents[3] / "shared"
CASES = sorted(SHARED.glob("cases/*/source.pdf"))
pytestmark = pytest.mark.skipif(not CASES, reason="the shared cases are not beside this checkout")


@pytest.fixture(scope="module")
def rows():
    spec = importlib.util.spec_from_file_location("score_drafts", SHARED / "tools" / "score_drafts.py")
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    found = []
    for source in CASES:
        truth = json.loads((source.parent / "truth.json").read_text(encoding="utf-8"))
        got = scorer.score(truth, to_dict(read_sheet(extract_sheet(source, 0))[0]))
        asked = [got[key] for key in scorer.FIGURES if got[key] is not None]
        found.append({**got, "mean": sum(asked) / len(asked)})
    return found


@pytest.mark.parametrize(
    ("figure", "bar"), [("mean", 0.98), ("zones", 0.95), ("jump", 1.0), ("articles", 0.99)]
)
def test_the_mean_holds_its_bar(rows, figure, bar):
    assert sum(row[figure] for row in rows) / len(rows) >= bar
