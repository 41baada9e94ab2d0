"""manage.py publish_due: what a timer runs every minute."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.desk.workflow import Refused, publish_due


class Command(BaseCommand):
    help = "Publish what is signed off and whose time has come; a second run changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        refused = []
        for thing, outcome in publish_due(timezone.now()):
            if isinstance(outcome, Refused):
                refused.append(str(outcome))
            else:
                self.stdout.write(_("Published: %(thing)s (%(n)d rows)") % {"thing": thing, "n": outcome})
        if refused:
            raise CommandError("\n".join(refused))
