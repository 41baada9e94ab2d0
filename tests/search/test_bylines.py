"""Bylines in the index: what is found by them is just what prints it, over every piece of every line."""

from __future__ import annotations

import random

import pytest

from articles.models import Byline, PhotoCredit, Stage
from articles.search.analysis import trimmed
from articles.search.matching import find
from articles.search.query import Phrase
from articles.search.rebuild import rebuild
from articles.search.record import Kind, Ref
from articles.wording.bylines import parse_byline
from articles.wording.credits import parse_credits
from articles.wording.signing import text_of
from articles.wording.sources import read_body
from tests.house import make_article, make_issue, make_newspaper, make_photo, published
from tests.search.found import catch_up, found

pytestmark = pytest.mark.django_db(transaction=True)  # as the index is built from what is committed

BYLINES = [
    "本报记者 周望舒 林叙 通讯员 柳依依",
    "本报见习记者 林叙",
    "记者 周望舒 文/图",
    "张岸/文 周望舒/图",
    "据新华社",
    "柳依依",
    "融媒体中心记者 林叙 发自北京",
]
CREDITS = ["新华社发（柳依依 摄）", "通讯员 林叙 摄", "张岸摄/江湾图片社"]


def sign(kind, names, **owner) -> list:
    return [
        kind.objects.create(
            order=order, name=one.name, role=one.role, affiliation=one.affiliation, title=one.title, **owner
        )
        for order, one in enumerate(names, start=1)
    ]


@pytest.fixture
def printed() -> dict[Ref, list[str]]:
    """What each thing to be found prints of names; a tail's names and a lone photo's among them."""
    issue = make_issue(make_newspaper())
    lines: dict[Ref, list[str]] = {}
    for number, line in enumerate(BYLINES):
        article = make_article(issue, (1 + number % 4,), headline="桥")
        sign(Byline, parse_byline(line) or read_body(line), article=article)
        lines[Ref(Kind.ARTICLE, article.pk)] = [text_of(article.bylines.all(), True)]
    tail = make_article(issue, (2,), headline="桥")
    sign(Byline, parse_byline("张岸 编译"), article=tail)
    tail.merged_into = article
    tail.save()
    lines[Ref(Kind.ARTICLE, article.pk)].append(text_of(tail.bylines.all(), True))
    for line in CREDITS:
        own, lone = make_photo(issue.pages.first(), article), make_photo(issue.pages.first())
        for photo, ref in ((own, Ref(Kind.ARTICLE, article.pk)), (lone, Ref(Kind.PHOTO, lone.pk))):
            sign(PhotoCredit, parse_credits(line), photo=photo)
            lines.setdefault(ref, []).append(text_of(photo.credits.all(), True))
    published(issue)
    tail.stage = Stage.PUBLISHED
    tail.save()
    rebuild()
    return lines


def test_every_piece_of_every_line_finds_what_prints_it(printed):
    rnd = random.Random(3)
    texts = [text for texts in printed.values() for text in texts]
    for _ in range(250):
        text = rnd.choice(texts)
        at, length = rnd.randrange(len(text)), rnd.choice([1, 2, 3, 4, 6, 9, 30])
        piece = trimmed(text[at : at + length])
        if not piece:
            continue
        tree = Phrase(piece)
        expected = {ref for ref, own in printed.items() if any(find(one, tree) for one in own)}
        assert found(f"byline:「{piece}」") == expected, piece
        assert found(f"「{piece}」") >= expected, piece


def test_the_index_follows_a_title(printed):
    ref = next(ref for ref, own in printed.items() if own == ["柳依依"])
    assert ref not in found("byline:特约撰稿人柳依依")
    line = Byline.objects.get(article=ref.pk)
    line.title = "特约撰稿人"
    line.save()
    catch_up()
    assert found("byline:特约撰稿人柳依依") == {ref}
