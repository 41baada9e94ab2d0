"""What a story is written on: a page, or the article that is there; for who may, and the form's address."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import access
from articles.access import AnyUser
from articles.models import Article, Page, Stage, Verb


def page_to_write_on(request: HttpRequest, pk: int) -> Page:
    """The page, for who may add stories and reaches it."""
    pages = Page.objects.select_related("issue__newspaper")
    page = get_object_or_404(access.within_reach(request.user, pages), pk=pk)
    if not access.may(request.user, "add", Article):
        raise PermissionDenied
    return page


def article_in_reach(request: HttpRequest, pk: int) -> Article:
    """The article, for who may change articles; whether this one, now, is another question."""
    articles = Article.objects.select_related("issue__newspaper", "merged_into")
    article = get_object_or_404(access.within_reach(request.user, articles), pk=pk)
    if not access.may(request.user, "change", Article):
        raise PermissionDenied
    return article


def article_to_write(request: HttpRequest, pk: int) -> Article:
    """The article, for who may change it now; to others it says why not."""
    article = article_in_reach(request, pk)
    if not access.may(request.user, "change", article):
        raise PermissionDenied(why_closed(request.user, article))
    return article


def why_closed(user: AnyUser, article: Article) -> str:
    """Why the user may not change the article now, and who can do something about it."""
    if article.has_been_public:
        return _("“%(thing)s” is public: it is changed by a correction alone.") % {"thing": article}
    if article.stage == Stage.SIGNED_OFF:
        if access.may(user, Verb.SEND_BACK, article):
            return _("“%(thing)s” is signed off, so its text is locked. Send it back first.") % {
                "thing": article
            }
        return _("“%(thing)s” is signed off, so its text is locked. An editor can send it back.") % {
            "thing": article
        }
    if article.stage != Stage.DRAFT:
        return _("“%(thing)s” is submitted for review. An editor can change it, or send it back.") % {
            "thing": article
        }
    return _("“%(thing)s” is a draft of somebody else's, which you may not change.") % {"thing": article}


def back_to(thing: Page | Article) -> str:
    """The form's address."""
    if isinstance(thing, Article):
        return reverse("admin:write", args=[thing.pk])
    return reverse("admin:write_new", args=[thing.pk])
