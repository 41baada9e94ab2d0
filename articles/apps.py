"""The app, and the desk as Django's admin site under our own name."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.contrib.staticfiles.apps import StaticFilesConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Newspaper archive")


class DeskConfig(AdminConfig):
    """Django's admin with our site as the default one, so that one login serves the whole desk."""

    default_site = "articles.desk.site.DeskSite"


class StaticConfig(StaticFilesConfig):
    """Static files without the plugins of CKEditor that bring old scripts of others and are never loaded."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "codesnippet*", "adobeair"]
