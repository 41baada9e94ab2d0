"""Who may open what, and do what. Views fetch through these; what a user may not see is not there (404).

`may` is the one place that says what a user may do. A user who is tied to newspapers (`Membership`) reaches
nothing of others: `within_reach` limits lists, forms and searches, `may` single rows.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Exists, Model, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils.functional import SimpleLazyObject

from articles.models import (
    Article,
    ArticlePart,
    Byline,
    Column,
    Correction,
    Issue,
    LeftOutText,
    Newspaper,
    Page,
    PageImage,
    PageSource,
    PageText,
    Person,
    Photo,
    PhotoCredit,
    Stage,
    Verb,
)
from articles.models.article import ArticlePartQuerySet, ArticleQuerySet
from articles.models.correction import CorrectionQuerySet
from articles.models.issue import IssueQuerySet
from articles.models.page import PageQuerySet
from articles.models.person import PersonQuerySet
from articles.models.photo import PhotoQuerySet

AnyUser = User | AnonymousUser

# For the rows of a few articles. Asked for what has the one stage instead, SQLite would walk all that was
# ever published to find them.
_UNPUBLISHED = [stage for stage in Stage if stage != Stage.PUBLISHED]


_BYLINES = Prefetch("bylines", Byline.objects.select_related("person"))
_CREDITS = Prefetch("credits", PhotoCredit.objects.select_related("person"))


class Gone(Exception):
    """What was asked for is withdrawn: its address answers 410, with the notice."""

    def __init__(self, thing: Issue | Page | Article) -> None:
        super().__init__(str(thing))
        self.thing = thing


def sees_drafts(user: AnyUser, newspaper: Newspaper | None = None) -> bool:
    """Whether the user may see what is not published: editors, in the desk's preview of their newspapers."""
    if not (user.is_active and user.is_staff):
        return False
    tied = tied_to(user)
    return tied is None or newspaper is None or newspaper.pk in tied


_WAY_TO_NEWSPAPER = {
    "newspaper": "pk",
    "issue": "newspaper",
    "column": "newspaper",
    "person": "newspaper",
    "membership": "newspaper",
    "page": "issue__newspaper",
    "article": "issue__newspaper",
    "join": "issue__newspaper",
    "handling": "issue__newspaper",
    "autosave": "issue__newspaper",
    "correction": "issue__newspaper",
    "historicalarticle": "issue__newspaper",
    "articlepart": "article__issue__newspaper",
    "historicalarticlepart": "article__issue__newspaper",
    "byline": "article__issue__newspaper",
    "historicalbyline": "article__issue__newspaper",
    "photo": "page__issue__newspaper",
    "leftouttext": "page__issue__newspaper",
    "pagesource": "page__issue__newspaper",
    "pageimage": "page__issue__newspaper",
    "pagetext": "page__issue__newspaper",
    "override": "issue__newspaper",
    "wordentry": "newspaper",
    "job": "newspaper",
    "jobfile": "job__newspaper",
    "jobpage": "job__newspaper",
    "photocredit": "photo__page__issue__newspaper",
    "historicalphoto": "page__issue__newspaper",
    "historicalleftouttext": "page__issue__newspaper",
    "historicalphotocredit": "photo__page__issue__newspaper",
    "presence": "newspaper",
    "unsavedtext": "newspaper",
    "rendition": "photo__page__issue__newspaper",
}
"""How each noun leads to its newspaper. A noun that is missing here is out of reach for who is tied."""


_Rows = TypeVar("_Rows", bound=QuerySet)
_Row = TypeVar("_Row", bound=Model)


def tied_to(user: AnyUser) -> frozenset[int] | None:
    """The ids of the newspapers that the user works for; None for who works for all. Asked once a request."""
    if user.is_superuser or not user.is_authenticated:
        return None
    kept = vars(user._wrapped if isinstance(user, SimpleLazyObject) else user)
    if "_tied_to" not in kept:
        kept["_tied_to"] = frozenset(user.memberships.values_list("newspaper", flat=True)) or None
    return kept["_tied_to"]


def within_reach(user: AnyUser, rows: _Rows) -> _Rows:
    """Those of the rows that belong to a newspaper of the user's; rows of other apps as they are."""
    tied = tied_to(user)
    if tied is None or rows.model._meta.app_label != "articles":
        return rows
    way = _WAY_TO_NEWSPAPER.get(str(rows.model._meta.model_name))
    return rows.none() if way is None else rows.filter(**{f"{way}__in": tied})


def in_reach(user: AnyUser, thing: Model) -> bool:
    """Whether the row belongs to a newspaper of the user's."""
    if tied_to(user) is None or thing.pk is None:
        return True
    return within_reach(user, type(thing)._default_manager.filter(pk=thing.pk)).exists()


