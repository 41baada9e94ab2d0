"""The bars on the shared cases, where they are: real and typeset pages with hand-made truths."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

from articles.ingest.text import read_page
from articles.interchange.page_draft import to_dict

SHARED = Path(__file__).resolve().parents[3] / "shared"
CASES = sorted(SHARED.glob("cases/*/source.txt"))
pytestmark = pytest.mark.skipif(not CASES, reason="the shared cases are not beside this checkout")


def figures(pattern: str) -> list[dict[str, float | None]]:
    spec = importlib.util.spec_from_file_location("score_drafts", SHARED / "tools" / "score_drafts.py")
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    found = []
    for source in CASES:
        if source.parent.match(pattern):
            truth = json.loads((source.parent / "truth.json").read_text(encoding="utf-8"))
            got = scorer.score(truth, to_dict(read_page(source.read_text(encoding="utf-8"))))
            found.append({key: got[key] for key in scorer.FIGURES})
    return found


@pytest.mark.parametrize(("pattern", "bar"), [("city-daily-front", 0.97), ("*-text", 0.93), ("*-raw", 0.9)])
def test_the_mean_holds_its_bar(pattern, bar):
    means = []
    for row in figures(pattern):
        asked = [value for value in row.values() if value is not None]
        means.append(sum(asked) / len(asked))
    assert sum(means) / len(means) >= bar


def test_every_jump_is_found():
    assert all(row["jump"] is None or row["jump"] >= 0.98 for row in figures("*"))
