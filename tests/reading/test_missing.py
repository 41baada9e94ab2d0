"""404: what is said where nothing is, and where it leads."""

from __future__ import annotations

import datetime

import pytest

from articles.models import Stage
from tests.house import DAY, make_article, make_issue, published

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[False, True], ids=["served", "in development"])
def _debug(request, settings):
    settings.DEBUG = request.param


@pytest.fixture
def paper(_debug):
    """An issue in each of two years, and a draft."""
    issue = make_issue()
    make_article(issue)
    published(issue)
    published(make_issue(date=datetime.date(1998, 12, 31)))
    make_issue(date=datetime.date(2026, 3, 20))
    return issue.newspaper


def missing(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 404, address
    text = response.content.decode()
    assert "URLconf" not in text
    return text


@pytest.mark.parametrize(
    "address",
    ["/nothing/at/all/", "/none/", "/harbour-daily/none/", "/people/99/", "/people/?page=9", "/x.txt", "/en/none/",
     "/harbour-daily/2026-03-14/a99/", "/harbour-daily/2026-03-14/p9/", "/harbour-daily/?year=1",
     "/pictures/none/960.jpg", "/harbour-daily/columns/none/"],
)  # fmt: skip
def test_it_has_masthead_search_and_the_way_to_all_issues(client, paper, address):
    text = missing(client, address)
    prefix = "/en" if address.startswith("/en") else ""
    assert f'<a class="nameplate" href="{prefix}/harbour-daily/"' in text
    assert f'<form class="search-box" role="search" action="{prefix}/search/">' in text
    assert f'<li><a href="{prefix}/harbour-daily/">' in text
    assert '<meta name="robots" content="noindex">' in text


def test_a_day_without_an_issue_leads_to_its_year_and_its_neighbours(client, paper):
    text = missing(client, "/harbour-daily/1998-03-14/")
    assert "1998年3月14日" in text
    assert 'href="/harbour-daily/?year=1998"' in text
    assert 'href="/harbour-daily/1998-12-31/"' in text
    text = missing(client, "/en/harbour-daily/1999-01-01/p2/")
    assert "There is no issue of January 1, 1999" in text
    assert "?year=" not in text
    assert 'href="/en/harbour-daily/1998-12-31/"' in text
    assert 'href="/en/harbour-daily/2026-03-14/"' in text


def test_a_draft_is_as_if_it_were_not_there(client, paper):
    draft, nothing = (missing(client, f"/harbour-daily/2026-03-{day}/") for day in (20, 21))
    assert draft.replace("20", "21") == nothing.replace("20", "21")


def test_an_address_without_its_last_stroke_is_led_on(client, paper):
    response = client.get("/harbour-daily/2026-03-14")
    assert (response.status_code, response["Location"]) == (301, "/harbour-daily/2026-03-14/")


@pytest.mark.usefixtures("_debug")
def test_an_empty_archive_has_the_page_as_well(client):
    assert 'class="search-box"' in missing(client, "/none/")


def test_what_is_withdrawn_is_no_404(client, paper):
    paper.issues.filter(date=DAY).update(stage=Stage.WITHDRAWN)
    assert client.get("/harbour-daily/2026-03-14/").status_code == 410
