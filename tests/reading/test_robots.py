"""What crawlers are asked to leave out."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

import pytest
from django.urls import reverse

from tests.finding.conftest import archive
from tests.house import make_article, make_issue, published

pytestmark = pytest.mark.django_db
__all__ = ["archive"]  # a fixture


def rules(client) -> list[tuple[str, str]]:
    """The rules for all crawlers, as RFC 9309 has them: allow or disallow, and a pattern."""
    response = client.get("/robots.txt")
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/plain")
    lines = response.content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    return [(name.lower(), value.strip()) for name, value in (line.split(":", 1) for line in lines[1:])]


def may_crawl(found: list[tuple[str, str]], address: str) -> bool:
    """Whether a crawler may ask for an address: the longest rule that fits decides, else it may."""
    fitting = [
        (len(pattern), verb == "allow")
        for verb, pattern in found
        if re.match(re.escape(pattern).replace(r"\*", ".*").replace(r"\$", "$"), address)
    ]
    return max(fitting, default=(0, True))[1]


def test_what_is_printed_may_be_crawled_and_searches_may_not(client):
    issue = make_issue()
    make_article(issue)
    published(issue)
    found = rules(client)
    for language in ("", "/en"):
        for path in ("/", "/harbour-daily/", "/harbour-daily/2026-03-14/", "/harbour-daily/2026-03-14/a1/"):
            assert may_crawl(found, language + path)
        assert may_crawl(found, f"{language}/search-daily/")
        assert may_crawl(found, f"{language}/harbour-daily/corrections/?page=2")
        for path in ("/search/?q=x", "/search/?date=2024", "/search/feed.atom?q=x", "/search/export.csv?q=x"):
            assert not may_crawl(found, language + path)
        assert not may_crawl(found, f"{language}/harbour-daily/2026-03-14/a1/?q=x")


def test_crawlers_of_before_the_standard_read_it_alike(client):
    """They take the first rule that fits; what stands behind a star is beyond them."""
    reader = RobotFileParser()
    reader.parse(client.get("/robots.txt").content.decode().splitlines())
    for language in ("", "/en"):
        assert reader.can_fetch("crawler", f"http://testserver{language}/harbour-daily/2026-03-14/a1/")
        assert not reader.can_fetch("crawler", f"http://testserver{language}/search/?q=x")


def test_nothing_private_is_named(client):
    text = client.get("/robots.txt").content.decode()
    for name in ("admin:index", "admin:login", "preview-issue"):
        first = reverse(name, args=["x", "2026-03-14"] if name == "preview-issue" else []).split("/")[1]
        assert first not in text
    assert client.get("/en/robots.txt").status_code == 404
    assert not client.get("/robots.txt").cookies


class _Links(HTMLParser):
    """The links of a page, by where they lead, with their ``rel``."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "a" and values.get("href"):
            self.found.append((values["href"] or "", values.get("rel") or ""))


@pytest.mark.parametrize(
    "address",
    [
        "/search/",
        "/search/?q=渡口",
        "/search/?q=渡口&date=2024-03-14&person=1&sort=newest",
        "/search/?q=鲸鱼&date=2024",
        "/search/help/",
        "/search/advanced/",
        "/harbour-daily/2024-03-14/a1/?q=渡口",
    ],
)
def test_no_link_leads_a_crawler_from_search_to_search(client, archive, address):
    text = client.get(address).content.decode()
    if address.startswith("/search"):
        assert '<meta name="robots" content="noindex, nofollow">' in text
    searches = [
        (url, rel)
        for url, rel in _Links(text).found
        if urlsplit(url).query and (url.startswith("?") or "/search/" in url)
    ]
    followed = [url for url, rel in searches if not {"nofollow", "next", "prev"} & {*rel.split()}]
    assert [url for url in followed if not url.startswith(("/en/search/", "/search/advanced/"))] == []
    if "渡口" in address and "sort" not in address:
        assert searches
