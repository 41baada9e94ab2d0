"""From a row of the list to the very place: what is marked, counted and has the id that the row's links name."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import quote

import pytest
from django.test import Client

from articles.models import ArticlePart, PhotoCredit
from articles.search.rebuild import rebuild
from tests.finding.layers import in_zone, keep_layer, set_line
from tests.house import make_article, make_issue, make_photo, make_zoned_picture, published

pytestmark = pytest.mark.django_db
A1, P1 = "/harbour-daily/2024-03-14/a1/", "/harbour-daily/2024-03-14/p1/"


def text_of(client: Client, address: str) -> str:
    """A page without the links from hit to hit."""
    return re.sub('<span class="hit-ways">.*?</span>', "", client.get(address).content.decode())


def marks(text: str) -> list[str]:
    return re.findall("<mark.*?</mark>", text)


def row_links(client: Client, q: str) -> tuple[str, str]:
    """Where the headline of the only row leads, and where its 看本版 does."""
    text = text_of(client, f"/search/?q={quote(q)}")
    (headline,) = re.findall(r'<h3>(?:<span.*?</span> )?<a href="([^"]*)"', text)
    (printed,) = re.findall(r'class="printed" href="([^"]*)"', text)
    return unescape(headline), unescape(printed)


def landed(client: Client, url: str) -> str:
    """What carries the id that an address names, from its beginning on."""
    address, _sharp, anchor = url.partition("#")
    text = text_of(client, address)
    assert len(re.findall(r'\bid="([^"]*)"', text)) == len(set(re.findall(r'\bid="([^"]*)"', text)))
    found = re.search(rf'<[a-z]+[^<>]* id="{anchor}".*', text, re.DOTALL)
    assert found, url
    return found[0]


@pytest.mark.parametrize(
    ("q", "start"),
    [
        ("渡口新桥通车", '<mark id="hit">渡口新桥通车</mark></h1>'),
        ("历时三年", '<mark id="hit">历时三年</mark></p>'),
        ("交了班", '<mark id="hit">交了班</mark>。</p>'),
        ("通车现场", '<mark id="hit">通车现场</mark>&lt;b'),
        ("江边话", '<mark id="hit">江边话</mark></a>'),
        ("林小满 新桥", '<mark id="hit">新桥</mark>通车</h1>'),
    ],
)
def test_the_headline_leads_to_the_first_mark_whatever_it_stands_in(client, archive, q, start):
    url, _printed = row_links(client, q)
    assert landed(client, url).startswith(start)


def test_all_marks_are_counted(client, archive):
    PhotoCredit.objects.create(photo=archive.photo, name="渡口客", role="photographer")
    text = text_of(client, f"{A1}?q=渡口")
    assert len(marks(text)) == 3  # headline, body and credit
    assert "<b>渡口</b>：文中标出3处" in text
    assert 'href="#hit">' in text
    text = text_of(client, f"{P1}?q=渡口")
    assert "<b>渡口</b>：文中标出3处" in text
    assert '<mark id="hit-text">渡口</mark>新桥通车</a></h2>' in text
    text = text_of(client, f"{A1}?q=" + quote("“摆渡人”"))
    assert len(marks(text)) == 2
    assert "文中标出1处" in text  # a page break cuts it
    assert "文中没有命中" in text_of(client, f"{A1}?q=夜航船")


def test_a_page_marks_bylines_credits_and_columns(client, archive):
    PhotoCredit.objects.create(photo=archive.photo, name="沈望", role="photographer")
    for q in ("林小满", "沈望", "江边话"):
        for address in (A1, P1):
            assert f">{q}</mark>" in text_of(client, f"{address}?q={q}"), (q, address)


def test_a_page_marks_its_half_of_a_hit_that_the_page_break_cuts(client, archive):
    q = quote("“摆渡人”")
    first = text_of(client, f"{P1}?q={q}")
    assert marks(first) == ['<mark id="hit-text">摆渡</mark>']
    assert "文中标出1处" in first
    assert marks(text_of(client, f"/harbour-daily/2024-03-14/p3/?q={q}")) == ['<mark id="hit-text">人</mark>']
    archive.spring.pages.filter(sequence=3).update(stage="draft")
    assert marks(text_of(client, f"{P1}?q={q}")) == []  # nothing is told of how it goes on


def test_without_a_picture_the_page_leads_to_the_text(client, archive):
    _url, printed = row_links(client, "交了班")
    part = archive.ferry.parts.get(order=2)
    assert printed.endswith(f"/p3/?q={quote('交了班')}#h{part.pk}")
    before = f'<span class="hit-place" id="h{part.pk}"></span>'
    assert landed(client, printed).startswith(before + '<mark id="hit-text">交了班</mark>')
    _url, printed = row_links(client, "历时三年")
    before = f'<span class="hit-place" id="h{archive.ferry.parts.get(order=1).pk}"></span>'
    assert landed(client, printed).startswith(before + '\n  <header class="heads">')
    _url, printed = row_links(client, "通车现场")
    assert printed.endswith(f"/p1/?q={quote('通车现场')}#hp{archive.photo.pk}")
    assert landed(client, printed).startswith('<figure class="photo"')
    _url, printed = row_links(client, "渡口晨光")
    assert landed(client, printed).startswith('<figure class="photo"')


@pytest.fixture
def pictured(db):
    """A story over two pages with a photo on the second, a lone photo; pictures, but no characters on them."""
    issue = make_issue(pages=3)
    story = make_article(issue, (1, 3), headline="两岸", bodies=("<p>一段。</p>", "<p>二段。</p>"))
    story.parts.filter(order=2).update(heading="对岸灯火")
    photo = make_photo(issue.pages.get(sequence=3), story, caption="对岸的码头")
    lone = make_photo(issue.pages.get(sequence=1), caption="江上晨雾")
    make_article(issue, (2,))
    for sequence in (1, 3):
        make_zoned_picture(issue.pages.get(sequence=sequence))
    photo.zones = [[[0.1, 0.96], [0.5, 0.96], [0.5, 0.99], [0.1, 0.99]]]
    photo.save()
    published(issue)
    rebuild()
    return story, photo, lone


def test_a_picture_without_characters_shows_the_outline(client, pictured):
    story, _photo, lone = pictured
    first, tail = story.parts.all()
    _url, printed = row_links(client, "一段")
    assert landed(client, printed).startswith(f'<path id="h{first.pk}" d="M')
    _url, printed = row_links(client, "对岸灯火")
    assert "/p3/" in printed
    assert landed(client, printed).startswith(f'<path id="h{tail.pk}" d="M')
    _url, printed = row_links(client, "江上晨雾")
    assert landed(client, printed).startswith(f'<path id="hp{lone.pk}" d="M')
    _url, printed = row_links(client, "对岸的码头")
    assert "/p3/" in printed
    assert landed(client, printed).startswith('<figure class="photo"')  # a story's photo has no outline


def test_a_caption_is_boxed_where_its_photo_stands(client, pictured):
    story, photo, lone = pictured
    tail = story.parts.last()
    keep_layer(tail.page, [*in_zone(tail, 1, ["二段。"]), set_line("对岸的码头", 0.12, 0.97)])
    lone.refresh_from_db()
    keep_layer(lone.page, [set_line("江上晨雾", 0.1, lone.zones[0][0][1] + 0.02)])
    _url, printed = row_links(client, "对岸的码头")
    assert landed(client, printed).startswith(f'<rect id="hp{photo.pk}" x="')
    _url, printed = row_links(client, "江上晨雾")
    assert landed(client, printed).startswith(f'<rect id="hp{lone.pk}" x="')


def ways(text: str) -> dict[str, list[str]]:
    """The hits by their ids, in order, each with where the links behind it lead."""
    found = re.findall(
        r'<mark id="([^"]+)">.*?</mark>(?:[^<]*</a>)?(?:<span class="hit-ways">(.*?)</span>)?', text
    )
    return {anchor: re.findall('href="#([^"]+)"', links) for anchor, links in found}


def test_links_lead_from_hit_to_hit(client, archive):
    PhotoCredit.objects.create(photo=archive.photo, name="渡口客", role="photographer")
    for address, first in ((A1, "hit"), (P1, "hit-text")):
        text = client.get(f"{address}?q=渡口").content.decode()
        second, third = f"{first}-2", f"{first}-3"
        assert ways(text) == {first: [second], second: [first, third], third: [second]}
        assert 'aria-label="下一处命中"' in text
        assert not re.search(r"<a\b(?:(?!</a>).)*<a\b", text, re.DOTALL)  # no link in a link
        assert "Hit before" in client.get(f"/en{address}?q=渡口").content.decode()


def test_one_hit_leads_nowhere_though_a_page_break_cuts_it(client, archive):
    text = client.get(f"{A1}?q=" + quote("“摆渡人”")).content.decode()
    assert len(marks(text)) == 2
    assert "hit-ways" not in text


def test_a_hit_that_a_tag_cuts_is_one_stop(client, archive):
    part = ArticlePart.objects.filter(article__headline="渡口新桥通车").first()
    part.body = "<p>长<strong>堤</strong>上，长<strong>堤</strong>下。</p>"
    part.save()
    text = client.get(f"{A1}?q=长堤").content.decode()
    assert text.count("<mark") == 4
    assert text.count('<mark class="piece">') == 2
    assert ways(text) == {"hit": ["hit-2"], "hit-2": ["hit"]}
