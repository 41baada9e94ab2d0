"""The site as `bench_search` serves it: with a page beside that asks the database for nothing but 1."""

from __future__ import annotations

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path


def select_one(request: HttpRequest) -> HttpResponse:
    """``SELECT 1`` through the whole stack."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return HttpResponse(str(cursor.fetchone()[0]))


application = get_wsgi_application()

from newsroom.urls import urlpatterns as site  # noqa: E402

urlpatterns = [path("select-1/", select_one), *site]
settings.ROOT_URLCONF = "served"
