"""The plan of pages in real Chromium: dragged by mouse and finger, moved by keys, undone; the form of a new issue."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, Route, expect

from articles.desk.plan import verbs
from articles.models import Issue
from tests.browser.conftest import PHONE
from tests.browser.looks import expect_no_side_scroll
from tests.browser.session import log_in
from tests.house import DAY, make_article, make_editor, make_issue, make_page_image

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def opened(new_context, live_server) -> Iterator[Callable[..., Page]]:
    """Opens an issue's plan as an editor; what the console complains of fails the test."""
    complaints: list[str] = []

    def open_plan(issue: Issue, **options: object) -> Page:
        page = new_context(**options).new_page()
        log_in(page, live_server.url, "editor")
        page.on("console", lambda m: complaints.append(m.text) if m.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(live_server.url + reverse("admin:articles_issue_plan", args=[issue.pk]))
        return page

    make_editor()
    yield open_plan
    assert [text for text in complaints if "409" not in text] == []  # Chromium tells of what was refused


@pytest.fixture
def issue(db) -> Issue:
    issue = make_issue(pages=6)
    make_article(issue, (1, 3), "江堤夜话")
    make_article(issue, (2,), "菜市清晨")
    make_page_image(issue.pages.get(sequence=3), 600, 860)
    return issue


def _sections(issue: Issue) -> list[str]:
    return list(issue.pages.order_by("sequence").values_list("section_name", flat=True))


def _ids(issue: Issue) -> list[int]:
    return list(issue.pages.order_by("sequence").values_list("pk", flat=True))


def _card(page: Page, pk: int) -> Locator:
    return page.locator(f'[data-page="{pk}"]')


def _seen(page: Page, ids: list[int]) -> None:
    expect(page.locator(".plan")).to_have_attribute("data-seen", ",".join(map(str, ids)))


def _middle(of: Locator, across: float = 0.5) -> tuple[float, float]:
    box = of.bounding_box()
    assert box is not None
    return box["x"] + box["width"] * across, box["y"] + min(box["height"] / 2, 60)


def test_a_page_is_dragged_by_mouse_and_the_drag_is_undone(opened, issue, faults_in_both_schemes):
    page = opened(issue)
    ids = _ids(issue)
    assert faults_in_both_schemes(page) == []
    page.emulate_media(color_scheme="light")
    x, y = _middle(_card(page, ids[3]).locator(".plan-face"))
    to = _middle(_card(page, ids[1]).locator(".plan-face"), 0.2)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 20, y + 5)
    expect(page.locator(".plan-lifted")).to_have_count(1)
    page.mouse.move(*to, steps=8)
    expect(page.locator(".plan-before")).to_have_count(1)
    page.mouse.up()
    moved = [ids[0], ids[3], ids[1], ids[2], *ids[4:]]
    _seen(page, moved)
    assert _ids(issue) == moved
    expect(_card(page, ids[3]).locator("h3")).to_have_text("第二版 副刊")  # its number followed
    assert page.url.endswith("/plan/")  # the drag followed no link
    page.get_by_role("button", name="撤销").click()
    _seen(page, ids)
    assert _ids(issue) == ids
    assert faults_in_both_schemes(page) == []


def test_escape_puts_a_lifted_page_down_where_it_was(opened, issue):
    page = opened(issue)
    ids = _ids(issue)
    page.mouse.move(*_middle(_card(page, ids[3]).locator(".plan-face")))
    page.mouse.down()
    page.mouse.move(*_middle(_card(page, ids[0]).locator(".plan-face")), steps=4)
    expect(page.locator(".plan-lifted")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(".plan-lifted")).to_have_count(0)
    page.mouse.up()
    _seen(page, ids)
    assert _ids(issue) == ids


