"""角色: who may do what, as groups of permissions, and the newspapers that a user is tied to.

A migration makes the groups from the table below (`set_up_groups`); an administrator may change them later.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps as live_apps
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import User
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.newspaper import Newspaper

_ALL = (
    "newspaper issue page article articlepart column person byline photo photocredit leftouttext join "
    "correction handling override wordentry"
).split()
_STORY = "article articlepart byline photo photocredit".split()
_PAPER = [*_STORY, *"issue page person column leftouttext".split()]


def _on(nouns: list[str], *deeds: str) -> set[str]:
    return {f"{deed}_{noun}" for noun in nouns for deed in deeds}


_VIEW = _on(_ALL, "view")
_REPORTER = _VIEW | _on(_STORY, "add", "change", "delete") | {"write_own", "submit"}
_EDITOR = (
    _REPORTER
    | _on(_PAPER, "add", "change", "delete")
    | _on(["correction"], "add", "change")
    | {"change_join", "edit_any", "first_review", "second_review", "send_back"}
    | {"correct", "correct_silently"}
)
_DUTY_EDITOR = (
    _EDITOR
    | {"final_review", "sign_off", "override_preflight", "schedule", "publish", "publish_at_once", "withdraw"}
    | _on(["wordentry"], "add", "change", "delete")
)
_ARCHIVIST = (
    _VIEW
    | _on(["issue", "page", *_STORY, "person", "column"], "change")
    | _on(["person", "column", "byline", "photocredit", "correction"], "add")
    | {"change_correction", "correct"}
)
_ADMINISTRATOR = (
    _DUTY_EDITOR
    | _on(["newspaper", "membership"], "view", "add", "change", "delete")
    | {"view_user", "add_user", "change_user"}
)


class Role(models.TextChoices):
    """The roles; a group bears the value as its name."""

    REPORTER = "reporter", _("Reporter")
    EDITOR = "editor", _("Editor")
    DUTY_EDITOR = "duty-editor", _("Duty editor")
    ARCHIVIST = "archivist", _("Archivist")
    ADMINISTRATOR = "administrator", _("Administrator")

    @property
    def permissions(self) -> set[str]:
        """The codenames of its permissions."""
        return _PERMISSIONS[self]


_PERMISSIONS = {
    Role.REPORTER: _REPORTER,
    Role.EDITOR: _EDITOR,
    Role.DUTY_EDITOR: _DUTY_EDITOR,
    Role.ARCHIVIST: _ARCHIVIST,
    Role.ADMINISTRATOR: _ADMINISTRATOR,
}


def set_up_groups(apps: Any = live_apps) -> None:
    """Make the groups where they are missing and give each its permissions; none is taken away.

    Migrations call it, with their own ``apps``; one that adds a noun or a permission calls it again.
    """
    for label in ("articles", "auth"):
        create_permissions(live_apps.get_app_config(label), verbosity=0, apps=apps)
    group_model, permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    known = {row.codename: row for row in permission.objects.filter(content_type__app_label__in=_APPS)}
    for role in Role:
        group, _made = group_model.objects.get_or_create(name=role.value)
        group.permissions.add(*(known[name] for name in role.permissions if name in known))


_APPS = ("articles", "auth")


def name_of(user: User | None) -> str:
    """A user's name as a newsroom says it, family name first where it is Chinese; else the login."""
    if user is None:
        return ""
    return whole_name(user.last_name, user.first_name) or user.get_username()


def whole_name(last: str, first: str) -> str:
    """The two halves of a name put together as its script wants it."""
    if (last + first).isascii():
        return f"{first} {last}".strip()
    return f"{last}{first}"


class Membership(models.Model):
    """A newspaper that a user works for. Who has none works for all; who has some, for these alone."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("user"), on_delete=models.CASCADE, related_name="memberships"
    )
    newspaper = models.ForeignKey(
        Newspaper, verbose_name=_("newspaper"), on_delete=models.CASCADE, related_name="memberships"
    )

    class Meta:
        verbose_name = _("newspaper of a user")
        verbose_name_plural = _("newspapers of a user")
        constraints = [
            models.UniqueConstraint(fields=["user", "newspaper"], name="membership_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.newspaper}"
