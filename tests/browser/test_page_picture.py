"""The page as printed in real Chromium: zones, jumps on the picture, turning pages, the zoom, no script, axe."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from newsroom.static_files import NODE_MODULES
from tests.browser.looks import expect_no_side_scroll
from tests.browser.session import log_in
from tests.house import (
    make_article,
    make_editor,
    make_issue,
    make_newspaper,
    make_photo,
    make_zoned_picture,
    published,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
needs_npm = pytest.mark.skipif(not NODE_MODULES.is_dir(), reason="No node_modules here: make install")

DEMO = Path(__file__).resolve().parents[2] / "demo" / "issues"
BASE = "/harbour-daily/2026-03-14/"
LONG = "<p>" + "江水在堤下流着，灯一盏一盏地亮起来。" * 20 + "</p>"
SEAL = "rgb(179, 38, 30)"


@pytest.fixture
def issue():
    """Four pages with pictures; the lead goes on on page 3."""
    issue = make_issue()
    make_article(issue, (1, 3), headline="春汛前夜", bodies=(LONG, LONG))
    make_article(issue, (1,), headline="渡口改期", bodies=(LONG,))
    make_photo(issue.pages.get(sequence=1), caption="望江大桥的清晨")
    for sequence in (2, 3, 4):
        make_article(issue, (sequence,), headline=f"{sequence}版的头条", bodies=(LONG,))
    for page in issue.pages.all():
        make_zoned_picture(page)
    return published(issue)


@pytest.fixture
def parts(issue):
    return list(issue.articles.get(number=1).parts.all())


def zone(page: Page, name: str):
    return page.locator(f'a.zone[aria-label="{name}"]')


def stroke(page: Page, name: str) -> str:
    return zone(page, name).locator("path").evaluate("path => getComputedStyle(path).stroke")


def tap(page: Page, name: str, at: tuple[float, float] = (0.5, 0.5)) -> None:
    """Click in the middle of a zone, as a reader does who sees it."""
    zone(page, name).scroll_into_view_if_needed()
    box = zone(page, name).bounding_box()
    page.mouse.click(box["x"] + box["width"] * at[0], box["y"] + box["height"] * at[1])


def enlarged(page: Page) -> None:
    """Wait until the zoom shows its picture."""
    expect(page.locator("dialog.deep-zoom[open]")).to_be_visible()
    expect(page.locator(".openseadragon-canvas svg.zones")).to_be_attached()


def in_view(page: Page) -> list[float]:
    """What the zoom shows, as its address says: x, y, width, height in percent."""
    return shown_of(page.url)


def shown_of(address: str) -> list[float]:
    return [float(number) for number in re.findall(r"[\d.]+", address.partition("#xywh=percent:")[2])]


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_jump_on_the_picture_and_back(new_context, viewport, live_server, issue, parts, script):
    page = new_context(viewport=viewport, java_script_enabled=script).new_page()
    first, tail = parts
    page.goto(f"{live_server.url}{BASE}p1/")
    tap(page, "下转第三版 · 春汛前夜")
    expect(page).to_have_url(f"{live_server.url}{BASE}p3/#{tail.zone_anchor}")
    expect(page.locator(f"#{tail.zone_anchor}")).to_be_in_viewport()
    assert page.locator(":target").get_attribute("id") == tail.zone_anchor
    assert stroke(page, "春汛前夜") == SEAL
    tap(page, "上接第一版 · 春汛前夜")
    expect(page).to_have_url(f"{live_server.url}{BASE}p1/#{first.zone_anchor}")
    expect(page.locator(f"#{first.zone_anchor}")).to_be_in_viewport()
    tap(page, "渡口改期", at=(0.3, 0.1))
    expect(page).to_have_url(f"{live_server.url}{BASE}a2/")


def test_the_way_back_from_a_jump_on_the_picture(page, live_server, issue, parts):
    page.goto(f"{live_server.url}{BASE}p1/")
    tap(page, "下转第三版 · 春汛前夜")
    page.get_by_role("link", name="回到刚才").click()
    expect(page).to_have_url(f"{live_server.url}{BASE}p1/#{parts[0].zone_anchor}")
    expect(page.get_by_role("link", name="回到刚才")).to_have_count(0)


def test_zones_are_quiet_until_they_are_pointed_at(new_context, live_server, issue):
    page = new_context().new_page()
    page.goto(f"{live_server.url}{BASE}p1/")
    assert stroke(page, "渡口改期") == "rgba(0, 0, 0, 0)"
    row = page.locator(".contents li", has_text="渡口改期")
    zone(page, "渡口改期").hover(position={"x": 30, "y": 20})
    assert stroke(page, "渡口改期") == SEAL
    expect(row).to_have_class("lit")
    expect(page.locator(".contents li.lit")).to_have_count(1)
    row.get_by_role("link", name="渡口改期", exact=True).hover()
    assert stroke(page, "渡口改期") == SEAL
    assert stroke(page, "春汛前夜") == "rgba(0, 0, 0, 0)"
    page.locator("h1").hover()
    assert stroke(page, "渡口改期") == "rgba(0, 0, 0, 0)"


def test_by_keyboard_zones_have_names_and_a_visible_focus(new_context, live_server, issue):
    page = new_context().new_page()
    page.goto(f"{live_server.url}{BASE}p1/")
    page.locator(".page-head button.copy").focus()
    names = []
    for _ in range(4):
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))
    assert names == ["春汛前夜", "下转第三版 · 春汛前夜", "渡口改期", "望江大桥的清晨"]
    page.keyboard.press("Shift+Tab")
    width = zone(page, "渡口改期").locator("path").evaluate("path => getComputedStyle(path).strokeWidth")
    assert (stroke(page, "渡口改期"), width) == (SEAL, "3px")
    expect(page.locator(".zone-name")).to_have_text("渡口改期")
    expect(page.locator(".contents li.lit")).to_contain_text("渡口改期")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{live_server.url}{BASE}a2/")


def test_a_link_to_exactly_this_zone(page, live_server, issue, parts):
    page.goto(f"{live_server.url}{BASE}p1/")
    page.get_by_role("link", name="定位：渡口改期").click()
    anchor = issue.articles.get(number=2).parts.get().zone_anchor
    expect(page).to_have_url(f"{live_server.url}{BASE}p1/#{anchor}")
    expect(page.locator(f"#{anchor}")).to_be_in_viewport()
    expect(page.locator(".contents li.here")).to_contain_text("渡口改期")
    page.goto(f"{live_server.url}{BASE}p3/#{parts[1].zone_anchor}")
    expect(page.locator(".contents li.here")).to_contain_text("春汛前夜")


def test_the_link_can_be_copied(new_context, live_server, issue, parts):
    context = new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    address = f"{live_server.url}{BASE}p1/#{parts[0].zone_anchor}"
    page.goto(address)
    page.locator(".page-head").get_by_role("button", name="复制链接").click()
    expect(page.locator(".page-head [role=status]")).to_have_text("链接已复制")
    assert page.evaluate("navigator.clipboard.readText()") == address


def test_arrow_keys_turn_the_page(new_context, live_server, issue):
    page = new_context().new_page()
    page.goto(f"{live_server.url}{BASE}p2/")
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(f"{live_server.url}{BASE}p3/")
    page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(f"{live_server.url}{BASE}p2/")
    page.keyboard.press("Control+ArrowRight")
    page.locator(".strip a").last.focus()
    page.keyboard.press("ArrowRight")  # here it moves the strip
    page.evaluate("document.body.append(document.createElement('input'))")
    page.locator("body > input").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)
    expect(page).to_have_url(f"{live_server.url}{BASE}p2/")


def swipe(page: Page, across: int, down: int = 0, fingers: int = 1) -> None:
    """Draw a finger over the picture."""
    client = page.context.new_cdp_session(page)
    box = page.locator(".facsimile").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + min(300, box["height"] / 2)

    def points(share: float) -> list[dict[str, float]]:
        return [
            {"x": x + across * share + 40 * finger, "y": y + down * share, "id": finger}
            for finger in range(fingers)
        ]

    client.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": points(0)})
    for share in (0.5, 1):
        client.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": points(share)})
    client.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_a_swipe_turns_the_page(new_context, live_server, issue):
    page = new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True).new_page()
    page.goto(f"{live_server.url}{BASE}p2/")
    for across, down, fingers in ((-120, -200, 1), (-30, 0, 1), (-120, 0, 2)):
        swipe(page, across, down, fingers)  # scrolling, a tremble, a pinch
    page.wait_for_timeout(300)
    expect(page).to_have_url(f"{live_server.url}{BASE}p2/")
    page = page.context.new_page()
    page.goto(f"{live_server.url}{BASE}p2/")
    swipe(page, -150)
    expect(page).to_have_url(f"{live_server.url}{BASE}p3/")
    page.wait_for_load_state("networkidle")
    swipe(page, 150)
    expect(page).to_have_url(f"{live_server.url}{BASE}p2/")


def test_a_tap_opens_the_story(new_context, live_server, issue):
    page = new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True).new_page()
    page.goto(f"{live_server.url}{BASE}p1/")
    box = zone(page, "渡口改期").bounding_box()
    page.touchscreen.tap(box["x"] + 40, box["y"] + 20)
    expect(page).to_have_url(f"{live_server.url}{BASE}a2/")


@needs_npm
def test_the_zoom(page, live_server, issue):
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.goto(f"{live_server.url}{BASE}p1/")
    page.get_by_role("link", name="放大看").click()
    enlarged(page)
    page.locator("[data-do=whole]").click()
    expect(page).to_have_url(re.compile(r"#xywh=percent:0\.00,0\.00,100\.00,100\.00$"))
    page.locator("[data-do=in]").click()
    page.wait_for_url(lambda url: "100.00,100.00" not in url)
    near = in_view(page)
    page.keyboard.press("+")
    page.wait_for_url(lambda url: "#xywh" in url and shown_of(url) != near)
    nearer = in_view(page)
    assert nearer[3] == pytest.approx(near[3] / 1.6, rel=0.02)
    page.keyboard.press("ArrowDown")
    page.wait_for_url(lambda url: shown_of(url)[1] > nearer[1])
    page.keyboard.press("0")
    expect(page).to_have_url(re.compile(r"#xywh=percent:0\.00,0\.00,100\.00,100\.00$"))
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page).to_have_url(f"{live_server.url}{BASE}p1/")
    expect(page.get_by_role("link", name="放大看")).to_be_focused()
    expect(page.locator(".facsimile > svg.zones")).to_have_count(1)
    assert not page.locator("svg.zones").get_attribute("style")
    assert problems == []


@needs_npm
def test_zones_in_the_zoom_are_links(page, live_server, issue, parts):
    page.goto(f"{live_server.url}{BASE}p1/")
    page.get_by_role("link", name="放大看").click()
    enlarged(page)
    page.locator("[data-do=whole]").click()
    expect(page).to_have_url(re.compile("100.00,100.00$"))
    tap(page, "下转第三版 · 春汛前夜")
    expect(page).to_have_url(f"{live_server.url}{BASE}p3/#{parts[1].zone_anchor}")
    enlarged(page)  # who reads enlarged goes on enlarged, at the very zone
    expect(page.locator(f"#{parts[1].zone_anchor}")).to_be_in_viewport(ratio=0.9)
    page.locator("dialog").get_by_role("link", name="回到刚才").click()
    expect(page).to_have_url(f"{live_server.url}{BASE}p1/#{parts[0].zone_anchor}")
    enlarged(page)
    page.keyboard.press("Escape")
    expect(page).to_have_url(f"{live_server.url}{BASE}p1/#{parts[0].zone_anchor}")


@needs_npm
def test_the_zoom_by_finger_and_in_motion(new_context, live_server, issue, parts):
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    page = new_context(**phone, reduced_motion="no-preference").new_page()
    page.goto(f"{live_server.url}{BASE}p1/")
    page.get_by_role("link", name="放大看").tap()
    enlarged(page)
    page.locator("[data-do=whole]").tap()
    expect(page).to_have_url(re.compile("100.00,100.00$"))
    page.locator("[data-do=in]").tap()
    page.wait_for_url(lambda url: "100.00,100.00" not in url)
    before = in_view(page)
    page.mouse.move(200, 500)
    page.mouse.down()
    page.mouse.move(120, 420, steps=5)  # the picture is drawn along, and no story opened
    page.mouse.up()
    page.wait_for_url(lambda url: shown_of(url) != before)
    assert in_view(page)[1] > before[1]
    page.locator("[data-do=whole]").tap()
    expect(page).to_have_url(re.compile("100.00,100.00$"))
    box = zone(page, "下转第三版 · 春汛前夜").bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page).to_have_url(f"{live_server.url}{BASE}p3/#{parts[1].zone_anchor}")
    enlarged(page)


@needs_npm
def test_the_zoom_by_keyboard(new_context, live_server, issue):
    page = new_context().new_page()
    page.goto(f"{live_server.url}{BASE}p1/#xywh=percent:0,0,60,20")
    enlarged(page)
    last = zone(page, "望江大桥的清晨")
    expect(last).not_to_be_in_viewport()
    names = []
    for _ in range(6):
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))
        if names[-1] == "望江大桥的清晨":
            break
    assert [name for name in names if name] == [
        "春汛前夜",
        "下转第三版 · 春汛前夜",
        "渡口改期",
        "望江大桥的清晨",
    ]
    expect(last).to_be_in_viewport()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{live_server.url}{BASE}a2/")
    page.go_back()
    enlarged(page)  # it is as it was left


@needs_npm
def test_an_address_leads_to_the_enlarged_place(page, live_server, issue):
    page.goto(f"{live_server.url}{BASE}p1/#xywh=percent:50,50,20,20")
    enlarged(page)
    page.locator("[data-do=out]").click()
    page.wait_for_url(lambda url: "50,50,20,20" not in url)
    left, top, width, height = in_view(page)
    assert left <= 50
    assert top <= 50
    assert left + width >= 70
    assert top + height >= 70


@needs_npm
def test_the_other_page_from_the_zoom(page, live_server, issue):
    page.goto(f"{live_server.url}{BASE}p2/")
    page.get_by_role("link", name="放大看").click()
    enlarged(page)
    page.keyboard.press("ArrowRight")  # moves the picture, turns no page
    page.locator("dialog").get_by_role("link", name="下一版").click()
    expect(page).to_have_url(re.compile(f"{BASE}p3/"))
    enlarged(page)


@pytest.mark.parametrize("missing", ["**/vendor/openseadragon.min.js", "**/info.json", "**/js/deep-zoom.js"])
def test_where_the_zoom_does_not_come_the_picture_itself_opens(new_context, live_server, issue, missing):
    page = new_context().new_page()
    page.route(missing, lambda route: route.abort())
    page.goto(f"{live_server.url}{BASE}p1/")
    link = page.get_by_role("link", name="放大看")
    address = link.get_attribute("href")
    tap(page, "下转第三版 · 春汛前夜")
    expect(page).to_have_url(re.compile(f"{BASE}p3/#z"))
    page.goto(f"{live_server.url}{BASE}p1/")
    link.click()
    expect(page).to_have_url(live_server.url + address)


def test_without_a_script_the_link_opens_the_picture(new_context, live_server, issue):
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}{BASE}p1/")
    link = page.get_by_role("link", name="放大看")
    address = link.get_attribute("href")
    expect(page.get_by_role("button", name="复制链接")).to_have_count(0)
    link.click()
    expect(page).to_have_url(live_server.url + address)


def test_from_the_article_to_its_place_on_the_page(page, live_server, issue, parts):
    page.goto(f"{live_server.url}{BASE}a1/")
    page.locator(".cut-outs").get_by_role("link", name="第三版").click()
    expect(page).to_have_url(f"{live_server.url}{BASE}p3/#{parts[1].zone_anchor}")
    expect(page.locator(f"#{parts[1].zone_anchor}")).to_be_in_viewport()


def headline(page: Page, name: str, of: str = "story"):
    """The zone of a printed headline, as the demo's reader found it."""
    return page.locator(f'a.zone-{of}[aria-label*="{name}"]')


