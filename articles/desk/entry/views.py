"""The form's addresses: an issue's first page to write on, a new story on a page, a story that is there."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from articles import access
from articles.desk.entry.form_request import FormRequest
from articles.desk.entry.story import new_story, story_of
from articles.desk.entry.things import article_in_reach, page_to_write_on, why_closed
from articles.models import Issue, Stage


def write_issue(request: HttpRequest, pk: int) -> HttpResponse:
    """``/desk/issues/3/write/``: to the first page of an issue that can still take a story."""
    issue = get_object_or_404(access.within_reach(request.user, Issue.objects.all()), pk=pk)
    page = issue.pages.exclude(stage=Stage.SIGNED_OFF).order_by("sequence").first()
    if page is None:
        messages.info(request, _("This issue has no page to write on yet. Add one, or import one."))
        return redirect("admin:articles_issue_change", issue.pk)
    return redirect("admin:write_new", page.pk)


def write_new(request: HttpRequest, pk: int) -> HttpResponse:
    """``/desk/pages/12/write/``: a new story on the page."""
    page = page_to_write_on(request, pk)
    if page.stage == Stage.SIGNED_OFF and request.method != "POST":
        messages.info(request, _("%(page)s is signed off: nothing can be added to it.") % {"page": page})
        return redirect("admin:articles_page_change", page.pk)
    return FormRequest(request, new_story(page), page, page.issue.newspaper).answer()


def write(request: HttpRequest, pk: int) -> HttpResponse:
    """``/desk/articles/345/write/``: a story that is there."""
    article = article_in_reach(request, pk)
    if article.merged_into_id:
        return redirect("admin:write", article.root.pk)
    if article.has_been_public:
        if not access.may(request.user, "change", article):
            messages.warning(request, why_closed(request.user, article))
            return redirect("admin:articles_article_change", article.pk)
        messages.info(request, _("This story is public: it is corrected here, with a notice."))
        return redirect("admin:articles_article_change", article.pk)
    if request.method != "POST" and not access.may(request.user, "change", article):
        messages.warning(request, why_closed(request.user, article))
        return redirect("admin:articles_article_change", article.pk)
    story = story_of(article)  # what was typed into one that was closed meanwhile is shown once more
    return FormRequest(request, story, story.page, article.issue.newspaper).answer()
