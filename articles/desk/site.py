"""The desk: Django's admin site under our name, with one login for all of it."""

from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _


class DeskSite(AdminSite):
    """The editors' desk at ``/desk/``."""

    site_title = _("Newsdesk")
    site_header = _("Newsdesk")
    index_title = _("Today")
