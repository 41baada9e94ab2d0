"""manage.py check_search"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.management.progress import ProgressBar
from articles.search.checking import check
from articles.search.checksums import damaged_files
from articles.search.folder import NotReady
from articles.search.panics import Panic
from articles.search.refs import count_refs

_SHOWN = 50


class Command(BaseCommand):
    help = (
        "Check the files of the search index, and compare it with the database, document by document; "
        "exit 1 where they differ."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        anew = _("Build the index anew with: manage.py rebuild_search")
        total = count_refs()
        bar = ProgressBar(self.stdout, total, shown=options["verbosity"] > 0)
        try:
            damaged = damaged_files()
            differences = [] if damaged else check(progress=bar.advance)
        except NotReady:
            raise CommandError(
                _("There is no index that can be searched. Build it with: manage.py rebuild_search")
            ) from None
        except OSError as error:
            raise CommandError(str(error)) from error
        except Panic as error:
            raise CommandError(
                _("The search engine gave up: %(error)s") % {"error": error} + " " + anew
            ) from error
        finally:
            bar.end()
        for name in damaged:
            self.stdout.write(f"damaged: {name}")
        if damaged:
            raise CommandError(_("Files of the index are damaged.") + " " + anew)
        for difference in differences[:_SHOWN]:
            kind = difference.ref.kind.name.lower()
            self.stdout.write(f"{difference.wrong}: {kind} {difference.ref.pk}")
        if differences:
            raise CommandError(
                ngettext("%(n)d difference.", "%(n)d differences.", len(differences))
                % {"n": len(differences)}
                + " "
                + anew
            )
        self.stdout.write(
            _("The index holds all %(total)d documents as the database does.") % {"total": total}
        )
