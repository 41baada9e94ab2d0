"""What somebody types into fast entry, kept meanwhile: for them alone, no revision, nothing for search.

What a save could not store is an `UnsavedText` (docs/together.md says how the two differ).
"""

from __future__ import annotations

import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.issue import Issue
from articles.models.page import Page

KEPT_FOR = datetime.timedelta(days=14)
"""How long after the last key a text is kept (docs/entry.md)."""


class AutosaveQuerySet(models.QuerySet["Autosave"]):
    """Autosaves."""

    def waiting(self) -> Self:
        """Those that can still be taken up again, the newest first."""
        return self.filter(saved=False, at__gte=timezone.now() - KEPT_FOR).order_by("-at", "-pk")

    def expired(self) -> Self:
        """Those whose time is over."""
        return self.filter(at__lt=timezone.now() - KEPT_FOR)


class Autosave(models.Model):
    """The fields of one opened form, by the ``key`` that it bears; of an article, or of a new one on a page.

    ``base`` is the stamp of the story that the form showed when it was opened, ``turn`` counts what was kept,
    so that of two windows the later one never writes over the other. A row of which ``saved`` is true holds
    nothing typed, and remembers which article the form became: a second click makes no second one.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="autosaves")
    key = models.CharField(max_length=32)
    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="+")
    page = models.ForeignKey(Page, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    fields = models.JSONField(default=dict)
    base = models.JSONField(default=dict)
    turn = models.PositiveIntegerField(default=0)
    saved = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = AutosaveQuerySet.as_manager()

    class Meta:
        verbose_name = _("autosave")
        verbose_name_plural = _("autosaves")
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="autosave_unique_key"),
            models.CheckConstraint(
                condition=models.Q(page__isnull=False) | models.Q(article__isnull=False),
                name="autosave_has_a_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.key}"

    @property
    def title(self) -> str:
        """What it is called in a list: its headline as typed, else how its text begins."""
        texts = [self.fields.get(name, "") for name in ("headline", "kicker", "deck")]
        texts += [text for name, text in self.fields.items() if name.startswith("body")]
        return next((text[:30] for text in texts if text.strip()), str(_("(no headline)")))
