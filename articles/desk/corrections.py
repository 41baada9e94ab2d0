"""Corrections (更正): a published text is changed with a notice, or, for mere typography, with a record."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import access
from articles.desk import workflow
from articles.desk.base import DeskAdmin, ReachFilter, editor_of, link
from articles.desk.forms import DeskForm
from articles.models import Article, ArticlePart, Correction, Photo
from articles.models.role import name_of

NOTICE, TYPOGRAPHY = "notice", "typography"
FIELDSET = (
    gettext_lazy("Correction"),
    {
        "fields": ["correction_kind", "correction_notice"],
        "classes": ["desk-correction"],
        "description": gettext_lazy(
            "Readers have seen this text. Say what was wrong and what is right; it is shown, dated."
        ),
    },
)
_MISSING = gettext_lazy("This text is public: say in a correction notice what was wrong and what is right.")


class CorrectedForm(DeskForm):
    """A form of something that may be public, whose text fields ask for a notice when they change."""

    text_fields: frozenset[str] = frozenset()
    may_be_silent = True

    correction_kind = forms.ChoiceField(
        label=gettext_lazy("This change"),
        choices=[
            (NOTICE, gettext_lazy("corrects what was said: with a public notice")),
            (
                TYPOGRAPHY,
                gettext_lazy("is typography only (spacing, punctuation, a mis-keyed character): no notice"),
            ),
        ],
        initial=NOTICE,
        required=False,
        widget=forms.RadioSelect,
    )
    correction_notice = forms.CharField(
        label=gettext_lazy("correction notice"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_of_public():
            for name in ("correction_kind", "correction_notice"):
                self.fields.pop(name, None)
        elif not self.may_be_silent and "correction_kind" in self.fields:
            self.fields["correction_kind"].choices = [self.fields["correction_kind"].choices[0]]  # type: ignore[attr-defined]

    def is_of_public(self) -> bool:
        """Whether readers have seen what the form changes."""
        raise NotImplementedError

    def changes_text(self) -> bool:
        """Whether a field that readers read was changed."""
        return bool(self.text_fields & set(self.changed_data))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.is_of_public() and self.changes_text() and "correction_kind" not in self.errors:
            if not says_why(self.data):
                self.add_error("correction_notice", _MISSING)
        return data


def says_why(data: Any) -> bool:
    """Whether a posted form says why a public text is changed; the form itself checks who may say what."""
    return data.get("correction_kind") == TYPOGRAPHY or bool(data.get("correction_notice", "").strip())


class AsksForNotice:
    """A formset under an article whose rows are text that readers read; mixed into Django's formsets."""

    text_fields: frozenset[str] = frozenset()

    def changed_texts(self) -> list[Any]:
        """The forms whose text was changed, added or taken away."""
        forms_: list[Any] = self.forms  # type: ignore[attr-defined]
        return [
            form
            for form in forms_
            if self.text_fields & set(form.changed_data) or (form.instance.pk and form in self.deleted_forms)  # type: ignore[attr-defined]
        ]

    def clean(self) -> None:
        super().clean()  # type: ignore[misc]
        article: Article = self.instance  # type: ignore[attr-defined]
        if article.pk and article.has_been_public and not says_why(self.data):  # type: ignore[attr-defined]
            if self.changed_texts():
                raise forms.ValidationError(_MISSING)


class CorrectingAdmin(DeskAdmin):
    """A form in which a public text can be corrected."""

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        form.may_be_silent = request.user.has_perm("articles.correct_silently")
        return form

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        article = obj if isinstance(obj, Article) else obj.article
        if change and form.is_of_public() and article is not None:
            form.former_at = workflow.keep_version(article)
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if change and form.is_of_public():
            asking = [formset for formset in formsets if isinstance(formset, AsksForNotice)]
            changed = [one for formset in asking for one in formset.changed_texts()]
            self._note(request, form, changed)

    def _note(self, request: HttpRequest, form: Any, changed: list[Any]) -> None:
        notice = form.cleaned_data.get("correction_notice", "").strip()
        changes_text = bool(changed) or form.changes_text()
        if form.cleaned_data.get("correction_kind") == TYPOGRAPHY:
            if changes_text:
                workflow.note_typography(form.instance, editor_of(request))
        elif notice:
            parts = [one.instance for one in changed if isinstance(one.instance, ArticlePart)]
            one_part = parts[0] if len(parts) == 1 and parts[0].pk else None
            former_at = getattr(form, "former_at", None) if changes_text else None
            workflow.note_correction(
                form.instance, editor_of(request), notice, part=one_part, former_at=former_at
            )


class CorrectionForm(DeskForm):
    """A notice about an article, or about a photo that stands alone, as it was printed and stays."""

    class Meta:
        model = Correction
        fields = ["article", "photo", "date", "notice"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.instance.pk:
            return data
        article, photo = data.get("article"), data.get("photo")
        if (article is None) == (photo is None):
            self.add_error("article", _("Choose the article, or the photo that stands alone."))
        about: Article | Photo | None = article or photo
        public = isinstance(about, Article) and about.has_been_public
        public = public or (isinstance(about, Photo) and about.page.has_been_public)
        if about is not None and not public:
            self.add_error(
                "article" if article else "photo", _("This is not published: it can simply be changed.")
            )
        return data


@admin.register(Correction)
class CorrectionAdmin(DeskAdmin):
    form = CorrectionForm
    list_display = ["date", "about", "notice", "issue", "who"]
    list_filter = [("issue__newspaper", ReachFilter)]
    list_select_related = ["article__issue__newspaper", "photo", "issue__newspaper", "made_by"]
    date_hierarchy = "date"
    search_fields = ["notice", "article__headline"]
    ordering = ["-date", "-pk"]
    autocomplete_fields = ["article", "photo"]
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Correction]:
        return super().get_queryset(request).prefetch_related("article__parts")

    def get_readonly_fields(self, request: HttpRequest, obj: Correction | None = None) -> list[str]:
        return ["article", "photo"] if obj is not None else []

    def is_public(self, obj: Correction) -> bool:
        """A notice is part of the record: it can be reworded, never deleted."""
        return True

    def save_model(self, request: HttpRequest, obj: Correction, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        about = obj.article or obj.photo
        assert about is not None  # the form says so
        made = workflow.note_correction(about, editor_of(request), obj.notice)
        obj.pk, obj.issue, obj.article, obj.made_by = made.pk, made.issue, made.article, made.made_by
        obj.made_at = made.made_at
        obj.save(force_update=True)  # the day that the form gives it

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and access.may(request.user, "correct", Correction)

    @admin.display(description=gettext_lazy("article"))
    def about(self, correction: Correction) -> SafeString:
        if correction.article is not None:
            return link("admin:articles_article_change", correction.article.title, correction.article_id)
        return link("admin:articles_photo_change", correction.photo, correction.photo_id)

    @admin.display(description=gettext_lazy("who"), ordering="made_by")
    def who(self, correction: Correction) -> str:
        return name_of(correction.made_by)