@needs_npm
def test_the_demos_own_pages(new_context, live_server):
    """What a reader does with real pages, imported once: zones, jumps, keys and the zoom, without a script too."""
    make_newspaper("linjiang-daily", "临江日报")
    call_command("import_issue", DEMO / "2026-03-14", publish=True, stdout=io.StringIO())
    first, third = (f"{live_server.url}/linjiang-daily/2026-03-14/p{n}/" for n in (1, 3))
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    for options in ({}, phone, {"java_script_enabled": False}):
        page = new_context(**options).new_page()
        page.goto(first)
        assert page.locator("a.zone-out").count() == 3
        tail = headline(page, "春汛前夜", "out").get_attribute("href")
        name = headline(page, "春汛前夜", "out").get_attribute("aria-label")
        assert name.startswith("下转第三版")
        tap(page, name)
        expect(page).to_have_url(f"{live_server.url}{tail}")
        assert page.url.startswith(third)
        expect(page.locator(f'[id="{tail.partition("#")[2]}"]')).to_be_in_viewport()
        tap(page, headline(page, "春汛前夜", "in").get_attribute("aria-label"))
        expect(page).to_have_url(re.compile(re.escape(first) + "#z"))
        story = headline(page, "东渡港3号泊位")
        tap(page, story.get_attribute("aria-label"), at=(0.5, 0.1))
        expect(page).to_have_url(re.compile(r"/a\d+/$"))
        expect(page.locator("h1")).to_have_text("东渡港3号泊位迎来首船")

    page = new_context().new_page()
    page.goto(first)
    headline(page, "一份午饭").hover(position={"x": 200, "y": 60})
    expect(page.locator(".contents li.lit")).to_contain_text("一份午饭的“三张清单”")
    page.locator(".page-head button.copy").focus()
    page.keyboard.press("Tab")
    expect(page.locator(".zone-name")).to_have_text("春汛前夜")
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(first.replace("p1/", "p2/"))
    page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(first)

    page.get_by_role("link", name="放大看").click()
    enlarged(page)
    for steps in (0, 2, 3):
        page.locator("[data-do=whole]").click()
        expect(page).to_have_url(re.compile("100.00,100.00$"))
        for _ in range(steps):
            page.locator("[data-do=in]").click()
        if steps:
            page.wait_for_url(lambda url: "100.00,100.00" not in url and "#xywh" in url)
    page.locator("[data-do=whole]").click()
    expect(page).to_have_url(re.compile("100.00,100.00$"))
    tap(page, headline(page, "春汛前夜", "out").get_attribute("aria-label"))
    expect(page).to_have_url(f"{live_server.url}{tail}")
    enlarged(page)


