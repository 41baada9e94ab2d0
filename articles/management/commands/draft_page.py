"""manage.py draft_page FILE --json"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from articles.imaging import untrusted
from articles.imaging.limits import BadFile
from articles.imaging.ocr import LANGUAGES
from articles.ingest.decoding import UnreadableTextError, decode_text
from articles.ingest.opening import limits, sentence
from articles.ingest.page_file import is_picture, read
from articles.ingest.pdf import is_pdf
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
            "--ocr", action="store_true", help="recognise the text of a page that has none, by Tesseract"
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
        except BadFile as error:
            raise CommandError(
                _("%(file)s cannot be read: %(why)s") % {"file": options["file"], "why": sentence(error)}
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


def _draft(path: Path, sheet: int, ocr: bool) -> PageDraft:
    """The draft of a page: of text, a PDF or, with ``ocr``, a picture, by what the file holds."""
    with path.open("rb") as file:
        head = file.read(1024)
    if is_pdf(head):
        draft, layer = read(untrusted.read_page(path, sheet, limits()))
        if layer.lines or not ocr:
            return draft
    elif not (ocr and is_picture(head)):
        return read_page(decode_text(path.read_bytes()))
    with untrusted.scratch() as folder:
        made = untrusted.make_page(path, sheet, folder, limits())
        return read(untrusted.recognise(made, limits(), LANGUAGES))[0]
