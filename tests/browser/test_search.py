"""The archive search in real Chromium: by hand, by keyboard, without a script, for axe, and on the picture."""

from __future__ import annotations

import datetime
import re

import pytest
from playwright.sync_api import Page, expect

from articles.search.rebuild import rebuild
from newsroom.static_files import NODE_MODULES
from tests.browser.looks import expect_no_side_scroll
from tests.finding.layers import in_zone, keep_layer
from tests.house import make_article, make_issue, make_newspaper, make_zoned_picture, published

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
needs_npm = pytest.mark.skipif(not NODE_MODULES.is_dir(), reason="No node_modules here: make install")
LONG = "<p>" + "江水在堤下流着，灯一盏一盏地亮起来。" * 60 + "</p>"


@pytest.fixture
def archive():
    """Three years; the newest issue has a picture with a text layer."""
    paper = make_newspaper()
    for year in (2021, 2023):
        issue = make_issue(paper, datetime.date(year, 5, 4), pages=1)
        for number in range(15):
            make_article(issue, (1,), headline=f"渡口第{number}号", bylines=("林小满",))
        published(issue)
    issue = make_issue(paper, pages=1)
    story = make_article(issue, (1,), headline="春汛前夜", bodies=(LONG + "<p>护堤员守着渡口。</p>" + LONG,))
    make_zoned_picture(issue.pages.get())
    part = story.parts.get()
    keep_layer(
        part.page,
        [
            *in_zone(part, 0, ["春汛前夜"]),
            *in_zone(part, 1, ["灯亮起来。护堤"]),
            *in_zone(part, 2, ["员守着渡口。"]),
        ],
    )
    published(issue)
    rebuild()
    return story


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_from_the_box_to_the_hit_in_the_text_and_on_the_picture(
    new_context, viewport, live_server, archive, script
):
    page = new_context(viewport=viewport, java_script_enabled=script).new_page()
    page.goto(f"{live_server.url}/harbour-daily/2026-03-14/a1/")
    box = page.get_by_role("search").get_by_role("searchbox")
    box.fill("护堤员")
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q="))
    expect(page.locator(".finds > li")).to_have_count(1)
    expect(page.locator(".snippet mark")).to_have_text("护堤员")
    page.get_by_role("link", name="春汛前夜").click()
    expect(page.locator("mark#hit")).to_have_text("护堤员")
    expect(page.locator("mark#hit")).to_be_in_viewport()
    page.go_back()
    page.get_by_role("link", name="看本版").click()
    boxes = page.locator(".hits rect")
    expect(boxes).to_have_count(2)
    expect(boxes.first).to_be_in_viewport()
    assert page.locator(":target").get_attribute("id") == f"h{archive.parts.get().pk}"
    first, second = (box.bounding_box() for box in boxes.all())
    assert first["x"] < second["x"]  # the hit runs from the first column into the second


@needs_npm
def test_the_boxes_are_in_the_zoom_too(new_context, live_server, archive):
    page = new_context().new_page()
    page.goto(f"{live_server.url}/harbour-daily/2026-03-14/p1/?q=护堤员")
    page.get_by_role("link", name="放大").click()
    expect(page.locator(".openseadragon-canvas svg.zones .hits rect")).to_have_count(2)


def test_by_keyboard_alone(new_context, live_server, archive):
    page = new_context().new_page()
    page.goto(f"{live_server.url}/search/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("渡口")
    page.keyboard.press("Enter")
    expect(page.locator(".finds > li")).to_have_count(20)
    page.get_by_role("link", name="跳到检索结果").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    seen = [page.evaluate("document.activeElement.textContent.trim()")]
    for _press in range(6):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.textContent.trim()"))
    assert any("渡口第" in text for text in seen)
    bar = page.get_by_role("link", name="2023年：15条")
    bar.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#results b")).to_have_text("15")
    expect(page.locator(".narrowed").get_by_role("link", name=re.compile("取消：.*2023年"))).to_be_visible()


@pytest.mark.parametrize(
    "address",
    [
        "/search/",
        "/search/?q=渡口",
        "/search/?q=鲸鱼&page=1",
        "/search/?q=((&sort=newest",
        "/search/help/",
        "/search/advanced/",
        "/search/advanced/?go=1&first=x",
    ],
)
def test_no_fault_and_no_bar(page: Page, live_server, archive, faults_in_both_schemes, address):
    page.goto(f"{live_server.url}{address}")
    assert faults_in_both_schemes(page) == []
    expect_no_side_scroll(page)


@pytest.mark.parametrize(
    "address", ["/harbour-daily/2026-03-14/a1/?q=渡口", "/harbour-daily/2026-03-14/p1/?q=渡口"]
)
def test_marked_pages_have_no_fault(page: Page, live_server, archive, faults_in_both_schemes, address):
    page.goto(f"{live_server.url}{address}")
    assert faults_in_both_schemes(page) == []
    expect_no_side_scroll(page)


def test_without_an_index_the_page_has_no_fault(page: Page, live_server, faults_in_both_schemes):
    make_newspaper()
    page.goto(f"{live_server.url}/en/search/?q=ferry")
    expect(page.get_by_text("There is no search index on this machine yet.")).to_be_visible()
    assert faults_in_both_schemes(page) == []


def test_the_form_leads_to_results(page: Page, live_server, archive):
    page.goto(f"{live_server.url}/search/advanced/")
    page.get_by_label("标题中").fill("渡口")
    page.get_by_label("见报日期，从").fill("2023")
    page.get_by_role("button", name="检索").click()
    expect(page.locator("#q")).to_have_value("headline:渡口 date:2023-01-01..")
    expect(page.locator("#results b")).to_have_text("15")
