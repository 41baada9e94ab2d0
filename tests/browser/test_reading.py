"""The reading room in real Chromium: jump lines walked, with and without JavaScript; axe; widths."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from articles.ingest.photos import store_photo_file
from articles.models import Column, Person, PhotoCredit
from tests.browser.looks import expect_no_side_scroll
from tests.house import (
    make_article,
    make_issue,
    make_newspaper,
    make_page_image,
    make_photo,
    picture_file,
    published,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "<p>" + "江水在堤下流着，灯一盏一盏地亮起来。" * 30 + "</p>"
BASE = "/harbour-daily/2026-03-14/"
WIDTHS = (2560, 1280, 768, 390, 320)
KINDS = {
    "issue": BASE,
    "page": f"{BASE}p1/",
    "tails": f"{BASE}p3/",
    "article": f"{BASE}a1/",
    "all issues": "/harbour-daily/",
    "person": "/people/{person}/",
    "column": "/harbour-daily/columns/column/",
    "nothing": "/harbour-daily/none/",
}


@pytest.fixture
def issue():
    """A front page of several stories, one of which goes on on page 3, photos, and an open jump."""
    issue = make_issue(
        make_newspaper(publisher="港湾日报社", cn_number="CN 99-0001"), number=73, whole_number=8731
    )
    column = Column.objects.create(newspaper=issue.newspaper, name="江边话", slug="column")
    lead = make_article(
        issue,
        (1, 3),
        headline="春汛前夜",
        bodies=(LONG * 2 + "<h3>听闸</h3><p>前半的末句在这里断开，</p>", "<p>后半接着说。</p>" + LONG),
        bylines=("周望舒", "邵小满"),
        kicker="上游来水偏多两成",
        deck="——堤防夜巡见闻",
        column=column,
    )
    lead.parts.filter(order=2).update(joins_as="sentence", heading="春汛前夜")
    for number in range(6):
        make_article(
            issue, (1,), headline=f"第{number}条短讯", bodies=("<p>短短一句话。</p>",), bylines=("周望舒",)
        )
    for sequence in (2, 3, 4):
        for number in range(3):
            make_article(issue, (sequence,), headline=f"{sequence}版的第{number}篇", bodies=(LONG,))
    open_jump = make_article(issue, (2,), headline="开口的转版", bodies=("<p>转往第四版。</p>",))
    open_jump.parts.update(printed_jump="（下转第四版）", printed_jump_page="4")
    front = issue.pages.get(sequence=1)
    for article, words in ((lead, "夜巡的人"), (None, "望江大桥的清晨")):
        photo = make_photo(front, article, caption=words, alt_text=words)
        store_photo_file(photo, picture_file(1200, 800))
        PhotoCredit.objects.create(
            photo=photo, name="周望舒", role="photographer", person=Person.objects.get(name="周望舒")
        )
    make_photo(front, caption="只有说明的图", online_permitted=False)
    return published(issue)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_through_a_jump_line_and_back(new_context, viewport, live_server, issue, script):
    page = new_context(viewport=viewport, java_script_enabled=script).new_page()
    page.goto(f"{live_server.url}{BASE}p1/")
    first, tail = issue.articles.get(number=1).parts.all()
    page.get_by_role("link", name="下转第三版").click()
    expect(page).to_have_url(f"{live_server.url}{BASE}p3/#{tail.anchor}")
    expect(page.locator(f"#{tail.anchor}")).to_be_in_viewport()
    expect(page.locator(f"#{tail.anchor}")).to_contain_text("后半接着说")
    assert page.locator(":target").get_attribute("id") == tail.anchor
    page.get_by_role("link", name="上接第一版").click()
    expect(page).to_have_url(f"{live_server.url}{BASE}p1/#{first.anchor}")
    expect(page.locator(f"#{first.anchor}")).to_be_in_viewport()


def test_an_open_jump_leads_to_the_page_named(page, live_server, issue):
    page.goto(f"{live_server.url}{BASE}p2/")
    page.get_by_role("link", name="下转第四版").click()
    expect(page).to_have_url(f"{live_server.url}{BASE}p4/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("第四版")


def test_the_way_back_stays_until_it_is_used(page, live_server, issue):
    page.goto(f"{live_server.url}{BASE}p1/")
    first = issue.articles.get(number=1).parts.first()
    page.get_by_role("link", name="下转第三版").click()
    back = page.get_by_role("link", name="回到刚才")
    expect(back).to_be_visible()
    page.reload()
    back.click()
    expect(page).to_have_url(f"{live_server.url}{BASE}p1/#{first.anchor}")
    expect(page.get_by_role("link", name="回到刚才")).to_have_count(0)


def test_from_the_issue_to_the_whole_article_and_to_its_pages(page, live_server, issue):
    page.goto(f"{live_server.url}/")
    page.get_by_role("heading", name="春汛前夜").get_by_role("link").click()
    expect(page).to_have_url(f"{live_server.url}{BASE}a1/")
    mark = page.locator(".break")
    expect(mark).to_have_text(re.compile(r"第一版\s*┊\s*第三版"))
    indents = (
        page.locator(".segment")
        .nth(1)
        .locator(".body p")
        .evaluate_all("all => all.map(p => getComputedStyle(p).textIndent)")
    )
    assert indents[0] == "0px"
    assert indents[1] != "0px"
    tail = issue.articles.get(number=1).parts.last()
    mark.get_by_role("link", name="第三版").click()
    expect(page).to_have_url(f"{live_server.url}{BASE}p3/#{tail.anchor}")
    page.get_by_role("link", name="阅读全文").first.click()
    expect(page).to_have_url(f"{live_server.url}{BASE}a1/#{tail.anchor}")


def test_by_keyboard(page, live_server, issue):
    page.goto(f"{live_server.url}{BASE}p1/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="跳到正文")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    page.get_by_role("link", name="下转第三版").focus()
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


def test_styles_and_pictures_load_and_the_policy_holds(page, live_server, issue):
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("response", lambda reply: problems.append(reply.url) if reply.status >= 400 else None)
    for address in (BASE, f"{BASE}p1/", f"{BASE}a1/"):
        page.goto(f"{live_server.url}{address}", wait_until="networkidle")
        assert page.evaluate("getComputedStyle(document.body).display") == "flex"
        pictures = page.locator("img")
        for at in range(pictures.count()):
            pictures.nth(at).scroll_into_view_if_needed()
            expect(pictures.nth(at)).to_have_js_property("complete", True)
            assert pictures.nth(at).evaluate("image => image.naturalWidth") > 0
    assert problems == []
    assert page.context.cookies() == []


def test_no_horizontal_bar(new_context, live_server, issue):
    make_article(issue, (2,), headline="W" * 120, bodies=("<p>" + "x" * 500 + "</p>",))
    published(issue)
    page = new_context().new_page()
    for address in (*KINDS.values(), f"{BASE}p2/"):
        page.goto(live_server.url + address.format(person=Person.objects.first().pk))
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            expect_no_side_scroll(page)


def test_lines_are_as_long_as_they_should_be(new_context, live_server, issue):
    page = new_context().new_page()
    page.goto(f"{live_server.url}{BASE}a1/")
    body = page.locator(".story .body").first
    characters = body.evaluate("b => b.clientWidth / parseFloat(getComputedStyle(b).fontSize)")
    assert 33.9 <= characters <= 38


def test_the_reader_chooses_serif_or_sans(page, live_server, issue):
    def fonts():
        return page.locator(".body").first.evaluate("body => getComputedStyle(body).fontFamily")

    page.goto(f"{live_server.url}{BASE}a1/")
    serif = fonts()
    assert serif.startswith('"Noto Serif')
    page.get_by_role("button", name="换黑体").click()
    assert fonts().startswith('"Noto Sans')
    page.goto(f"{live_server.url}{BASE}p1/")
    assert fonts().startswith('"Noto Sans')
    page.get_by_role("button", name="换宋体").click()
    assert fonts() == serif
    page.reload()
    assert fonts() == serif
    assert page.context.cookies() == []


def test_the_typeface_where_storage_is_forbidden(page, live_server, issue):
    page.add_init_script(
        "for (const name of ['localStorage', 'sessionStorage'])"
        " Object.defineProperty(window, name, {get() { throw new DOMException('no', 'SecurityError'); }});"
    )
    page.goto(f"{live_server.url}{BASE}p1/")
    page.get_by_role("button", name="换黑体").click()
    expect(page.get_by_role("button", name="换宋体")).to_be_visible()
    page.get_by_role("link", name="下转第三版").click()
    expect(page.get_by_role("link", name="上接第一版")).to_be_visible()


def test_without_scripts_there_is_no_choice_of_typeface(new_context, live_server, issue):
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}{BASE}a1/")
    expect(page.locator(".typeface")).to_have_count(0)


def test_touch_targets(new_context, live_server, issue):
    page = new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True).new_page()
    for address in (f"{BASE}p1/", f"{BASE}a1/", BASE, "/harbour-daily/"):
        page.goto(live_server.url + address)
        for selector in (
            ".jump a",
            ".break a",
            ".pages a",
            ".turn a",
            ".folio a",
            ".typeface",
            ".footer-links a",
            ".cite summary",
            ".month a",
        ):
            for height in page.locator(selector).evaluate_all(
                "all => all.map(a => a.getBoundingClientRect().height)"
            ):
                assert height >= 43.5, (address, selector)


@pytest.mark.parametrize("prefix", ["", "/en"], ids=["zh", "en"])
def test_axe_finds_no_serious_fault(page, live_server, issue, faults_in_both_schemes, prefix):
    for kind, address in KINDS.items():
        page.goto(f"{live_server.url}{prefix}{address}".format(person=Person.objects.first().pk))
        page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
        assert faults_in_both_schemes(page) == [], kind


def test_axe_on_an_empty_archive(page, live_server, faults):
    page.goto(live_server.url)
    assert faults(page) == []


def test_print_is_a_clean_clipping(new_context, live_server, issue):
    page = new_context().new_page()
    page.goto(f"{live_server.url}{BASE}a1/")
    page.emulate_media(media="print")
    expect(page.locator(".turn")).to_be_hidden()
    expect(page.locator(".footer-links")).to_be_hidden()
    expect(page.locator(".folio-search")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".cite")).to_be_hidden()
    cited = "周望舒, 邵小满. 春汛前夜[N]. 港湾日报, 2026-03-14(1, 3)."
    expect(page.locator(".clipped-from p")).to_have_text([cited, f"{live_server.url}{BASE}a1/"])
    expect(page.locator(".clipped-from")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"


@pytest.mark.parametrize(("stories", "photos", "pictured"), [(1, 0, 1), (3, 1, 1), (3, 0, 0), (30, 2, 1)])
def test_the_front_pages_columns_end_together(page, live_server, stories, photos, pictured):
    issue = make_issue(pages=1)
    front = issue.pages.get()
    for number in range(stories):
        text = "<p>" + "船在雾里等着，岸上的灯先亮了。" * (20 + number % 3 * 9) + "</p>"
        deck = "——江上一日" if number % 2 else ""
        make_article(issue, headline=f"第{number}条渡口消息", bodies=(text,), bylines=("周望舒",), deck=deck)
    for _photo in range(photos):
        store_photo_file(make_photo(front), picture_file())
    if pictured:
        make_page_image(front)
    published(issue)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{live_server.url}{BASE}")
    ends = page.evaluate(
        """() => {
          const under = [...document.querySelectorAll(".seconds > div")];
          const columns = under.length ? under : [document.querySelector(".front-main")];
          const side = document.querySelector(".front-side");
          return [...columns, ...(side ? [side] : [])].map((column) =>
            Math.max(...[...column.children].map((one) => one.getBoundingClientRect().bottom)));
        }"""
    )
    # Less than a brief would fill.
    assert max(ends) - min(ends) < 220
