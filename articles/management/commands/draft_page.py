"""manage.py draft_page FILE --json"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from articles.ingest.decoding import UnreadableTextError, decode_text
from articles.ingest.text import read_page
from articles.interchange.page_draft import to_json


class Command(BaseCommand):
    help = "Read a page's text and print the articles that it seems to hold, as page-draft/1; writes nothing."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", help="as docs/page-draft.md tells")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            draft = read_page(decode_text(options["file"].read_bytes()))
        except OSError as error:
            raise CommandError(
                _("%(file)s cannot be read: %(why)s") % {"file": options["file"], "why": error.strerror}
            ) from error
        except UnreadableTextError as error:
            raise CommandError(str(error)) from error
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
