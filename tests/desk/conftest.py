"""The desk's cast, logged in, and what a browser would send back of a form."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from tests.house import make_editor, make_outsider

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def editor(db) -> User:
    return make_editor()


@pytest.fixture
def desk(editor) -> Client:
    """A browser in which the editor is logged in."""
    return logged_in(editor)


@pytest.fixture
def staff_with(db) -> Callable[..., Client]:
    """A browser of a member of staff with just these permissions."""

    def make(*codenames: str) -> Client:
        user = User.objects.create_user(f"staff-{User.objects.count()}", password="ink", is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
        return logged_in(user)

    return make


@pytest.fixture
def cast(editor, staff_with) -> dict[str, Client]:
    """Who may come to the desk without a role, by name; ``editor`` is a superuser."""
    return {
        "anonymous": Client(),
        "outsider": logged_in(make_outsider()),
        "staff": staff_with(),
        "editor": logged_in(editor),
    }


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def address(noun: str, what: str, *args: object) -> str:
    """An address of the desk: ``address("issue", "change", 3)``."""
    return reverse(f"admin:articles_{noun}_{what}", args=args)


class FormReader(HTMLParser):
    """The fields of a page's forms, as a browser would send them."""

    def __init__(self, html: str, form_id: str | None = None) -> None:
        super().__init__()
        self.data: dict[str, Any] = {}
        self._wanted, self._inside = form_id, form_id is None
        self._textarea: str | None = None
        self._select: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "form" and self._wanted:
            self._inside = given.get("id") == self._wanted
        if not self._inside or "disabled" in given:
            return
        if tag == "input" and name and given.get("type") not in {"submit", "file", "button"}:
            if given.get("type") in {"checkbox", "radio"} and "checked" not in given:
                return
            self.data[name] = given.get("value") or ("on" if given.get("type") == "checkbox" else "")
        elif tag == "textarea":
            self._textarea, self.data[name] = name, ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and ("selected" in given or self._select not in self.data):
            self.data[self._select] = given.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._textarea is not None:
            self.data[self._textarea] = self.data[self._textarea].removeprefix("\r\n").removeprefix("\n")
            self._textarea = None
        elif tag == "select":
            self._select = None

    def handle_data(self, data: str) -> None:
        if self._textarea is not None:
            self.data[self._textarea] += data


def form_data(client: Client, url: str, form_id: str | None = None) -> dict[str, Any]:
    """What the form at an address sends if nothing is touched."""
    response = client.get(url)
    assert response.status_code == 200, (url, response.status_code)
    return FormReader(response.content.decode(), form_id).data


def errors_of(response: Any) -> str:
    """All errors that an admin form shows, in one string."""
    context = response.context
    found = [str(context["adminform"].form.errors)]
    found += [f"{f.formset.errors} {f.formset.non_form_errors()}" for f in context["inline_admin_formsets"]]
    return " ".join(found)
