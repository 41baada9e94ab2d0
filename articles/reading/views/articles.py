"""An article."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles import access
from articles.finding.citing import cite_article, written
from articles.finding.sought import Marks, sought_of
from articles.interchange.citations import FORMATS
from articles.models import Article, Issue, Join
from articles.models.article import ArticleQuerySet
from articles.reading.cited import cited
from articles.reading.opened import OpenIssue
from articles.reading.story import story_of
from articles.wording import html


@require_safe
def article(request: HttpRequest, slug: str, address: str, number: int) -> HttpResponse:
    """An article, whole, with the page breaks marked."""
    return show_article(request, OpenIssue(access.issue_or_404(slug, address)), number)


@require_safe
def article_citation(request: HttpRequest, slug: str, address: str, number: int, suffix: str) -> HttpResponse:
    """A public article as a file for reference managers; the number of a joined tail leads to the whole's."""
    issue = access.issue_or_404(slug, address)
    found = access.article_or_404(issue, number)
    if found.merged_into_id is not None:
        number = _whole(issue, found).number
        return _redirect(reverse("article-citation", args=[slug, address, number, suffix]))
    citation = cite_article(found.pk, _root(request))
    if citation is None:
        raise Http404
    response = HttpResponse("".join(written([citation], suffix)), content_type=FORMATS[suffix].media_type)
    response["Content-Disposition"] = f'attachment; filename="{citation.key}.{suffix}"'
    response["X-Robots-Tag"] = "noindex"
    return response


def _root(request: HttpRequest) -> str:
    """The site's address, with no stroke behind."""
    return request.build_absolute_uri("/").rstrip("/")


def show_article(request: HttpRequest, opened: OpenIssue, number: int) -> HttpResponse:
    """One article of an opened issue; the number of a joined tail leads to its place in the whole."""
    found = access.article_or_404(opened.issue, number, opened.drafts)
    if found.merged_into_id is not None:
        return _moved(opened, found)
    stories = access.visible_articles(opened.issue, opened.drafts).standing()
    story = stories.with_story().get(pk=found.pk)
    before, after = _neighbours(stories, found)
    sought = sought_of(request.GET.get("q", ""))
    told = story_of(opened, story, sought)
    context = {
        "opened": opened,
        "issue": opened.issue,
        "newspaper": opened.newspaper,
        "article": story,
        "story": told,
        "sought": Marks(sought) if sought else None,
        "signatures": opened.signatures(story),
        "corrections": list(
            story.corrections.newest_first().select_related("article__issue__newspaper", "issue__newspaper")
        ),
        "description": " ".join(html.plain_text("".join(one.body for one in told.segments)).split()),
        "cited": cited(opened, story, _root(request)),
        "previous": before,
        "next": after,
    }
    return render(request, "reading/article.html", context)


def _moved(opened: OpenIssue, tail: Article) -> HttpResponse:
    root = _whole(opened.issue, tail, opened.drafts)
    join = Join.objects.filter(tail_article=tail, state=Join.State.JOINED).select_related("tail_part").first()
    place = f"#{join.tail_part.anchor}" if join else ""
    return _redirect(opened.article_url(root) + place)


def _whole(issue: Issue, tail: Article, drafts: bool = False) -> Article:
    """The article that a joined tail lives on in, where the reader may see it."""
    root = tail.root
    if not access.visible_articles(issue, drafts).filter(pk=root.pk).exists():
        raise Http404
    return root


def _redirect(address: str) -> HttpResponse:
    response = HttpResponsePermanentRedirect(address)
    # A join can be undone, and then the number leads to the tail again: ask every time.
    response["Cache-Control"] = "no-cache"
    return response


def _neighbours(stories: ArticleQuerySet, found: Article) -> tuple[Article | None, Article | None]:
    """The articles before and after in print order."""
    order = list(stories.in_print_order().values_list("pk", flat=True))
    at = order.index(found.pk)
    near = stories.prefetch_related("parts").in_bulk([*order[max(at - 1, 0) : at], *order[at + 1 : at + 2]])
    return (
        near.get(order[at - 1]) if at else None,
        near.get(order[at + 1]) if at + 1 < len(order) else None,
    )
