"""What is asked of every page that is looked at."""

from __future__ import annotations

from playwright.sync_api import Page

_FITS = """
document.readyState === 'complete'
    && document.documentElement.scrollWidth <= document.documentElement.clientWidth
"""


def expect_no_side_scroll(page: Page) -> None:
    """The page is no wider than its window. Asked again while the page is still on its way, as `expect` does:
    a link that was clicked may not have been followed yet, and then there is for a moment no page to measure.
    """
    page.wait_for_function(_FITS)
