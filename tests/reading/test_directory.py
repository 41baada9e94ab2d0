"""The public lists of persons and columns, a column's years, and the ways from both to the search."""

from __future__ import annotations

import datetime
import re
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.ingest.joining import join
from articles.models import Article, Byline, Column, Person, PhotoCredit, Stage
from articles.search.rebuild import rebuild
from articles.wording.alphabet import sort_key
from tests.house import DAY, make_article, make_issue, make_newspaper, make_photo, published

pytestmark = pytest.mark.django_db


def text_of(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def names(text: str) -> list[str]:
    found = re.search(r'<div class="people-list">.*?</div>', text, re.DOTALL)
    return re.findall(r"<a [^>]*>(.*?)</a>", found[0]) if found else []


def initials(text: str) -> list[tuple[str, str]]:
    return re.findall(r"<b[^>]*>(.)</b> <span>(\d+)</span>", text)


def headings(text: str) -> list[str]:
    return re.findall(r'<h3 class="letter">(.)</h3>', text)


@pytest.fixture
def staff():
    """Signed stories in an issue that is out, a credited photo, and a name that only a draft bears."""
    issue = make_issue()
    make_article(issue, (1,), headline="渡口新桥通车", bylines=("周望舒", "林小满"))
    make_article(issue, (2,), headline="渡口夜航", bylines=("周望舒",))
    photo = make_photo(issue.pages.get(sequence=2), caption="渡口的晨光")
    person = Person.objects.create(newspaper=issue.newspaper, name="周行")
    PhotoCredit.objects.create(photo=photo, name="周行", role="photographer", person=person)
    published(issue)
    coming = make_issue(date=DAY + datetime.timedelta(days=1))
    make_article(coming, headline="渡口秘密计划", bylines=("线人甲",))
    make_photo(coming.pages.get(sequence=1)).credits.create(
        name="线人乙", person=Person.objects.create(newspaper=issue.newspaper, name="线人乙")
    )
    Person.objects.create(newspaper=issue.newspaper, name="无稿人")
    return issue


def test_only_who_is_named_in_what_is_public_is_listed(client, staff):
    text = text_of(client, "/people/")
    assert names(text) == ["林小满", "周望舒", "周行"]
    assert initials(text) == [("L", "1"), ("Z", "2")]
    assert headings(text) == ["L", "Z"]
    assert "线人" not in text
    assert "无稿人" not in text
    rows = re.findall(
        r">([^<>]*)</a>[^/]*(?:<span class=\"affiliation\".*?</span>)? <span class=\"count\">(.*?)</span>",
        text,
    )
    assert dict(rows) == {"周望舒": "2篇稿件", "林小满": "1篇稿件", "周行": "1幅图片"}
    for name in names(text):
        assert client.get(Person.objects.get(name=name).get_absolute_url()).status_code == 200


def test_what_is_withdrawn_takes_its_names_along(client, staff):
    Article.objects.filter(headline="渡口新桥通车").update(stage=Stage.WITHDRAWN)
    staff.pages.filter(sequence=2).update(stage=Stage.DRAFT)
    assert names(text_of(client, "/people/")) == ["周望舒"]


def test_a_joined_tail_counts_for_its_story(client):
    issue = make_issue()
    front = make_article(issue, (1,), headline="前篇", bylines=("张三",))
    tail = make_article(issue, (3,), headline="后篇", bylines=("张三",))
    join(front.parts.get(), tail.parts.get())
    published(issue)
    assert "1篇稿件" in text_of(client, "/people/")


def test_the_list_narrows_by_initial_and_newspaper(client, staff):
    other = make_issue(make_newspaper("hill-times", "山城时报"))
    make_article(other, bylines=("周一山", "Zhou Min"))
    published(other)
    text = text_of(client, "/people/?initial=周")
    assert names(text) == ["周望舒", "周行", "周一山"]
    assert "3位作者" in text
    assert initials(text) == [("L", "1"), ("Z", "4"), ("周", "3"), ("Z", "1")]
    assert names(text_of(client, "/people/?initial=周&newspaper=hill-times")) == ["周一山"]
    assert names(text_of(client, "/people/?initial=Z")) == ["周望舒", "周行", "周一山", "Zhou Min"]
    text = text_of(client, "/people/?newspaper=hill-times")
    assert initials(text) == [("Z", "2")]
    assert 'rel="canonical" href="http://testserver/people/?newspaper=hill-times"' in text


@pytest.mark.parametrize(
    "query",
    ["initial=x", "initial=%00", "initial=周周", "newspaper=none", "newspaper=%00", "page=0", "page=9"],
)
def test_what_is_not_there(client, staff, query):
    assert client.get(f"/people/?{query}").status_code == 404


def test_surnames_stand_as_they_are_read(client):
    issue = make_issue()
    signers = (
        "单志远",
        "单于青",
        "曾小雨",
        "仇海",
        "Émile Roux",
        "查理",
        "张三",
        "章三",
        "张四",
        "3号通讯员",
        "区明",
    )
    make_article(issue, bylines=signers)
    published(issue)
    text = text_of(client, "/people/")
    assert names(text) == [
        "3号通讯员", "单于青", "Émile Roux", "区明", "仇海", "单志远", "曾小雨", "查理", "张三", "张四", "章三",
    ]  # fmt: skip
    assert headings(text) == ["#", "C", "E", "O", "Q", "S", "Z"]
    assert names(text_of(client, "/people/?initial=单")) == ["单于青", "单志远"]
    assert names(text_of(client, "/people/?initial=%23")) == ["3号通讯员"]
    assert names(text_of(client, "/people/?initial=3")) == ["3号通讯员"]


def test_a_name_that_is_changed_stands_elsewhere(client, staff):
    person = Person.objects.get(name="周望舒")
    person.name = "白望舒"
    person.save()
    assert names(text_of(client, "/people/"))[0] == "白望舒"


def test_the_migration_gives_stored_names_their_keys(staff):
    Person.objects.update(sort_key="")
    migration = import_module("articles.migrations.0016_names_in_pinyin_order")
    migration.fill(apps, SimpleNamespace(connection=connection))
    assert Person.objects.get(name="周望舒").sort_key == sort_key("周望舒", person=True)
    assert not Person.objects.filter(sort_key="").exists()


def test_an_empty_archive_says_so(client):
    assert "还没有署名" in text_of(client, "/people/")
    make_newspaper()
    assert "还没有署名" in text_of(client, "/people/")
    assert "还没有发布过栏目" in text_of(client, "/harbour-daily/columns/")


def test_a_long_list_is_paged(client, staff, monkeypatch):
    monkeypatch.setattr("articles.reading.views.people.NAMES_A_PAGE", 2)
    first, second = text_of(client, "/people/"), text_of(client, "/people/?page=2")
    assert len(names(first)) == 2
    assert len(names(second)) == 1
    assert 'rel="next" href="?page=2"' in first
    assert 'rel="canonical" href="http://testserver/people/?page=2"' in second


def test_the_number_of_queries_does_not_grow(client, staff):
    column = Column.objects.create(newspaper=staff.newspaper, name="江边话", slug="江边话")
    Article.objects.filter(issue=staff).update(column=column)
    addresses = ("/people/", "/people/?initial=周", "/harbour-daily/columns/", column.get_absolute_url())
    before = [_queries(client, address) for address in addresses]
    story = Article.objects.get(headline="渡口夜航")
    for number in range(12):
        house = staff.newspaper.name
        person = Person.objects.create(newspaper=staff.newspaper, name=f"周{number}", affiliation=house)
        Byline.objects.create(article=story, name=person.name, person=person)
        other = Column.objects.create(newspaper=staff.newspaper, name=f"栏{number}", slug=f"lan{number}")
        for with_column in (other, column):
            new = make_article(
                staff, (1,), headline=f"第{number}篇", column=with_column, bylines=(person.name,)
            )
            Article.objects.filter(pk=new.pk).update(stage=Stage.PUBLISHED)
    assert len(names(text_of(client, "/people/?initial=周"))) == 14
    assert [_queries(client, address) for address in addresses] == before
    assert max(before) <= 12


def _queries(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.fixture
def column():
    """Two years of a column, and a draft in it."""
    for year, stories in ((2023, 2), (2026, 1)):
        issue = make_issue(date=DAY.replace(year=year))
        column, _made = Column.objects.get_or_create(newspaper=issue.newspaper, name="江边话", slug="江边话")
        for number in range(stories):
            make_article(issue, headline=f"{year}年第{number}篇", column=column)
        published(issue)
    make_article(make_issue(date=DAY.replace(year=2028)), headline="未发布的", column=column)
    Column.objects.create(newspaper=issue.newspaper, name="未推出的栏目", slug="weituichu")
    return column


def test_the_columns_of_a_newspaper(client, column):
    text = text_of(client, "/harbour-daily/columns/")
    assert "江边话" in text
    assert "3篇稿件 · 2023–2026" in text
    assert "未推出" not in text
    assert client.get("/none/columns/").status_code == 404


def test_a_columns_years(client, column):
    here = column.get_absolute_url()
    text = text_of(client, f"/en{here}")
    for bar in ("2023: 2 articles", "2026: 1 article"):
        assert f'aria-label="{bar}"' in text
    assert "2028" not in text
    assert [int(year) for year in re.findall(r'class="year-of-work".*?>(\d{4})<', text)] == [2026, 2023]
    text = text_of(client, f"{here}2023/")
    assert "2023年第1篇" in text
    assert "2026年第0篇" not in text
    assert 'aria-current="page"' in text
    assert f'<link rel="canonical" href="http://testserver{here}2023/">' in text
    for nothing in ("2024", "2028", "0", "99999999999999999999"):
        assert client.get(f"{here}{nothing}/").status_code == 404


def test_both_lead_to_a_search_narrowed_to_them(client, staff):
    column = Column.objects.create(newspaper=staff.newspaper, name="江边话", slug="江边话")
    Article.objects.filter(issue=staff).update(column=column)
    rebuild()
    person = Person.objects.get(name="周望舒")
    for thing, query in ((column, f"column={column.pk}"), (person, f"person={person.pk}")):
        assert f'href="/search/?{query}"' in text_of(client, thing.get_absolute_url())
        assert "<b>2</b>" in text_of(client, f"/search/?{query}")


def test_the_foot_of_a_page_leads_to_the_lists(client, staff):
    text = text_of(client, "/harbour-daily/")
    assert 'href="/harbour-daily/columns/"' in text
    assert 'href="/people/?newspaper=harbour-daily"' in text
