"""What `test_following` starts and kills: python -m tests.search.worker_to_kill prepare|wake|work|check"""

from __future__ import annotations

import contextlib
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from articles.models import Article, Change, Issue, Stage  # noqa: E402
from articles.search import applying, follower  # noqa: E402
from articles.search.asking import Ask  # noqa: E402
from articles.search.checking import check  # noqa: E402
from articles.search.query import Everything, Phrase  # noqa: E402
from articles.search.rebuild import Busy, rebuild  # noqa: E402
from articles.search.results import search  # noqa: E402
from tests.house import make_article, make_issue, published  # noqa: E402
from tests.search.log import wait_until_in_order  # noqa: E402

HIDDEN_OR_NOT = (Stage.PUBLISHED, Stage.WITHDRAWN)


def main(what: str) -> None:
    """One of the four."""
    if what == "prepare":
        call_command("migrate", verbosity=0)
        make_article(published(make_issue()))
        follower.settle()  # which builds the index, since there is none
    elif what == "wake":
        make_article(Issue.objects.get(), headline="醒来的稿")
        wait_until_in_order()
        follower.settle()
        print("found", search(Ask(Phrase("醒来的稿"), drafts=True)).total)
    elif what == "work":
        issue = Issue.objects.get()
        applying.RECORDS_AT_ONCE = 3  # so that a rename is many commits
        print("at work", flush=True)
        for number in range(10_000):
            article = make_article(issue, (1, 3), f"第{number}稿", stage=Stage.PUBLISHED)
            follower.catch_up()
            if number % 4 == 1:  # what stands there is hidden from readers, or shown again
                issue.pages.filter(sequence=3).update(stage=HIDDEN_OR_NOT[number % 8 == 1])
            if number % 3 == 0:
                article.delete()
            if number % 5 == 2:
                issue.newspaper.name = f"第{number}报"
                issue.newspaper.save()
            if number % 20 == 7:
                with contextlib.suppress(Busy):
                    rebuild()
    else:
        wait_until_in_order()
        follower.settle()
        follower.catch_up(wait=True)
        assert Article.objects.published().exists()
        total = search(Ask(Everything(), drafts=True)).total
        assert total == Article.objects.count() > 0
        print("articles", total, "log", Change.objects.count(), "differences", len(check()))


if __name__ == "__main__":
    main(sys.argv[1])
