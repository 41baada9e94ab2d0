"""Corrections in public: on the article, in the list and the feed, and the version before, where it may be read."""

from __future__ import annotations

import datetime
import xml.etree.ElementTree as ET

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.desk import workflow
from articles.models import Article, ArticlePart, Byline
from tests.atom import ATOM, read_atom
from tests.house import DAY, make_article, make_issue, make_newspaper, make_photo, published

pytestmark = pytest.mark.django_db

NOTICE = "第三段“三十米”应为“十三米”。"
BASE = "/harbour-daily/2026-03-14/"
LIST, FEED = "/harbour-daily/corrections/", "/harbour-daily/corrections.atom"


@pytest.fixture
def article():
    issue = make_issue()
    made = make_article(issue, (1, 3), "新桥通车", bodies=["<p>桥长三十米。</p>", "<p>余文。</p>"])
    published(issue)
    made.refresh_from_db()
    return made


def _correct(article, notice=NOTICE):
    """The first part's text, corrected."""
    former_at = workflow.keep_version(article)
    part: ArticlePart = article.parts.get(order=1)
    part.body = "<p>桥长十三米。</p>"
    part.save()
    return workflow.note_correction(article, None, notice, part=part, former_at=former_at)


def test_the_article_says_so_dated(client, article):
    assert "corrections-label" not in client.get(f"{BASE}a1/").content.decode()
    made = _correct(article)
    page = client.get(f"{BASE}a1/").content.decode()
    assert f'id="{made.anchor}"' in page
    assert NOTICE in page
    assert f'datetime="{made.date.isoformat()}"' in page
    assert 'href="#corrections"' in page
    assert "桥长十三米" in page
    assert "桥长三十米" not in page


def test_the_list_leads_to_it(client, article):
    assert client.get(LIST).status_code == 200
    made = _correct(article)
    page = client.get(LIST).content.decode()
    assert f'href="{made.get_absolute_url()}"' in page
    assert NOTICE in page
    assert FEED in page
    assert LIST in client.get("/harbour-daily/").content.decode()
    assert client.get("/nowhere/corrections/").status_code == 404
    assert client.get(LIST, {"page": "2"}).status_code == 404


def test_the_feed_is_atom(client, article):
    address = f"http://testserver{_correct(article).get_absolute_url()}"
    _correct(article, "另有一处。")
    chinese, english = read_atom(client.get(FEED)), read_atom(client.get(f"/en{FEED}"))
    entry = chinese.findall(f"{ATOM}entry")[1]
    assert NOTICE in entry.findtext(f"{ATOM}summary", "")
    assert entry.find(f"{ATOM}link").get("href") == address
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "港湾日报"
    # One correction, in whatever language its feed is read.
    ids = [[one.text for one in root.iter(f"{ATOM}id")] for root in (chinese, english)]
    assert len({*ids[0]}) == 3
    assert ids[0] == ids[1]


def test_only_what_is_public_is_listed(client, article):
    _correct(article)
    workflow.withdraw(article, None, "撤下。")
    assert NOTICE not in client.get(LIST).content.decode()
    assert NOTICE not in client.get(FEED).content.decode()


def test_another_newspapers_stand_in_its_own_list(client, article):
    _correct(article)
    make_newspaper("other-paper", "他报")
    assert NOTICE not in client.get("/other-paper/corrections/").content.decode()


@pytest.mark.parametrize("shows", [True, False])
def test_the_former_version_where_the_newspaper_shows_it(client, article, shows):
    article.issue.newspaper.shows_former_versions = shows
    article.issue.newspaper.save()
    made = _correct(article)
    url = f"{BASE}a1/before-correction/{made.pk}/"
    assert (url in client.get(f"{BASE}a1/").content.decode()) == shows
    response = client.get(url)
    assert response.status_code == (200 if shows else 404)
    if shows:
        page = response.content.decode()
        assert "桥长三十米" in page
        assert "余文" in page
        assert "桥长十三米" not in page
        assert "noindex" in page
        assert NOTICE in page


def test_the_former_version_is_signed_and_dated_as_it_was(client, article):
    article.issue.newspaper.shows_former_versions = True
    article.issue.newspaper.save()
    byline = Byline.objects.create(article=article, name="李清越")
    Article.objects.filter(pk=article.pk).update(dateline_printed="本报讯")
    made = _correct(article)
    byline.name = "李清月"
    byline.save()
    page = client.get(f"{BASE}a1/before-correction/{made.pk}/").content.decode()
    assert '<p><strong class="dateline">本报讯</strong> 桥长三十米。</p>' in page
    assert page.count("本报讯") == 1
    assert '<p class="byline"><span class="signed">记者 李清越</span>' in page


def test_a_former_version_goes_with_its_article_and_page(client, article):
    article.issue.newspaper.shows_former_versions = True
    article.issue.newspaper.save()
    made = _correct(article)
    url = f"{BASE}a1/before-correction/{made.pk}/"
    workflow.withdraw(article.issue.pages.get(sequence=3), None, "撤下。")
    assert "余文" not in client.get(url).content.decode()
    workflow.withdraw(article, None, "撤下。")
    assert client.get(url).status_code == 410
    assert client.get(f"{BASE}a1/before-correction/999/").status_code == 410


def test_a_notice_alone_has_no_former_version(client, article):
    article.issue.newspaper.shows_former_versions = True
    article.issue.newspaper.save()
    made = workflow.note_correction(article, None, NOTICE)
    assert "before-correction" not in client.get(f"{BASE}a1/").content.decode()
    assert client.get(f"{BASE}a1/before-correction/{made.pk}/").status_code == 404


def test_a_photo_that_stands_alone_is_corrected_on_its_page(client, article):
    photo = make_photo(article.issue.pages.get(sequence=2), None, "另一座桥。")
    made = workflow.note_correction(photo, None, NOTICE)
    assert made.get_absolute_url() == f"{BASE}p2/#{made.anchor}"
    assert NOTICE in client.get(f"{BASE}p2/").content.decode()
    assert NOTICE in client.get(LIST).content.decode()


def test_a_notice_is_text(client, article):
    _correct(article, "<script>alert(1)</script>")
    for url in (f"{BASE}a1/", LIST):
        assert "<script>alert" not in client.get(url).content.decode()
    [entry] = ET.fromstring(client.get(FEED).content).findall("{http://www.w3.org/2005/Atom}entry")
    summary = entry.find("{http://www.w3.org/2005/Atom}summary")
    assert summary.get("type") == "html"
    assert summary.text == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"


@pytest.mark.parametrize("url", [LIST, FEED, f"{BASE}a1/"])
def test_more_corrections_ask_no_more_queries(client, article, url):
    counts = []
    issues = iter(range(1, 100))
    for more in (2, 15):
        for _ in range(more):
            issue = make_issue(date=DAY + datetime.timedelta(days=next(issues)), pages=1)
            other = make_article(issue, headline="")
            published(issue)
            workflow.note_correction(other, None, NOTICE)
            workflow.note_correction(article, None, NOTICE)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