def test_a_page_is_dragged_by_finger_on_a_phone(opened, issue, faults):
    page = opened(issue, viewport=PHONE, has_touch=True, is_mobile=True)
    ids = _ids(issue)
    expect_no_side_scroll(page)
    assert faults(page) == []
    finger = page.context.new_cdp_session(page)

    def touch(kind: str, *at: float) -> None:
        points = [{"x": at[0], "y": at[1]}] if at else []
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    handle = _card(page, ids[2]).locator("[data-handle]")
    handle.scroll_into_view_if_needed()
    x, y = _middle(handle)
    to = _middle(_card(page, ids[1]).locator(".plan-face"), 0.2)
    touch("touchStart", x, y)
    for n in range(1, 7):
        touch("touchMove", x + (to[0] - x) * n / 6, y + (to[1] - y) * n / 6)
    expect(page.locator(".plan-before")).to_have_count(1)
    touch("touchEnd")
    moved = [ids[0], ids[2], ids[1], *ids[3:]]
    _seen(page, moved)
    assert _ids(issue) == moved
    # A finger that rests on the picture lifts it.
    face = _card(page, ids[0]).locator(".plan-face")
    face.scroll_into_view_if_needed()
    x, y = _middle(face)
    touch("touchStart", x, y)
    expect(page.locator(".plan-lifted")).to_have_count(1)
    to = _middle(_card(page, ids[1]).locator(".plan-face"), 0.9)
    for n in range(1, 7):
        touch("touchMove", x + (to[0] - x) * n / 6, y + (to[1] - y) * n / 6)
    touch("touchEnd")
    moved = [ids[2], ids[1], ids[0], *ids[3:]]
    _seen(page, moved)
    # A finger that moves at once on the picture scrolls, and drags nothing.
    x, y = _middle(_card(page, ids[3]).locator(".plan-face"))
    touch("touchStart", x, y)
    touch("touchMove", x, y - 40)
    touch("touchMove", x, y - 90)
    expect(page.locator(".plan-lifted")).to_have_count(0)
    touch("touchEnd")
    _seen(page, moved)


def test_a_page_is_moved_by_keys_and_keeps_the_focus(opened, issue, viewport):
    page = opened(issue, viewport=viewport)
    ids = _ids(issue)
    later = _card(page, ids[1]).locator('[data-step="1"]')
    later.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-plan-said]")).to_contain_text("第4位，共6位")
    moved = [ids[0], ids[2], ids[3], ids[1], *ids[4:]]
    _seen(page, moved)
    assert _ids(issue) == moved
    expect(later).to_be_focused()
    page.keyboard.press("Home")
    _seen(page, [ids[1], ids[0], *ids[2:4], *ids[4:]])
    page.keyboard.press("Enter")  # the button itself
    _seen(page, ids)
    assert _ids(issue) == ids
    # Whoever goes on while the server still answers loses no step.
    held: list[Route] = []
    page.route("**/arrange/", lambda route: route.continue_() if held else held.append(route))
    first = _card(page, ids[0]).locator("[data-handle]")
    first.focus()
    with page.expect_request("**/arrange/"):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    held[0].continue_()
    moved = [ids[1], ids[2], ids[3], ids[0], *ids[4:]]
    _seen(page, moved)
    assert _ids(issue) == moved
    expect(first).to_be_focused()


def test_who_comes_second_is_told_and_sees_the_order_that_is(opened, issue):
    page = opened(issue)
    ids = _ids(issue)
    _card(page, ids[0]).locator('[data-step="1"]').wait_for()
    verbs.arrange(issue, ids[::-1], seen=ids, follow=True)
    _card(page, ids[2]).locator('[data-step="1"]').click()
    expect(page.locator(".plan-last.plan-failed")).to_contain_text("有人先动了")
    _seen(page, ids[::-1])
    assert _ids(issue) == ids[::-1]


