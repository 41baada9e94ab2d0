"""manage.py add_newspaper SLUG --name 临江日报"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from articles.models import Newspaper


class Command(BaseCommand):
    help = "Add a newspaper; one that is there already stays as it is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="the first part of its addresses, such as linjiang-daily")
        parser.add_argument("--name", required=True)
        parser.add_argument("--language", default="zh-Hans", help="BCP 47 tag, zh-Hans unless told")
        parser.add_argument("--place", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        slug = options["slug"]
        if Newspaper.objects.filter(slug=slug).exists():
            self.stdout.write(_("“%(slug)s” is there already; nothing was changed.") % {"slug": slug})
            return
        newspaper = Newspaper(
            slug=slug, name=options["name"], language=options["language"], place=options["place"]
        )
        try:
            newspaper.full_clean()
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        newspaper.save()
        self.stdout.write(_("Added %(name)s at /%(slug)s/.") % {"name": newspaper.name, "slug": slug})
