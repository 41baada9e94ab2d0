"""A public story of which a part is not: nothing of that at any public address; at the desk the whole of it."""

from __future__ import annotations

import re
from html import unescape
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.desk import workflow
from articles.ingest.joining import join
from articles.models import Article, Person, PhotoCredit, Stage
from articles.search.rebuild import rebuild
from tests.finding.layers import in_zone, keep_layer
from tests.finding.test_boxes import boxes
from tests.finding.test_results import headlines, links, text_of, total_or_none
from tests.house import (
    make_article,
    make_editor,
    make_issue,
    make_outsider,
    make_photo,
    make_zoned_picture,
    published,
)

pytestmark = pytest.mark.django_db

HIDDEN = (
    "昨天交了班",
    "摆渡人昨天",
    "收缆的人",
    "headline:守夜人",
    "byline:周渡",
    "byline:吴影",
    "page:3",
    "section:综合",
)
"""What asks for the hidden half, or for what stands across the page break."""
SECRETS = ("昨天", "交了班", "收缆", "守夜人", "周渡", "吴影", "综合", "第三版", "Page 3")
EXPORTS = ("export.csv", "export.json", "export.ris", "export.bib")


@pytest.fixture
def half(db) -> SimpleNamespace:
    """A story on two pages, the second of which is withdrawn, beside one on the first; the index is built."""
    issue = make_issue()
    front = make_article(issue, (1,), "渡口新桥通车", ["<p>老渡口的摆渡</p>"], bylines=("林小满",))
    tail = make_article(issue, (3,), "守夜人", ["<p>人昨天交了班。</p>"], bylines=("周渡",))
    photo = make_photo(issue.pages.get(sequence=3), tail, "收缆的人")
    shot_by = Person.objects.create(newspaper=issue.newspaper, name="吴影", affiliation="港湾日报")
    PhotoCredit.objects.create(photo=photo, name="吴影", role="photographer", person=shot_by)
    join(front.parts.get(), tail.parts.get())
    front.parts.filter(order=2).update(joins_as="word", heading="守夜人")
    make_article(issue, (1,), "老渡口的午饭", ["<p>午饭。</p>"])
    published(issue)
    workflow.withdraw(issue.pages.get(sequence=3), None, "因故撤下。")
    # As by an import that brings the tail later: what is printed with it waits as well.
    Article.objects.filter(pk=tail.pk).update(stage=Stage.DRAFT)
    rebuild()
    return SimpleNamespace(issue=issue, front=front, people=(tail.bylines.get().person, shot_by))


@pytest.fixture
def desk(client) -> Client:
    """An editor's."""
    client.force_login(make_editor())
    return client


def told(text: str) -> list[str]:
    """The secrets in a text."""
    return [word for word in SECRETS if word in text]


@pytest.mark.parametrize("path", ["/search/", "/en/search/"])
def test_no_result_count_or_facet_of_the_public_tells_of_it(client, half, path):
    for words in HIDDEN:
        assert total_or_none(text_of(client, f"{path}?q={words}")) == 0, words
    for query in ("q=老渡口", "q=老渡口&sort=newest", "q=老渡口&sort=oldest", "newspaper=harbour-daily"):
        text = text_of(client, f"{path}?{query}")
        assert total_or_none(text) == 2, query
        assert sorted(headlines(text)) == ["渡口新桥通车", "老渡口的午饭"]
        assert told(text) == []
        counts = [count for facet in ("page", "section") for _url, count in links(text, facet).values()]
        assert counts == ["2", "2"]
        assert [count for _url, count in links(text, "person").values()] == ["1"]
        assert links(text, "photo") == {}
    assert total_or_none(text_of(client, f"{path}?q=老渡口 -交了班")) == 2
    for person in half.people:
        assert total_or_none(text_of(client, f"{path}?q=老渡口&person={person.pk}")) == 0
    for narrowed in ("page=3", "section=综合", "photo=1"):
        assert total_or_none(text_of(client, f"{path}?q=老渡口&{narrowed}")) == 0, narrowed


def test_nothing_of_it_is_taken_away_or_followed(client, half):
    for export in EXPORTS:
        for words in HIDDEN:
            text = b"".join(client.get(f"/search/{export}?q={words}")).decode()
            assert "新桥通车" not in text, (export, words)
        text = b"".join(client.get(f"/search/{export}?q=老渡口")).decode()
        assert text.count("渡口新桥通车") == text.count("老渡口的午饭") > 0, export
        assert told(text) == [], export
    for words in HIDDEN:
        assert "</entry>" not in text_of(client, f"/search/feed.atom?q={words}"), words
    text = text_of(client, "/search/feed.atom?q=老渡口")
    assert text.count("</entry>") == 2
    assert told(text) == []


