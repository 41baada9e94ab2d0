"""Import of a page, its text or its PDF: paste or upload, correct the draft, save. Two steps, one address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from articles import access
from articles.desk import draft_edits, workflow
from articles.desk.base import editor_of
from articles.desk.draft_forms import DraftForms, SourceForm
from articles.desk.forms import storable, typed
from articles.desk.originals import KeptOriginal, OriginalGone, keep_original, load_original
from articles.imaging.limits import BadFile
from articles.ingest.decoding import MAX_BYTES, UnreadableTextError, check_text, decode_text
from articles.ingest.loader import CannotLoad, load_page
from articles.ingest.opening import sentence
from articles.ingest.pdf import is_pdf
from articles.ingest.target import Target
from articles.ingest.text import read_page
from articles.models import Article, Issue, Newspaper, Page, Verb
from articles.models.told import as_kept, told_from
from articles.records import PageDraft

# Django refuses a form of more than a thousand fields (DATA_UPLOAD_MAX_NUMBER_FIELDS). Better said before,
# with some to spare for what an editor promotes.
_MOST_FIELDS = 800
_REPORT = "imported"
"""Where the session keeps what the last import of a page did: the answer is a page of its own, so that going
back, or loading it again, sends nothing a second time."""


class TextForm(SourceForm):
    """Step one: where the page goes, and its text."""

    text = forms.CharField(
        label=gettext_lazy("page text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 18, "class": "desk-paste"}),
        help_text=gettext_lazy(
            "Paste all the text of one page, as it comes out of the PDF or the layout program."
        ),
    )
    file = forms.FileField(
        label=gettext_lazy("or a file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".txt,text/plain,.pdf,application/pdf"}),
        help_text=gettext_lazy("The page as a PDF, or as text in UTF-8, UTF-16 or GB18030 (GBK)."),
    )

    field_order = ["newspaper", "date", "edition", "number", "section", "text", "file", "replace"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        upload, pasted = data.get("file"), data.get("text") or ""
        if "file" in self.errors or "text" in self.errors:
            return data
        if not upload and not pasted.strip():
            self.add_error("text", _("Paste the page's text, or choose a file."))
            return data
        head = upload.read(MAX_BYTES + 1) if upload else b""
        if upload and is_pdf(head):
            upload.seek(0)
            return data | {"pdf": upload}
        try:
            data["text"] = _storable(decode_text(head, upload.size) if upload else pasted)
            check_text(data["text"])
        except UnreadableTextError as error:
            self.add_error("file" if upload else "text", str(error))
        return data


class DraftTargetForm(SourceForm):
    """Step two: the same, with the text that was read."""

    source = forms.CharField(
        strip=False, required=False, widget=forms.Textarea(attrs={"readonly": True, "rows": 30})
    )
    original = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "source" in self.errors or "original" in self.errors:
            return data
        data["source"] = _storable(data["source"])
        try:
            if data["original"]:
                data["kept"] = KeptOriginal.signed(data["original"])
            else:
                check_text(data["source"])
        except (UnreadableTextError, OriginalGone) as error:
            self.add_error("source", str(error))
        return data


@permission_required(["articles.add_article", "articles.add_issue"], raise_exception=True)
def import_page(request: HttpRequest) -> HttpResponse:
    """``/desk/import-page/``: the text form, the draft, the report."""
    if request.method != "POST":
        return _ask(request, TextForm(request.user, initial=_wanted(request)))
    if "do" in request.POST:
        return _correct(request)
    form = TextForm(request.user, request.POST, request.FILES)
    if not form.is_valid():
        return _ask(request, form)
    if "pdf" in form.cleaned_data:
        return _read_pdf(request, form)
    source = form.cleaned_data["text"]
    return _propose(request, form, read_page(source), source=source)


def _read_pdf(request: HttpRequest, form: TextForm) -> HttpResponse:
    """Step one with a PDF: what it prints is proposed, and the file kept until the draft is saved."""
    try:
        kept, draft = keep_original(form.cleaned_data["pdf"])
    except BadFile as error:
        form.add_error("file", str(sentence(error)))
        return _ask(request, form)
    return _propose(request, form, draft, original=kept.to_signed())


def _propose(
    request: HttpRequest, form: TextForm, draft: PageDraft, source: str = "", original: str = ""
) -> HttpResponse:
    """Show what was read, to be corrected."""
    field = "file" if original else "text"
    forms_of_draft = DraftForms(draft)
    if forms_of_draft.field_count() > _MOST_FIELDS:
        form.add_error(
            field,
            _("This reads as %(n)d articles, more than one page can hold. Import one page at a time.")
            % {"n": len(draft.articles)},
        )
        return _ask(request, form)
    if not (draft.articles or draft.photos or draft.left_out):
        form.add_error(field, _("No article could be read out of this text."))
        return _ask(request, form)
    kept = {name: form.cleaned_data[name] for name in SourceForm.base_fields}
    kept["section"] = kept["section"] or draft.section
    target = DraftTargetForm(request.user, initial={**kept, "source": source, "original": original})
    return _show(request, target, forms_of_draft, printed=draft.number)


def _correct(request: HttpRequest) -> HttpResponse:
    """Step two: a button was pressed on the draft."""
    target, drafted = DraftTargetForm(request.user, request.POST), DraftForms(data=request.POST)
    printed = typed(request, "printed", 20) or None
    if not all([target.is_valid(), drafted.is_valid()]):
        return _show(request, target, drafted, printed, failed=True)
    data = target.cleaned_data
    draft = drafted.draft(printed, data["section"])
    verb, _dash, row = request.POST["do"].partition("-")
    if verb == "save":
        return _save(request, target, drafted, draft_edits.in_order(draft, drafted.places()))
    draft = _edited(draft, verb, int(row) if row.isascii() and row.isdecimal() and len(row) < 9 else -1)
    if verb == "show":
        draft = draft_edits.in_order(draft, drafted.places())
    return _show(request, target, DraftForms(draft), printed)


def _edited(draft: PageDraft, verb: str, row: int) -> PageDraft:
    """The draft after one button; a button that fits no row changes nothing."""
    if verb == "drop" and 0 <= row < len(draft.articles):
        return draft_edits.leave_out(draft, row)
    if verb == "merge" and 0 < row < len(draft.articles):
        return draft_edits.merge(draft, row)
    if verb == "dropphoto" and 0 <= row < len(draft.photos):
        return draft_edits.leave_out_photo(draft, row)
    if verb == "promote" and 0 <= row < len(draft.left_out):
        return draft_edits.promote(draft, row)
    return draft


def _save(
    request: HttpRequest, target: DraftTargetForm, drafted: DraftForms, draft: PageDraft
) -> HttpResponse:
    data = target.cleaned_data
    place = Target(
        newspaper=data["newspaper"],
        date=data["date"],
        number=data["number"],
        edition=data["edition"],
        section=data["section"],
    )
    try:
        if "kept" in data:
            report = load_original(data["kept"], draft, place, replace=data["replace"])
        else:
            report = load_page(draft, place, data["source"], replace=data["replace"])
    except (CannotLoad, BadFile) as error:
        target.add_error(None, str(sentence(error) if isinstance(error, BadFile) else error))
        return _show(request, target, drafted, draft.number, failed=True)
    workflow.sign_as_writer(report.articles, editor_of(request))
    lines = as_kept(report.lines())
    request.session[_REPORT] = {
        "page": report.page.pk,
        "unchanged": report.unchanged,
        "lines": lines,
        "kept": [row.pk for row in report.kept if isinstance(row, Article)],
    }
    return redirect("admin:page_imported", report.page.pk)


@require_safe
@permission_required(["articles.add_article", "articles.add_issue"], raise_exception=True)
def page_imported(request: HttpRequest, pk: int) -> HttpResponse:
    """``/desk/import-page/12/``: what the import of a page made, as often as it is looked at."""
    pages = access.within_reach(request.user, Page.objects.select_related("issue__newspaper"))
    page = get_object_or_404(pages, pk=pk)
    report = request.session.get(_REPORT, {})
    if report.get("page") != page.pk:  # of a page before it; its stories are still told
        report = {"unchanged": False, "lines": [], "kept": []}
    kept = list(page.issue.articles.filter(pk__in=report["kept"], parts__page=page).distinct())
    context = {
        **_page(request, _("Nothing was changed") if report["unchanged"] else _("The page is imported")),
        "page": page,
        "issue": page.issue,
        "unchanged": report["unchanged"],
        "lines": [told_from(line) for line in report["lines"]],
        "stories": page.issue.articles.filter(parts__page=page).distinct().with_story().order_by("number"),
        "kept": kept,
        "deletable": [story for story in kept if _may_delete(request, story, page)],
        "may_publish": access.may(request.user, Verb.PUBLISH_AT_ONCE, page.issue),
    }
    return render(request, "desk/imported.html", context)


def _may_delete(request: HttpRequest, story: Article, page: Page) -> bool:
    """Whether a kept story stands on this page alone, and the user may delete it."""
    return access.may(request.user, "delete", story) and not story.parts.exclude(page=page).exists()


def _ask(request: HttpRequest, form: TextForm) -> HttpResponse:
    context = {
        **_page(request, _("Import page text")),
        "form": form,
        "has_newspaper": access.within_reach(request.user, Newspaper.objects.all()).exists(),
    }
    return render(request, "desk/import_page.html", context)


def _show(
    request: HttpRequest,
    target: DraftTargetForm,
    drafted: DraftForms,
    printed: str | None,
    failed: bool = False,
) -> HttpResponse:
    context = {
        **_page(request, _("Correct the draft")),
        "target": target,
        "drafted": drafted,
        "printed": printed or "",
        "failed": failed,
    }
    return render(request, "desk/draft.html", context)


def _page(request: HttpRequest, title: str) -> dict[str, Any]:
    return {**admin.site.each_context(request), "title": title}


def _wanted(request: HttpRequest) -> dict[str, Any]:
    """What the address asks for: a page, an issue's first empty or next page, else today's paper."""
    page = _named(request, "page", Page.objects.select_related("issue"))
    issue = page.issue if page is not None else _named(request, "issue", Issue.objects.all())
    if issue is None:
        newspaper = access.within_reach(request.user, Newspaper.objects.all())
        return {"newspaper": newspaper.default(), "date": timezone.localdate(), "edition": 1}
    empty = issue.pages.filter(parts=None, photos=None, image=None).order_by("sequence")
    page = page or empty.first()
    return {
        "newspaper": issue.newspaper_id,
        "date": issue.date,
        "edition": issue.edition,
        "number": page.label if page is not None else issue.pages.count() + 1,
        "section": page.section_name if page is not None else "",
    }


def _named(request: HttpRequest, noun: str, rows: Any) -> Any:
    """The row that the address names, if the user reaches it."""
    pk = request.GET.get(noun, "")
    if not (pk.isascii() and pk.isdecimal() and len(pk) < 19):
        return None
    return access.within_reach(request.user, rows).filter(pk=pk).first()


def _storable(text: str) -> str:
    """The text with one kind of line end, and without what no database can store."""
    return storable(text.replace("\r\n", "\n").replace("\r", "\n"))
