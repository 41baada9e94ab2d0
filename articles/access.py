"""Who may open what. Every view fetches through these; what a user may not see is not there (404)."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Prefetch, Q
from django.db.models.functions import Coalesce
from django.http import Http404

from articles.models import (
    Article,
    Byline,
    Column,
    Issue,
    Newspaper,
    Page,
    PageImage,
    PageSource,
    Person,
    Photo,
    PhotoCredit,
    Stage,
)
from articles.models.article import ArticlePartQuerySet, ArticleQuerySet
from articles.models.issue import IssueQuerySet
from articles.models.page import PageQuerySet
from articles.models.photo import PhotoQuerySet

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


def visible_issues(newspaper: Newspaper, drafts: bool = False) -> IssueQuerySet:
    """The newspaper's issues that are published; all of them where ``drafts``."""
    issues = newspaper.issues.select_related("newspaper")
    return issues if drafts else issues.published()


def issue_or_404(slug: str, address: str, drafts: bool = False) -> Issue:
    """The issue at ``/<slug>/<address>/``."""
    issue = visible_issues(newspaper_or_404(slug), drafts).at(address).first()
    if issue is None:
        raise Http404
    return issue


def visible_pages(issue: Issue, drafts: bool = False) -> PageQuerySet:
    """The issue's pages that are published, in order; all of them where ``drafts``."""
    pages = issue.pages.select_related("issue__newspaper", "image", "source").defer("source__text")
    pages = pages.order_by("sequence")
    return pages if drafts else pages.published()


def page_or_404(issue: Issue, number: int, drafts: bool = False) -> Page:
    """The page at ``…/p<number>/`` of an issue that was opened by `issue_or_404`."""
    page = visible_pages(issue, drafts).at(number)
    if page is None:
        raise Http404
    return page


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


def public_articles(merged: bool = False) -> ArticleQuerySet:
    """All articles that the public sees: published, in a published issue; merged tails where asked for."""
    articles = Article.objects.published().filter(issue__stage=Stage.PUBLISHED)
    return articles if merged else articles.standing()


def articles_by(person: Person) -> ArticleQuerySet:
    """All public articles that bear the person's name, newest first; a joined tail's count for its story."""
    signed = Byline.objects.filter(person=person, article__stage=Stage.PUBLISHED)
    stories = signed.values(story=Coalesce("article__merged_into", "article"))
    return _newest_first(public_articles().filter(pk__in=stories))


def articles_in(column: Column) -> ArticleQuerySet:
    """All public articles of a column, newest first."""
    return _newest_first(public_articles().filter(column=column))


def _newest_first(articles: ArticleQuerySet) -> ArticleQuerySet:
    return articles.with_story().order_by("-issue__date", "-issue__edition", "number", "pk")


def photos_by(person: Person) -> PhotoQuerySet:
    """All public photos that credit the person, newest first."""
    return (
        public_photos()
        .filter(pk__in=PhotoCredit.objects.filter(person=person).values("photo"))
        .select_related("page__issue__newspaper", "article")
        .prefetch_related("credits__person", "renditions")
        .order_by("-page__issue__date", "-page__issue__edition", "page__sequence", "order", "pk")
    )


def public_photos() -> PhotoQuerySet:
    """All photos that the public sees at least the caption of."""
    shown = Photo.objects.filter(page__stage=Stage.PUBLISHED, page__issue__stage=Stage.PUBLISHED)
    return shown.filter(Q(article__isnull=True) | Q(article__stage=Stage.PUBLISHED))


def public_photo(key: str) -> Photo | None:
    """The photo with this key, if the public may see the picture itself today."""
    photo = public_photos().filter(key=key).exclude(file="").first()
    return photo if photo is not None and photo.may_be_shown() else None


def photo_or_404(key: str, user: AnyUser) -> Photo:
    """The photo whose file is asked for by its key: public and permitted online, or the user an editor.

    The user is looked at last: what is public has to do with no session and may be cached.
    """
    if (public := public_photo(key)) is not None:
        return public
    photo = Photo.objects.filter(key=key).exclude(file="").first()
    if photo is None or not sees_drafts(user):
        raise Http404
    return photo


def withheld_photos(issue: Issue) -> dict[int, list[Photo]]:
    """The issue's photos that may not be shown online today, by the id of their page."""
    found: dict[int, list[Photo]] = {}
    for photo in Photo.objects.withheld().filter(page__issue=issue):
        found.setdefault(photo.page_id, []).append(photo)
    return found


def public_page_image_or_404(key: str) -> tuple[PageImage, list[Photo]]:
    """The page picture with this public key, and the photos on it that are to be painted over.

    None where the page or its issue is not published, nor where nobody knows where such a photo stands.
    """
    image = PageImage.objects.public().filter(public_key=key).select_related("page__issue__newspaper").first()
    if image is None:
        raise Http404
    withheld = list(Photo.objects.withheld().filter(page=image.page_id))
    if not all(photo.places for photo in withheld):
        raise Http404
    return image, withheld


def draft_page_image_or_404(folder: str, user: AnyUser) -> PageImage:
    """Any page picture, by the name of its folder, for an editor."""
    if not sees_drafts(user):
        raise Http404
    image = PageImage.objects.filter(folder=folder).select_related("page__issue__newspaper").first()
    if image is None:
        raise Http404
    return image


def page_source_or_404(page: int, user: AnyUser) -> PageSource:
    """What the page was read from, where that is a file that was kept, for an editor."""
    if not sees_drafts(user):
        raise Http404
    source = PageSource.objects.filter(page=page).exclude(file="").first()
    if source is None:
        raise Http404
    return source
