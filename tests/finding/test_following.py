"""A search to follow: its Atom feed."""

from __future__ import annotations

import datetime
import xml.etree.ElementTree as ET
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.desk.workflow import note_correction, publish_issue, withdraw
from articles.models import Byline, Correction
from articles.search.rebuild import rebuild
from tests.atom import ATOM, read_atom
from tests.house import make_article, make_issue, published

pytestmark = pytest.mark.django_db
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def feed(client, query: str = "q=渡口", path: str = "/search/feed.atom", **rest: str) -> ET.Element:
    """The feed of a search, which is one by RFC 4287."""
    return read_atom(client.get(f"{path}?{query}", **rest))


def texts(root: ET.Element, name: str) -> list[str]:
    """The texts of one element of each entry."""
    return [entry.find(f"{ATOM}{name}").text for entry in root.findall(f"{ATOM}entry")]


def ahead(days: int) -> datetime.datetime:
    """A moment after all that the archive holds, as the feed writes it."""
    return datetime.datetime.now(datetime.UTC).replace(second=0, microsecond=0) + datetime.timedelta(days)


def test_the_feed_holds_what_the_public_finds(client, archive):
    root = feed(client, "q=渡口&sort=oldest")
    assert {*texts(root, "title")} == {"渡口新桥通车", "夜航", "渡口晨光", "渡口纪念馆开馆", "山城也有渡口"}
    links = [entry.find(f"{ATOM}link").get("href") for entry in root.findall(f"{ATOM}entry")]
    assert "http://testserver/harbour-daily/2026-03-14/a1/" in links
    assert root.find(f"{ATOM}link[@rel='self']").get("href").endswith("feed.atom?q=%E6%B8%A1%E5%8F%A3")
    page = client.get("/search/?q=渡口").content.decode()
    assert 'rel="alternate" type="application/atom+xml"' in page


def test_a_back_issue_that_is_published_now_comes_first(client, archive, monkeypatch):
    monkeypatch.setattr("articles.reading.views.following.MOST_ENTRIES", 2)
    back = make_issue(archive.paper, datetime.date(1956, 5, 1))
    make_article(back, headline="旧渡口")
    publishing, correcting = ahead(1), ahead(2)
    publish_issue(back, publishing)
    archive.again.refresh_from_db()
    note = note_correction(archive.again, None, "更正。")
    Correction.objects.filter(pk=note.pk).update(made_at=correcting)
    rebuild()
    root = feed(client)
    assert texts(root, "title") == ["渡口纪念馆开馆", "旧渡口"]
    assert texts(root, "updated") == [correcting.isoformat(), publishing.isoformat()]
    assert texts(root, "published")[1] == publishing.isoformat()
    assert texts(root, "published")[0] < publishing.isoformat()
    assert root.find(f"{ATOM}updated").text == correcting.isoformat()
    assert "1956年5月1日" in texts(root, "summary")[1]
    page = client.get("/search/?q=渡口&sort=updated").content.decode()
    assert page.index("纪念馆开馆") < page.index("旧<mark>渡口") < page.index("新桥通车")


def test_what_a_page_of_the_feed_cannot_hold_is_on_the_next(client, archive, monkeypatch):
    """RFC 5005, 3: each page says where the first and the next are; the last has no next."""
    whole = texts(feed(client), "id")
    monkeypatch.setattr("articles.reading.views.following.MOST_ENTRIES", 2)
    query, pages = "q=渡口", []
    for _page in range(5):
        root = feed(client, query)
        pages.append(texts(root, "id"))
        links = {one.get("rel"): one.get("href") for one in root.findall(f"{ATOM}link")}
        assert links["first"].endswith("feed.atom?q=%E6%B8%A1%E5%8F%A3")
        assert (links["self"] == links["first"]) == (len(pages) == 1)
        if "next" not in links:
            break
        query = urlsplit(links["next"]).query
    assert list(map(len, pages)) == [2, 2, 1]
    assert [one for page in pages for one in page] == whole
    assert texts(feed(client, "q=渡口&after=nonsense"), "id") == whole[:2]


