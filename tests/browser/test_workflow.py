"""The desk's way in real Chromium: submitted, reviewed, taken back, withdrawn, corrected; at both sizes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from articles.desk import workflow
from articles.models import Article, Role
from tests.browser.looks import expect_no_side_scroll
from tests.browser.session import log_in
from tests.house import make_article, make_issue, make_user, published

pytestmark = [pytest.mark.browser, pytest.mark.both_databases, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def as_user(new_context, live_server) -> Callable[..., Page]:
    """A browser page in which a user of the role is logged in."""

    def make(role: Role, viewport: dict[str, int]) -> Page:
        make_user(role)
        page = new_context(viewport=viewport).new_page()
        log_in(page, live_server.url, str(role), "/desk/")
        return page

    return make


def _form(page: Page, live_server, article: Article) -> None:
    page.goto(live_server.url + reverse("admin:articles_article_change", args=[article.pk]))


def test_from_the_waiting_list_to_a_review_and_back(as_user, live_server, viewport, faults):
    article = make_article(make_issue(), headline="江堤夜话")
    workflow.submit(article, None, "请看导语。")
    page = as_user(Role.EDITOR, viewport)
    waiting = page.locator(".desk-waiting")
    expect(waiting).to_contain_text("请看导语。")
    assert faults(page) == []
    waiting.get_by_role("link", name="江堤夜话").click()
    panel = page.locator(".desk-handling")
    panel.get_by_label("附言").first.fill("改了两处。")
    panel.get_by_role("button", name="初审通过", exact=True).click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    panel.locator("summary", has_text="处理记录").click()
    expect(panel.locator(".desk-timeline")).to_contain_text("改了两处。")
    # Django's own choice of a column bears no name; all else on the form is ours to answer for.
    assert [fault for fault in faults(page) if "select2" not in fault] == []
    expect_no_side_scroll(page)
    panel.get_by_role("button", name="撤销").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    article.refresh_from_db()
    assert article.stage == "submitted"


def test_withdrawn_with_a_notice_and_restored(as_user, live_server, viewport, page, faults):
    issue = make_issue()
    article = make_article(issue, headline="江堤夜话")
    published(issue)
    desk = as_user(Role.DUTY_EDITOR, viewport)
    _form(desk, live_server, article)
    desk.locator(".desk-handling summary", has_text="撤下").click()
    desk.locator('.desk-handling textarea[name="notice"]').fill("本稿有误，已撤下。")
    desk.get_by_role("button", name="撤下", exact=True).click()
    expect(desk.locator(".messagelist .success")).to_be_visible()
    gone = page.goto(live_server.url + article.get_absolute_url())
    assert gone.status == 410
    expect(page.locator("main")).to_contain_text("本稿有误，已撤下。")
    assert faults(page) == []
    expect_no_side_scroll(page)
    desk.get_by_role("button", name="恢复", exact=True).click()
    expect(desk.locator(".messagelist .success")).to_be_visible()
    assert page.goto(live_server.url + article.get_absolute_url()).status == 200


def test_a_correction_is_asked_for_and_read(as_user, live_server, viewport, page, faults):
    issue = make_issue()
    issue.newspaper.shows_former_versions = True
    issue.newspaper.save()
    article = make_article(issue, headline="桥长三十米")
    published(issue)
    desk = as_user(Role.EDITOR, viewport)
    _form(desk, live_server, article)
    desk.fill("#id_headline", "桥长十三米")
    desk.locator('input[name="_continue"]').click()
    expect(desk.locator(".field-correction_notice .errorlist")).to_be_visible()
    desk.fill("#id_correction_notice", "标题“三十米”应为“十三米”。")
    desk.locator('input[name="_continue"]').click()
    expect(desk.locator(".messagelist .success")).to_be_visible()
    page.goto(live_server.url + article.get_absolute_url())
    page.locator('a[href="#corrections"]').click()
    expect(page.locator("#corrections")).to_be_in_viewport()
    assert faults(page) == []
    page.locator("#corrections a").click()
    expect(page.locator("h1")).to_have_text("桥长三十米")
    assert faults(page) == []
    page.goto(f"{live_server.url}/harbour-daily/corrections/")
    expect(page.locator(".correction-rows")).to_contain_text("应为")
    assert faults(page) == []
    expect_no_side_scroll(page)
