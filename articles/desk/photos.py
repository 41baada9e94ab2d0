"""Photos (图片): caption, credits, rights, and the file, which goes in by `ingest.photos` alone."""

from __future__ import annotations

from typing import Any, BinaryIO, cast

from django import forms
from django.contrib import admin, messages
from django.core.files.uploadedfile import UploadedFile
from django.db.models import ForeignKey, QuerySet
from django.forms.models import ModelChoiceField
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.desk import corrections
from articles.desk.base import (
    DeskInline,
    OnPagesOfOneIssue,
    PlacedForm,
    ReachFilter,
    Tool,
    link,
    without_detours,
)
from articles.desk.choices import page_choice
from articles.desk.signature_rows import CreditInline, NamesPeople
from articles.ingest.photos import PhotoRefused, check_photo_file, store_photo_file
from articles.models import Photo, PhotoCredit
from articles.wording.signing import text_of


class PhotoForm(PlacedForm):
    """A photo; a file that cannot be kept is refused before anything is stored."""

    upload = forms.FileField(
        label=gettext_lazy("New file"),
        required=False,
        help_text=gettext_lazy(
            "JPEG, PNG, WebP or TIFF. It is turned upright and rid of what the camera wrote into it."
        ),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/tiff"}),
    )

    class Meta:
        model = Photo
        fields = [
            "page",
            "article",
            "order",
            "caption",
            "alt_text",
            "taken_on",
            "online_permitted",
            "permitted_until",
            "rights_holder",
        ]
        widgets = {"caption": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"})}

    def clean_upload(self) -> UploadedFile | None:
        upload = self.cleaned_data["upload"]
        if upload:
            try:
                check_photo_file(cast(BinaryIO, upload))
            except PhotoRefused as error:
                raise forms.ValidationError(str(error)) from error
        return upload

    def clean_order(self) -> int | None:
        # Photos of a page may share a place; the formset of an article fills in an empty one itself.
        return self.cleaned_data["order"] or 1

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        page, article = data.get("page"), data.get("article")
        if page is not None and article is not None and page.issue_id != article.issue_id:
            self.add_error("article", _("This article is in another issue than the page."))
        return data


def thumbnail(photo: Photo) -> SafeString | str:
    """The photo as small as it is kept; the same address that readers use, which lets editors see drafts."""
    if not photo.file:
        return _("no file yet")
    smallest = next(iter(photo.renditions.all()), None)
    size = smallest.width if smallest else "original"
    return format_html(
        '<img class="desk-thumbnail" src="{}" alt="{}">',
        reverse("picture", args=[photo.key, size]),
        photo.alt_text or photo.caption[:80],
    )


def keep_uploads(request: HttpRequest, formset: Any) -> None:
    """Store the files of saved photo forms; each was checked when the form was."""
    for form in formset.forms:
        upload = getattr(form, "cleaned_data", {}).get("upload")
        if upload and form.instance.pk and form not in formset.deleted_forms:
            keep_upload(request, form.instance, upload)


def keep_upload(request: HttpRequest, photo: Photo, upload: UploadedFile) -> None:
    """Give one saved photo its file."""
    upload.seek(0)
    if not store_photo_file(photo, cast(BinaryIO, upload)):
        messages.info(request, _("%(photo)s: this very file is there already.") % {"photo": photo})


class ArticlePhotoFormSet(corrections.AsksForNotice, OnPagesOfOneIssue):
    """The photos of one article, each on a page of its issue."""

    text_fields = frozenset({"caption"})

    def clean(self) -> None:
        super().clean()
        for form in self.forms:
            page = getattr(form, "cleaned_data", {}).get("page")
            if page is not None and form in self.deleted_forms and page.has_been_public:
                raise forms.ValidationError(_("%(row)s — published, so it stays") % {"row": form.instance})


class ArticlePhotoForm(PhotoForm):
    class Meta(PhotoForm.Meta):
        fields = [field for field in PhotoForm.Meta.fields if field != "article"]

    def clean_order(self) -> int | None:
        return self.cleaned_data["order"]


class ArticlePhotoInline(DeskInline, admin.StackedInline):
    model = Photo
    form = ArticlePhotoForm
    formset = ArticlePhotoFormSet
    extra = 0
    ordering = ["order", "pk"]
    readonly_fields = ["picture"]
    show_change_link = True
    verbose_name, verbose_name_plural = gettext_lazy("photo"), gettext_lazy("photos")
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("picture", "upload"),
                    ("page", "order"),
                    "caption",
                    "alt_text",
                    "taken_on",
                    ("online_permitted", "permitted_until", "rights_holder"),
                ]
            },
        )
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Photo]:
        return super().get_queryset(request).select_related("page").prefetch_related("renditions")

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField | None:
        if db_field.name == "page":
            return page_choice(request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):  # type: ignore[no-untyped-def]
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        return without_detours(field) if db_field.name == "page" else field

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj is not None and obj.has_been_public)

    @admin.display(description=gettext_lazy("picture"))
    def picture(self, photo: Photo) -> SafeString | str:
        return thumbnail(photo)


