"""The feed of a newspaper's issues, the empty feed of corrections, and the site's drawing."""

from __future__ import annotations

import datetime
import xml.etree.ElementTree as ET

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Stage
from tests.atom import ATOM, read_atom
from tests.house import DAY, make_article, make_issue, make_newspaper, published

pytestmark = pytest.mark.django_db


def feed(client, address: str) -> ET.Element:
    return read_atom(client.get(address))


def make_published(days: int):
    issue = make_issue(date=DAY + datetime.timedelta(days=days))
    make_article(issue, (1,), headline=f"第{days}天的头条")
    make_article(issue, (2,), headline="二版的稿件")
    hidden = make_article(issue, (1,), headline="没有发布的")
    published(issue)
    type(hidden).objects.filter(pk=hidden.pk).update(stage=Stage.DRAFT)
    return issue


def test_the_issues_of_a_newspaper_can_be_followed(client):
    for days in (0, 1):
        make_published(days)
    make_article(make_issue(date=DAY + datetime.timedelta(days=5)), headline="还没出的")
    root = feed(client, "/harbour-daily/issues.atom")
    entries = root.findall(f"{ATOM}entry")
    assert [one.find(f"{ATOM}link").get("href") for one in entries] == [
        "http://testserver/harbour-daily/2026-03-15/",
        "http://testserver/harbour-daily/2026-03-14/",
    ]
    assert entries[0].find(f"{ATOM}summary").text == "<p>第1天的头条</p>"
    english = feed(client, "/en/harbour-daily/issues.atom").findall(f"{ATOM}entry")
    assert [one.find(f"{ATOM}id").text for one in english] == [one.find(f"{ATOM}id").text for one in entries]
    for page in ("/harbour-daily/", "/"):
        assert 'href="/harbour-daily/issues.atom"' in client.get(page).content.decode()


def test_its_queries_do_not_grow(client):
    counts = []
    for days in (0, 1, 2, 3, 4):
        make_published(days)
        with CaptureQueriesContext(connection) as queries:
            client.get("/harbour-daily/issues.atom")
        counts.append(len(queries))
    assert len(set(counts)) == 1


@pytest.mark.parametrize("name", ["issues", "corrections"])
def test_an_empty_feed_is_the_same_whenever_it_is_asked_for(client, name):
    make_newspaper()
    root = feed(client, f"/harbour-daily/{name}.atom")
    assert root.find(f"{ATOM}updated").text.startswith("1970-01-01T00:00:00")
    assert client.get(f"/none/{name}.atom").status_code == 404


def test_the_drawing_is_at_the_address_that_browsers_guess(client):
    response = client.get("/favicon.ico")
    assert response.status_code == 302
    assert response["Location"].endswith(".svg")
