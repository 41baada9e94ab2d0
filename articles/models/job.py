"""Import jobs: what an import of an issue has done, what it still has to do, and what went wrong.

The rows are what an editor watches and what work is taken from; the task queue only says when. So a task
that is lost, or comes twice, does no harm: `JobPage.take` hands a page to one worker alone.
"""

from __future__ import annotations

import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.issue import Issue
from articles.models.newspaper import Newspaper
from articles.models.page import Page
from articles.models.told import Told, ToldField, told_from


class Job(models.Model):
    """One import of an issue from files. What it tells is put into words for who reads it.

    ``language`` is that of the user who began it, for words that come from elsewhere.

    ``runner`` names the process that does it by itself, a command; "" where workers do it from the queue.
    """

    class State(models.TextChoices):
        PLANNING = "planning", _("Reading the files")
        RUNNING = "running", _("Running")
        STOPPED = "stopped", _("Stopped")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    newspaper = models.ForeignKey(
        Newspaper, verbose_name=_("newspaper"), on_delete=models.CASCADE, related_name="jobs"
    )
    date = models.DateField(_("date"), null=True, blank=True)
    edition = models.PositiveSmallIntegerField(_("edition"), null=True, blank=True)
    issue = models.ForeignKey(
        Issue, verbose_name=_("issue"), on_delete=models.SET_NULL, null=True, blank=True, related_name="jobs"
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PLANNING)
    reason = ToldField(_("reason"), blank=True)
    aside = models.JSONField(default=list, blank=True)
    publish = models.BooleanField(_("publish when all is in"), default=False)
    replace = models.BooleanField(default=False)
    language = models.CharField(max_length=10, default="zh-hans")
    runner = models.CharField(max_length=80, blank=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("started by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    created_at = models.DateTimeField(_("started at"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["planning", "running", "stopped", "done", "failed"]),
                name="job_state_known",
            )
        ]

    def __str__(self) -> str:
        return f"{self.newspaper} {self.date or ''}".strip()

    @property
    def is_open(self) -> bool:
        """Whether there is work that goes on by itself."""
        return self.state in (self.State.PLANNING, self.State.RUNNING)


class JobFile(models.Model):
    """A file of an import, kept under a name of ours; the originals of pages stay when the import is done."""

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    file = models.FileField(upload_to="originals/", max_length=200)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["job", "name"], name="job_file_unique_name")]

    def __str__(self) -> str:
        return self.name


class JobPageQuerySet(models.QuerySet["JobPage"]):
    """Pages of imports."""

    def waiting(self) -> Self:
        return self.filter(state=JobPage.State.WAITING)

    def running(self) -> Self:
        return self.filter(state=JobPage.State.RUNNING)

    def failed(self) -> Self:
        return self.filter(state=JobPage.State.FAILED)

    def finished(self) -> Self:
        """Those on which nothing more is to be done."""
        return self.exclude(state__in=[JobPage.State.WAITING, JobPage.State.RUNNING])

    def left_lying(self, longer_than: datetime.timedelta) -> Self:
        """Taken by a worker so long ago that it must have been killed."""
        return self.running().filter(taken_at__lt=timezone.now() - longer_than)


class JobPage(models.Model):
    """One page of an import.

    ``photos`` are plans of photos as JSON, ``notes`` sentences as JSON (`told.Told`); see `said`.
    ``is_final`` says of a failed page that its file is at fault, so that there is no use in repeating it.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        UNCHANGED = "unchanged", _("Unchanged")
        FAILED = "failed", _("Failed")

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="pages")
    sequence = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=20, blank=True)
    section = models.CharField(max_length=60, blank=True)
    file = models.ForeignKey(JobFile, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    sheet = models.PositiveSmallIntegerField(default=1)
    text_file = models.ForeignKey(JobFile, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    photos = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    taken_at = models.DateTimeField(null=True, blank=True)
    reason = ToldField(blank=True)
    is_final = models.BooleanField(default=False)
    notes = models.JSONField(default=list, blank=True)
    page = models.ForeignKey(Page, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = JobPageQuerySet.as_manager()

    class Meta:
        ordering = ["job", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["job", "sequence"], name="job_page_unique_sequence"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "running", "done", "unchanged", "failed"]),
                name="job_page_state_known",
            ),
            models.CheckConstraint(
                condition=Q(file__isnull=False) | Q(text_file__isnull=False), name="job_page_has_a_file"
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The file's name, and which of its pages."""
        file = self.file or self.text_file
        name = file.name if file else ""
        return f"{name} ({self.sheet})" if self.sheet > 1 else name

    @property
    def said(self) -> list[Told | str]:
        """The notes, to be said in the language of who reads them."""
        return [told_from(note) for note in self.notes]

    def take(self) -> bool:
        """Take a waiting page for this worker alone; False where another one has it or it is finished."""
        taken = (
            JobPage.objects.filter(pk=self.pk)
            .waiting()
            .update(state=self.State.RUNNING, taken_at=timezone.now(), attempts=models.F("attempts") + 1)
        )
        return bool(taken)
