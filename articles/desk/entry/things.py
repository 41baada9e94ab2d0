"""What a story is written on: a page, or the article that is there; for who may, and the form's address."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from articles import access
from articles.models import Article, Page


def page_to_write_on(request: HttpRequest, pk: int) -> Page:
    """The page, for who may add stories and reaches it."""
    pages = Page.objects.select_related("issue__newspaper")
    page = get_object_or_404(access.within_reach(request.user, pages), pk=pk)
    if not access.may(request.user, "add", Article):
        raise PermissionDenied
    return page


def article_to_write(request: HttpRequest, pk: int) -> Article:
    """The article, for who may change it."""
    articles = Article.objects.select_related("issue__newspaper", "merged_into")
    article = get_object_or_404(access.within_reach(request.user, articles), pk=pk)
    if not access.may(request.user, "change", article):
        raise PermissionDenied
    return article


def back_to(thing: Page | Article) -> str:
    """The form's address."""
    if isinstance(thing, Article):
        return reverse("admin:write", args=[thing.pk])
    return reverse("admin:write_new", args=[thing.pk])
