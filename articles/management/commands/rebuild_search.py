"""manage.py rebuild_search [--processes N] [--memory MB]"""

from __future__ import annotations

import os
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.management.arguments import small_number
from articles.management.progress import ProgressBar
from articles.search.panics import Panic
from articles.search.rebuild import Busy, LogTrimmed, NotBuilt, OpenTransaction, ProcessDied, rebuild
from articles.search.refs import count_refs

_WHY = {
    Busy: gettext_lazy("Another process is building the index."),
    OpenTransaction: gettext_lazy("A transaction has been open for a minute; end it, then try again."),
    ProcessDied: gettext_lazy("A process was killed, perhaps for want of memory: give it less --memory."),
    LogTrimmed: gettext_lazy("The change log was trimmed meanwhile; try again."),
}


class Command(BaseCommand):
    help = "Build the search index anew, beside the one that is searched, and put it in its place."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--processes", type=small_number, default=os.cpu_count() or 1, help="all cores unless told"
        )
        parser.add_argument(
            "--memory",
            type=small_number,
            metavar="MB",
            help="what all writers may fill together; a third of the machine's unless told",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        begun = time.monotonic()
        bar = ProgressBar(self.stdout, count_refs(), shown=options["verbosity"] > 0)
        try:
            count = rebuild(
                processes=options["processes"],
                memory=(options["memory"] or 0) * 1_000_000 or None,
                progress=bar.advance,
            )
        except NotBuilt as error:
            raise CommandError(f"{_WHY[type(error)]} {_('Nothing was changed.')}") from None
        except Panic as error:
            raise CommandError(_("The search engine gave up: %(error)s") % {"error": error}) from error
        except OSError as error:  # the folder cannot be used, or the disk is full
            raise CommandError(str(error)) from error
        finally:
            bar.end()
        seconds = time.monotonic() - begun
        self.stdout.write(_("%(count)d documents in %(seconds).1f s.") % {"count": count, "seconds": seconds})
