"""Persons in great numbers: a row a figure (name, value, bar); exit 1 where a bar is missed.

    python bench/bench_people.py [PERSONS]                                   # on SQLite
    python tests/with_postgres.py python bench/bench_people.py [PERSONS]     # on PostgreSQL

It fills a database of its own (100,000 persons unless told otherwise, three bylines each, more for the first)
and asks the desk and the public page over Django's test client: whole requests, the median of some rounds.
"""

from __future__ import annotations

import datetime
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
WORK = Path(tempfile.mkdtemp(prefix="newsroom-bench-"))
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "newsroom.settings",
    "NEWSROOM_VAR": str(WORK / "var"),
    "NEWSROOM_DEBUG": "1",
}

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, models  # noqa: E402
from django.test import Client  # noqa: E402

from articles import access  # noqa: E402
from articles.models import Article, ArticlePart, Byline, Issue, Newspaper, Page, Person  # noqa: E402
from articles.reading.views.people import NAMES_A_PAGE  # noqa: E402

ROUNDS = 7
BYLINES_EACH = 3
BUSIEST = 5_000  # articles of the first person
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰飞鹏红斌建文辉玲云海波宁舒望渡江晨岚"
HOUSES = ("港湾日报", "", "临江晚报", "远山报")


def people(count: int) -> Iterator[tuple[str, str]]:
    """Names with affiliations, each pair once; common surnames are far more common than rare ones."""
    chance = random.Random(7)
    weights = [1 / (place + 12) for place in range(len(SURNAMES))]
    seen: set[tuple[str, str]] = set()
    while len(seen) < count:
        given = "".join(chance.choices(GIVEN, k=chance.choice((1, 2, 2))))
        name = chance.choices(SURNAMES, weights)[0] + given, chance.choice(HOUSES)
        if name not in seen:
            seen.add(name)
            yield name


def fill(count: int) -> None:
    """The database; past the change log, which nobody follows here."""
    chance = random.Random(11)
    newspaper = Newspaper.objects.create(name="港湾日报", slug="harbour-daily")
    into = models.QuerySet
    into(Person).bulk_create(
        (Person(newspaper=newspaper, name=name, affiliation=house) for name, house in people(count)),
        batch_size=5_000,
    )
    first = datetime.date(1996, 1, 1)
    issues = into(Issue).bulk_create(
        Issue(newspaper=newspaper, date=first + datetime.timedelta(days=11 * n), stage="published")
        for n in range(1_000)
    )
    pages = into(Page).bulk_create(
        Page(issue=issue, sequence=1, number="1", stage="published") for issue in issues
    )
    articles = into(Article).bulk_create(
        (
            Article(issue=issue, number=number, headline=f"第{number}篇", stage="published")
            for issue in issues
            for number in range(1, 51)
        ),
        batch_size=5_000,
    )
    parts = (
        ArticlePart(article=article, page=pages[at // 50], position=article.number, body="<p>正文。</p>")
        for at, article in enumerate(articles)
    )
    into(ArticlePart).bulk_create(parts, batch_size=5_000)
    persons = list(Person.objects.order_by("pk"))
    signers = [persons[0]] * BUSIEST + chance.choices(persons, k=count * BYLINES_EACH - BUSIEST)
    into(Byline).bulk_create(
        (
            Byline(
                article=articles[at] if at < BUSIEST else chance.choice(articles),
                name=person.name,
                affiliation="本报",
                person=person if at % 10 else None,
            )
            for at, person in enumerate(signers)
        ),
        batch_size=5_000,
    )
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def ask(client: Client, address: str, **query: str) -> float:
    """Milliseconds of one request: the median."""
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        answer = client.get(address, query)
        taken.append((time.perf_counter() - start) * 1000)
        assert answer.status_code == 200, (address, answer.status_code)
    return statistics.median(taken)


def main(count: int) -> int:
    call_command("migrate", verbosity=0)
    fill(count)
    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    editor = User.objects.create_superuser("bench")
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    ahead, choice = "/desk/type-ahead/persons/", "/desk/autocomplete/"
    of_byline = {"app_label": "articles", "model_name": "byline", "field_name": "person"}
    busiest = Person.objects.order_by("pk").first()
    assert busiest is not None
    named = access.public_people().count()
    last = -(-named // NAMES_A_PAGE)
    rows = [
        ("type-ahead: the commonest surname", ask(client, ahead, q="王"), 150),
        ("type-ahead: two characters", ask(client, ahead, q="王伟"), 100),
        ("type-ahead: inside of names", ask(client, ahead, q="望舒"), 100),
        ("type-ahead: nobody", ask(client, ahead, q="查无此人"), 100),
        ("type-ahead: a title alone", ask(client, ahead, q="记者"), 100),
        ("choice of a person: two characters", ask(client, choice, **of_byline, term="王伟"), 250),
        ("public page of one with 5,000 articles", ask(client, f"/people/{busiest.pk}/"), 300),
        ("public list of persons", ask(client, "/people/"), 1_000),
        ("public list of persons: its last page", ask(client, "/people/", page=str(last)), 1_500),
        ("public list of persons: a letter", ask(client, "/people/", initial="Z"), 1_000),
        ("list of proposals", ask(client, "/desk/articles/byline/", proposed="yes"), 1_500),
        ("page of likely duplicates", ask(client, "/desk/articles/person/duplicates/"), 3_000),
    ]
    print(f"{connection.vendor}, {count:,} persons, {Byline.objects.count():,} bylines")
    for name, value, bar in rows:
        print(f"{name:<42} {value:8.1f} ms  {'≤' if value <= bar else '>'} {bar} ms")
    return int(any(value > bar for _name, value, bar in rows))


if __name__ == "__main__":
    try:
        sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
    finally:
        connection.close()
        shutil.rmtree(WORK, ignore_errors=True)
