"""manage.py preflight SLUG DATE [--page N] [--json]"""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.desk.preflight import preflight
from articles.management.arguments import newspaper_or_hint, small_number
from articles.models import Issue, Page


class Command(BaseCommand):
    help = "Say what preflight finds in an issue or page; exit 1 where an error blocks the sign-off."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("newspaper", metavar="SLUG")
        parser.add_argument("issue", metavar="DATE", help="2025-05-24, or 2025-05-24-2 for a second edition")
        parser.add_argument("--page", type=small_number, metavar="N", help="only the page at the address pN")
        parser.add_argument("--json", action="store_true", help="as docs/preflight.md tells")

    def handle(self, *args: Any, **options: Any) -> None:
        report = preflight(self._thing(options))
        found = [*report.errors, *report.warnings]
        if options["json"]:
            rows = [finding.as_row() for finding in found]
            overridden = [
                {**finding.as_row(), "reason": row.reason, "by": row.user_name}
                for finding, row in report.overridden
            ]
            told = {"findings": rows, "overridden": overridden}
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
        else:
            for finding in found:
                excerpt = "".join(finding.excerpt or ())
                self.stdout.write(
                    f"{finding.level:8}{finding.subject}  {finding.message}"
                    + (f"  …{excerpt}…" if excerpt else "")
                )
        if report.errors:
            n = len(report.errors)
            raise CommandError(ngettext("%(n)d error.", "%(n)d errors.", n) % {"n": n})

    def _thing(self, options: dict[str, Any]) -> Issue | Page:
        newspaper = newspaper_or_hint(options["newspaper"])
        issue = newspaper.issues.at(options["issue"]).first()
        if issue is None:
            raise CommandError(
                _("%(newspaper)s has no issue at %(address)s.")
                % {"newspaper": newspaper, "address": options["issue"]}
            )
        if options["page"] is None:
            return issue
        page = issue.pages.at(options["page"])
        if page is None:
            raise CommandError(_("This issue has no page at p%(number)d.") % {"number": options["page"]})
        return page
