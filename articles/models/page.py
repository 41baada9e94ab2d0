"""版: a page of an issue, the source it was read from, and what it prints beside articles and photos."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from articles.models.change import Kind
from articles.models.issue import Issue
from articles.models.stage import Staged, StagedQuerySet
from articles.wording.jumps import label_key

_ASIDE = 10_000
"""Added to the positions of pages while they change places; no issue has as many pages."""


class PageQuerySet(StagedQuerySet["Page"]):
    """Pages."""

    def at(self, number: int) -> Page | None:
        """The page at the address ``p<number>``: a fixed address number first, else the sequence."""
        fixed: Page | None = self.filter(address_number=number).first()
        return fixed or self.filter(address_number__isnull=True, sequence=number).first()

    def store_plan(self, pages: Sequence[Page]) -> None:
        """Store position, printed number and section name of these pages of one issue, as they are in memory.

        They may have changed places: the constraint on positions is checked row by row, so all step aside.
        """
        with transaction.atomic(using=self.db):
            self.filter(pk__in=[page.pk for page in pages]).update(sequence=F("sequence") + _ASIDE)
            self.bulk_update(pages, ["sequence", "number", "section_name"])

    def fix_addresses(self) -> None:
        """Give each page of an issue its address number: its position, else the next free number."""
        pages = list(self.order_by("sequence"))
        taken = {page.address_number for page in pages if page.address_number}
        for page in pages:
            if page.address_number is None:
                number = page.sequence if page.sequence not in taken else max(taken) + 1
                taken.add(number)
                self.filter(pk=page.pk).update(address_number=number)


class Page(Staged):
    """One printed page. ``sequence`` is its position 1…n; ``number`` is what is printed (``A01``, ``三``)."""

    issue = models.ForeignKey(Issue, verbose_name=_("issue"), on_delete=models.CASCADE, related_name="pages")
    sequence = models.PositiveSmallIntegerField(_("sequence"), help_text=_("Position in the issue, from 1."))
    number = models.CharField(
        _("printed number"), max_length=20, blank=True, help_text=_("As printed: 1, 三, A02; it may repeat.")
    )
    section_name = models.CharField(_("section name"), max_length=60, blank=True, help_text=_("版名"))
    address_number = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)

    objects = PageQuerySet.as_manager()  # type: ignore[misc]  # narrows the base's

    search_reads = ("issue", "sequence", "number", "section_name", "stage", "published_at")
    search_touches = ((Kind.PAGE, "pk"),)

    class Meta(Staged.Meta):
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["issue", "sequence"]
        constraints = [
            *Staged.Meta.constraints,
            models.UniqueConstraint(
                fields=["issue", "sequence"],
                name="page_unique_sequence",
                violation_error_message=_("The issue already has a page at this position."),
            ),
            models.UniqueConstraint(fields=["issue", "address_number"], name="page_unique_address"),
            models.CheckConstraint(condition=Q(sequence__gte=1), name="page_sequence_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.issue} · {self.label}"

    def get_absolute_url(self) -> str:
        return reverse("page", args=[self.issue.newspaper.slug, self.issue.address, self.address])

    @property
    def address(self) -> int:
        """The number in its address ``p<n>``: its position until it is published, fixed from then on."""
        return self.address_number or self.sequence

    @property
    def label(self) -> str:
        """The printed number; the position where none is printed."""
        return self.number or str(self.sequence)

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands on it, and it has neither a picture nor anything that it was read from."""
        held = (self.parts, self.photos, self.left_out)
        return not any(rows.exists() for rows in held) and not (
            PageSource.objects.filter(page=self).exists() or hasattr(self, "image")
        )

    @property
    def key(self) -> str:
        """The label as a key by which jump lines are matched: 三, 3 and 03 are one."""
        return label_key(self.label)


class PageSource(models.Model):
    """What a page was read from, kept so that nothing is lost and a second import is known as such.

    ``brought`` are marks of what came with it (`ingest.brought`): what does not bear its mark any more was
    changed by somebody, and no other import takes it away.
    """

    class Kind(models.TextChoices):
        TEXT = "text", _("Text")
        PDF = "pdf", "PDF"
        IMAGE = "image", _("Picture")

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="source")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.TEXT)
    sha256 = models.CharField(max_length=64)
    text = models.TextField(_("text"), blank=True)
    name = models.CharField(_("file name"), max_length=200, blank=True, help_text=_("As it came."))
    file = models.FileField(_("file"), upload_to="originals/", blank=True, max_length=200)
    sheet = models.PositiveSmallIntegerField(
        _("sheet"), default=1, help_text=_("Which page of its file it is, from 1.")
    )
    brought = models.JSONField(default=dict, blank=True, editable=False)
    imported_at = models.DateTimeField(_("imported at"), auto_now_add=True)

    class Meta:
        verbose_name = _("page source")
        verbose_name_plural = _("page sources")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["text", "pdf", "image"]), name="source_kind_known"),
            models.CheckConstraint(condition=Q(sheet__gte=1), name="source_sheet_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.page} ({self.sha256[:12]})"


class LeftOutText(models.Model):
    """Printed text that is no article and no photo: advertisements, notices, teasers, furniture."""

    class Kind(models.TextChoices):
        ADVERT = "advert", _("Advertisement")
        NOTICE = "notice", _("Notice")
        TEASER = "teaser", _("Teaser")
        FURNITURE = "furniture", _("Furniture")
        UNKNOWN = "unknown", _("Unknown")

    page = models.ForeignKey(Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="left_out")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.UNKNOWN)
    text = models.TextField(_("text"))
    zones = models.JSONField(_("zones"), default=list, blank=True, editable=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("left-out text")
        verbose_name_plural = _("left-out texts")
        ordering = ["page", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["advert", "notice", "teaser", "furniture", "unknown"]),
                name="left_out_text_kind_known",
            )
        ]

    def __str__(self) -> str:
        return self.text[:40]
