"""Who is at work in what, and taking over."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.desk import presence
from articles.models import Change, Presence, UnsavedText
from tests.desk.conftest import FormReader, address
from tests.desk.together.sending import beat, form_of, url_of
from tests.house import make_article

pytestmark = pytest.mark.django_db


def test_opening_counts_and_the_second_sees_the_first(desk, other, article):
    desk.get(url_of(article))
    text = other.get(url_of(article)).content.decode()
    assert "editor" in text
    assert "接手" in text
    assert [one.holds for one in Presence.objects.order_by("pk")] == [True, False]


def test_a_heartbeat_tells_who_is_there_and_leaves_no_trace(desk, other, article):
    changes, revisions = Change.objects.count(), article.history.count()
    assert beat(desk, article).json()["others"] == []
    answer = beat(other, article).json()
    assert answer["others"] == ["editor"]
    assert answer["holder"] == "editor"
    assert (Change.objects.count(), article.history.count()) == (changes, revisions)
    assert beat(desk, article, left="1").json() == {}
    assert beat(other, article).json()["others"] == []
    assert Presence.objects.get().holds  # who is left holds it now


def test_presence_expires(desk, other, article):
    beat(desk, article)
    Presence.objects.update(until=timezone.now() - datetime.timedelta(seconds=1))
    assert beat(other, article).json()["others"] == []
    assert presence.present([article]) == {article.pk: ["duty-editor"]}


def test_taking_over_tells_the_first_and_keeps_what_they_typed(desk, other, article):
    form = form_of(desk, article)
    beat(desk, article)
    beat(other, article)
    assert other.post("/desk/take-over/", {"noun": "article", "row": article.pk}).status_code == 302
    assert beat(desk, article).json()["takenBy"]
    typed = {**form, "headline": "写到一半的标题", "noun": "article", "row": article.pk}
    answer = desk.post("/desk/keep/", typed).json()
    assert answer["kept"]
    assert UnsavedText.objects.get().why == "taken"
    assert desk.post("/desk/keep/", {**form, "noun": "article", "row": article.pk}).json() == {"kept": None}
    page = desk.get(answer["url"])
    assert "写到一半的标题" in page.content.decode()
    data = FormReader(page.content.decode()).data
    assert desk.post(url_of(article), {**data, "_save": "1"}).status_code == 302
    article.refresh_from_db()
    assert article.headline == "写到一半的标题"


def test_present_asks_once_and_knows_the_pages_of_a_story(
    desk, other, issue, article, django_assert_num_queries
):
    desk.get(url_of(article))
    other.get(url_of(issue.pages.get(sequence=3)))
    pages = list(issue.pages.order_by("sequence"))
    with django_assert_num_queries(1):
        found = presence.present(pages)
    names = {page.sequence: found.get(page.pk, []) for page in pages}
    assert names == {1: ["editor"], 2: ["editor"], 3: ["duty-editor"], 4: []}


def test_who_lays_out_or_writes_by_fast_entry_is_there_as_well(desk, other, issue, article):
    first, second = issue.pages.get(sequence=1), issue.pages.get(sequence=3)
    desk.get(reverse("admin:articles_page_layout", args=[first.pk]))
    desk.get(reverse("admin:write_new", args=[second.pk]))
    desk.get(reverse("admin:write", args=[article.pk]))
    assert presence.present([first, second]) == {first.pk: ["editor"], second.pk: ["editor"]}
    assert presence.present([article]) == {article.pk: ["editor"]}
    for url in (
        reverse("admin:articles_page_layout", args=[first.pk]),
        reverse("admin:write", args=[article.pk]),
    ):
        assert "editor" in other.get(url).content.decode().split('id="desk-company"')[1].split("</p>")[0]


def test_lists_say_who_is_there_in_one_query(desk, other, issue, article, django_assert_num_queries):
    url = address("article", "changelist")
    desk.get(url)
    with CaptureQueriesContext(connection) as alone:
        desk.get(url)
    queries = len(alone)  # the next request empties the log
    for n in range(5):
        other.get(url_of(make_article(issue, (1,), f"又一条{n}")))
    with django_assert_num_queries(queries):
        text = desk.get(url).content.decode()
    assert text.count('<span class="desk-here">duty-editor</span>') == 5
    assert "desk-here" in desk.get(address("page", "changelist")).content.decode()
