"""manage.py update_search [--watch]"""

from __future__ import annotations

import datetime
import logging
import os
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.management.arguments import small_number
from articles.models import Change
from articles.search.follower import Outcome, catch_up
from articles.search.panics import Panic
from articles.search.rebuild import NotBuilt, rebuild

logger = logging.getLogger(__name__)

_PAUSE = 0.3  # seconds between two looks at the log
_LONG_PAUSE = 5.0  # seconds after an error
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
        if not options["watch"]:
            try:
                self._follow(options)
                self._trim(options)
            except OSError as error:
                raise CommandError(str(error)) from error
            except Panic as error:
                raise CommandError(_("The search engine gave up: %(error)s") % {"error": error}) from error
            return
        trimmed: float | None = None
        while True:
            pause = _PAUSE
            try:
                self._follow(options)
                if trimmed is None or time.monotonic() - trimmed > _TRIM_EVERY:
                    self._trim(options)
                    trimmed = time.monotonic()
            except Exception:
                # A full disk, a database that starts anew: it may pass. The log keeps what was not applied.
                logger.exception("The search index could not be brought up to date; trying again.")
                connections.close_all()
                pause = _LONG_PAUSE
            time.sleep(pause)

    def _trim(self, options: dict[str, Any]) -> None:
        Change.objects.trim(timezone.now() - datetime.timedelta(days=options["keep"]))

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
