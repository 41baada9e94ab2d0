"""manage.py load_demo: the demo newspaper, as `make run` shows it."""

from __future__ import annotations

import io
import tomllib
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from articles.desk.workflow import note_correction
from articles.models import Article, Correction, Newspaper, Stage

DESK_USER = "editor"
DESK_PASSWORD = "ink-and-paper"


class Command(BaseCommand):
    help = "Load the demo newspaper and make a desk login; what is there already stays as it is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-login", action="store_true", help="make no desk login")

    def handle(self, *args: Any, **options: Any) -> None:
        if not (options["no_login"] or settings.DEBUG):
            # The password stands in public source: it must never open a desk that others can reach.
            raise CommandError(_("The demo login is made in debug mode alone; use createsuperuser."))
        demo = settings.BASE_DIR / "demo"
        about = tomllib.loads((demo / "newspaper.toml").read_text(encoding="utf-8"))
        newspaper, _made = Newspaper.objects.get_or_create(
            slug=about["slug"],
            defaults={
                **{
                    key: about[key] for key in ("name", "language", "place", "publisher", "issn", "cn_number")
                },
                "about": about["about"]["zh"].strip(),
            },
        )
        for path in sorted(p.parent for p in (demo / "issues").glob("*/issue.toml")):
            # What was withdrawn since is not published again.
            if newspaper.issues.filter(date=path.name, stage__in=[Stage.PUBLISHED, Stage.WITHDRAWN]).exists():
                continue
            words = _("Importing the issue of %(date)s from its PDFs: text, zones, pictures …")
            self.stdout.write(words % {"date": path.name})
            self.stdout.flush()
            call_command(
                "import_issue",
                path,
                newspaper=newspaper.slug,
                publish=True,
                verbosity=options["verbosity"],
                stdout=self.stdout if options["verbosity"] > 1 else io.StringIO(),
                stderr=self.stderr,
            )
        for correction in about["corrections"]:
            _note(newspaper, correction)
        self.stdout.write(
            _("%(newspaper)s: %(n)d issues.") % {"newspaper": newspaper, "n": newspaper.issues.count()}
        )
        if not options["no_login"]:
            self._login()

    def _login(self) -> None:
        if not User.objects.filter(username=DESK_USER).exists():
            User.objects.create_superuser(DESK_USER, password=DESK_PASSWORD)
        self.stdout.write(
            _("Desk login: %(user)s, password: %(password)s") % {"user": DESK_USER, "password": DESK_PASSWORD}
        )


def _note(newspaper: Newspaper, written: dict[str, Any]) -> None:
    """Enter a correction that the paper printed, unless it is there, or its story is not any more."""
    told = Correction.objects.filter(issue__newspaper=newspaper, notice=written["notice"])
    story = (
        Article.objects.standing()
        .published()
        .filter(issue__newspaper=newspaper, issue__date=written["issue"], headline=written["headline"])
    )
    if told.exists() or not (article := story.first()):
        return
    note_correction(article, None, written["notice"], date=written["date"])
