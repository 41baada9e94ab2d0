"""What is asked of every page that is looked at."""

from __future__ import annotations

import time

from playwright.sync_api import Error, Page

_FITS = """
() => document.readyState === 'complete'
    && document.documentElement.scrollWidth <= document.documentElement.clientWidth
"""
_PATIENCE = 30.0  # seconds, as long as the other steps of a test may take


def wait_until(page: Page, script: str, arg: object = None) -> None:
    """Wait until a function in the page answers with something true.

    Playwright's own `wait_for_function` asks again by `eval` inside the page, which our
    Content-Security-Policy forbids: it can be used there only where its first question is answered with yes.

    Raises AssertionError where the page never says so.
    """
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            if page.evaluate(script, arg):
                return
        except Error as error:
            # The page was left for another while it was being asked.
            if "context was destroyed" not in error.message and "navigat" not in error.message:
                raise
        if time.monotonic() > end:
            raise AssertionError(f"{page.url} never answered with yes to {script.strip()} ({arg!r})")
        page.wait_for_timeout(50)


def expect_no_side_scroll(page: Page) -> None:
    """The page is no wider than its window. Asked again while the page is still on its way, as `expect` does:
    a link that was clicked may not have been followed yet, and then there is for a moment no page to measure.
    """
    wait_until(page, _FITS)
