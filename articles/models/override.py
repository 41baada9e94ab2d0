"""破例放行: a finding of preflight that somebody answers for, with the reason; never deleted by hand."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models.issue import Issue


class OverrideQuerySet(models.QuerySet["Override"]):
    """Overrides."""

    def standing(self) -> Self:
        """Those that were not taken back."""
        return self.filter(undone=False)


class Override(models.Model):
    """One finding that does not block any more.

    ``key`` is the finding's own, made of what was found and of the very text that it was found in: once that
    text changes, the finding has another key and blocks anew, and the row stays as a record.
    """

    issue = models.ForeignKey(
        Issue, verbose_name=_("issue"), on_delete=models.CASCADE, related_name="overrides"
    )
    key = models.CharField(max_length=40, editable=False)
    kind = models.CharField(_("kind"), max_length=40)
    subject = models.CharField(_("where"), max_length=300, blank=True)
    message = models.TextField(_("finding"), help_text=_("As it was read when it was overridden."))
    reason = models.TextField(_("reason"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    user_name = models.CharField(_("who"), max_length=200, blank=True)
    at = models.DateTimeField(_("when"), auto_now_add=True)
    undone = models.BooleanField(_("taken back"), default=False)

    objects = OverrideQuerySet.as_manager()

    class Meta:
        verbose_name = _("overridden finding")
        verbose_name_plural = _("overridden findings")
        ordering = ["-pk"]
        default_permissions = ("view",)
        permissions = [("override_preflight", "Can override findings of preflight")]
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "key"], condition=Q(undone=False), name="override_stands_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="override_has_a_reason"),
        ]

    def __str__(self) -> str:
        return gettext("%(subject)s: %(what)s") % {"subject": self.subject, "what": self.message}
