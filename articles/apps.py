"""The app, and the desk as Django's admin site under our own name."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Newspaper archive")

    def ready(self) -> None:
        from articles.models.change import followed_by
        from articles.search.follower import wake

        followed_by(wake)


class DeskConfig(AdminConfig):
    """Django's admin with our site as the default one, so that one login serves the whole desk."""

    default_site = "articles.desk.site.DeskSite"
