"""The newest issue, an issue, and the calendar of all issues."""

from __future__ import annotations

import datetime

import pytest

from articles.models import Issue, Newspaper, Stage
from tests.house import make_article, make_issue, make_newspaper, make_photo, published

pytestmark = pytest.mark.django_db

DAY = datetime.date(2026, 3, 14)
ONE_DAY = datetime.timedelta(days=1)


def text_of(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_nothing_there_yet(client):
    assert "还没有出版的报纸" in text_of(client, "/")
    make_newspaper()
    text = text_of(client, "/")
    assert "港湾日报" in text
    assert "/desk/" in text
    assert "还没有出版的报纸" in text_of(client, "/harbour-daily/")
    assert "No issue has been published yet" in text_of(client, "/en/")


def test_a_newspaper_set_that_is_not_there(client, settings):
    settings.DEFAULT_NEWSPAPER = "nowhere"
    published(make_issue())
    assert "还没有出版的报纸" in text_of(client, "/")


def test_home_is_the_newest_published_issue(client):
    old, new = make_issue(), make_issue(date=DAY + ONE_DAY)
    make_article(old, headline="旧闻")
    make_article(new, headline="新闻")
    published(old)
    assert "旧闻" in text_of(client, "/")
    published(new)
    text = text_of(client, "/")
    assert "新闻" in text
    assert '<link rel="canonical" href="http://testserver/harbour-daily/2026-03-15/">' in text


def test_the_newest_edition_of_a_day_is_home(client):
    first, second = make_issue(), make_issue(edition=2, edition_label="晚刊")
    make_article(second, headline="晚刊头条")
    published(first)
    published(second)
    assert "晚刊头条" in text_of(client, "/")
    assert "晚刊" in text_of(client, "/harbour-daily/2026-03-14-2/")


def test_the_default_newspaper_may_be_set(client, settings):
    published(make_issue())
    other = make_issue(make_newspaper("hill-daily", "山城日报"))
    published(other)
    assert "港湾日报" in text_of(client, "/")
    settings.DEFAULT_NEWSPAPER = "hill-daily"
    assert "山城日报" in text_of(client, "/")


def test_the_masthead_says_day_and_number_in_the_papers_language(client):
    published(make_issue(number=73, whole_number=8731))
    for address in ("/harbour-daily/2026-03-14/", "/en/harbour-daily/2026-03-14/"):
        text = text_of(client, address)
        for said in ("2026年3月14日 星期六", "第73期", "总第8731期", "第三版", "综合"):
            assert said in text


def test_an_english_paper_says_them_in_english(client):
    published(make_issue(make_newspaper("harbor-times", "The Harbor Times", language="en"), number=12))
    text = text_of(client, "/harbor-times/2026-03-14/")
    for said in ("Saturday, March 14, 2026", "No. 12", "Page 3"):
        assert said in text


def test_the_overview_shows_how_a_text_begins_and_no_more(client):
    issue = make_issue()
    make_article(
        issue, (1, 3), headline="头条", bodies=("<p>" + "起" * 200 + "</p>", "<p>后半</p>"), deck="副题"
    )
    make_article(issue, (2,), headline="二版头条")
    make_photo(issue.pages.get(sequence=1), caption="独立的图")
    published(issue)
    text = text_of(client, "/harbour-daily/2026-03-14/")
    assert "起" * 70 in text
    assert "起" * 90 not in text
    assert "后半" not in text
    assert "独立的图" in text
    assert "二版头条" in text
    tail = issue.articles.get(headline="头条").parts.get(order=2)
    assert f'href="/harbour-daily/2026-03-14/p3/#s{tail.pk}"' in text


def test_issues_turn(client):
    for days in range(3):
        published(make_issue(date=DAY + days * ONE_DAY))
    make_issue(date=DAY + 3 * ONE_DAY)
    text = text_of(client, "/harbour-daily/2026-03-15/")
    assert 'rel="prev" href="/harbour-daily/2026-03-14/"' in text
    assert 'rel="next" href="/harbour-daily/2026-03-16/"' in text
    assert 'rel="next"' not in text_of(client, "/harbour-daily/2026-03-16/")


@pytest.mark.parametrize(
    "address",
    [
        "/harbour-daily/2026-03-15/",
        "/harbour-daily/2026-03-14-1/",
        "/harbour-daily/2026-02-30/",
        "/harbour-daily/2026-03-14/p9/",
        "/harbour-daily/2026-03-14/p0/",
        "/harbour-daily/2026-03-14/a99/",
        "/harbour-daily/2026-03-14/a999999999999999999999/",
        "/harbour-daily/2026-03-14/p999999999999999999999/",
        "/people/999999999999999999999/",
        "/other-daily/",
        "/other-daily/2026-03-14/",
        "/people/1/",
        "/harbour-daily/columns/none/",
        "/harbour-daily/?year=1999",
        "/harbour-daily/?year=x",
        "/pictures/none/960.jpg",
    ],
)
def test_what_is_not_there(client, address):
    published(make_issue())
    response = client.get(address)
    assert response.status_code == 404
    assert "这个地址没有内容" in response.content.decode()


def test_an_unpublished_issue_is_invisible(client):
    published(make_issue())
    draft = make_issue(date=DAY + ONE_DAY)
    make_article(draft)
    for address in ("", "p1/", "a1/"):
        assert client.get(f"/harbour-daily/2026-03-15/{address}").status_code == 404
    assert "2026-03-15" not in text_of(client, "/harbour-daily/")
    assert "2026-03-15" not in text_of(client, "/")


def test_an_issue_whose_pages_are_all_unpublished(client):
    issue = published(make_issue())
    make_article(issue)
    issue.pages.update(stage=Stage.DRAFT)
    assert "本期尚无可读的版面" in text_of(client, "/harbour-daily/2026-03-14/")


def test_the_calendar_shows_one_year_the_newest_first(client):
    for date in (datetime.date(1998, 5, 1), datetime.date(2025, 12, 31), DAY):
        published(make_issue(date=date))
    published(make_issue(edition=2, edition_label="晚刊"))
    text = text_of(client, "/harbour-daily/")
    assert "/harbour-daily/2026-03-14/" in text
    assert "/harbour-daily/2026-03-14-2/" in text
    assert "/harbour-daily/2025-12-31/" not in text
    assert 'href="?year=1998"' in text
    assert "/harbour-daily/1998-05-01/" in text_of(client, "/harbour-daily/?year=1998")
    assert text.count("<table") == 1


def test_languages_go_by_address_alone(client):
    published(make_issue())
    chinese, english = text_of(client, "/"), text_of(client, "/en/")
    assert '<html lang="zh-hans">' in chinese
    assert '<html lang="en">' in english
    assert "All issues" in english
    assert "往期报纸" in chinese
    for text in (chinese, english):
        assert 'hreflang="en" href="http://testserver/en/harbour-daily/2026-03-14/"' in text
        assert 'hreflang="zh-Hans" href="http://testserver/harbour-daily/2026-03-14/"' in text
    client.cookies["django_language"] = "en"
    assert client.get("/", headers={"Accept-Language": "en"}).content.decode() == chinese


def test_all_newspapers_have_their_own_pages(client):
    published(make_issue())
    published(make_issue(make_newspaper("hill-daily", "山城日报")))
    assert Newspaper.objects.count() == Issue.objects.count() == 2
    assert "山城日报" in text_of(client, "/hill-daily/2026-03-14/")