class HasFile(admin.SimpleListFilter):
    """Photos by whether their file has come."""

    title = gettext_lazy("file")
    parameter_name = "has_file"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", gettext_lazy("has come")), ("no", gettext_lazy("is missing"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Photo]) -> QuerySet[Photo]:
        match self.value():
            case "yes":
                return queryset.exclude(file="")
            case "no":
                return queryset.filter(file="")
        return queryset


class OnePhotoForm(corrections.CorrectedForm, PhotoForm):
    """A photo by itself; the caption is text that readers read."""

    text_fields = frozenset({"caption"})

    def is_of_public(self) -> bool:
        return bool(self.instance.pk) and self.instance.page.has_been_public


@admin.register(Photo)
class PhotoAdmin(NamesPeople, corrections.CorrectingAdmin):
    form = OnePhotoForm
    list_display = ["excerpt", "picture", "page_link", "article_link", "credit_line", "shown_online"]
    list_filter = [
        HasFile,
        "online_permitted",
        ("article", admin.EmptyFieldListFilter),
        ("page__issue__newspaper", ReachFilter),
    ]
    list_select_related = ["page__issue__newspaper", "article__issue"]
    date_hierarchy = "page__issue__date"
    search_fields = ["caption", "alt_text", "rights_holder", "credits__name"]
    search_help_text = gettext_lazy("Caption, alternative text, rights holder or photographer")
    ordering = ["-page__issue__date", "page", "order", "pk"]
    autocomplete_fields = ["page", "article"]
    readonly_fields = ["picture", "size"]
    inlines = [CreditInline]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("picture", "upload", "size"),
                    "page",
                    "article",
                    "order",
                    "caption",
                    "alt_text",
                    "taken_on",
                ]
            },
        ),
        (gettext_lazy("Rights"), {"fields": [("online_permitted", "permitted_until", "rights_holder")]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Photo]:
        return super().get_queryset(request).prefetch_related("renditions", "credits", "article__parts")

    def is_public(self, obj: Photo) -> bool:
        """Readers know it by its caption even where its rights keep the picture from them."""
        return obj.page.has_been_public

    def get_fieldsets(self, request: HttpRequest, obj: Photo | None = None) -> Any:
        if obj is not None and obj.page.has_been_public and self.has_change_permission(request, obj):
            return [self.fieldsets[0], corrections.FIELDSET, *self.fieldsets[1:]]
        return self.fieldsets

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if upload := form.cleaned_data.get("upload"):
            keep_upload(request, form.instance, upload)

    def names_in(self, rows: QuerySet) -> list[QuerySet]:
        return [PhotoCredit.objects.filter(photo__in=rows)]

    def tools(self, request: HttpRequest, obj: Photo) -> list[Tool]:
        address = [obj.page.issue.newspaper.slug, obj.page.issue.address, obj.page.address]
        return [Tool(gettext_lazy("Preview"), reverse("preview-page", args=address))]

    @admin.display(description=gettext_lazy("caption"), ordering="caption")
    def excerpt(self, photo: Photo) -> str:
        return str(photo)

    @admin.display(description=gettext_lazy("picture"))
    def picture(self, photo: Photo) -> SafeString | str:
        return thumbnail(photo)

    @admin.display(description=gettext_lazy("size"))
    def size(self, photo: Photo) -> str:
        return f"{photo.width} × {photo.height}" if photo.file else "—"

    @admin.display(description=gettext_lazy("page"), ordering="page")
    def page_link(self, photo: Photo) -> SafeString:
        return link("admin:articles_page_change", photo.page, photo.page_id)

    @admin.display(description=gettext_lazy("article"), ordering="article__headline")
    def article_link(self, photo: Photo) -> SafeString | str:
        if photo.article is None:
            return _("stands alone")
        return link("admin:articles_article_change", photo.article.title, photo.article_id)

    @admin.display(description=gettext_lazy("photo credits"))
    def credit_line(self, photo: Photo) -> str:
        return text_of(photo.credits.all())

    @admin.display(description=gettext_lazy("may be shown online"), boolean=True)
    def shown_online(self, photo: Photo) -> bool:
        return photo.may_be_shown()
