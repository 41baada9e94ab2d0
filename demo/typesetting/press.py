"""The press: pictures recompressed for their size in print, HTML through headless Chromium to PDF."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from demo.typesetting.sheet import Sheet

CHROMIUM = "/usr/bin/chromium"
PRINT_DPI = 140
QUALITY = 66
DATED = re.compile(rb"(/(?:CreationDate|ModDate) ?\(D:)\d{14}")


@cache
def cropped(file: Path, width: float, height: float) -> str:
    """A picture cut from its middle to ``width`` by ``height`` mm, as a data URI."""
    across, down = (max(8, round(side / 25.4 * PRINT_DPI)) for side in (width, height))
    with Image.open(file) as image:
        picture = image.convert("RGB")
        wanted = across / down
        full_width, full_height = picture.size
        if full_width / full_height > wanted:
            cut = round(full_height * wanted)
            left = (full_width - cut) // 2
            picture = picture.crop((left, 0, left + cut, full_height))
        else:
            cut = round(full_width / wanted)
            top = (full_height - cut) // 2
            picture = picture.crop((0, top, full_width, top + cut))
        picture = picture.resize((across, down), Image.Resampling.LANCZOS)
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=QUALITY, optimize=True)
    return "data:image/jpeg;base64," + base64.b64encode(out.getvalue()).decode()


@dataclass(slots=True)
class Press:
    """A running Chromium."""

    browser: Browser

    def pdf(
        self, sheet: Sheet, order: list[str] | None = None, alphabet: frozenset[str] = frozenset()
    ) -> bytes:
        """The sheet as a PDF of one page; the same sheet always gives the same bytes."""
        page = self.browser.new_page()
        try:
            page.set_content(sheet.html(order, alphabet), wait_until="load")
            page.evaluate("document.fonts.ready")
            data = page.pdf(
                width=f"{sheet.width}mm",
                height=f"{sheet.height}mm",
                print_background=True,
                prefer_css_page_size=True,
            )
        finally:
            page.close()
        return DATED.sub(rb"\g<1>20260101000000", data)


@contextmanager
def press() -> Iterator[Press]:
    """Start Chromium, and stop it at the end."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        try:
            yield Press(browser)
        finally:
            browser.close()
