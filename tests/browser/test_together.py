"""Two browsers at one story in real Chromium: who is here, taking over, and both texts put together."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from articles.models import Article, ArticlePart, Byline, Role, UnsavedText
from tests.browser.looks import expect_no_side_scroll, wait_until
from tests.browser.session import log_in
from tests.house import make_article, make_issue, make_user, make_zoned_picture

pytestmark = [pytest.mark.browser, pytest.mark.both_databases, pytest.mark.django_db(transaction=True)]

BODY = "<p>江水涨了三尺。</p><p>渡口的船靠了岸。</p><p>桥工说，今晚不收工。</p>"


@pytest.fixture
def as_user(new_context, live_server, viewport) -> Callable[..., Page]:
    """A browser of its own in which a user of the role is logged in."""

    def make(role: Role) -> Page:
        make_user(role)
        page = new_context(viewport=viewport).new_page()
        log_in(page, live_server.url, str(role), "/desk/")
        return page

    return make


def _open(page: Page, live_server, article: Article) -> None:
    page.goto(live_server.url + reverse("admin:articles_article_change", args=[article.pk]))


def _write(page: Page, old: str, new: str) -> None:
    """Change words of the first part in the rich-text editor, as its user does."""
    wait_until(page, "() => window.CKEDITOR?.instances['id_parts-0-body']?.status === 'ready'")
    page.evaluate(
        """([old, now]) => {
          const editor = CKEDITOR.instances["id_parts-0-body"];
          editor.setData(editor.getData().replace(old, now));
        }""",
        [old, new],
    )


def _save(page: Page) -> None:
    page.locator('input[name="_continue"]').click()


def test_two_browsers_lose_nothing(as_user, live_server, faults_in_both_schemes):
    article = make_article(make_issue(), headline="江堤夜话", bodies=[BODY], bylines=["林小满"])
    first, second = as_user(Role.EDITOR), as_user(Role.DUTY_EDITOR)
    _open(first, live_server, article)
    _open(second, live_server, article)
    expect(second.locator(".desk-company-line")).to_contain_text("editor")
    # Both change the first paragraph and the headline, each one more paragraph alone.
    first.fill("#id_headline", "江堤不眠夜")
    _write(first, "三尺", "四尺")
    _write(first, "今晚不收工", "今夜不收工")
    second.fill("#id_headline", "堤上夜话")
    _write(second, "三尺", "五尺")
    _write(second, "靠了岸", "都靠了岸")
    _save(second)
    expect(second.locator(".messagelist .success")).to_be_visible()
    _save(first)
    expect(first.locator(".desk-choose")).to_have_count(2)
    assert faults_in_both_schemes(first) == []
    expect_no_side_scroll(first)
    headline, paragraph = first.locator(".desk-choose").all()
    expect(headline.locator("ins").first).to_be_visible()
    headline.get_by_label("我的").check()
    paragraph.get_by_label("另写", exact=True).check()
    paragraph.locator("textarea").fill("江水涨了四五尺。")
    first.get_by_role("button", name="合并并保存").click()
    expect(first.locator(".messagelist .success")).to_be_visible()
    article.refresh_from_db()
    assert article.headline == "江堤不眠夜"
    assert article.parts.get().body == (
        "<p>江水涨了四五尺。</p><p>渡口的船都靠了岸。</p><p>桥工说，今夜不收工。</p>"
    )
    assert not UnsavedText.objects.exists()


def test_taken_over_while_writing(as_user, live_server):
    article = make_article(make_issue(), headline="江堤夜话", bodies=[BODY])
    first, second = as_user(Role.EDITOR), as_user(Role.DUTY_EDITOR)
    _open(first, live_server, article)
    _open(second, live_server, article)
    first.fill("#id_headline", "写到一半的标题")
    second.fill("#id_deck", "——接手的人已经写了的")
    second.get_by_role("button", name="接手").click()
    expect(second.locator(".desk-company-do")).to_be_hidden()
    expect(second.locator("#id_deck")).to_have_value("——接手的人已经写了的")
    first.evaluate("document.dispatchEvent(new Event('visibilitychange', {bubbles: true}))")  # a beat, now
    expect(first.locator(".desk-company-taken")).to_contain_text("接手")
    first.locator(".desk-company-taken a").click()
    expect(first.locator(".desk-merge-texts")).to_contain_text("写到一半的标题")
    first.get_by_role("button", name="合并并保存").click()
    expect(first.locator(".messagelist .success")).to_be_visible()
    article.refresh_from_db()
    assert article.headline == "写到一半的标题"


def test_saving_while_logged_out_leaves_the_form_where_it_is(as_user, live_server):
    article = make_article(make_issue(), headline="江堤夜话", bodies=[BODY])
    page = as_user(Role.EDITOR)
    _open(page, live_server, article)
    address = page.url
    page.context.clear_cookies()
    page.fill("#id_headline", "退出之后写的标题")
    _save(page)
    expect(page.locator(".desk-company-out")).to_contain_text("已退出登录，所以没有发送")
    assert page.url == address
    log_in(page, live_server.url, str(Role.EDITOR))
    _save(page)
    expect(page.locator(".messagelist .success")).to_be_visible()
    article.refresh_from_db()
    assert article.headline == "退出之后写的标题"


def test_without_scripts(new_context, live_server):
    article = make_article(make_issue(), headline="江堤夜话", bodies=[BODY])
    make_user(Role.EDITOR)
    page = new_context(java_script_enabled=False).new_page()
    log_in(page, live_server.url, str(Role.EDITOR), "/desk/")
    _open(page, live_server, article)
    Article.objects.filter(pk=article.pk).update(headline="他人所写")
    page.fill("#id_headline", "我所写")
    _save(page)
    page.get_by_label("我的").check()
    page.get_by_role("button", name="合并并保存").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    article.refresh_from_db()
    assert article.headline == "我所写"


def test_versions_compared_and_the_proof(as_user, live_server, faults_in_both_schemes):
    issue = make_issue()
    article = make_article(issue, headline="江堤夜话", bodies=[BODY], bylines=["林小满"])
    page_row = issue.pages.first()
    make_zoned_picture(page_row)
    for model in (Article, ArticlePart, Byline):
        model.history.update(history_date=timezone.now() - datetime.timedelta(hours=1))
    part = article.parts.get()
    part.zones = [[[0.5, 0.5], [0.9, 0.5], [0.9, 0.9], [0.5, 0.9]]]
    part.body = BODY.replace("三尺", "五尺")
    part.save()
    page = as_user(Role.EDITOR)
    page.goto(live_server.url + reverse("admin:articles_page_versions", args=[page_row.pk]))
    page.get_by_label("前：").last.check()
    page.get_by_role("button", name="对照").click()
    expect(page.locator("ins")).to_have_text("五")
    expect(page.locator(".desk-zone-old")).to_have_count(1)
    dashes = page.locator(".desk-zone-old").evaluate("path => getComputedStyle(path).strokeDasharray")
    assert dashes != "none"
    assert faults_in_both_schemes(page) == []
    expect_no_side_scroll(page)
    page.get_by_role("button", name="恢复").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert "三尺" in article.parts.get().body
    page.goto(live_server.url + reverse("admin:articles_page_proof", args=[page_row.pk]))
    expect(page.locator(".proof-headline")).to_have_text("江堤夜话")
    assert faults_in_both_schemes(page) == []
    expect_no_side_scroll(page)
    page.emulate_media(media="print")
    expect(page.locator("#header")).to_be_hidden()
    sizes = page.locator(".proof-text").evaluate_all("rows => rows.map(row => row.getClientRects().length)")
    assert set(sizes) == {1}


def test_the_kept_texts(as_user, live_server, faults):
    article = make_article(make_issue(), headline="江堤夜话", bodies=[BODY])
    page = as_user(Role.EDITOR)
    page.goto(f"{live_server.url}/desk/kept/")
    expect(page.locator(".desk-empty")).to_be_visible()
    _open(page, live_server, article)
    Article.objects.filter(pk=article.pk).update(headline="他人所写")
    page.fill("#id_headline", "我所写")
    _save(page)
    expect(page.locator(".desk-merge-texts")).to_be_visible()
    page.goto(f"{live_server.url}/desk/kept/")
    page.get_by_role("link", name="江堤夜话").click()
    expect(page.locator(".desk-kept")).to_contain_text("我所写")
    assert faults(page) == []
    page.get_by_role("button", name="丢弃").click()
    expect(page.locator(".desk-empty")).to_be_visible()
