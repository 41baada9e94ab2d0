"""manage.py import_page FILE --newspaper SLUG --date 2025-05-24 --page 1"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from articles.imaging.limits import BadFile
from articles.ingest.decoding import UnreadableTextError, decode_text
from articles.ingest.load_report import LoadReport
from articles.ingest.loader import CannotLoad, load_page
from articles.ingest.opening import sentence
from articles.ingest.page_file import import_local_file, is_picture
from articles.ingest.pdf import is_pdf
from articles.ingest.target import Target
from articles.ingest.text import read_page
from articles.management.arguments import iso_date, newspaper_or_hint, small_number


class Command(BaseCommand):
    help = (
        "Read a page, as text (UTF-8 or GB18030), as PDF or as a picture, and load it as articles; "
        "a second run changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the page's text, PDF or picture")
        parser.add_argument(
            "--sheet", type=small_number, default=1, help="which page of a PDF of many, from 1"
        )
        parser.add_argument(
            "--ocr", action="store_true", help="recognise the text of a page that has none, by Tesseract"
        )
        parser.add_argument("--newspaper", required=True, metavar="SLUG")
        parser.add_argument("--date", required=True, type=iso_date, metavar="YYYY-MM-DD")
        parser.add_argument(
            "--page", required=True, metavar="NUMBER", help="the printed page number: 1, 三, A02"
        )
        parser.add_argument("--edition", type=small_number, default=1)
        parser.add_argument(
            "--sequence", type=small_number, help="the page's position, if the number does not tell it"
        )
        parser.add_argument("--section", default="", help="the page's section name (版名)")
        parser.add_argument(
            "--replace", action="store_true", help="take away what an earlier import made of it"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        target = Target(
            newspaper=newspaper_or_hint(options["newspaper"]),
            date=options["date"],
            number=options["page"],
            edition=options["edition"],
            sequence=options["sequence"],
            section=options["section"],
        )
        try:
            report = _load(target, options["file"], options)
        except OSError as error:
            raise CommandError(
                _("%(file)s cannot be read: %(why)s") % {"file": options["file"], "why": error.strerror}
            ) from error
        except BadFile as error:
            raise CommandError(
                _("%(file)s cannot be read: %(why)s") % {"file": options["file"], "why": sentence(error)}
            ) from error
        except (UnreadableTextError, CannotLoad) as error:
            raise CommandError(str(error)) from error
        for line in report.lines():
            self.stdout.write(str(line))


def _load(target: Target, path: Path, options: dict[str, Any]) -> LoadReport:
    """Load the page by what its file holds."""
    replace = options["replace"]
    with path.open("rb") as file:
        head = file.read(1024)
    if is_pdf(head) or is_picture(head):
        return import_local_file(target, path, options["sheet"], replace_page=replace, ocr=options["ocr"])
    text = decode_text(path.read_bytes())
    return load_page(read_page(text), target, text, replace=replace)
