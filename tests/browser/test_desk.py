"""The desk in real Chromium: the policy kept, the rich text editor, choices, popups, the import form."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from articles.desk import import_page
from articles.models import Article, Byline, Column, Issue, Join, LeftOutText, Person, PhotoCredit
from articles.records import ArticleDraft, Block, LeftOut, PageDraft
from tests.browser.looks import expect_no_side_scroll, wait_until
from tests.browser.session import log_in
from tests.house import make_article, make_editor, make_issue, make_newspaper, make_photo

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def options() -> dict[str, object]:
    """How the browser is set up."""
    return {}


@pytest.fixture
def desk(new_context, options, live_server) -> Iterator[Page]:
    """A browser page in which an editor is logged in; what the console complains of fails the test."""
    page = new_context(**options).new_page()
    _log_in(page, live_server)
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    assert not complaints


def _log_in(page: Page, live_server) -> None:
    make_editor()
    log_in(page, live_server.url, "editor", "/desk/")


@pytest.fixture
def issue(db) -> Issue:
    return make_issue()


def _go(page: Page, live_server, name: str, *args: object, query: str = "") -> None:
    page.goto(f"{live_server.url}{reverse(f'admin:{name}', args=args)}{query}")


def _editors_ready(page: Page, count: int) -> None:
    wait_until(
        page,
        "n => window.CKEDITOR"
        " && Object.values(CKEDITOR.instances).filter(e => e.status === 'ready').length === n",
        count,
    )


def test_bodies_are_edited_in_the_editor_and_saved(desk, live_server, issue):
    article = make_article(issue, (1, 3))
    _go(desk, live_server, "articles_article_change", article.pk)
    _editors_ready(desk, 2)
    body = desk.locator("#cke_id_parts-0-body [contenteditable=true]")
    body.click()
    desk.keyboard.press("Control+End")
    desk.keyboard.press("Enter")
    desk.keyboard.type("天亮了。")
    desk.keyboard.press("Control+A")
    desk.locator("#cke_id_parts-0-body .cke_button__bold").click()
    desk.locator('input[name="_save"]').click()
    expect(desk.locator(".messagelist .success")).to_be_visible()
    first, second = article.parts.order_by("order")
    assert "天亮了。" in first.body
    assert first.body.startswith("<p><strong>")
    assert second.body == "<p>渡口新桥通车的第2段，写在第3版。</p>"  # untouched, and byte for byte the same


def test_a_part_added_in_the_form_has_its_editor(desk, live_server, issue):
    _go(desk, live_server, "articles_article_add", query=f"?issue={issue.pk}")
    _editors_ready(desk, 1)
    desk.fill("#id_headline", "春汛前夜")
    desk.locator("#parts-group .add-row a").click()
    _editors_ready(desk, 2)
    for at, (sequence, text) in enumerate([(1, "夜里。"), (3, "天亮。")]):
        desk.select_option(f"#id_parts-{at}-page", str(issue.pages.get(sequence=sequence).pk))
        desk.locator(f"#cke_id_parts-{at}-body [contenteditable=true]").click()
        desk.keyboard.type(text)
    desk.locator('input[name="_save"]').click()
    expect(desk.locator(".messagelist .success")).to_be_visible()
    parts = Article.objects.get().parts.order_by("order")
    assert [(part.page.sequence, part.body) for part in parts] == [(1, "<p>夜里。</p>"), (3, "<p>天亮。</p>")]


def test_pasted_html_is_filtered_as_it_comes_in(desk, live_server, issue):
    article = make_article(issue)
    _go(desk, live_server, "articles_article_change", article.pk)
    _editors_ready(desk, 1)
    desk.evaluate(
        """() => CKEDITOR.instances['id_parts-0-body'].insertHtml(
            '<p onclick="window.hit=1" style="color:red">贴<b>入</b></p><script>window.hit=1</script>' +
            '<img src="x" onerror="window.hit=1"><a href="javascript:window.hit=1">链</a><h3>小题</h3>')"""
    )
    inside = desk.evaluate("() => CKEDITOR.instances['id_parts-0-body'].getData()")
    for gone in ("script", "onclick", "onerror", "style", "<img", "<a "):
        assert gone not in inside, inside
    desk.locator('input[name="_save"]').click()
    expect(desk.locator(".messagelist .success")).to_be_visible()
    assert desk.evaluate("() => window.hit") is None
    body = article.parts.get().body
    assert "<strong>入</strong>" in body
    assert "<h3>小题</h3>" in body


def test_a_person_is_found_by_typing(desk, live_server, issue):
    article = make_article(issue, bylines=["周望舒"])
    Byline.objects.create(article=article, name="周望舒", order=2)
    _go(desk, live_server, "articles_article_change", article.pk)
    desk.locator("#bylines-1 .select2-selection").click()
    desk.locator(".select2-search__field").fill("周望")
    desk.locator(".select2-results__option", has_text="周望舒").click()
    desk.locator('input[name="_save"]').click()
    expect(desk.locator(".messagelist .success")).to_be_visible()
    assert {line.person.name for line in article.bylines.all()} == {"周望舒"}


def test_a_person_is_added_in_a_popup(desk, live_server, issue):
    article = make_article(issue)
    line = Byline.objects.create(article=article, name="沈渡")
    _go(desk, live_server, "articles_byline_change", line.pk)
    with desk.expect_popup() as opened:
        desk.locator("#add_id_person").click()
    popup = opened.value
    popup.locator(".select2-selection").click()
    popup.locator(".select2-results__option", has_text="港湾日报").click()
    popup.fill("#id_name", "沈渡")
    with popup.expect_event("close"):  # awaited from before the click: a popup may be gone at once
        popup.locator('input[name="_save"]').click()
    desk.locator('input[name="_save"]').click()
    expect(desk.locator(".messagelist .success")).to_be_visible()
    line.refresh_from_db()
    assert line.person.name == "沈渡"


def test_the_calendar_writes_a_date(desk, live_server, issue):
    photo = make_photo(issue.pages.first())
    _go(desk, live_server, "articles_photo_change", photo.pk)
    desk.locator(".field-permitted_until .datetimeshortcuts a").first.click()
    assert desk.input_value("#id_permitted_until")


def test_the_action_publishes_and_the_button_too(desk, live_server, issue):
    other = make_issue(edition=2)
    _go(desk, live_server, "articles_issue_changelist")
    desk.locator(f'input.action-select[value="{issue.pk}"]').check()
    desk.select_option('select[name="action"]', "publish_at_once")
    desk.locator('button[name="index"]').click()
    expect(desk.locator(".messagelist .success")).to_be_visible()
    _go(desk, live_server, "articles_issue_change", other.pk)
    desk.locator('.desk-steps button[formaction$="publish-at-once/"]').click()
    expect(desk.locator(".messagelist .success")).to_be_visible()
    assert Issue.objects.published().count() == 2


def test_a_jump_is_joined_by_keyboard(desk, live_server, issue):
    front, tail = make_article(issue, (1,), "春汛前夜"), make_article(issue, (3,), "堤上一夜")
    front.parts.update(printed_jump="（下转第三版）", printed_jump_page="3")
    tail.parts.update(printed_continuation="（上接第一版）", printed_continuation_page="1")
    _go(desk, live_server, "articles_issue_jumps", issue.pk)
    desk.select_option('select[name="tail"]', str(tail.parts.get().pk))
    desk.locator(".desk-row-open_out button").focus()
    desk.keyboard.press("Enter")
    expect(desk.locator(".desk-state-joined")).to_be_visible()
    assert Join.objects.get().state == "joined"
    desk.locator(".desk-row-joined button").click()
    expect(desk.locator(".desk-state-undone")).to_be_visible()


@pytest.fixture
def full(issue) -> list[str]:
    """An issue with all that a desk meets; every kind of page that then has something to show."""
    front = make_article(issue, (1,), "春汛前夜", bylines=["周望舒"])
    front.parts.update(printed_jump="（下转第三版）", printed_jump_page="3")
    make_article(issue, (3,), "堤上").parts.update(
        printed_continuation="（上接第一版）", printed_continuation_page="1"
    )
    page = issue.pages.first()
    photo = make_photo(page, front)
    credit = PhotoCredit.objects.create(photo=photo, name="周望舒", role="photographer")
    column = Column.objects.create(newspaper=issue.newspaper, name="江边话", slug="column")
    left_out = LeftOutText.objects.create(page=page, kind="unknown", text="停水通知")
    rows = (issue, page, front, photo, front.bylines.get(), credit, column, left_out, issue.newspaper)
    nouns = [(row._meta.model_name, row.pk) for row in (*rows, Person.objects.get())]
    return [
        "",
        "import-page/",
        "articles/article/add/",
        f"articles/article/add/?issue={issue.pk}",
        f"articles/article/{front.pk}/history/",
        f"articles/article/{front.pk}/delete/",
        f"articles/issue/{issue.pk}/jumps/",
        "articles/issue/add/",
        "articles/join/",
        *(f"articles/{noun}/" for noun, _pk in nouns),
        *(f"articles/{noun}/{pk}/change/" for noun, pk in nouns),
        "auth/user/",
        "password_change/",
    ]


TOO_SMALL = """() => [
    ...[...document.querySelectorAll("#changelist :is(#searchbar, #toolbar [type=submit], .actions :is(.button, select))")]
        .filter((one) => one.offsetHeight < 44),
    ...[...document.querySelectorAll("#result_list :is(td, th):not(.action-checkbox)")]
        .filter((one) => one.offsetHeight && one.offsetWidth < 2 * parseFloat(getComputedStyle(one).fontSize)),
].map((one) => one.outerHTML.slice(0, 120))"""
"""On a phone: what a finger misses in a list, and cells that have room for a character a line."""


@pytest.mark.parametrize("prefix", ["", "/en"], ids=["zh", "en"])
def test_every_kind_of_page_keeps_the_policy_and_the_width(desk, live_server, full, prefix):
    """The fixture fails on what the console complains of."""
    for path in full:
        desk.goto(f"{live_server.url}{prefix}/desk/{path}")
        if "article/" in path and ("change" in path or "?issue" in path):
            _editors_ready(desk, 1)
        for width in (2560, 1280, 768, 390, 320):
            desk.set_viewport_size({"width": width, "height": 900})
            expect_no_side_scroll(desk)
        assert desk.evaluate(TOO_SMALL) == [], path


def test_no_page_has_a_serious_fault(new_context, live_server, full, faults_in_both_schemes):
    page = new_context().new_page()  # not `desk`: axe itself offends against the policy
    _log_in(page, live_server)
    for path in full:
        page.goto(f"{live_server.url}/desk/{path}")
        if "article/" in path and ("change" in path or "?issue" in path):
            _editors_ready(page, 1)
        assert faults_in_both_schemes(page) == [], path


class TestWithoutScripts:
    """The import form in a browser that runs none."""

    @pytest.fixture
    def options(self):
        return {"java_script_enabled": False}

    def test_a_page_is_read_corrected_and_saved(self, desk, live_server, monkeypatch):
        make_newspaper()
        draft = PageDraft(
            number="1",
            articles=(
                ArticleDraft(headline="春汛前夜", body=(Block("paragraph", "堤脚。"),), doubts=("a doubt",)),
                ArticleDraft(headline="广告一则", body=(Block("paragraph", "买一送一。"),)),
            ),
            left_out=(LeftOut("unknown", "停水通知\n今夜停水。"),),
        )
        monkeypatch.setattr(import_page, "read_page", lambda text: draft)
        _go(desk, live_server, "import_page")
        desk.fill("#id_number", "1")
        desk.fill("#id_text", "任何文字")
        desk.locator("form.desk-form .submit-row button").click()
        expect(desk.locator(".desk-doubts")).to_have_text("a doubt")
        desk.fill("#id_a-0-headline", "春汛之夜")
        desk.locator("#id_a-0-headline").press("Enter")  # shows again, presses no other button
        expect(desk.locator("#id_a-0-headline")).to_have_value("春汛之夜")
        expect(desk.locator("fieldset.desk-proposal")).to_have_count(2)
        desk.locator('button[value="drop-1"]').click()
        expect(desk.locator("fieldset.desk-proposal")).to_have_count(1)
        desk.locator('button[value="promote-0"]').click()
        expect(desk.locator("#id_a-1-headline")).to_have_value("停水通知")
        desk.locator('button[value="save"]').click()
        expect(desk.locator(".desk-report")).to_have_text(re.compile("2"))
        assert set(Article.objects.values_list("headline", flat=True)) == {"春汛之夜", "停水通知"}
