"""期: one issue of a newspaper, an edition of a day."""

from __future__ import annotations

import datetime
import re
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models.change import Kind
from articles.models.newspaper import Newspaper
from articles.models.stage import Staged, StagedQuerySet
from articles.models.told import Told, told

YEARS = range(1600, 3000)
"""Years that an issue can have; a slip of the pen such as 0206 is none, and calendars end with 9999."""

NO_LARGER = MaxValueValidator(9_999_999, _("No newspaper has so many issues: at most 9999999."))


class IssueQuerySet(StagedQuerySet["Issue"]):
    """Issues."""

    def newest_first(self) -> Self:
        """By date, later editions of a day first."""
        return self.order_by("-date", "-edition")

    def at(self, address: str) -> Self:
        """Those at ``2025-05-24`` or ``2025-05-24-2``; none where the address says no date."""
        parsed = parse_issue_address(address)
        return self.none() if parsed is None else self.filter(date=parsed[0], edition=parsed[1])

    def before(self, issue: Issue) -> Self:
        """The same newspaper's earlier issues, the nearest first."""
        return (
            self.filter(newspaper_id=issue.newspaper_id)
            .filter(Q(date__lt=issue.date) | Q(date=issue.date, edition__lt=issue.edition))
            .newest_first()
        )

    def after(self, issue: Issue) -> Self:
        """The same newspaper's later issues, the nearest first."""
        return (
            self.filter(newspaper_id=issue.newspaper_id)
            .filter(Q(date__gt=issue.date) | Q(date=issue.date, edition__gt=issue.edition))
            .order_by("date", "edition")
        )


def parse_issue_address(address: str) -> tuple[datetime.date, int] | None:
    """``2025-05-24-2`` as date and edition; None for what is no such address.

    The first edition's address has no number (``2025-05-24-1`` is none): one thing, one address.
    """
    found = re.fullmatch(r"(\d{4}-\d{2}-\d{2})(?:-([2-9]|[1-9]\d{1,3}))?", address, re.ASCII)
    if not found:
        return None
    try:
        return datetime.date.fromisoformat(found[1]), int(found[2] or 1)
    except ValueError:
        return None


class Issue(Staged):
    """One edition of one day."""

    newspaper = models.ForeignKey(
        Newspaper, verbose_name=_("newspaper"), on_delete=models.PROTECT, related_name="issues"
    )
    date = models.DateField(_("date"))
    edition = models.PositiveSmallIntegerField(
        _("edition"),
        default=1,
        validators=[
            MinValueValidator(1, _("An edition is a number from 1 to 9999.")),
            MaxValueValidator(9999, _("An edition is a number from 1 to 9999.")),
        ],
    )
    edition_label = models.CharField(
        _("edition label"), max_length=40, blank=True, help_text=_("As printed, such as 晚刊 or Extra.")
    )
    number = models.PositiveIntegerField(
        _("number"), null=True, blank=True, help_text=_("期号"), validators=[NO_LARGER]
    )
    whole_number = models.PositiveIntegerField(
        _("whole number"), null=True, blank=True, help_text=_("总期号"), validators=[NO_LARGER]
    )
    last_article_number = models.PositiveIntegerField(default=0, editable=False)

    objects = IssueQuerySet.as_manager()  # type: ignore[misc]  # narrows the base's

    search_reads = ("newspaper", "date", "edition", "edition_label", "stage", "published_at")
    search_touches = ((Kind.ISSUE, "pk"),)

    class Meta(Staged.Meta):
        verbose_name = _("issue")
        verbose_name_plural = _("issues")
        ordering = ["-date", "-edition"]
        constraints = [
            *Staged.Meta.constraints,
            models.UniqueConstraint(
                fields=["newspaper", "date", "edition"],
                name="issue_unique_edition",
                violation_error_message=_("This newspaper already has this edition of this day."),
            ),
            models.CheckConstraint(
                condition=Q(edition__gte=1, edition__lte=9999), name="issue_edition_from_one"
            ),
        ]

    def __str__(self) -> str:
        return str(self.told)

    @property
    def told(self) -> Told:
        """Its name, to be said in any language."""
        name = {"newspaper": str(self.newspaper), "day": self.date}
        if self.edition == 1 and not self.edition_label:
            return told("%(newspaper)s %(day)s") % name
        edition = self.edition_label or told("edition %(number)s") % {"number": self.edition}
        return told("%(newspaper)s %(day)s %(edition)s") % {**name, "edition": edition}

    def get_absolute_url(self) -> str:
        return reverse("issue", args=[self.newspaper.slug, self.address])

    @property
    def address(self) -> str:
        """The part of its address that names it: ``2025-05-24``, or ``2025-05-24-2`` for a second edition."""
        return self.date.isoformat() + (f"-{self.edition}" if self.edition > 1 else "")

    def take_article_number(self) -> int:
        """The next article number of this issue; none is ever given twice, not even after a deletion."""
        Issue.objects.filter(pk=self.pk).update(last_article_number=F("last_article_number") + 1)
        self.refresh_from_db(fields=["last_article_number"])
        return self.last_article_number
