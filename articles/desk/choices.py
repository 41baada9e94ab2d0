"""Which issue a form is about, and its pages to choose from."""

from __future__ import annotations

from django.forms.models import ModelChoiceField
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext

from articles import access
from articles.models import Issue, Page


class PageChoice(ModelChoiceField):
    """A page of the issue, as its label and section."""

    def label_from_instance(self, page: Page) -> str:
        return " ".join(filter(None, [page.label, page.section_name]))


def issue_of_form(request: HttpRequest) -> Issue | None:
    """The issue that an article form is about: its article's, else the one that the address or form names."""
    issues = access.within_reach(request.user, Issue.objects.select_related("newspaper"))
    match = request.resolver_match
    if match is not None and (pk := match.kwargs.get("object_id")):
        return issues.filter(articles__pk=pk).first() if pk.isdecimal() else None
    named = request.POST.get("issue") or request.GET.get("issue") or ""
    return issues.filter(pk=named).first() if named.isdecimal() else None


def page_choice(request: HttpRequest, required: bool = True) -> PageChoice:
    """A choice among the pages of the form's issue, asked for once in a request."""
    pages = getattr(request, "pages_of_form", None)
    if pages is None:
        issue = issue_of_form(request)
        pages = Page.objects.filter(issue=issue).order_by("sequence") if issue else Page.objects.none()
        request.pages_of_form = pages  # type: ignore[attr-defined]
    named = request.GET.get("page", "")
    return PageChoice(
        pages,
        label=capfirst(gettext("page")),
        required=required,
        initial=named if named.isdecimal() else None,
    )
