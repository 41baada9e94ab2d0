"""One form makes an issue with its empty pages; what is proposed in it comes from the issues before."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import access
from articles.desk.forms import DeskForm, likely_date
from articles.desk.plan.forms import number
from articles.desk.plan.making import Proposal, filled_up, make_issue, propose
from articles.desk.plan.verbs import MOST_PAGES
from articles.desk.workflow import Refused
from articles.models import Issue, Newspaper, Page

_FIELDS = ["newspaper", "date", "edition", "edition_label", "number", "whole_number"]


class NewIssueForm(DeskForm):
    """The issue, and how many pages it has; the pages themselves are `PageRow`s."""

    pages = forms.IntegerField(label=gettext_lazy("Number of pages"), min_value=1, max_value=MOST_PAGES)

    class Meta:
        model = Issue
        fields = _FIELDS
        widgets = {
            "date": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "edition": forms.NumberInput(attrs={"min": 1, "max": 9999}),
        }

    def __init__(self, *args: Any, newspapers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["newspaper"].queryset = newspapers  # type: ignore[attr-defined]
        self.fields["newspaper"].empty_label = None  # type: ignore[attr-defined]

    def clean_date(self) -> datetime.date:
        return likely_date(self.cleaned_data["date"])


class PageRow(forms.ModelForm):
    """The printed number and section name of a page to be made."""

    class Meta:
        model = Page
        fields = ["number", "section_name"]

    def __init__(
        self, data: Any = None, *, place: int, columns: Sequence[str] = (), initial: Any = None
    ) -> None:
        super().__init__(data, prefix=f"page-{place}", initial=initial)
        self.place, self.columns = place, columns
        for name, label in (
            ("number", _("Printed number of page %(n)d")),
            ("section_name", _("Section name of page %(n)d")),
        ):
            self.fields[name].widget.attrs |= {"aria-label": label % {"n": place}}
            self.fields[name].help_text = ""


def new_issue(request: HttpRequest) -> HttpResponse:
    """The form with what is proposed (``?newspaper=1&date=2026-03-16&plan=7``), and its making."""
    if not (access.may(request.user, "add", Issue) and access.may(request.user, "add", Page)):
        raise PermissionDenied
    newspapers = access.within_reach(request.user, Newspaper.objects.by_name())
    newspaper = _newspaper(request, newspapers)
    if newspaper is None:
        return _answer(request, None, [], None)
    if request.method != "POST":
        proposal = propose(newspaper, _date(request), _plan_named(request, newspaper))
        return _answer(request, *_proposed(proposal, newspaper, newspapers), proposal)
    form = NewIssueForm(request.POST, newspapers=newspapers)
    wanted = form["pages"].value() or ""
    count = (
        min(number(wanted), MOST_PAGES) if wanted.isdecimal() and wanted.isascii() and len(wanted) < 9 else 0
    )
    rows = [PageRow(request.POST, place=place) for place in range(1, count + 1)]
    if all([form.is_valid(), *(row.is_valid() for row in rows)]):
        try:
            issue = make_issue(form.save(commit=False), [_named(row) for row in rows])
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            admin.site.get_model_admin(Issue).log_addition(request, issue, _("With its empty pages."))
            messages.success(request, _("“%(issue)s” is there with its empty pages.") % {"issue": issue})
            return redirect("admin:articles_issue_plan", issue.pk)
    return _answer(request, form, rows, None)


def _answer(
    request: HttpRequest, form: NewIssueForm | None, rows: list[PageRow], proposal: Proposal | None
) -> HttpResponse:
    source = proposal.source if proposal else None
    context = {
        **admin.site.each_context(request),
        "title": _("New issue"),
        "form": form,
        "rows": rows,
        "same_day": _same_day(form, proposal),
        "source": source,
        "weekday": date_format(source.date, "l") if source else "",
        "most_pages": MOST_PAGES,
    }
    return render(request, "desk/new_issue.html", context)


def _same_day(form: NewIssueForm | None, proposal: Proposal | None) -> list[Issue]:
    """The issues that the newspaper has of the day already."""
    if form is None:
        return []
    newspaper = form["newspaper"].value() if proposal is None else form.initial["newspaper"].pk
    try:
        date = form.fields["date"].clean(form["date"].value())
        rows = Issue.objects.filter(newspaper=newspaper, date=date)
        return list(rows.select_related("newspaper").order_by("edition"))
    except (ValueError, forms.ValidationError):
        return []


def _proposed(
    proposal: Proposal, newspaper: Newspaper, newspapers: Any
) -> tuple[NewIssueForm, list[PageRow]]:
    initial = {
        "newspaper": newspaper,
        "date": proposal.date,
        "edition": proposal.edition,
        "number": proposal.number,
        "whole_number": proposal.whole_number,
        "pages": len(proposal.pages),
    }
    pages = filled_up(proposal.pages, len(proposal.pages))
    rows = [
        PageRow(
            place=place,
            columns=page.columns,
            initial={"number": page.number, "section_name": page.section_name},
        )
        for place, page in enumerate(pages, start=1)
    ]
    return NewIssueForm(initial=initial, newspapers=newspapers), rows


def _named(row: PageRow) -> tuple[str, str]:
    return row.cleaned_data["number"], row.cleaned_data["section_name"]


def _newspaper(request: HttpRequest, newspapers: Any) -> Newspaper | None:
    """The one that the address or the form names, that of the plan it names, else the default."""
    if (pk := _id(request.POST.get("newspaper") or request.GET.get("newspaper"))) is not None:
        if (found := newspapers.filter(pk=pk).first()) is not None:
            return found
    if (pk := _id(request.GET.get("plan"))) is not None:
        if (found := newspapers.filter(issues=pk).first()) is not None:
            return found
    return newspapers.default() or newspapers.first()


def _plan_named(request: HttpRequest, newspaper: Newspaper) -> Issue | None:
    pk = _id(request.GET.get("plan"))
    return None if pk is None else newspaper.issues.select_related("newspaper").filter(pk=pk).first()


def _date(request: HttpRequest) -> datetime.date | None:
    try:
        return likely_date(datetime.date.fromisoformat(request.GET.get("date", "")))
    except (ValueError, forms.ValidationError):
        return None


def _id(text: str | None) -> int | None:
    try:
        return number(text or "")
    except ValueError:
        return None