def may(user: AnyUser, verb: str, thing: Model | type[Model]) -> bool:
    """Whether the user may do the verb with the thing, or with some thing of its kind where it is a model.

    ``verb`` is a `Verb`, a form's ``view``, ``add``, ``change`` or ``delete``, ``join`` (the jumps of an
    issue) or ``override`` (findings of preflight). Stage and four eyes are the verb's own to judge; whether a
    row may be written the stage decides.
    """
    if not (user.is_active and user.is_staff):
        return False
    noun = f"{thing._meta.app_label}.%s_{thing._meta.model_name}"
    if verb in Verb:
        allowed = user.has_perm(Verb(verb).permission)
    elif verb == "join":
        allowed = user.has_perm("articles.change_article") and _edits_others(user)
    elif verb == "override":
        allowed = user.has_perm("articles.override_preflight")
    elif verb == "view":
        allowed = user.has_perm(noun % "view") or user.has_perm(noun % "change")
    else:
        allowed = user.has_perm(noun % verb)
    if not allowed or isinstance(thing, type):
        return allowed
    if not in_reach(user, thing):
        return False
    return _may_write(user, thing, verb == "delete") if verb in ("change", "delete") else True


def open_to_change(user: AnyUser, rows: Iterable[_Row]) -> set[_Row]:
    """Those of the rows, all within reach, that the user may change: `may` for many, without a query."""
    if not (user.is_active and user.is_staff):
        return set()
    return {
        row
        for row in rows
        if user.has_perm(f"articles.change_{row._meta.model_name}") and _may_write(user, row, False)
    }


def _may_write(user: AnyUser, thing: Model, deleting: bool) -> bool:
    """Whether the stage of the thing, or of what holds it, lets this user change it."""
    held = _staged(thing)
    if held is None:
        return True
    if held.has_been_public:
        return user.has_perm("articles.correct") and not (deleting and held is thing)
    if held.stage == Stage.SIGNED_OFF:
        return False
    if user.has_perm("articles.edit_any"):
        return True
    own = isinstance(held, Article) and held.written_by_id is not None and held.written_by_id == user.pk
    return own and held.stage == Stage.DRAFT and user.has_perm("articles.write_own")


def _edits_others(user: AnyUser) -> bool:
    return user.has_perm("articles.edit_any") or user.has_perm("articles.correct")


def _staged(thing: Model) -> Issue | Page | Article | None:
    """The thing whose stage decides: itself, else the article or page that it stands in; None for others."""
    match thing:
        case Issue() | Page() | Article():
            return thing
        case ArticlePart() | Byline():
            return thing.article
        case Photo():
            return thing.article or thing.page
        case PhotoCredit():
            return thing.photo.article or thing.photo.page
        case LeftOutText():
            return thing.page
    return None


def newspaper_id_of(thing: Model) -> int | None:
    """The id of the newspaper that a stored row belongs to; None where its noun leads to none."""
    way = _WAY_TO_NEWSPAPER.get(str(thing._meta.model_name))
    if way is None:
        return None
    return type(thing)._default_manager.filter(pk=thing.pk).values_list(way, flat=True).first()


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
    issues = newspaper_or_404(slug).issues.select_related("newspaper")
    return _shown_or_gone(issues.at(address).first(), drafts)


_Thing = TypeVar("_Thing", Issue, Page, Article)


def _shown_or_gone(thing: _Thing | None, drafts: bool) -> _Thing:
    """The thing, if it is published or ``drafts`` are shown. Raises Gone where withdrawn, else Http404."""
    if thing is not None and (drafts or thing.is_published):
        return thing
    if thing is not None and thing.stage == Stage.WITHDRAWN:
        raise Gone(thing)
    raise Http404


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


def column_or_404(slug: str, column: str) -> Column:
    """The column at ``/<slug>/columns/<column>/``; one that nothing published bears is not there."""
    found = public_columns(newspaper_or_404(slug)).filter(slug=column).first()
    if found is None:
        raise Http404
    return found


def public_columns(newspaper: Newspaper | None = None) -> QuerySet[Column]:
    """The columns, of one newspaper or of all, that something published bears."""
    bearing = Article.objects.standing().filter(column=OuterRef("pk"))
    columns = Column.objects.filter(Exists(_public(bearing))).select_related("newspaper")
    return columns if newspaper is None else columns.filter(newspaper=newspaper)


