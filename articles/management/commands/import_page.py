"""manage.py import_page FILE --newspaper SLUG --date 2025-05-24 --page 1"""

from __future__ import annotations

import argparse
import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from articles.ingest.decoding import UnreadableTextError, decode_text
from articles.ingest.loader import CannotLoad, Target, load_page
from articles.ingest.text import read_page
from articles.models import Newspaper


class Command(BaseCommand):
    help = "Read a page's text (UTF-8 or GB18030) and load it as articles; a second run changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the page's text")
        parser.add_argument("--newspaper", required=True, metavar="SLUG")
        parser.add_argument("--date", required=True, type=_date, metavar="YYYY-MM-DD")
        parser.add_argument(
            "--page", required=True, metavar="NUMBER", help="the printed page number: 1, 三, A02"
        )
        parser.add_argument("--edition", type=_positive, default=1)
        parser.add_argument(
            "--sequence", type=_positive, help="the page's position, if the number does not tell it"
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


def newspaper_or_hint(slug: str) -> Newspaper:
    """The newspaper, or a CommandError that says how to make it."""
    try:
        return Newspaper.objects.get(slug=slug)
    except Newspaper.DoesNotExist:
        known = ", ".join(Newspaper.objects.by_name().values_list("slug", flat=True)) or _("none yet")
        raise CommandError(
            _(
                "There is no newspaper “%(slug)s” (there is: %(known)s). "
                "Make it with: manage.py add_newspaper %(slug)s --name NAME"
            )
            % {"slug": slug, "known": known}
        ) from None


def _date(value: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(value)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{value}: not a date like 2025-05-24") from error


def _positive(value: str) -> int:
    if not value.isdecimal() or not 1 <= int(value) <= 9999:
        raise argparse.ArgumentTypeError(f"{value}: not a number from 1 to 9999")
    return int(value)