@pytest.mark.parametrize("width", [320, 390, 768, 1280, 2560])
def test_no_horizontal_bar(new_context, live_server, issue, width):
    page = new_context(viewport={"width": width, "height": 900}).new_page()
    for address in (BASE, f"{BASE}p1/", f"{BASE}p3/", f"{BASE}a1/"):
        page.goto(live_server.url + address)
        expect_no_side_scroll(page)


def test_touch_targets(new_context, live_server, issue):
    page = new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True).new_page()
    page.goto(f"{live_server.url}{BASE}p1/")
    for selector in (".strip a", ".sheet-bar > :visible", ".contents-name a", ".locate", ".contents .jump a"):
        heights = page.locator(selector).evaluate_all("all => all.map(a => a.getBoundingClientRect().height)")
        assert [height for height in heights if 0 < height < 43.5] == [], selector


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("prefix", ["", "/en"], ids=["zh", "en"])
def test_axe_finds_no_serious_fault(new_context, viewport, live_server, issue, parts, faults, scheme, prefix):
    page = new_context(viewport=viewport, color_scheme=scheme).new_page()
    for address in (BASE, f"{BASE}p1/", f"{BASE}p3/#{parts[1].zone_anchor}", f"{BASE}a1/"):
        page.goto(f"{live_server.url}{prefix}{address}")
        assert faults(page) == [], address


@needs_npm
def test_an_editor_enlarges_a_draft_in_the_preview(new_context, live_server):
    issue = make_issue()
    make_article(issue, headline="未刊稿")
    make_zoned_picture(issue.pages.get(sequence=1))
    make_editor()
    page = new_context().new_page()
    failed: list[str] = []
    page.on("response", lambda reply: failed.append(reply.url) if reply.status >= 400 else None)
    log_in(page, live_server.url, "editor", f"/preview{BASE}p1/")
    with page.expect_response(re.compile("/preview/iiif/.*/512,512/0/default")):
        page.get_by_role("link", name="放大看").click()
        enlarged(page)
        page.locator("[data-do=in]").click()
    page.locator("[data-do=whole]").click()
    expect(page).to_have_url(re.compile("100.00,100.00$"))
    tap(page, "未刊稿", at=(0.2, 0.5))
    expect(page).to_have_url(f"{live_server.url}/preview{BASE}a1/")
    assert failed == []


@needs_npm
def test_axe_finds_no_serious_fault_in_the_zoom(page, live_server, issue, faults):
    page.goto(f"{live_server.url}{BASE}p2/#xywh=percent:0,0,60,40")
    enlarged(page)
    assert faults(page) == []
