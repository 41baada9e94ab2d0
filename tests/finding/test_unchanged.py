"""A search that would be answered as it was: 304, without searching."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from articles.desk.workflow import withdraw
from articles.models import Change, Issue, Newspaper, Person
from articles.reading import unchanged
from articles.search import folder as folders
from articles.search.engine_tantivy import Engine
from articles.search.follower import catch_up
from articles.search.rebuild import rebuild
from tests.house import make_editor
from tests.search.log import wait_until_in_order

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESSES = ["/search/?q=渡口", "/search/feed.atom?q=渡口", "/search/?date=2024"]


def etag(client, address: str = "/search/?q=渡口") -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response["ETag"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_is_unchanged_is_not_searched_for_again(client, archive, address, monkeypatch):
    response = client.get(address)
    tag = response["ETag"]
    assert tag.startswith('W/"')
    # Kept by the browser or reader that asked alone, and asked for again each time.
    assert {*response["Cache-Control"].split(", ")} == {"private", "no-cache"}
    assert not response.cookies

    def searched(*_args: object) -> None:
        raise AssertionError("it was searched")

    monkeypatch.setattr(Engine, "answer", searched)
    for request in (client.get, client.head):
        again = request(address, headers={"if-none-match": f'"other", {tag}'})
        assert again.status_code == 304
        assert again.content == b""
        assert again["ETag"] == tag
        assert {*again["Cache-Control"].split(", ")} == {"private", "no-cache"}
    client.force_login(make_editor())
    assert client.get(address, headers={"if-none-match": tag}).status_code == 304


def test_each_address_and_language_and_host_has_its_own(client, archive, settings):
    settings.ALLOWED_HOSTS = ["testserver", "archive.example"]
    tags = [etag(client, address) for address in ADDRESSES]
    tags += [etag(client, f"/en{address}") for address in ADDRESSES]
    tags.append(client.get(ADDRESSES[0], headers={"host": "archive.example"})["ETag"])
    tags.append(etag(client, "/search/?q=渡口&sort=oldest"))
    assert len({*tags}) == len(tags)


CHANGES = {
    "headline": lambda a: type(a.ferry).objects.filter(pk=a.ferry.pk).update(headline="渡口旧桥"),
    "role": lambda a: a.ferry.bylines.update(role="translator"),
    "affiliation": lambda a: Person.objects.update(affiliation="江湾社"),
    "merger": lambda a: Person.objects.filter(name="林小满").update(
        merged_into=Person.objects.create(newspaper=a.paper, name="周渡")
    ),
    "edition label": lambda a: Issue.objects.filter(pk=a.spring.pk).update(edition_label="晚刊"),
    "publisher": lambda a: Newspaper.objects.filter(pk=a.paper.pk).update(publisher="港湾报社"),
    "page number": lambda a: a.spring.pages.filter(sequence=1).update(number="A1"),
    "section": lambda a: a.spring.pages.filter(sequence=1).update(section_name="头版"),
    "column": lambda a: type(a.column).objects.update(name="江岸话"),
    "caption": lambda a: type(a.lone).objects.filter(pk=a.lone.pk).update(caption="渡口夕照"),
    "withdrawal": lambda a: withdraw(type(a.hill).objects.get(pk=a.hill.pk), None, "因故撤下。"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_is_shown_changes_it(client, archive, change):
    """At once, though the index has not followed yet; and once more when it has."""
    before, content = etag(client), client.get(ADDRESSES[0]).content
    seen = [before]
    change(archive)
    seen.append(etag(client))
    if Change.objects.after(folders.here().open().position).exists():
        wait_until_in_order()
        catch_up()
        seen.append(etag(client))
    assert len({*seen}) == len(seen)
    now = client.get(ADDRESSES[0], headers={"if-none-match": before})
    assert now.status_code == 200
    assert now.content != content or change is CHANGES["merger"]


def test_the_program_and_the_day_change_it(client, archive, monkeypatch):
    before = etag(client)
    monkeypatch.setattr(unchanged, "_program", lambda: "another")
    assert etag(client) != before
    monkeypatch.undo()
    assert etag(client) == before
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    monkeypatch.setattr("articles.reading.unchanged.timezone.localdate", lambda: tomorrow)
    assert etag(client) != before


def test_an_index_built_anew_changes_it(client, archive):
    before = etag(client)
    rebuild()
    assert etag(client) != before


def test_without_an_index_there_is_none(client, db, archive):
    tag = etag(client)
    for path in folders.here().path.glob("live"):
        path.unlink()
    response = client.get(ADDRESSES[0], headers={"if-none-match": tag})
    assert response.status_code == 503
    assert "ETag" not in response
    assert "no-store" in response["Cache-Control"]


def test_far_behind_the_log_nothing_is_promised(client, archive, monkeypatch):
    monkeypatch.setattr(unchanged, "_MOST", 2)
    Change.objects.bulk_create(Change(kind="article", row=archive.ferry.pk) for _row in range(2))
    assert "ETag" in client.get(ADDRESSES[0])
    Change.objects.create(kind="article", row=archive.ferry.pk)
    assert "ETag" not in client.get(ADDRESSES[0])
