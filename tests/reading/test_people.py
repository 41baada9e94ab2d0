"""A person's page and a column's."""

from __future__ import annotations

import datetime

import pytest

from articles.ingest.joining import join
from articles.models import Column, Person, PhotoCredit, Stage
from tests.house import DAY, make_article, make_issue, make_photo, published

pytestmark = pytest.mark.django_db


def text_of(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_a_persons_articles_newest_first(client):
    for days, headline in ((0, "较早的"), (1, "较晚的")):
        issue = make_issue(date=DAY + datetime.timedelta(days=days))
        make_article(issue, headline=headline, bylines=("张三",))
        make_article(issue, headline="别人的", bylines=("李四",))
        published(issue)
    draft = make_issue(date=DAY + datetime.timedelta(days=2))
    make_article(draft, headline="未发布的", bylines=("张三",))
    person = Person.objects.get(name="张三")
    text = text_of(client, person.get_absolute_url())
    assert text.index("较晚的") < text.index("较早的")
    assert "别人的" not in text
    assert "未发布的" not in text
    assert "港湾日报" in text


def test_who_signed_a_joined_tail_signed_the_story(client):
    issue = make_issue()
    front = make_article(issue, (1,), headline="前篇", bylines=("张三",))
    tail = make_article(issue, (3,), headline="后篇", bylines=("李四",))
    join(front.parts.get(), tail.parts.get())
    published(issue)
    text = text_of(client, Person.objects.get(name="李四").get_absolute_url())
    assert front.get_absolute_url() in text
    assert "后篇" not in text


def test_photos_that_credit_a_person(client):
    issue = make_issue()
    person = Person.objects.create(newspaper=issue.newspaper, name="王五")
    photo = make_photo(issue.pages.get(sequence=2), caption="渡口的晨光")
    PhotoCredit.objects.create(photo=photo, name="王五", role="photographer", person=person)
    assert client.get(person.get_absolute_url()).status_code == 404
    published(issue)
    text = text_of(client, person.get_absolute_url())
    assert "渡口的晨光" in text
    assert "/harbour-daily/2026-03-14/p2/" in text


def test_a_person_whom_nothing_public_names_is_not_there(client):
    issue = make_issue()
    article = make_article(issue, bylines=("张三",))
    person = Person.objects.get()
    assert client.get(person.get_absolute_url()).status_code == 404
    published(issue)
    assert client.get(person.get_absolute_url()).status_code == 200
    type(article).objects.update(stage=Stage.DRAFT)
    assert client.get(person.get_absolute_url()).status_code == 404


def test_long_lists_are_paged(client):
    issue = make_issue()
    for number in range(53):
        make_article(issue, headline=f"第{number}篇", bylines=("张三",))
    published(issue)
    address = Person.objects.get().get_absolute_url()
    first, second = text_of(client, address), text_of(client, f"{address}?page=2")
    assert first.count("<h3>") == 50
    assert second.count("<h3>") == 3
    assert '?page=2"' in first
    for wrong in ("0", "3", "x", "-1", "9" * 30):
        assert client.get(f"{address}?page={wrong}").status_code == 404


def test_a_column(client):
    issue = make_issue()
    column = Column.objects.create(
        newspaper=issue.newspaper, name="江边话", slug="江边话", about="说说江边的事。"
    )
    make_article(issue, headline="栏目里的", column=column)
    make_article(issue, headline="栏目外的")
    assert client.get(column.get_absolute_url()).status_code == 404
    published(issue)
    text = text_of(client, column.get_absolute_url())
    assert "栏目里的" in text
    assert "栏目外的" not in text
    assert "说说江边的事" in text
