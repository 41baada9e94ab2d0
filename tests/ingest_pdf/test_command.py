"""``draft_page`` on PDFs: known by what they hold, refused in plain words."""

from __future__ import annotations

import io
import json

import pytest
from django.core.management import CommandError, call_command

from tests.ingest_pdf.stories import ORCHARD
from tests.ingest_pdf.typesetting import Proof


def run(*args):
    out = io.StringIO()
    call_command("draft_page", *map(str, args), stdout=out)
    return out.getvalue()


def make(path):
    proof = Proof(path)
    proof.centred(40, 380, 100, "桃岭花事", 24)
    proof.columns([(40, 150, 280)], 162, ORCHARD)
    return proof.save()


def test_a_pdf_is_drafted_whatever_it_is_called(tmp_path):
    draft = json.loads(run(make(tmp_path / "page.txt"), "--json"))
    assert draft["articles"][0]["headline"] == "桃岭花事"
    assert len(draft["articles"][0]["zones"]) == 2


@pytest.mark.parametrize(("name", "sheet"), [("broken.pdf", 1), ("page.pdf", 2), ("page.pdf", 0)])
def test_what_cannot_be_read_is_refused(tmp_path, name, sheet):
    make(tmp_path / "page.pdf")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 cut off")
    with pytest.raises(CommandError):
        run(tmp_path / name, "--sheet", sheet)
