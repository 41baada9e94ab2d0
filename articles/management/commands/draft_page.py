"""manage.py draft_page FILE --json"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from articles.imaging.ocr import recognise
from articles.imaging.sheet import SheetError, draw_sheet, extract_sheet
from articles.ingest.decoding import UnreadableTextError, decode_text
from articles.ingest.pdf import is_pdf, read_sheet
from articles.ingest.text import read_page
from articles.interchange.page_draft import to_json
from articles.records import PageDraft


class Command(BaseCommand):
    help = (
        "Read a page, as text or as PDF, and print the articles that it seems to hold, as page-draft/1; "
        "writes nothing."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--sheet", type=int, default=1, help="which page of a PDF of many, from 1")
        parser.add_argument(
            "--ocr", action="store_true", help="recognise the text of a PDF page that has none, by Tesseract"
        )
        parser.add_argument("--json", action="store_true", help="as docs/page-draft.md tells")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            draft = _draft(options["file"], options["sheet"], options["ocr"])
        except OSError as error:
            raise CommandError(
                _("%(file)s cannot be read: %(why)s") % {"file": options["file"], "why": error.strerror}
            ) from error
        except UnreadableTextError as error:
            raise CommandError(str(error)) from error
        except SheetError as error:
            raise CommandError(
                _("%(file)s cannot be read: %(why)s") % {"file": options["file"], "why": error}
            ) from error
        if options["json"]:
            self.stdout.write(to_json(draft))
            return
        for article in draft.articles:
            names = " ".join(line.name for line in article.bylines)
            length = sum(len(block.text) for block in article.body)
            jump = article.jump or article.continued_from
            self.stdout.write(
                f"{article.headline or '—'}  [{names}] {length} {jump.printed if jump else ''}".rstrip()
            )
        for photo in draft.photos:
            self.stdout.write(f"+ {photo.caption[:40]}")
        for left in draft.left_out:
            self.stdout.write(f"- {left.kind}: {left.text[:40]!r}")


def _draft(path: Path, sheet: int, recognised: bool) -> PageDraft:
    """The draft of a page, as text or as PDF by what the file holds, whatever it is called."""
    content = path.read_bytes()
    if is_pdf(content):
        printed = extract_sheet(path, sheet - 1)
        if not printed.glyphs and recognised:
            with tempfile.TemporaryDirectory() as folder:
                image = Path(folder) / "page.png"
                draw_sheet(path, sheet - 1, image)
                printed = recognise(image, printed.width, printed.height)
        return read_sheet(printed)[0]
    return read_page(decode_text(content))
