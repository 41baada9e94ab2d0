"""The site as `bench_search` serves it: with a page beside that asks the database for nothing but 1."""

from __future__ import annotations

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

from newsroom.wsgi import application  # isort: skip  # sets Django up, which what follows needs
from newsroom.urls import urlpatterns as site

__all__ = ["application", "urlpatterns"]


def select_one(request: HttpRequest) -> HttpResponse:
    """``SELECT 1`` through the whole stack."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return HttpResponse(str(cursor.fetchone()[0]))


urlpatterns = [path("select-1/", select_one), *site]
settings.ROOT_URLCONF = "served"
