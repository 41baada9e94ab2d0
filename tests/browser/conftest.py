"""Real Chromium for the tests: Debian's, driven by Playwright, at the size of a desk and of a phone."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests of a run."""
    # The shell is the same engine without the windows around it, which cost a third of the time.
    path = os.environ.get("CHROMIUM") or shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if not path:
        pytest.skip("No Chromium here: install Debian's chromium, or set CHROMIUM to a browser's path.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS, headless=True)
        yield browser
        browser.close()


@pytest.fixture
def new_context(chromium: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Makes browser contexts (viewport, color_scheme, java_script_enabled, …) and closes them."""
    contexts: list[BrowserContext] = []

    def make(**options: object) -> BrowserContext:
        contexts.append(chromium.new_context(**{"viewport": DESK, "reduced_motion": "reduce", **options}))
        contexts[-1].set_default_timeout(30_000)
        return contexts[-1]

    yield make
    for context in contexts:
        context.close()


@pytest.fixture(params=[DESK, PHONE], ids=["1280", "390"])
def viewport(request: pytest.FixtureRequest) -> dict[str, int]:
    """The two sizes at which everything has to work."""
    return request.param


@pytest.fixture
def page(new_context: Callable[..., BrowserContext], viewport: dict[str, int]) -> Iterator[Page]:
    """A page at both sizes. An error in a script fails the test."""
    errors: list[str] = []
    page = new_context(viewport=viewport, has_touch=viewport is PHONE).new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert errors == []


@pytest.fixture
def faults() -> Callable[..., list[str]]:
    """The serious and critical faults that axe finds on a page, all or by the rules named."""
    axe = Axe()

    def find(page: Page, *rules: str) -> list[str]:
        options = {"resultTypes": ["violations"], "preload": False}  # style sheets are not fetched once more
        if rules:
            options["runOnly"] = list(rules)
        found = axe.run(page, options=options).response["violations"]
        return [
            f"{fault['id']}: {[node['html'][:160] for node in fault['nodes'][:3]]}"
            for fault in found
            if fault["impact"] in {"serious", "critical"}
        ]

    return find


@pytest.fixture
def faults_in_both_schemes(faults: Callable[..., list[str]]) -> Callable[[Page], list[str]]:
    """`faults` in light, and in dark those that colours can make."""

    def find(page: Page) -> list[str]:
        page.emulate_media(color_scheme="light")
        found = faults(page)
        page.emulate_media(color_scheme="dark")
        return found + [f"dark: {fault}" for fault in faults(page, "color-contrast", "link-in-text-block")]

    return find