def test_the_public_pages_of_the_story_mark_nothing_of_it(client, half):
    for number in ("a1", "p1"):
        address = f"/harbour-daily/2026-03-14/{number}/"
        assert "<mark" in text_of(client, f"{address}?q=老渡口")
        for words in ("交了班", "摆渡人", "守夜人", "周渡"):
            assert "<mark" not in text_of(client, f"{address}?q={words}"), (number, words)


def row_of(text: str) -> str:
    """The one row of a result."""
    assert total_or_none(text) == 1
    return re.search(r'<ol class="finds".*?</ol>', text, re.DOTALL)[0]


def test_the_desk_shows_the_hidden_half_and_leads_to_the_preview(desk, half):
    preview = "/preview/harbour-daily/2026-03-14/"
    for words, shown in (
        ("昨天交了班", "人<mark>昨天交了班</mark>。"),
        ("“摆渡人昨天”", "老渡口的<mark>摆渡人昨天</mark>交了班"),
        ("收缆的人", "<mark>收缆的人</mark>"),
        ("守夜人", '<p class="deck"><mark>守夜人</mark></p>'),
        ("byline:周渡", "<mark>周渡</mark>"),
        ("byline:吴影", "<mark>吴影</mark>"),
        ("新桥通车", "渡口<mark>新桥通车</mark>"),
    ):
        row = row_of(text_of(desk, f"/desk/search/?q={words}"))
        assert shown in row, words
        links = re.findall(r'href="([^"]*)"', row)
        assert links[0].startswith(f"{preview}a1/?q="), words
        assert links[0].endswith("#hit")
        assert '<p class="desk-state desk-state-withdrawn">部分内容：已撤下</p>' in row
    assert "Part of it: Withdrawn" in text_of(desk, "/en/desk/search/?q=新桥通车")
    text = text_of(desk, "/desk/search/?q=昨天交了班")
    article, page = (unescape(one) for one in re.findall(rf'href="({preview}[^"]*)"', text))
    assert re.search(r'<mark id="hit"[^>]*>昨天交了班</mark>', text_of(desk, article))
    assert page.startswith(f"{preview}p3/?q=")
    assert "<mark" in text_of(desk, page)


def test_what_is_public_as_a_whole_is_marked_and_linked_as_before(desk, half):
    row = row_of(text_of(desk, "/desk/search/?q=午饭"))
    assert "desk-state" not in row
    assert 'href="/harbour-daily/2026-03-14/a3/?q=' in row


def test_the_desk_counts_and_narrows_by_the_whole(desk, half):
    text = text_of(desk, "/desk/search/?q=老渡口")
    assert total_or_none(text) == 2
    assert sorted(headlines(text)) == ["渡口新桥通车", "老渡口的午饭"]
    assert sorted(count for _url, count in links(text, "page").values()) == ["1", "2"]
    assert sorted(count for _url, count in links(text, "person").values()) == ["1", "1", "1"]
    assert [count for _url, count in links(text, "photo").values()] == ["1"]
    for facet in ("page", "section", "person", "photo"):
        for address, count in links(text, facet).values():
            assert total_or_none(text_of(desk, f"/desk/search/?{address}")) == int(count)
    assert headlines(text_of(desk, "/desk/search/?q=老渡口 -交了班")) == ["老渡口的午饭"]


def test_a_tail_that_waits_on_a_public_page_is_told_by_its_own_stage(desk, half):
    workflow.restore(half.issue.pages.get(sequence=3), None)
    rebuild()
    row = row_of(text_of(desk, "/desk/search/?q=守夜人"))
    assert '<p class="desk-state desk-state-draft">部分内容：草稿</p>' in row


def test_editors_alone_are_offered_its_heads_as_they_type(client, half):
    address = "/desk/type-ahead/headlines/?q=守夜"
    assert client.get(address).status_code == 302
    client.force_login(make_outsider())
    assert client.get(address).status_code in (302, 403)
    client.force_login(make_editor())
    assert [row["value"] for row in client.get(address).json()["results"]] == ["渡口新桥通车"]


def test_such_stories_cost_no_query_each(desk, half):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            text_of(desk, "/desk/search/?q=渡口")
        return len(queries)

    before = asked()
    for number in range(6):
        make_article(half.issue, (1, 3), f"渡口第{number}夜", stage=Stage.PUBLISHED)
    rebuild()
    assert asked() == before


def test_on_the_picture_editors_see_the_boxes_of_both_halves_and_readers_none(client, half):
    first, last = half.front.parts.all()
    for part, line in ((first, "老渡口的摆渡"), (last, "人昨天交了班。")):
        make_zoned_picture(part.page)
        part.refresh_from_db()
        keep_layer(part.page, in_zone(part, 2, [line]))
    across, issue = "“摆渡人昨天”", "harbour-daily/2026-03-14"
    assert boxes(client, f"/{issue}/p1/", across) == []
    assert client.get(f"/{issue}/p3/?q={across}").status_code == 410
    client.force_login(make_editor())
    for page in ("p1", "p3"):
        assert len(boxes(client, f"/preview/{issue}/{page}/", across)) == 1, page
