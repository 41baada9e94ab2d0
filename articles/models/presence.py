"""Who is at work in what now, and what somebody typed that could not be saved yet (docs/together.md)."""

from __future__ import annotations

import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.newspaper import Newspaper
from articles.models.page import Page

KEPT_FOR = datetime.timedelta(days=90)
"""How long an unsaved text is kept after its user came back to it last (docs/together.md)."""


class PresenceQuerySet(models.QuerySet["Presence"]):
    """Presences."""

    def live(self) -> Self:
        """Those that have not expired."""
        return self.filter(until__gt=timezone.now())


class Presence(models.Model):
    """A user who has a thing of the desk open. ``until`` is when that expires unless the browser says more.

    ``holds`` is the soft lock: who came first, or took over. ``article`` and ``page`` repeat ``noun`` and
    ``row`` where they are one, so that pages can be asked for in one query.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="presences")
    noun = models.CharField(max_length=20)
    row = models.BigIntegerField()
    newspaper = models.ForeignKey(Newspaper, on_delete=models.CASCADE, null=True, related_name="+")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, null=True, related_name="presences")
    page = models.ForeignKey(Page, on_delete=models.CASCADE, null=True, related_name="presences")
    since = models.DateTimeField(_("since"))
    seen_at = models.DateTimeField(_("last seen"))
    until = models.DateTimeField(db_index=True)
    holds = models.BooleanField(default=False)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    taken_at = models.DateTimeField(null=True)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        default_permissions = ()
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "noun", "row"], name="presence_unique"),
            models.UniqueConstraint(
                fields=["noun", "row"], condition=Q(holds=True), name="presence_one_holds"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.noun} {self.row}"


def kept_until() -> datetime.datetime:
    """When the time of an unsaved text is over to which its user came back just now."""
    return timezone.now() + KEPT_FOR


class UnsavedTextQuerySet(models.QuerySet["UnsavedText"]):
    """Unsaved texts."""

    def expired(self) -> Self:
        """Those to which nobody came back in time."""
        return self.filter(until__lt=timezone.now())


class UnsavedText(models.Model):
    """What a user typed into a form that was not saved, to be merged later.

    ``seen`` is the thing as the form had shown it (`desk.together.snapshot`), ``posted`` what the form sent:
    a list of values a field. It is its user's alone, and goes some time after ``until``.
    """

    class Why(models.TextChoices):
        CHANGED = "changed", _("somebody else saved in between")
        TAKEN = "taken", _("somebody else took over")
        CLOSED = "closed", _("it can no longer be changed")
        GONE = "gone", _("it is not there any more")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="unsaved_texts")
    noun = models.CharField(max_length=20)
    row = models.BigIntegerField()
    newspaper = models.ForeignKey(Newspaper, on_delete=models.CASCADE, null=True, related_name="+")
    title = models.CharField(max_length=300)
    why = models.CharField(max_length=8, choices=Why.choices)
    seen = models.JSONField(null=True)
    posted = models.JSONField(default=dict)
    at = models.DateTimeField(_("when"), auto_now=True)
    until = models.DateTimeField(default=kept_until)

    objects = UnsavedTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("unsaved text")
        verbose_name_plural = _("unsaved texts")
        default_permissions = ()
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(why__in=["changed", "taken", "closed", "gone"]), name="unsaved_text_why_known"
            )
        ]
        indexes = [models.Index(fields=["user", "noun", "row"], name="unsaved_text_of_thing")]

    def __str__(self) -> str:
        return self.title

    def renew(self) -> None:
        """Its user came back to it: its time begins anew."""
        self.until = kept_until()
        type(self).objects.filter(pk=self.pk).update(until=self.until)  # it may be gone meanwhile
