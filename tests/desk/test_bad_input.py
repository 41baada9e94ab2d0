"""Whatever is sent to the desk's addresses and forms: an answer in words, never an error page."""

from __future__ import annotations

import pytest

from articles.models import Byline, Column, Issue, LeftOutText, Page, Person, PhotoCredit
from tests.desk.conftest import FormReader, address, errors_of, form_data
from tests.house import make_article, make_issue, make_photo

NONSENSE = ["", "x", "-1", "9" * 30, "零\0字符", "长" * 5000]
QUERIES = [
    *("?q=%00", "?o=99", "?o=x", "?p=99999", "?p=x", "?e=1", "?nonsense=1", "?all="),
    *("?stage__exact=x", "?issue__id__exact=x", "?issue__id__exact=99999999999999999999999"),
    *("?date__month=13&date__year=2026", "?person__isempty=x", "?parts__page__id__exact=x"),
]
WANTED = [
    *("?issue=x&page=y&newspaper=z", "?issue=²", "?date=x&edition=x"),
    "?newspaper=99999999999999999999999&issue=99999999999999999999999&page=99999999999999999999999",
]


@pytest.fixture
def rows(db) -> dict[str, object]:
    """A row of every noun."""
    issue = make_issue()
    article = make_article(issue, (1, 3), bylines=["周望舒"])
    page = issue.pages.first()
    photo = make_photo(page, article)
    return {
        "newspaper": issue.newspaper,
        "issue": issue,
        "page": page,
        "article": article,
        "photo": photo,
        "byline": Byline.objects.get(),
        "photocredit": PhotoCredit.objects.create(photo=photo, name="乔一帆", role="photographer"),
        "person": Person.objects.get(),
        "column": Column.objects.create(newspaper=issue.newspaper, name="江边话", slug="column"),
        "leftouttext": LeftOutText.objects.create(page=page, kind="unknown", text="停水通知"),
    }


def _forms(desk, rows):
    """The address and the fields of each noun's form, for a new row and for one that is there."""
    for noun, row in rows.items():
        query = f"?issue={row.issue_id}" if noun == "article" else ""
        for url in (address(noun, "change", row.pk), address(noun, "add") + query):
            response = desk.get(url)
            if response.status_code == 200:  # printed names are added where they are printed
                yield url, FormReader(response.content.decode(), f"{noun}_form").data


def test_addresses_made_up_by_hand(desk, rows):
    for noun, row in rows.items():
        for query in QUERIES:
            assert desk.get(address(noun, "changelist") + query).status_code in {200, 302, 400}, (noun, query)
        for query in WANTED:
            assert desk.get(address(noun, "add") + query).status_code in {200, 403}, (noun, query)
        for pk in ("0", "x", "9" * 30, "_00"):
            assert desk.get(address(noun, "change", pk)).status_code in {302, 404}, (noun, pk)
        assert desk.get(address(noun, "history", row.pk)).status_code == 200


@pytest.mark.parametrize("nonsense", NONSENSE, ids=range(len(NONSENSE)))
def test_nonsense_in_all_fields(desk, rows, nonsense):
    for url, data in _forms(desk, rows):
        # What the form had shown stays: without it the desk compares before it checks (test_together).
        sent = {name: nonsense for name in data if not name.endswith("_FORMS") and name != "_seen"}
        assert desk.post(url, {**data, **sent}).status_code in {200, 302, 404}, url
    assert Issue.objects.get().date.year == 2026


def test_nonsense_in_one_choice_at_a_time(desk, rows):
    for url, data in _forms(desk, rows):
        for name in data:
            if "__prefix__" not in name and name.rpartition("-")[2] in {
                "newspaper",
                "issue",
                "page",
                "article",
                "person",
                "predecessor",
            }:
                for nonsense in ("x", "9" * 30):
                    assert desk.post(url, {**data, name: nonsense}).status_code in {200, 302}, (url, name)


@pytest.mark.parametrize("nonsense", ["x", "-1", "0"])
def test_nonsense_in_how_many_rows_there_are(desk, rows, nonsense):
    for url, data in _forms(desk, rows):
        sent = {name: nonsense for name in data if name.endswith("-INITIAL_FORMS")}
        if sent:
            assert desk.post(url, {**data, **sent}).status_code in {200, 302}, url


def test_a_page_is_not_moved_to_the_place_of_another(desk, rows):
    url = address("page", "change", rows["page"].pk)
    response = desk.post(url, {**form_data(desk, url, "page_form"), "sequence": "3"})
    assert "已有" in errors_of(response)
    assert Page.objects.get(pk=rows["page"].pk).sequence == 1


@pytest.mark.parametrize("date", ["0001-01-01", "9999-12-31"])
def test_an_issue_of_an_impossible_year(desk, rows, date):
    url = address("issue", "change", rows["issue"].pk)
    response = desk.post(url, {**form_data(desk, url, "issue_form"), "date": date})
    assert "1605" in errors_of(response)
    assert Issue.objects.get().date.year == 2026