def test_an_entry_is_the_same_in_every_language_and_at_every_host(client, archive, settings):
    settings.ALLOWED_HOSTS = ["testserver", "archive.example"]
    here = feed(client)
    there = feed(client, path="/en/search/feed.atom", headers={"host": "archive.example"})
    assert texts(here, "id") == texts(there, "id")
    assert here.find(f"{ATOM}id").text == there.find(f"{ATOM}id").text
    assert here.find(f"{ATOM}id").text != feed(client, "q=桥").find(f"{ATOM}id").text
    assert [root.get(LANG) for root in (here, there)] == ["zh-hans", "en"]
    assert {entry.get(LANG) for entry in there.findall(f"{ATOM}entry")} == {"zh-Hans"}


def test_each_author_is_one(client, archive):
    Byline.objects.create(article=archive.again, order=2, name="赵六")
    root = feed(client, "q=渡口纪念馆")
    assert [name.text for name in root.findall(f"{ATOM}entry/{ATOM}author/{ATOM}name")] == ["林小满", "赵六"]
    unsigned = feed(client, "q=山城也有渡口")
    assert [name.text for name in unsigned.findall(f"{ATOM}entry/{ATOM}author/{ATOM}name")] == ["山城时报"]


def test_a_summary_is_html(client, archive):
    """Its text is escaped once for HTML and once for XML, and what is sought is marked in it."""
    issue = make_issue(archive.paper, datetime.date(2026, 5, 1))
    make_article(issue, headline="甲 < 乙", bodies=("<p>x &lt;b&gt; y &amp; 渡船</p>",))
    published(issue)
    rebuild()
    root = feed(client, "q=渡船")
    [entry] = root.findall(f"{ATOM}entry")
    assert entry.find(f"{ATOM}title").text == "甲 < 乙"
    assert entry.find(f"{ATOM}title").get("type", "text") == "text"
    summary = entry.find(f"{ATOM}summary")
    assert summary.get("type") == "html"
    assert "x &lt;b&gt; y &amp; <mark>渡船</mark>" in summary.text
    body = ET.fromstring(f"<div>{summary.text}</div>")
    assert {one.tag for one in body.iter()} == {"div", "p", "mark"}
    assert "x <b> y & 渡船" in "".join(body.itertext())


@pytest.mark.parametrize(
    ("path", "query", "title"),
    [
        ("", "q=渡口", "检索：渡口"),
        ("", "newspaper=hill-times&date=2025", "检索：山城时报 · 2025年"),
        ("", "q=渡口&photo=1", "检索：渡口 · 有图片"),
        ("/en", "q=渡口&page=1&section=要闻", "Search: 渡口 · Page 1 (第一版) · 要闻"),
    ],
)
def test_a_feed_is_called_by_what_it_follows(client, archive, path, query, title):
    assert feed(client, query, f"{path}/search/feed.atom").find(f"{ATOM}title").text == title


def test_an_empty_feed_does_not_change(client, archive):
    for query in ("q=鲸鱼", ""):
        first, second = (client.get(f"/search/feed.atom?{query}").content for _time in range(2))
        assert first == second
        moment = datetime.datetime.fromisoformat(feed(client, query).find(f"{ATOM}updated").text)
        assert moment <= datetime.datetime.now(datetime.UTC)


def test_what_is_withdrawn_leaves_the_feed(client, archive):
    archive.hill.refresh_from_db()
    withdraw(archive.hill, None, "因故撤下。")
    assert "山城也有渡口" not in texts(feed(client), "title")  # though the index has it still


def test_the_feed_holds_nothing_that_xml_cannot(client, archive):
    feed(client, "q=%01%EF%BF%BE渡口")


def test_the_feed_asks_as_much_for_many_as_for_few(client, many):
    counts = []
    for query in ("q=渡口第3号", "q=渡口"):
        with CaptureQueriesContext(connection) as asked:
            feed(client, query)
        counts.append(len(asked))
    assert counts[0] == counts[1]