def public_people() -> PersonQuerySet:
    """All persons whom something public names; a merged one lives on in another, which is named instead."""
    bylines = Byline.objects.filter(person=OuterRef("pk")).exclude(article__stage__in=_UNPUBLISHED)
    credits = PhotoCredit.objects.filter(person=OuterRef("pk")).exclude(photo__page__stage__in=_UNPUBLISHED)
    named = Exists(bylines.exclude(article__issue__stage__in=_UNPUBLISHED))
    credited = Exists(
        credits.exclude(photo__page__issue__stage__in=_UNPUBLISHED).filter(
            Q(photo__article__isnull=True) | Q(photo__article__stage=Stage.PUBLISHED)
        )
    )
    return Person.objects.filter(Q(named) | Q(credited)).select_related("newspaper")


def _public(articles: ArticleQuerySet) -> ArticleQuerySet:
    return articles.exclude(stage__in=_UNPUBLISHED).exclude(issue__stage__in=_UNPUBLISHED)


def nameable_people(pks: Iterable[int], user: AnyUser | None) -> PersonQuerySet:
    """Those of the persons whose names an editor within reach, or without a user the public, may read."""
    if user is not None:
        return within_reach(user, Person.objects.select_related("newspaper")).filter(pk__in=list(pks))
    return public_people().filter(pk__in=list(pks))


def nameable_columns(pks: Iterable[int], user: AnyUser | None) -> QuerySet[Column]:
    """The same of columns."""
    if user is not None:
        return within_reach(user, Column.objects.select_related("newspaper")).filter(pk__in=list(pks))
    return public_columns().filter(pk__in=list(pks))


def person_or_404(pk: int) -> Person:
    """The person at ``/people/<pk>/``, or the one that it lives on in; 404 where nothing public names it."""
    person = Person.objects.filter(pk=pk).select_related("newspaper", "merged_into__newspaper").first()
    person = person.root if person is not None else None
    if person is None or not (bylines_of(person).exists() or credits_of(person).exists()):
        raise Http404
    return person


def bylines_of(person: Person) -> QuerySet[Byline]:
    """The person's bylines on public articles, those of joined tails as well."""
    return bylines_of_all([person])


def bylines_of_all(people: Iterable[Person]) -> QuerySet[Byline]:
    """The same of several persons."""
    return Byline.objects.filter(person__in=list(people), article__in=public_articles(merged=True))


def credits_of(person: Person) -> QuerySet[PhotoCredit]:
    """The person's credits on public photos."""
    return credits_of_all([person])


def credits_of_all(people: Iterable[Person]) -> QuerySet[PhotoCredit]:
    """The same of several persons."""
    return PhotoCredit.objects.filter(person__in=list(people), photo__in=public_photos())


def public_articles(merged: bool = False) -> ArticleQuerySet:
    """All articles that the public sees: published, in a published issue; merged tails where asked for."""
    articles = Article.objects.published().filter(issue__stage=Stage.PUBLISHED)
    return articles if merged else articles.standing()


def articles_by(person: Person, year: int | None = None) -> ArticleQuerySet:
    """All public articles that bear the person's name, newest first; a joined tail's count for its story."""
    signed = Byline.objects.filter(person=person, article__stage=Stage.PUBLISHED)
    stories = signed.values(story=Coalesce("article__merged_into", "article"))
    articles = public_articles().filter(pk__in=stories)
    return _newest_first(articles if year is None else articles.filter(issue__date__year=year))


def articles_in(column: Column, year: int | None = None) -> ArticleQuerySet:
    """All public articles of a column, newest first."""
    articles = public_articles().filter(column=column)
    return _newest_first(articles if year is None else articles.filter(issue__date__year=year))


def _newest_first(articles: ArticleQuerySet) -> ArticleQuerySet:
    return articles.with_story().order_by("-issue__date", "-issue__edition", "number", "pk")


def photos_by(person: Person, year: int | None = None) -> PhotoQuerySet:
    """All public photos that credit the person, newest first."""
    photos = public_photos().filter(pk__in=PhotoCredit.objects.filter(person=person).values("photo"))
    if year is not None:
        photos = photos.filter(page__issue__date__year=year)
    return (
        photos.select_related("page__issue__newspaper", "article")
        .prefetch_related("credits__person", "renditions")
        .order_by("-page__issue__date", "-page__issue__edition", "page__sequence", "order", "pk")
    )


def public_photos() -> PhotoQuerySet:
    """All photos that the public sees at least the caption of."""
    shown = Photo.objects.filter(page__stage=Stage.PUBLISHED, page__issue__stage=Stage.PUBLISHED)
    return shown.filter(Q(article__isnull=True) | Q(article__stage=Stage.PUBLISHED))


