"""manage.py import_page FILE --newspaper SLUG --date 2025-05-24 --page 1"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from articles.ingest.decoding import UnreadableTextError, decode_text
from articles.ingest.loader import CannotLoad, Target, load_page
from articles.ingest.text import read_page
from articles.management.arguments import iso_date, newspaper_or_hint, small_number


class Command(BaseCommand):
    help = "Read a page's text (UTF-8 or GB18030) and load it as articles; a second run changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the page's text")
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
        newspaper = newspaper_or_hint(options["newspaper"])
        try:
            text = decode_text(options["file"].read_bytes())
            report = load_page(
                read_page(text),
                Target(
                    newspaper=newspaper,
                    date=options["date"],
                    number=options["page"],
                    edition=options["edition"],
                    sequence=options["sequence"],
                    section=options["section"],
                ),
                text,
                replace=options["replace"],
            )
        except OSError as error:
            raise CommandError(
                _("%(file)s cannot be read: %(why)s") % {"file": options["file"], "why": error.strerror}
            ) from error
        except (UnreadableTextError, CannotLoad) as error:
            raise CommandError(str(error)) from error
        for line in report.lines():
            self.stdout.write(line)
