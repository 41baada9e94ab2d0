"""Fast entry in real Chromium: by keyboard alone, pasted and undone, kept over a closed browser, two windows, files."""

from __future__ import annotations

import base64
import time
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from articles.models import Article, Autosave, Person, Photo, Role
from tests.browser.looks import expect_no_side_scroll
from tests.browser.session import log_in
from tests.desk.entry.sending import STORY
from tests.house import make_article, make_issue, make_user, picture_file
from tests.imaging.test_photo_facts import XMP, photo

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PARAGRAPHS = (
    "三月的风吹过渡口，石板路上的雨水还没有干透。",
    "沿街三十二栋骑楼已经完成修缮，茶馆和书店陆续开张。",
)


@pytest.fixture
def at_desk(new_context, live_server) -> Callable[..., BrowserContext]:
    """A browser in which a user of the role is logged in; again the same user where asked again."""

    contexts: list[BrowserContext] = []

    def make(role: Role = Role.EDITOR, made: bool = False, **options: object) -> BrowserContext:
        if not made:
            make_user(role)
        context = new_context(**options)
        page = context.new_page()
        log_in(page, live_server.url, str(role))
        page.close()
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        for page in context.pages:
            page.goto("about:blank")  # what leaves the page keeps what was typed, once more
    time.sleep(0.4)  # and is answered before the rows are taken away


