"""The page as printed: its picture with the zones of its stories, where they lead, and the list beside it."""

from __future__ import annotations

import re

import pytest

from articles.geometry import corners
from articles.models import ArticlePart, PageImage, PageSource, Stage
from tests.house import (
    INLINE_SCRIPT,
    make_article,
    make_editor,
    make_issue,
    make_newspaper,
    make_page_image,
    make_photo,
    make_zoned_picture,
    published,
)

pytestmark = pytest.mark.django_db
BASE = "/harbour-daily/2026-03-14/"


def text_of(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def zones_in(text: str) -> dict[str, dict[str, str]]:
    """The links on the picture by their names."""
    found = re.findall(r'<a class="zone ([^>]*)>', text)
    links = [dict(re.findall(r'([a-z-]+)="([^"]*)"', f'class="{one}')) for one in found]
    return {link["aria-label"]: link for link in links}


@pytest.fixture
def issue():
    """A story that goes on on page 3, another one, a lone photo; pages 1 and 3 have a picture."""
    issue = make_issue()
    make_article(issue, (1, 3), headline="春汛前夜")
    make_article(issue, (1,), headline="渡口改期")
    make_photo(issue.pages.get(sequence=1), caption="望江大桥的清晨")
    for sequence in (1, 3):
        make_zoned_picture(issue.pages.get(sequence=sequence))
    return issue


def test_a_zone_leads_to_its_story_and_has_its_name(client, issue):
    published(issue)
    first, tail = issue.articles.get(number=1).parts.all()
    front = zones_in(text_of(client, f"{BASE}p1/"))
    assert front["春汛前夜"]["href"] == f"{BASE}a1/"
    assert front["春汛前夜"]["id"] == f"z{first.pk}"
    assert front["渡口改期"]["href"] == f"{BASE}a2/"
    third = zones_in(text_of(client, f"{BASE}p3/"))
    assert third["春汛前夜"]["href"] == f"{BASE}a1/#s{tail.pk}"
    assert third["春汛前夜"]["id"] == f"z{tail.pk}"


def test_a_jump_on_the_picture_leads_to_the_zone_of_the_other_half(client, issue):
    published(issue)
    first, tail = issue.articles.get(number=1).parts.all()
    front, third = zones_in(text_of(client, f"{BASE}p1/")), zones_in(text_of(client, f"{BASE}p3/"))
    assert front["下转第三版 · 春汛前夜"]["href"] == f"{BASE}p3/#z{tail.pk}"
    assert third["上接第一版 · 春汛前夜"]["href"] == f"{BASE}p1/#z{first.pk}"
    assert front["下转第三版 · 春汛前夜"]["data-row"] == f"z{first.pk}"
    assert not [name for name in front if name.endswith(" · 渡口改期")]  # it goes on nowhere


def test_the_text_has_its_own_jump_lines(client, issue):
    published(issue)
    tail = issue.articles.get(number=1).parts.last()
    text = text_of(client, f"{BASE}p1/")
    assert f'<a href="{BASE}p3/#s{tail.pk}">下转第三版' in text  # from text to text
    assert f'<a href="{BASE}p3/#z{tail.pk}">下转第三版' in text  # from the list beside the picture


def test_a_jump_to_a_page_without_a_picture_leads_to_the_text(client, issue):
    PageImage.objects.filter(page__sequence=3).delete()
    published(issue)
    tail = issue.articles.get(number=1).parts.last()
    front = zones_in(text_of(client, f"{BASE}p1/"))
    assert front["下转第三版 · 春汛前夜"]["href"] == f"{BASE}p3/#s{tail.pk}"


def test_a_jump_to_a_page_that_is_not_published_is_no_link(client, issue):
    published(issue)
    issue.pages.filter(sequence=3).update(stage=Stage.DRAFT)
    text = text_of(client, f"{BASE}p1/")
    assert not [name for name in zones_in(text) if name.startswith("下转")]
    assert "/p3/" not in text


def test_an_open_jump_leads_to_the_page_that_is_named(client, issue):
    make_article(issue, (1,), headline="开口").parts.update(
        printed_jump="（下转第三版）",
        printed_jump_page="3",
        zones=[corners((0.1, 0.1, 0.2, 0.2))],
        jump_zone=corners((0.1, 0.1, 0.2, 0.12)),
    )
    published(issue)
    assert zones_in(text_of(client, f"{BASE}p1/"))["下转第三版 · 开口"]["href"] == f"{BASE}p3/"


def test_a_lone_photo_leads_to_its_caption_and_one_of_a_story_is_part_of_its_zone(client, issue):
    lead = issue.articles.get(number=1)
    front = issue.pages.get(sequence=1)
    before = published(issue) and text_of(client, f"{BASE}p1/")
    photo = front.photos.get()
    assert zones_in(before)["望江大桥的清晨"]["href"] == f"#photo{photo.pk}"
    assert f'id="photo{photo.pk}"' in before
    make_photo(front, lead, caption="夜巡的人", picture_zone=corners((0.96, 0.06, 0.99, 0.1)))
    after = text_of(client, f"{BASE}p1/")
    assert "夜巡的人" not in zones_in(after)
    edge = round(0.99 * 1300 + 0.003 * 1300)
    assert f"{edge}," in after
    assert f"{edge}," not in before


def test_boxes_of_a_story_have_one_outline(client, issue):
    published(issue)
    text = text_of(client, f"{BASE}p1/")
    path = re.search(r'id="z\d+".*?<path d="([^"]*)"', text).group(1)
    assert path.count("M") == 1
    assert len(path.split()) == 4  # a head as wide as its two columns: one box


def test_the_list_holds_every_story_also_one_without_a_zone(client, issue):
    make_article(issue, (1,), headline="没有位置的短讯")
    published(issue)
    text = text_of(client, f"{BASE}p1/")
    rows = re.findall(
        r"<li[^>]*>\s*(?:<p class=\"jump.*?</p>)?\s*<p class=\"contents-name\">(.*?)</li>", text, re.S
    )
    assert [re.sub(r"<[^>]*>", "", row).split()[:1] for row in rows[:3]] == [
        ["春汛前夜"],
        ["渡口改期"],
        ["没有位置的短讯"],
    ]
    assert "定位" not in rows[2]
    assert "没有位置的短讯" not in zones_in(text)


def test_the_strip_shows_all_pages_and_marks_the_one_that_is_read(client, issue):
    published(issue)
    strip = re.search(r'<nav class="pages strip".*?</nav>', text_of(client, f"{BASE}p3/"), re.S).group()
    assert strip.count("<a ") == 4
    assert strip.count("<img ") == 2
    assert f'href="{BASE}p3/" aria-current="page"' in strip


def test_a_page_without_a_picture_is_as_it_was(client):
    issue = make_issue()
    make_article(issue, (1, 3))
    published(issue)
    text = text_of(client, f"{BASE}p1/")
    for word in ("<svg", "page-picture.css", 'class="sheet', "strip", "openseadragon", "/iiif/"):
        assert word not in text, word


def test_the_pdf_is_offered_where_the_page_came_as_one(client, issue):
    published(issue)
    assert "page.pdf" not in text_of(client, f"{BASE}p1/")
    PageSource.objects.create(page=issue.pages.get(sequence=1), kind="pdf", sha256="0" * 64)
    key = PageImage.objects.get(page__sequence=1).public_key
    assert f'href="/iiif/{key}/page.pdf"' in text_of(client, f"{BASE}p1/")


def test_the_preview_shows_pictures_of_drafts_under_addresses_of_its_own(client, issue):
    client.force_login(make_editor())
    tail = issue.articles.get(number=1).parts.last()
    text = text_of(client, f"/preview{BASE}p1/")
    folder = PageImage.objects.get(page__sequence=1).folder
    assert f"/preview/iiif/{folder}/info.json" in text
    assert zones_in(text)["下转第三版 · 春汛前夜"]["href"] == f"/preview{BASE}p3/#z{tail.pk}"
    assert "/preview/iiif/" in text_of(client, f"/preview{BASE}")
    assert "/preview/iiif/" in text_of(client, f"/preview{BASE}a1/")
    published(issue)
    public = text_of(client, f"{BASE}p1/")
    assert folder not in public
    assert "/preview/" not in public


def test_an_article_shows_how_its_parts_are_printed(client, issue):
    published(issue)
    first, tail = issue.articles.get(number=1).parts.all()
    text = text_of(client, f"{BASE}a1/")
    cuts = re.search(r'<section class="cut-outs".*?</section>', text, re.S).group()
    assert re.findall(r'<a href="([^"]*)"', cuts) == [f"{BASE}p1/#z{first.pk}", f"{BASE}p3/#z{tail.pk}"]
    assert cuts.count("<image ") == 4  # pale, and the part itself over it
    box = [int(number) for number in re.search(r'viewBox="([^"]*)"', cuts).group(1).split()]
    assert 0 < box[0] < 65
    assert 0 < box[1] < 95
    assert box[0] + box[2] > 0.95 * 1300
    assert f'id="cut{first.pk}"' in cuts


def test_no_cut_out_of_a_part_without_zones_or_on_a_hidden_page(client, issue):
    published(issue)
    ArticlePart.objects.filter(page__sequence=1).update(zones=[])
    assert text_of(client, f"{BASE}a1/").count("<clipPath") == 1
    issue.pages.filter(sequence=3).update(stage=Stage.DRAFT)
    assert "cut-outs" not in text_of(client, f"{BASE}a1/")


def test_a_photo_that_is_painted_over_says_so_on_the_picture(client, issue):
    page = issue.pages.get(sequence=1)
    make_photo(page, picture_zone=corners((0.2, 0.4, 0.6, 0.6)), online_permitted=False)
    published(issue)
    text = text_of(client, f"{BASE}p1/")
    assert re.search(r'<text class="cover" x="520" y="950" [^>]*>因版权原因，此图不在网上显示</text>', text)
    assert 'class="cover"' not in text_of(client, f"{BASE}p3/")


def test_the_overview_shows_the_pages(client, issue):
    published(issue)
    text = text_of(client, BASE)
    assert text.count('class="page-picture"') == 2
    assert "第一版版面图" in text
    assert 'class="pages"' in text  # a list of names, since the pictures stand below


def test_an_english_newspaper_words_its_zones_in_english(client):
    issue = make_issue(make_newspaper("harbor-times", "The Harbor Times", language="en"))
    make_article(issue, (1, 3), headline="Trams & ferries")
    make_zoned_picture(issue.pages.get(sequence=1))
    published(issue)
    zones = zones_in(text_of(client, "/harbor-times/2026-03-14/p1/"))
    assert "Continued on page 3 · Trams &amp; ferries" in zones


def test_a_picture_without_zones_is_shown_all_the_same(client):
    issue = make_issue()
    make_article(issue)
    make_page_image(issue.pages.get(sequence=1))
    published(issue)
    text = text_of(client, f"{BASE}p1/")
    assert 'class="facsimile"' in text
    assert zones_in(text) == {}
    assert 'href="#z' not in text


def test_the_policy_holds_and_no_session_is_asked(client, issue):
    published(issue)
    for address in (BASE, f"{BASE}p1/", f"{BASE}a1/"):
        response = client.get(address)
        text = response.content.decode()
        assert "unsafe" not in response["Content-Security-Policy"]
        assert " style=" not in text
        assert not INLINE_SCRIPT.search(text)
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")
