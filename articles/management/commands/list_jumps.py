"""manage.py list_jumps SLUG DATE --json"""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from articles.interchange.jump_list import jump_rows
from articles.management.arguments import newspaper_or_hint
from articles.models import jumps_of


class Command(BaseCommand):
    help = "List the jumps of an issue in print order: joined, proposed, open and undone ones."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("newspaper", metavar="SLUG")
        parser.add_argument("issue", metavar="DATE", help="2025-05-24, or 2025-05-24-2 for a second edition")
        parser.add_argument("--json", action="store_true", help="as docs/jumps.md tells")

    def handle(self, *args: Any, **options: Any) -> None:
        newspaper = newspaper_or_hint(options["newspaper"])
        issue = newspaper.issues.at(options["issue"]).first()
        if issue is None:
            raise CommandError(
                _("%(newspaper)s has no issue at %(address)s.")
                % {"newspaper": newspaper, "address": options["issue"]}
            )
        rows = jump_rows(jumps_of(issue))
        if options["json"]:
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))
            return
        for row in rows:
            sure = "" if row["confidence"] is None else f"  {row['confidence']:.2f}"
            heads = row["headline"] or row["headline_of_tail"] or "—"
            pages = f"{row['from_page'] or '?':>4} → {row['to_page'] or '?':4}"
            self.stdout.write(f"{row['state']:9}{pages}{sure:6}  {heads}")
