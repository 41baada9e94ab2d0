"""manage.py import_issue FOLDER [--publish]"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from articles.desk.workflow import Refused, publish_issue
from articles.ingest.folder import BadFolder, load_folder, read_folder
from articles.management.arguments import newspaper_or_hint


class Command(BaseCommand):
    help = "Import an issue folder: page texts and photos with issue.toml; a second run changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--publish", action="store_true", help="publish the issue when it is in")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            folder = read_folder(options["folder"])
            newspaper = newspaper_or_hint(folder.newspaper)
            progress = self.stdout.write if options["verbosity"] > 1 else None
            report = load_folder(folder, newspaper, progress)
            if options["publish"]:
                publish_issue(report.issue)
        except (BadFolder, Refused) as error:
            raise CommandError(str(error)) from error
        for line in report.lines():
            self.stdout.write(line)
        if options["publish"]:
            self.stdout.write(_("Published: %(issue)s") % {"issue": report.issue})
