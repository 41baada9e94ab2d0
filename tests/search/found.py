"""What tests of the index ask of it."""

from __future__ import annotations

from articles.models import Article
from articles.search import follower
from articles.search.asking import Ask
from articles.search.follower import Report
from articles.search.parsing import parse
from articles.search.record import Kind, Ref
from articles.search.results import search
from tests.search.log import wait_until_in_order


def catch_up() -> Report:
    """What the follower does once the log is in its final order."""
    wait_until_in_order()
    return follower.catch_up()


def found(text: str, **ask: object) -> set[Ref]:
    """What a search finds."""
    return {hit.ref for hit in search(Ask(parse(text).tree, **ask)).hits}


def article_ref(article: Article) -> Ref:
    """What an article is known by."""
    return Ref(Kind.ARTICLE, article.pk)
