"""The word list (词表) of a newspaper: banned and mistyped words, titles, order of names; its CSV files."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from articles import access
from articles.desk.base import DeskAdmin, ReachFilter
from articles.desk.forms import DeskForm
from articles.ingest.decoding import MAX_BYTES, UnreadableTextError, decode_text
from articles.interchange.word_list import BadWordList, read_csv, write_csv
from articles.models import Newspaper, WordEntry
from articles.wording.word_list import Entry, split_names


class WordEntryForm(DeskForm):
    class Meta:
        model = WordEntry
        fields = ["newspaper", "kind", "word", "right", "note"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        kind, word, right = (data.get(name) or "" for name in ("kind", "word", "right"))
        if (
            kind in (WordEntry.Kind.MISTYPED, WordEntry.Kind.TITLE)
            and not right
            and "right" not in self.errors
        ):
            self.add_error("right", _("Say what is right: the word, or the titles of the name."))
        if kind == WordEntry.Kind.MISTYPED and word and word == right:
            self.add_error("right", _("This is the very word that is to be found."))
        if kind == WordEntry.Kind.ORDER and word and len(split_names(word)) < 2:
            self.add_error("word", _("An order needs two names or more, parted by 、."))
        return data


class CsvForm(forms.Form):
    """A file and the newspaper whose word list takes it in."""

    newspaper = forms.ModelChoiceField(Newspaper.objects.none(), label=gettext_lazy("newspaper"))
    file = forms.FileField(
        label=gettext_lazy("CSV file"), widget=forms.FileInput(attrs={"accept": ".csv,text/csv,text/plain"})
    )
    replace = forms.BooleanField(
        label=gettext_lazy("take away entries that the file does not have"), required=False
    )

    def __init__(self, *args: Any, user: access.AnyUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        newspapers = access.within_reach(user, Newspaper.objects.by_name())
        field = self.fields["newspaper"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = newspapers
        field.initial = newspapers.first()

    def clean_file(self) -> list[Entry]:
        upload: UploadedFile = self.cleaned_data["file"]
        if (upload.size or 0) > MAX_BYTES:
            raise forms.ValidationError(_("The file is too large."))
        try:
            return read_csv(decode_text(upload.read()))
        except (UnreadableTextError, BadWordList) as error:
            raise forms.ValidationError(str(error)) from error


@transaction.atomic
def take_in(newspaper: Newspaper, entries: Iterable[Entry], replace: bool = False) -> tuple[int, int, int]:
    """Bring entries into a newspaper's word list; returns how many were added, changed and taken away.

    An entry is known by its kind and word. The same file a second time changes nothing.
    """
    Newspaper.objects.select_for_update(no_key=True).get(pk=newspaper.pk)
    known = {(row.kind, row.word): row for row in newspaper.word_list.all()}
    wanted: dict[tuple[str, str], Entry] = {(entry.kind, entry.word): entry for entry in entries}
    added = [
        WordEntry(newspaper=newspaper, kind=entry.kind, word=entry.word, right=entry.right, note=entry.note)
        for key, entry in wanted.items()
        if key not in known
    ]
    changed = []
    for key, row in known.items():
        entry = wanted.get(key)
        if entry is not None and (row.right, row.note) != (entry.right, entry.note):
            row.right, row.note = entry.right, entry.note
            changed.append(row)
    gone = [row.pk for key, row in known.items() if replace and key not in wanted]
    WordEntry.objects.bulk_create(added)
    WordEntry.objects.bulk_update(changed, ["right", "note"])
    newspaper.word_list.filter(pk__in=gone).delete()
    return len(added), len(changed), len(gone)


@admin.register(WordEntry)
class WordEntryAdmin(DeskAdmin):
    form = WordEntryForm
    list_display = ["word", "kind", "right", "note", "newspaper"]
    list_filter = ["kind", ("newspaper", ReachFilter)]
    list_select_related = ["newspaper"]
    search_fields = ["word", "right", "note"]
    ordering = ["newspaper", "kind", "word"]
    change_list_template = "desk/word_list.html"

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        newspaper = access.within_reach(request.user, Newspaper.objects.all()).default()
        return {"newspaper": newspaper, **super().get_changeform_initial_data(request)}

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("export.csv", wrap(self.export_view), name="articles_wordentry_export"),
            path("import/", wrap(self.import_view), name="articles_wordentry_import"),
            *super().get_urls(),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        may_import = self.has_add_permission(request) and self.has_change_permission(request)
        newspapers = access.within_reach(request.user, Newspaper.objects.by_name())
        shown = {"may_import": may_import, "newspapers": newspapers}
        return super().changelist_view(request, {**shown, **(extra_context or {})})

    @method_decorator(require_safe)
    def export_view(self, request: HttpRequest) -> HttpResponse:
        """The word list of the newspaper whose slug the address gives."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        newspaper = access.newspaper_or_404(request.GET.get("newspaper", ""))
        if not access.in_reach(request.user, newspaper):
            raise PermissionDenied
        content = write_csv(row.as_entry() for row in WordEntry.objects.of(newspaper))
        name = f"word-list-{newspaper.slug}.csv"
        disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=disposition)

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """Ask for a file, and take it in: all of it, or nothing."""
        if not (self.has_add_permission(request) and self.has_change_permission(request)):
            raise PermissionDenied
        form = CsvForm(request.POST or None, request.FILES or None, user=request.user)
        if request.method == "POST" and form.is_valid():
            data = form.cleaned_data
            if data["replace"] and not self.has_delete_permission(request):
                raise PermissionDenied
            added, changed, gone = take_in(data["newspaper"], data["file"], data["replace"])
            text = ngettext(
                "%(n)d entry added, %(changed)d changed, %(gone)d taken away.",
                "%(n)d entries added, %(changed)d changed, %(gone)d taken away.",
                added,
            )
            messages.success(request, text % {"n": added, "changed": changed, "gone": gone})
            return redirect("admin:articles_wordentry_changelist")
        context = {
            **self.admin_site.each_context(request),
            "title": _("Import a word list"),
            "opts": self.opts,
            "form": form,
        }
        return render(request, "desk/import_word_list.html", context)
