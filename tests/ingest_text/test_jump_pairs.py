"""The four pages of the shared typeset issue: every jump joins, none is false, in any order of import."""

from __future__ import annotations

import datetime
import importlib.util
import io
import json
from pathlib import Path

import pytest

from articles.ingest.loader import load_page
from articles.ingest.target import Target
from articles.ingest.text import read_page
from articles.interchange.jump_list import jump_rows
from articles.models import jumps_of
from tests.house import make_newspaper

SHARED = Path(__file__).resolve().parents[3] / "shared"
TRUTH = SHARED / "cases" / "typeset-a-issue.json"


@pytest.mark.skipif(not TRUTH.exists(), reason="the shared cases are not beside this checkout")
@pytest.mark.any_database
@pytest.mark.parametrize("form", ["text", "raw"])
@pytest.mark.parametrize("order", ["1234", "4321", "3142"])
def test_all_pairs_join(db, monkeypatch, form, order):
    spec = importlib.util.spec_from_file_location("score_jumps", SHARED / "tools" / "score_jumps.py")
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    paper = make_newspaper()
    for number in order:
        text = (SHARED / f"cases/typeset-a{number}-{form}/source.txt").read_text(encoding="utf-8")
        report = load_page(read_page(text), Target(paper, datetime.date(2026, 7, 13), number), text)
    rows = jump_rows(jumps_of(report.page.issue))
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(rows)))
    assert scorer.main(TRUTH) == 0