def test_pages_come_and_go_and_get_names(opened, issue, viewport, faults):
    page = opened(issue, viewport=viewport)
    ids = _ids(issue)
    before = _sections(issue)
    _card(page, ids[1]).locator(".plan-more > summary").click()
    panel = _card(page, ids[1]).locator(".plan-more > div")
    expect(panel).to_be_in_viewport()
    expect_no_side_scroll(page)
    assert faults(page) == []
    panel.get_by_label("在此版前插入新版，版名").fill("特刊")
    panel.get_by_role("button", name="插入").click()
    expect(page.locator(".plan-card")).to_have_count(7)
    assert _sections(issue) == [before[0], "特刊", *before[1:]]
    new = _card(page, _ids(issue)[1])
    new.locator(".plan-more > summary").click()
    new.get_by_label("版名", exact=True).fill("号外")
    new.get_by_role("button", name="改名").click()
    expect(new.locator("h3")).to_have_text("第二版 号外")
    new.locator(".plan-more > summary").click()
    new.get_by_role("button", name="撤去此版").click()
    expect(page.locator(".plan-card")).to_have_count(6)
    page.get_by_role("button", name="撤销").click()
    expect(page.locator(".plan-card")).to_have_count(7)
    assert _sections(issue) == [before[0], "号外", *before[1:]]


def test_a_page_with_stories_asks_where_they_go(opened, issue, viewport, faults):
    page = opened(issue, viewport=viewport)
    second = _ids(issue)[1]
    _card(page, second).locator(".plan-more > summary").click()
    _card(page, second).get_by_role("button", name="撤去此版……").click()
    expect(page.locator("#content")).to_contain_text("菜市清晨")
    assert faults(page) == []
    expect_no_side_scroll(page)
    page.get_by_label("版上的内容移到").select_option(label="4 副刊")
    page.get_by_role("button", name="移过去，并撤去此版").click()
    expect(page.locator(".plan-card")).to_have_count(5)
    assert issue.articles.get(headline="菜市清晨").parts.get().page.section_name == "副刊"


def test_without_scripts_buttons_and_forms_do_it(opened, issue):
    page = opened(issue, java_script_enabled=False)
    ids = _ids(issue)
    expect(_card(page, ids[0]).locator("[data-handle]")).to_be_hidden()
    _card(page, ids[0]).get_by_role("button", name="后移").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert _ids(issue) == [ids[1], ids[0], *ids[2:]]
    page.get_by_role("button", name="撤销").click()
    _seen(page, ids)
    assert _ids(issue) == ids
    page.get_by_label("版，排在最后；版名").fill("专版")
    page.locator(".plan-add button").click()
    expect(page.locator(".plan-card")).to_have_count(len(ids) + 1)
    assert _sections(issue)[-1] == "专版"


def test_what_a_colleague_did_is_seen_after_a_while(opened, issue):
    page = opened(issue)
    ids = _ids(issue)
    verbs.arrange(issue, ids[::-1], seen=ids, follow=True)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    _seen(page, ids[::-1])


def test_a_new_issue_takes_one_form(opened, issue, live_server, viewport, faults_in_both_schemes):
    page = opened(issue, viewport=viewport)
    page.get_by_role("link", name="照此计划建下一期").click()
    expect(page.locator("#id_date")).to_have_value(str(DAY + datetime.timedelta(1)))
    assert faults_in_both_schemes(page) == []
    expect_no_side_scroll(page)
    page.locator("#id_pages").fill("8")
    expect(page.locator(".plan-rows tbody tr")).to_have_count(8)
    expect(page.locator('[name="page-8-number"]')).to_have_value("8")
    page.locator('[name="page-8-section_name"]').fill("广告")
    page.get_by_role("button", name="建这一期").click()
    expect(page.locator(".plan-card")).to_have_count(8)
    made = Issue.objects.exclude(pk=issue.pk).get()
    assert _sections(made)[5:] == [_sections(issue)[5], "", "广告"]


def test_another_day_brings_its_own_proposals(opened, issue, live_server):
    make_issue(date=DAY + datetime.timedelta(1), pages=2, sections=("周日要闻", "周日副刊"))
    page = opened(issue)
    page.goto(live_server.url + reverse("admin:articles_issue_new"))
    expect(page.locator(".plan-rows tbody tr")).to_have_count(2)
    page.locator("#id_date").fill(str(DAY + datetime.timedelta(7)))
    page.locator("#id_date").dispatch_event("change")
    expect(page.locator(".plan-rows tbody tr")).to_have_count(6)
    expect(page.locator('[name="page-1-section_name"]')).to_have_value("要闻")
    expect(page.locator("#id_pages")).to_have_value("6")
