"""What several commands take as arguments, read in one way and refused with the same words."""

from __future__ import annotations

import argparse
import datetime

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from articles.models import Newspaper


def newspaper_or_hint(slug: str) -> Newspaper:
    """The newspaper, or a CommandError that says how to make it."""
    try:
        return Newspaper.objects.get(slug=slug)
    except Newspaper.DoesNotExist:
        known = ", ".join(Newspaper.objects.by_name().values_list("slug", flat=True)) or _("none yet")
        raise CommandError(
            _(
                "There is no newspaper “%(slug)s” (there is: %(known)s). "
                "Make it with: manage.py add_newspaper %(slug)s --name NAME"
            )
            % {"slug": slug, "known": known}
        ) from None


def only_newspaper() -> Newspaper:
    """The newspaper where there is but one, or a CommandError that asks which."""
    found = list(Newspaper.objects.by_name()[:2])
    if len(found) != 1:
        raise CommandError(_("Say which newspaper's issue this is: --newspaper SLUG"))
    return found[0]


def iso_date(value: str) -> datetime.date:
    """An argparse type: a date like 2025-05-24."""
    try:
        return datetime.date.fromisoformat(value)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{value}: not a date like 2025-05-24") from error


def small_number(value: str) -> int:
    """An argparse type: a whole number from 1 to 9999."""
    if not (value.isascii() and value.isdecimal()) or not 1 <= int(value) <= 9999:
        raise argparse.ArgumentTypeError(f"{value}: not a number from 1 to 9999")
    return int(value)
