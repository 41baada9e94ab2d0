"""Who may open what. Every view fetches through these; what a user may not see is not there (404)."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import QuerySet
from django.http import Http404

from articles.models import Article, Column, Issue, Newspaper, Page, Person, Photo, Stage

AnyUser = User | AnonymousUser


def sees_drafts(user: AnyUser) -> bool:
    """Whether the user may see what is not published: editors, in the desk's preview."""
    return bool(user.is_active and user.is_staff)


def newspaper_or_404(slug: str) -> Newspaper:
    """The newspaper at ``/<slug>/``."""
    try:
        return Newspaper.objects.get(slug=slug)
    except Newspaper.DoesNotExist as error:
        raise Http404 from error


def default_newspaper_or_404() -> Newspaper:
    """The newspaper at ``/``."""
    newspaper = Newspaper.objects.default()
    if newspaper is None:
        raise Http404
    return newspaper


def visible_issues(newspaper: Newspaper, drafts: bool = False) -> QuerySet[Issue]:
    """The newspaper's issues that are published; all of them where ``drafts``."""
    issues = newspaper.issues.select_related("newspaper")
    return issues if drafts else issues.published()


def issue_or_404(slug: str, address: str, drafts: bool = False) -> Issue:
    """The issue at ``/<slug>/<address>/``."""
    issue = visible_issues(newspaper_or_404(slug), drafts).at(address).first()
    if issue is None:
        raise Http404
    return issue


def visible_pages(issue: Issue, drafts: bool = False) -> QuerySet[Page]:
    """The issue's pages that are published, in order; all of them where ``drafts``."""
    pages = issue.pages.select_related("issue__newspaper").order_by("sequence")
    return pages if drafts else pages.published()


def page_or_404(issue: Issue, number: int, drafts: bool = False) -> Page:
    """The page at ``…/p<number>/`` of an issue that was opened by `issue_or_404`."""
    page = visible_pages(issue, drafts).at(number)
    if page is None:
        raise Http404
    return page


def visible_articles(issue: Issue, drafts: bool = False) -> QuerySet[Article]:
    """The issue's articles that are published, merged tails included; all of them where ``drafts``."""
    articles = issue.articles.select_related("issue__newspaper")
    return articles if drafts else articles.published()


def article_or_404(issue: Issue, number: int, drafts: bool = False) -> Article:
    """The article at ``…/a<number>/``; a merged tail's own row, whose `Article.root` is where it lives."""
    article = visible_articles(issue, drafts).filter(number=number).first()
    if article is None:
        raise Http404
    return article


def column_or_404(slug: str, column: str) -> Column:
    """The column at ``/<slug>/columns/<column>/``; one that nothing published bears is not there."""
    found = (
        Column.objects.filter(newspaper=newspaper_or_404(slug), slug=column)
        .filter(articles__in=public_articles())
        .select_related("newspaper")
        .distinct()
        .first()
    )
    if found is None:
        raise Http404
    return found


def person_or_404(pk: int) -> Person:
    """The person at ``/people/<pk>/``; one whom nothing published names is not there."""
    found = (
        Person.objects.filter(pk=pk, bylines__article__in=public_articles(merged=True))
        | Person.objects.filter(pk=pk, photo_credits__photo__in=public_photos())
    ).select_related("newspaper")
    person = found.distinct().first()
    if person is None:
        raise Http404
    return person


def public_articles(merged: bool = False) -> QuerySet[Article]:
    """All articles that the public sees: published, in a published issue; merged tails where asked for."""
    articles = Article.objects.published().filter(issue__stage=Stage.PUBLISHED)
    return articles if merged else articles.standing()


def public_photos() -> QuerySet[Photo]:
    """All photos that the public sees at least the caption of."""
    shown = Photo.objects.filter(page__stage=Stage.PUBLISHED, page__issue__stage=Stage.PUBLISHED)
    return shown.filter(article__isnull=True) | shown.filter(article__stage=Stage.PUBLISHED)


def photo_or_404(key: str, user: AnyUser) -> Photo:
    """The photo whose file is asked for by its key: public and permitted online, or the user an editor."""
    photo = Photo.objects.filter(key=key).exclude(file="").select_related("page__issue").first()
    if photo is None:
        raise Http404
    if sees_drafts(user):
        return photo
    if not photo.may_be_shown() or not public_photos().filter(pk=photo.pk).exists():
        raise Http404
    return photo
