"""Whatever is sent to the desk's addresses and forms: an answer in words, never an error page."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.desk.preflight import preflight
from articles.models import (
    Article,
    Byline,
    Column,
    Issue,
    LeftOutText,
    Override,
    Page,
    Person,
    PhotoCredit,
    Stage,
    UnsavedText,
)
from tests.desk.conftest import FormReader, address, errors_of, form_data
from tests.house import at_stage, make_article, make_issue, make_photo

NONSENSE = ["", "x", "-1", "9" * 30, "零\0字符", "长" * 5000]
QUERIES = [
    *("?q=%00", "?o=99", "?o=x", "?p=99999", "?p=x", "?e=1", "?nonsense=1", "?all="),
    *("?stage__exact=x", "?issue__id__exact=x", "?issue__id__exact=99999999999999999999999"),
    *("?stage__exact=%00", "?stage__exact=dr%00aft", "?issue__id__exact=%00"),
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
        # What the form had shown stays: without it the desk compares before it checks (tests/desk/together).
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


def test_a_verb_takes_whatever_stands_in_its_note(desk, rows):
    """NUL above all, which PostgreSQL cannot store."""
    story, page = rows["article"], rows["page"]
    Article.objects.filter(pk=story.pk).update(headline="")  # an error of preflight
    (error, *_rest) = preflight(Article.objects.get(pk=story.pk)).errors
    ask = {"key": error.key, "reason": "照排\0原样。"}
    assert desk.post(address("article", "override", story.pk), ask).status_code == 302
    assert Override.objects.get().reason == "照排原样。"
    at_stage(story, Stage.SUBMITTED)
    assert desk.post(address("article", "send_back", story.pk), {"note": "再\0看"}).status_code == 302
    story.refresh_from_db()
    at_stage(story, Stage.PUBLISHED)
    then = timezone.now()
    Article.objects.get(pk=story.pk).save()
    sent = {"at": then.isoformat(), "notice": "标题\0有误。"}
    Article.objects.filter(pk=story.pk).update(headline="改了")
    assert desk.post(address("article", "restore_version", story.pk), sent).status_code == 302
    assert desk.post(address("article", "withdraw", story.pk), {"notice": "核\0实中"}).status_code == 302
    story.refresh_from_db()
    assert story.withdrawal_notice == "核实中"
    assert page.stage == Stage.DRAFT


def test_what_cannot_be_stored_is_left_out_of_what_is_kept(desk, rows):
    story = rows["article"]
    url = address("article", "change", story.pk)
    data = form_data(desk, url, "article_form")
    story.headline = "别人改的"
    story.save()
    assert desk.post(url, {**data, "headline": "我\0改的"}).status_code == 409
    assert UnsavedText.objects.get().posted["headline"] == ["我改的"]
    story.column = rows["column"]
    story.save()
    assert desk.post(url, {**data, "column": "9" * 5000}).status_code == 409
    about = {"noun": "article", "row": str(story.pk)}
    answer = desk.post(reverse("admin:keep_typed"), {**data, **about, "headline": "又\0改"})
    assert answer.status_code == 200
    sent = {**form_data(desk, url, "article_form"), "_kept": "9" * 5000}
    assert desk.post(url, sent).status_code == 302


@pytest.mark.parametrize(
    ("model", "field"), [("article", "column"), ("byline", "person"), ("article", "issue")]
)
def test_what_is_typed_in_a_choice(desk, rows, model, field):
    ask = {"app_label": "articles", "model_name": model, "field_name": field}
    for term in ("\0", "渡\0口", "%", "长" * 5000):
        assert desk.get(reverse("admin:autocomplete"), {**ask, "term": term}).status_code == 200


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "x", "\0"])
def test_moments_at_the_ends_of_time(desk, rows, moment):
    story = rows["article"]
    about = {"noun": "article", "row": str(story.pk), "since": moment}
    assert desk.post(reverse("admin:presence"), about).status_code == 200
    for noun in ("article", "page"):
        shown = desk.get(address(noun, "versions", rows[noun].pk), {"a": moment, "b": moment})
        assert shown.status_code == 200
        restored = desk.post(address(noun, "restore_version", rows[noun].pk), {"at": moment})
        assert restored.status_code == 302


def test_fields_that_fast_entry_does_not_know(desk, rows):
    query = f"?article={rows['article'].pk}"
    sent = {"key": "a-key-of-a-form", "turn": 0, "fields": {"nonsense": "字"}, "base": {}}
    kept = desk.post(reverse("admin:write_keep") + query, sent, content_type="application/json")
    assert kept.status_code == 200
    url = reverse("admin:write", args=[rows["article"].pk])
    assert desk.get(url).status_code == 200
    assert desk.get(f"{url}?restore=a-key-of-a-form").status_code == 200
    clash = {"base": '{"nonsense": "x"}', "nonsense": "字", "headline": "渡口新桥通车"}
    assert desk.post(url, clash).status_code == 409
    assert desk.post(reverse("admin:write_discard") + query, {"kept": "\0"}).status_code == 302
