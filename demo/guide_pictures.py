"""The pictures of the editors' guide, taken in Chromium of the demo newspaper: ``make guide-pictures``.

A database of its own is made and thrown away: the first issue of the demo is published, the second a draft.
"""

from __future__ import annotations

import io
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "guide" / "pictures"
VAR = tempfile.TemporaryDirectory(prefix="newsroom-guide-")
sys.path.insert(0, str(ROOT))
os.environ.update(DJANGO_SETTINGS_MODULE="newsroom.settings", NEWSROOM_VAR=VAR.name, NEWSROOM_DEBUG="1")
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright runs an event loop in this thread
os.environ.pop("DATABASE_URL", None)

import django  # noqa: E402

django.setup()

from django.contrib.auth.models import Group, User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.urls import reverse  # noqa: E402
from PIL import Image  # noqa: E402
from playwright.sync_api import Page, sync_playwright  # noqa: E402

from articles.desk import workflow  # noqa: E402
from articles.models import Article, Issue, Role  # noqa: E402

SIZE = {"width": 1180, "height": 760}
PASSWORD = "ink-and-paper"


def prepare() -> Issue:
    """The newspaper with an issue that is out and one in work, and people who work on it."""
    call_command("migrate", verbosity=0)
    call_command("add_newspaper", "linjiang-daily", name="临江日报", verbosity=0)
    call_command("import_issue", str(ROOT / "demo/issues/2026-03-14"), publish=True, verbosity=0)
    call_command("import_issue", str(ROOT / "demo/issues/2026-03-15"), verbosity=0)
    issue = Issue.objects.order_by("-date").first()
    assert issue is not None
    for name, full, role in (("zhou", "周望舒", Role.REPORTER), ("lin", "林叙", Role.DUTY_EDITOR)):
        user = User.objects.create_user(name, password=PASSWORD, is_staff=True, first_name=full)
        user.groups.add(Group.objects.get(name=role))
    writer = User.objects.get(username="zhou")
    for article in issue.articles.order_by("number")[:3]:
        workflow.submit(article, writer, "数字已核对。")
    return issue


@contextmanager
def served() -> Iterator[str]:
    """The site, served; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "manage.py", "runserver", "--noreload", f"127.0.0.1:{port}"]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _wait in range(100):
            try:
                urllib.request.urlopen(f"{address}/desk/login/", timeout=5)
                break
            except OSError:
                time.sleep(0.2)
        yield address
    finally:
        server.terminate()
        server.wait()


def keep(page: Page, name: str, height: int = 760) -> None:
    """The window as it stands, as WebP."""
    page.set_viewport_size({**SIZE, "height": height})
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)
    picture = Image.open(io.BytesIO(page.screenshot()))
    picture.convert("RGB").save(PICTURES / f"{name}.webp", "WEBP", quality=72, method=6)
    print(f"{name}.webp", (PICTURES / f"{name}.webp").stat().st_size // 1024, "kB", flush=True)


def take(page: Page, address: str, issue: Issue) -> None:
    """All of them."""

    def go(name: str, *args: object, query: str = "") -> None:
        page.goto(address + reverse(f"admin:{name}", args=args) + query)

    leaf = issue.pages.get(sequence=1)
    story = issue.articles.order_by("number")[1]
    page.goto(f"{address}/desk/login/")
    page.fill("#id_username", "lin")
    page.fill("#id_password", PASSWORD)
    page.click("input[type=submit]")
    keep(page, "today")
    go("import_issue")
    keep(page, "import", 560)
    go("articles_issue_plan", issue.pk)
    keep(page, "plan", 820)
    go("write", story.pk)
    keep(page, "write", 860)
    go("articles_page_layout", leaf.pk)
    page.wait_for_load_state("networkidle")
    page.locator(".layout-pick").first.click()
    keep(page, "layout", 860)
    go("articles_issue_preflight", issue.pk)
    keep(page, "preflight", 620)
    go("articles_article_change", story.pk)
    keep(page, "review")
    page.fill("#id_headline", "首班车上，坐了三十八个人")
    other = Article.objects.get(pk=story.pk)
    other.headline = "首班车上的三十七个人"
    other.save()
    page.click('input[name="_save"]')
    keep(page, "merge", 680)
    go("search", query=f"?q={quote('江堤')}")
    keep(page, "search")


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    issue = prepare()
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        page = browser.new_page(viewport=SIZE, locale="zh-CN", reduced_motion="reduce")
        take(page, address, issue)
        browser.close()


if __name__ == "__main__":
    try:
        main()
    finally:
        VAR.cleanup()
