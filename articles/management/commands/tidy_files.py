"""manage.py tidy_files: what a timer runs every night."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from articles.desk.together.keeping import drop_expired
from articles.ingest.page_images import remove_unclaimed


class Command(BaseCommand):
    help = (
        "Delete files that no page names any more, of killed imports and of deleted pages, and unsaved texts "
        "to which nobody came back for 90 days. Run it nightly."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(_("Removed: %(n)d") % {"n": remove_unclaimed()})
        self.stdout.write(_("Unsaved texts that nobody came back to: %(n)d") % {"n": drop_expired()})
