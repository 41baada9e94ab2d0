"""Preflight of a thick paper: a row a figure (name, value, bar); exit 1 where a bar is missed.

    python bench/bench_preflight.py                                   # on SQLite
    python tests/with_postgres.py python bench/bench_preflight.py     # on PostgreSQL

It fills a database of its own with eight days of 16 pages, 96 stories of 900 characters each, and a word
list, and looks at the last day: the median of some rounds.
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
from collections.abc import Callable
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

from django.core.management import call_command  # noqa: E402
from django.db import connection, reset_queries, transaction  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from articles.desk.preflight import counts_by_page, preflight  # noqa: E402
from articles.models import Issue, Newspaper, WordEntry  # noqa: E402
from tests.house import make_article, make_issue, make_photo  # noqa: E402

DAYS, PAGES, STORIES, LETTERS, ENTRIES, ROUNDS = 8, 16, 96, 900, 300, 7
COMMON = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面"
)
RARER = "江堤渡口桥船雨夜灯秤市街校园春茶梅溪盐仓菱湖望东南北岸汛期护员老徐钟修通车合龙水声手电砂石料公交线路"
BARS = {"issue": 1.0, "counts_by_page": 1.0, "page": 0.5, "article": 0.5}


def text(rng: random.Random, letters: int) -> str:
    """Paragraphs of clauses of letters by lot, common ones more often."""
    clauses = []
    while letters > 0:
        length = rng.randint(5, 14)
        clauses.append("".join(rng.choice(COMMON if rng.random() < 0.6 else RARER) for _ in range(length)))
        letters -= length
    lines = ["，".join(clauses[at : at + 12]) + "。" for at in range(0, len(clauses), 12)]
    return "".join(f"<p>{line}</p>" for line in lines)


@transaction.atomic
def fill() -> Issue:
    """The days; returns the last one's issue."""
    rng = random.Random(20260314)
    newspaper = Newspaper.objects.create(slug="thick", name="大报")
    for day in range(DAYS):
        date = datetime.date(2026, 3, 1) + datetime.timedelta(day)
        issue = make_issue(newspaper, date, pages=PAGES, number=60 + day, whole_number=8700 + day)
        for number in range(STORIES):
            sequence = number % PAGES + 1
            article = make_article(issue, (sequence,), f"第{number}篇", [text(rng, LETTERS)], ["周望舒"])
            if number % 3 == 0:
                make_photo(issue.pages.get(sequence=sequence), article, "江堤上。", rights_holder="本报资料")
    for number in range(ENTRIES):
        kind = ("banned", "title")[number % 2]
        WordEntry.objects.create(newspaper=newspaper, kind=kind, word=f"词条{number}", right="市长")
    return issue


def median(look: Callable[[], object]) -> float:
    """Seconds."""
    taken = []
    for _round in range(ROUNDS):
        begun = time.perf_counter()
        look()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def main() -> int:
    """All figures; 1 where one misses its bar."""
    call_command("migrate", verbosity=0)
    issue = Issue.objects.select_related("newspaper").get(pk=fill().pk)
    page = issue.pages.select_related("issue__newspaper").first()
    article = issue.articles.first()
    looks: dict[str, Callable[[], object]] = {
        "issue": lambda: preflight(issue),
        "counts_by_page": lambda: counts_by_page(issue),
        "page": lambda: preflight(page),
        "article": lambda: preflight(article),
    }
    missed = 0
    for name, look in looks.items():
        seconds, bar = median(look), BARS[name]
        missed += seconds > bar
        print(f"{name + ' (s)':24}{seconds:10.3f}{bar:10.3f}{'  MISSED' if seconds > bar else ''}")
    reset_queries()
    with CaptureQueriesContext(connection) as asked:
        preflight(issue)
    missed += len(asked) > 22
    print(f"{'queries':24}{len(asked):10}{22:10}")
    return int(missed > 0)


if __name__ == "__main__":
    try:
        sys.exit(main())
    finally:
        shutil.rmtree(WORK, ignore_errors=True)
