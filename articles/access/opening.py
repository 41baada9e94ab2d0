"""Opening by address: newspaper, issue, page, article, column, person; and what stands in an issue or a page.

What a reader may not see is not there (404), or was withdrawn (`Gone`, 410). ``drafts`` opens all, for the
desk's preview; who may see that `sees_drafts` says.
"""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Prefetch
from django.http import Http404

from articles.access.public import bylines_of, credits_of, public_columns, public_photos
from articles.models import (
    Article,
    Column,
    Correction,
    Issue,
    Newspaper,
    Page,
    PageText,
    Person,
    Photo,
    Stage,
)
from articles.models.article import ArticleQuerySet
from articles.models.issue import IssueQuerySet
from articles.models.page import PageQuerySet
from articles.models.part import ArticlePartQuerySet
from articles.models.photo import PhotoQuerySet

_Thing = TypeVar("_Thing", Issue, Page, Article)


class Gone(Exception):
    """What was asked for is withdrawn: its address answers 410, with the notice."""

    def __init__(self, thing: Issue | Page | Article) -> None:
        super().__init__(str(thing))
        self.thing = thing


def _shown_or_gone(thing: _Thing | None, drafts: bool) -> _Thing:
    """The thing, if it is published or ``drafts`` are shown. Raises Gone where withdrawn, else Http404."""
    if thing is not None and (drafts or thing.is_published):
        return thing
    if thing is not None and thing.stage == Stage.WITHDRAWN:
        raise Gone(thing)
    raise Http404


def newspaper_or_404(slug: str) -> Newspaper:
    """The newspaper at ``/<slug>/``."""
    try:
        return Newspaper.objects.get(slug=slug)
    except Newspaper.DoesNotExist as error:
        raise Http404 from error


def visible_issues(newspaper: Newspaper, drafts: bool = False) -> IssueQuerySet:
    """The newspaper's issues that are published; all of them where ``drafts``."""
    issues = newspaper.issues.select_related("newspaper")
    return issues if drafts else issues.published()


def issue_or_404(slug: str, address: str, drafts: bool = False) -> Issue:
    """The issue at ``/<slug>/<address>/``."""
    issues = newspaper_or_404(slug).issues.select_related("newspaper")
    return _shown_or_gone(issues.at(address).first(), drafts)


def visible_pages(issue: Issue, drafts: bool = False) -> PageQuerySet:
    """The issue's pages that are published, in order; all of them where ``drafts``."""
    pages = issue.pages.select_related("issue__newspaper", "image", "source").defer("source__text")
    pages = pages.order_by("sequence")
    return pages if drafts else pages.published()


def page_or_404(issue: Issue, number: int, drafts: bool = False) -> Page:
    """The page at ``…/p<number>/`` of an issue that was opened by `issue_or_404`."""
    return _shown_or_gone(visible_pages(issue, drafts=True).at(number), drafts)


def text_layer(page: Page) -> PageText | None:
    """The characters on the picture of a page that was opened by `page_or_404`."""
    return PageText.objects.filter(page=page).first()


def visible_parts(page: Page, drafts: bool = False) -> ArticlePartQuerySet:
    """The parts that a visible page prints, in print order, each with its whole story."""
    parts = page.parts.in_print_order().select_related("page")
    if not drafts:
        parts = parts.filter(article__stage=Stage.PUBLISHED)
    return parts.prefetch_related(Prefetch("article", Article.objects.with_story()))


def visible_photos(issue: Issue, drafts: bool = False) -> PhotoQuerySet:
    """The issue's photos of which the reader sees at least the caption, as its pages print them."""
    photos = Photo.objects.all() if drafts else public_photos()
    return (
        photos.filter(page__issue=issue)
        .select_related("page", "article__merged_into")
        .prefetch_related("credits__person", "renditions")
        .order_by("page__sequence", "order", "pk")
    )


def visible_articles(issue: Issue, drafts: bool = False) -> ArticleQuerySet:
    """The issue's articles that are published, merged tails included; all of them where ``drafts``."""
    articles = issue.articles.select_related("issue__newspaper")
    return articles if drafts else articles.published()


def article_or_404(issue: Issue, number: int, drafts: bool = False) -> Article:
    """The article at ``…/a<number>/``; a merged tail's own row, whose `Article.root` is where it lives."""
    return _shown_or_gone(visible_articles(issue, drafts=True).filter(number=number).first(), drafts)


def former_version_or_404(article: Article, pk: int) -> Correction:
    """The correction of a public article whose former version the newspaper lets readers see."""
    made = (
        article.corrections.select_related("issue__newspaper", "article__issue__newspaper")
        .filter(pk=pk)
        .first()
    )
    if made is None or not made.former_url:
        raise Http404
    return made


def column_or_404(slug: str, column: str) -> Column:
    """The column at ``/<slug>/columns/<column>/``; one that nothing published bears is not there."""
    found = public_columns(newspaper_or_404(slug)).filter(slug=column).first()
    if found is None:
        raise Http404
    return found


def person_or_404(pk: int) -> Person:
    """The person at ``/people/<pk>/``, or the one that it lives on in; 404 where nothing public names it."""
    person = Person.objects.filter(pk=pk).select_related("newspaper", "merged_into__newspaper").first()
    person = person.root if person is not None else None
    if person is None or not (bylines_of(person).exists() or credits_of(person).exists()):
        raise Http404
    return person
