"""No cookie, no session, a strict policy: what every public page answers with."""

from __future__ import annotations

import re

import pytest

from articles.models import Column, Person
from tests.house import INLINE_SCRIPT, make_article, make_editor, make_issue, published

pytestmark = pytest.mark.django_db

ADDRESSES = [
    "/",
    "/en/",
    "/harbour-daily/",
    "/harbour-daily/2026-03-14/",
    "/harbour-daily/2026-03-14/p1/",
    "/en/harbour-daily/2026-03-14/p3/",
    "/harbour-daily/2026-03-14/a1/",
    "/people/{person}/",
    "/harbour-daily/columns/column/",
    "/harbour-daily/none/",
]


@pytest.fixture
def addresses():
    issue = make_issue()
    column = Column.objects.create(newspaper=issue.newspaper, name="栏目", slug="column")
    make_article(
        issue, (1, 3), bylines=("张三",), column=column, bodies=("<p style='color:red'>一</p>", "<p>二</p>")
    )
    published(issue)
    return [address.format(person=Person.objects.get().pk) for address in ADDRESSES]


def test_no_cookie_and_no_session(client, addresses):
    for address in addresses:
        response = client.get(address)
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")


def test_a_login_changes_nothing(client, addresses):
    before = [client.get(address).content for address in addresses]
    client.force_login(make_editor())
    for address, content in zip(addresses, before, strict=True):
        response = client.get(address)
        assert response.content == content
        assert "Cookie" not in response.get("Vary", "")


def test_the_policy_is_strict_and_the_pages_keep_it(client, addresses):
    for address in addresses:
        response = client.get(address)
        policy = response["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["X-Frame-Options"] == "DENY"
        assert response["Referrer-Policy"] == "same-origin"
        text = response.content.decode()
        assert "style=" not in text
        assert "<style" not in text
        assert not re.search(r"\son[a-z]+=", text)
        assert not INLINE_SCRIPT.search(text)
        assert "http" not in "".join(re.findall(r'(?:src|stylesheet" href)="([^"]*)"', text))


def test_only_reading_is_allowed(client, addresses):
    for address in addresses[:-1]:
        assert client.post(address).status_code == 405
        assert client.head(address).status_code == 200


def test_every_page_names_itself(client, addresses):
    for address in addresses[:-1]:
        text = client.get(address).content.decode()
        assert re.search(r"<title>[^<]+</title>", text)
        assert '<link rel="canonical" href="http://testserver/' in text
        assert 'property="og:title"' in text
        assert len(re.findall(r"<h1[ >]", text)) == 1
