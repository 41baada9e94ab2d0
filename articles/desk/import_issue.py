"""Import of a whole issue in the desk: its files taken in, and the page where its progress is watched."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from articles import access
from articles.access import AnyUser
from articles.desk import issue_imports
from articles.desk.base import editor_of
from articles.desk.forms import likely_date
from articles.imaging.limits import MOST_BYTES
from articles.ingest.folder import ENDINGS, PAGE_ENDINGS, PLAN, TEXT_ENDING
from articles.models import Issue, Job, JobPage, Newspaper, Verb

WAIT = 15
"""Seconds after which an import that nobody takes up tells how to start a worker."""
_A_PAGE = 50
_RIGHTS = ["articles.add_article", "articles.add_issue"]
may_import = permission_required(_RIGHTS, raise_exception=True)


class ManyFiles(forms.FileField):
    """A field of several files."""

    widget = type("ManyFilesInput", (forms.FileInput,), {"allow_multiple_selected": True})

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = data if isinstance(data, list | tuple) else [data]
        return [super(ManyFiles, self).clean(file, initial) for file in files if file or len(files) == 1]


class IssueFilesForm(forms.Form):
    """Which issue it is, and its files."""

    newspaper = forms.ModelChoiceField(
        Newspaper.objects.by_name(), label=gettext_lazy("newspaper"), empty_label=None
    )
    date = forms.DateField(
        label=gettext_lazy("date"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("May stay empty where the files' names or issue.toml tell it."),
    )
    edition = forms.IntegerField(label=gettext_lazy("edition"), min_value=1, max_value=9999, required=False)
    uploads = ManyFiles(
        label=gettext_lazy("files"),
        allow_empty_file=True,  # it fails as a page, by its name, and the others go on
        help_text=gettext_lazy(
            "PDFs, page pictures (JPEG, PNG, TIFF) or page texts, one a page, or one PDF of all pages; "
            "an issue.toml may be among them."
        ),
    )
    replace = forms.BooleanField(
        label=gettext_lazy(
            "Replace what earlier imports made of these pages; "
            "what was typed or changed by hand stays beside it"
        ),
        required=False,
    )
    publish = forms.BooleanField(label=gettext_lazy("Publish when all pages are in"), required=False)

    def __init__(self, user: AnyUser, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.not_taken: list[str] = []
        self.lacks_pages = False
        choice = cast(forms.ModelChoiceField, self.fields["newspaper"])
        choice.queryset = access.within_reach(user, Newspaper.objects.by_name())
        self.fields["uploads"].widget.attrs["accept"] = ",".join(ENDINGS)
        if not access.may(user, Verb.PUBLISH_AT_ONCE, Issue):
            del self.fields["publish"]

    def clean_date(self) -> Any:
        date = self.cleaned_data["date"]
        return date and likely_date(date)

    def clean_uploads(self) -> list[UploadedFile]:
        """What can be read; a file that cannot leaves the others whole, and is named in ``not_taken``."""
        files: list[UploadedFile] = self.cleaned_data["uploads"]
        names = [str(file.name) for file in files]
        reasons = {name: self._fault(file, name, names) for file, name in zip(files, names, strict=True)}
        self.not_taken = [reason for reason in reasons.values() if reason]
        self.lacks_pages = any(
            reason and name.lower().endswith((*PAGE_ENDINGS, TEXT_ENDING)) for name, reason in reasons.items()
        )
        files = [file for file, name in zip(files, names, strict=True) if not reasons[name]]
        names = [str(file.name) for file in files]
        if not files and self.not_taken:
            raise forms.ValidationError(self.not_taken)
        if PLAN not in names and not any(
            name.lower().endswith((*PAGE_ENDINGS, TEXT_ENDING)) for name in names
        ):
            raise forms.ValidationError(_("There is no page among the files: no PDF, picture or text."))
        return files

    def _fault(self, file: UploadedFile, name: str, names: list[str]) -> str:
        """Why a file is not taken, "" where it is."""
        if not name.lower().endswith(ENDINGS):
            return _("%(file)s is no page and no issue.toml.") % {"file": name}
        if (file.size or 0) > MOST_BYTES:
            return _("%(file)s is too large.") % {"file": name}
        if names.count(name) > 1:
            return _("Two files are called %(file)s.") % {"file": name}
        return ""


@may_import
def import_issue(request: HttpRequest) -> HttpResponse:
    """``/desk/import-issue/``: take files in and begin; ``?issue=3`` adds to that issue."""
    if request.method != "POST":
        return _ask(request, IssueFilesForm(request.user, initial=_wanted(request)))
    form = IssueFilesForm(request.user, request.POST, request.FILES)
    if not form.is_valid():
        return _ask(request, form)
    data = form.cleaned_data
    job = Job(
        newspaper=data["newspaper"],
        date=data["date"],
        edition=data["edition"],
        replace=data["replace"],
        publish=data.get("publish", False) and not form.lacks_pages,
        aside=form.not_taken,
        started_by=editor_of(request),
    )
    issue_imports.receive(job, ((str(file.name), file) for file in data["uploads"]))
    issue_imports.start(job)
    for reason in form.not_taken:
        messages.warning(request, reason + " " + _("It was left aside; the other files are imported."))
    if data.get("publish") and form.lacks_pages:
        messages.warning(
            request, _("The issue will not be published by itself, since files were left aside.")
        )
    return redirect("admin:import_job", job.pk)


def _ask(request: HttpRequest, form: IssueFilesForm) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "title": _("Import an issue"),
        "form": form,
        "has_newspaper": access.within_reach(request.user, Newspaper.objects.all()).exists(),
    }
    return render(request, "desk/import_issue.html", context)


def _wanted(request: HttpRequest) -> dict[str, Any]:
    pk = request.GET.get("issue", "")
    issues = access.within_reach(request.user, Issue.objects.all())
    issue = issues.filter(pk=pk).first() if pk.isascii() and pk.isdecimal() and len(pk) < 19 else None
    if issue is None:
        return {"newspaper": access.within_reach(request.user, Newspaper.objects.all()).default()}
    return {"newspaper": issue.newspaper_id, "date": issue.date, "edition": issue.edition}


def _jobs(request: HttpRequest) -> QuerySet[Job]:
    """The imports into newspapers of the user's."""
    jobs = Job.objects.select_related("newspaper", "issue__newspaper")
    return access.within_reach(request.user, jobs)


