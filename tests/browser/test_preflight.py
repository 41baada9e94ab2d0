"""Preflight in real Chromium: a finding's button leads to the very place, errors stop the sign-off, an override lets it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from articles.models import Article, Override, Role, Stage, WordEntry
from tests.browser.looks import expect_no_side_scroll, wait_until
from tests.browser.session import log_in
from tests.house import at_stage, make_article, make_issue, make_photo, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BODY = (
    "<p>本报讯（记者 周望舒）3月13日深夜，<strong>沙湾险工段</strong>的江堤上亮着手电。</p>"
    "<h3>水声</h3><p>护堤员老徐𠮷说，水务局备下【待核】吨砂石料,随时可用。</p>"
)
SELECTED = "text => getSelection().toString() === text"
FOCUSED = "id => document.activeElement?.id === id"
SELECTED_IN_FIELD = """() => {
  const field = document.activeElement;
  return [field.id, field.value.slice(field.selectionStart, field.selectionEnd)];
}"""


@pytest.fixture
def desk(new_context, live_server, viewport) -> Iterator[Callable[..., Page]]:
    """A browser page in which a duty editor is logged in; errors of its scripts fail the test."""
    errors: list[str] = []

    def make(**options: object) -> Page:
        make_user(Role.DUTY_EDITOR)
        page = new_context(viewport=viewport, **options).new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        log_in(page, live_server.url, "duty-editor")
        return page

    yield make
    assert errors == []


@pytest.fixture
def story() -> Article:
    issue = make_issue(pages=4)
    article = make_article(issue, (1, 3), "雨夜,守堤人", [BODY, "<p>天亮时水退了。</p>"], bylines=["周望舒"])
    article.parts.filter(order=1).update(printed_jump="（下转第四版）", printed_jump_page="4")
    make_photo(issue.pages.first(), article, "江堤,雨夜。", rights_holder="本报资料")
    return at_stage(article, Stage.FINAL_REVIEW)


def preflight_of(page: Page, live_server, article: Article) -> None:
    page.goto(live_server.url + reverse("admin:articles_article_preflight", args=[article.pk]))


def go(page: Page, words: str) -> None:
    page.locator(".desk-finding", has_text=words).get_by_role("link", name="前往修改").click()


def test_a_button_leads_to_the_place(desk, live_server, story, viewport):
    page = desk()
    preflight_of(page, live_server, story)
    go(page, "遗留字样")
    wait_until(page, SELECTED, "【待核】")
    assert page.evaluate("document.activeElement.isContentEditable")
    box = page.evaluate(
        "(() => { const at = getSelection().getRangeAt(0).getBoundingClientRect(); return [at.top, at.bottom]; })()"
    )
    assert 0 <= box[0] < box[1] <= viewport["height"]

    preflight_of(page, live_server, story)
    go(page, "雨夜,守堤人")
    wait_until(page, FOCUSED, "id_headline")
    assert page.evaluate(SELECTED_IN_FIELD) == ["id_headline", ","]

    preflight_of(page, live_server, story)
    go(page, "转版语不符")
    wait_until(page, FOCUSED, "id_parts-0-printed_jump")
    expect(page.locator("#id_parts-0-printed_jump")).to_be_in_viewport()

    preflight_of(page, live_server, story)
    go(page, "江堤,雨夜")
    wait_until(page, FOCUSED, "id_caption")
    assert page.evaluate(SELECTED_IN_FIELD) == ["id_caption", ","]
    expect_no_side_scroll(page)


def test_what_stops_the_sign_off_is_overridden(desk, live_server, story, faults_in_both_schemes):
    page = desk()
    page.goto(live_server.url + reverse("admin:articles_article_change", args=[story.pk]))
    panel = page.locator(".desk-handling")
    expect(panel.get_by_role("link", name="付印检查：2处错误")).to_be_visible()
    panel.get_by_role("button", name="签发", exact=True).click()
    expect(page).to_have_url(re.compile(r"/preflight/$"))
    expect(page.locator(".messagelist .error")).to_contain_text("2处错误")
    assert faults_in_both_schemes(page) == []
    expect_no_side_scroll(page)

    # by keyboard alone: both errors chosen, the reason written, the button pressed
    for box in page.get_by_role("checkbox", name="放行").all():
        box.focus()
        page.keyboard.press("Space")
    page.get_by_label("勾选的错误破例放行，理由").focus()
    page.keyboard.type("四版有同题图说；砂石料数字版面已留空。")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist .success")).to_be_visible()
    expect(page.locator("#overridden")).to_be_visible()
    expect(page.locator(".desk-override-why").first).to_contain_text("版面已留空")
    assert Override.objects.count() == 2
    assert faults_in_both_schemes(page) == []
    expect_no_side_scroll(page)

    page.get_by_role("link", name="回到表单").click()
    page.locator(".desk-handling").get_by_role("button", name="签发", exact=True).click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    story.refresh_from_db()
    assert story.stage == Stage.SIGNED_OFF


def test_it_works_without_scripts(desk, live_server, story):
    page = desk(java_script_enabled=False)
    preflight_of(page, live_server, story)
    page.locator('input[name="key"]').first.check()
    page.fill("#reason", "版面已留空。")
    page.get_by_role("button", name="破例放行").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    go(page, "雨夜,守堤人")
    expect(page.locator("#id_headline")).to_be_in_viewport()


def test_the_word_list(desk, live_server, story, faults):
    newspaper = story.issue.newspaper
    WordEntry.objects.create(newspaper=newspaper, kind="mistyped", word="沙湾险工", right="沙湾险工段")
    page = desk()
    page.goto(live_server.url + reverse("admin:articles_wordentry_changelist"))
    expect(page.get_by_role("link", name="导出 CSV")).to_be_visible()
    assert [fault for fault in faults(page) if "select2" not in fault] == []
    page.get_by_role("link", name="导入 CSV").click()
    upload = {"name": "words.csv", "mimeType": "text/csv", "buffer": "banned,砂石料\n".encode()}
    page.set_input_files("#id_file", upload)
    assert faults(page) == []
    expect_no_side_scroll(page)
    page.get_by_role("button", name="导入").click()
    expect(page.locator(".messagelist .success")).to_contain_text("新增1条")
    preflight_of(page, live_server, story)
    go(page, "禁用词")
    wait_until(page, SELECTED, "砂石料")
