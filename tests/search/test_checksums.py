"""A bit of the index that changed on the disk is noticed, wherever it is."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.search import checksums, follower
from articles.search import folder as folders
from articles.search.checksums import damaged_files
from articles.search.rebuild import rebuild
from tests.house import make_article, make_issue
from tests.search.log import wait_until_in_order

pytestmark = pytest.mark.django_db(transaction=True)
ENDINGS = {"idx", "pos", "term", "store", "fast", "fieldnorm", "del"}


@pytest.fixture
def index() -> Path:
    """An index of three articles, one of which was changed since: in two segments, with a list of what is deleted."""
    issue = make_issue()
    article, *_others = [make_article(issue, headline=f"第{number}稿") for number in range(3)]
    rebuild()
    article.headline = "改题"
    article.save()
    wait_until_in_order()
    follower.catch_up()
    return folders.here().open().path


def flip(path: Path, at: int) -> None:
    """Another bit there. In a new file, since the old one is mapped into memory."""
    content = bytearray(path.read_bytes())
    content[at] ^= 4
    path.unlink()
    path.write_bytes(content)


def segment_files(index: Path) -> list[Path]:
    return [path for path in sorted(index.iterdir()) if path.suffix[1:] in ENDINGS]


def test_a_flipped_bit_is_found_in_every_file(index):
    assert damaged_files() == []
    assert call_command("check_search", stdout=io.StringIO()) is None
    files = segment_files(index)
    assert {path.suffix[1:] for path in files} == ENDINGS
    for path in files:
        whole = path.read_bytes()
        for at in (0, len(whole) - 3):  # of the content, and of the footer
            flip(path, at)
            assert damaged_files() == [path.name], at
            path.write_bytes(whole)
        path.write_bytes(whole[:-1])
        assert damaged_files() == [path.name]
        path.write_bytes(b"")
        assert damaged_files() == [path.name]
        path.write_bytes(whole)
    assert damaged_files() == []


def test_the_command_names_the_file(index):
    [path, *_others] = index.glob("*.idx")
    flip(path, 0)
    out = io.StringIO()
    with pytest.raises(CommandError, match="rebuild_search"):
        call_command("check_search", stdout=out)
    assert f"damaged: {path.name}" in out.getvalue()
    call_command("rebuild_search", processes=1, stdout=out)
    call_command("check_search", stdout=out)


def test_a_segment_that_was_merged_away_meanwhile_is_no_damage(index, monkeypatch):
    """Between the list of files and the look at one, a commit takes its segment out of the index."""
    [gone, *_others] = sorted(index.glob("*.idx"))
    meta = json.loads((index / "meta.json").read_bytes())
    real = checksums._is_sound

    def look(path: Path) -> bool:
        if path == gone and path.exists():
            path.unlink()
            left = [s for s in meta["segments"] if s["segment_id"].replace("-", "") != gone.stem]
            (index / "meta.json").write_text(json.dumps(meta | {"segments": left}))
        return real(path)

    monkeypatch.setattr(checksums, "_is_sound", look)
    assert damaged_files() == []
    assert not gone.exists()
