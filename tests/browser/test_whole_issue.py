"""An issue from its PDFs to its readers, by mouse and keyboard alone: what the desk is for, in one go.

An editor imports the demo's second issue, corrects and lays it out, preflights and submits it; three others
review it; it is signed off, published and read. Run with -s to see how many actions and seconds it took.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from articles.desk import tasks
from articles.models import Article, Handling, Issue, Job, JobPage, Role
from tests.house import make_newspaper, make_user

pytestmark = [pytest.mark.browser, pytest.mark.both_databases, pytest.mark.django_db(transaction=True)]
PEOPLE = {"zhou": Role.EDITOR, "lin": Role.EDITOR, "fang": Role.EDITOR, "shen": Role.DUTY_EDITOR}
DEMO = Path(__file__).resolve().parents[2] / "demo" / "issues" / "2026-03-15"


class Person:
    """Somebody at the desk in a browser of their own, whose actions are counted: clicks, keys, filled fields."""

    def __init__(self, tab: Page) -> None:
        self.tab = tab
        self.actions = 0

    def click(self, what: Locator) -> None:
        self.actions += 1
        what.click()

    def press(self, keys: str) -> None:
        self.actions += 1
        self.tab.keyboard.press(keys)

    def fill(self, field: Locator, text: str) -> None:
        self.actions += 1
        field.fill(text)

    def follow(self, name: str, within: Locator | None = None) -> None:
        """A link by its words."""
        self.click((within or self.tab.locator("#main")).get_by_role("link", name=name, exact=True).first)

    def push(self, name: str, within: Locator | None = None) -> None:
        """A button by its words."""
        self.click((within or self.tab.locator("#main")).get_by_role("button", name=name, exact=True).first)

    def is_told(self, text: str = "") -> None:
        said = self.tab.locator(".messagelist .success").last
        expect(said).to_be_visible()
        expect(said).to_contain_text(text)


@pytest.fixture
def at_the_desk(new_context, live_server, settings) -> Callable[[str], Person]:
    """Logs somebody in. A fault in a script or a complaint of the policy fails the test.

    All are known from the beginning: in the tests' SQLite a row cannot be written here while a page is answered.
    """
    make_newspaper("linjiang-daily", "临江日报")
    for name, role in PEOPLE.items():
        make_user(role, name)
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    complaints: list[str] = []

    def log_in(name: str) -> Person:
        tab = new_context(viewport={"width": 1280, "height": 1000}).new_page()
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        tab.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        tab.goto(f"{live_server.url}/desk/login/")
        tab.fill("#id_username", name)
        tab.fill("#id_password", "ink-and-paper")
        tab.click("input[type=submit]")
        expect(tab.locator("#user-tools")).to_be_visible()
        return Person(tab)

    yield log_in
    assert complaints == []


def work_off() -> None:
    """What the worker beside does."""
    tasks.plan_task.call(Job.objects.get().pk)
    for row in JobPage.objects.filter(state=JobPage.State.WAITING):
        tasks.page_task.call(row.pk)


def test_from_the_pdfs_to_the_reader(at_the_desk, live_server, new_context):
    begun = time.monotonic()
    editor = at_the_desk("zhou")
    enter(editor)
    correct(editor)
    lay_out(editor)
    check(editor)
    editor.follow("回到表单")
    handling = editor.tab.locator(".desk-handling")
    editor.push("送审", handling)
    editor.is_told()
    people = [editor]
    for name, steps in (
        ("lin", ["初审通过"]),
        ("fang", ["复审通过"]),
        ("shen", ["终审通过", "签发", "发布"]),
    ):
        reviewer = at_the_desk(name)
        people.append(reviewer)
        waiting = reviewer.tab.locator(".desk-waiting")
        reviewer.click(waiting.locator("a", has_text="临江日报 2026年3月15日").first)
        for step in steps:
            reviewer.push(step, reviewer.tab.locator(".desk-handling"))
            reviewer.is_told()
    seconds = time.monotonic() - begun
    for person in people:
        person.tab.close()
    issue = Issue.objects.get()
    stories = Article.objects.standing().published().count()
    actions = sum(person.actions for person in people)
    print(f"\n{stories} stories, {actions} actions, {seconds:.0f} s: {seconds / stories:.1f} s a story")
    assert issue.is_published
    assert Article.objects.get(headline="首班车上，坐了三十七个人").deck == "加挂一辆"
    assert stories == Article.objects.standing().count() > 15
    hands = Handling.objects.of(issue).exclude(user=None).values_list("user__username", flat=True)
    assert set(hands) == set(PEOPLE)
    read(new_context().new_page(), live_server.url)


def enter(editor: Person) -> None:
    """All files of the day at once."""
    editor.follow("导入一期")
    files = [path for path in sorted(DEMO.rglob("*")) if path.is_file()]
    editor.actions += 1
    editor.tab.set_input_files("input[type=file]", files)
    editor.click(editor.tab.locator("button.default"))
    expect(editor.tab.locator("[data-progress]")).to_be_visible()
    address = editor.tab.url
    editor.tab.goto(
        "about:blank"
    )  # in the tests' SQLite a page that asks for progress would meet locked tables
    work_off()
    editor.tab.goto(address)
    expect(editor.tab.locator("[data-progress]")).to_contain_text("共4版，已处理4版")


def correct(editor: Person) -> None:
    """A story in the fast form, by keyboard; another one is left without its headline for now."""
    tab = editor.tab
    editor.click(tab.locator("#site-name a"))
    editor.follow("版面计划")
    expect(tab.locator(".plan-card")).to_have_count(4)
    editor.follow("编排", tab.locator(".plan-card").first)
    for headline, change in (("首班车上，坐了三十七个人", "加挂一辆"), ("我省备足早稻种子", "")):
        editor.click(story_row(tab, headline).get_by_role("link", name="编辑"))
        editor.follow("写稿", tab.locator(".object-tools"))
        if change:
            expect(tab.locator("#id_kicker")).to_be_focused()
            editor.press("Enter")
            editor.press("Enter")
            editor.actions += 1
            tab.keyboard.type(change)
        else:
            editor.fill(tab.locator("#id_headline"), "")
        editor.press("Control+s")
        editor.is_told("已保存")
        tab.goto(tab.url.split("/desk/")[0] + "/desk/")
        editor.follow("版面计划")
        editor.follow("编排", tab.locator(".plan-card").first)


def story_row(tab: Page, headline: str) -> Locator:
    """A story in the list beside the page."""
    return tab.locator(".layout-row[id^=o-part]", has_text=headline)


def lay_out(editor: Person) -> None:
    """A zone moved by the arrow keys and put back, a jump made and joined again."""
    tab = editor.tab
    zone = tab.locator(".layout-zones [tabindex='0']").first
    zone.focus()
    editor.press("Shift+ArrowDown")
    expect(tab.locator("[data-unsaved]")).not_to_have_text("")
    editor.press("Control+s")
    expect(tab.locator("[data-says]")).to_contain_text("已保存")
    editor.press("Control+z")
    editor.press("Control+s")
    expect(tab.locator("[data-says]")).to_contain_text("已保存")
    row = story_row(tab, "去年全市消费投诉")
    editor.click(row.locator("summary"))
    editor.click(row.locator("input[name=at]").nth(1))
    editor.actions += 1
    row.get_by_label("转到").select_option(label="第3版 综合")
    editor.push("转版", row)
    editor.is_told("现在转到第3版")
    editor.click(story_row(tab, "去年全市消费投诉").get_by_role("link", name="下转第三版"))
    row = story_row(tab, "去年全市消费投诉")
    expect(row).to_contain_text("上接第一版")
    editor.push("接回第1版", row)
    editor.is_told("重新合成一块")


def check(editor: Person) -> None:
    """The finding leads to the empty headline; then nothing stands in the way."""
    tab = editor.tab
    editor.click(tab.locator("#site-name a"))
    editor.follow("版面计划")
    editor.click(tab.locator(".plan-warned summary").first)
    editor.click(tab.locator(".plan-warned a", has_text="错误").first)
    editor.click(tab.locator(".desk-finding", has_text="没有标题").get_by_role("link"))
    expect(tab.locator("#id_headline")).to_be_focused()
    editor.fill(tab.locator("#id_headline"), "我省备足早稻种子")
    editor.click(tab.locator('input[name="_save"]'))
    editor.is_told()
    tab.goto(tab.url.split("/desk/")[0] + "/desk/")
    editor.follow("临江日报 2026年3月15日")
    editor.click(tab.locator(".desk-preflight-link"))
    expect(tab.locator(".desk-preflight-sum")).to_contain_text("没有错误")


def read(page: Page, address: str) -> None:
    """What a reader finds, with a jump line followed there and back."""
    page.goto(f"{address}/linjiang-daily/2026-03-15/p1/")
    expect(page.get_by_role("heading", name="水来了，人都在堤上")).to_be_visible()
    page.locator(".part", has_text="水来了").locator(".jump-out a").click()
    expect(page).to_have_url(f"{address}/linjiang-daily/2026-03-15/p2/{page.url[page.url.index('#') :]}")
    page.locator(".part", has_text="派专人守到天亮").locator(".jump-in a").click()
    expect(page).to_have_url(re.compile("/2026-03-15/p1/"))
    page.goto(f"{address}/search/?q=%E5%A0%A4%E4%B8%8A")
    assert page.locator("h1").count() == 1
