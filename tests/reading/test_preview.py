"""The preview: for editors alone, drafts included, and no way out of it by an inner link."""

from __future__ import annotations

import re

import pytest

from articles.ingest.joining import join
from tests.house import make_article, make_editor, make_issue, make_outsider, published

pytestmark = pytest.mark.django_db

ADDRESSES = ["", "p1/", "p3/", "a1/"]


@pytest.fixture
def issue():
    issue = make_issue()
    make_article(issue, (1, 3), headline="未发布的稿件", bylines=("张三",))
    make_issue(issue.newspaper, date=issue.date.replace(day=15))
    return issue


@pytest.mark.parametrize("address", ADDRESSES)
def test_who_may_see_it(client, issue, address):
    full = f"/preview/harbour-daily/2026-03-14/{address}"
    response = client.get(full)
    assert response.status_code == 302
    assert response["Location"] == f"/desk/login/?next={full}"
    client.force_login(make_outsider())
    response = client.get(full)
    assert response.status_code == 403
    assert "本页仅供编辑使用" in response.content.decode()
    client.force_login(make_editor())
    response = client.get(full)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    text = response.content.decode()
    assert "未发布的稿件" in text
    assert "预览 · 尚未发布" in text


@pytest.mark.parametrize("address", ADDRESSES)
def test_inner_links_stay_inside(client, issue, address):
    client.force_login(make_editor())
    text = client.get(f"/preview/harbour-daily/2026-03-14/{address}").content.decode()
    links = set(re.findall(r'<a [^>]*href="(/[^"]*)"', text))
    allowed = re.compile(r"(/en)?/preview/|/desk/$")
    assert links
    assert [link for link in links if not allowed.match(link)] == []


def test_the_preview_of_a_joined_tail_stays_inside(client, issue):
    tail = make_article(issue, (4,))
    join(issue.articles.get(number=1).parts.get(order=2), tail.parts.get())
    client.force_login(make_editor())
    response = client.get(f"/preview/harbour-daily/2026-03-14/a{tail.number}/")
    assert response.status_code == 301
    assert response["Location"].startswith("/preview/harbour-daily/2026-03-14/a1/#s")
    assert "no-store" in response["Cache-Control"]


def test_a_public_page_says_nothing_of_a_preview(client, issue):
    published(issue)
    client.force_login(make_editor())
    text = client.get("/harbour-daily/2026-03-14/").content.decode()
    assert "预览" not in text
    assert "/preview/" not in text
