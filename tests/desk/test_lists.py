"""The lists: every noun, searched and filtered, in a number of queries that does not grow with the rows."""

from __future__ import annotations

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.desk.workflow import publish_article
from articles.models import Byline, Column, Correction, Join, LeftOutText, PhotoCredit
from tests.desk.conftest import address
from tests.house import DAY, make_article, make_issue, make_newspaper, make_photo

NOUNS = "newspaper issue page article column person byline photocredit photo leftouttext join correction handling".split()


def _fill(rows: range) -> None:
    """One of everything for each number."""
    for n in rows:
        newspaper = make_newspaper(f"paper-{n}", f"报{n}")
        issue = make_issue(newspaper, DAY + datetime.timedelta(n), pages=2)
        column = Column.objects.create(newspaper=newspaper, name=f"栏{n}", slug=f"col-{n}")
        story = make_article(issue, (1,), f"稿{n}", bylines=[f"周望{n}"], column=column)
        tail = make_article(issue, (2,), "", bylines=[f"林叙{n}"])
        Byline.objects.create(article=story, name=f"周望{n}", order=2)
        photo = make_photo(issue.pages.first(), tail)
        PhotoCredit.objects.create(photo=photo, name=f"周望{n}")
        LeftOutText.objects.create(page=issue.pages.first(), text=f"广告{n}")
        publish_article(story)
        Correction.objects.create(issue=issue, article=story, notice=f"更正{n}")
        front, back = story.parts.get(), tail.parts.get()
        Join.objects.create(
            issue=issue, front_part=front, tail_part=back, tail_article=tail, state="proposed", confidence=0.4
        )


def test_each_cell_has_its_columns_name_for_a_phone(desk):
    _fill(range(1))
    text = desk.get(address("leftouttext", "changelist")).content.decode()
    assert re.search(r'<td data-label="类别" class="field-kind[^>]*>', text)
    assert re.search(r'<td class="action-checkbox">', text)
    text = desk.get(address("photocredit", "changelist")).content.decode()
    assert re.search(r"<td data-label=\"[^\"]+\" data-nothing class=\"field-affiliation", text)


def test_a_list_asks_as_much_for_30_rows_as_for_3(desk):
    _fill(range(3))
    for noun in NOUNS:
        desk.get(address(noun, "changelist"))  # what is asked once and kept (content types)
    counts: dict[str, list[int]] = {noun: [] for noun in NOUNS}
    for more in (range(0), range(3, 30)):
        _fill(more)
        for noun in NOUNS:
            with CaptureQueriesContext(connection) as queries:
                response = desk.get(address(noun, "changelist"))
            assert response.status_code == 200
            counts[noun].append(len(queries))
    # Filters list newspapers and columns; none asks a query a row.
    assert {noun: few for noun, (few, _many) in counts.items()} == {
        noun: many for noun, (_few, many) in counts.items()
    }


@pytest.mark.parametrize("noun", NOUNS)
def test_a_list_can_be_searched(desk, noun):
    _fill(range(2))
    assert desk.get(address(noun, "changelist"), {"q": "周望1"}).status_code == 200


def test_search_finds_an_article_by_byline_and_by_text(desk):
    issue = make_issue()
    make_article(issue, headline="春汛前夜", bylines=["周望舒"], bodies=["<p>沙湾险工段的堤脚。</p>"])
    make_article(issue, headline="午饭")
    for words in ("周望舒", "沙湾险工段", "春汛"):
        rows = desk.get(address("article", "changelist"), {"q": words}).context["cl"].result_list
        assert [row.headline for row in rows] == ["春汛前夜"], words


def test_search_finds_an_issue_by_its_date(desk):
    make_issue(date=datetime.date(2026, 3, 14))
    make_issue(date=datetime.date(2026, 4, 2))
    rows = desk.get(address("issue", "changelist"), {"q": "2026-03"}).context["cl"].result_list
    assert [row.date.month for row in rows] == [3]


@pytest.mark.parametrize(
    ("look", "found"),
    [("open_out", "有下转"), ("open_in", "有上接"), ("headless", ""), ("textless", "没有正文")],
)
def test_articles_are_filtered_by_what_is_wrong_with_them(desk, look, found):
    issue = make_issue()
    make_article(issue, headline="好稿")
    make_article(issue, headline="有下转").parts.update(printed_jump="下转第三版", printed_jump_page="3")
    make_article(issue, headline="有上接").parts.update(
        printed_continuation="上接第一版", printed_continuation_page="1"
    )
    make_article(issue, headline="", bodies=["<p>无题。</p>"])
    make_article(issue, headline="没有正文").parts.update(body="")
    rows = desk.get(address("article", "changelist"), {"look": look}).context["cl"].result_list
    assert [row.headline for row in rows] == [found]


def test_a_list_of_a_pages_articles(desk):
    issue = make_issue()
    make_article(issue, (1,), "头版")
    make_article(issue, (2,), "二版")
    query = {"parts__page__id__exact": issue.pages.get(sequence=2).pk}
    rows = desk.get(address("article", "changelist"), query).context["cl"].result_list
    assert [row.headline for row in rows] == ["二版"]


@pytest.mark.parametrize("noun", ["newspaper", "issue", "page", "article", "person"])
def test_autocomplete_offers_rows(desk, noun):
    _fill(range(2))
    asked = {
        "newspaper": ("issue", "newspaper"),
        "issue": ("page", "issue"),
        "page": ("photo", "page"),
        "article": ("photo", "article"),
        "person": ("byline", "person"),
    }[noun]
    response = desk.get(
        "/desk/autocomplete/",
        {"app_label": "articles", "model_name": asked[0], "field_name": asked[1], "term": ""},
    )
    assert response.status_code == 200
    assert response.json()["results"]
