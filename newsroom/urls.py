"""All addresses. Public ones never change (ARCHITECTURE.md, "Addresses"); English ones start with /en/."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from articles.urls import file_urls

handler404 = "articles.reading.missing.nothing_here"
urlpatterns = file_urls + i18n_patterns(
    path("desk/", admin.site.urls),
    path("", include("articles.urls")),
    prefix_default_language=False,
)
