"""manage.py update_search [--watch]"""

from __future__ import annotations

import datetime
import os
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.management.arguments import small_number
from articles.models import Change
from articles.search.follower import Outcome, catch_up
from articles.search.rebuild import NotBuilt, rebuild

_PAUSE = 0.3  # seconds between two looks at the log
_TRIM_EVERY = 3600.0  # seconds


class Command(BaseCommand):
    help = (
        "Apply the change log to this machine's search index; build the index where there is none to follow."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--watch", action="store_true", help="go on until stopped: the worker of search")
        parser.add_argument(
            "--keep", type=small_number, default=30, metavar="DAYS", help="trim what is older from the log"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        trimmed = 0.0
        while True:
            self._follow(options)
            if not trimmed or time.monotonic() - trimmed > _TRIM_EVERY:
                Change.objects.trim(timezone.now() - datetime.timedelta(days=options["keep"]))
                trimmed = time.monotonic()
            if not options["watch"]:
                return
            time.sleep(_PAUSE)

    def _follow(self, options: dict[str, Any]) -> None:
        report = catch_up(wait=not options["watch"])
        if report.outcome is Outcome.REBUILD:
            try:
                count = rebuild(processes=os.cpu_count() or 1)
            except NotBuilt as error:
                if options["watch"]:
                    return  # the next look tries again
                raise CommandError(_("The index cannot be built now; try again.")) from error
            self.stdout.write(_("Built the index anew: %(count)d documents.") % {"count": count})
        elif report.rows and options["verbosity"] > 0:
            self.stdout.write(
                _("%(rows)d changes applied to %(documents)d documents.")
                % {"rows": report.rows, "documents": report.documents}
            )