@require_safe
@may_import
def import_jobs(request: HttpRequest) -> HttpResponse:
    """``/desk/imports/``: all imports, the newest first."""
    jobs = _jobs(request).select_related("started_by")
    context = {
        **admin.site.each_context(request),
        "title": _("Imports"),
        "jobs": Paginator(jobs, _A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "desk/import_jobs.html", context)


@require_safe
@may_import
def import_job(request: HttpRequest, pk: int) -> HttpResponse:
    """``/desk/imports/3/``: how far an import has come; with ``?part=progress`` what of it changes, alone."""
    job = get_object_or_404(_jobs(request), pk=pk)
    if job.is_open:
        issue_imports.reap(job)
        job.refresh_from_db()
    pages = list(job.pages.select_related("file", "text_file", "page__issue"))
    finished = sum(page.state not in (JobPage.State.WAITING, JobPage.State.RUNNING) for page in pages)
    idle = job.is_open and not finished and not any(page.state == JobPage.State.RUNNING for page in pages)
    context = {
        "job": job,
        "pages": pages,
        "finished": finished,
        "failed": sum(page.state == JobPage.State.FAILED for page in pages),
        "again": sum(page.state == JobPage.State.FAILED and not page.is_final for page in pages),
        "no_worker": idle and (timezone.now() - job.created_at).total_seconds() > WAIT and not job.runner,
    }
    if request.GET.get("part") == "progress":
        return render(request, "desk/_import_progress.html", context)
    title = _("Import: %(job)s") % {"job": job}
    return render(
        request, "desk/import_job.html", {**admin.site.each_context(request), "title": title, **context}
    )


def _verb(do: Callable[[Job], object], said: str) -> Callable[..., HttpResponse]:
    @require_POST
    @may_import
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        job = get_object_or_404(_jobs(request), pk=pk)
        do(job)
        messages.info(request, str(said))
        return redirect("admin:import_job", job.pk)

    return view


stop_job = _verb(issue_imports.stop, gettext_lazy("The import stops after the page that is being done."))  # type: ignore[arg-type]
resume_job = _verb(issue_imports.resume, gettext_lazy("The import goes on."))  # type: ignore[arg-type]
repeat_job = _verb(issue_imports.repeat, gettext_lazy("The failed pages are done once more."))  # type: ignore[arg-type]
