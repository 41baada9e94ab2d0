"""Bylines as printed: found as one piece, marked over their words, and set in the newspaper's own language."""

from __future__ import annotations

import re
from types import SimpleNamespace
from urllib.parse import quote

import pytest

from articles.finding.signing import signed
from articles.finding.sought import Marks, Sought
from articles.models import Byline, PhotoCredit
from articles.models.person import SignatureLine
from articles.search.rebuild import rebuild
from tests.house import make_article, make_issue, make_newspaper, make_photo, published

pytestmark = pytest.mark.django_db


def sign(article, *lines: tuple[str, ...]) -> None:
    article.bylines.all().delete()
    for order, (name, role, house, *title) in enumerate(lines, start=1):
        Byline.objects.create(
            article=article, order=order, name=name, role=role, affiliation=house, title="".join(title)
        )


@pytest.fixture
def printed() -> SimpleNamespace:
    paper = make_newspaper()
    issue = make_issue(paper)
    story = make_article(issue, (1, 2), headline="新桥")
    sign(
        story,
        ("周望舒", "reporter", "本报"),
        ("田小禾", "reporter", "本报", "见习记者"),
        ("柳依依", "correspondent", ""),
    )
    photo = make_photo(issue.pages.first(), story, caption="桥")
    PhotoCredit.objects.create(
        photo=photo, name="沈望", role="photographer", affiliation="新华社", title="发（…摄）"
    )
    lone = make_photo(issue.pages.get(sequence=3), caption="江")
    PhotoCredit.objects.create(photo=lone, name="林叙", role="photographer", affiliation="融媒体中心")
    make_article(issue, (4,), headline="别的", bylines=("林小满",), dateline_agency="本报")
    published(issue)
    rebuild()
    return SimpleNamespace(issue=issue, story=story, photo=photo, lone=lone)


def rows(client, q: str) -> list[str]:
    text = client.get(f"/search/?q={quote(q)}").content.decode()
    found = re.search(r'<ol class="finds".*?</ol>', text, re.S)
    return re.findall(r'<p class="foot">.*?</p>', found[0], re.S) if found else []


@pytest.mark.parametrize(
    "q",
    [
        "“本报记者 周望舒”",
        "本报记者周望舒",
        "本报见习记者",
        "byline:本报见习记者田小禾",
        "通讯员 柳依依",
        "“本报记者 周望舒 本报见习记者 田小禾 通讯员 柳依依”",
        "新华社发",
        "byline:“发（沈望 摄）”",
    ],
)
def test_a_story_is_found_by_its_byline_as_printed_and_marked(client, printed, q):
    (row,) = rows(client, q)
    assert "<mark>" in row
    article = client.get(f"{printed.story.get_absolute_url()}?q={quote(q)}").content.decode()
    assert 'id="hit"' in article


def test_a_lone_photo_is_found_by_its_credit(client, printed):
    (row,) = rows(client, "融媒体中心记者林叙")
    assert "<mark>融媒体中心记者 </mark><mark>林叙</mark>" in row


def test_what_is_not_printed_side_by_side_is_not_found(client, printed):
    assert rows(client, "“本报通讯员”") == []
    assert rows(client, "byline:记者柳依依") == []


def test_the_newspaper_itself_is_no_agency(client, printed):
    text = client.get("/search/?q=桥 OR 别的").content.decode()
    assert "agency=" not in text
    assert len(rows(client, "agency:本报")) == 1
    cited = client.get(f"/search/export.csv?q={quote('别的')}").getvalue().decode()
    assert "林小满" in cited
    assert "本报" not in cited


def test_neither_the_newspaper_nor_an_unread_line_is_an_author(client, printed):
    sign(
        printed.story,
        ("本报", "compiler", "", "…综合报道"),
        ("这一行读不出姓名", "source", "", "…"),
        ("新华社", "source", ""),
    )
    rebuild()
    cited = client.get(f"/search/export.csv?q={quote('headline:新桥')}").getvalue().decode()
    assert "新华社" in cited
    assert "本报" not in cited
    assert "读不出" not in cited


@pytest.mark.parametrize("language", ["", "/en"])
def test_in_the_newspapers_language_whatever_the_interfaces(client, printed, language):
    text = client.get(f"{language}{printed.story.get_absolute_url().removeprefix('/en')}").content.decode()
    byline = "".join(
        re.sub("<[^>]*>", "", text.partition('<p class="byline">')[2].partition("</p>")[0]).split()
    )
    assert byline == "本报记者周望舒本报见习记者田小禾通讯员柳依依"


def lines(*rows: tuple[str, ...]) -> list[SignatureLine]:
    return [Byline(name=name, role=role, affiliation=house) for name, role, house in rows]


def test_a_mark_may_run_over_names_and_words():
    some = lines(("周望舒", "reporter", "本报"), ("柳依依", "correspondent", ""))
    assert signed(some, True, Sought("望舒通讯员")) == (
        '<span class="signed">本报记者 周<mark>望舒</mark></span> '
        '<span class="signed"><mark>通讯员</mark> 柳依依</span>'
    )
    marks = Marks(Sought("望舒通讯员"))
    assert signed(some, True, marks).count('<mark id="hit">') == 1
    assert marks.hits == 1


def test_names_are_escaped_and_english_sets_english():
    some = lines(("Ann <b>", "reporter", "Harbor & Co"), ("Tom Reed", "reporter", "Harbor & Co"))
    assert signed(some, False) == (
        '<span class="signed">By Ann &lt;b&gt; and Tom Reed, Harbor &amp; Co</span>'
    )
