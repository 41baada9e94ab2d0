"""An archive to search in: a few years of two newspapers, drafts, a lone photo, a story over two pages."""

from __future__ import annotations

import datetime
from types import SimpleNamespace

import pytest

from articles.models import Article, Column
from articles.search.rebuild import rebuild
from tests.house import make_article, make_issue, make_newspaper, make_photo, published

LONG = "<p>" + "江水在堤下流着，灯一盏一盏地亮起来。" * 150 + "</p>"


@pytest.fixture
def archive(db) -> SimpleNamespace:
    """See above; the index is built."""
    paper = make_newspaper()
    other = make_newspaper("hill-times", "山城时报")
    column = Column.objects.create(newspaper=paper, name="江边话", slug="jiangbianhua")
    spring = make_issue(paper, datetime.date(2024, 3, 14))
    ferry = make_article(
        spring,
        (1, 3),
        headline="渡口新桥通车",
        kicker="历时三年",
        bodies=("<p>老渡口的“摆渡</p>", "<p>人”昨天交了班。</p><p>新桥<strong>全长</strong>一公里。</p>"),
        bylines=("林小满",),
        column=column,
        dateline_printed="本报江湾3月13日讯",
        dateline_agency="江湾社",
    )
    ferry.parts.filter(order=2).update(joins_as="word")
    deep = make_article(spring, (2,), headline="夜航", bodies=(LONG + "<p>渡口的灯最后才熄。</p>" + LONG,))
    lone = make_photo(spring.pages.get(sequence=4), caption="渡口晨光")
    photo = make_photo(spring.pages.get(sequence=1), ferry, caption="通车现场<b>&")
    published(spring)
    later = make_issue(paper, datetime.date(2026, 3, 14))
    again = make_article(later, (1,), headline="渡口纪念馆开馆", bylines=("林小满",))
    published(later)
    elsewhere = make_issue(other, datetime.date(2025, 6, 1))
    hill = make_article(elsewhere, (1,), headline="山城也有渡口")
    published(elsewhere)
    coming = make_issue(paper, datetime.date(2026, 3, 15))
    draft = make_article(coming, (1,), headline="渡口秘密计划")
    rebuild()
    return SimpleNamespace(
        paper=paper,
        other=other,
        column=column,
        spring=spring,
        coming=coming,
        ferry=ferry,
        deep=deep,
        lone=lone,
        photo=photo,
        again=again,
        hill=hill,
        draft=draft,
    )


@pytest.fixture
def many(db) -> list[Article]:
    """Forty-five articles on as many days."""
    paper = make_newspaper()
    found = []
    for day in range(45):
        issue = make_issue(paper, datetime.date(2020, 1, 1) + datetime.timedelta(days=40 * day), pages=1)
        found.append(make_article(issue, (1,), headline=f"渡口第{day}号", bylines=(f"记者{day}",)))
        published(issue)
    rebuild()
    return found
