"""How fast the archive search is: a row a figure (name, value, bar); exit 1 where a bar is missed.

python bench/bench_search.py [N [FOLDER]]     N articles, 20,000 unless told

A million articles take a while to write: FOLDER keeps them for the next time.

Engine times stand beside those of bare tantivy with the same index and query, in the same run: what the
archive adds may cost half as much again, or 0.3 ms. A class is twelve queries; median and slowest of them.
Whole HTTP requests of the search page are measured beside a page that does nothing but ``SELECT 1``.
"""

from __future__ import annotations

import datetime
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SIZE = int(sys.argv[1]) if sys.argv[1:] else 20_000
FOLDER = tempfile.TemporaryDirectory(prefix="newsroom-bench-")
PLACE = Path(sys.argv[2] if sys.argv[2:] else FOLDER.name)
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]
os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
os.environ["NEWSROOM_VAR"] = str(PLACE)
os.environ.update(NEWSROOM_DEBUG="0", NEWSROOM_SECRET_KEY="bench")  # in debug mode Django keeps every query
os.environ.pop("DATABASE_URL", None)

import django  # noqa: E402

django.setup()

import tantivy  # noqa: E402
from archive import fill  # noqa: E402
from corpus import Corpus  # noqa: E402
from http_requests import request_rows  # noqa: E402
from tantivy import FieldType, Occur, Query  # noqa: E402

from articles.desk.workflow import publish_article  # noqa: E402
from articles.models import Article, ArticlePart, Issue  # noqa: E402
from articles.search import folder as folders  # noqa: E402
from articles.search import follower  # noqa: E402
from articles.search.analysis import is_cjk, tokens  # noqa: E402
from articles.search.asking import Ask, Filters, Order  # noqa: E402
from articles.search.engine_tantivy import Engine  # noqa: E402
from articles.search.parsing import parse  # noqa: E402
from articles.search.rebuild import rebuild  # noqa: E402
from articles.search.results import search  # noqa: E402

ROUNDS = 5
QUERIES = 12
WEIGHTS = ((1_000_000, 1.2), (100_000, 1.4), (0, 1.7))  # articles, and the bar of index / text
FIVE = (datetime.date(2005, 1, 1), datetime.date(2009, 12, 31))
FIVE_DAYS = (20050101, 20091231)
Row = tuple[str, float, float, bool]  # name, value, bar, whether more is better


def classes(corpus: Corpus) -> dict[str, list[str]]:
    """Phrases of each class."""
    stories = list(islice(corpus.stories(), 400))
    texts = [max(s.paragraphs, key=len) for s in stories]
    long = [t[at : at + 8] for t in texts for at in range(0, len(t) - 8, 8)]
    two = [w for w in corpus.words if len(w) == 2]
    four = [w for w in corpus.words if len(w) == 4]
    return {
        "2-char common": two[:QUERIES],
        "2-char rare": two[-QUERIES:],
        "4-char common": four[:QUERIES],
        "4-char rare": four[-QUERIES:],
        "name": [name for name in corpus.authors if len(name) == 3][:QUERIES],
        "8-char phrase": [p for p in long if all(map(is_cjk, p))][:QUERIES],
        "phrase with comma": [p for p in long if "，" in p[2:6] and all(map(is_cjk, p.replace("，", "")))][
            :QUERIES
        ],
        "one character": list("发市水路人春学河车农工文"),
        "number, character": "5月 30%的 2025年 第3版 10月 24日 3个 5月的 AI的 5G网 GDP的 2.1亿".split(),
    }


def bare(schema: tantivy.Schema, phrase: str) -> Query:
    """The query for a phrase, written by hand."""
    words: list[Any] = tokens(phrase)[:-1]
    if not words:
        return Query.term_query(schema, "units", phrase)
    return (
        Query.phrase_query(schema, "text", words) if words[1:] else Query.term_query(schema, "text", words[0])
    )


def best(work: Callable[[], Any]) -> float:
    """Milliseconds, the best of some rounds."""
    found = float("inf")
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        work()
        found = min(found, time.perf_counter() - begun)
    return found * 1000


def operations(engine: Engine, phrase: str) -> dict[str, tuple[Callable[[], Any], Callable[[], Any]]]:
    """What is done with a phrase: by the archive from the typed text on, and by bare tantivy."""
    searcher, schema = engine.searcher, engine.compiler.schema
    plain = bare(schema, phrase)
    five = Filters(first=FIVE[0], last=FIVE[1])
    ranged = Query.range_query(schema, "day", FieldType.Integer, FIVE_DAYS[0], FIVE_DAYS[1])
    narrowed = Query.boolean_query([(Occur.Must, plain), (Occur.Must, ranged)])
    ranking = engine.ranking(plain, Ask(parse(f'"{phrase}"').tree))

    def ask(**rest: Any) -> Callable[[], Any]:
        return lambda: engine.answer(Ask(parse(f'"{phrase}"').tree, facets=False, **rest))

    def facets() -> Any:
        asked = Ask(parse(f'"{phrase}"').tree)
        return engine.facets(engine.query(asked), asked)

    wanted = engine.facet_request(Ask(parse(phrase).tree))
    return {
        "newest": (ask(order=Order.NEWEST), lambda: searcher.search(plain, 20, order_by_field="newest")),
        "relevance": (ask(), lambda: searcher.search(ranking, 20)),
        "five years": (
            ask(order=Order.NEWEST, filters=five),
            lambda: searcher.search(narrowed, 20, order_by_field="newest"),
        ),
        "all facets": (facets, lambda: searcher.aggregate(plain, wanted)),
    }


