"""处理记录: who did what with an issue, page or article, when, from which stage to which, with what note."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.issue import Issue
from articles.models.page import Page
from articles.models.stage import REVIEWS, Stage, Verb


class HandlingQuerySet(models.QuerySet["Handling"]):
    """Handlings."""

    def of(self, thing: Issue | Page | Article) -> Self:
        """Those of just this issue, page or article, the newest first."""
        return self.filter(**{_noun(thing): thing}, noun=_noun(thing)).order_by("-pk")

    def of_this_round(self, row: models.F | OuterRef | int, noun: str) -> Self:
        """What was done with a row since it was submitted last, and stands; ``row`` is its id."""
        mine = self.filter(noun=noun, **{f"{noun}_id": row}, undone=False)
        last = (
            Handling.objects.filter(noun=noun, verb=Verb.SUBMIT, undone=False)
            .filter(**{f"{noun}_id": OuterRef(f"{noun}_id")})
            .order_by("-pk")
        )
        return mine.filter(pk__gte=Subquery(last.values("pk")[:1]))


class Handling(models.Model):
    """One verb done with one thing. It is never changed, but for ``undone``, and never deleted by hand.

    ``along_with`` is the handling of the page or issue with which the thing went along.
    """

    issue = models.ForeignKey(
        Issue, verbose_name=_("issue"), on_delete=models.CASCADE, related_name="handlings"
    )
    noun = models.CharField(
        _("kind"),
        max_length=8,
        choices=[("issue", _("issue")), ("page", _("page")), ("article", _("article"))],
    )
    page = models.ForeignKey(Page, on_delete=models.SET_NULL, null=True, blank=True, related_name="handlings")
    article = models.ForeignKey(
        Article, on_delete=models.SET_NULL, null=True, blank=True, related_name="handlings"
    )
    subject = models.CharField(_("handled"), max_length=300, help_text=_("What it was called then."))
    verb = models.CharField(_("verb"), max_length=20, choices=Verb.choices)
    from_stage = models.CharField(max_length=20, choices=Stage.choices)
    to_stage = models.CharField(max_length=20, choices=Stage.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="handlings"
    )
    user_name = models.CharField(
        _("who"), max_length=200, blank=True, help_text=_("Empty: done by the clock.")
    )
    note = models.TextField(_("note"), blank=True)
    at = models.DateTimeField(_("when"))
    along_with = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="along"
    )
    undone = models.BooleanField(default=False)

    objects = HandlingQuerySet.as_manager()

    class Meta:
        verbose_name = _("handling")
        verbose_name_plural = _("handlings")
        ordering = ["-pk"]
        default_permissions = ("view",)
        # What the verbs ask for, and what a form asks for beside Django's own permissions (docs/workflow.md).
        permissions = [
            ("write_own", "Can write articles and change own drafts"),
            ("edit_any", "Can change what others wrote, until it is signed off"),
            ("submit", "Can submit for review"),
            ("first_review", "Can pass the first review"),
            ("second_review", "Can pass the second review"),
            ("final_review", "Can pass the final review"),
            ("send_back", "Can send back"),
            ("sign_off", "Can sign off"),
            ("schedule", "Can set the time of publishing"),
            ("publish", "Can publish what is signed off"),
            ("publish_at_once", "Can publish at once, without reviews"),
            ("withdraw", "Can withdraw and restore"),
            ("correct", "Can correct what is published"),
            ("correct_silently", "Can correct mere typography without a notice"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(verb__in=Verb.values), name="handling_verb_known"),
            models.CheckConstraint(
                condition=Q(noun="issue", page=None, article=None)
                | Q(noun="page", article=None)
                | Q(noun="article", page=None),
                name="handling_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return gettext("%(subject)s: %(what)s") % {"subject": self.get_verb_display(), "what": self.subject}


def _noun(thing: Issue | Page | Article) -> str:
    return str(thing._meta.model_name)


def without_own(rows: models.QuerySet, verb: Verb, user_id: int) -> models.QuerySet:
    """Issues, pages or articles without those that the user may not judge, being no stranger to them.

    Nobody reviews or signs off what they wrote or submitted, and nobody passes two reviews of one round.
    """
    noun = str(rows.model._meta.model_name)
    judged = [Verb.SUBMIT, *(REVIEWS if verb in REVIEWS else ())]
    done = Handling.objects.of_this_round(OuterRef("pk"), noun).filter(user_id=user_id, verb__in=judged)
    rows = rows.filter(~Exists(done))
    return rows.filter(~Q(written_by_id=user_id) | Q(written_by=None)) if noun == "article" else rows
