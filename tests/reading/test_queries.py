"""The number of queries does not grow with the rows."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.geometry import corners
from articles.ingest.photos import store_photo_file
from articles.models import Article, ArticlePart, Column, PageImage, Person, Photo, PhotoCredit
from tests.house import (
    DAY,
    make_article,
    make_editor,
    make_issue,
    make_newspaper,
    make_photo,
    picture_file,
    published,
)

pytestmark = pytest.mark.django_db


def fill(slug: str, rows: int) -> None:
    """A newspaper with so many issues, and in its newest one so many pages, stories, tails and photos."""
    newspaper = make_newspaper(slug, slug)
    column = Column.objects.create(newspaper=newspaper, name="栏目", slug="column")
    for days in range(1, rows):
        published(make_issue(newspaper, date=DAY - datetime.timedelta(days=days), pages=1))
    issue = make_issue(newspaper, pages=rows)
    for number in range(rows):
        pages = (1, 2, number % rows + 1)
        article = make_article(
            issue, pages, headline=f"第{number}篇", bylines=("张三", f"李{number}"), column=column
        )
        photo = make_photo(issue.pages.get(sequence=1), article if number % 2 else None)
        if number < 3:
            store_photo_file(photo, picture_file(600, 400))
        person = Person.objects.get(newspaper=newspaper, name="张三")
        PhotoCredit.objects.create(photo=photo, name="张三", role="photographer", person=person)
    tail = make_article(issue, (3,), headline="后篇", bylines=("王五",))
    Article.objects.filter(pk=tail.pk).update(merged_into=issue.articles.get(number=1))
    photo = make_photo(issue.pages.get(sequence=3), tail)
    PhotoCredit.objects.create(photo=photo, name="张三", role="photographer", person=person)
    zone = corners((0.1, 0.1, 0.4, 0.3))
    ArticlePart.objects.filter(page__issue=issue).update(zones=[zone], jump_zone=zone, continuation_zone=zone)
    Photo.objects.filter(page__issue=issue).update(zones=[zone])
    for page in issue.pages.all():
        PageImage.objects.create(page=page, sha256="0" * 64, width=2000, height=3000)
    published(issue)


ADDRESSES = (
    *("/", "/{slug}/", "/{slug}/2026-03-14/", "/{slug}/2026-03-14/p1/", "/{slug}/2026-03-14/p3/"),
    *("/{slug}/2026-03-14/a1/", "/{slug}/2026-03-14/a2/", "/{slug}/columns/column/"),
    *("/people/{person}/", "/people/{person}/2026/"),
    *("/preview/{slug}/2026-03-14/", "/preview/{slug}/2026-03-14/p1/", "/preview/{slug}/2026-03-14/a1/"),
)


def test_the_count_stays(client, settings):
    fill("few", 3)
    fill("many", 30)
    editor = Client()
    editor.force_login(make_editor())
    for address in ADDRESSES:
        counts = {}
        for slug in ("few", "many"):
            settings.DEFAULT_NEWSPAPER = slug
            person = Person.objects.get(newspaper__slug=slug, name="张三").pk
            by = editor if address.startswith("/preview/") else client
            with CaptureQueriesContext(connection) as queries:
                assert by.get(address.format(slug=slug, person=person)).status_code == 200, address
            counts[slug] = len(queries)
        assert counts["few"] == counts["many"], address
        assert 0 < counts["many"] <= 32, address


def test_a_jump_line_costs_no_query(client, django_assert_max_num_queries):
    issue = make_issue()
    for _ in range(20):
        make_article(issue, (1, 2, 3, 4))
    published(issue)
    with django_assert_max_num_queries(20):
        client.get("/harbour-daily/2026-03-14/p2/")
