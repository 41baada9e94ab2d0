"""410: what is withdrawn says so at its address, is named nowhere else, and comes back as it was."""

from __future__ import annotations

import pytest

from articles.desk import workflow
from articles.ingest.joining import join
from articles.models import Column
from tests.house import make_article, make_editor, make_issue, make_newspaper, make_photo, published

pytestmark = pytest.mark.django_db

NOTICE = "本稿内容有误，已于三月十五日撤下。"
BASE = "/harbour-daily/2026-03-14/"


@pytest.fixture
def issue():
    issue = make_issue(pages=3)
    column = Column.objects.create(newspaper=issue.newspaper, name="江边话", slug="river")
    make_article(issue, (1, 3), "新桥通车", bylines=["周望"], column=column)
    make_article(issue, (2,), "渡口夜话")
    return published(issue)


def _thing(issue, noun):
    return {
        "issue": issue,
        "page": issue.pages.get(sequence=1),
        "article": issue.articles.get(number=1),
    }[noun]


ADDRESSES = {"issue": BASE, "page": f"{BASE}p1/", "article": f"{BASE}a1/"}


@pytest.mark.parametrize("noun", ADDRESSES)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_its_address_answers_410_with_the_notice_and_comes_back(client, issue, noun, prefix):
    url = prefix + ADDRESSES[noun]
    before = client.get(url).content
    thing = _thing(issue, noun)
    workflow.withdraw(thing, None, NOTICE)
    gone = client.get(url)
    assert gone.status_code == 410
    assert NOTICE in gone.content.decode()
    assert "新桥通车" not in gone.content.decode()
    assert gone.headers["Cache-Control"] == "no-cache"
    assert "noindex" in gone.content.decode()
    assert client.head(url).status_code == 410
    thing.refresh_from_db()
    workflow.restore(thing, None)
    assert client.get(url).content == before


def test_with_an_issue_all_addresses_below_it_are_gone(client, issue):
    workflow.withdraw(issue, None, NOTICE)
    for url in (f"{BASE}p2/", f"{BASE}a2/", f"{BASE}a99/"):
        response = client.get(url)
        assert response.status_code == 410, url
        assert NOTICE in response.content.decode()
    assert client.get("/harbour-daily/").status_code == 200
    assert client.get("/harbour-daily/2026-03-15/").status_code == 404


def test_what_is_withdrawn_is_named_nowhere(client, issue):
    article = _thing(issue, "article")
    person = issue.newspaper.people.get()
    make_photo(issue.pages.get(sequence=1), article, "桥上的人。")
    assert client.get(f"/people/{person.pk}/").status_code == 200
    workflow.withdraw(article, None, NOTICE)
    for url in ("/", BASE, f"{BASE}p1/", f"{BASE}p3/", f"{BASE}a2/", "/harbour-daily/"):
        page = client.get(url).content.decode()
        assert "新桥通车" not in page, url
        assert "桥上的人" not in page, url
    assert client.get(f"/people/{person.pk}/").status_code == 404
    assert client.get("/harbour-daily/columns/river/").status_code == 404


def test_a_withdrawn_page_leaves_its_articles_other_parts(client, issue):
    workflow.withdraw(issue.pages.get(sequence=3), None, NOTICE)
    page = client.get(f"{BASE}a1/").content.decode()
    assert "写在第1版" in page
    assert "写在第3版" not in page
    assert f"{BASE}p3/" not in page


def test_a_tails_own_address_is_gone_with_its_story(client):
    issue = make_issue()
    story, tail = make_article(issue, (1,)), make_article(issue, (3,))
    join(story.parts.get(), tail.parts.get())
    published(issue)
    assert client.get(f"{BASE}a2/").status_code == 301
    story.refresh_from_db()
    workflow.withdraw(story, None, NOTICE)
    assert client.get(f"{BASE}a2/").status_code == 410
    assert client.get(f"{BASE}a1/").status_code == 410


def test_editors_see_it_in_the_preview(client, issue):
    workflow.withdraw(_thing(issue, "article"), None, NOTICE)
    client.force_login(make_editor())
    assert client.get(f"/preview{BASE}a1/").status_code == 200


def test_a_draft_never_was_there(client):
    make_article(make_issue(make_newspaper()))
    assert client.get(f"{BASE}a1/").status_code == 404


def test_a_notice_is_text(client, issue):
    workflow.withdraw(issue, None, "<script>alert(1)</script>第一行\n第二行")
    page = client.get(BASE).content.decode()
    assert "<script>alert" not in page
    assert "<br>第二行" in page