def engine_rows(corpus: Corpus) -> Iterator[Row]:
    """The engine beside bare tantivy."""
    engine = folders.here().open().engine
    for name, phrases in classes(corpus).items():
        times: dict[str, list[tuple[float, float]]] = {}
        for phrase in phrases:
            assert engine.count(engine.query(Ask(parse(f'"{phrase}"').tree))) == engine.count(
                bare(engine.compiler.schema, phrase)
            ), phrase
            for operation, (ours, theirs) in operations(engine, phrase).items():
                times.setdefault(operation, []).append((best(ours), best(theirs)))
        for operation, pairs in times.items():
            for which, middle in (("median", statistics.median), ("slowest", max)):
                ours, theirs = (middle(column) for column in zip(*pairs, strict=True))
                yield f"{name}, {operation}, {which}, ms", ours, max(1.5 * theirs, theirs + 0.3), False


def deep_rows() -> Iterator[Row]:
    """A page of hits far down, beside the first one."""
    engine = folders.here().open().engine
    tree = parse("发展").tree
    first = engine.answer(Ask(tree, order=Order.NEWEST, facets=False))
    middle = engine.answer(Ask(tree, order=Order.NEWEST, facets=False, offset=first.total // 2, limit=1))
    begin = best(lambda: engine.answer(Ask(tree, order=Order.NEWEST, facets=False)))
    deep = best(lambda: engine.answer(Ask(tree, order=Order.NEWEST, facets=False, after=middle.hits[0].key)))
    yield (
        f"newest, page {first.total // 40}, ms (first: {begin:.2f})",
        deep,
        max(2 * begin, begin + 0.5),
        False,
    )


def proximity_rows() -> Iterator[Row]:
    """Words near each other, with hits and facets: the dearest that somebody may ask for costs no more in a
    large archive than in a small one, since there it is asked for in another way (counted here).
    """
    engine = folders.here().open().engine
    little = "的 了 在 是 一 不 有 人 大 中 上 为"
    classes = {
        "characters near": [
            f'"{pair}"~10' for pair in ("的 了", "的 发", "发 展", "码 渡", "河 道", "春 季")
        ],
        "words near": [
            '"发展 建设"~10',
            '"码头 渡口"~10',
            '"营商环境 乡村振兴"~10',
            '"发展 的"~10',
            '"5月 码头"~9',
        ],
        "far apart": [
            f'"{little}"~49',
            '"营商环境 乡村振兴"~50',
            '"的 营商环境"~50',
            '"的 了"~50',
            '"发展 建设"~50',
        ],
    }
    for name, queries in classes.items():
        asks = [Ask(parse(typed).tree, order=Order.NEWEST) for typed in queries]
        times = [best(lambda: engine.answer(ask)) for ask in asks]  # noqa: B023  # called at once
        loosened = sum(bool(engine.answer(ask).loosened) for ask in asks)
        yield f"{name}, slowest, ms ({loosened} of {len(asks)} loosened)", max(times), 120.0, False


def findable_row() -> Row:
    """Seconds from publishing an article to finding it."""
    article = Article.objects.create(
        issue=Issue.objects.order_by("-date").first(), headline="鹭湾渡轮昨晨首航"
    )
    ArticlePart.objects.create(article=article, page=article.issue.pages.first(), body="<p>渡轮首航。</p>")
    follower.settle()
    begun = time.perf_counter()
    publish_article(article)
    while not search(Ask(parse("鹭湾渡轮昨晨首航").tree, facets=False)).total:
        time.sleep(0.005)
        if time.perf_counter() - begun > 30:
            break
    took = time.perf_counter() - begun
    article.delete()
    return "published → findable, s", took, 1.0, False


def cpu_seconds() -> float:
    """The CPU time that this process and its children have used."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def main(size: int) -> int:
    """Print the figures; 1 where one misses its bar."""
    corpus = Corpus(size)
    weighed = PLACE / "text-bytes"
    begun = time.perf_counter()
    if not weighed.exists():
        weighed.write_text(str(fill(corpus)))
    text_bytes = int(weighed.read_text())
    took = time.perf_counter() - begun
    print(f"{size:,} articles, {text_bytes / 1e6:.0f} MB of text, written in {took:.0f} s", flush=True)
    begun, used = time.perf_counter(), cpu_seconds()
    count = rebuild(processes=os.cpu_count() or 1)
    pace = count / (time.perf_counter() - begun)
    # What else runs on the machine takes its share of the pace, and not of this.
    assert count == size
    print(f"rebuild, CPU time of an article: {(cpu_seconds() - used) / count * 1000:.3f} ms", flush=True)
    folder = folders.here().open().path
    index_bytes = sum(file.stat().st_size for file in folder.iterdir())
    # A small archive's dictionary of pairs weighs more than its text does.
    weight = next(bar for least, bar in WEIGHTS if size >= least)
    missed = 0
    rows: Iterator[Row] = iter(
        [
            ("rebuild, articles/s", pace, 3000.0, True),
            ("index / text", index_bytes / text_bytes, weight, False),
        ]
    )
    requests = request_rows(classes(corpus))
    for source in (
        rows,
        engine_rows(corpus),
        proximity_rows(),
        deep_rows(),
        requests,
        (findable_row() for _ in range(1)),
    ):
        for name, value, bar, more in source:
            wrong = value < bar if more else value > bar
            missed += wrong
            print(
                f"{name:46} {value:10.3f}  {'≥' if more else '≤'} {bar:.3f}{'   MISSED' if wrong else ''}",
                flush=True,
            )
    follower.settle()
    return int(missed > 0)


if __name__ == "__main__":
    try:
        sys.exit(main(SIZE))
    finally:
        FOLDER.cleanup()
