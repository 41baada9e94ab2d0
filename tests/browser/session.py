"""A browser in which somebody is logged in, without the way through the form, which `test_whole_issue` goes."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Page


def log_in(page: Page, address: str, username: str, path: str = "") -> None:
    """Give the page's browser the session of a user; ``path`` is then opened below the site's address."""
    client = Client()
    client.force_login(User.objects.get(username=username))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])
    if path:
        page.goto(address + path)
