"""The demo's issue folders, imported: every jump joined as the manuscript says, every photo with its rights."""

from __future__ import annotations

import hashlib
import io
import json
from typing import Any

import pytest
from django.core.management import call_command

from articles.models import Newspaper, Photo
from demo.set_pages import Table, find, issue_folder, manuscripts, read_manuscript

# The demo's own truth; imports, preflight and search are asked of both databases by the tests of theirs.
pytestmark = [pytest.mark.any_database, pytest.mark.django_db]

each_day = pytest.mark.parametrize(
    "manuscript", [read_manuscript(path) for path in manuscripts()], ids=lambda day: str(day["date"])
)


def imported(manuscript: Table) -> list[str]:
    """Import one day's folder; what there is to note about its pages and photos."""
    Newspaper.objects.create(slug=manuscript["newspaper"], name="临江日报")
    out = io.StringIO()
    call_command("import_issue", issue_folder(manuscript), stdout=out)
    return [line for line in out.getvalue().splitlines() if "photos/" in line or "注意" in line]


def listed_jumps(manuscript: Table) -> list[dict[str, Any]]:
    out = io.StringIO()
    call_command("list_jumps", manuscript["newspaper"], str(manuscript["date"]), "--json", stdout=out)
    return json.loads(out.getvalue())


def joined_sha1(article: Table) -> str:
    words = [
        item if isinstance(item, str) else item["subhead"]
        for part in article["parts"]
        for item in part["body"]
    ]
    return hashlib.sha1("".join("".join(words).split()).encode()).hexdigest()


@each_day
def test_a_day_is_imported_as_its_manuscript_says(manuscript: Table) -> None:
    assert imported(manuscript) == []
    jumps = listed_jumps(manuscript)
    joined = {jump["joined_text_sha1"] for jump in jumps if jump["state"] == "joined"}
    jumping = [article for article in manuscript["articles"] if len(article["parts"]) > 1]
    assert joined == {joined_sha1(article) for article in jumping}
    assert [jump["headline"] for jump in jumps if jump["state"] != "joined"] == [
        "".join(article["headline"]) for article in manuscript["articles"] if article["parts"][-1].get("open")
    ]
    photos = {photo.caption: photo for photo in Photo.objects.all()}
    assert len(photos) == len(manuscript["photos"])
    for written in (find(manuscript["photos"], photo["key"]) for photo in manuscript["photos"]):
        photo = photos[written["caption"]]
        assert photo.sha256
        assert (photo.alt_text, photo.rights_holder) == (written["alt"], written["holder"])
        assert photo.online_permitted == written["online_permitted"]
        assert photo.permitted_until == written.get("permitted_until")