def found_articles(pks: Iterable[int], drafts: bool = False) -> ArticleQuerySet:
    """Those of the articles that a search found that are there to be read, with what a list shows of them.

    The index may be a moment behind: what was withdrawn since is left out here. A fixed number of queries.
    """
    articles = Article.objects.standing() if drafts else public_articles()
    parts = ArticlePart.objects.select_related("page").order_by("order").defer("zones")
    photos = Photo.objects.select_related("page").order_by("page__sequence", "order", "pk")
    photos = photos.prefetch_related(_CREDITS)
    tails = Article.objects.with_heads_public().order_by("number").prefetch_related(_BYLINES)
    if not drafts:
        parts = parts.exclude(page__stage__in=_UNPUBLISHED)
        photos = photos.exclude(page__stage__in=_UNPUBLISHED)
        tails = tails.exclude(stage__in=_UNPUBLISHED)
    return (
        articles.filter(pk__in=list(pks))
        .select_related("issue__newspaper", "column")
        .prefetch_related(
            Prefetch("parts", parts),
            _BYLINES,
            Prefetch("photos", photos),
            Prefetch("merged", tails.prefetch_related(Prefetch("photos", photos))),
        )
    )


def found_photos(pks: Iterable[int], drafts: bool = False) -> PhotoQuerySet:
    """The same of lone photos."""
    photos = Photo.objects.all() if drafts else public_photos()
    return (
        photos.standing_alone()
        .filter(pk__in=list(pks))
        .select_related("page__issue__newspaper")
        .prefetch_related(_CREDITS)
    )


def cited_articles(pks: Iterable[int]) -> ArticleQuerySet:
    """The same with what a citation needs, of published ones."""
    parts = ArticlePart.objects.exclude(page__stage__in=_UNPUBLISHED).select_related("page").order_by("order")
    shown = Photo.objects.exclude(page__stage__in=_UNPUBLISHED).order_by("page__sequence", "order", "pk")
    photos = Prefetch("photos", shown.prefetch_related("credits"))
    tails = Article.objects.exclude(stage__in=_UNPUBLISHED).order_by("number")
    return (
        public_articles()
        .filter(pk__in=list(pks))
        .select_related("issue__newspaper")
        .prefetch_related(
            Prefetch("parts", parts.defer("zones")),
            "bylines",
            photos,
            Prefetch("merged", tails.prefetch_related("bylines", photos)),
        )
    )


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
    if photo is None or not sees_drafts(user) or not in_reach(user, photo):
        raise Http404
    return photo


Withheld = Photo | ArticlePart
"""What stands on a page's picture and may not be shown: by its rights, or since its article is withdrawn."""


def withheld(issue: Issue) -> dict[int, list[Withheld]]:
    """What may not be shown today of the pictures of the issue's pages, by the id of the page."""
    return _withheld(page__issue=issue)


def _withheld(**on: Issue | int) -> dict[int, list[Withheld]]:
    found: dict[int, list[Withheld]] = {}
    for part in ArticlePart.objects.withdrawn().filter(**on):
        found.setdefault(part.page_id, []).append(part)
    photos = Photo.objects.withheld() | Photo.objects.withdrawn()
    for photo in photos.filter(**on).select_related("article"):
        # A withdrawn article's photo whose place nobody knows stands in the article's own place.
        if photo.places or not photo.may_be_shown():
            found.setdefault(photo.page_id, []).append(photo)
    return found


def public_page_image_or_404(key: str) -> tuple[PageImage, list[Withheld]]:
    """The page picture with this public key, and what on it is to be painted over.

    None where the page or its issue is not published, nor where nobody knows where such a thing stands.
    """
    image = PageImage.objects.public().filter(public_key=key).select_related("page__issue__newspaper").first()
    if image is None:
        raise Http404
    covered = _withheld(page=image.page_id).get(image.page_id, [])
    if not all(thing.places for thing in covered):
        raise Http404
    return image, covered


def draft_page_image_or_404(folder: str, user: AnyUser) -> PageImage:
    """Any page picture, by the name of its folder, for an editor."""
    image = PageImage.objects.filter(folder=folder).select_related("page__issue__newspaper").first()
    if image is None or not sees_drafts(user, image.page.issue.newspaper):
        raise Http404
    return image


def page_source_or_404(page: int, user: AnyUser) -> PageSource:
    """What the page was read from, where that is a file that was kept, for an editor."""
    sources = PageSource.objects.filter(page=page).exclude(file="")
    source = sources.select_related("page__issue__newspaper").first()
    if source is None or not sees_drafts(user, source.page.issue.newspaper):
        raise Http404
    return source


def public_corrections(newspaper: Newspaper) -> CorrectionQuerySet:
    """All corrections of what the public sees in a newspaper, newest first."""
    made = Correction.objects.public().filter(issue__newspaper=newspaper).newest_first()
    return made.select_related(
        "issue__newspaper", "article__issue__newspaper", "photo__page__issue__newspaper"
    ).prefetch_related("article__parts")


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
