"""The layout view in real Chromium: drawn by mouse, keyboard and finger, undone, saved, and jumps that appear."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from articles.geometry import bounds, corners, is_simple
from articles.interchange.text_layer import to_bytes
from articles.models import Article, ArticlePart, LeftOutText, PageText, Role
from articles.models import Page as NewsPage
from articles.records import LayerLine, TextLayer
from tests.browser.conftest import PHONE
from tests.browser.looks import expect_no_side_scroll
from tests.browser.session import log_in
from tests.house import make_article, make_editor, make_issue, make_page_image, make_photo, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TALL = {"width": 1280, "height": 1400}
"""The whole sheet is seen, so that a mouse reaches all of it."""
BODY = "<p>清晨六点，渡口的灯一盏一盏地熄了。</p><p>新桥通车以后，渡船还要再开一个月。</p>"


def line(text: str, x: float, y: float, em: float = 0.02) -> LayerLine:
    return LayerLine(text, tuple((x + n * em, y, x + (n + 1) * em, y + em) for n in range(len(text))))


@pytest.fixture
def paper(db) -> NewsPage:
    """A page with a picture and characters: a story with two zones, one without, a photo, an advertisement."""
    issue = make_issue()
    page = issue.pages.get(sequence=1)
    first = make_article(issue, headline="末班船", bodies=[BODY])
    first.parts.update(zones=[corners((0.1, 0.1, 0.3, 0.3)), corners((0.32, 0.1, 0.52, 0.3))])
    make_article(issue, headline="早市搬家")
    make_photo(page, first, zones=[corners((0.6, 0.1, 0.9, 0.3))])
    LeftOutText.objects.create(page=page, kind="advert", text="江畔书店开业")
    make_page_image(page)
    layer = TextLayer((
        line("夜航的灯", 0.1, 0.5, 0.05),
        line("渡船上的灯亮到半夜，老", 0.14, 0.56), line("周说这是最后一夜了。", 0.1, 0.58),
    ))  # fmt: skip
    PageText.objects.create(page=page, content=to_bytes(layer), characters=25)
    return page


@pytest.fixture
def open_layout(new_context, live_server) -> Callable[..., Page]:
    """Opens the layout view of a page as an editor; an error in a script or a complaint of the policy fails."""
    complaints: list[str] = []
    made: list[Page] = []

    def make(page: NewsPage, viewport: dict[str, int] = TALL, again: bool = False, **options: object) -> Page:
        if not again:
            make_editor()
        tab = new_context(viewport=viewport, **options).new_page()
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        tab.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        log_in(tab, live_server.url, "editor")
        show(tab, live_server, page)
        made.append(tab)
        return tab

    yield make
    assert [one for one in complaints if "409" not in one and "400" not in one] == []


def show(tab: Page, live_server, page: NewsPage) -> None:
    tab.goto(live_server.url + reverse("admin:articles_page_layout", args=[page.pk]))


def at(tab: Page, x: float, y: float) -> tuple[float, float]:
    """A place on the sheet, in shares of it, as a place on the screen."""
    box = tab.locator(".layout-zones").bounding_box()
    return box["x"] + x * box["width"], box["y"] + y * box["height"]


def drag(tab: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    tab.mouse.move(*start)
    tab.mouse.down()
    tab.mouse.move((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    tab.mouse.move(*end)
    tab.mouse.up()


def click(tab: Page, x: float, y: float) -> None:
    tab.mouse.click(*at(tab, x, y))


def save(tab: Page) -> None:
    tab.keyboard.press("Control+s")
    expect(tab.locator("[data-unsaved]")).to_have_text("")
    expect(tab.locator("[data-says]")).to_contain_text("已保存")


def zones(page: NewsPage, headline: str) -> list:
    return page.parts.get(article__headline=headline).zones


def zone_count(tab: Page, headline: str):
    return tab.locator(".layout-row", has_text=headline).locator("[data-count]").first


def near(box, wanted, by: float = 0.006) -> bool:
    return all(abs(one - other) <= by for one, other in zip(box, wanted, strict=True))


def test_drawn_by_mouse_undone_done_again_and_saved(open_layout, paper):
    tab = open_layout(paper)
    tab.get_by_role("link", name="早市搬家").click()
    tab.get_by_role("button", name="方框").click()
    drag(tab, at(tab, 0.1, 0.7), at(tab, 0.4, 0.8))
    expect(zone_count(tab, "早市搬家")).to_have_text("1块热区")
    expect(tab.locator("[data-unsaved]")).to_have_text("1处改动未保存")
    tab.keyboard.press("Control+z")
    expect(zone_count(tab, "早市搬家")).to_have_text("没有热区")
    tab.keyboard.press("Control+Shift+z")
    expect(zone_count(tab, "早市搬家")).to_have_text("1块热区")
    save(tab)
    expect(tab.locator("[data-unsaved]")).to_have_text("")
    (zone,) = zones(paper, "早市搬家")
    assert near(bounds(zone), (0.1, 0.7, 0.4, 0.8))
    # What is saved can still be undone.
    tab.get_by_role("button", name="撤销").click()
    save(tab)
    assert zones(paper, "早市搬家") == []


def test_moved_snapped_and_reshaped_by_mouse(open_layout, paper):
    tab = open_layout(paper)
    # To where its left edge is a little beside the text, onto which it snaps.
    drag(tab, at(tab, 0.2, 0.2), at(tab, 0.203, 0.65))
    click(tab, 0.2, 0.65)
    corner = tab.locator('[data-corner="2"]').bounding_box()
    drag(tab, (corner["x"] + 5, corner["y"] + 5), at(tab, 0.45, 0.9))
    save(tab)
    moved, other = zones(paper, "末班船")
    assert moved[0][0] == pytest.approx(0.1, abs=1e-4)
    assert near(bounds(moved), (0.1, 0.55, 0.45, 0.9))
    assert len(moved) == 4
    assert other == [list(point) for point in corners((0.32, 0.1, 0.52, 0.3))]


def test_a_polygon_by_clicks_and_one_that_crosses_itself(open_layout, paper):
    tab = open_layout(paper)
    tab.get_by_role("link", name="早市搬家").click()
    tab.keyboard.press("p")
    for x, y in ((0.6, 0.5), (0.9, 0.5), (0.9, 0.8), (0.75, 0.8), (0.75, 0.65), (0.6, 0.65)):
        click(tab, x, y)
    tab.keyboard.press("Enter")
    expect(zone_count(tab, "早市搬家")).to_have_text("1块热区")
    tab.keyboard.press("p")
    for x, y in ((0.1, 0.8), (0.3, 0.95), (0.3, 0.8), (0.1, 0.95)):
        click(tab, x, y)
    tab.keyboard.press("Enter")
    expect(tab.locator("[data-says]")).to_contain_text("不能自相交叉")
    save(tab)
    (zone,) = zones(paper, "早市搬家")
    assert len(zone) == 6


def test_all_by_keyboard(open_layout, paper):
    tab = open_layout(paper)
    tab.locator("[data-zone-id]").first.focus()
    for key, times in (("ArrowDown", 3), ("Control+ArrowRight", 2), ("Shift+ArrowDown", 2)):
        for _time in range(times):
            tab.keyboard.press(key)
    expect(tab.locator("[data-says]")).to_contain_text("左 10.2")
    save(tab)
    moved = bounds(zones(paper, "末班船")[0])
    assert moved[0] == pytest.approx(0.102, abs=1e-4)
    assert moved[1] > 0.1
    assert moved[3] - moved[1] > 0.2
    # Tab goes on to its corners after Enter; a corner moves alone.
    tab.locator("[data-zone-id]").first.focus()
    tab.keyboard.press("Enter")
    expect(tab.locator('[data-corner="0"]')).to_be_focused()
    tab.keyboard.press("ArrowUp")
    save(tab)
    assert bounds(zones(paper, "末班船")[0])[1] < moved[1]
    # One more zone, given to another story, and one deleted.
    tab.locator("[data-zone-id]").first.focus()
    tab.keyboard.press("n")
    tab.keyboard.press("g")
    expect(tab.locator("[data-owner-choice]")).to_be_focused()
    tab.locator("[data-owner-choice]").select_option(label="2 早市搬家")
    tab.locator("[data-zone-id]").first.focus()
    tab.keyboard.press("Delete")
    save(tab)
    assert (len(zones(paper, "末班船")), len(zones(paper, "早市搬家"))) == (1, 1)


def test_cut_and_joined(open_layout, paper):
    tab = open_layout(paper)
    click(tab, 0.2, 0.2)
    tab.keyboard.press("j")  # the other column of the story, over the gutter
    expect(zone_count(tab, "末班船")).to_have_text("1块热区")
    save(tab)
    (zone,) = zones(paper, "末班船")
    assert near(bounds(zone), (0.1, 0.1, 0.52, 0.3))
    assert is_simple(zone)
    tab.keyboard.press("c")
    drag(tab, at(tab, 0.05, 0.2), at(tab, 0.6, 0.22))
    expect(zone_count(tab, "末班船")).to_have_text("2块热区")
    click(tab, 0.2, 0.15)
    tab.keyboard.press("c")
    tab.keyboard.press("ArrowLeft")
    tab.keyboard.press("Enter")
    expect(zone_count(tab, "末班船")).to_have_text("3块热区")
    save(tab)
    assert len(zones(paper, "末班船")) == 3


def test_a_zone_is_given_by_dragging_it_onto_a_row_and_by_click(open_layout, paper):
    tab = open_layout(paper)
    row = tab.locator(".layout-row", has_text="早市搬家").bounding_box()
    drag(tab, at(tab, 0.42, 0.2), (row["x"] + 60, row["y"] + 12))
    expect(zone_count(tab, "早市搬家")).to_have_text("1块热区")
    click(tab, 0.75, 0.2)  # the photo's
    tab.locator(".layout-row", has_text="江畔书店").get_by_role("button", name="热区归它").click()
    save(tab)
    assert zones(paper, "早市搬家") == [[list(point) for point in corners((0.32, 0.1, 0.52, 0.3))]]
    assert paper.photos.get().zones == []
    assert len(paper.left_out.get().zones) == 1


def test_a_zone_becomes_a_story_with_its_text(open_layout, paper):
    tab = open_layout(paper)
    tab.keyboard.press("b")
    drag(tab, at(tab, 0.08, 0.48), at(tab, 0.5, 0.62))
    tab.keyboard.press("t")
    expect(tab.locator(".layout-row", has_text="夜航的灯").first).to_contain_text(
        "渡船上的灯亮到半夜，老周说"
    )
    article = Article.objects.get(headline="夜航的灯")
    assert len(article.parts.get().zones) == 1
    tab.keyboard.press("b")
    drag(tab, at(tab, 0.6, 0.7), at(tab, 0.8, 0.8))
    tab.keyboard.press("t")
    expect(tab.locator("[data-says]")).to_contain_text("没有印文字")
    assert Article.objects.count() == 3


def test_stories_change_places(open_layout, paper):
    tab = open_layout(paper)
    tab.get_by_role("button", name="上移：早市搬家").click()
    expect(tab.locator("[data-stories] [data-number]").first).to_have_text("1")
    expect(tab.locator("[data-stories] .layout-row").first).to_contain_text("早市搬家")
    save(tab)
    assert [part.article.headline for part in paper.parts.in_print_order()] == ["早市搬家", "末班船"]


def test_the_tail_is_dragged_to_another_page_and_both_jump_lines_appear(open_layout, paper, live_server):
    tab = open_layout(paper)
    row = tab.locator(".layout-row", has_text="末班船").first
    row.locator("summary").click()
    passage = row.locator('[data-block="1"]').bounding_box()
    tab.mouse.click(passage["x"] + 60, passage["y"] + 10)
    expect(row.locator("[data-cut]")).to_contain_text("起转版")
    # A zone that is not saved yet is saved on the way.
    click(tab, 0.42, 0.2)
    tab.keyboard.press("Delete")
    grip = row.get_by_role("button", name="拖到某版").bounding_box()
    target = tab.locator(".layout-strip [data-page]").nth(2).bounding_box()
    drag(tab, (grip["x"] + 20, grip["y"] + 10), (target["x"] + 30, target["y"] + 30))
    expect(tab.locator(".messagelist .success")).to_contain_text("现在转到第3版")
    front, tail = ArticlePart.objects.filter(article__headline="末班船").order_by("order")
    assert tail.page.sequence == 3
    assert len(front.zones) == 1
    assert tail.joins_as == "sentence"
    preview = f"{live_server.url}/preview/harbour-daily/2026-03-14/p"
    tab.goto(f"{preview}1/")
    expect(tab.locator("main")).to_contain_text("下转第三版")
    tab.goto(f"{preview}3/")
    expect(tab.locator("main")).to_contain_text("上接第一版")
    show(tab, live_server, tail.page)
    tab.get_by_role("button", name="接回第1版").click()
    expect(tab.locator(".messagelist .success")).to_be_visible()
    assert ArticlePart.objects.get(article__headline="末班船").body == BODY


def test_who_is_second_loses_nothing(open_layout, paper):
    one = open_layout(paper)
    two = open_layout(paper, again=True)
    click(one, 0.2, 0.2)
    one.keyboard.press("Delete")
    save(one)
    click(two, 0.75, 0.2)
    two.keyboard.press("ArrowDown")
    two.keyboard.press("Control+s")
    expect(two.locator("[data-conflict]")).to_contain_text("末班船")
    assert near(bounds(paper.photos.get().zones[0]), (0.6, 0.1, 0.9, 0.3), 1e-6)
    two.get_by_role("button", name="并入我的改动").click()
    expect(zone_count(two, "末班船")).to_have_text("1块热区")
    save(two)
    assert bounds(paper.photos.get().zones[0])[1] > 0.1
    assert len(zones(paper, "末班船")) == 1


def test_who_is_signed_out_loses_nothing(open_layout, paper, live_server):
    tab = open_layout(paper)
    tab.context.clear_cookies()
    click(tab, 0.2, 0.2)
    tab.keyboard.press("Delete")
    tab.keyboard.press("Control+s")
    expect(tab.locator("[data-says]")).to_contain_text("已退出登录，所以没有发送")
    assert len(zones(paper, "末班船")) == 2
    with tab.context.expect_page() as opened:
        tab.locator("[data-says]").get_by_role("link").click()
    assert "/login/" in opened.value.url
    # Somebody else's account takes nothing of it either.
    make_user(Role.EDITOR, "colleague")
    log_in(tab, live_server.url, "colleague")
    tab.keyboard.press("Control+s")
    expect(tab.locator("[data-says]")).to_contain_text("现在登录的是别人")
    assert len(zones(paper, "末班船")) == 2
    log_in(tab, live_server.url, "editor")
    save(tab)
    expect(tab.locator("[data-unsaved]")).to_have_text("")
    assert len(zones(paper, "末班船")) == 1


def test_a_blank_sheet_can_be_drawn_on(open_layout, paper):
    blank = paper.issue.pages.get(sequence=2)
    make_article(paper.issue, pages=(2,), headline="堤上来信")
    tab = open_layout(blank)
    tab.get_by_role("link", name="堤上来信").click()
    tab.keyboard.press("b")
    drag(tab, at(tab, 0.1, 0.1), at(tab, 0.5, 0.4))
    save(tab)
    assert near(bounds(zones(blank, "堤上来信")[0]), (0.1, 0.1, 0.5, 0.4))


def test_by_finger(open_layout, paper):
    tab = open_layout(paper, PHONE, has_touch=True)
    sheet = tab.locator(".layout-zones")
    sheet.scroll_into_view_if_needed()
    touch = tab.context.new_cdp_session(tab)

    def finger(*places: tuple[float, float]) -> None:
        kinds = ["touchStart", *["touchMove"] * (len(places) - 1)]
        for kind, (x, y) in zip(kinds, places, strict=True):
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
        touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    finger(at(tab, 0.2, 0.2))
    expect(tab.locator(".zone.is-selected")).to_have_count(1)
    for what in ("[data-owner-choice]", '[data-do="delete"]', "[data-snap]", '[data-do="redo"]'):
        expect(tab.locator(what)).to_be_in_viewport()  # what comes next is in sight, beside what is selected
    finger(at(tab, 0.2, 0.2), at(tab, 0.3, 0.3), at(tab, 0.5, 0.6), at(tab, 0.5, 0.65))
    expect(tab.locator("[data-unsaved]")).to_have_text("1处改动未保存")
    tab.locator('[data-do="save"]').tap()
    expect(tab.locator("[data-says]")).to_contain_text("已保存")
    assert bounds(zones(paper, "末班船")[0])[1] > 0.5


def test_without_scripts_order_and_jumps_are_forms(open_layout, paper, viewport):
    tab = open_layout(paper, viewport, java_script_enabled=False)
    tab.get_by_role("button", name="上移：早市搬家").click()
    expect(tab.locator(".layout-row").first).to_contain_text("早市搬家")
    assert [part.article.headline for part in paper.parts.in_print_order()] == ["早市搬家", "末班船"]
    row = tab.locator(".layout-row", has_text="末班船").first
    row.locator("summary").click()
    row.get_by_label("新桥通车以后").check()
    row.get_by_label("转到").select_option(label="第4版 副刊")
    row.get_by_role("button", name="转版").click()
    expect(tab.locator(".messagelist .success")).to_be_visible()
    assert ArticlePart.objects.filter(article__headline="末班船", page__sequence=4).exists()


def test_no_barrier_and_no_wider_than_the_screen(open_layout, paper, viewport, faults_in_both_schemes):
    tab = open_layout(paper, viewport)
    tab.locator(".layout-zones").scroll_into_view_if_needed()
    click(tab, 0.2, 0.2)
    tab.locator(".layout-more summary").first.click()
    assert faults_in_both_schemes(tab) == []
    expect_no_side_scroll(tab)


def test_a_zone_dragged_to_another_page_takes_the_tail_along(open_layout, paper, live_server):
    part = paper.parts.get(article__headline="末班船")
    layer = TextLayer((line("清晨六点，渡口", 0.11, 0.2), line("新桥通车以后，", 0.34, 0.2)))
    PageText.objects.filter(page=paper).update(content=to_bytes(layer))
    tab = open_layout(paper)
    target = tab.locator(".layout-strip [data-page]").nth(1).bounding_box()
    place = target["x"] + 30, target["y"] + 30
    drag(tab, at(tab, 0.2, 0.2), place)
    expect(tab.locator("[data-says]")).to_contain_text("第一块热区留在本版")
    drag(tab, at(tab, 0.42, 0.2), place)
    expect(tab.locator(".messagelist .success")).to_contain_text("现在转到第2版")
    tail = ArticlePart.objects.get(article__headline="末班船", order=2)
    assert tail.body.startswith("<p>新桥通车")
    assert len(tail.zones) == len(ArticlePart.objects.get(pk=part.pk).zones) == 1


def test_a_story_dragged_over_another_takes_its_place(open_layout, paper):
    tab = open_layout(paper)
    tags = tab.locator("[data-stories] [data-number]")
    first, second = tags.first.bounding_box(), tags.nth(1).bounding_box()
    drag(tab, (second["x"] + 8, second["y"] + 8), (first["x"] + 8, first["y"] + 8))
    expect(tab.locator("[data-stories] .layout-row").first).to_contain_text("早市搬家")
    tab.keyboard.press("Control+z")
    expect(tab.locator("[data-stories] .layout-row").first).to_contain_text("末班船")


def test_who_may_only_look_sees_the_zones_and_no_tools(new_context, live_server, paper):
    make_user(Role.REPORTER)
    tab = new_context(viewport=TALL).new_page()
    complaints: list[str] = []
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    log_in(tab, live_server.url, "reporter")
    show(tab, live_server, paper)
    drag(tab, at(tab, 0.2, 0.2), at(tab, 0.2, 0.6))
    tab.keyboard.press("Delete")
    tab.keyboard.press("b")
    expect(tab.locator("[data-zone-id]")).to_have_count(3)
    expect(tab.locator('[data-tool="box"], [data-do="save"], .layout-order, .layout-jump')).to_have_count(0)
    assert complaints == []


SHAPES = """async () => {
  const { cut, united, area, isSimple, corners } = await import("/static/js/layout/shapes.js");
  const faults = [];
  const wants = (is, what) => is || faults.push(what);
  const L = [[0, 0], [400, 0], [400, 200], [200, 200], [200, 400], [0, 400]];
  const U = [[0, 0], [100, 0], [100, 300], [300, 300], [300, 0], [400, 0], [400, 400], [0, 400]];
  const sum = (pieces) => pieces.reduce((all, one) => all + area(one), 0);
  let n = 7;
  const chance = () => (n = (n * 16807) % 2147483647) / 2147483647;
  for (let turn = 0; turn < 300; turn++) {
    const shape = turn % 2 ? L : U;
    const [a, b] = [[chance() * 400, chance() * 400], [chance() * 400, chance() * 400]];
    const pieces = cut(shape, a, b);
    if (!pieces.length) continue;
    wants(pieces.every(isSimple), `a piece of cut ${turn} is not simple`);
    wants(Math.abs(sum(pieces) - area(shape)) < 40, `cut ${turn} loses ground: ${sum(pieces)} of ${area(shape)}`);
    const [x, y, w, h] = [chance() * 300, chance() * 300, 20 + chance() * 200, 20 + chance() * 200];
    const box = corners([x, y, x + w, y + h]);
    const whole = united(shape, box);
    if (whole) {
      wants(isSimple(whole), `union ${turn} is not simple`);
      wants(area(whole) + 1 > Math.max(area(shape), area(box)), `union ${turn} is smaller than its parts`);
    }
  }
  wants(cut(U, [-10, 200], [500, 200]).length === 3, "the two arms of a U come off its foot");
  wants(cut(L, [900, 0], [900, 100]).length === 0, "a line beside cuts nothing");
  const over = united(corners([0, 0, 100, 300]), corners([115, 0, 215, 200]));
  wants(over && isSimple(over) && Math.abs(area(over) - (30000 + 20000 + 15 * 200)) < 300, "a gutter is bridged");
  wants(united(corners([0, 0, 100, 100]), corners([300, 0, 400, 100])) === null, "too far");
  wants(united(corners([0, 0, 100, 100]), corners([110, 110, 200, 200])) === null, "across a corner");
  wants(united(U, corners([0, -50, 400, 0])) === null, "what would have a hole");
  return faults;
}"""


def test_shapes_are_cut_and_joined_without_a_loss(open_layout, paper):
    assert open_layout(paper).evaluate(SHAPES) == []


def test_what_is_done_while_it_is_being_saved_is_not_taken_for_saved(open_layout, paper):
    tab = open_layout(paper)
    held: list = []
    tab.route("**/layout/save/", lambda route: held.append(route))
    click(tab, 0.2, 0.2)
    tab.keyboard.press("Delete")
    tab.keyboard.press("Control+s")
    expect(tab.locator("[data-says]")).to_contain_text("正在保存")
    for key in ("Escape", "Escape", "b"):
        tab.keyboard.press(key)
    drag(tab, at(tab, 0.6, 0.7), at(tab, 0.8, 0.8))  # nobody's
    held.pop().continue_()
    tab.unroute_all()
    expect(tab.locator("[data-says]")).to_contain_text("已保存")
    expect(tab.locator("[data-unsaved]")).to_have_text("1处改动未保存")
    assert LeftOutText.objects.count() == 1
    save(tab)
    expect(tab.locator("[data-unsaved]")).to_have_text("")
    assert len(LeftOutText.objects.order_by("-pk").first().zones) == 1
    # Now it has an owner of its own: saved once more it is not made twice.
    click(tab, 0.7, 0.75)
    tab.keyboard.press("ArrowDown")
    save(tab)
    assert LeftOutText.objects.count() == 2
