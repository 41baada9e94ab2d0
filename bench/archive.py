"""A made-up archive into the database, past the change log, since an index is built anew after it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any

from corpus import COLUMNS, Corpus
from django.core.management import call_command
from django.db import connection

from articles.models import Article, ArticlePart, Byline, Column, Issue, Newspaper, Page, Person, Photo

_AT_ONCE = 5_000
_PUBLISHED = {"stage": "published", "published_at": "2026-01-01 00:00:00"}


def fill(corpus: Corpus) -> int:
    """Write the archive; returns its text in bytes of UTF-8."""
    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:  # the figures of writing are not asked for here
        cursor.execute("PRAGMA synchronous=OFF")
    paper = Newspaper.objects.create(slug="bench", name="江湾日报")
    names = enumerate(corpus.authors, start=1)
    _insert(Person, ({"id": n, "newspaper_id": paper.pk, "name": name} for n, name in names))
    columns = [(n, name) for n, name in enumerate(COLUMNS, start=1) if name]
    _insert(
        Column, ({"id": n, "newspaper_id": paper.pk, "name": name, "slug": f"c{n}"} for n, name in columns)
    )
    _insert(
        Issue,
        (
            {**_PUBLISHED, "id": n + 1, "newspaper_id": paper.pk, "date": corpus.date_of(n)}
            | {"last_article_number": corpus.size}
            for n in range(corpus.issues)
        ),
    )
    _insert(
        Page,
        (
            {**_PUBLISHED, "id": _page(corpus, n, at), "issue_id": n + 1, "sequence": at + 1}
            | {"number": str(at + 1), "section_name": corpus.sections[at], "address_number": at + 1}
            for n in range(corpus.issues)
            for at in range(corpus.pages)
        ),
    )
    size = 0
    numbered = enumerate(corpus.stories(), start=1)
    while some := list(islice(numbered, _AT_ONCE)):
        size += sum(len(story.text.encode()) for _number, story in some)
        _insert(
            Article,
            (
                {**_PUBLISHED, "id": n, "issue_id": s.issue + 1, "number": n, "headline": s.headline}
                | {"column_id": s.column + 1 if COLUMNS[s.column] else None, "dateline_agency": s.agency}
                for n, s in some
            ),
        )
        _insert(
            ArticlePart,
            (
                {"id": n, "article_id": n, "page_id": _page(corpus, s.issue, s.page)}
                | {"body": "".join(f"<p>{paragraph}</p>" for paragraph in s.paragraphs)}
                for n, s in some
            ),
        )
        _insert(
            Byline,
            (
                {"article_id": n, "order": at, "name": corpus.authors[author], "affiliation": "本报"}
                | {"person_id": author + 1}
                for n, s in some
                for at, author in enumerate(s.authors, start=1)
            ),
        )
        _insert(
            Photo,
            (
                {
                    "article_id": n,
                    "page_id": _page(corpus, s.issue, s.page),
                    "caption": s.caption,
                    "key": f"k{n}",
                }
                for n, s in some
                if s.caption
            ),
        )
    return size


def _page(corpus: Corpus, issue: int, page: int) -> int:
    return issue * corpus.pages + page + 1


def _insert(model: Any, rows: Iterable[dict[str, Any]]) -> None:
    """Many rows at once; fields that a row does not name have their defaults."""
    rows = list(rows)
    if not rows:
        return
    rest = {
        field.attname: field.get_db_prep_save(field.get_default(), connection)
        for field in model._meta.concrete_fields
        if field.attname not in rows[0] and not field.primary_key
    }
    names = [*rows[0], *rest]
    columns, places = ", ".join(f'"{name}"' for name in names), ", ".join(["%s"] * len(names))
    with connection.cursor() as cursor:
        cursor.executemany(
            f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES ({places})',
            [[*row.values(), *rest.values()] for row in rows],
        )
