"""Import of an issue in real Chromium: files chosen and dropped, progress that follows, all without JavaScript."""

from __future__ import annotations

import base64

import pytest
from playwright.sync_api import Page, expect

from articles.desk import tasks
from articles.models import Job, JobPage
from articles.models import Page as NewspaperPage
from tests import files
from tests.browser import session
from tests.browser.looks import expect_no_side_scroll
from tests.house import make_editor, make_newspaper

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
STORY = "渡口新桥合龙\n\n本报讯（记者 周望舒）今晨六时，跨江新桥合龙，两岸居民沿江观看。\n"


@pytest.fixture(autouse=True)
def queue(settings):
    """Tasks wait until the test does them, as a worker would."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    make_newspaper()
    make_editor()


def log_in(page: Page, live_server) -> None:
    session.log_in(page, live_server.url, "editor", "/desk/import-issue/")
    expect(page.locator("input[type=file]")).to_be_visible()


def payloads() -> list[dict[str, object]]:
    return [
        {"name": "20260314-A01.pdf", "mimeType": "application/pdf", "buffer": files.pages_pdf(["front"])},
        {"name": "20260314-A02.pdf", "mimeType": "application/pdf", "buffer": files.encrypted()},
        {"name": "20260314-A03.txt", "mimeType": "text/plain", "buffer": STORY.encode()},
    ]


def test_choose_import_and_watch(page, live_server, faults):
    log_in(page, live_server)
    assert faults(page) == []
    page.set_input_files("input[type=file]", payloads())
    expect(page.locator("[data-chosen] li")).to_have_text([str(file["name"]) for file in payloads()])
    page.click("button.default")
    progress = page.locator("[data-progress]")
    expect(progress).to_contain_text("正在读取文件")
    job = Job.objects.get()
    tasks.plan_task.call(job.pk)
    expect(progress).to_contain_text("共3版，已处理1版")
    for row in JobPage.objects.filter(state="waiting"):
        tasks.page_task.call(row.pk)
    expect(progress.locator("progress")).to_have_js_property("value", 3)
    expect(progress).to_contain_text("密码")
    assert progress.locator("[data-open]").get_attribute("data-open") == "0"
    assert NewspaperPage.objects.count() == 2
    assert faults(page) == []
    expect_no_side_scroll(page)


def test_dropped_files_are_put_beside_the_chosen_ones(page, live_server):
    log_in(page, live_server)
    expect(page.locator("[data-drop-hint]")).to_be_visible()
    page.set_input_files("input[type=file]", payloads()[:1])
    page.evaluate(
        """async ([name, content]) => {
            const files = new DataTransfer();
            const bytes = Uint8Array.from(atob(content), (c) => c.charCodeAt(0));
            files.items.add(new File([bytes], name));
            files.items.add(new File(["x"], "notes.docx"));
            document.querySelector("[data-drop]").dispatchEvent(
                new DragEvent("drop", { dataTransfer: files, bubbles: true, cancelable: true }));
        }""",
        ["20260314-A03.txt", base64.b64encode(STORY.encode()).decode()],
    )
    expect(page.locator("[data-chosen] li")).to_have_text(["20260314-A01.pdf", "20260314-A03.txt"])
    page.click("button.default")
    expect(page.locator("[data-progress]")).to_be_visible()
    assert list(Job.objects.get().files.values_list("name", flat=True)) == [
        "20260314-A01.pdf",
        "20260314-A03.txt",
    ]


def test_stop_and_go_on(page, live_server):
    log_in(page, live_server)
    page.set_input_files("input[type=file]", payloads())
    page.click("button.default")
    tasks.plan_task.call(Job.objects.get().pk)
    page.get_by_role("button", name="停止").click()
    expect(page.locator("[data-progress]")).to_contain_text("已停止")
    page.get_by_role("button", name="继续").click()
    expect(page.locator("[data-progress]")).to_contain_text("进行中")


def test_without_javascript(new_context, live_server):
    page = new_context(java_script_enabled=False).new_page()
    log_in(page, live_server)
    page.set_input_files("input[type=file]", payloads())
    page.click("button.default")
    tasks.plan_task.call(Job.objects.get().pk)
    for row in JobPage.objects.filter(state="waiting"):
        tasks.page_task.call(row.pk)
    expect(page.locator("[data-progress]")).to_contain_text("共3版，已处理3版")