class Hands:
    """An editor's hands: counts what is pressed besides the text itself."""

    def __init__(self, page: Page) -> None:
        self.page, self.actions = page, 0

    def key(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.actions += 1

    def text(self, text: str) -> None:
        self.page.keyboard.insert_text(text)


def open_page(context: BrowserContext, url: str) -> tuple[Page, list[str]]:
    page, errors = context.new_page(), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(url)
    return page, errors


def paste(page: Page, text: str) -> None:
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.keyboard.press("Control+v")


def test_a_story_by_keyboard_alone(at_desk, live_server, capsys):
    target = make_issue().pages.get(sequence=2)
    known = Person.objects.create(newspaper=target.issue.newspaper, name="李清越", affiliation="港湾日报")
    context = at_desk(Role.REPORTER)
    page, errors = open_page(context, live_server.url + reverse("admin:write_new", args=[target.pk]))
    hands, begun = Hands(page), time.monotonic()
    expect(page.locator("#id_kicker")).to_be_focused()
    for text in ("城市更新进行时", "老街新生", "——老城改造一年记"):
        hands.text(text)
        hands.key("Enter")
    expect(page.locator("#id_byline")).to_be_focused()
    hands.text("本报记者 李")
    expect(page.locator("#id_byline-type-ahead [role=option]")).to_have_text("李清越 港湾日报 · 记者")
    hands.key("ArrowDown")
    hands.key("Enter")
    expect(page.locator("#id_byline")).to_have_value("本报记者 李清越 ")
    hands.text("通讯员 王一鸣")
    expect(page.locator("#entry-signed li")).to_have_count(2)
    expect(page.locator("#entry-signed .entry-known")).to_contain_text("李清越（港湾日报）")
    hands.key("Enter")
    hands.text("本报讯")
    hands.key("Enter")
    expect(page.locator("#id_body_new")).to_be_focused()
    hands.text(PARAGRAPHS[0])
    hands.key("Enter")
    hands.text(PARAGRAPHS[1])
    hands.key("Control+Enter")
    expect(page.locator(".messagelist .success")).to_be_visible()
    expect(page.locator("#id_kicker")).to_be_focused()
    seconds = time.monotonic() - begun
    with capsys.disabled():
        print(
            f"\nfast entry, typed: {hands.actions} actions besides the text, {seconds:.1f} s a story (by machine)"
        )
    article = Article.objects.get()
    assert (article.kicker, article.headline, article.deck) == (
        "城市更新进行时",
        "老街新生",
        "——老城改造一年记",
    )
    assert [(line.name, line.role) for line in article.bylines.order_by("order")] == [
        ("李清越", "reporter"),
        ("王一鸣", "correspondent"),
    ]
    assert article.bylines.get(name="李清越").person == known
    assert article.parts.get().body == "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    assert not Autosave.objects.filter(saved=False).exists()
    page.keyboard.insert_text("第二篇")
    page.keyboard.press("Control+Shift+Enter")
    expect(page.locator(".messagelist li").nth(1)).to_contain_text("送审")
    assert Article.objects.get(kicker="第二篇").stage == "submitted"
    assert errors == []


def test_a_pasted_story_is_split_and_the_split_undone(at_desk, live_server, capsys):
    target = make_issue().pages.first()
    context = at_desk(permissions=["clipboard-read", "clipboard-write"])
    page, errors = open_page(context, live_server.url + reverse("admin:write_new", args=[target.pk]))
    begun = time.monotonic()
    page.keyboard.press("Enter")
    paste(page, STORY)
    expect(page.locator("#id_kicker")).to_have_value("城市更新进行时")
    expect(page.locator("#id_headline")).to_have_value("老街新生 渡口不老")
    expect(page.locator("#id_byline")).to_have_value("本报记者 周望舒 通讯员 王一鸣")
    expect(page.locator(".entry-split")).to_contain_text("已拆分到")
    page.keyboard.press("Control+z")
    expect(page.locator("#id_kicker")).to_have_value("")
    expect(page.locator("#id_headline")).to_have_value(" ".join(STORY.split("\n")).strip())
    expect(page.locator(".entry-split")).to_be_hidden()
    page.fill("#id_headline", "早就有的标题")
    page.locator("#id_body_new").focus()
    paste(page, STORY)
    expect(page.locator("#id_kicker")).to_have_value("城市更新进行时")
    expect(page.locator("#id_headline")).to_have_value("早就有的标题")
    held = page.locator(".entry-split li")
    expect(held).to_contain_text("老街新生 渡口不老")
    held.get_by_role("button").click()
    expect(page.locator("#id_headline")).to_have_value("老街新生 渡口不老")
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist .success")).to_be_visible()
    with capsys.disabled():
        print(
            f"\nfast entry, pasted: 3 actions (Enter, Ctrl+V, Ctrl+S), {time.monotonic() - begun:.1f} s with the undo"
        )
    article = Article.objects.get()
    assert article.parts.get().body.startswith("<p>三月的风")
    assert [p.caption for p in Photo.objects.all()] == ["图为游客在骑楼下喝茶。"]
    assert errors == []


def test_a_paragraph_pasted_into_a_text_is_no_story(at_desk, live_server):
    article = make_article(make_issue(), bodies=["<p>原来的一段。</p>"])
    context = at_desk(permissions=["clipboard-read", "clipboard-write"])
    page, _errors = open_page(context, live_server.url + reverse("admin:write", args=[article.pk]))
    body = page.locator(".entry-body-field textarea")
    body.focus()
    page.keyboard.press("Control+End")
    paste(page, "\n补一段。\n再补一段。")
    expect(body).to_have_value("原来的一段。\n补一段。\n再补一段。")
    expect(page.locator(".entry-split")).to_be_hidden()


def test_what_was_typed_outlives_the_browser(at_desk, live_server):
    article = make_article(make_issue(), headline="江堤夜话")
    url = live_server.url + reverse("admin:write", args=[article.pk])
    context = at_desk()
    page, _errors = open_page(context, url)
    page.fill("#id_headline", "江堤夜话，还没写完")
    expect(page.locator(".entry-status")).to_contain_text("已暂存")
    context.close()
    assert article.history.count() == 1
    page, _errors = open_page(at_desk(made=True), url)
    offer = page.locator(".entry-offer")
    offer.locator("summary").click()
    expect(offer).to_contain_text("江堤夜话，还没写完")
    expect(page.locator("#id_headline")).to_have_value("江堤夜话")
    offer.get_by_role("link").click()
    expect(page.locator("#id_headline")).to_have_value("江堤夜话，还没写完")
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist .success")).to_be_visible()
    article.refresh_from_db()
    assert article.headline == "江堤夜话，还没写完"
    assert not Autosave.objects.exists()


def log_in_by_form(page: Page) -> None:
    page.fill("#id_username", str(Role.EDITOR))
    page.fill("#id_password", "ink-and-paper")
    page.click("input[type=submit]")


def test_saving_while_logged_out_stays_and_saves_after_a_login_in_another_window(at_desk, live_server):
    article = make_article(make_issue())
    context = at_desk()
    url = live_server.url + reverse("admin:write", args=[article.pk])
    page, errors = open_page(context, url)
    context.clear_cookies()
    page.fill("#id_headline", "写到一半退出了")
    page.keyboard.press("Control+s")
    away = page.locator(".entry-status.entry-away")
    expect(away).to_contain_text("已退出登录，所以没有发送")
    assert page.url == url
    with context.expect_page() as opened:
        away.get_by_role("link").click()
    log_in_by_form(opened.value)
    expect(opened.value.locator("#user-tools")).to_be_visible()
    page.keyboard.press("Control+s")  # at once, with the token of before the login
    expect(page.locator(".messagelist .success")).to_be_visible()
    article.refresh_from_db()
    assert article.headline == "写到一半退出了"
    assert not [key for key in page.evaluate("Object.keys(localStorage)") if key.startswith("entry:")]
    assert errors == []


def test_what_was_typed_while_logged_out_is_offered_after_the_login(at_desk, live_server):
    target = make_issue().pages.first()
    context = at_desk()
    url = live_server.url + reverse("admin:write_new", args=[target.pk])
    page, errors = open_page(context, url)
    page.fill("#id_headline", "甲")
    expect(page.locator(".entry-status")).to_contain_text("已暂存")
    context.clear_cookies()
    page.fill("#id_headline", "甲乙")
    page.keyboard.press("Control+s")
    expect(page.locator(".entry-status.entry-away")).to_be_visible()
    page.once("dialog", lambda dialog: dialog.accept())
    page.goto(url)
    log_in_by_form(page)
    waits = page.locator("#entry-waits")
    waits.locator("summary").click()
    expect(waits).to_contain_text("甲乙")
    waits.get_by_role("button").first.click()
    expect(page.locator("#id_headline")).to_have_value("甲乙")
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert Article.objects.get().headline == "甲乙"
    assert not [key for key in page.evaluate("Object.keys(localStorage)") if key.startswith("entry:")]
    assert not Autosave.objects.filter(saved=False).exists()
    assert errors == []


def test_the_way_back_after_saving_makes_no_second_story(at_desk, live_server):
    target = make_issue().pages.first()
    page, errors = open_page(at_desk(), live_server.url + reverse("admin:write_new", args=[target.pk]))
    page.fill("#id_headline", "返回键")
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist .success")).to_be_visible()
    page.go_back()
    expect(page.locator("#id_headline")).to_have_value("返回键")
    page.fill("#id_deck", "——又改了副题")
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist li")).to_be_visible()
    assert (Article.objects.get().headline, Article.objects.get().deck) == ("返回键", "——又改了副题")
    assert errors == []


def test_a_token_of_before_the_login_is_explained_and_the_text_is_one_step_back(at_desk, live_server):
    article = make_article(make_issue())
    context = at_desk(java_script_enabled=False)
    page, _errors = open_page(context, live_server.url + reverse("admin:write", args=[article.pk]))
    page.fill("#id_headline", "写了三百字")
    context.add_cookies([{"name": "csrftoken", "value": "x" * 32, "url": live_server.url}])
    page.locator('.entry-save button[value="save"]').click()
    expect(page.locator("h1")).to_have_text("没有保存")
    expect(page.locator("main")).to_contain_text("退回上一页")
    page.go_back()
    expect(page.locator("#id_headline")).to_have_value("写了三百字")


def test_two_windows_lose_nothing(at_desk, live_server, faults):
    article = make_article(make_issue(), headline="江堤夜话")
    url = live_server.url + reverse("admin:write", args=[article.pk])
    context = at_desk()
    first, _one = open_page(context, url)
    second, errors = open_page(context, url)
    first.fill("#id_headline", "第一窗的标题")
    expect(first.locator(".entry-status")).to_contain_text("已暂存")
    second.fill("#id_headline", "第二窗的标题")
    expect(second.locator(".entry-status")).to_contain_text("已暂存")
    assert {row.fields["headline"] for row in Autosave.objects.all()} == {"第一窗的标题", "第二窗的标题"}
    first.keyboard.press("Control+s")
    expect(first.locator(".messagelist .success")).to_be_visible()
    second.keyboard.press("Control+s")
    clash = second.locator(".entry-clash")
    expect(clash).to_contain_text("第一窗的标题")
    expect(clash).to_contain_text("第二窗的标题")
    assert faults(second) == []
    article.refresh_from_db()
    assert article.headline == "第一窗的标题"
    clash.get_by_label("采用对方的").check()
    expect(second.locator("#id_headline")).to_have_value("第一窗的标题")
    clash.get_by_label("采用对方的").uncheck()
    expect(second.locator("#id_headline")).to_have_value("第二窗的标题")
    second.locator("#id_headline").focus()
    second.keyboard.press("Control+s")
    expect(second.locator(".messagelist .success")).to_be_visible()
    article.refresh_from_db()
    assert article.headline == "第二窗的标题"
    assert errors == []


def test_picture_files_chosen_and_dropped(at_desk, live_server):
    article = make_article(make_issue())
    page, errors = open_page(at_desk(), live_server.url + reverse("admin:write", args=[article.pk]))
    page.set_input_files(
        "#id_pictures",
        [
            {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photo(xmp=XMP.encode())},
            {"name": "b.jpg", "mimeType": "image/jpeg", "buffer": b"no picture"},
        ],
    )
    expect(page.locator(".entry-failed")).to_contain_text("b.jpg")
    expect(page.locator(".entry-photo")).to_have_count(1)
    expect(page.locator(".entry-photo textarea").first).to_have_value("晨光里的渡口。")
    expect(page.locator(".entry-photo img")).to_have_js_property("complete", True)
    data = base64.b64encode(picture_file().read()).decode()
    drop = """data => {
      const all = new DataTransfer();
      all.items.add(new File([Uint8Array.from(atob(data), c => c.charCodeAt(0))], "c.jpg", {type: "image/jpeg"}));
      document.getElementById("entry").dispatchEvent(new DragEvent("drop", {dataTransfer: all, bubbles: true, cancelable: true}));
    }"""
    page.evaluate(drop, data)
    expect(page.locator(".entry-photo")).to_have_count(2)
    page.locator(".entry-photo textarea").nth(1).fill("江堤。")
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert list(Photo.objects.order_by("order").values_list("caption", flat=True)) == [
        "晨光里的渡口。",
        "江堤。",
    ]
    assert errors == []


def test_at_both_sizes_in_both_schemes(at_desk, live_server, viewport, faults_in_both_schemes):
    article = make_article(make_issue(), pages=[1, 3], bylines=["张三"])
    context = at_desk(viewport=viewport)
    for url in (
        reverse("admin:write", args=[article.pk]),
        reverse("admin:write_new", args=[article.parts.first().page_id]),
    ):
        page, errors = open_page(context, live_server.url + url)
        assert faults_in_both_schemes(page) == []
        expect_no_side_scroll(page)
        assert errors == []
    page.fill("#id_headline", "新桥")
    page.fill("#id_body_new", "\n".join(PARAGRAPHS * 8))
    body = page.locator("#id_body_new")
    assert body.evaluate("area => area.scrollHeight <= area.clientHeight + 2")  # it grows with its text
    page.locator('.entry-save button[value="save"]').click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def test_without_scripts(at_desk, live_server):
    target = make_issue().pages.first()
    context = at_desk(java_script_enabled=False)
    page, _errors = open_page(context, live_server.url + reverse("admin:write_new", args=[target.pk]))
    page.fill("#id_body_new", STORY)
    page.locator('.entry-save button[value="split"]').click()
    expect(page.locator("#id_headline")).to_have_value("老街新生 渡口不老")
    page.set_input_files("#id_pictures", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    page.locator('.entry-save button[value="save"]').click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert Article.objects.get().headline == "老街新生 渡口不老"
    assert Photo.objects.get().file
